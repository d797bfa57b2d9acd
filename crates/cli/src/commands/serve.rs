//! `serve`: the admin centre, for any tenants.

use web::{Front, Tls};

use super::page::{Pages, Ways};
use crate::app::App;
use crate::args::{ServePages, SignInWay};
use crate::embed::Wanted;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::session::Session;

pub(crate) async fn run(app: &App, args: &ServePages) -> Result<Exit, Failure> {
    let front = front(args)?;
    // Before anything is connected to, or made.
    front
        .check(args.listen)
        .map_err(|web::Exposed(address)| Failure::Exposed(address))?;
    let progress = Progress::new(&app.global);
    let sessions = Session::open_all(app, Wanted::default(), &progress).await?;
    drop(progress);
    let ways = ways(args, front, sessions.iter().all(Session::is_embedded))?;
    let opened = Pages::of(app, &sessions, ways).open(args.listen).await?;
    if args.ready_json {
        opened.tell_script(app).await?;
    } else {
        opened.tell(app).await?;
    }
    app.serve_until_stopped().await
}

/// How the pages are reached.
fn front(args: &ServePages) -> Result<Front, Failure> {
    match (&args.tls_cert, &args.tls_key, &args.behind_proxy) {
        (Some(certificate), Some(key), _) => {
            let tls = Tls::read(certificate, key).map_err(|e| Failure::Tls(Box::new(e)))?;
            Ok(Front::Tls(tls))
        }
        (_, _, Some(public)) => {
            let plain = public.path() == "/" && public.query().is_none();
            let plain = plain && public.fragment().is_none() && public.username().is_empty();
            if public.scheme() != "https" || !plain {
                return Err(Failure::ProxyAddress(public.to_string()));
            }
            Ok(Front::Proxy {
                public: public.clone(),
                forwards_address: args.trust_forwarded_for,
            })
        }
        _ => Ok(Front::Loopback),
    }
}

/// How people come in. A link is for whoever owns this machine's data folder, so it leads to the embedded tenant
/// alone, and from this machine alone.
fn ways(args: &ServePages, front: Front, embedded: bool) -> Result<Ways, Failure> {
    let links_possible = embedded && matches!(front, Front::Loopback);
    let wanted = |way| args.sign_in.contains(&way);
    if wanted(SignInWay::Link) && !links_possible {
        return Err(Failure::NoLink);
    }
    let any = args.sign_in.is_empty();
    Ok(Ways {
        front,
        link: links_possible && (any || wanted(SignInWay::Link)),
        entra: any || wanted(SignInWay::Entra),
        local: any || wanted(SignInWay::Local),
    })
}
