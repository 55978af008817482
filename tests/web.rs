//! `shinkyu serve`: who is let in, what is kept, and the page itself in
//! headless Chromium.
//!
//! The page is walked by `web/page.mjs` with Playwright and axe-core; Node,
//! Chromium and these packages are installed by `tests/tools.sh`.

#![cfg(feature = "web")]
#![expect(clippy::unwrap_used, reason = "a test that cannot reach the server must fail")]
#![expect(clippy::print_stdout, reason = "figures are for whoever runs the test")]
#![expect(clippy::disallowed_methods, reason = "a test makes its files and looks around")]

#[path = "web/server.rs"]
mod server;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use server::Server;

const OLD: &str = "第１ 目的\nこの規程は、個人情報の取扱いを定める。\n第２ 届出\n届出は、30日以内に行う。\n\
    第３ 雑則\n必要な事項は、長官が定める。\n";
const NEW: &str = "第１ 目的\nこの規程は、個人情報の適正な取扱いを定める。\n第２ 届出\n届出は、14日以内に行う。\n\
    第３ 補則\n必要な事項は、別に定める。\n";

/// Uploads both texts and waits for their comparison.
fn compared(server: &Server, cookie: &str) {
    for (side, text) in [("old", OLD), ("new", NEW)] {
        let kept =
            server.put(cookie, &format!("/api/file/{side}?name={side}.txt"), text.as_bytes());
        assert_eq!(kept.status, 200, "{}", kept.text());
    }
    let begun = server.post(cookie, "/api/compare", "{}");
    assert_eq!(begun.status, 202, "{}", begun.text());
    wait_until_done(server, cookie);
}

fn wait_until_done(server: &Server, cookie: &str) {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_mins(1) {
        let told = server.get(cookie, "/api/progress").text();
        if told.contains("\"state\":\"done\"") {
            return;
        }
        assert!(told.contains("\"state\":\"running\""), "{told}");
        thread::sleep(Duration::from_millis(20));
    }
    panic!("the comparison did not end");
}

#[test]
fn only_the_printed_address_lets_a_browser_in() {
    let server = Server::start(&[]);
    let port = server.port;
    let own = format!("Host: 127.0.0.1:{port}\r\n");
    let ask = |head: &str| server.raw(format!("{head}Connection: close\r\n\r\n").as_bytes());
    // Without the secret, with a wrong one, and with a cookie made up.
    for head in [
        format!("GET / HTTP/1.1\r\n{own}"),
        format!("GET /?token=0000 HTTP/1.1\r\n{own}"),
        format!("GET /app.js HTTP/1.1\r\n{own}"),
        format!("GET /api/view HTTP/1.1\r\n{own}Cookie: shinkyu-{port}=0000\r\n"),
    ] {
        let answer = ask(&head);
        assert_eq!(answer.status, 401, "{head}");
        assert!(answer.text().contains("アドレス"), "says what to do");
        assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
        assert!(answer.header("content-security-policy").is_some());
    }
    let cookie = server.cookie();
    let cookie_line = format!("Cookie: {cookie}\r\n");
    // The right cookie under a foreign name or from a foreign page.
    for (status, head) in [
        (421, format!("GET / HTTP/1.1\r\nHost: evil.example:{port}\r\n{cookie_line}")),
        (421, format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:1\r\n{cookie_line}")),
        (
            403,
            format!("GET /api/view HTTP/1.1\r\n{own}{cookie_line}Origin: http://evil.example\r\n"),
        ),
        (
            403,
            format!("GET /api/view HTTP/1.1\r\n{own}{cookie_line}Sec-Fetch-Site: cross-site\r\n"),
        ),
        (403, format!("GET /api/view HTTP/1.1\r\n{own}{cookie_line}Sec-Fetch-Site: same-site\r\n")),
        (403, format!("DELETE /api/start HTTP/1.1\r\n{own}{cookie_line}")),
        (
            403,
            format!(
                "POST /api/cancel HTTP/1.1\r\n{own}{cookie_line}Origin: null\r\nContent-Length: 0\r\n"
            ),
        ),
    ] {
        assert_eq!(ask(&head).status, status, "{head}");
    }
    let page = server.get(&cookie, "/");
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    // The secret does not stay in the address, and the cookie is not for scripts.
    let entered = ask(&format!("GET /?token={} HTTP/1.1\r\n{own}", server.token));
    assert_eq!((entered.status, entered.header("location")), (303, Some("/")));
    let given = entered.header("set-cookie").unwrap();
    assert!(given.contains("HttpOnly") && given.contains("SameSite=Strict"), "{given}");
}

#[test]
fn names_lead_nowhere() {
    let server = Server::start(&[]);
    let cookie = server.cookie();
    for (name, kept) in [
        ("..%2F..%2Fetc%2Fpasswd", "passwd"),
        ("C%3A%5Ctemp%5C%E8%A6%8F%E7%A8%8B.txt", "規程.txt"),
        ("%00%0D%0Aa.txt", "a.txt"),
        ("..", "文書"),
    ] {
        let answer = server.put(&cookie, &format!("/api/file/old?name={name}"), b"a");
        assert_eq!(answer.text(), format!("{{\"name\":\"{kept}\"}}"), "{name}");
    }
    for path in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/..%2fCargo.toml",
        "//etc/passwd",
        "/api/download/..%2f..%2fetc%2fpasswd",
        "/api/page/old/99999999999999",
        "/api/page/middle/1",
        "/api/row/-1",
        "/api/file/old",
    ] {
        let status = server.get(&cookie, path).status;
        assert!((400..500).contains(&status), "{path}: {status}");
    }
}

