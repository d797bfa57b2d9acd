//! `restore`: put back exactly what a change took.

use engine::Restore as What;
use model::LedgerSeq;

use crate::app::App;
use crate::args::Restore;
use crate::change::{Asked, carry_out};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::{Progress, Work};
use crate::prompt::Consent;
use crate::session::Session;

pub(crate) async fn run(app: &App, args: &Restore) -> Result<Exit, Failure> {
    let progress = Progress::new(&app.global);
    let session = Session::open(app, &progress).await?.waiting(args.wait);
    if !args.dry_run {
        session.must_write()?;
    }
    let events = progress.events(Work::Restore, 0, &session.locale);
    let proposed = session
        .engine
        .propose_restore(
            &session.caller,
            &session.connection,
            &what(&args.what),
            &session.policy,
            &events,
        )
        .await
        .map_err(|e| session.failed(e))?;
    drop(progress);
    let consent = Consent {
        yes: args.yes,
        max: args.max,
    };
    carry_out(
        app,
        &session,
        &proposed,
        Asked {
            consent,
            dry_run: args.dry_run,
            output: args.output,
        },
    )
    .await
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
