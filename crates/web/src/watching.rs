//! Awaited totals, read again from time to time while the pages are served: nobody has to look.

use std::time::Duration;

use engine::Caller;
use model::Actor;

use crate::Site;

/// So often. A change in Microsoft's pages takes minutes to arrive, and every read costs two requests.
const BETWEEN: Duration = Duration::from_mins(15);

/// Reads what is awaited in each tenant, for ever. What cannot be read now is read the next time.
pub(crate) async fn keep(site: Site) {
    // Everybody may look; what is there is recorded under the name of whoever asked for it.
    let nobody = Caller {
        actor: Actor {
            name: "Boxseat".to_owned(),
            via: "web".to_owned(),
        },
        roles: [].into(),
    };
    loop {
        tokio::time::sleep(BETWEEN).await;
        for place in site.places.iter() {
            let checked = site.engine.check_watches(&nobody, &place.connection).await;
            if let Err(error) = checked {
                tracing::warn!(%error, place = place.key, "awaited totals could not be read");
            }
        }
    }
}
