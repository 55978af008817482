//! What can be asked for, one function each. Everything that takes longer than
//! a moment runs on a thread of its own, one request of a tab at a time.

use std::sync::Arc;
use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::{Path, Query, Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post, put};
use axum::{Extension, Json, Router};
use serde::{Deserialize, Serialize};

use super::correction::{self, Correction, OneSide};
use super::downloads::{self, Download};
use super::log::LogChoices;
use super::session::{self, Session};
use super::settings::Settings;
use super::{App, assets, guard, jobs, log, row, view};
use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lang;
use crate::model::{Format, Sides};
use crate::read::{Input, ReadOptions};

/// Pixels for each point of pictures of pages.
const SCALE: f32 = 1.75;
/// Longest time that an upload may take.
const PATIENCE: Duration = Duration::from_mins(2);
/// Largest body of a request that is no document, in bytes.
const SMALL: usize = crate::pairs::MAX_BYTES + 1;
/// Passwords that are kept.
const MOST_PASSWORDS: usize = 8;

type Own = Extension<Arc<Session>>;
type Shared = State<Arc<App>>;

/// All addresses.
pub(super) fn router(app: &Arc<App>) -> Router {
    Router::new()
        .route("/", get(async || file("index.html")))
        .route("/{file}", get(async |Path(name): Path<String>| file(&name)))
        .route("/api/file/{side}", put(upload))
        .route("/api/swap", post(swap))
        .route("/api/compare", post(compare))
        .route("/api/cancel", post(cancel))
        .route("/api/progress", get(progress))
        .route("/api/view", get(view))
        .route("/api/settings", post(settings))
        .route("/api/row/{row}", get(detail))
        .route("/api/page/{side}/{page}", get(picture))
        .route("/api/correct", post(correct))
        .route("/api/pairs", get(save).post(load))
        .route("/api/download/{format}", get(download))
        .route("/api/log", get(show_log).post(choose_log))
        .route("/api/log/{format}", get(download_log))
        .route("/api/start", get(start).delete(forget))
        .layer(axum::extract::DefaultBodyLimit::max(SMALL))
        .layer(from_fn_with_state(Arc::clone(app), guard::guard))
        .with_state(Arc::clone(app))
}

