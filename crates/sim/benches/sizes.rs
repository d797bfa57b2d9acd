//! How long the embedded tenant takes to be made and opened, and a review of it takes, by size.
//!
//! `cargo bench -p boxseat-sim --bench sizes` prints a table; sizes may be given behind `--`. Client, engine and tenant
//! run in this process: what is measured is their work, without a network. Nobody's test.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::time::Instant;

use boxseat_sim::{Template, World};
use engine::Scope;
use tenant::Profile;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let given: Vec<u32> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let sizes = if given.is_empty() {
        vec![250, 10_000, 100_000]
    } else {
        given
    };
    println!("| users | make the tenant | open it | review | requests | mailboxes |");
    println!("|---|---|---|---|---|---|");
    for users in sizes {
        let start = Instant::now();
        let template = Template::new(Profile::Crowd, users);
        let made = start.elapsed();
        let start = Instant::now();
        let world = template.world(1);
        let opened = start.elapsed();
        let start = Instant::now();
        let review = world
            .engine()
            .review(
                &world.by,
                &world.conn,
                &Scope::shared(),
                &world.policy,
                &World::quiet(),
            )
            .await
            .expect("a review without faults");
        let reviewed = start.elapsed();
        println!(
            "| {users} | {made:.2?} | {opened:.2?} | {reviewed:.2?} | {} | {} |",
            review.snapshot.requests,
            review.records.len(),
        );
    }
}
