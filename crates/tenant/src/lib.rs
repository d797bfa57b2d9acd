//! The embedded tenant: a local Microsoft 365 that speaks Graph, the Exchange admin API and OAuth.