#[test]
fn large_uploads_are_refused() {
    let server = Server::start(&["--max-size", "100K"]);
    let cookie = server.cookie();
    let put = |n| server.put(&cookie, "/api/file/old?name=a.txt", &vec![b'a'; n]);
    assert_eq!(put(100 << 10).status, 200);
    let refused = put((100 << 10) + 1);
    assert_eq!(refused.status, 413);
    assert!(refused.text().contains("a.txt"), "{}", refused.text());
    // A length that is a lie, and one that is not told.
    let head = |rest: &str| {
        let port = server.port;
        format!(
            "PUT /api/file/old?name=b.txt HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\
             Origin: http://127.0.0.1:{port}\r\nConnection: close\r\n{rest}\r\n\r\n"
        )
    };
    assert_eq!(server.raw(head("Content-Length: 99999999999").as_bytes()).status, 413);
    let mut chunked = head("Transfer-Encoding: chunked").into_bytes();
    for _ in 0..3 {
        chunked.extend(format!("{:x}\r\n{}\r\n", 50 << 10, "a".repeat(50 << 10)).into_bytes());
    }
    chunked.extend(b"0\r\n\r\n");
    assert_eq!(server.raw(&chunked).status, 413);
    assert_eq!(server.post(&cookie, "/api/pairs", &"#".repeat(2 << 20)).status, 413);
    assert_eq!(server.get(&cookie, "/api/start").status, 200, "the server still answers");
}

