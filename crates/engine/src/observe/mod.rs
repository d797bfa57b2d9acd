//! Observe: few, large reads, joined onto the shared mailboxes.
//!
//! Two ways lead here. A review reads the whole tenant: all mailboxes by pages of 1,000, then either all licensed
//! accounts by pages of 999 or the mailboxes' accounts by batches of 20, whichever is fewer requests, then only
//! what the rules still ask for. A re-check reads a few accounts afresh, by batches. Both end in [`Observer::deepen`],
//! which asks the rules what else could change a verdict and reads exactly that.

mod facts;
mod further;
mod reports;
mod shelf;
mod subject;
mod tenant;

use std::collections::{BTreeSet, HashMap, HashSet};

use futures_util::{StreamExt as _, pin_mut};
use m365::{Connection, MailboxRow, ReadError, UserFilter, UserQuery, UserRow, UserSelect};
use model::fact::GapWhy;
use model::{AccountId, AssignedBy, Env, Fact, GroupId, RecipientKind, Source, TenantFacts};
use rules::{Answers, Policy};

use crate::events::{Event, Events, Reading};
use crate::report::Leaver;
use crate::{Engine, EngineError};

pub(crate) use facts::{Answer, Rows, facts, state, why};
use further::{FURTHER, Further, further};
pub(crate) use reports::Joined as JoinedReport;
use reports::Reports;
pub(crate) use shelf::{Shelves, Wait};
pub(crate) use subject::{Remembered, Subject};
pub(crate) use tenant::{org_holds, owned, region};

/// Reads one tenant for one purpose.
pub(crate) struct Observer<'a> {
    engine: &'a Engine,
    pub(crate) conn: &'a Connection,
    pub(crate) env: &'a Env,
    pub(crate) policy: &'a Policy,
    pub(crate) events: &'a Events,
    answers: Answers,
    reports: Reports,
    wait: Wait,
}

/// What a reading of the whole tenant found.
pub(crate) struct Whole {
    pub(crate) tenant: TenantFacts,
    pub(crate) subjects: Vec<Subject>,
    pub(crate) leavers: Fact<Vec<Leaver>>,
}

impl<'a> Observer<'a> {
    pub(crate) fn new(
        engine: &'a Engine,
        conn: &'a Connection,
        policy: &'a Policy,
        events: &'a Events,
    ) -> Self {
        Self {
            engine,
            conn,
            env: &engine.env,
            policy,
            events,
            answers: Answers::none(),
            reports: Reports::new(engine.shelves.of(conn), engine.env.clone()),
            wait: Wait::Moment,
        }
    }

    /// The same, for a question to which a person gave answers: other facts may decide then.
    pub(crate) fn answering(mut self, answers: Answers) -> Self {
        self.answers = answers;
        self
    }

    /// The same, for a run: nobody's page waits for it, so it may wait for a usage report.
    pub(crate) const fn waiting(mut self) -> Self {
        self.wait = Wait::UntilThere;
        self
    }

    /// The tenant as a whole.
    pub(crate) async fn tenant(&self) -> TenantFacts {
        self.events.emit(Event::Read {
            what: Reading::Tenant,
            done: 0,
            total: None,
        });
        tenant::read(self.conn, self.env).await
    }

    /// Every mailbox of these kinds. Usage reports are downloaded, however long it takes.
    pub(crate) async fn whole(mut self, kinds: &[RecipientKind]) -> Result<Whole, EngineError> {
        self.wait = Wait::Afresh;
        let (mut tenant, mailboxes, licensed) = tokio::join!(
            self.tenant(),
            self.mailboxes(kinds),
            self.conn.count_users(&UserFilter::Licensed),
        );
        let mailboxes = mailboxes.map_err(|source| EngineError::read("Get-Mailbox", source))?;
        let licensed = licensed.map_err(|source| EngineError::read("users", source))?;
        let mut subjects: Vec<_> = mailboxes
            .into_iter()
            .filter_map(|row| self.subject(row))
            .collect();
        let leavers = self.accounts(&mut subjects, licensed).await?;
        self.groups(&mut tenant, &subjects).await;
        self.deepen(&mut subjects, &tenant, true).await;
        Ok(Whole {
            tenant,
            subjects,
            leavers,
        })
    }

