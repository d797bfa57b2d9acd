//! One command, one file: options in, one call of the engine, text out.

pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod docs;
pub(crate) mod history;
pub(crate) mod local_admin;
pub(crate) mod man;
pub(crate) mod members;
pub(crate) mod offline;
pub(crate) mod page;
pub(crate) mod probe;
pub(crate) mod remove_license;
pub(crate) mod restore;
pub(crate) mod resume;
pub(crate) mod review;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod tenant_ca;
pub(crate) mod tenant_people;
pub(crate) mod tenant_serve;
