//! Teams & groups > Shared mailboxes: the list, and who may open one of them.

pub(crate) mod list;
pub(crate) mod members;