fn file(name: &str) -> Response {
    assets::file(name).unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

/// A message for people.
#[derive(Debug, Serialize)]
struct Said {
    message: String,
}

fn refused(status: StatusCode, error: &Error, lang: Lang) -> Response {
    // Errors about no file begin with a dash.
    let message = error.message(lang);
    let message = message.strip_prefix("-: ").unwrap_or(&message).to_owned();
    (status, Json(Said { message })).into_response()
}

/// Work with what belongs to the tab, on a thread of its own.
async fn with_state<T: Send + 'static>(
    session: &Arc<Session>,
    work: impl FnOnce(&mut session::State) -> T + Send + 'static,
) -> std::result::Result<T, Response> {
    let session = Arc::clone(session);
    let work = move || work(&mut session.state());
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// The answer to a request that changes the view: the view.
async fn viewed(
    session: &Arc<Session>,
    change: impl FnOnce(&mut session::State) -> Result<()> + Send + 'static,
) -> Response {
    let done = with_state(session, |state| {
        let lang = state.settings.lang();
        change(state).map(|()| view::view(state)).map_err(|error| (error, lang))
    });
    match done.await {
        Ok(Ok(Some(view))) => Json(view).into_response(),
        Ok(Ok(None)) => StatusCode::NO_CONTENT.into_response(),
        Ok(Err((error, lang))) => refused(StatusCode::UNPROCESSABLE_ENTITY, &error, lang),
        Err(response) => response,
    }
}

#[derive(Debug, Deserialize)]
struct Named {
    name: String,
}

/// Takes a document. Few are taken at a time; the others wait outside memory.
async fn upload(
    State(app): Shared,
    Extension(session): Own,
    Path(side): Path<OneSide>,
    Query(Named { name }): Query<Named>,
    request: Request,
) -> Response {
    let name = downloads::upload_name(&name);
    let lang = session.state().settings.lang();
    let most = app.config.read.max_bytes;
    let too_large = |error: &Error| refused(StatusCode::PAYLOAD_TOO_LARGE, error, lang);
    let above_limit = || too_large(&Error::above_limit(name.as_str(), most));
    let length =
        request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: u64| length > most) {
        return above_limit();
    }
    let Ok(_permit) = app.uploads.acquire().await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let bytes = match tokio::time::timeout(PATIENCE, to_bytes(request.into_body(), most)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => return above_limit(),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    let input = Input { name: name.clone(), bytes: bytes.into() };
    if app.sessions.keep(&session, side.side(), input) {
        Json(Kept { name: view::shown(&name) }).into_response()
    } else {
        // Not the file alone: all that is kept takes too much room.
        too_large(&Error::new(ErrorKind::TooLarge, name.as_str()))
    }
}

#[derive(Debug, Serialize)]
struct Kept {
    name: String,
}

/// The old document is the new one, and the other way round.
async fn swap(Extension(session): Own) -> StatusCode {
    let files = &mut session.state().files;
    std::mem::swap(&mut files.old, &mut files.new);
    StatusCode::NO_CONTENT
}

#[derive(Debug, Default, Deserialize)]
struct Order {
    password: Option<String>,
}

/// Begins to compare the two documents that were uploaded.
async fn compare(
    State(app): Shared,
    Extension(session): Own,
    Json(Order { password }): Json<Order>,
) -> Response {
    let files = {
        let mut state = session.state();
        if let Some(password) = password.filter(|it| !it.is_empty()) {
            state.passwords.retain(|known| *known != password);
            state.passwords.push(password);
            let n = state.passwords.len();
            state.passwords.drain(..n.saturating_sub(MOST_PASSWORDS));
        }
        let Sides { old, new } = &state.files;
        let Some((old, new)) = old.clone().zip(new.clone()) else {
            let error = Error::new(ErrorKind::NotFound, "").explained(
                "旧と新の2つの文書を選んでください。",
                "choose two documents, an old and a new one",
            );
            return refused(StatusCode::CONFLICT, &error, state.settings.lang());
        };
        Sides { old, new }
    };
    jobs::start(&app, &session, files);
    StatusCode::ACCEPTED.into_response()
}

async fn cancel(Extension(session): Own) -> StatusCode {
    session.watch().cancel();
    StatusCode::NO_CONTENT
}

async fn progress(Extension(session): Own) -> Json<jobs::Told> {
    let lang = session.state().settings.lang();
    Json(session.watch().told(lang))
}

async fn view(Extension(session): Own) -> Response {
    viewed(&session, |_| Ok(())).await
}

/// What the first screen needs.
#[derive(Debug, Serialize)]
struct Start {
    lang: String,
    files: Sides<Option<String>>,
    has_result: bool,
    max_bytes: u64,
}

async fn start(State(app): Shared, Extension(session): Own) -> Json<Start> {
    let state = session.state();
    Json(Start {
        lang: state.settings.lang.clone(),
        files: state.files.as_ref().map(|_, file| file.as_ref().map(|it| view::shown(&it.name))),
        has_result: state.outcome.is_some(),
        max_bytes: app.config.read.max_bytes,
    })
}

/// Forgets documents and results of this tab.
async fn forget(Extension(session): Own) -> StatusCode {
    session.watch().cancel();
    let mut state = session.state();
    state.files = Sides::default();
    state.passwords.clear();
    state.outcome = None;
    StatusCode::NO_CONTENT
}

/// Takes other choices; the documents are not read again.
async fn settings(Extension(session): Own, Json(chosen): Json<Settings>) -> Response {
    viewed(&session, move |state| {
        let hid = state.settings.hide_consequential;
        state.settings = chosen;
        let profile = state.settings.profile();
        let Some(outcome) = &mut state.outcome else { return Ok(()) };
        outcome.comparison.report.table.profile = profile;
        if hid == state.settings.hide_consequential {
            return Ok(());
        }
        let rules = state.history.rules().to_vec();
        correction::apply(state, &rules)
    })
    .await
}

async fn detail(Extension(session): Own, Path(at): Path<usize>) -> Response {
    match with_state(&session, move |state| row::row(state, at)).await {
        Ok(Some(row)) => Json(row).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(response) => response,
    }
}

/// A page of one of the documents as a picture; the scale is in a header.
async fn picture(
    State(app): Shared,
    Extension(session): Own,
    Path((side, page)): Path<(OneSide, u32)>,
) -> Response {
    let found = {
        let state = session.state();
        let outcome = state.outcome.as_ref();
        outcome
            .filter(|outcome| {
                outcome.comparison.report.sources.get(side.side()).format == Format::Pdf
            })
            .map(|outcome| (Arc::clone(outcome.files.get(side.side())), state.passwords.clone()))
            .map(|(file, passwords)| (file, passwords, state.settings.lang()))
    };
    let Some((file, passwords, lang)) = found else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(_permit) = app.jobs.acquire().await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let options = ReadOptions { passwords, ..app.config.read.clone() };
    let draw = app.config.picture;
    match tokio::task::spawn_blocking(move || draw(&file, &options, page, SCALE)).await {
        Ok(Ok(Some((png, scale)))) => {
            let scale = HeaderValue::from_str(&scale.to_string());
            let scale = scale.unwrap_or(HeaderValue::from_static("1"));
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_static("image/png")),
                (HeaderName::from_static("x-scale"), scale),
            ];
            (headers, png).into_response()
        }
        Ok(Ok(None)) => StatusCode::NOT_FOUND.into_response(),
        Ok(Err(error)) => refused(StatusCode::UNPROCESSABLE_ENTITY, &error, lang),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn correct(Extension(session): Own, Json(asked): Json<Correction>) -> Response {
    viewed(&session, move |state| correction::correct(state, &asked)).await
}

/// The corrections as a pairs file.
async fn save(Extension(session): Own) -> Response {
    let made = with_state(&session, |state| Download {
        kind: "text/plain; charset=utf-8",
        name: downloads::name(state, "訂正", "txt"),
        bytes: correction::file(state).into_bytes(),
    });
    made.await.map_or_else(|response| response, sent)
}

async fn load(Extension(session): Own, file: axum::body::Bytes) -> Response {
    viewed(&session, move |state| correction::load(state, &file)).await
}

async fn download(
    State(app): Shared,
    Extension(session): Own,
    Path(format): Path<String>,
) -> Response {
    let made = with_state(&session, move |state| {
        downloads::table(&app, state, &format).map_err(|error| (error, state.settings.lang()))
    });
    match made.await {
        Ok(Ok(made)) => sent(made),
        Ok(Err((error, lang))) => refused(StatusCode::UNPROCESSABLE_ENTITY, &error, lang),
        Err(response) => response,
    }
}

async fn show_log(State(app): Shared, Extension(session): Own) -> Response {
    logged(&app, &session, |_, _| Ok(())).await
}

/// Takes what a person says about 変更箇所.
async fn choose_log(
    State(app): Shared,
    Extension(session): Own,
    Json(chosen): Json<LogChoices>,
) -> Response {
    logged(&app, &session, |state, read| log::choose(state, chosen, read)).await
}

/// The answer to a request about the log: the log.
async fn logged(
    app: &Arc<App>,
    session: &Arc<Session>,
    change: impl FnOnce(&mut session::State, &ReadOptions) -> Result<()> + Send + 'static,
) -> Response {
    let app = Arc::clone(app);
    let made = with_state(session, move |state| {
        let lang = state.settings.lang();
        let read = &app.config.read;
        let made = change(state, read).and_then(|()| log::view(state, read));
        made.map_err(|error| (error, lang))
    });
    match made.await {
        Ok(Ok(Some(view))) => Json(view).into_response(),
        Ok(Ok(None)) => StatusCode::NO_CONTENT.into_response(),
        Ok(Err((error, lang))) => refused(StatusCode::UNPROCESSABLE_ENTITY, &error, lang),
        Err(response) => response,
    }
}

async fn download_log(
    State(app): Shared,
    Extension(session): Own,
    Path(format): Path<String>,
) -> Response {
    let made = with_state(&session, move |state| {
        let lang = state.settings.lang();
        log::download(state, &format, &app.config.read).map_err(|error| (error, lang))
    });
    match made.await {
        Ok(Ok(made)) => sent(made),
        Ok(Err((error, lang))) => refused(StatusCode::UNPROCESSABLE_ENTITY, &error, lang),
        Err(response) => response,
    }
}

/// A file to be saved.
fn sent(Download { kind, name, bytes }: Download) -> Response {
    let disposition = HeaderValue::from_str(&downloads::disposition(&name));
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    let headers =
        [(CONTENT_TYPE, HeaderValue::from_static(kind)), (CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}
