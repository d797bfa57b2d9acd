//! Proof Key for Code Exchange (RFC 7636; `graph.md` 1.7).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// What the client has promised to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Challenge {
    s256: bool,
    value: String,
}

/// A challenge that cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadChallenge {
    /// Not 43 to 128 of the characters that are allowed, or a method without a challenge.
    Form,
    /// Neither `S256` nor `plain`.
    Method,
}

impl Challenge {
    /// From the request; without a method it is `plain`.
    pub(super) fn read(
        value: Option<&str>,
        method: Option<&str>,
    ) -> Result<Option<Self>, BadChallenge> {
        let s256 = match method {
            None | Some("plain") => false,
            Some("S256") => true,
            Some(_) => return Err(BadChallenge::Method),
        };
        match value {
            None if method.is_none() => Ok(None),
            Some(value) if is_well_formed(value) => Ok(Some(Self {
                s256,
                value: value.to_owned(),
            })),
            _ => Err(BadChallenge::Form),
        }
    }

    fn is_met_by(&self, verifier: &str) -> bool {
        if !is_well_formed(verifier) {
            return false;
        }
        if self.s256 {
            URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes())) == self.value
        } else {
            verifier == self.value
        }
    }
}

/// Does the verifier answer the challenge? One without the other does not.
pub(super) fn matches(challenge: Option<&Challenge>, verifier: Option<&str>) -> bool {
    match (challenge, verifier) {
        (None, None) => true,
        (Some(challenge), Some(verifier)) => challenge.is_met_by(verifier),
        _ => false,
    }
}

fn is_well_formed(text: &str) -> bool {
    (43..=128).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7636, appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    #[test]
    fn a_verifier_answers_its_own_challenge_only() {
        let read = |value, method| Challenge::read(value, method).unwrap();
        for (challenge, verifier, expected) in [
            (read(Some(CHALLENGE), Some("S256")), Some(VERIFIER), true),
            (read(Some(CHALLENGE), Some("S256")), Some(CHALLENGE), false),
            (read(Some(CHALLENGE), Some("S256")), None, false),
            (read(Some(VERIFIER), Some("plain")), Some(VERIFIER), true),
            (read(Some(VERIFIER), None), Some(VERIFIER), true),
            (read(Some(CHALLENGE), None), Some(VERIFIER), false),
            (None, Some(VERIFIER), false),
            (None, None, true),
        ] {
            assert_eq!(
                matches(challenge.as_ref(), verifier),
                expected,
                "{challenge:?} {verifier:?}"
            );
        }
    }

    #[test]
    fn a_challenge_has_a_form() {
        let long = "a".repeat(129);
        for (value, method, expected) in [
            (Some("short"), Some("S256"), BadChallenge::Form),
            (Some(long.as_str()), Some("S256"), BadChallenge::Form),
            (
                Some("+aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
                None,
                BadChallenge::Form,
            ),
            (None, Some("S256"), BadChallenge::Form),
            (Some(CHALLENGE), Some("s256"), BadChallenge::Method),
            (Some(CHALLENGE), Some("S512"), BadChallenge::Method),
        ] {
            assert_eq!(
                Challenge::read(value, method),
                Err(expected),
                "{value:?} {method:?}"
            );
        }
    }
}
