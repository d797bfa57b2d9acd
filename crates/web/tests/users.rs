//! Active users and the panel of an account, over the embedded tenant.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

#[path = "common/live.rs"]
mod live;

use std::collections::BTreeSet;

use engine::Role;
use http::StatusCode;
use live::{Live, form, get, post};
use model::{AccountId, SkuId, Verdict};
use sim::World;
use store::{AccountFilter, AccountQuery, AccountRow};
use tenant::Profile;

async fn contoso() -> Live {
    Live::read(World::new(Profile::Contoso, 250)).await
}

async fn rows(live: &Live, filter: AccountFilter) -> Vec<AccountRow> {
    let query = AccountQuery {
        filter,
        limit: 10_000,
        ..AccountQuery::default()
    };
    let (by, tenant) = (&live.world.by, live.world.conn.tenant());
    let list = live.world.engine().accounts(by, tenant, query).await;
    list.unwrap().page.rows
}

/// Somebody with one licence, directly assigned, on whom the review says this.
async fn somebody(live: &Live, verdict: Verdict) -> (AccountId, SkuId) {
    let rows = rows(live, AccountFilter::Verdict(verdict)).await;
    let one = rows.iter().find_map(|row| {
        let [held] = row.account.licenses.as_deref()? else {
            return None;
        };
        (held.direct && held.groups.is_empty()).then_some((row.account.id, held.sku))
    });
    one.unwrap_or_else(|| panic!("the sample organisation has one that is {verdict:?}"))
}

/// The addresses of the panels that the rows of a page lead to.
fn panels(html: &str) -> Vec<String> {
    let links = html.split("<a href=\"").skip(1);
    let links = links.filter_map(|l| l.split_once("\" data-panel><bdi>"));
    links.map(|(href, _)| href.to_owned()).collect()
}

fn without(mut fields: Vec<(String, String)>, name: &str, value: &str) -> Vec<(String, String)> {
    fields.retain(|(n, v)| !(n == name && v == value));
    fields
}

fn with(mut fields: Vec<(String, String)>, name: &str, value: &str) -> Vec<(String, String)> {
    fields.retain(|(n, _)| n != name);
    fields.push((name.to_owned(), value.to_owned()));
    fields
}

#[tokio::test(start_paused = true)]
async fn every_row_stands_on_one_page_of_the_list_in_every_order() {
    let live = Live::read(World::new(Profile::Crowd, 2_500)).await;
    let all: BTreeSet<String> = rows(&live, AccountFilter::All)
        .await
        .iter()
        .map(|row| format!("/t/sample/users/{}", row.account.id))
        .collect();
    assert!(all.len() >= 2_500);
    for sort in ["name", "name-down", "username", "username-down"] {
        let mut path = format!("/users?sort={sort}");
        let mut seen = Vec::new();
        loop {
            let page = live.get(&path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            let total = format!("2,{} users", all.len() - 2_000);
            assert!(page.html.contains(&total), "a total is a counter");
            seen.extend(panels(&page.html));
            let next = page.html.split_once("name=\"after\" value=\"");
            let next = next.and_then(|(_, rest)| rest.split_once('"')).map(|n| n.0);
            match next.filter(|next| !next.is_empty()) {
                Some(next) => path = format!("/users?sort={sort}&after={next}"),
                None => break,
            }
        }
        assert_eq!(seen.len(), all.len(), "{sort}");
        assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), all, "{sort}");
    }
    let many = live.get("/users?q=contoso").await.html;
    assert!(
        many.contains("More than 1,000 users match"),
        "nobody counts on"
    );
}

