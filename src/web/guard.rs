//! Who may ask for what. Any page of the internet can make a browser send
//! requests to this computer, so each request must name this server in `Host`
//! (else it comes by a foreign name that leads here), must come from this page
//! (`Origin`, `Sec-Fetch-Site`), and must have a cookie that only the printed
//! address gives.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN,
    REFERRER_POLICY, SET_COOKIE, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::App;
use super::session::{Asker, Session};

/// The page loads its own files and nothing else. Pictures of pages are made
/// from what the script fetched, hence `blob:`.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// Headers of every answer.
static HEADERS: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (CACHE_CONTROL, "no-store"),
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The tab that asks, and the page that was loaded into it.
const TAB: &str = "x-tab";
const PAGE: &str = "x-page";
/// Longest name of a tab or page, in bytes.
const LONGEST_NAME: usize = 64;

/// What this server is called and what lets a browser in.
pub(super) struct Guard {
    port: u16,
    token: String,
}

impl Guard {
    /// The guard of a server on a port, with a new secret.
    pub(super) fn new(port: u16) -> Result<Self, getrandom::Error> {
        Ok(Self { port, token: secret()? })
    }

    /// The address to open.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?token={}", self.port, self.token)
    }

    /// Cookies are shared by all ports of a computer, so the name has the port.
    fn cookie(&self) -> String {
        format!("shinkyu-{}", self.port)
    }

    fn is_own_host(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let (name, port) = host.rsplit_once(':').unwrap_or((host, "80"));
        ["127.0.0.1", "localhost"].contains(&name) && port == self.port.to_string()
    }

    /// Whether a request comes from this page. Reading needs no `Origin`, for
    /// browsers send none with it; changing does.
    fn is_own_page(&self, method: &Method, headers: &HeaderMap) -> bool {
        if let Some(site) = headers.get("sec-fetch-site")
            && site != "same-origin"
            && site != "none"
        {
            return false;
        }
        match headers.get(ORIGIN).map(|origin| origin.to_str().unwrap_or_default()) {
            Some(origin) => ["127.0.0.1", "localhost"]
                .iter()
                .any(|name| origin == format!("http://{name}:{}", self.port)),
            None => method == Method::GET,
        }
    }

    /// The value of the cookie of this server.
    fn browser<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        let name = self.cookie();
        let cookies = headers.get_all(COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
        cookies
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find(|(own, _)| *own == name)
            .map(|(_, value)| value)
    }
}

/// 256 random bits in hexadecimal digits.
fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().fold(String::new(), |mut all, byte| {
        let _ = write!(all, "{byte:02x}");
        all
    }))
}

/// Compares in the same time wherever the first difference is.
fn is_same_secret(own: &str, given: &str) -> bool {
    let differences = own.bytes().zip(given.bytes()).fold(0, |all, (own, given)| all | own ^ given);
    own.len() == given.len() && differences == 0
}

/// Lets a request through to its handler, with the session of its tab, or
/// answers it.
pub(super) async fn guard(
    State(app): State<Arc<App>>,
    mut request: Request,
    next: Next,
) -> Response {
    let mut response = match admit(&app, &request) {
        Ok(session) => {
            if let Some(session) = session {
                request.extensions_mut().insert(session);
            }
            next.run(request).await
        }
        Err(response) => response,
    };
    for (name, value) in &HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// The session of a request, none for a file of the page; or the answer to one
/// that is not let in.
#[expect(clippy::result_large_err, reason = "an answer is passed on once")]
fn admit(app: &App, request: &Request) -> Result<Option<Arc<Session>>, Response> {
    let headers = request.headers();
    if !app.guard.is_own_host(headers) {
        return Err(refusal(StatusCode::MISDIRECTED_REQUEST));
    }
    if request.method() == Method::GET && request.uri().path() == "/" {
        // A link elsewhere may lead here; it only shows the page.
        let token = request
            .uri()
            .query()
            .and_then(|query| query.split('&').find_map(|part| part.strip_prefix("token=")));
        if let Some(token) = token {
            return Err(enter(app, headers, token));
        }
    } else if !app.guard.is_own_page(request.method(), headers) {
        return Err(refusal(StatusCode::FORBIDDEN));
    }
    let browser = app.guard.browser(headers).unwrap_or_default();
    if !app.sessions.knows(browser) {
        return Err(refusal(StatusCode::UNAUTHORIZED));
    }
    let path = request.uri().path();
    if !path.starts_with("/api/") {
        return Ok(None);
    }
    let asker = asker(headers).ok_or_else(|| StatusCode::BAD_REQUEST.into_response())?;
    if request.method() == Method::GET && path == "/api/start" {
        return Ok(Some(app.sessions.begin(browser, asker)));
    }
    app.sessions.find(browser, asker).map(Some).ok_or_else(|| elsewhere(app))
}

/// Who asks; `None` for names that no page gives.
fn asker(headers: &HeaderMap) -> Option<Asker<'_>> {
    let name = |header: &str| {
        let name = headers.get(header).map_or(Some(""), |name| name.to_str().ok())?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
        (name.len() <= LONGEST_NAME && name.chars().all(is_name)).then_some(name)
    };
    Some(Asker { tab: name(TAB)?, page: name(PAGE)? })
}

