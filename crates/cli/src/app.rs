//! What every command stands on: the options of all commands, the language, the clock, the data folder.

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use etcetera::BaseStrategy as _;
use model::{CloudId, Env};
use words::{Language, Locale};

use crate::args::Global;
use crate::called::Called;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::printer::Printer;

/// The program as it was called.
#[derive(Debug, Clone)]
pub(crate) struct App {
    pub(crate) called: Called,
    pub(crate) global: Global,
    pub(crate) printer: Printer,
    pub(crate) language: Language,
    pub(crate) env: Env,
    serving: Arc<AtomicBool>,
}

impl App {
    /// Reads what the options and the system say.
    pub(crate) fn new(global: Global) -> Result<Self, Failure> {
        let language = match &global.lang {
            Some(tag) => tag.parse().map_err(|_| Failure::Language(tag.clone()))?,
            None => system_language(),
        };
        let printer = Printer::new(&global);
        Ok(Self {
            called: Called::new(&global),
            printer,
            language,
            env: Env::system(),
            serving: Arc::default(),
            global,
        })
    }

    /// Sentences before a tenant, and so its cloud, is known.
    pub(crate) fn locale(&self) -> Locale {
        Locale::new(self.language, CloudId::default())
    }

    /// The data folder.
    pub(crate) fn data(&self) -> Result<PathBuf, Failure> {
        if let Some(data) = &self.global.data {
            return Ok(data.clone());
        }
        let native = etcetera::base_strategy::choose_native_strategy().map_err(|e| {
            Failure::Data(
                PathBuf::from("~"),
                std::io::Error::new(std::io::ErrorKind::NotFound, e.to_string()),
            )
        })?;
        Ok(native.data_dir().join("boxseat"))
    }

    /// The command has done its work and only serves from here on: now Ctrl-C is its good end.
    pub(crate) async fn serve_until_stopped(&self) -> Result<Exit, Failure> {
        self.serving.store(true, Ordering::Relaxed);
        match std::future::pending::<Infallible>().await {}
    }

    /// What Ctrl-C comes to.
    pub(crate) fn stopped(&self) -> Result<Exit, Failure> {
        if self.serving.load(Ordering::Relaxed) {
            Ok(Exit::Done)
        } else {
            Err(Failure::Stopped)
        }
    }
}

/// The language of the system: the first of its variables that says something.
pub(crate) fn system_language() -> Language {
    ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .map_or_else(Language::default, |value| Language::negotiate(&value))
}

/// Who sits at the command line, as the history names it.
pub(crate) fn user_name() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| {
            std::env::var(name)
                .ok()
                .filter(|value| !value.trim().is_empty())
        })
        .unwrap_or_else(|| "unknown".to_owned())
}
