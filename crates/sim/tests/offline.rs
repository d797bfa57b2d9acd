//! An organisation written into exported files and judged from them, beside the same organisation judged online: the
//! same verdicts where the files suffice, `unknown` where they do not, and never `removable` instead of anything else.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot write a text has failed"
)]

use std::fmt::Write as _;

use boxseat_sim::World;
use engine::{Export, Review, Scope, review_exports};
use jiff::Timestamp;
use model::mailbox::Quota;
use model::{
    AssignedBy, CloudId, FactName, LicenseVerdict, MailboxFacts, MailboxSize, RecipientKind,
    SignIn, Verdict,
};
use serde_json::{Value, json};
use tenant::Profile;

/// The files of one organisation.
struct Files(Vec<Vec<u8>>);

impl Files {
    fn review(&self, w: &World, as_of: Timestamp) -> engine::Offline {
        // A list of nothing is an empty file, which says so.
        let read = |bytes: &Vec<u8>| match m365::offline::read(bytes) {
            Ok(exported) => exported.contents,
            Err(m365::offline::ExportError::Empty) => Vec::new(),
            Err(e) => panic!("{e}: {}", String::from_utf8_lossy(bytes)),
        };
        let exports = self.0.iter().flat_map(read).map(|content| Export {
            as_of: content.own_date().unwrap_or(as_of),
            content,
        });
        review_exports(
            exports.collect(),
            &Scope::shared(),
            &w.policy,
            CloudId::default(),
            &w.env,
        )
        .expect("all mailboxes were asked for")
    }
}

async fn online(w: &World) -> Review {
    w.engine()
        .review(&w.by, &w.conn, &Scope::shared(), &w.policy, &World::quiet())
        .await
        .expect("a review without faults")
}

fn facts(review: &Review) -> impl Iterator<Item = &MailboxFacts> {
    review.records.iter().map(|r| &r.facts)
}

/// The sign-ins as Graph shows them: none at all for an account that never signed in.
fn sign_in(f: &MailboxFacts) -> Option<Value> {
    let at = f.last_sign_in.value()?.at;
    let activity = at.map_or(
        Value::Null,
        |at| json!({ "lastSuccessfulSignInDateTime": wire::date::graph(at) }),
    );
    Some(json!({ "id": f.account.to_string(), "signInActivity": activity }))
}

/// An account that does sign in: where nobody does, the file would not tell whether sign-ins were asked for.
fn somebody() -> Value {
    json!({
        "id": "a0000000-0000-4000-8000-00000000000f",
        "signInActivity": { "lastSuccessfulSignInDateTime": "2026-11-20T09:00:00Z" },
    })
}

/// A mailbox as Exchange Online PowerShell shows it. What was not read stays out.
fn mailbox(f: &MailboxFacts) -> Value {
    let mut row = json!({
        "ExternalDirectoryObjectId": f.account.to_string(),
        "DisplayName": f.name.display_name,
        "PrimarySmtpAddress": f.name.primary_smtp_address,
        "UserPrincipalName": f.name.user_principal_name,
        "RecipientTypeDetails": f.kind.value().map(RecipientKind::as_str),
    });
    let mut put = |name: &str, value: Value| row[name] = value;
    if let Some(guid) = f.exchange_guid {
        put("ExchangeGuid", json!(guid.to_string()));
    }
    if let Some(quota) = f.quota.value() {
        put(
            "ProhibitSendReceiveQuota",
            match quota {
                Quota::Limited(size) => json!(wire::size::format(*size)),
                Quota::Unlimited => json!("Unlimited"),
            },
        );
    }
    if let Some(archive) = f.archive.value() {
        put("ArchiveGuid", json!(archive.guid.to_string()));
        put("AutoExpandingArchiveEnabled", json!(archive.auto_expanding));
    }
    if let Some(holds) = f.holds.value() {
        put("LitigationHoldEnabled", json!(holds.litigation));
        put("InPlaceHolds", json!(holds.in_place));
        put("ComplianceTagHoldApplied", json!(holds.compliance_tag));
        put("DelayHoldApplied", json!(holds.delay));
        put("DelayReleaseHoldApplied", json!(holds.delay_release));
    }
    if let Some(sync) = f.dir_sync.value() {
        put("IsDirSynced", json!(sync.synced));
        put("RemoteRecipientType", json!(sync.remote_recipient_type));
    }
    if let Some(region) = f.region.value() {
        put(
            "MailboxRegion",
            if region.is_empty() {
                Value::Null
            } else {
                json!(region)
            },
        );
    }
    row
}

