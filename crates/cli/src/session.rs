//! A command's connection to its tenant, with everything that the engine wants to know.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use engine::{Caller, Engine, EngineError, Tuning};
use m365::{Connection, HttpTransport};
use model::PriceList;
use rules::Policy;
use store_sqlite::SqliteStore;
use wire::ConnectInfo;
use words::{Locale, cli};

use crate::app::{App, user_name};
use crate::embed::{Embedded, Wanted, any_port};
use crate::failure::Failure;
use crate::inputs;
use crate::place::Place;
use crate::printer::{Printer, style, styled};
use crate::progress::Progress;

/// The prices of a file. A part number that is no product is said, for it may be a slip of the pen; it is no
/// error, for a product may be newer than any list.
fn prices(app: &App, path: &Path) -> Result<PriceList, Failure> {
    let list = inputs::prices::from_file(path)?;
    if let Some(unknown) = inputs::prices::first_unknown(&list) {
        app.printer.note(&words::error::prices_unknown(
            &app.locale(),
            unknown,
            &path.display().to_string(),
        ));
    }
    Ok(list)
}

/// A tenant that a command works on.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) engine: Engine,
    pub(crate) connection: Connection,
    pub(crate) place: Place,
    pub(crate) policy: Policy,
    pub(crate) prices: PriceList,
    /// For the pages, which look for what is set at every request.
    pub(crate) unset: Unset,
    pub(crate) locale: Locale,
    pub(crate) caller: Caller,
    /// How the tenant is reached, its secret included.
    pub(crate) info: ConnectInfo,
    pub(crate) transport: Arc<HttpTransport>,
    started: jiff::Timestamp,
}

/// What decides where nobody set anything for the tenant: as it was typed, else as Boxseat ships it.
#[derive(Debug, Clone)]
pub(crate) struct Unset {
    pub(crate) policy: Policy,
    pub(crate) prices: PriceList,
}

/// What sessions of one command share.
struct Shared {
    data: PathBuf,
    policy: Option<Policy>,
    prices: Option<PriceList>,
    started: jiff::Timestamp,
}

impl Shared {
    fn open(app: &App) -> Result<Self, Failure> {
        let policy = app.global.policy.as_deref();
        let given = app.global.prices.as_deref();
        Ok(Self {
            started: app.env.now(),
            policy: policy.map(inputs::policy::named).transpose()?,
            prices: given.map(|path| prices(app, path)).transpose()?,
            data: app.data()?,
        })
    }

    fn unset(&self, embedded: bool) -> Unset {
        Unset {
            policy: self.policy.clone().unwrap_or_default(),
            prices: self.prices.clone().unwrap_or_else(|| {
                if embedded {
                    inputs::prices::example()
                } else {
                    inputs::prices::none()
                }
            }),
        }
    }

    async fn connect(
        &self,
        app: &App,
        engine: &Engine,
        info: ConnectInfo,
        connect: Option<PathBuf>,
        progress: &Progress,
    ) -> Result<Session, Failure> {
        let locale = Locale::new(app.language, info.cloud);
        let unset = self.unset(connect.is_none());
        let place = Place::new(&info, connect, self.data.clone());
        progress.say(cli::progress_connect(&locale, &place.host));
        let transport = HttpTransport::new(info.ca_file.as_deref())
            .map_err(|e| Failure::Transport(Box::new(place.clone()), e.to_string()))?;
        let transport = Arc::new(transport);
        let caller = Caller::owner(&user_name(), "cli");
        let kept = engine.settings(&caller, info.tenant_id).await;
        let kept = kept.map_err(|e| Failure::Engine(Box::new(place.clone()), Box::new(e)))?;
        // What was typed counts, then what was set for the tenant, then what Boxseat ships.
        let policy = self.policy.clone();
        let policy = policy.unwrap_or_else(|| kept.policy_in_force());
        let prices = self.prices.clone().or(kept.prices.map(|kept| kept.value));
        let prices = prices.unwrap_or_else(|| unset.prices.clone());
        Ok(Session {
            engine: engine.clone(),
            connection: Connection::new(&info, Arc::clone(&transport) as _, app.env.clone()),
            policy: policy.with_prices(prices.clone()),
            place,
            prices,
            unset,
            locale,
            caller,
            info,
            transport,
            started: self.started,
        })
    }
}

