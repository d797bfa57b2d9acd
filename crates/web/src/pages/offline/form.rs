//! The form of the page, and the exports that it takes.

use engine::ExportKind;
use words::{Locale, offline};

use super::upload::{LARGEST, MOST};
use crate::desk::Desk;

/// The form.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) action: String,
    /// How many, and how large.
    pub(crate) limits: String,
    /// The same for the script that says it before anything is sent.
    pub(crate) most: u64,
    pub(crate) largest: u64,
    pub(crate) too_many: String,
    pub(crate) too_large: String,
    pub(crate) exports: Vec<ExportRow>,
}

/// An export, and what makes it.
#[derive(Debug, Clone)]
pub(crate) struct ExportRow {
    pub(crate) name: &'static str,
    /// What it is about.
    pub(crate) title: String,
    /// Where its line is run.
    pub(crate) shell: String,
    pub(crate) line: &'static str,
}

impl Form {
    pub(crate) fn new(desk: &Desk) -> Self {
        let l = &desk.locale;
        let exports = ExportKind::ALL.into_iter().map(|kind| export(kind, l));
        Self {
            action: desk.links.to("/offline", &[]),
            limits: offline::limits(l, MOST, LARGEST),
            most: MOST,
            largest: LARGEST.0,
            too_many: offline::too_many(l, MOST),
            too_large: offline::too_large(l, LARGEST),
            exports: exports.collect(),
        }
    }
}

/// An export as a row.
pub(crate) fn export(kind: ExportKind, l: &Locale) -> ExportRow {
    let shell = match kind {
        ExportKind::ActiveUsers => offline::line_center(l),
        kind if kind.is_exchange() => words::cli::offline_exchange(l),
        _ => words::cli::offline_graph(l),
    };
    ExportRow {
        name: kind.name(),
        title: title(kind, l),
        shell,
        line: kind.line(),
    }
}

fn title(kind: ExportKind, l: &Locale) -> String {
    match kind {
        ExportKind::Mailboxes => offline::export_mailboxes(l),
        ExportKind::Users => offline::export_users(l),
        ExportKind::Statistics => offline::export_statistics(l),
        ExportKind::MailboxUsage => offline::export_mailbox_usage(l),
        ExportKind::OneDriveUsage => offline::export_onedrive_usage(l),
        ExportKind::ActiveUserReport => offline::export_active_user_report(l),
        ExportKind::SignIns => offline::export_sign_ins(l),
        ExportKind::Products => offline::export_products(l),
        ExportKind::Organization => offline::export_organization(l),
        ExportKind::ActiveUsers => offline::export_active_users(l),
    }
}
