//! The store on SQLite as its users see it: its promises, its folder, other processes, and damage.

mod common;
mod conformance;
mod damage;
mod folder;
mod processes;
