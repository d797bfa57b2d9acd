//! The pages of the authority: our own, without a script, marked as a simulation.

use axum::response::{Html, IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use http::{HeaderValue, StatusCode};
use sha2::{Digest as _, Sha256};

use crate::people::Listed;

const CSS: &str = include_str!("page.css");
/// The one script: it sends the form of `response_mode=form_post`, which has a button for browsers without.
const SEND: &str = "document.forms[0].submit()";

/// A page.
pub(super) struct Page {
    title: String,
    body: String,
    /// Where its form may lead, besides to here.
    leads_to: String,
    sends: bool,
}

/// What the sign-in page shows.
pub(super) struct SignIn<'a> {
    pub(super) organization: &'a str,
    pub(super) application: &'a str,
    /// Where the form goes.
    pub(super) action: &'a str,
    /// Hidden fields.
    pub(super) hidden: &'a [(&'a str, &'a str)],
    pub(super) user_name: &'a str,
    pub(super) error: Option<&'a str>,
    pub(super) people: &'a [Listed],
    /// The address of this page with somebody's name filled in.
    pub(super) pick: &'a dyn Fn(&str) -> String,
    pub(super) leads_to: String,
}

impl Page {
    fn new(title: &str, body: String) -> Self {
        Self {
            title: title.to_owned(),
            body,
            leads_to: String::new(),
            sends: false,
        }
    }

    /// Asks for user name and password.
    pub(super) fn sign_in(shown: &SignIn<'_>) -> Self {
        let (error, invalid) = error(shown.error);
        let user = escape(shown.user_name);
        // The first thing that is missing has the focus.
        let (at_name, at_password) = if user.is_empty() {
            ("autofocus", "")
        } else {
            ("", "autofocus")
        };
        let body = format!(
            r#"<h1>Sign in to {organization}</h1>
<p>to continue to {application}</p>
{error}<form method="post" action="{action}">
{hidden}<label for="user">User name</label>
<input id="user" name="loginfmt" type="text" inputmode="email" autocomplete="username" autocapitalize="none" spellcheck="false" required value="{user}" {invalid} {at_name}>
<label for="password">Password</label>
<input id="password" name="passwd" type="password" autocomplete="current-password" required {invalid} {at_password}>
<div class="buttons"><button class="primary" name="do" value="sign_in">Sign in</button><button name="do" value="cancel" formnovalidate>Cancel</button></div>
</form>
{people}"#,
            organization = escape(shown.organization),
            application = escape(shown.application),
            action = escape(shown.action),
            hidden = hidden(shown.hidden),
            people = people(shown.people, shown.pick),
        );
        Self {
            leads_to: shown.leads_to.clone(),
            ..Self::new("Sign in", body)
        }
    }

    /// Asks for the code that a device shows.
    pub(super) fn device(action: &str, problem: Option<&str>) -> Self {
        let (error, invalid) = error(problem);
        let body = format!(
            r#"<h1>Enter code</h1>
<p>Enter the code that is displayed on your app or device. Do not enter codes from sources you don't trust.</p>
{error}<form method="post" action="{}">
<label for="code">Code</label>
<input id="code" name="otc" type="text" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" required {invalid} autofocus>
<div class="buttons"><button class="primary" name="do" value="next">Next</button></div>
</form>"#,
            escape(action),
        );
        Self::new("Enter code", body)
    }

    /// Says something.
    pub(super) fn note(title: &str, text: &str) -> Self {
        Self::new(
            title,
            format!("<h1>{}</h1>\n<p>{}</p>", escape(title), escape(text)),
        )
    }

    /// Says what is wrong with a request.
    pub(super) fn problem(description: &str) -> Self {
        let body = format!(
            "<h1>We couldn't sign you in</h1>\n<p class=\"bad\" role=\"alert\">{}</p>\n<p>Go back to the application and try again, or correct its registration.</p>",
            escape(description)
        );
        Self::new("Sign-in error", body)
    }

    /// `response_mode=form_post`.
    pub(super) fn form_post(action: &str, origin: String, fields: &[(&str, String)]) -> Self {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let body = format!(
            r#"<h1>Working…</h1>
<form method="post" action="{}">
{}<p>If nothing happens, go on yourself.</p>
<div class="buttons"><button class="primary">Continue</button></div>
</form>"#,
            escape(action),
            hidden(&fields),
        );
        Self {
            leads_to: origin,
            sends: true,
            ..Self::new("Working…", body)
        }
    }

    /// The answer.
    pub(super) fn answer(self, status: StatusCode) -> Response {
        let script = if self.sends {
            format!("<script>{SEND}</script>\n")
        } else {
            String::new()
        };
        let html = format!(
            r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{} – Embedded tenant (simulated)</title>
<style>{CSS}</style>
</head>
<body>
<main>
<p class="mark">Embedded tenant (simulated)</p>
{}
</main>
{script}</body>
</html>
"#,
            escape(&self.title),
            self.body,
        );
        let mut response = (status, Html(html)).into_response();
        let policy = format!(
            "default-src 'none'; style-src '{}'; script-src {}; form-action 'self' {}; base-uri 'none'; frame-ancestors 'none'",
            source(CSS),
            if self.sends {
                format!("'{}'", source(SEND))
            } else {
                "'none'".to_owned()
            },
            self.leads_to,
        );
        let headers = response.headers_mut();
        for (name, value) in [
            (CACHE_CONTROL, "no-store"),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (X_FRAME_OPTIONS, "DENY"),
            // With none at all a browser would say `Origin: null` of our own form.
            (REFERRER_POLICY, "same-origin"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

fn source(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

fn error(text: Option<&str>) -> (String, &'static str) {
    match text {
        Some(text) => (
            format!(
                "<p class=\"bad\" id=\"error\" role=\"alert\">{}</p>\n",
                escape(text)
            ),
            r#"aria-invalid="true" aria-describedby="error""#,
        ),
        None => (String::new(), ""),
    }
}

fn hidden(fields: &[(&str, &str)]) -> String {
    fields.iter().fold(String::new(), |html, (name, value)| {
        let (name, value) = (escape(name), escape(value));
        html + &format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">\n")
    })
}

fn people(people: &[Listed], pick: &dyn Fn(&str) -> String) -> String {
    if people.is_empty() {
        return String::new();
    }
    let rows = people.iter().fold(String::new(), |html, person| {
        let role = if person.roles.is_empty() {
            "No administrator role".to_owned()
        } else {
            person.roles.join(", ")
        };
        html + &format!(
            "<li><a href=\"{}\">{}<span>{} · {}</span></a></li>\n",
            escape(&pick(&person.user_name)),
            escape(&person.display_name),
            escape(&person.user_name),
            escape(&role),
        )
    });
    format!("<h2>Pick an account</h2>\n<ul>\n{rows}</ul>")
}

/// For text and for attribute values in double quotes.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(c),
        }
    }
    safe
}

/// For a path.
pub(super) fn path_segment(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