#[tokio::test(start_paused = true)]
async fn the_first_visit_says_what_to_do_and_a_refresh_reads_the_list() {
    let live = Live::unread(World::new(Profile::Contoso, 250)).unsimulated();
    let first = live.get("/users").await;
    assert_eq!(first.status, StatusCode::OK);
    assert!(
        first
            .html
            .contains("The list of users has not been read yet")
    );
    assert!(panels(&first.html).is_empty());
    let asked = live.post("/users/refresh", &[]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    let read = live.until_settled(&asked.location).await;
    assert_eq!(panels(&read.html).len(), 50);
    assert!(read.html.contains("List read just now"));
}

#[tokio::test(start_paused = true)]
async fn the_embedded_tenant_is_read_on_the_first_visit() {
    let live = Live::unread(World::new(Profile::Contoso, 250));
    let first = live.get("/users").await;
    assert!(first.html.contains("<progress"));
    let read = live.until_settled("/users").await;
    assert_eq!(panels(&read.html).len(), 50);
}

#[tokio::test(start_paused = true)]
async fn filters_search_and_columns_show_what_they_say() {
    let live = contoso().await;
    let unlicensed = rows(&live, AccountFilter::Unlicensed).await.len();
    for (query, said) in [
        ("filter=unlicensed", format!("{unlicensed} users match")),
        ("q=unlicensed", format!("{unlicensed} users match")),
        ("q=niet-gelicenseerd", format!("{unlicensed} users match")),
        ("q=no+such+name", "Nobody matches".to_owned()),
        ("filter=licensed-shared-mailboxes", "(Boxseat)".to_owned()),
    ] {
        let page = live.get(&format!("/users?{query}")).await.html;
        assert!(page.contains(&said), "{query}: {said}");
    }
    let odd = live.get("/users?filter=%3Cscript%3E").await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
    let columns = live.get("/users?columns=1&column=email").await.html;
    assert!(columns.contains("data-label=\"Email\""));
    assert!(!columns.contains("data-label=\"Username\""));
}

#[tokio::test(start_paused = true)]
async fn a_selection_goes_with_the_address_from_page_to_page() {
    let live = contoso().await;
    let first = live.get("/users?pick=page&on=").await.html;
    let fields = form(&first, "/t/sample/users");
    let on = &fields.iter().find(|(n, _)| n == "on").unwrap().1;
    let picked = live.get(&format!("/users?on={on}&pick=page")).await.html;
    assert!(picked.contains("50 selected"));
    let fields = form(&picked, "/t/sample/users");
    assert_eq!(fields.iter().filter(|(n, _)| n == "s").count(), 50);
    let next = picked.split_once("name=\"after\" value=\"").unwrap().1;
    let next = next.split_once('"').unwrap().0;
    let sel = &fields.iter().find(|(n, _)| n == "sel").unwrap().1;
    let second = live
        .get(&format!("/users?sel={sel}&after={next}"))
        .await
        .html;
    assert!(second.contains("50 selected"));
    let fields = [("sel".to_owned(), sel.clone())];
    let proposed = live.post("/users/propose", &fields).await;
    assert_eq!(proposed.status, StatusCode::SEE_OTHER);
    assert!(proposed.location.starts_with("/t/sample/proposals/"));
    let nobody = live.post("/users/propose", &[]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// The article's six steps, in both layouts, as a browser without a script takes them.
#[tokio::test(start_paused = true)]
async fn a_licence_that_is_not_needed_is_taken_away() {
    for (profile, boxed) in [(Profile::Contoso, true), (Profile::Germany, false)] {
        let live = Live::read(World::new(profile, 250)).await;
        let (account, sku) = somebody(&live, Verdict::Removable).await;
        let panel = live.get(&format!("/users/{account}")).await;
        assert_eq!(panel.status, StatusCode::OK);
        assert_eq!(panel.html.contains("Licenses and Apps"), boxed);
        assert_eq!(panel.html.contains(">Edit</a>"), !boxed);
        let action = format!("/t/sample/users/{account}/licenses");
        let page = if boxed {
            panel
        } else {
            live.get(&action).await
        };
        assert_eq!(page.html.contains("role=\"switch\""), !boxed);
        let fields = form(&page.html, &action);
        let cleared = without(fields, "license", &sku.to_string());
        let saved = live.post(&action, &cleared).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);

        let waits = live.get(&saved.location).await;
        assert!(waits.html.contains("Removing…"));
        let listed = live.get(&format!("/users?q={account}")).await;
        assert_eq!(listed.status, StatusCode::OK);
        let ended = live.until_settled(&saved.location).await;
        assert!(ended.html.contains("is now Unlicensed."), "{}", ended.html);
        assert!(ended.html.contains("You are still paying for it."));
        assert!(ended.html.contains("Pass it on to another user"));
        let held = live.world.engine();
        let (by, tenant) = (&live.world.by, live.world.conn.tenant());
        let row = held.listed(by, tenant, account).await.unwrap().unwrap();
        assert_eq!(row.account.licenses, Some(Vec::new()));
    }
}

#[tokio::test(start_paused = true)]
async fn a_licence_that_is_needed_asks_for_the_name_and_a_reason() {
    let live = contoso().await;
    let (account, sku) = overridable(&live).await;
    let action = format!("/t/sample/users/{account}/licenses");
    let page = live.get(&format!("/users/{account}")).await.html;
    assert!(page.contains("Why it must not simply go"));
    assert!(page.contains("True and read just now"));
    let cleared = without(form(&page, &action), "license", &sku.to_string());
    let name = {
        let (by, tenant) = (&live.world.by, live.world.conn.tenant());
        let row = live.world.engine().listed(by, tenant, account).await;
        row.unwrap().unwrap().account.display_name
    };
    for (typed, reason, said) in [
        ("", "", "Type the name of the mailbox"),
        ("Somebody else", "gone", "is not the name of this mailbox"),
        (name.as_str(), "", "Say why the licence may go"),
    ] {
        let fields = with(with(cleared.clone(), "name", typed), "reason", reason);
        let back = live.post(&action, &fields).await;
        assert_eq!(back.status, StatusCode::OK);
        assert!(back.html.contains("Nothing was saved"), "{typed}");
        assert!(back.html.contains(said), "{typed}: {said}");
        // What was chosen stands there still.
        let again = form(&back.html, &action);
        assert!(!again.contains(&("license".to_owned(), sku.to_string())));
    }
    let fields = with(
        with(cleared, "name", &name.to_uppercase()),
        "reason",
        "moved",
    );
    let saved = live.post(&action, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    let ended = live.until_settled(&saved.location).await.html;
    assert!(ended.contains("is now Unlicensed."), "{ended}");
}

/// Somebody whose only licence is needed, and may go if a person answers for it.
async fn overridable(live: &Live) -> (AccountId, SkuId) {
    for row in rows(live, AccountFilter::Verdict(Verdict::Required)).await {
        let Some([held]) = row.account.licenses.as_deref() else {
            continue;
        };
        let panel = live.get(&format!("/users/{}", row.account.id)).await.html;
        if panel.contains(&format!("name=\"answer\" value=\"{}.override.", held.sku)) {
            return (row.account.id, held.sku);
        }
    }
    panic!("the sample organisation has one")
}

#[tokio::test(start_paused = true)]
async fn what_nobody_can_answer_for_has_no_box_to_clear() {
    let live = contoso().await;
    let (mut grouped, mut shut) = (0, 0);
    for row in rows(&live, AccountFilter::LicensedSharedMailboxes).await {
        let page = live.get(&format!("/users/{}", row.account.id)).await.html;
        let form = page.split_once("class=\"license-form\"").unwrap().1;
        for held in row.account.licenses.unwrap() {
            let value = format!("name=\"license\" value=\"{}\"", held.sku);
            if !held.direct && !held.groups.is_empty() {
                grouped += 1;
                assert!(!form.contains(&value), "a group's licence has no box");
                assert!(form.contains("It comes from the group"));
            } else if let Some((_, tag)) = form.split_once(&value) {
                let tag = tag.split_once('>').unwrap().0;
                if tag.contains("disabled") {
                    shut += 1;
                    assert!(form.contains("It cannot be taken away here"));
                    assert!(tag.contains("checked"));
                }
            }
        }
    }
    assert!(grouped > 0 && shut > 0, "{grouped} {shut}");
}

#[tokio::test(start_paused = true)]
async fn a_stale_page_saves_nothing_and_says_what_changed() {
    let live = contoso().await;
    let (account, sku) = somebody(&live, Verdict::Removable).await;
    let action = format!("/t/sample/users/{account}/licenses");
    let page = live.get(&format!("/users/{account}")).await.html;
    let cleared = without(form(&page, &action), "license", &sku.to_string());
    let saved = live.post(&action, &cleared).await;
    live.until_settled(&saved.location).await;
    // Somebody else was faster: the same form again.
    let late = live.post(&action, &cleared).await;
    assert_eq!(late.status, StatusCode::OK);
    assert!(late.html.contains("Nothing was saved"));
    assert!(late.html.contains("was taken away meanwhile."));
    for broken in ["", "x", "e30", "%00"] {
        let odd = live
            .post(&action, &with(cleared.clone(), "seen", broken))
            .await;
        assert!(
            odd.status == StatusCode::BAD_REQUEST || odd.html.contains("Nothing was saved"),
            "{broken}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn who_may_not_sees_everything_and_saves_nothing() {
    let live = contoso().await;
    let (account, sku) = somebody(&live, Verdict::Removable).await;
    let action = format!("/t/sample/users/{account}/licenses");
    let panel = format!("/users/{account}");
    let mine = live.get(&panel).await.html;
    let cleared = without(form(&mine, &action), "license", &sku.to_string());
    for (role, may) in [
        (Role::Reader, false),
        (Role::Exchange, false),
        (Role::Billing, false),
        (Role::License, true),
        (Role::User, true),
        (Role::Global, true),
    ] {
        let app = live.seen_by(&[role]);
        let page = get(&app, &panel).await;
        assert_eq!(page.status, StatusCode::OK, "{role:?}");
        assert_eq!(page.html.contains(">Save changes<"), may, "{role:?}");
        assert_eq!(get(&app, "/users").await.status, StatusCode::OK);
        if !may {
            let said = page.html.contains("You can look, but not change licences");
            assert!(said, "{role:?}");
            let saved = post(&app, &action, &cleared).await;
            assert_eq!(saved.status, StatusCode::FORBIDDEN, "{role:?}");
        }
    }
    let (by, tenant) = (&live.world.by, live.world.conn.tenant());
    let row = live.world.engine().listed(by, tenant, account).await;
    assert_eq!(row.unwrap().unwrap().account.licenses.unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_account_that_is_not_there_is_said() {
    let live = contoso().await;
    for id in ["x", "%3Cscript%3E", "00000000-0000-0000-0000-000000000000"] {
        let page = live.get(&format!("/users/{id}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{id}");
        assert!(!page.html.contains("<script>"), "{id}");
    }
}

/// What a spreadsheet makes of a file: rows of cells.
fn cells(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let records = reader.records().map(Result::unwrap);
    records
        .map(|r| r.iter().map(ToOwned::to_owned).collect())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn an_export_holds_everybody_whom_the_filter_admits_and_nothing_that_runs() {
    let live = Live::read(World::new(Profile::Contoso, 2_500)).await;
    for (query, filter) in [
        ("", AccountFilter::All),
        ("filter=unlicensed", AccountFilter::Unlicensed),
        ("q=niet-gelicenseerd", AccountFilter::Unlicensed),
    ] {
        let file = live.get(&format!("/users/export?{query}")).await;
        assert_eq!(file.status, StatusCode::OK);
        let rows_read = cells(&file.html);
        let expected = rows(&live, filter).await;
        assert_eq!(rows_read.len(), expected.len() + 1, "{query}");
        let ids: BTreeSet<_> = rows_read.iter().filter_map(|r| r.last()).collect();
        for row in &expected {
            assert!(ids.contains(&row.account.id.to_string()));
        }
        let runs = |cell: &String| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        assert!(!rows_read.iter().flatten().any(runs), "{query}");
    }
    let all = rows(&live, AccountFilter::All).await;
    let picked: Vec<String> = all
        .iter()
        .take(3)
        .map(|r| r.account.id.to_string())
        .collect();
    let query: Vec<String> = picked.iter().map(|id| format!("s={id}")).collect();
    let path = format!("/users/export?only=selection&{}", query.join("&"));
    assert_eq!(cells(&live.get(&path).await.html).len(), 4);
}

/// The addresses of the people whom a page offers a licence to.
fn people(html: &str) -> Vec<String> {
    let links = html.split("<li><a href=\"").skip(1);
    let links = links.filter_map(|l| l.split_once('"'));
    links
        .filter(|(_, rest)| rest.starts_with(" data-panel>"))
        .map(|(href, _)| href.replace("&#38;", "&"))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_licence_is_passed_on_after_asking_for_a_usage_location() {
    let live = contoso().await;
    let (account, sku) = somebody(&live, Verdict::Removable).await;
    let start = format!("/users/pass-on?product={sku}&from={account}");
    let page = live.get(&start).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!people(&page.html).is_empty());
    let everybody = rows(&live, AccountFilter::Unlicensed).await;
    let nowhere = |row: &&AccountRow| row.account.usage_location.as_deref() == Some("");
    let with_location = everybody.iter().find(|row| !nowhere(row)).unwrap();
    let without_location = everybody.iter().find(nowhere).unwrap();
    for (row, asks) in [(with_location, false), (without_location, true)] {
        let chosen = live
            .get(&format!("{start}&to={}", row.account.id))
            .await
            .html;
        assert!(chosen.contains("Read from the tenant just now."));
        // The second form of the page is the one that searches.
        let (_, posts) = chosen.split_once("<form method=\"post\" ").unwrap();
        let mut fields = form(posts, "/t/sample/users/pass-on");
        assert_eq!(fields.iter().any(|(n, _)| n == "usage-location"), asks);
        if asks {
            for bad in ["Nederland", "", "n1"] {
                let wrong = with(fields.clone(), "usage-location", bad);
                let refused = live.post("/users/pass-on", &wrong).await.html;
                assert!(refused.contains("Nothing was saved"), "{bad}");
            }
            fields = with(fields, "usage-location", "nl");
        }
        let done = live.post("/users/pass-on", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
        let ended = live.until_settled(&done.location).await.html;
        assert!(ended.contains("message done"), "{ended}");
        assert!(ended.contains(&words::product(sku)), "{ended}");
    }
    for odd in ["/users/pass-on", "/users/pass-on?product=x"] {
        assert_eq!(live.get(odd).await.status, StatusCode::BAD_REQUEST, "{odd}");
    }
    let reader = live.seen_by(&[Role::Reader]);
    assert_eq!(get(&reader, &start).await.status, StatusCode::FORBIDDEN);
}

/// Every page of ours in every language, for who may and who may not, with the names that the sample organisation has.
#[tokio::test(start_paused = true)]
async fn pages_read_in_every_language_whatever_the_names() {
    let live = contoso().await;
    let listed = rows(&live, AccountFilter::LicensedSharedMailboxes).await;
    let mut paths = vec![
        "/users".to_owned(),
        "/users?q=%3Cscript%3E".to_owned(),
        "/users?q=x&filter=verdict:required&sort=username-down".to_owned(),
    ];
    for row in listed.iter().take(12) {
        paths.push(format!("/users/{}", row.account.id));
        paths.push(format!("/users/{}/licenses", row.account.id));
    }
    for language in words::Language::ALL {
        for roles in [&[Role::Global][..], &[Role::Reader], &[]] {
            let app = live.seen_by(roles);
            for path in &paths {
                let joined = if path.contains('?') { '&' } else { '?' };
                let page = get(&app, &format!("{path}{joined}lang={}", language.tag())).await;
                assert_eq!(page.status, StatusCode::OK, "{path}");
                let small = page.html.to_lowercase();
                for forbidden in ["<script>", " style=", "onerror=", "javascript:", "{{", "{%"] {
                    assert!(!small.contains(forbidden), "{path} holds {forbidden}");
                }
                for (open, close) in [
                    ("<ul", "</ul>"),
                    ("<section", "</section>"),
                    ("<form", "</form>"),
                    ("<details", "</details>"),
                    ("<fieldset", "</fieldset>"),
                    ("<table", "</table>"),
                    ("<div", "</div>"),
                ] {
                    let opened = small.matches(&format!("{open} ")).count()
                        + small.matches(&format!("{open}>")).count();
                    assert_eq!(opened, small.matches(close).count(), "{path}: {open}");
                }
                assert_eq!(small.matches("<h1").count(), 1, "{path}");
                let mut ids: Vec<_> = small
                    .split(" id=\"")
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next())
                    .collect();
                let all = ids.len();
                ids.sort_unstable();
                ids.dedup();
                assert_eq!(ids.len(), all, "{path}: an id stands twice");
            }
        }
    }
}
