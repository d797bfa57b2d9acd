//! `restore`: put back exactly what a change took.

use engine::{Events, Restore as What};
use model::LedgerSeq;

use crate::app::App;
use crate::args::Restore;
use crate::change;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::Work;
use crate::session::Session;

pub(crate) async fn run(app: &App, args: &Restore) -> Result<Exit, Failure> {
    let what = what(&args.what);
    let propose = async |session: &Session, events: &Events| {
        let (by, conn) = (&session.caller, &session.connection);
        session
            .engine
            .propose_restore(by, conn, &what, &session.policy, events)
            .await
    };
    change::run(app, &args.change, Work::Restore, propose).await
}

/// A number is a change, 64 hexadecimal digits are a plan, all else is a mailbox.
fn what(text: &str) -> What {
    if let Ok(number) = text.parse() {
        return What::Change(LedgerSeq(number));
    }
    text.parse()
        .map_or_else(|_| What::Mailbox(text.to_owned()), What::Plan)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_a_plan_and_a_mailbox_are_told_apart() {
        assert_eq!(what("12"), What::Change(LedgerSeq(12)));
        assert!(matches!(what(&"ab".repeat(32)), What::Plan(_)));
        for mailbox in [
            "info@contoso.com",
            "Info",
            "-1",
            "00000000-0000-0000-0000-000000000001",
            "ab",
        ] {
            assert_eq!(what(mailbox), What::Mailbox(mailbox.to_owned()));
        }
    }
}