    /// These accounts, afresh: mailbox, account, size, and what the rules ask beyond. Answered in the same order.
    ///
    /// What the last review knows from usage reports counts as long as the rules say; beyond it a report is taken from
    /// the shelf. One that does not arrive in time is a gap.
    pub(crate) async fn fresh(
        &self,
        accounts: &[AccountId],
        tenant: &mut TenantFacts,
    ) -> Result<Vec<Subject>, EngineError> {
        self.fresh_for(accounts, tenant, true).await
    }

    /// The same; without a verdict to reach, nothing is asked beyond.
    pub(crate) async fn fresh_for(
        &self,
        accounts: &[AccountId],
        tenant: &mut TenantFacts,
        verdict: bool,
    ) -> Result<Vec<Subject>, EngineError> {
        let mut remembered = if verdict {
            self.engine.remembered(self.conn, accounts).await?
        } else {
            HashMap::new()
        };
        let whose: Vec<_> = accounts.iter().map(|id| (*id, None)).collect();
        let (mailboxes, users, statistics) = tokio::join!(
            self.conn.mailboxes_by_id(accounts),
            self.conn.users_by_id(accounts, UserSelect::REVIEW),
            self.conn.statistics(&whose, false),
        );
        let at = self.env.now();
        let mut mailboxes: HashMap<_, _> = mailboxes.into_iter().collect();
        let mut users: HashMap<_, _> = users.into_iter().collect();
        let mut statistics: HashMap<_, _> = statistics.into_iter().collect();
        let mut subjects: Vec<Subject> = accounts
            .iter()
            .map(|id| {
                let rows = Rows {
                    mailbox: mailboxes
                        .remove(id)
                        .map_or(Answer::NotAsked, |r| Answer::of(r, at)),
                    user: users
                        .remove(id)
                        .map_or(Answer::NotAsked, |r| user_answer(r, at)),
                    statistics: statistics
                        .remove(id)
                        .map_or(Answer::NotAsked, |r| Answer::of(r, at)),
                    ..Rows::default()
                };
                Subject::new(*id, rows, remembered.remove(id).unwrap_or_default())
            })
            .collect();
        self.groups(tenant, &subjects).await;
        if verdict {
            self.deepen(&mut subjects, tenant, false).await;
        }
        Ok(subjects)
    }

    /// A row that anchors to an account. System mailboxes have none, and no licence either.
    fn subject(&self, row: MailboxRow) -> Option<Subject> {
        let account = row.account()?;
        let rows = Rows {
            mailbox: Answer::live(row, self.env.now()),
            ..Rows::default()
        };
        Some(Subject::new(account, rows, Remembered::default()))
    }

    async fn mailboxes(&self, kinds: &[RecipientKind]) -> Result<Vec<MailboxRow>, ReadError> {
        let pages = self.conn.mailboxes(kinds);
        pin_mut!(pages);
        let mut all = Vec::new();
        while let Some(page) = pages.next().await {
            all.extend(page?.rows);
            self.events.emit(Event::Read {
                what: Reading::Mailboxes,
                done: all.len() as u64,
                total: None,
            });
        }
        Ok(all)
    }

    /// Joins the accounts onto the mailboxes, the way that takes fewer requests.
    async fn accounts(
        &self,
        subjects: &mut [Subject],
        licensed: u64,
    ) -> Result<Fact<Vec<Leaver>>, EngineError> {
        let pages = licensed.div_ceil(wire::graph::PAGE_MAX as u64);
        let batches = (subjects.len() as u64).div_ceil(wire::batch::GRAPH_MAX as u64);
        if pages <= batches || pages <= 1 {
            self.accounts_by_page(subjects, licensed).await
        } else {
            self.accounts_by_batch(subjects).await;
            // Whoever reads no list of licensed accounts sees no leavers either; nothing is guessed.
            Ok(Fact::not_read())
        }
    }