/// An account as Graph PowerShell shows it.
fn user(f: &MailboxFacts) -> Option<Value> {
    let licenses = f.licenses.value()?;
    let states = licenses.iter().flat_map(|l| {
        l.sources.iter().map(|s| {
            let group = match s.by {
                AssignedBy::Direct => Value::Null,
                AssignedBy::Group(id) => json!(id.to_string()),
            };
            json!({ "SkuId": l.sku, "AssignedByGroup": group, "DisabledPlans": s.disabled_plans, "State": s.state, "Error": "None" })
        })
    });
    let assigned = licenses
        .iter()
        .map(|l| json!({ "SkuId": l.sku, "DisabledPlans": [] }));
    Some(json!({
        "Id": f.account.to_string(),
        "UserPrincipalName": f.name.user_principal_name,
        "AccountEnabled": f.sign_in.value().map(|s| *s == SignIn::Allowed),
        "AssignedLicenses": assigned.collect::<Vec<_>>(),
        "LicenseAssignmentStates": states.collect::<Vec<_>>(),
    }))
}

fn statistics(f: &MailboxFacts) -> Option<Value> {
    match f.size.value()? {
        MailboxSize::Used(size) => Some(json!({
            "MailboxGuid": f.exchange_guid?.to_string(),
            "TotalItemSize": { "IsUnlimited": false, "Value": wire::size::format(*size) },
        })),
        // PowerShell warns and writes no row.
        MailboxSize::NeverUsed => None,
    }
}

/// The active users CSV of the admin center.
fn active_users(review: &Review) -> String {
    let mut text =
        "Display name,User principal name,Object Id,Block credential,Licenses,Proxy addresses\n"
            .to_owned();
    for f in facts(review) {
        let Some(licenses) = f.licenses.value() else {
            continue;
        };
        let names: Vec<_> = licenses
            .iter()
            .map(|l| {
                model::catalogue::catalogue()
                    .product_name(l.sku)
                    .into_owned()
            })
            .collect();
        let held = if names.is_empty() {
            "Unlicensed".to_owned()
        } else {
            names.join("+")
        };
        let blocked = match f.sign_in.value() {
            Some(SignIn::Blocked) => "True",
            Some(SignIn::Allowed) => "False",
            None => "",
        };
        let (upn, id, address) = (
            &f.name.user_principal_name,
            f.account,
            &f.name.primary_smtp_address,
        );
        writeln!(text, "\"\",{upn},{id},{blocked},\"{held}\",SMTP:{address}").unwrap();
    }
    text
}

fn reports(review: &Review) -> [String; 2] {
    let day = |at: Option<Timestamp>| at.map(wire::date::day).unwrap_or_default();
    let mut activity = "Report Refresh Date,User Principal Name,Is Deleted,OneDrive Last Activity Date,SharePoint Last Activity Date,Teams Last Activity Date\n".to_owned();
    let mut onedrive =
        "Report Refresh Date,Owner Principal Name,Is Deleted,File Count,Storage Used (Byte)\n"
            .to_owned();
    for f in facts(review) {
        let upn = &f.name.user_principal_name;
        if let Some(seen) = f.last_activity.observed() {
            writeln!(
                activity,
                "{},{upn},False,{},,",
                wire::date::day(seen.as_of),
                day(seen.value.at)
            )
            .unwrap();
        }
        if let Some(seen) = f.onedrive.observed() {
            let (date, one) = (wire::date::day(seen.as_of), seen.value);
            writeln!(
                onedrive,
                "{date},{upn},False,{},{}",
                one.files,
                one.used.as_bytes()
            )
            .unwrap();
        }
    }
    [activity, onedrive]
}

