//! Pages, filters, sorting.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::world::{ANCHOR, Answer, World, command};

const SELECT: &str = "?$select=ExternalDirectoryObjectId,Alias,RecipientTypeDetails,DisplayName";

/// Follows links to the end, as a client does: the same body to the link.
async fn all(world: &World, parameters: Value, size: &str) -> (Vec<Value>, usize) {
    let headers = [("prefer", size)];
    let mut answer = world
        .run_with("Get-Mailbox", parameters.clone(), SELECT, &headers)
        .await;
    let (mut rows, mut pages) = (answer.rows(), 1);
    while let Some(link) = answer.next_link() {
        answer = follow(world, &link, &parameters, size).await;
        rows.extend(answer.rows());
        pages += 1;
    }
    (rows, pages)
}

async fn follow(world: &World, link: &str, parameters: &Value, size: &str) -> Answer {
    let body = command("Get-Mailbox", parameters.clone());
    world
        .post(
            link,
            &body,
            &[("x-anchormailbox", ANCHOR), ("prefer", size)],
        )
        .await
}

fn ids(rows: &[Value]) -> Vec<String> {
    rows.iter()
        .map(|row| {
            row["ExternalDirectoryObjectId"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}

#[tokio::test]
async fn pages_hold_every_mailbox_once() {
    for users in [1000, 2500] {
        let world = World::crowd(users).await;
        let expected = world.ids("1");
        let (rows, pages) = all(
            &world,
            json!({"ResultSize": "Unlimited"}),
            "odata.maxpagesize=1000",
        )
        .await;
        assert_eq!(pages, (expected.len() + 1).div_ceil(1000));
        let found = ids(&rows);
        assert_eq!(
            found.last().unwrap(),
            "",
            "the discovery mailbox is in every list"
        );
        assert_eq!(found[..found.len() - 1], expected);
    }
}

#[tokio::test]
async fn a_sorted_list_is_in_order_across_pages() {
    let world = World::crowd(300).await;
    for (property, sort) in [
        ("Alias", "Alias"),
        ("DisplayName", "DisplayName"),
        ("ExternalDirectoryObjectId", "Name"),
    ] {
        let parameters = json!({"ResultSize": "Unlimited", "SortBy": sort});
        let (rows, pages) = all(&world, parameters, "odata.maxpagesize = 70").await;
        assert!(pages > 3);
        assert_eq!(
            ids(&rows).iter().collect::<BTreeSet<_>>().len(),
            world.ids("1").len() + 1
        );
        // By name the discovery mailbox stands under its own name, which is no id.
        let keys: Vec<_> = rows
            .iter()
            .map(|row| row[property].as_str().unwrap().to_ascii_lowercase())
            .filter(|key| !key.is_empty())
            .collect();
        assert!(keys.is_sorted(), "{sort}");
    }
}

#[tokio::test]
async fn keyset_paging_needs_no_link() {
    let world = World::crowd(900).await;
    let expected: BTreeSet<_> = world.ids("m.kind = 'SharedMailbox'").into_iter().collect();
    assert!(expected.len() > 40);
    let (mut found, mut last) = (Vec::new(), String::new());
    loop {
        let page = world
            .run_with(
                "Get-Mailbox",
                json!({"ResultSize": 20, "RecipientTypeDetails": "SharedMailbox", "SortBy": "Alias",
                       "Filter": format!("Alias -gt '{}'", last.replace('\'', "''"))}),
                SELECT,
                &[],
            )
            .await
            .rows();
        let Some(row) = page.last() else { break };
        last = row["Alias"].as_str().unwrap().to_owned();
        found.extend(ids(&page));
    }
    assert_eq!(found.len(), expected.len());
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected);
}

#[tokio::test]
async fn a_list_that_result_size_cut_says_so_and_ends() {
    let world = World::new().await;
    let parameters = json!({"ResultSize": 1});
    let cut = world.run("Get-Mailbox", parameters.clone()).await;
    assert_eq!(cut.rows().len(), 1);
    assert_eq!(cut.warnings(), [wire::exchange::MORE_RESULTS]);
    let link = cut.next_link().unwrap();
    let refused = follow(&world, &link, &parameters, "").await;
    assert_eq!(
        (refused.status.as_u16(), refused.error().as_str()),
        (400, wire::exchange::LINK_EXPIRED)
    );

    world.set("assume.result_size_links", "1");
    let next = follow(&world, &link, &parameters, "").await;
    assert_eq!(next.rows().len(), 1);
    assert_ne!(next.rows(), cut.rows());

    let whole = world.run("Get-Mailbox", json!({"ResultSize": 5000})).await;
    assert_eq!((whole.warnings().len(), whole.next_link()), (0, None));
}

#[tokio::test]
async fn a_result_size_counts_over_all_pages() {
    let world = World::crowd(300).await;
    let parameters = json!({"ResultSize": 130});
    let first = world
        .run_with(
            "Get-Mailbox",
            parameters.clone(),
            SELECT,
            &[("prefer", "odata.maxpagesize=100")],
        )
        .await;
    assert_eq!((first.rows().len(), first.warnings().len()), (100, 0));
    let second = follow(
        &world,
        &first.next_link().unwrap(),
        &parameters,
        "odata.maxpagesize=100",
    )
    .await;
    assert_eq!((second.rows().len(), second.warnings().len()), (30, 1));
}

#[tokio::test]
async fn a_link_belongs_to_its_anchor_its_body_and_its_half_hour() {
    let world = World::crowd(100).await;
    let (parameters, size) = (json!({"ResultSize": "Unlimited"}), "odata.maxpagesize=10");
    let first = world
        .run_with(
            "Get-Mailbox",
            parameters.clone(),
            SELECT,
            &[("prefer", size)],
        )
        .await;
    let link = first.next_link().unwrap();
    let body = command("Get-Mailbox", parameters.clone());
    let refused = [
        world
            .post(
                &link,
                &body,
                &[
                    ("x-anchormailbox", "UPN:else@contoso.com"),
                    ("prefer", size),
                ],
            )
            .await,
        world.post(&link, &body, &[("prefer", size)]).await,
        follow(
            &world,
            &link,
            &json!({"ResultSize": "Unlimited", "SortBy": "Alias"}),
            size,
        )
        .await,
        follow(
            &world,
            &link.replace("skiptoken=AD", "skiptoken=AE"),
            &parameters,
            size,
        )
        .await,
    ];
    for answer in refused {
        assert_eq!(
            (answer.status.as_u16(), answer.error().as_str()),
            (400, wire::exchange::LINK_EXPIRED)
        );
    }
    world.advance(SignedDuration::from_mins(29));
    assert_eq!(
        follow(&world, &link, &parameters, size).await.rows().len(),
        10
    );
    world.advance(SignedDuration::from_mins(2));
    assert_eq!(
        follow(&world, &link, &parameters, size).await.error(),
        wire::exchange::LINK_EXPIRED
    );
}

#[tokio::test]
async fn links_may_be_broken_altogether() {
    let world = World::crowd(100).await;
    world.set("assume.broken_links", "1");
    let (parameters, size) = (json!({"ResultSize": "Unlimited"}), "odata.maxpagesize=10");
    let first = world
        .run_with(
            "Get-Mailbox",
            parameters.clone(),
            SELECT,
            &[("prefer", size)],
        )
        .await;
    let refused = follow(&world, &first.next_link().unwrap(), &parameters, size).await;
    assert_eq!(refused.status, 400);
    let body = refused.json();
    let inner = &body["error"]["innererror"]["internalexception"]["message"];
    assert_eq!(inner, wire::exchange::LINK_EXPIRED);
}

#[tokio::test]
async fn filters_and_types_narrow_the_list() {
    let world = World::new().await;
    for (parameters, condition) in [
        (
            json!({"RecipientTypeDetails": ["SharedMailbox", "roommailbox"]}),
            "m.kind IN ('SharedMailbox', 'RoomMailbox')",
        ),
        (
            json!({"Filter": "RecipientTypeDetails -eq 'SharedMailbox' -and IsDirSynced -eq $false"}),
            "m.kind = 'SharedMailbox' AND m.dir_synced = 0",
        ),
        (
            json!({"Filter": "-not (RecipientTypeDetails -eq 'UserMailbox') -and RecipientTypeDetails -ne 'DiscoveryMailbox'"}),
            "m.kind <> 'UserMailbox'",
        ),
        (
            json!({"Filter": "LitigationHoldEnabled -eq $true"}),
            "m.litigation = 1",
        ),
        (
            json!({"Filter": "{Alias -like 'in*' -or Alias -like '*s'}"}),
            "(m.alias LIKE 'in%' OR m.alias LIKE '%s')",
        ),
        (
            json!({"Archive": true}),
            "m.archive_guid NOT LIKE '00000000-%'",
        ),
        (
            json!({"Anr": "Info"}),
            "(m.alias LIKE 'info%' OR m.display_name LIKE 'info%' OR m.primary_smtp LIKE 'info%')",
        ),
    ] {
        let rows = world
            .run_with("Get-Mailbox", parameters.clone(), SELECT, &[])
            .await
            .rows();
        assert_eq!(ids(&rows), world.ids(condition), "{parameters}");
        assert!(!rows.is_empty(), "{parameters} would prove nothing");
    }
    let bad = world
        .run("Get-Mailbox", json!({"Filter": "Alias -is 'x'"}))
        .await;
    assert_eq!(bad.status, 400);
    assert!(
        bad.error().contains("parameter 'Filter'"),
        "{}",
        bad.error()
    );
    assert_eq!(
        world
            .run("Get-Mailbox", json!({"Filter": "Nonsense -eq 'x'"}))
            .await
            .status,
        400
    );
}
