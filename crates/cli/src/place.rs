//! Where a command works: what errors and headlines name.

use std::path::PathBuf;

use wire::ConnectInfo;

/// The tenant as it is reached, without its secret.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The host of Microsoft Graph.
    pub(crate) host: String,
    /// The host that issues tokens.
    pub(crate) authority: String,
    /// The application's id.
    pub(crate) application: String,
    /// The connect file; `None` is the embedded tenant of the data folder.
    pub(crate) connect: Option<PathBuf>,
    /// The data folder.
    pub(crate) data: PathBuf,
    /// Are all hosts on this machine?
    pub(crate) loopback: bool,
}

impl Place {
    pub(crate) fn new(info: &ConnectInfo, connect: Option<PathBuf>, data: PathBuf) -> Self {
        let host = |url: &url::Url| {
            let host = url.host_str().unwrap_or_default();
            url.port()
                .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
        };
        Self {
            host: host(&info.graph),
            authority: host(&info.authority),
            application: info.client_id.clone(),
            connect,
            data,
            loopback: info.is_loopback(),
        }
    }

    /// The connect file as errors name it.
    pub(crate) fn file(&self) -> String {
        self.connect.as_ref().map_or_else(
            || self.data.display().to_string(),
            |path| path.display().to_string(),
        )
    }
}
