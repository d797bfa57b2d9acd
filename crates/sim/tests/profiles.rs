//! Usefulness is tested too: what the rules say of whole organisations, exactly.
//!
//! "Never wrongly removable" holds for a tool that says no to everything. So the verdicts of each profile are pinned,
//! and in each that licenses more than by groups alone at least a quarter of the licensed shared mailboxes can give
//! something back, now or once sign-in is blocked.

use std::fmt::Write as _;

use boxseat_sim::World;
use engine::{Scope, Summary};
use model::{Currency, PriceList, Verdict};
use tenant::Profile;

async fn summary(profile: Profile) -> Summary {
    let w = World::new(profile, 250);
    let review = w
        .engine()
        .review(&w.by, &w.conn, &Scope::shared(), &w.policy, &World::quiet())
        .await
        .expect("a review without faults");
    let currency = Currency::try_from("EUR".to_owned()).expect("a currency");
    let prices = PriceList {
        currency,
        example: true,
        per_month: std::collections::BTreeMap::new(),
    };
    Summary::of(&review.records, &review.tenant, &prices)
}

#[tokio::test(start_paused = true)]
async fn the_verdicts_of_every_profile() {
    let mut table = String::new();
    for profile in Profile::ALL {
        let s = summary(profile).await;
        write!(
            table,
            "{profile}: {} shared, {} licensed;",
            s.shared, s.licensed
        )
        .unwrap();
        for verdict in Verdict::ALL {
            write!(table, " {} {verdict}", s.count(*verdict)).unwrap();
        }
        writeln!(
            table,
            "; {} more once blocked; {} licences",
            s.removable_once_blocked, s.licenses
        )
        .unwrap();
        let useful = s.count(Verdict::Removable) + s.removable_once_blocked;
        assert!(
            useful * 4 >= s.licensed,
            "{profile}: {useful} of {} licensed",
            s.licensed
        );
    }
    insta::assert_snapshot!(table);
}
