use super::*;

fn plan(name: &str) -> Plan {
    Plan {
        id: id_of(name),
        name: name.to_owned(),
        applies_to: "User".to_owned(),
        status: "Success".to_owned(),
    }
}

fn product(plans: &[&str], available: i64) -> Product {
    Product {
        plans: plans.iter().map(|name| plan(name)).collect(),
        available,
        for_users: true,
    }
}

fn products() -> Products {
    [
        (
            "e1",
            product(
                &["EXCHANGE_S_STANDARD", "SHAREPOINTSTANDARD", "SHAREPOINTWAC"],
                5,
            ),
        ),
        (
            "e3",
            product(
                &[
                    "EXCHANGE_S_ENTERPRISE",
                    "SHAREPOINTENTERPRISE",
                    "SHAREPOINTWAC",
                ],
                5,
            ),
        ),
        ("p1", product(&["EXCHANGE_S_STANDARD"], 5)),
        ("archive", product(&["EXCHANGE_S_ARCHIVE_ADDON"], 5)),
        ("visio", product(&["VISIO"], 0)),
    ]
    .into_iter()
    .map(|(sku, product)| (sku.to_owned(), product))
    .collect()
}

fn held(sku: &str, by_group: &str) -> Held {
    Held {
        sku: sku.to_owned(),
        by_group: by_group.to_owned(),
        disabled: Vec::new(),
        state: "Active".to_owned(),
        error: "None".to_owned(),
        updated: 0,
    }
}

fn change(add: &[&str], remove: &[&str]) -> Change {
    Change {
        add: add
            .iter()
            .map(|&sku| (sku.to_owned(), Vec::new()))
            .collect(),
        remove: remove.iter().map(|&sku| sku.to_owned()).collect(),
    }
}

#[test]
fn every_refusal_has_its_cause() {
    let exchange = (id_of("EXCHANGE_S_STANDARD"), id_of("EXCHANGE_S_ENTERPRISE"));
    let (p1, g) = (held("p1", ""), held("p1", "g"));
    for (before, add, remove, location, refused) in [
        (
            vec![],
            &["zzz"][..],
            &[][..],
            Some("NL"),
            Refused::UnknownProduct("zzz".into()),
        ),
        (vec![], &[], &["p1"], Some("NL"), Refused::NotHeld),
        (
            vec![g.clone()],
            &[],
            &["p1"],
            Some("NL"),
            Refused::Inherited,
        ),
        (vec![], &["p1"], &[], None, Refused::UsageLocation),
        (
            vec![],
            &["visio"],
            &[],
            Some("NL"),
            Refused::NoneAvailable("visio".into()),
        ),
        (
            vec![p1.clone()],
            &["e3"],
            &[],
            Some("NL"),
            Refused::Exclusive(exchange.0, exchange.1),
        ),
        (
            vec![p1.clone(), held("archive", "")],
            &[],
            &["p1"],
            Some("NL"),
            Refused::Depends(
                id_of("EXCHANGE_S_ARCHIVE_ADDON"),
                [
                    "EXCHANGE_S_STANDARD",
                    "EXCHANGE_S_ENTERPRISE",
                    "EXCHANGE_S_DESKLESS",
                ]
                .map(id_of)
                .to_vec(),
            ),
        ),
    ] {
        assert_eq!(
            direct(&before, &change(add, remove), &products(), location, 1),
            Err(refused)
        );
    }
}

#[test]
fn a_swap_in_one_call_and_a_removal_without_location_are_fine() {
    let after = direct(
        &[held("e1", "")],
        &change(&["e3"], &["e1"]),
        &products(),
        Some("NL"),
        1,
    )
    .unwrap();
    assert_eq!(skus(&after), BTreeSet::from(["e3"]));
    assert_eq!(
        direct(
            &[held("e1", "")],
            &change(&[], &["e1"]),
            &products(),
            None,
            1
        ),
        Ok(Vec::new())
    );
}

#[test]
fn the_direct_one_of_two_sources_can_go() {
    let after = direct(
        &[held("p1", ""), held("p1", "g")],
        &change(&[], &["p1"]),
        &products(),
        None,
        1,
    )
    .unwrap();
    assert_eq!(after, [held("p1", "g")]);
}

#[test]
fn a_second_source_needs_no_seat_and_a_conflict_that_was_there_can_be_left() {
    let mut owned = products();
    owned.get_mut("p1").unwrap().available = 0;
    let after = direct(
        &[held("p1", "g")],
        &change(&["p1"], &[]),
        &owned,
        Some("NL"),
        7,
    )
    .unwrap();
    assert_eq!(after.len(), 2);
    let both = [held("e1", ""), held("e3", ""), held("visio", "")];
    assert!(direct(&both, &change(&[], &["visio"]), &products(), None, 1).is_ok());
}

#[test]
fn a_failing_product_keeps_the_groups_others_away() {
    let wanted = [
        ("visio".to_owned(), Vec::new()),
        ("p1".to_owned(), Vec::new()),
    ];
    let after = from_group(&[held("archive", "")], "g", &wanted, &products(), true, 9);
    let states: Vec<_> = after
        .iter()
        .map(|h| (h.sku.as_str(), h.state.as_str(), h.error.as_str()))
        .collect();
    assert_eq!(
        states,
        [
            ("archive", "Active", "None"),
            ("visio", "Error", "CountViolation"),
            ("p1", "Error", "Other")
        ]
    );
}

#[test]
fn no_product_of_the_catalogue_stands_against_itself() {
    for published in catalogue().products() {
        let plans: Vec<_> = published
            .plans
            .iter()
            .filter_map(|&id| catalogue().plan(id))
            .map(|p| p.part_name)
            .collect();
        let owned = Products::from([("it".to_owned(), product(&plans, 1))]);
        match direct(&[], &change(&["it"], &[]), &owned, Some("NL"), 1) {
            // Add-ons need another product.
            Ok(_) | Err(Refused::Depends(..)) => {}
            Err(other) => panic!("{}: {other:?}", published.part_number),
        }
    }
}
