//! What a person may do through an application: as much as the delegated permission *and* the person's own
//! directory roles allow.

use super::verify::Caller;
use crate::people::{DirectoryRole, EXCHANGE, GLOBAL, LICENSE, READER, USER};

/// The delegated permissions that the tenant's applications have consent for.
pub(super) const CONSENTED: [&str; 16] = [
    "AuditLog.Read.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
    "Group.Read.All",
    "Group.ReadWrite.All",
    "GroupMember.Read.All",
    "GroupMember.ReadWrite.All",
    "LicenseAssignment.Read.All",
    "LicenseAssignment.ReadWrite.All",
    "Organization.Read.All",
    "Reports.Read.All",
    "ReportSettings.Read.All",
    "User.EnableDisableAccount.All",
    "User.Read",
    "User.Read.All",
    "User.ReadWrite.All",
];

/// Which directory roles a call needs besides, told by a permission that is among those it accepts; the first line
/// that fits decides. Who reads the directory needs none: every member may (Entra's default user permissions).
/// Licences: `peers.md` 1g. Reports: recollection of the report pages' role list, cut to the roles seeded here.
const NEEDED: [(&str, &[DirectoryRole]); 5] = [
    ("Reports.Read.All", &[GLOBAL, EXCHANGE, READER]),
    ("ReportSettings.Read.All", &[GLOBAL, READER]),
    ("LicenseAssignment.ReadWrite.All", &[GLOBAL, LICENSE, USER]),
    ("User.ReadWrite.All", &[GLOBAL, USER]),
    ("GroupMember.ReadWrite.All", &[GLOBAL, USER]),
];

/// May the caller, if it is a person, make a call that accepts these permissions?
pub(crate) fn allows(caller: &Caller, any_of: &[&str]) -> bool {
    if !caller.is_person() {
        return true;
    }
    let reads_directory = any_of
        .iter()
        .any(|p| p.ends_with(".Read.All") && !p.starts_with("Report"));
    if reads_directory {
        return true;
    }
    let needed = NEEDED
        .iter()
        .find(|(permission, _)| any_of.contains(permission))
        .map_or(&[GLOBAL][..], |(_, roles)| roles);
    caller.holds(needed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oauth::verify::Audience;
    use crate::people::BILLING;

    fn person(role: DirectoryRole) -> Caller {
        Caller {
            client_id: "app".to_owned(),
            object_id: "person".to_owned(),
            audience: Audience::Graph,
            roles: Vec::new(),
            directory_roles: vec![role.template_id.to_owned()],
            scopes: Some(Vec::new()),
        }
    }

    #[test]
    fn roles_limit_what_a_scope_gives() {
        let read = &["User.Read.All", "User.ReadWrite.All"][..];
        let licenses = &["LicenseAssignment.ReadWrite.All", "User.ReadWrite.All"][..];
        let enable = &["User.EnableDisableAccount.All", "User.ReadWrite.All"][..];
        let reports = &["Reports.Read.All"][..];
        let settings = &["ReportSettings.ReadWrite.All"][..];
        for (role, may) in [
            (GLOBAL, [true, true, true, true, true]),
            (LICENSE, [true, true, false, false, false]),
            (USER, [true, true, true, false, false]),
            (BILLING, [true, false, false, false, false]),
            (EXCHANGE, [true, false, false, true, false]),
            (READER, [true, false, false, true, false]),
        ] {
            let said =
                [read, licenses, enable, reports, settings].map(|p| allows(&person(role), p));
            assert_eq!(said, may, "{}", role.name);
        }
    }

    #[test]
    fn an_application_needs_no_directory_role() {
        let app = Caller {
            scopes: None,
            directory_roles: Vec::new(),
            ..person(GLOBAL)
        };
        assert!(allows(&app, &["LicenseAssignment.ReadWrite.All"]));
    }
}
