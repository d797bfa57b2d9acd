//! One page, one file: from the address to the template.

pub(crate) mod connections;
pub(crate) mod help;
pub(crate) mod history;
pub(crate) mod home;
pub(crate) mod licenses;
pub(crate) mod mailbox;
pub(crate) mod offline;
pub(crate) mod problem;
pub(crate) mod products;
pub(crate) mod proposals;
pub(crate) mod review;
pub(crate) mod runs;
pub(crate) mod settings;
pub(crate) mod shared_mailboxes;
pub(crate) mod sign_in;
pub(crate) mod users;
