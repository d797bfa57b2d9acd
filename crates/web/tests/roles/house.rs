//! An organisation, its people with the roles that its own directory gives them, and the pages over it.

use std::sync::Arc;

use axum::Router;
use boxseat_web::{Access, Door, Front, Oidc, Registration, Site, hash_password, router};
use engine::Role;
use http::StatusCode;
use model::Entropy;
use sim::World;
use store::LocalAdmin;
use words::{Language, Locale, signin};

use crate::authority::Near;
use crate::browser::Browser;
use crate::live::Live;

pub(crate) const HERE: &str = "http://localhost:8080";
/// Where a form comes from that no page of ours holds.
pub(crate) const ELSEWHERE: &str = "https://evil.example";

/// Every role there is.
pub(crate) const ROLES: [Role; 6] = [
    Role::Global,
    Role::License,
    Role::User,
    Role::Billing,
    Role::Exchange,
    Role::Reader,
];

/// Who tries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// Nobody is signed in.
    Nobody,
    /// Somebody who may everything, with a form on a page of another site.
    Lured,
    /// Somebody in the directory without a role.
    Ordinary,
    /// An administrator.
    Admin(Role),
}

/// The organisation and the pages over it, whose people sign in.
pub(crate) struct House {
    pub(crate) world: World,
    pub(crate) site: Site,
    app: Router,
    near: Near,
}

impl House {
    /// Over a world whose list was read, and whose shared mailboxes were reviewed.
    pub(crate) async fn new(world: World) -> Self {
        let near = Near(world.tenant.router());
        let live = Live::read(world).await;
        let info = &live.world.info;
        let authorities = info.cloud.record().authorities.iter();
        let registration = Registration {
            tenant: info.tenant_id,
            authority: info.authority.clone(),
            also: authorities.map(|url| url.parse().unwrap()).collect(),
            client_id: info.client_id.clone(),
            client_secret: info.client_secret.clone(),
        };
        let oidc = Oidc::new(registration, Arc::new(near.clone()), live.world.env.clone());
        let door = Door {
            front: Front::Loopback,
            links: true,
            local: true,
            entra: vec![("sample".to_owned(), oidc)],
        };
        let site = Site {
            access: Access::SignIn(Arc::new(door)),
            ..live.site
        };
        Self {
            app: router(site.clone()),
            world: live.world,
            site,
            near,
        }
    }

    /// A browser in which nobody is signed in.
    pub(crate) fn stranger(&self) -> Browser {
        Browser::new(self.app.clone(), HERE)
    }

    /// The browser of whoever tries it, signed in as everybody signs in: with Entra ID.
    pub(crate) async fn browser_of(&self, who: Who) -> Browser {
        let role = match who {
            Who::Nobody => return self.stranger(),
            Who::Lured => Some(Role::Global),
            Who::Ordinary => None,
            Who::Admin(role) => Some(role),
        };
        let l = english();
        let role = role.map(|role| match role {
            Role::Global => signin::role_global(&l),
            Role::License => signin::role_license(&l),
            Role::User => signin::role_user(&l),
            Role::Billing => signin::role_billing(&l),
            Role::Exchange => signin::role_exchange(&l),
            Role::Reader => signin::role_reader(&l),
        });
        let wanted: Vec<_> = role.iter().map(String::as_str).collect();
        let people = self.world.tenant.sign_in_hints().unwrap();
        let person = people.iter().find(|p| p.roles == wanted).unwrap();
        let mut browser = self.stranger();
        let begun = browser.open("/sign-in/entra/sample").await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
        let back = self
            .near
            .fill_in(begun.leads_to(), &person.user_name, &person.password)
            .await;
        let came = browser.open(back.strip_prefix(HERE).unwrap()).await;
        assert_eq!(came.status, StatusCode::SEE_OTHER, "{}", came.text);
        browser
    }

    /// Gives the house a local administrator.
    pub(crate) async fn set_local_admin(&self, name: &str, password: &str) {
        let admin = LocalAdmin {
            name: name.to_owned(),
            password_hash: hash_password(password, &Entropy::seeded(8)).unwrap(),
            set_at: self.world.env.now(),
        };
        let store = self.site.engine.store();
        store.set_local_admin(Some(admin)).await.unwrap();
    }
}

pub(crate) fn english() -> Locale {
    Locale::new(Language::En, model::CloudId::Worldwide)
}
