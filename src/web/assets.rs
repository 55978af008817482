//! The page, its scripts and its styles, compiled in.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};

/// Name, kind and content of each file of the page.
static FILES: &[(&str, &str, &str)] = &[
    ("index.html", "text/html; charset=utf-8", include_str!("page/index.html")),
    ("app.css", "text/css; charset=utf-8", include_str!("page/app.css")),
    ("table.css", "text/css; charset=utf-8", include_str!("page/table.css")),
    ("icon.svg", "image/svg+xml", include_str!("page/icon.svg")),
    ("app.js", "text/javascript; charset=utf-8", include_str!("page/app.js")),
    ("server.js", "text/javascript; charset=utf-8", include_str!("page/server.js")),
    ("words.js", "text/javascript; charset=utf-8", include_str!("page/words.js")),
    ("dom.js", "text/javascript; charset=utf-8", include_str!("page/dom.js")),
    ("start.js", "text/javascript; charset=utf-8", include_str!("page/start.js")),
    ("table.js", "text/javascript; charset=utf-8", include_str!("page/table.js")),
    ("walk.js", "text/javascript; charset=utf-8", include_str!("page/walk.js")),
    ("row.js", "text/javascript; charset=utf-8", include_str!("page/row.js")),
    ("source.js", "text/javascript; charset=utf-8", include_str!("page/source.js")),
    ("correct.js", "text/javascript; charset=utf-8", include_str!("page/correct.js")),
    ("settings.js", "text/javascript; charset=utf-8", include_str!("page/settings.js")),
    ("log.js", "text/javascript; charset=utf-8", include_str!("page/log.js")),
    ("notes.js", "text/javascript; charset=utf-8", include_str!("page/notes.js")),
];

/// A file of the page.
pub(super) fn file(name: &str) -> Option<Response> {
    let (_, kind, content) = FILES.iter().find(|(known, ..)| *known == name)?;
    Some(([(CONTENT_TYPE, *kind)], *content).into_response())
}
