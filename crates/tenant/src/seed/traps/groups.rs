//! Licences from groups (`graph.md` 2.4, 3.1).

use model::ReasonCode;

use super::{GroupKind, Held, Role, Trap};

pub(super) const TRAPS: &[Trap] = &[
    Trap::named("groupsuite", "Reception group licence")
        .what("only a group gives it")
        .rule("group_inherited")
        .held(&[Held::Group(GroupKind::Assigned)])
        .reason(ReasonCode::GroupInherited),
    Trap::named("groupanddirect", "Planning both ways")
        .what("direct and through a group: one seat, removing the direct one frees nothing")
        .rule("group_inherited")
        .held(&[Held::Group(GroupKind::Assigned), Held::Direct(Role::Suite)])
        .reason(ReasonCode::GroupInherited),
    Trap::named("twogroups", "Quality two groups")
        .what("two groups give the same product: one seat")
        .rule("group_inherited")
        .held(&[
            Held::Group(GroupKind::Assigned),
            Held::Group(GroupKind::Synced),
        ])
        .reason(ReasonCode::GroupInherited),
    Trap::named("dynamicgroup", "Service by rule")
        .what("a dynamic group gives it: nobody can take one member out")
        .rule("group_inherited")
        .held(&[Held::Group(GroupKind::Dynamic)])
        .reason(ReasonCode::GroupInherited),
    Trap::named("syncedgroup", "Warehouse synced group")
        .what("a group that is mastered on premises gives it")
        .rule("group_inherited")
        .held(&[Held::Group(GroupKind::Synced)])
        .reason(ReasonCode::GroupInherited),
    Trap::named("adminsgroup", "Change board")
        .what("a role-assignable group gives it")
        .rule("group_inherited")
        .held(&[Held::Group(GroupKind::RoleAssignable)])
        .reason(ReasonCode::GroupInherited),
    Trap::named("groupplusdirect", "Catering group and Visio")
        .what("a group gives the suite, Visio is direct: only that can go")
        .rule("group_inherited")
        .held(&[Held::Group(GroupKind::Assigned), Held::Direct(Role::Visio)])
        .reason(ReasonCode::GroupInherited),
];