impl Session {
    /// Connects to the tenant of the options: that of the connect file, or the embedded one of the data folder.
    pub(crate) async fn open(app: &App, progress: &Progress) -> Result<Self, Failure> {
        Self::open_or_make(app, Wanted::default(), progress).await
    }

    /// The same, saying what the embedded tenant is to be if it has to be made.
    pub(crate) async fn open_or_make(
        app: &App,
        wanted: Wanted,
        progress: &Progress,
    ) -> Result<Self, Failure> {
        if app.global.connect.len() > 1 {
            return Err(Failure::OneTenant);
        }
        let mut all = Self::open_all(app, wanted, progress).await?;
        Ok(all.remove(0))
    }

    /// Connects to every tenant of the options; there is always one. They share the store.
    pub(crate) async fn open_all(
        app: &App,
        wanted: Wanted,
        progress: &Progress,
    ) -> Result<Vec<Self>, Failure> {
        let shared = Shared::open(app)?;
        let mut infos = Vec::new();
        for path in &app.global.connect {
            let info =
                ConnectInfo::read(path).map_err(|e| Failure::Connect(path.clone(), Box::new(e)))?;
            infos.push((info, Some(path.clone())));
        }
        // The store looks at the folder before anything else is put into it.
        let store = SqliteStore::open(&shared.data)
            .map_err(|e| Failure::Store(shared.data.clone(), Box::new(e)))?;
        if infos.is_empty() {
            let kind = wanted.profile.unwrap_or_default();
            progress.say(cli::progress_seed(&app.locale(), kind.as_str()));
            let tenant = Embedded::open_or_create(&shared.data, wanted, app.env.clone()).await?;
            infos.push((tenant.serve(any_port(), &app.ending).await?, None));
        }
        let engine = Engine::new(Arc::new(store), app.env.clone());
        let engine = engine.with_stop(app.ending.stop.clone());
        let mut all = Vec::new();
        for (info, connect) in infos {
            all.push(
                shared
                    .connect(app, &engine, info, connect, progress)
                    .await?,
            );
        }
        Ok(all)
    }

    /// The same, waiting so many seconds until the service shows a change.
    #[must_use]
    pub(crate) fn waiting(self, seconds: u64) -> Self {
        let tuning = Tuning {
            confirm_within: Duration::from_secs(seconds),
            ..Tuning::default()
        };
        Self {
            engine: self.engine.with_tuning(tuning),
            ..self
        }
    }

    /// Is it the embedded tenant of the data folder?
    pub(crate) const fn is_embedded(&self) -> bool {
        self.place.connect.is_none()
    }

    /// An engine's error, with the place where it happened.
    pub(crate) fn failed(&self, error: EngineError) -> Failure {
        Failure::Engine(Box::new(self.place.clone()), Box::new(error))
    }

    /// What a command writes through a connection that is read-only is refused before anything is read.
    pub(crate) fn must_write(&self) -> Result<(), Failure> {
        if self.connection.may_write() {
            Ok(())
        } else {
            Err(Failure::ReadOnly(Box::new(self.place.clone())))
        }
    }

    /// The line that marks a simulated tenant, or names the real one.
    pub(crate) fn headline(&self, tenant: &str) -> String {
        let line = if self.is_embedded() {
            cli::embedded(&self.locale, tenant)
        } else {
            cli::tenant(&self.locale, &self.place.host, tenant)
        };
        styled(style::STRONG, &line)
    }

    /// With `--verbose`: the number of requests, by kind.
    pub(crate) fn account_for_requests(&self, app: &App, printer: &Printer) {
        if !printer.is_verbose() {
            return;
        }
        let meter = self.connection.meter();
        let lasted = app.env.now().duration_since(self.started);
        printer.note(&cli::requests(&self.locale, meter.total(), lasted));
        for (operation, count) in meter.requests.iter().chain(&meter.items) {
            printer.note(&format!("  {count:>7}  {operation}"));
        }
    }
}
