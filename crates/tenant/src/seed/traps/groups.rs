//! Licences from groups (`graph.md` 2.4, 3.1).

use super::*;

const INHERITED: Expect = reason(ReasonCode::GroupInherited);

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("groupsuite", "Reception group licence", "only a group gives it (group_inherited)", INHERITED, &[Held::Group(GroupKind::Assigned)]),
    Trap::new("groupanddirect", "Planning both ways", "direct and through a group: one seat, removing the direct one frees nothing (group_inherited)", INHERITED, &[Held::Group(GroupKind::Assigned), Held::Direct(Role::Suite)]),
    Trap::new("twogroups", "Quality two groups", "two groups give the same product: one seat (group_inherited)", INHERITED, &[Held::Group(GroupKind::Assigned), Held::Group(GroupKind::Synced)]),
    Trap::new("dynamicgroup", "Service by rule", "a dynamic group gives it: nobody can take one member out (group_inherited)", INHERITED, &[Held::Group(GroupKind::Dynamic)]),
    Trap::new("syncedgroup", "Warehouse synced group", "a group that is mastered on premises gives it (group_inherited)", INHERITED, &[Held::Group(GroupKind::Synced)]),
    Trap::new("adminsgroup", "Change board", "a role-assignable group gives it (group_inherited)", INHERITED, &[Held::Group(GroupKind::RoleAssignable)]),
    Trap::new("groupplusdirect", "Catering group and Plan 1", "a group gives the suite, Plan 1 is direct: only that can go (group_inherited)", INHERITED, &[Held::Group(GroupKind::Assigned), Held::Direct(Role::Plan1)]),
];