    async fn accounts_by_page(
        &self,
        subjects: &mut [Subject],
        licensed: u64,
    ) -> Result<Fact<Vec<Leaver>>, EngineError> {
        let broken = |source| EngineError::read("users", source);
        let index: HashMap<_, _> = subjects
            .iter()
            .enumerate()
            .map(|(i, s)| (s.account, i))
            .collect();
        let query = UserQuery::new(UserSelect::REVIEW, UserFilter::Licensed);
        let pages = self.conn.users(&query);
        pin_mut!(pages);
        let (mut done, mut leavers, mut seen) = (0, Vec::new(), HashSet::new());
        while let Some(page) = pages.next().await {
            let page = page.map_err(broken)?;
            let at = self.env.now();
            for row in page.rows {
                // A list that changes while it is read may show an account twice: the first row counts.
                if !seen.insert(row.id) {
                    continue;
                }
                done += 1;
                match index.get(&row.id) {
                    Some(&i) => subjects[i].rows.user = Answer::live(row, at),
                    None => leavers.extend(leaver(&row)),
                }
            }
            self.events.emit(Event::Read {
                what: Reading::Accounts,
                done,
                total: Some(licensed),
            });
        }
        let at = self.env.now();
        for subject in subjects.iter_mut().filter(|s| !s.rows.user.asked()) {
            subject.rows.not_licensed_at = Some(at);
        }
        Ok(Fact::live(leavers, Source::GraphUser, at))
    }

    async fn accounts_by_batch(&self, subjects: &mut [Subject]) {
        let ids: Vec<_> = subjects.iter().map(|s| s.account).collect();
        let users = self.conn.users_by_id(&ids, UserSelect::REVIEW).await;
        let at = self.env.now();
        let mut users: HashMap<_, _> = users.into_iter().collect();
        for subject in subjects.iter_mut() {
            if let Some(result) = users.remove(&subject.account) {
                subject.rows.user = user_answer(result, at);
            }
        }
        let total = ids.len() as u64;
        self.events.emit(Event::Read {
            what: Reading::Accounts,
            done: total,
            total: Some(total),
        });
    }

    /// Names the groups that give licences to these mailboxes.
    async fn groups(&self, tenant: &mut TenantFacts, subjects: &[Subject]) {
        let ids: BTreeSet<GroupId> = subjects
            .iter()
            .filter_map(|s| s.rows.user.row()?.license_assignment_states.value())
            .flatten()
            .filter_map(|state| match state.by {
                Some(AssignedBy::Group(group)) => Some(group),
                _ => None,
            })
            .filter(|id| !tenant.groups.contains_key(id))
            .collect();
        tenant.groups.extend(tenant::groups(self.conn, ids).await);
    }

    /// Asks the rules what could still change a verdict, and reads it, cheapest first, each fact once.
    /// `report_may_decide`: a usage report is asked for sizes before statistics are.
    async fn deepen(
        &self,
        subjects: &mut [Subject],
        tenant: &TenantFacts,
        report_may_decide: bool,
    ) {
        let next = |subject: &Subject| {
            let needed = rules::needs_with(
                &subject.facts(),
                tenant,
                self.policy,
                self.env.now(),
                &self.answers,
            );
            let read = |fact| further(fact, &subject.rows, report_may_decide);
            needed.into_iter().filter_map(read).min()
        };
        let mut wanted: Vec<Option<usize>> = subjects.iter().map(next).collect();
        // Every round answers at least one question of every subject it is about, so this ends.
        while let Some(read) = wanted.iter().copied().flatten().min() {
            let of_this = |(i, w): (usize, &Option<usize>)| (*w == Some(read)).then_some(i);
            let indices: Vec<usize> = wanted.iter().enumerate().filter_map(of_this).collect();
            self.read_further(FURTHER[read], subjects, &indices).await;
            for i in indices {
                wanted[i] = next(&subjects[i]);
            }
        }
    }

