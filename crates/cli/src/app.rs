//! What every command stands on: the options of all commands, the language, the clock, the data folder.

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;

use etcetera::BaseStrategy as _;
use model::{CloudId, Env};
use words::{Language, Locale};

use crate::args::Global;
use crate::called::Called;
use crate::ending::Ending;
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
    pub(crate) ending: Arc<Ending>,
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
            ending: Arc::default(),
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

    /// The command has done its work and only serves from here on: now to be told to end is its good end.
    pub(crate) async fn serve_until_stopped(&self) -> Result<Exit, Failure> {
        self.ending.only_serves();
        match std::future::pending::<Infallible>().await {}
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
    named(|name| std::env::var(name).ok(), etcetera::home_dir().ok())
}

/// By what the system calls the account. Where no variable says it, as in a service, its home folder mostly bears the
/// name; and whoever reaches the data folder owns it.
fn named(variable: impl Fn(&str) -> Option<String>, home: Option<PathBuf>) -> String {
    let said = |text: &String| !text.trim().is_empty();
    let mut told = ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .filter_map(|name| variable(name));
    told.find(said)
        .or_else(|| Some(home?.file_name()?.to_string_lossy().into_owned()).filter(said))
        .unwrap_or_else(|| "owner".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_is_named_by_the_system_by_the_home_folder_or_as_the_owner() {
        for (user, login, home, name) in [
            (Some("adele"), Some("root"), "/home/lee", "adele"),
            (Some(" "), Some("root"), "/home/lee", "root"),
            (None, None, "/home/lee", "lee"),
            (None, Some(""), "/var/lib/boxseat/", "boxseat"),
            (None, None, "/", "owner"),
            (None, None, "", "owner"),
        ] {
            let variable = |asked: &str| match asked {
                "USER" => user.map(str::to_owned),
                "LOGNAME" => login.map(str::to_owned),
                _ => None,
            };
            assert_eq!(named(variable, Some(PathBuf::from(home))), name, "{home}");
        }
        assert_eq!(named(|_| None, None), "owner");
    }
}