#[test]
fn two_hundred_requests_at_once_are_answered() {
    const N: usize = 200;
    /// Most bytes of an upload here, and what the server may grow to: two
    /// uploads on their way, those that are kept, and the program itself.
    const SIZE: usize = 4 << 20;
    let server = Server::start(&["--max-size", "8M"]);
    let shared = server.cookie();
    compared(&server, &shared);
    let upload = vec![b'a'; SIZE];
    let statuses: Vec<u16> = thread::scope(|scope| {
        let one = |n: usize| {
            let (server, shared, upload) = (&server, &shared, &upload);
            scope.spawn(move || match n % 5 {
                0 => {
                    let cookie = server.cookie();
                    server.put(&cookie, "/api/file/new?name=a.txt", upload).status
                }
                1 => server.get(shared, "/api/view").status,
                2 => server.get(shared, "/api/download/docx").status,
                3 => server.raw(b"NONSENSE\r\n\r\n").status,
                _ => server.post(shared, "/api/correct", "{\"action\":\"part\",\"row\":1}").status,
            })
        };
        let threads: Vec<_> = (0..N).map(one).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for (n, status) in statuses.iter().enumerate() {
        let expected: &[u16] = match n % 5 {
            // Sessions of other requests may have been pushed out meanwhile.
            0 => &[200, 401, 413],
            3 => &[400],
            _ => &[200, 204, 401, 422],
        };
        assert!(expected.contains(status), "request {n}: {status}");
    }
    let cookie = server.cookie();
    compared(&server, &cookie);
    assert!(server.get(&cookie, "/api/view").text().contains("14日"));
    if let Some(peak) = server.peak_memory() {
        println!("peak memory of the server after {N} requests at once: {} MB", peak >> 20);
        assert!(peak < 300 << 20, "{} MB", peak >> 20);
    }
}

#[test]
fn corrections_are_in_the_downloads_and_in_their_file() {
    let server = Server::start(&[]);
    let cookie = server.cookie();
    compared(&server, &cookie);
    let correct = |correction: &str| server.post(&cookie, "/api/correct", correction);
    // 第３ is taken apart, and 届出 is underlined.
    let parted = correct("{\"action\":\"part\",\"row\":2}");
    assert_eq!(parted.status, 200, "{}", parted.text());
    let mark = "{\"action\":\"mark\",\"row\":1,\"side\":\"new\",\"stretches\":[[1,0,2]],\"underlined\":true}";
    assert_eq!(correct(mark).status, 200);
    let json = server.get(&cookie, "/api/download/json");
    assert!(json.text().contains("第３ 雑則") && json.text().contains("\"removed\""));
    let name = json.header("content-disposition").unwrap();
    assert!(
        name.contains("filename*=UTF-8''%E6%96%B0%E6%97%A7%E5%AF%BE%E7%85%A7%E8%A1%A8_old"),
        "{name}"
    );
    let markdown = || server.get(&cookie, "/api/download/md").text();
    let underlined = |text: &str| text.contains("<ins>届出</ins>") || text.contains("<ins>届出");
    assert!(underlined(&markdown()), "{}", markdown());
    let file = server.get(&cookie, "/api/pairs").text();
    for line in ["第３ = -", "- = 第３", "新 第２ +下線 「届出」#2"] {
        assert!(file.lines().any(|own| own == line), "{line} in {file}");
    }
    // Undone, done again, and loaded into another browser.
    correct("{\"action\":\"undo\"}");
    assert!(!underlined(&markdown()));
    correct("{\"action\":\"redo\"}");
    assert!(underlined(&markdown()));
    let other = server.cookie();
    compared(&server, &other);
    assert!(!server.get(&other, "/api/view").text().contains("+下線"), "browsers do not mix");
    assert_eq!(server.post(&other, "/api/pairs", &file).status, 200);
    assert!(underlined(&server.get(&other, "/api/download/md").text()));
    // The same file serves the command line.
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("old.txt", OLD);
    put("new.txt", NEW);
    put("pairs.txt", &file);
    let printed = Command::new(env!("CARGO_BIN_EXE_shinkyu"))
        .args([
            "compare",
            "old.txt",
            "new.txt",
            "--pairs",
            "pairs.txt",
            "--format",
            "markdown",
            "--lang",
            "ja",
        ])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(printed.status.success());
    assert_eq!(String::from_utf8(printed.stdout).unwrap(), markdown());
    // A rule that cannot be followed changes nothing and says why.
    let refused = server.post(&other, "/api/pairs", "第９ = 第１\n");
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("第９"), "{}", refused.text());
    assert!(underlined(&server.get(&other, "/api/download/md").text()));
}

#[test]
fn tabs_of_one_browser_have_documents_of_their_own() {
    let server = Server::start(&[]);
    let cookie = server.cookie();
    let page = |tab: &str, page: &str| format!("{cookie}\r\nX-Tab: {tab}\r\nX-Page: {page}");
    let (one, other) = (page("1", "a"), page("2", "b"));
    for own in [&one, &other] {
        assert_eq!(server.get(own, "/api/view").status, 409, "a page begins by loading");
        assert_eq!(server.get(own, "/api/start").status, 200);
    }
    compared(&server, &one);
    assert_eq!(server.get(&other, "/api/view").status, 204, "the other tab has nothing yet");
    for (side, text) in [("old", NEW), ("new", NEW)] {
        server.put(&other, &format!("/api/file/{side}?name={side}.txt"), text.as_bytes());
    }
    assert_eq!(server.post(&other, "/api/compare", "{}").status, 202);
    wait_until_done(&server, &other);
    assert!(server.get(&one, "/api/download/md").text().contains("30日"));
    assert!(!server.get(&other, "/api/download/md").text().contains("30日"));
    // The tab is loaded again, or duplicated: the earlier page is out of date.
    let again = page("1", "c");
    assert!(server.get(&again, "/api/start").text().contains("\"has_result\":true"));
    let undo = "{\"action\":\"undo\"}";
    for refused in [
        server.get(&one, "/api/download/docx"),
        server.get(&one, "/api/view"),
        server.post(&one, "/api/correct", undo),
        server.put(&one, "/api/file/old?name=a.txt", b"a"),
        server.get(&page("3", "a"), "/api/log"),
    ] {
        assert_eq!(refused.status, 409);
        assert!(refused.text().contains("このタブを読み込み直してください"), "{}", refused.text());
    }
    assert_eq!(server.get(&again, "/api/view").status, 200);
    let long = "x".repeat(65);
    assert_eq!(server.get(&page(&long, "a"), "/api/start").status, 400);
}

#[test]
fn settings_change_the_table_at_once() {
    let server = Server::start(&[]);
    let cookie = server.cookie();
    compared(&server, &cookie);
    let view: serde_json::Value =
        serde_json::from_str(&server.get(&cookie, "/api/view").text()).unwrap();
    assert_eq!(view["columns"][0]["label"], "改正後");
    let chosen = "{\"profile\":\"fsa\",\"title\":\"私の表\",\"label_new\":\"案\",\"lang\":\"ja\"}";
    let other: serde_json::Value =
        serde_json::from_str(&server.post(&cookie, "/api/settings", chosen).text()).unwrap();
    assert_eq!(other["title"], "私の表");
    assert_eq!(other["columns"][0]["label"], "現行");
    assert_eq!(other["columns"][1]["label"], "案");
    assert_eq!(other["number"], view["number"], "nothing was compared again");
}

#[test]
fn a_port_in_use_is_named_with_one_that_is_free() {
    let server = Server::start(&[]);
    let second = Command::new(env!("CARGO_BIN_EXE_shinkyu"))
        .args(["serve", "--lang", "ja", "--port", &server.port.to_string()])
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(2));
    let said = String::from_utf8(second.stderr).unwrap();
    assert!(said.contains(&server.port.to_string()) && said.contains("--port"), "{said}");
}

