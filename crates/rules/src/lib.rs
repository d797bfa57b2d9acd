//! When a shared mailbox keeps its licence: pure functions over facts, and the dated policy.
