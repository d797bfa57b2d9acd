//! `--policy`: one that ships, by its name, or a policy file.

use std::path::Path;

use rules::Policy;

use super::{FileError, read};

/// The policy that is meant: a name that ships wins over a file of that name.
pub(crate) fn named(text: &str) -> Result<Policy, FileError> {
    if rules::policy::POLICIES.contains(&text) {
        return Policy::named(text).map_err(|e| FileError::Policy(text.to_owned(), e.to_string()));
    }
    let path = Path::new(text);
    if !path.exists() {
        let why = format!(
            "neither a policy that ships ({}) nor a file",
            rules::policy::POLICIES.join(", ")
        );
        return Err(FileError::Policy(text.to_owned(), why));
    }
    Policy::from_toml(&read(path)?).map_err(|e| FileError::Policy(text.to_owned(), e.to_string()))
}
