//! A browser without a screen: it keeps cookies, names the host, and says where a form was sent from.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use http::request::Builder;
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// A browser at an address of ours.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    app: Router,
    /// As it stands in the address bar: scheme, host, port.
    origin: &'static str,
    pub(crate) cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    /// Where it leads.
    pub(crate) fn leads_to(&self) -> &str {
        self.headers
            .get(LOCATION)
            .map_or("", |to| to.to_str().unwrap())
    }

    pub(crate) fn cookies(&self) -> Vec<&str> {
        let all = self.headers.get_all(SET_COOKIE).iter();
        all.map(|v| v.to_str().unwrap()).collect()
    }
}

impl Browser {
    pub(crate) fn new(app: Router, origin: &'static str) -> Self {
        Self {
            app,
            origin,
            cookies: BTreeMap::new(),
        }
    }

    fn request(&self, method: Method, path: &str) -> Builder {
        let cookies = self.cookies.iter().map(|(n, v)| format!("{n}={v}"));
        Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, self.origin.split_once("//").unwrap().1)
            .header(COOKIE, cookies.collect::<Vec<_>>().join("; "))
    }

    /// Opens a page.
    pub(crate) async fn open(&mut self, path: &str) -> Answer {
        let request = self.request(Method::GET, path).header(ACCEPT, "text/html");
        self.send(request, Body::empty()).await
    }

    /// Sends a form of our own.
    pub(crate) async fn send_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send_form_from(self.origin, path, fields).await
    }

    /// Sends a form that stands on a page of this origin.
    pub(crate) async fn send_form_from(
        &mut self,
        from: &str,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let r#type = "application/x-www-form-urlencoded";
        self.send_body_from(from, path, r#type, body).await
    }

    /// Sends what a form of this origin comes to.
    pub(crate) async fn send_body_from(
        &mut self,
        from: &str,
        path: &str,
        r#type: &str,
        body: impl Into<Body>,
    ) -> Answer {
        let site = if from == self.origin {
            "same-origin"
        } else {
            "cross-site"
        };
        let request = self
            .request(Method::POST, path)
            .header(ACCEPT, "text/html")
            .header(CONTENT_TYPE, r#type)
            .header(ORIGIN, from)
            .header("sec-fetch-site", site);
        self.send(request, body.into()).await
    }

    /// Sends a request as it is, with our cookies.
    pub(crate) async fn ask(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = self.request(method, path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request, Body::empty()).await
    }

    async fn send(&mut self, request: Builder, body: Body) -> Answer {
        let request = request.body(body).unwrap();
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        // A stream of progress has no end: its first piece will do.
        let streams = parts
            .headers
            .get(CONTENT_TYPE)
            .is_some_and(|t| t.to_str().unwrap().starts_with("text/event-stream"));
        let bytes = if streams {
            bytes::Bytes::new()
        } else {
            body.collect().await.unwrap().to_bytes()
        };
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        };
        for cookie in answer.cookies() {
            let (pair, rest) = cookie.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }
}
