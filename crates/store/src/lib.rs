//! What is kept, as traits: inventory, plans, ledger, leases, settings.
