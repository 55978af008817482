//! `shinkyu serve`: a page on this computer for people who use no command
//! line. A second caller of the library, nothing more: what the page shows
//! comes from the report and its printed table, and no script compares.
//!
//! ```text
//! guard.rs    who may ask: token, cookie, Host, Origin; headers of answers
//! assets.rs   page, scripts and styles, compiled in
//! api.rs      what can be asked for
//! session.rs  uploads and results of each tab, in memory, within limits
//! jobs.rs     a comparison on a thread of its own, watched
//! settings.rs what a person chose → profile
//! view.rs     printed table and summary → JSON
//! row.rs      one row with its sources;  places.rs  spans → boxes on pages
//! correction.rs  corrections made by hand → rules, undo and redo
//! log.rs      変更箇所 with what a person says of it
//! downloads.rs   files and their names
//! page/       the page itself
//! ```
//!
//! Nothing leaves the computer: the server listens on 127.0.0.1 alone and the
//! page may load nothing from elsewhere. Nothing is written to disk.

mod api;
mod assets;
mod correction;
mod downloads;
mod guard;
mod jobs;
mod log;
mod places;
mod row;
mod session;
mod settings;
mod view;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use self::guard::Guard;
use self::session::Sessions;
use crate::error::Result;
use crate::lang::Lang;
use crate::profile::Font;
use crate::read::{Input, ReadOptions};
use crate::write::FontFile;

/// Ports that are tried one after the other where none is asked for.
const PORTS: std::ops::Range<u16> = 8740..8760;
/// Comparisons at a time; each uses all cores by itself.
const MOST_JOBS: usize = 2;
/// Uploads that are taken into memory at a time; others wait for their turn.
const MOST_UPLOADS: usize = 2;
/// How long answers that are under way may take when the server ends.
const FAREWELL: Duration = Duration::from_secs(2);

/// A page of a PDF as a PNG file, with the pixels for each point.
pub type Picture = (Vec<u8>, f32);

/// What the server needs of its surroundings.
#[derive(Debug, Clone)]
pub struct Config {
    /// The port; `None` for the first free one of a few, 0 for any free one.
    pub port: Option<u16>,
    /// The language that the page begins in.
    pub lang: Lang,
    /// How documents are read. `max_bytes` is the largest upload.
    pub read: ReadOptions,
    /// Finds the font of a PDF.
    pub font: fn(Font) -> Result<FontFile>,
    /// Draws a page of a PDF, counted from 1, with so many pixels for each
    /// point; `None` for a page that cannot be drawn.
    pub picture: fn(&Input, &ReadOptions, u32, f32) -> Result<Option<Picture>>,
}

/// Why the server could not start.
#[derive(Debug)]
pub enum Failure {
    /// Another program listens on the port; the first free one after it.
    PortInUse(u16, Option<u16>),
    /// The system refused something.
    System(io::Error),
}

impl From<io::Error> for Failure {
    fn from(cause: io::Error) -> Self {
        Self::System(cause)
    }
}

/// What every request sees.
struct App {
    config: Config,
    guard: Guard,
    sessions: Sessions,
    jobs: Arc<Semaphore>,
    uploads: Semaphore,
}

/// Serves the page until the process is asked to end. `ready` is told the
/// address to open, which holds the secret that lets a browser in.
///
/// # Errors
/// When the port is in use, or the system refuses to listen or to start
/// threads.
pub fn run(config: Config, ready: impl FnOnce(&str)) -> std::result::Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(async {
        let listener = listen(config.port).await?;
        let port = listener.local_addr()?.port();
        let guard = Guard::new(port).map_err(|cause| io::Error::other(cause.to_string()))?;
        ready(&guard.address());
        let app = Arc::new(App {
            sessions: Sessions::new(config.read.max_bytes, config.lang),
            config,
            guard,
            jobs: Arc::new(Semaphore::new(MOST_JOBS)),
            uploads: Semaphore::new(MOST_UPLOADS),
        });
        let (say_end, mut is_end) = tokio::sync::watch::channel(false);
        let ended = async move {
            asked_to_end().await;
            let _ = say_end.send(true);
        };
        let serving = axum::serve(listener, api::router(&app)).with_graceful_shutdown(ended);
        tokio::select! {
            result = async { serving.await } => result?,
            () = async {
                let _ = is_end.wait_for(|is_end| *is_end).await;
                tokio::time::sleep(FAREWELL).await;
            } => {}
        }
        app.sessions.cancel_all();
        Ok(())
    });
    runtime.shutdown_timeout(FAREWELL);
    served
}

async fn listen(port: Option<u16>) -> std::result::Result<TcpListener, Failure> {
    let Some(port) = port else {
        for port in PORTS {
            if let Ok(listener) = bind(port).await {
                return Ok(listener);
            }
        }
        return Ok(bind(0).await?);
    };
    match bind(port).await {
        Err(cause) if cause.kind() == io::ErrorKind::AddrInUse => {
            let mut free = None;
            for other in PORTS.chain(port.saturating_add(1)..port.saturating_add(20)) {
                if bind(other).await.is_ok() {
                    free = Some(other);
                    break;
                }
            }
            Err(Failure::PortInUse(port, free))
        }
        result => Ok(result?),
    }
}

/// Listens to this computer alone.
async fn bind(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await
}

/// Waits for Ctrl-C, or for the system to end the process.
async fn asked_to_end() {
    let interrupted = async {
        // Without a way to be told, the server runs until it is killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