/// The answer to a page whose documents another page has, or that are no more.
fn elsewhere(app: &App) -> Response {
    let message = app.config.lang.pick(
        "この画面の文書は、別のタブで開き直されたか、もう残っていません。このタブを読み込み直してください。",
        "The documents of this page were opened in another tab, or are no longer kept. Reload this tab.",
    );
    let said = serde_json::json!({ "message": message });
    (StatusCode::CONFLICT, Json(said)).into_response()
}

/// Gives a browser that knows the secret a cookie, and leads it to the page
/// without the secret in the address. One that has a cookie keeps it.
fn enter(app: &App, headers: &HeaderMap, token: &str) -> Response {
    if !is_same_secret(&app.guard.token, token) {
        return refusal(StatusCode::UNAUTHORIZED);
    }
    let to_page = [(LOCATION, HeaderValue::from_static("/"))];
    if app.guard.browser(headers).is_some_and(|browser| app.sessions.knows(browser)) {
        return (StatusCode::SEE_OTHER, to_page).into_response();
    }
    let Ok(id) = secret() else { return refusal(StatusCode::INTERNAL_SERVER_ERROR) };
    let cookie = format!("{}={id}; HttpOnly; SameSite=Strict; Path=/", app.guard.cookie());
    app.sessions.open(id);
    let Ok(cookie) = HeaderValue::from_str(&cookie) else {
        return refusal(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let cookie = [(SET_COOKIE, cookie)];
    (StatusCode::SEE_OTHER, to_page, cookie).into_response()
}

/// What someone sees who is not let in.
fn refusal(status: StatusCode) -> Response {
    let text = "shinkyu を起動した画面に表示されたアドレス（http://127.0.0.1:…/?token=…）を開いてください。\n\
        Open the address that shinkyu printed when it was started (http://127.0.0.1:…/?token=…).\n";
    let kind = [(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))];
    (status, kind, Body::from(text)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(HeaderName, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn only_this_server_and_this_page_are_known() {
        let guard = Guard { port: 8740, token: "ab".into() };
        for (host, is_own) in [
            ("127.0.0.1:8740", true),
            ("localhost:8740", true),
            ("127.0.0.1:8741", false),
            ("127.0.0.1", false),
            ("evil.example:8740", false),
            ("127.0.0.1.evil.example:8740", false),
            ("", false),
        ] {
            assert_eq!(guard.is_own_host(&headers(&[(HOST, host)])), is_own, "{host}");
        }
        for (origin, is_own) in [
            ("http://127.0.0.1:8740", true),
            ("http://localhost:8740", true),
            ("https://127.0.0.1:8740", false),
            ("http://127.0.0.1:8741", false),
            ("http://evil.example", false),
            ("null", false),
        ] {
            let headers = headers(&[(ORIGIN, origin)]);
            for method in [Method::GET, Method::POST] {
                assert_eq!(guard.is_own_page(&method, &headers), is_own, "{origin}");
            }
        }
        assert!(guard.is_own_page(&Method::GET, &HeaderMap::new()));
        assert!(!guard.is_own_page(&Method::PUT, &HeaderMap::new()));
        let cross = headers(&[(HeaderName::from_static("sec-fetch-site"), "cross-site")]);
        assert!(!guard.is_own_page(&Method::GET, &cross));
    }

    #[test]
    fn cookies_and_secrets_are_told_apart() {
        let guard = Guard { port: 8740, token: "ab".into() };
        let cookies = headers(&[(COOKIE, "a=b; shinkyu-8741=x; shinkyu-8740=y")]);
        assert_eq!(guard.browser(&cookies), Some("y"));
        assert!(is_same_secret("ab", "ab"));
        for other in ["", "a", "abc", "ac"] {
            assert!(!is_same_secret("ab", other), "{other}");
        }
        assert_ne!(secret().unwrap(), secret().unwrap());
    }
}