fn products(review: &Review) -> Vec<u8> {
    let owned = review.tenant.skus.value().expect("the products were read");
    let rows: Vec<_> = owned
        .iter()
        .map(|s| {
            let plans: Vec<_> = s.plans.iter().map(|p| json!({ "ServicePlanId": p })).collect();
            json!({
                "SkuId": s.sku, "SkuPartNumber": s.part_number, "CapabilityStatus": s.status, "ConsumedUnits": s.assigned,
                "PrepaidUnits": { "Enabled": s.enabled, "Warning": s.warning }, "ServicePlans": plans,
            })
        })
        .collect();
    json!(rows).to_string().into_bytes()
}

fn organization(review: &Review) -> Vec<u8> {
    let holds = review.tenant.org_holds.value();
    let region = review.tenant.default_region.value();
    json!({ "Name": "contoso", "InPlaceHolds": holds, "DefaultMailboxRegion": region })
        .to_string()
        .into_bytes()
}

fn list(rows: impl Iterator<Item = Value>) -> Vec<u8> {
    json!(rows.collect::<Vec<_>>()).to_string().into_bytes()
}

fn whole(review: &Review) -> Files {
    let [activity, onedrive] = reports(review);
    Files(vec![
        list(facts(review).map(mailbox)),
        list(facts(review).filter_map(user)),
        list(facts(review).filter_map(statistics)),
        activity.into_bytes(),
        onedrive.into_bytes(),
        list(facts(review).filter_map(sign_in).chain([somebody()])),
        products(review),
        organization(review),
    ])
}

/// Does the verdict rest on something that no file of these kinds can hold?
fn is_beyond_files(f: &MailboxFacts) -> bool {
    f.size.value() == Some(&MailboxSize::NeverUsed)
}

fn compare(online: &Review, offline: &Review, must_agree: impl Fn(&MailboxFacts) -> bool) -> usize {
    assert_eq!(online.records.len(), offline.records.len());
    let mut agreed = 0;
    for one in &online.records {
        let same = |r: &&store::Record| r.facts.account == one.facts.account;
        let other = &offline
            .records
            .iter()
            .find(same)
            .expect("the same mailboxes")
            .assessment;
        let (was, is) = (one.assessment.verdict, other.verdict);
        let name = &one.facts.name.primary_smtp_address;
        if must_agree(&one.facts) {
            assert_eq!(is, was, "{name}: {:?}", other.findings);
        }
        assert!(
            is != Verdict::Removable || was == Verdict::Removable,
            "{name}: {was} became removable"
        );
        for ruling in other
            .licenses
            .iter()
            .filter(|l| l.verdict == LicenseVerdict::Removable)
        {
            let before = one
                .assessment
                .licenses
                .iter()
                .find(|l| l.sku == ruling.sku)
                .expect("it is held");
            assert_eq!(before.verdict, LicenseVerdict::Removable, "{name}");
        }
        agreed += usize::from(is == was);
    }
    agreed
}

#[tokio::test(start_paused = true)]
async fn whole_exports_give_the_verdicts_of_a_connection() {
    for profile in Profile::ALL {
        let w = World::new(profile, 250);
        let online = online(&w).await;
        let offline = whole(&online).review(&w, w.env.now());
        let agreed = compare(&online, &offline.review, |f| !is_beyond_files(f));
        assert!(
            agreed * 10 >= online.records.len() * 8,
            "{profile}: {agreed} of {}",
            online.records.len()
        );
        let removable = offline
            .review
            .records
            .iter()
            .filter(|r| r.assessment.verdict == Verdict::Removable);
        assert!(removable.count() > 0, "{profile}");
    }
}

