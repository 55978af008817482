//! A headless Chromium that prints one page.

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What came of showing a page.
pub struct Shown {
    /// Messages of the page's console: errors, blocked resources, anything.
    pub complaints: Vec<String>,
    /// The page as printed.
    pub pdf: Vec<u8>,
}

/// Names the browser goes by; `CHROMIUM` names another.
const NAMES: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
];

/// Longest wait for one page; printing takes two seconds.
const PATIENCE: Duration = Duration::from_mins(2);

/// Shows and prints a page. Fails the test if there is no browser.
#[expect(clippy::disallowed_methods, reason = "a test starts a program and reads what it wrote")]
pub fn print(page: &Path) -> Shown {
    let folder = tempfile::tempdir().expect("a folder for the browser");
    let (pdf, log) = (folder.path().join("page.pdf"), folder.path().join("log"));
    let mut print_to = std::ffi::OsString::from("--print-to-pdf=");
    print_to.push(&pdf);
    let mut profile = std::ffi::OsString::from("--user-data-dir=");
    profile.push(folder.path().join("profile"));
    let heard = fs::File::create(&log).expect("the log can be written");
    let mut running = Command::new(program())
        .args(["--headless", "--disable-gpu", "--no-first-run", "--disable-sync"])
        .args(["--disable-background-networking", "--disable-component-update"])
        // The page is our own file, and containers have no sandbox to offer.
        .args(["--no-sandbox", "--disable-quic", "--no-pdf-header-footer"])
        .args(["--enable-logging=stderr", "--v=0"])
        .args([&print_to, &profile])
        .arg(page)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(heard)
        .spawn()
        .expect("the browser starts");
    let begun = Instant::now();
    while running.try_wait().expect("the browser can be waited for").is_none() {
        if begun.elapsed() > PATIENCE {
            running.kill().expect("the browser can be stopped");
            panic!("the browser did not finish {}", page.display());
        }
        thread::sleep(Duration::from_millis(50));
    }
    let log = String::from_utf8_lossy(&fs::read(&log).expect("the log is there")).into_owned();
    let complaints = log.lines().filter(|line| line.contains("CONSOLE"));
    let complaints = complaints.map(str::to_owned).collect();
    let pdf = fs::read(&pdf).unwrap_or_else(|error| panic!("nothing was printed: {error}\n{log}"));
    Shown { complaints, pdf }
}

/// The first browser that answers.
#[expect(clippy::disallowed_methods, reason = "a test looks for its tools")]
fn program() -> String {
    let named = env::var("CHROMIUM").ok().filter(|name| !name.is_empty());
    let mut names = named.into_iter().chain(NAMES.map(str::to_owned));
    let answers = |name: &String| {
        let version = Command::new(name).arg("--version").stderr(Stdio::null()).output();
        version.is_ok_and(|output| output.status.success())
    };
    names.find(answers).expect(
        "no Chromium found: install the package 'chromium' (Debian) or Google Chrome, \
         or name the program in the variable CHROMIUM",
    )
}
