//! The keys that the authority signs with. They change now and then, and a new one is used at once: a key that is
//! not known is asked for, but not at every forged token.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::DecodingKey;
use serde::Deserialize;
use tokio::sync::Mutex;
use url::Url;

use super::discovery::{Endpoints, HOLDS};
use super::{Oidc, Stranger};

/// No more often than this are the keys asked for.
const AT_MOST_EVERY: SignedDuration = SignedDuration::from_mins(1);

type Kept<T> = Mutex<Option<(Timestamp, T)>>;

/// What was read from the authority, and when.
#[derive(Default)]
pub(super) struct Keys {
    pub(super) endpoints: Kept<Arc<Endpoints>>,
    keys: Kept<HashMap<String, DecodingKey>>,
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Key>,
}

#[derive(Deserialize)]
struct Key {
    kty: String,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default, rename = "use")]
    used_for: Option<String>,
    #[serde(default)]
    n: Option<String>,
    #[serde(default)]
    e: Option<String>,
}

impl Key {
    /// An RSA key for signatures; others are not ours to use.
    fn signs(self) -> Option<(String, DecodingKey)> {
        let for_us = self.kty == "RSA" && self.used_for.is_none_or(|u| u == "sig");
        let (id, n, e) = (self.kid?, self.n?, self.e?);
        let key = DecodingKey::from_rsa_components(&n, &e).ok()?;
        for_us.then_some((id, key))
    }
}

impl Oidc {
    /// The key of this id, if the authority has it.
    pub(super) async fn key(&self, url: &Url, id: &str) -> Result<Option<DecodingKey>, Stranger> {
        let mut cache = self.keys.keys.lock().await;
        let now = self.env.now();
        if let Some((at, keys)) = &*cache {
            let age = now.duration_since(*at);
            let known = keys.get(id);
            if (known.is_some() && age < HOLDS) || age < AT_MOST_EVERY {
                return Ok(known.cloned());
            }
        }
        let set: KeySet = self.get(url).await?;
        let keys: HashMap<_, _> = set.keys.into_iter().filter_map(Key::signs).collect();
        let known = keys.get(id).cloned();
        *cache = Some((now, keys));
        Ok(known)
    }
}