#[tokio::test(start_paused = true)]
async fn every_file_that_is_left_out_makes_unknown_and_never_removable() {
    let w = World::new(Profile::default(), 250);
    let online = online(&w).await;
    for without in 0..8 {
        let mut files = whole(&online);
        files.0.remove(without);
        let offline = files.review(&w, w.env.now());
        if without == 0 {
            // Nobody says which accounts are shared mailboxes.
            assert!(
                offline
                    .review
                    .records
                    .iter()
                    .all(|r| r.assessment.verdict != Verdict::Removable)
            );
        } else {
            compare(&online, &offline.review, |_| false);
        }
        let unknown = |r: &store::Record| r.assessment.verdict == Verdict::Unknown;
        // The last two leave the verdicts as they are: the built-in list knows these products.
        assert!(
            without > 5 || offline.review.records.iter().any(unknown),
            "{without}"
        );
        assert_eq!(
            offline.wanted.is_empty(),
            !offline.review.records.iter().any(unknown),
            "{without}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn names_of_products_keep_and_never_remove() {
    let w = World::new(Profile::default(), 250);
    let online = online(&w).await;
    let mut files = whole(&online);
    files.0[1] = active_users(&online).into_bytes();
    let offline = files.review(&w, w.env.now());
    compare(&online, &offline.review, |_| false);
    let verdicts: Vec<_> = offline
        .review
        .records
        .iter()
        .map(|r| r.assessment.verdict)
        .collect();
    assert!(!verdicts.contains(&Verdict::Removable));
    assert!(verdicts.contains(&Verdict::Required) && verdicts.contains(&Verdict::Unlicensed));
    let users = offline
        .wanted
        .iter()
        .find(|w| w.kind == m365::offline::ExportKind::Users)
        .expect("who gives them");
    assert!(users.facts.contains(&FactName::Licenses) && users.mailboxes > 0);
}

#[tokio::test(start_paused = true)]
async fn a_mailbox_without_a_sign_in_name_is_in_no_report() {
    let w = World::new(Profile::default(), 250);
    let online = online(&w).await;
    let mut files = whole(&online);
    for file in &mut files.0[..2] {
        let mut rows: Vec<Value> = serde_json::from_slice(file).unwrap();
        for row in &mut rows {
            row.as_object_mut()
                .unwrap()
                .shift_remove("UserPrincipalName");
        }
        *file = list(rows.into_iter());
    }
    let offline = files.review(&w, w.env.now());
    assert!(
        facts(&offline.review)
            .all(|f| f.onedrive.value().is_none() && f.last_activity.value().is_none())
    );
    compare(&online, &offline.review, |_| false);
}

#[tokio::test(start_paused = true)]
async fn files_that_are_too_old_decide_nothing() {
    let w = World::new(Profile::default(), 250);
    let online = online(&w).await;
    let files = whole(&online);
    let yesterday = w.env.now() - jiff::SignedDuration::from_hours(25);
    let offline = files.review(&w, yesterday);
    assert!(
        offline
            .review
            .records
            .iter()
            .all(|r| r.assessment.verdict == Verdict::Unknown)
    );
    assert!(offline.wanted.iter().all(|w| w.again));
}

#[tokio::test(start_paused = true)]
async fn a_row_twice_is_one_and_two_that_differ_are_none() {
    let w = World::new(Profile::default(), 250);
    let online = online(&w).await;
    let mut files = whole(&online);
    files.0.push(files.0[0].clone());
    compare(&online, &files.review(&w, w.env.now()).review, |f| {
        !is_beyond_files(f)
    });

    let other = String::from_utf8(files.0[0].clone()).unwrap().replace(
        "\"LitigationHoldEnabled\":false",
        "\"LitigationHoldEnabled\":true",
    );
    files.0[0] = other.into_bytes();
    let offline = files.review(&w, w.env.now());
    assert!(
        offline
            .review
            .records
            .iter()
            .all(|r| r.assessment.verdict != Verdict::Removable)
    );
}
