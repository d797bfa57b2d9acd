//! Accounts that may sign in.

use super::super::draft::{GB, MB};
use super::*;

const PLAN_1: &[Held] = &[Held::Direct(Role::Plan1)];
const SUITE: &[Held] = &[Held::Direct(Role::Suite)];

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("frontdesk", "Front desk", "somebody signs in to it (sign_in_used)", reason(ReasonCode::SignInUsed), SUITE)
        .shaped(|d, _| {
            d.open();
            d.account.last_success = Some(d.day.ago(2, 41));
            d.account.last_sign_in = d.account.last_success;
        }),
    Trap::new("hallteams", "Town hall", "Teams is used with it, no sign-in was recorded (sign_in_used)", reason(ReasonCode::SignInUsed), SUITE)
        .shaped(|d, _| {
            d.open();
            d.usage.last_teams = Some(d.day.ago(5, 7));
        }),
    Trap::new("openunused", "Open and unused", "sign-in allowed, no use found (sign_in_open)", reason(ReasonCode::SignInOpen), PLAN_1)
        .shaped(|d, _| d.open()),
    Trap::new("attacked", "Guessed at", "only failed attempts yesterday: no use (sign_in_open; graph.md 2.4)", reason(ReasonCode::SignInOpen), PLAN_1)
        .shaped(|d, _| {
            d.open();
            d.account.last_sign_in = Some(d.day.ago(1, 3));
            d.account.last_non_interactive = Some(d.day.ago(1, 9));
        }),
    Trap::new("longago", "Used long ago", "the last success is 45 days old (sign_in_open)", reason(ReasonCode::SignInOpen), SUITE)
        .shaped(|d, _| {
            d.open();
            d.account.last_success = Some(d.day.ago(45, 5));
            d.account.last_sign_in = d.account.last_success;
        }),
    Trap::new("scanner", "Scanner 3rd floor", "SMTP AUTH is allowed for it (smtp_auth)", reason(ReasonCode::SmtpAuth), PLAN_1)
        .shaped(|d, _| {
            d.mailbox.smtp_auth_disabled = Some(false);
            d.fill(120 * MB);
        }),
    Trap::new("smtpblocked", "SMTP switched off", "SMTP AUTH is switched off for it: nothing to say (smtp_auth)", REMOVABLE, PLAN_1)
        .shaped(|d, _| d.mailbox.smtp_auth_disabled = Some(true)),
    Trap::new("usedblocked", "Used, then blocked", "a sign-in last week, blocked since: use is not asked (sign_in_open)", REMOVABLE, SUITE)
        .shaped(|d, _| {
            d.account.last_success = Some(d.day.ago(7, 2));
            d.account.last_sign_in = d.account.last_success;
        }),
    Trap::new("formerdesigner", "Former designer", "somebody's files in its OneDrive (onedrive_content)", reason(ReasonCode::OneDriveContent), SUITE)
        .shaped(|d, _| d.usage.onedrive = Some((18 * GB, 2_431))),
    Trap::new("emptydrive", "Empty OneDrive", "a OneDrive without content (onedrive_content)", REMOVABLE, SUITE)
        .shaped(|d, _| d.usage.onedrive = Some((0, 0))),
];
