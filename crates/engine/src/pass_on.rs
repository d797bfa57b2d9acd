//! Pass on: a licence that became available goes to another person, whose usage location is set first where it
//! has none.

use std::collections::BTreeSet;

use m365::{Connection, UserSelect};
use model::SkuId;
use rules::{Answers, Policy, Wanted, World};
use store::{Account, Record};

use crate::accounts::account;
use crate::events::Events;
use crate::observe::{Answer, Observer, Rows, facts};
use crate::report::Proposal;
use crate::roles::{Caller, Right};
use crate::save::planned;
use crate::seen::Seen;
use crate::settle::Settle;
use crate::{Engine, EngineError};

/// What passing a licence on would do.
#[derive(Debug, Clone)]
pub struct PassOn {
    /// Who would get it.
    pub to: Account,
    /// The plan, or what stands in its way: no usage location, none available, held already; and conflicts.
    pub proposal: Proposal,
    /// What this shows of the person's licences.
    pub seen: Seen,
}

impl Engine {
    /// Says what assigning a product to a person, named by id or user principal name, would do. Changes nothing.
    /// `usage_location` is set first where the person has another one. The plan is run as any other.
    #[expect(
        clippy::too_many_arguments,
        reason = "the question, and who asks it where"
    )]
    pub async fn propose_pass_on(
        &self,
        by: &Caller,
        conn: &Connection,
        to: &str,
        sku: SkuId,
        usage_location: Option<&str>,
        policy: &Policy,
        events: &Events,
    ) -> Result<PassOn, EngineError> {
        by.may(Right::Assign)?;
        self.settle_as(by, conn, policy, events, Settle::Finish)
            .await?;
        let observer = Observer::new(self, conn, policy, events);
        let (tenant, person) = tokio::join!(observer.tenant(), conn.user(to, UserSelect::REVIEW));
        let at = self.env.now();
        let row = person
            .map_err(|source| EngineError::Read {
                what: "users",
                source: Box::new(source),
            })?
            .ok_or_else(|| EngineError::UnknownAccount(to.to_owned()))?;
        let person = account(&row, at);
        let rows = Rows {
            user: Answer::live(row, at),
            ..Rows::default()
        };
        let facts = facts(person.id, &rows);
        let assessment = rules::assess(&facts, &tenant, policy, at);
        let record = Record { facts, assessment };
        let mailboxes = [record.facts.clone()];
        let world = World {
            tenant: &tenant,
            mailboxes: &mailboxes,
            snapshot: None,
        };
        let wanted = Wanted {
            account: record.facts.account,
            add: BTreeSet::from([sku]),
            remove: BTreeSet::new(),
            usage_location: usage_location.map(str::to_owned),
            block_sign_in: false,
            answers: Answers::none(),
            exclusions: self.exclusions(conn.tenant(), &[]).await?,
        };
        let conflicts = rules::conflicts(&record.facts, &tenant, &wanted.add, &wanted.remove);
        let (plan, obstacles) = planned(wanted, &world, policy, at)?;
        Ok(PassOn {
            seen: Seen::of(&record.facts),
            to: person,
            proposal: Proposal {
                plan,
                records: vec![record],
                tenant,
                obstacles,
                conflicts,
            },
        })
    }
}
