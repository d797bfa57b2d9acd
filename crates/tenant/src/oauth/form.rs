//! The form of a request to the token endpoint, and who sends it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::answer::TokenRefusal;
use super::apps::App;

/// The form, and the credentials wherever they stand.
pub(super) struct Form {
    fields: Vec<(String, String)>,
    pub(super) client_id: Option<String>,
    secret: Option<String>,
}

impl Form {
    pub(super) fn read(body: &[u8], authorization: Option<&str>) -> Self {
        let fields: Vec<(String, String)> =
            url::form_urlencoded::parse(body).into_owned().collect();
        let (basic_id, basic_secret) = authorization.and_then(basic).unzip();
        let mut form = Self {
            fields,
            client_id: basic_id,
            secret: basic_secret,
        };
        let posted = |form: &Self, name: &str| form.get(name).map(str::to_owned);
        form.client_id = posted(&form, "client_id").or(form.client_id);
        form.secret = posted(&form, "client_secret").or(form.secret);
        form
    }

    /// A field that is there and not empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self
            .fields
            .iter()
            .find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn need(&self, name: &str) -> Result<&str, TokenRefusal> {
        self.get(name).ok_or_else(|| missing(name))
    }

    /// The application that sends it, once it has shown that it is one: enabled, with its secret if it has one and
    /// without if it has none (`graph.md` 1.7, 1.9).
    pub(super) fn authenticate(
        &self,
        app: Option<App>,
        directory: &str,
        now: Timestamp,
    ) -> Result<App, TokenRefusal> {
        let client_id = self
            .client_id
            .as_deref()
            .ok_or_else(|| missing("client_id"))?;
        let app = known(app, client_id, directory)?;
        let secret = self.secret.as_deref().filter(|s| !s.is_empty());
        let refused = |code, text: String| TokenRefusal::new(401, "invalid_client", code, text);
        let Some(secret) = secret else {
            if app.is_public() {
                return Ok(app);
            }
            return Err(refused(
                7_000_218,
                "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."
                    .to_owned(),
            ));
        };
        if app.is_public() {
            return Err(refused(
                700_025,
                "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.".to_owned(),
            ));
        }
        if hex::encode(Sha256::digest(secret.as_bytes())) != app.secret_sha256 {
            return Err(refused(
                7_000_215,
                format!(
                    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret \
                     value, not the client secret ID, for a secret added to app '{client_id}'."
                ),
            ));
        }
        if app
            .secret_expires
            .is_some_and(|at| at <= now.as_millisecond())
        {
            return Err(refused(
                7_000_222,
                format!("The provided client secret keys for app '{client_id}' are expired."),
            ));
        }
        Ok(app)
    }
}

/// The application, if this directory has it and it is enabled.
pub(super) fn known(
    app: Option<App>,
    client_id: &str,
    directory: &str,
) -> Result<App, TokenRefusal> {
    let app = app.ok_or_else(|| {
        TokenRefusal::new(400, "unauthorized_client", 700_016, format!(
            "Application with identifier '{client_id}' was not found in the directory '{directory}'. This can happen \
             if the application has not been installed by the administrator of the tenant or consented to by any user \
             in the tenant. You may have sent your authentication request to the wrong tenant."
        ))
    })?;
    if app.enabled {
        return Ok(app);
    }
    Err(TokenRefusal::new(
        400,
        "unauthorized_client",
        7_000_112,
        format!(
            "Application '{client_id}'({}) is disabled.",
            app.display_name
        ),
    ))
}

/// 900144.
pub(super) fn missing(parameter: &str) -> TokenRefusal {
    TokenRefusal::new(
        400,
        "invalid_request",
        900_144,
        format!("The request body must contain the following parameter: '{parameter}'."),
    )
}

/// HTTP Basic; both parts are form-encoded in it (RFC 6749, 2.3.1).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, text) = header.split_once(' ')?;
    let text = String::from_utf8(
        scheme
            .eq_ignore_ascii_case("basic")
            .then(|| STANDARD.decode(text.trim()).ok())??,
    )
    .ok()?;
    let (id, secret) = text.split_once(':')?;
    let decode = |part: &str| {
        let spaced = part.replace('+', " ");
        percent_encoding::percent_decode_str(&spaced)
            .decode_utf8_lossy()
            .into_owned()
    };
    Some((decode(id), decode(secret)))
}
