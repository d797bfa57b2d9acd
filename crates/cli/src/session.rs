//! A command's connection to its tenant, with everything that the engine wants to know.

use std::path::Path;
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
    pub(crate) locale: Locale,
    pub(crate) caller: Caller,
    started: jiff::Timestamp,
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
        let started = app.env.now();
        let policy = app.global.policy.as_deref();
        let policy = policy.map(inputs::policy::named).transpose()?;
        let prices = app
            .global
            .prices
            .as_deref()
            .map(|path| prices(app, path))
            .transpose()?;
        let connect = app.global.connect.clone();
        let info = connect
            .as_deref()
            .map(|path| {
                ConnectInfo::read(path).map_err(|e| Failure::Connect(path.to_owned(), Box::new(e)))
            })
            .transpose()?;

        let data = app.data()?;
        // The store looks at the folder before anything else is put into it.
        let store =
            SqliteStore::open(&data).map_err(|e| Failure::Store(data.clone(), Box::new(e)))?;
        let embedded = info.is_none();
        let info = if let Some(info) = info {
            info
        } else {
            let kind = wanted.profile.unwrap_or_default();
            progress.say(cli::progress_seed(&app.locale(), kind.as_str()));
            let tenant = Embedded::open_or_create(&data, wanted, app.env.clone()).await?;
            tenant.serve(any_port()).await?
        };

        let locale = Locale::new(app.language, info.cloud);
        let place = Place::new(&info, connect, data);
        progress.say(cli::progress_connect(&locale, &place.host));
        let transport = HttpTransport::new(info.ca_file.as_deref())
            .map_err(|e| Failure::Transport(Box::new(place.clone()), e.to_string()))?;
        let engine = Engine::new(Arc::new(store), app.env.clone());
        let caller = Caller::owner(&user_name(), "cli");
        let kept = engine.settings(&caller, info.tenant_id).await;
        let kept = kept.map_err(|e| Failure::Engine(Box::new(place.clone()), Box::new(e)))?;
        // What was typed counts, then what was set for the tenant, then what Boxseat ships.
        let policy = policy.unwrap_or_else(|| kept.policy_in_force());
        let prices = prices.or(kept.prices.map(|kept| kept.value));
        let prices = prices.unwrap_or_else(|| {
            if embedded {
                inputs::prices::example()
            } else {
                inputs::prices::none()
            }
        });
        Ok(Self {
            engine,
            connection: Connection::new(&info, Arc::new(transport), app.env.clone()),
            policy: policy.with_prices(prices.clone()),
            place,
            prices,
            locale,
            caller,
            started,
        })
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