    async fn read_further(&self, read: Further, subjects: &mut [Subject], indices: &[usize]) {
        let ids: Vec<AccountId> = indices.iter().map(|&i| subjects[i].account).collect();
        let total = ids.len() as u64;
        let what = read.what();
        self.events.emit(Event::Read {
            what,
            done: 0,
            total: Some(total),
        });
        match read {
            Further::Account => {
                let found: HashMap<_, _> = self
                    .conn
                    .users_by_id(&ids, UserSelect::REVIEW)
                    .await
                    .into_iter()
                    .collect();
                let at = self.env.now();
                self.join(subjects, indices, found, |rows, r| {
                    rows.user = user_answer(r, at);
                });
            }
            Further::UsageReport => {
                for &i in indices {
                    let upn = subjects[i].facts().name.user_principal_name;
                    subjects[i].rows.usage = self.reports.mailbox(self.wait, &upn).await;
                }
            }
            Further::Statistics | Further::ArchiveStatistics => {
                let archive = read == Further::ArchiveStatistics;
                let whose: Vec<_> = indices
                    .iter()
                    .map(|&i| (subjects[i].account, subjects[i].facts().exchange_guid))
                    .collect();
                let found: HashMap<_, _> = self
                    .conn
                    .statistics(&whose, archive)
                    .await
                    .into_iter()
                    .collect();
                let at = self.env.now();
                self.join(subjects, indices, found, |rows, r| {
                    let answer = Answer::of(r, at);
                    if archive {
                        rows.archive_statistics = answer;
                    } else {
                        rows.statistics = answer;
                    }
                });
            }
            Further::ActivityReport => {
                for &i in indices {
                    let upn = subjects[i].facts().name.user_principal_name;
                    subjects[i].rows.activity = self.reports.activity(self.wait, &upn).await;
                }
            }
            Further::SignInActivity => {
                let found: HashMap<_, _> =
                    self.conn.sign_in_activity(&ids).await.into_iter().collect();
                let at = self.env.now();
                self.join(subjects, indices, found, |rows, r| {
                    rows.sign_in = Answer::of(r, at);
                });
            }
            Further::OneDriveReport => {
                for &i in indices {
                    let upn = subjects[i].facts().name.user_principal_name;
                    subjects[i].rows.onedrive = self.reports.onedrive(self.wait, &upn).await;
                }
            }
            Further::MailApps => {
                let found: HashMap<_, _> =
                    self.conn.cas_mailboxes(&ids).await.into_iter().collect();
                let at = self.env.now();
                self.join(subjects, indices, found, |rows, r| {
                    rows.cas = Answer::of(r, at);
                });
            }
        }
        self.events.emit(Event::Read {
            what,
            done: total,
            total: Some(total),
        });
    }

    /// Puts results onto their subjects. One that did not come is a gap, so that nothing is asked twice.
    #[expect(clippy::unused_self, reason = "reads as one of the observer's steps")]
    fn join<T>(
        &self,
        subjects: &mut [Subject],
        indices: &[usize],
        mut found: HashMap<AccountId, Result<T, ReadError>>,
        put: impl Fn(&mut Rows, Result<T, ReadError>),
    ) {
        for &i in indices {
            let account = subjects[i].account;
            let result = found.remove(&account).unwrap_or_else(|| {
                Err(ReadError::NotFound {
                    what: account.to_string(),
                    request_id: None,
                })
            });
            put(&mut subjects[i].rows, result);
        }
    }

    /// Reads what `show` shows beyond what the verdict needs.
    pub(crate) async fn everything(&self, subjects: &mut [Subject]) {
        for read in FURTHER {
            let indices: Vec<_> = (0..subjects.len())
                .filter(|&i| subjects[i].lacks(read, self.policy, self.env.now()))
                .collect();
            if !indices.is_empty() {
                self.read_further(read, subjects, &indices).await;
            }
        }
    }
}

fn user_answer(result: Result<Option<UserRow>, ReadError>, at: jiff::Timestamp) -> Answer<UserRow> {
    match result {
        Ok(Some(row)) => Answer::live(row, at),
        Ok(None) => Answer::None(GapWhy::NotFound),
        Err(e) => Answer::None(facts::why(&e)),
    }
}

/// A licensed account with sign-in blocked that is no mailbox of the kinds read. Guests have no mailbox here.
fn leaver(row: &UserRow) -> Option<Leaver> {
    let member = row
        .user_type
        .value()
        .is_none_or(|t| t.eq_ignore_ascii_case("Member"));
    if row.account_enabled.value() != Some(&false) || !member {
        return None;
    }
    let text = |f: &m365::Field<String>| f.value().cloned().unwrap_or_default();
    Some(Leaver {
        account: row.id,
        name: model::MailboxName {
            display_name: text(&row.display_name),
            primary_smtp_address: text(&row.mail),
            user_principal_name: text(&row.user_principal_name),
        },
        skus: row
            .assigned_licenses
            .value()?
            .iter()
            .map(|l| l.sku_id)
            .collect(),
    })
}
