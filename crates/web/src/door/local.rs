//! The local administrator: for the day on which nobody can sign in otherwise.

use argon2::password_hash::SaltString;
use argon2::{Argon2, PasswordHash, PasswordHasher as _, PasswordVerifier as _};
use model::Entropy;
use store::LocalAdmin;
use tokio::sync::Semaphore;

use super::{Person, Way};
use crate::{PageError, Site};

/// Fewest letters of a password: NIST SP 800-63B asks for 15 where there is no second factor.
const SHORTEST: usize = 15;
/// More would only make the hash slow.
const LONGEST: usize = 1024;

/// Each check takes some 20 MB and tens of milliseconds, so few run at once.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// What is checked where there is no such name, so that both take equally long. Nothing has this digest.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPassword {
    /// Too short to be safe without a second factor.
    #[error("it has fewer than {SHORTEST} characters")]
    Short,
    /// Too long.
    #[error("it has more than {LONGEST} bytes")]
    Long,
}

/// A password as it is kept (PHC text form, argon2id). Takes tens of milliseconds.
pub fn hash_password(password: &str, entropy: &Entropy) -> Result<String, BadPassword> {
    if password.chars().count() < SHORTEST {
        return Err(BadPassword::Short);
    }
    if password.len() > LONGEST {
        return Err(BadPassword::Long);
    }
    let mut salt = [0; 16];
    entropy.fill(&mut salt);
    let salt = SaltString::encode_b64(&salt).expect("16 bytes are the recommended length");
    let hash = Argon2::default()
        .hash_password(password.as_bytes(), &salt)
        .expect("the parameters are the default ones");
    Ok(hash.to_string())
}

/// The person, if name and password are those of the local administrator. What is wrong of the two cannot be told,
/// not even by the time it takes.
pub(crate) async fn check(
    site: &Site,
    name: &str,
    password: String,
) -> Result<Option<Person>, PageError> {
    let known = site.engine.store().local_admin().await?;
    let known = known.filter(|admin: &LocalAdmin| admin.name == name.trim());
    let hash = known
        .as_ref()
        .map_or_else(|| NOBODY.to_owned(), |admin| admin.password_hash.clone());
    let _turn = AT_ONCE.acquire().await.expect("it is never closed");
    let right = tokio::task::spawn_blocking(move || is(&password, &hash));
    let right = right.await.map_err(|e| PageError::Task(e.to_string()))?;
    Ok(known
        .filter(|_| right)
        .map(|admin| Person::owner(&admin.name, Way::Local)))
}

fn is(password: &str, hash: &str) -> bool {
    password.len() <= LONGEST
        && PasswordHash::new(hash).is_ok_and(|hash| {
            Argon2::default()
                .verify_password(password.as_bytes(), &hash)
                .is_ok()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_kept_as_a_salted_hash() {
        let entropy = Entropy::seeded(1);
        let password = "correct horse battery";
        let (one, other) = (
            hash_password(password, &entropy).unwrap(),
            hash_password(password, &entropy).unwrap(),
        );
        assert!(one.starts_with("$argon2id$") && !one.contains("horse"));
        assert_ne!(one, other, "each has a salt of its own");
        assert!(is(password, &one) && is(password, &other));
        assert!(!is("correct horse batterz", &one));
        assert!(!is("", &one) && !is(password, "") && !is(password, "plain"));
        assert_eq!(hash_password("tooshort", &entropy), Err(BadPassword::Short));
        let endless = "x".repeat(2000);
        assert_eq!(hash_password(&endless, &entropy), Err(BadPassword::Long));
    }

    #[test]
    fn what_stands_for_nobody_is_a_hash_and_no_password_has_it() {
        assert!(
            PasswordHash::new(NOBODY).is_ok(),
            "else it would be refused at once"
        );
        assert!(!is("", NOBODY) && !is("correct horse battery", NOBODY));
    }
}
