//! The scopes of a request for a person.

use model::CloudId;
use serde::{Deserialize, Serialize};

use super::answer::TokenRefusal;
use super::delegated::CONSENTED;
use super::verify::Audience;

/// The scopes of OpenID Connect.
const OPENID: [&str; 4] = ["openid", "profile", "email", "offline_access"];

/// What a person is asked for. Consent is not: an administrator has given it for everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Scopes {
    /// Of OpenID Connect.
    openid: Vec<String>,
    /// Permissions of Graph.
    graph: Vec<String>,
}

impl Scopes {
    /// Reads them; a name without a resource is one of Graph's.
    pub(super) fn read(text: &str, cloud: CloudId) -> Result<Self, TokenRefusal> {
        let mut scopes = Self::default();
        for scope in text.split_ascii_whitespace() {
            if OPENID.contains(&scope) {
                scopes.openid.push(scope.to_owned());
                continue;
            }
            let permission = match scope.rsplit_once('/') {
                None => scope,
                Some((resource, permission)) => match Audience::of(resource, cloud) {
                    Some(Audience::Graph) => permission,
                    _ => return Err(not_listed(resource)),
                },
            };
            if permission == ".default" {
                scopes.graph.extend(CONSENTED.map(str::to_owned));
            } else if let Some(known) = CONSENTED
                .iter()
                .find(|p| p.eq_ignore_ascii_case(permission))
            {
                scopes.graph.push((*known).to_owned());
            } else {
                return Err(invalid(scope));
            }
        }
        scopes.graph.sort();
        scopes.graph.dedup();
        scopes.openid.dedup();
        if scopes.openid.is_empty() && scopes.graph.is_empty() {
            return Err(invalid(text));
        }
        Ok(scopes)
    }

    /// Is there one of OpenID Connect's of this name?
    pub(super) fn has(&self, name: &str) -> bool {
        self.openid.iter().any(|scope| scope == name)
    }

    /// Does it ask for nothing that the other does not?
    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.openid.iter().all(|s| other.openid.contains(s))
            && self.graph.iter().all(|s| other.graph.contains(s))
    }

    /// `scp` of the token and `scope` of the answer.
    pub(super) fn text(&self) -> String {
        let shown = self
            .openid
            .iter()
            .filter(|scope| *scope != "offline_access");
        let all: Vec<&str> = self.graph.iter().chain(shown).map(String::as_str).collect();
        all.join(" ")
    }
}

fn invalid(scope: &str) -> TokenRefusal {
    TokenRefusal::new(
        400,
        "invalid_scope",
        70011,
        format!(
            "The provided request must include a 'scope' input parameter. The provided value for the input parameter \
             'scope' is not valid. The scope {scope} is not valid."
        ),
    )
}

/// The text is that of the published list of codes, shortened.
fn not_listed(resource: &str) -> TokenRefusal {
    TokenRefusal::new(
        400,
        "invalid_resource",
        650_057,
        format!(
            "Invalid resource. The client has requested access to a resource which is not listed in the requested \
             permissions in the client's application registration. Resource value from request: {resource}."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_graph_may_stand_alone_or_with_it() {
        let read = |text: &str| Scopes::read(text, CloudId::Worldwide);
        let short = read("openid offline_access user.read Group.Read.All").unwrap();
        let long = read("openid offline_access https://graph.microsoft.com/User.Read https://graph.microsoft.com/Group.Read.All").unwrap();
        assert_eq!(short, long);
        assert_eq!(short.text(), "Group.Read.All User.Read openid");
        assert!(short.has("offline_access") && !short.has("profile"));
        let all = read("https://graph.microsoft.com/.default openid offline_access").unwrap();
        assert!(short.is_within(&all) && !all.is_within(&short));
    }

    #[test]
    fn what_is_not_a_scope_is_refused() {
        for (text, code) in [
            ("", 70011),
            ("openid Mail.Explode", 70011),
            ("https://outlook.office365.com/.default", 650_057),
            ("https://graph.microsoft.us/User.Read", 650_057),
        ] {
            let refusal = Scopes::read(text, CloudId::Worldwide).unwrap_err();
            assert_eq!(refusal.code(), code, "{text}");
        }
    }
}
