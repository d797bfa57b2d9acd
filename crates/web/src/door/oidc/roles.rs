//! From what a token says of somebody's roles to the roles that Boxseat knows.
//!
//! Names of app roles are those of `docs/sign-in.md`, which an administrator copies into the registration. Ids are the
//! template ids of Entra's built-in roles, the same in every directory and cloud (Microsoft's public list).

use std::collections::BTreeSet;

use engine::Role;

/// Role, value of its app role, template id.
const ROLES: [(Role, &str, &str); 6] = [
    (
        Role::Global,
        "Global.Administrator",
        "62e90394-69f5-4237-9190-012177145e10",
    ),
    (
        Role::License,
        "License.Administrator",
        "4d6ac14f-3453-41d0-bef9-a3e0c569773a",
    ),
    (
        Role::User,
        "User.Administrator",
        "fe930be7-5e62-47db-91af-98c3a49a38b1",
    ),
    (
        Role::Billing,
        "Billing.Administrator",
        "b0f54661-2d74-4c50-afa3-1ec803f12efe",
    ),
    (
        Role::Exchange,
        "Exchange.Administrator",
        "29232cdf-9323-42fd-ade2-1d097af3e4de",
    ),
    (
        Role::Reader,
        "Global.Reader",
        "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
    ),
];

/// The roles of a token. App roles were given for Boxseat, so where there are any they alone count, known or not;
/// else the directory's roles do. Nothing known is no role: a reader.
pub(super) fn of(app_roles: &[String], directory_roles: &[String]) -> BTreeSet<Role> {
    let among = |role: &(Role, &str, &str)| {
        if app_roles.is_empty() {
            directory_roles
                .iter()
                .any(|id| id.eq_ignore_ascii_case(role.2))
        } else {
            app_roles.iter().any(|value| value == role.1)
        }
    };
    ROLES
        .iter()
        .filter(|role| among(role))
        .map(|r| r.0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn app_roles_count_before_roles_of_the_directory() {
        let global = "62e90394-69f5-4237-9190-012177145e10";
        for (app_roles, directory_roles, roles) in [
            (&[][..], &[][..], &[][..]),
            (&[], &[global], &[Role::Global]),
            (
                &[],
                &["62E90394-69F5-4237-9190-012177145E10"],
                &[Role::Global],
            ),
            // What every member of a directory has.
            (&[], &["b79fbf4d-3ef9-4689-8143-76b194e85509"], &[]),
            (&["License.Administrator"], &[], &[Role::License]),
            (&["Global.Reader"], &[global], &[Role::Reader]),
            (&["Something.Else"], &[global], &[]),
            (&["license.administrator"], &[], &[]),
            (
                &["User.Administrator", "Billing.Administrator"],
                &[],
                &[Role::User, Role::Billing],
            ),
        ] {
            let texts = |list: &[&str]| list.iter().map(|&t| t.to_owned()).collect::<Vec<_>>();
            let read = of(&texts(app_roles), &texts(directory_roles));
            assert_eq!(
                read,
                roles.iter().copied().collect(),
                "{app_roles:?} {directory_roles:?}"
            );
        }
    }
}