#[test]
fn a_port_that_is_none_names_the_option() {
    for typed in ["abc", "99999"] {
        let refused = Command::new(env!("CARGO_BIN_EXE_shinkyu"))
            .args(["serve", "--lang", "ja", "--port", typed])
            .output()
            .unwrap();
        assert_eq!(refused.status.code(), Some(2));
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(said.contains("--port") && said.contains(typed), "{said}");
    }
}

#[test]
fn what_a_person_says_of_the_timing_is_no_proposal() {
    let server = Server::start(&[]);
    let cookie = server.cookie();
    compared(&server, &cookie);
    let days = "\"effective\":\"令和6年2月1日\",\"published\":\"令和6年1月15日\"";
    let log = |edits: &str| -> serde_json::Value {
        let chosen = format!("{{{days},\"edits\":[{edits}]}}");
        let answer = server.post(&cookie, "/api/log", &chosen);
        assert_eq!(answer.status, 200, "{}", answer.text());
        serde_json::from_str(&answer.text()).unwrap()
    };
    let first = |log: &serde_json::Value| {
        log["rows"].as_array().unwrap().iter().find(|row| !row["key"].is_null()).cloned().unwrap()
    };
    let proposed = first(&log(""));
    assert!(proposed["comment"].as_str().unwrap().contains("案です"), "{proposed}");
    let said = first(&log(&format!("{{\"key\":{},\"timing\":\"after\"}}", proposed["key"])));
    assert_eq!(said["timing"], "after");
    assert!(!said["comment"].as_str().unwrap().contains("案です"), "{said}");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_server_cleanly() {
    let mut server = Server::start(&[]);
    let cookie = server.cookie();
    compared(&server, &cookie);
    let id = server.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = server.child.try_wait().unwrap() {
            break status;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "it goes on");
        thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(status.code(), Some(0));
}

/// Files that the walk uploads.
fn files(folder: &Path) {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/guideline");
    for (sample, name) in [
        ("libreoffice/old.pdf", "規程（旧）.pdf"),
        ("libreoffice/new.pdf", "規程（新）.pdf"),
        ("word/old.docx", "old.docx"),
        ("word/new.docx", "new.docx"),
    ] {
        fs::copy(samples.join(sample), folder.join(name)).unwrap();
    }
    let whole = fs::read(samples.join("libreoffice/old.pdf")).unwrap();
    fs::write(folder.join("damaged.pdf"), &whole[..200]).unwrap();
    let locked = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/locked.pdf");
    fs::copy(locked, folder.join("locked.pdf")).unwrap();
    let blank = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources<<>>>>endobj\n\
        trailer<</Root 1 0 R>>";
    fs::write(folder.join("blank.pdf"), blank).unwrap();
    fs::write(folder.join("a.txt"), OLD).unwrap();
    fs::write(folder.join("b.txt"), NEW).unwrap();
}

/// The folder for pictures of the views, where the variable names one.
fn pictures() -> Option<PathBuf> {
    let named = std::env::var("SHINKYU_PICTURES").ok().filter(|folder| !folder.is_empty())?;
    Some(Path::new(env!("CARGO_MANIFEST_DIR")).join(named))
}

#[test]
fn a_person_compares_corrects_and_downloads_in_a_browser() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/web");
    let node = Command::new("node").arg("--version").stdout(Stdio::null()).status();
    assert!(
        node.is_ok_and(|status| status.success()),
        "node is missing; tests/tools.sh installs it, or install Node.js 20 or newer"
    );
    for package in ["playwright-core", "axe-core"] {
        assert!(
            tests.join("node_modules").join(package).is_dir(),
            "the package {package} is missing; run tests/tools.sh, or `npm ci` in tests/web"
        );
    }
    let server = Server::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    files(folder.path());
    let walked = Command::new("node")
        .arg(tests.join("page.mjs"))
        .arg(&server.address)
        .arg(folder.path())
        .args(pictures())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&walked.stdout);
    println!("{said}");
    assert!(walked.status.success(), "{said}\n{}", String::from_utf8_lossy(&walked.stderr));
}
