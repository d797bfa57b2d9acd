//! Every sentence and label that a person reads, per language and cloud.
