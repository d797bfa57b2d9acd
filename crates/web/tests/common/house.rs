//! The sample organisation behind a door: people sign in by link or as the local administrator.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

use std::sync::Arc;

use axum::Router;
use boxseat_web::{Access, Door, Front, Site, hash_password, one_time_link, router};
use jiff::SignedDuration;
use model::env::FixedClock;
use model::{Entropy, Env};
use store::LocalAdmin;
use tempfile::TempDir;

use crate::browser::Browser;
use crate::common;

pub(crate) const HERE: &str = "http://localhost:8080";
pub(crate) const PASSWORD: &str = "a long and dull password ";

/// The sample organisation behind a door.
pub(crate) struct House {
    _folder: TempDir,
    pub(crate) site: Site,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) app: Router,
}

impl House {
    pub(crate) async fn with(front: Front) -> Self {
        let folder = TempDir::new().unwrap();
        let site = common::site(folder.path(), true).await;
        let clock = Arc::new(FixedClock::at(common::now()));
        let door = Door {
            front,
            links: true,
            local: true,
            entra: Vec::new(),
        };
        let site = Site {
            access: Access::SignIn(Arc::new(door)),
            env: Env {
                clock: Arc::clone(&clock) as _,
                entropy: Entropy::seeded(7),
            },
            ..site
        };
        let admin = LocalAdmin {
            name: "breakglass".to_owned(),
            password_hash: hash_password(PASSWORD, &Entropy::seeded(8)).unwrap(),
            set_at: common::now(),
        };
        site.engine
            .store()
            .set_local_admin(Some(admin))
            .await
            .unwrap();
        Self {
            _folder: folder,
            app: router(site.clone()),
            site,
            clock,
        }
    }

    pub(crate) async fn new() -> Self {
        Self::with(Front::Loopback).await
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.app.clone(), HERE)
    }

    pub(crate) async fn link(&self) -> String {
        one_time_link(&self.site, "alex").await.unwrap()
    }

    pub(crate) fn wait(&self, duration: SignedDuration) {
        self.clock.set(self.site.env.now() + duration);
    }
}
