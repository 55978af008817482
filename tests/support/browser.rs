//! A headless Chromium that prints one page, or visits it.

use std::env;
use std::ffi::OsString;
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
#[expect(clippy::disallowed_methods, reason = "a test reads what its program wrote")]
pub fn print(page: &Path) -> Shown {
    let folder = tempfile::tempdir().expect("a folder for the printed page");
    let pdf = folder.path().join("page.pdf");
    let mut print_to = OsString::from("--print-to-pdf=");
    print_to.push(&pdf);
    let ran = run(&["--no-pdf-header-footer".into(), print_to, page.into()]);
    let pdf =
        fs::read(&pdf).unwrap_or_else(|error| panic!("nothing was printed: {error}\n{}", ran.log));
    Shown { complaints: ran.complaints(), pdf }
}

/// What a visitor saw on a page.
pub struct Visit {
    /// As in [`Shown`].
    pub complaints: Vec<String>,
    /// The lines that the visitor said.
    pub said: Vec<String>,
}

/// How a page is visited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Manner {
    /// Whether the visitor likes dark pages.
    pub dark: bool,
    /// Whether the scripts of the page are forbidden.
    pub no_script: bool,
}

/// Opens a page in a frame of 1280 × 720 and does there what a script says.
/// The page itself is not touched. The script knows the frame's window `w`,
/// its document `d`, and `say(line)`; it may wait.
pub fn visit(page: &Path, manner: Manner, script: &str) -> Visit {
    let name = page.file_name().expect("a page has a name").to_string_lossy();
    let sandbox = if manner.no_script { " sandbox=\"allow-same-origin\"" } else { "" };
    // The browser prints the document when it is loaded, and it is not as long
    // as a frame of it is still being written.
    let visitor = format!(
        "<!DOCTYPE html><meta charset=utf-8><meta name=color-scheme content=\"light dark\">\n\
         <pre id=said></pre><iframe id=hold></iframe>\n\
         <iframe id=page width=1280 height=720{sandbox}></iframe>\n\
         <script>const [said, hold, page] = ['said', 'hold', 'page'].map((id) => document.getElementById(id));\n\
         hold.contentDocument.open();\n\
         page.onload = async () => {{\n\
         const w = page.contentWindow, d = w.document;\n\
         const say = (line) => {{ said.textContent += line + '\\n'; }};\n\
         try {{ {script}\n }} catch (error) {{ console.error(String(error)); }}\n\
         say('end'); hold.contentDocument.close(); }};\n\
         page.src = '{name}';</script>"
    );
    let visitor_page = page.with_file_name("visitor.html");
    fs::write(&visitor_page, visitor).expect("the visitor can be written");
    let mut arguments: Vec<OsString> =
        ["--allow-file-access-from-files", "--dump-dom"].map(OsString::from).into();
    if manner.dark {
        arguments.push("--blink-settings=preferredColorScheme=0".into());
    }
    arguments.push(visitor_page.into());
    let ran = run(&arguments);
    let said = ran.output.split_once("<pre id=\"said\">").map_or("", |(_, rest)| rest);
    let said = said.split_once("</pre>").map_or("", |(said, _)| said);
    let said = said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let mut said: Vec<String> = said.lines().map(str::to_owned).collect();
    let end = said.pop();
    assert_eq!(end.as_deref(), Some("end"), "the visit did not end: {said:?}\n{}", ran.log);
    Visit { complaints: ran.complaints(), said }
}

/// What a run of the browser left.
struct Ran {
    output: String,
    log: String,
}

impl Ran {
    fn complaints(&self) -> Vec<String> {
        self.log.lines().filter(|line| line.contains("CONSOLE")).map(str::to_owned).collect()
    }
}

#[expect(clippy::disallowed_methods, reason = "a test starts a program and reads what it wrote")]
fn run(arguments: &[OsString]) -> Ran {
    let folder = tempfile::tempdir().expect("a folder for the browser");
    let [output, log] = ["output", "log"].map(|name| folder.path().join(name));
    let mut profile = OsString::from("--user-data-dir=");
    profile.push(folder.path().join("profile"));
    let file = |path: &Path| fs::File::create(path).expect("the log can be written");
    let mut running = Command::new(program())
        .args(["--headless", "--disable-gpu", "--no-first-run", "--disable-sync"])
        .args(["--disable-background-networking", "--disable-component-update"])
        // The page is our own file, and containers have no sandbox to offer.
        .args(["--no-sandbox", "--disable-quic", "--enable-logging=stderr", "--v=0"])
        .arg(&profile)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(file(&output))
        .stderr(file(&log))
        .spawn()
        .expect("the browser starts");
    let begun = Instant::now();
    while running.try_wait().expect("the browser can be waited for").is_none() {
        if begun.elapsed() > PATIENCE {
            running.kill().expect("the browser can be stopped");
            panic!("the browser did not finish {arguments:?}");
        }
        thread::sleep(Duration::from_millis(50));
    }
    let [output, log] = [output, log].map(|path| {
        String::from_utf8_lossy(&fs::read(path).expect("the log is there")).into_owned()
    });
    Ran { output, log }
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
