//! The signing key and the document that publishes it.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use axum::Json;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};
use crate::tenant::Tenant;

/// RSA with 2048 bits, as Entra ID signs (RS256).
pub(crate) struct SigningKey {
    pair: KeyPair,
    id: String,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.id)
    }
}

impl SigningKey {
    /// A new key. Chance is the crypto library's own: a key is never made from a seed.
    pub(crate) fn generate() -> Result<Self> {
        let pair =
            KeyPair::generate(KeySize::Rsa2048).map_err(|_| Error::Key("it could not be made"))?;
        Ok(Self::of(pair))
    }

    /// From the text in the file.
    pub(crate) fn from_text(text: &str) -> Result<Self> {
        let der = STANDARD
            .decode(text)
            .map_err(|_| Error::Key("it is not base64"))?;
        let pair =
            KeyPair::from_pkcs8(&der).map_err(|_| Error::Key("it is not a PKCS#8 RSA key"))?;
        Ok(Self::of(pair))
    }

    /// As the file keeps it.
    pub(crate) fn to_text(&self) -> Result<String> {
        let der: Pkcs8V1Der<'_> = self
            .pair
            .as_der()
            .map_err(|_| Error::Key("it cannot be written"))?;
        Ok(STANDARD.encode(der.as_ref()))
    }

    fn of(pair: KeyPair) -> Self {
        let digest = Sha256::digest(
            pair.public_key()
                .modulus()
                .big_endian_without_leading_zero(),
        );
        Self {
            pair,
            id: URL_SAFE_NO_PAD.encode(&digest[..20]),
        }
    }

    /// `kid`.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Modulus and exponent, big-endian.
    pub(crate) fn public(&self) -> (Vec<u8>, Vec<u8>) {
        let key = self.pair.public_key();
        (
            key.modulus().big_endian_without_leading_zero().to_vec(),
            key.exponent().big_endian_without_leading_zero().to_vec(),
        )
    }

    /// A JWT with these claims.
    pub(crate) fn sign(&self, claims: &Value) -> Result<String> {
        let header = json!({"typ": "JWT", "alg": "RS256", "x5t": self.id, "kid": self.id});
        let text = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header.to_string()),
            URL_SAFE_NO_PAD.encode(claims.to_string()),
        );
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                text.as_bytes(),
                &mut signature,
            )
            .map_err(|_| Error::Key("it could not sign"))?;
        Ok(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

/// `GET /{tenant}/discovery/v2.0/keys`. The certificate members (`x5c`) are left out: nothing checks them.
/// Real keys are the same whatever the tenant's name, so the name is not looked at.
pub(super) async fn handler(State(tenant): State<Arc<Tenant>>) -> Json<Value> {
    let key = &tenant.fixed.key;
    let (n, e) = key.public();
    Json(json!({"keys": [{
        "kty": "RSA", "use": "sig", "kid": key.id(), "x5t": key.id(),
        "n": URL_SAFE_NO_PAD.encode(n), "e": URL_SAFE_NO_PAD.encode(e),
        "issuer": format!("{}/{}/v2.0", tenant.fixed.cloud.record().authorities[0], tenant.fixed.id),
    }]}))
}
