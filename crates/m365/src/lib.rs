//! The client: tokens, limits, retry, batches, pages, typed reads and writes of Microsoft 365.
