//! How the program ends when somebody wants it to: Ctrl-C, or SIGTERM where there is such a thing.
//!
//! What only serves ends well: what is being answered is answered. A change that is at work stops between two of its
//! steps. All else ends at once, for it is begun again as easily. Asking a second time, or the end of [`GRACE`], ends
//! anything at once; what a change leaves then is settled by the next command, as after a power cut.

use std::future::Future;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use engine::Stop;
use futures_util::future::BoxFuture;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use words::cli;

use crate::app::App;
use crate::exit::Exit;
use crate::failure::Failure;

/// What was begun is given so long. Docker kills after 10 seconds, systemd after 90.
const GRACE: Duration = Duration::from_secs(8);

/// What has to end in good order.
#[derive(Debug, Default)]
pub(crate) struct Ending {
    /// Runs of the engine listen to it.
    pub(crate) stop: Stop,
    /// Is the work of the command done, and does it only serve?
    serving: AtomicBool,
    servers: Mutex<Vec<Server>>,
}

/// A server in the background.
#[derive(Debug)]
struct Server {
    end: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

impl Server {
    async fn end(self) {
        // Whoever is gone has ended already; one that panicked has said so.
        let _ = self.end.send(());
        let _ = self.ended.await;
    }
}

impl Ending {
    /// The command has done its work and only serves from here on.
    pub(crate) fn only_serves(&self) {
        self.serving.store(true, Ordering::Relaxed);
    }

    /// Runs a server in the background: it is given what is ready when it should end.
    pub(crate) fn serve<S: Future<Output = ()> + Send + 'static>(
        &self,
        server: impl FnOnce(BoxFuture<'static, ()>) -> S,
    ) {
        let (end, ending) = oneshot::channel();
        let ending = Box::pin(async move {
            if ending.await.is_err() {
                // Nobody is left to say it: it goes with the process.
                std::future::pending::<()>().await;
            }
        });
        let ended = tokio::spawn(server(ending));
        let mut servers = self.servers.lock().unwrap_or_else(PoisonError::into_inner);
        servers.push(Server { end, ended });
    }

    /// Ends the servers, the last one first: it may need those before it. They need not outlive a run.
    async fn end_servers(&self) {
        let mut servers = {
            let mut servers = self.servers.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *servers)
        };
        let last = async {
            if let Some(last) = servers.pop() {
                last.end().await;
            }
        };
        tokio::join!(last, self.stop.quiet());
        while let Some(server) = servers.pop() {
            server.end().await;
        }
    }
}

/// Does the work of a command, to its end or to the one that is asked for.
pub(crate) async fn unless_told_to_end(
    app: &App,
    work: impl Future<Output = Result<Exit, Failure>>,
) -> Result<Exit, Failure> {
    let mut told = Told::listen().map_err(|e| Failure::Unexpected(e.to_string()))?;
    tokio::pin!(work);
    tokio::select! {
        done = &mut work => return done,
        () = told.next() => {}
    }
    let ending = &app.ending;
    ending.stop.ask();
    if ending.stop.is_writing() {
        app.printer.note(&cli::stopping(&app.locale()));
    }
    let serves = ending.serving.load(Ordering::Relaxed);
    let in_good_order = async {
        if serves {
            ending.end_servers().await;
            let left = ending.stop.left();
            if left > 0 {
                app.printer.error(&self::left(app, left));
            }
            Ok(Exit::Done)
        } else if ending.stop.is_writing() {
            work.await
        } else {
            Err(Failure::Stopped)
        }
    };
    tokio::select! {
        ended = in_good_order => return ended,
        () = tokio::time::sleep(GRACE) => {}
        () = told.next() => {}
    }
    if ending.stop.is_writing() {
        let resume = app.called.command(&["resume"]);
        Err(Failure::StoppedInTheMidst(resume))
    } else if serves {
        Ok(Exit::Done)
    } else {
        Err(Failure::Stopped)
    }
}

/// Says how many steps were not begun, and how to go on.
pub(crate) fn left(app: &App, steps: usize) -> String {
    let resume = app.called.command(&["resume"]);
    cli::stopped_left(&app.locale(), &resume, steps as u64)
}

/// Somebody wants the program to end.
struct Told {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Told {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
impl Told {
    fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
