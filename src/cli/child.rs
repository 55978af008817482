//! PDF reading in a process of its own.
//!
//! A stack overflow or a failed allocation inside a PDF library cannot be
//! caught; here it ends a child process, and the parent says so. The child has
//! limits of memory and processor time where the platform knows them. It is
//! this same program, called with a first argument no person types.
//!
//! ```text
//! parent ── one line of JSON (how to read), then the file ──► child
//! parent ◄── lines of JSON: pages done …, then the result ──── child
//! ```
//!
//! When the child dies, another one reads the document without the second
//! reader; when that dies at a page, the next one leaves the page out, so that
//! one broken page never loses the others.

use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result, WarningKind, Warnings};
use crate::model::{Extract, Side};
use crate::read::{self, Input, PdfReader, ReadOptions, ReadTwice, Watch};

/// First argument of a child. Nothing that a person would type.
pub(super) const CHILD: &str = "__read-pdf";

/// Deaths after which a document is given up.
const MOST_DEATHS: usize = 4;

/// Processor seconds for any file, and for each further megabyte. An ordinary
/// page takes some milliseconds.
#[cfg(unix)]
const SECONDS: (u64, u64) = (8, 10);
/// Address space for any file, and for each byte of it. The allocator reserves
/// a gibibyte of it before anything is used.
#[cfg(unix)]
const MEMORY: (u64, u64) = (2 << 30, 16);

/// How a child is to read.
#[derive(Debug, Serialize, Deserialize)]
struct Order {
    name: String,
    n_bytes: u64,
    max_bytes: u64,
    read_twice: ReadTwice,
    passwords: Vec<String>,
    skip_pages: Vec<u32>,
}

/// What a child says, one line each.
#[derive(Debug, Serialize, Deserialize)]
enum Said {
    Page { done: u32, total: u32 },
    Extract { extract: Box<Extract>, warnings: Vec<(WarningKind, Option<u32>)> },
    Failed { kind: ErrorKind, explained: Option<(String, String)>, cause: Option<String> },
}

/// Reads PDF files in children of this program.
#[derive(Debug)]
struct InChildren {
    program: PathBuf,
    arguments: Vec<String>,
}

/// The reader in children; `None` where the program cannot find itself, and
/// PDF is read in this process.
pub(super) fn reader() -> Option<Arc<dyn PdfReader>> {
    let program = std::env::current_exe().ok()?;
    Some(Arc::new(InChildren { program, arguments: vec![CHILD.to_owned()] }))
}

impl PdfReader for InChildren {
    fn read(
        &self,
        input: &Input,
        options: &ReadOptions,
        warnings: &mut Warnings,
        watch: Watch<'_>,
    ) -> Result<Extract> {
        let mut skip_pages = options.skip_pages.clone();
        let mut read_twice = options.read_twice;
        for _ in 0..MOST_DEATHS {
            let order = Order {
                name: input.name.clone(),
                n_bytes: input.bytes.len() as u64,
                max_bytes: options.max_bytes,
                read_twice,
                passwords: options.passwords.clone(),
                skip_pages: skip_pages.clone(),
            };
            let Ok(mut child) = self.start() else {
                let here = ReadOptions { pdf_reader: None, ..options.clone() };
                return read::read_watched(input, &here, warnings, watch);
            };
            let heard = converse(&mut child, &order, &input.bytes, watch);
            // A child that is still at it has nothing more to say.
            let _ = child.kill();
            let status = child.wait();
            match heard {
                Heard::Extract(extract, said) => {
                    for (kind, page) in said {
                        warnings.push(kind, page);
                    }
                    if read_twice != options.read_twice {
                        let count = extract.pages.len() as u32;
                        warnings.push(WarningKind::PagesUnconfirmed { count }, None);
                    }
                    return Ok(*extract);
                }
                Heard::Failed(error) => return Err(error.about(&*input.name)),
                // The second reader is the frailer one.
                Heard::Death { .. } if read_twice != ReadTwice::Never => {
                    read_twice = ReadTwice::Never;
                }
                Heard::Death { done, total } if total > 1 && done < total => {
                    skip_pages.push(done + 1);
                }
                Heard::Death { .. } => return Err(death(status).about(&*input.name)),
            }
        }
        Err(Error::new(ErrorKind::Damaged, &*input.name))
    }
}

impl InChildren {
    fn start(&self) -> io::Result<Child> {
        Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
    }
}

/// What came of talking to a child.
enum Heard {
    Extract(Box<Extract>, Vec<(WarningKind, Option<u32>)>),
    Failed(Error),
    /// It fell silent after so many pages.
    Death {
        done: u32,
        total: u32,
    },
}

fn converse(child: &mut Child, order: &Order, bytes: &[u8], watch: Watch<'_>) -> Heard {
    let (mut pages_done, mut pages_total) = (0, 0);
    let silence = |done, total| Heard::Death { done, total };
    if give(child, order, bytes).is_err() {
        return silence(0, 0);
    }
    let Some(out) = child.stdout.take() else { return silence(0, 0) };
    let mut out = BufReader::new(out);
    let mut line = Vec::new();
    loop {
        line.clear();
        match out.read_until(b'\n', &mut line).ok().and_then(|_| serde_json::from_slice(&line).ok())
        {
            Some(Said::Page { done, total }) => {
                (pages_done, pages_total) = (done, total);
                watch(done, total);
            }
            Some(Said::Extract { extract, warnings }) => return Heard::Extract(extract, warnings),
            Some(Said::Failed { kind, explained, cause }) => {
                let mut error = Error::new(kind, "");
                if let Some((ja, en)) = explained {
                    error = error.explained(ja, en);
                }
                if let Some(cause) = cause {
                    error = error.because(cause);
                }
                return Heard::Failed(error);
            }
            None => return silence(pages_done, pages_total),
        }
    }
}

/// Hands over the order and the file.
fn give(child: &mut Child, order: &Order, bytes: &[u8]) -> io::Result<()> {
    let Some(mut input) = child.stdin.take() else { return Ok(()) };
    serde_json::to_writer(&mut input, order)?;
    input.write_all(b"\n")?;
    input.write_all(bytes)
}

/// Why a child died.
fn death(status: io::Result<ExitStatus>) -> Error {
    let (ja, en) = match status.map(is_out_of_time) {
        Ok(true) => (
            "読取りに時間がかかりすぎるため中止しました。壊れているか、特殊な作りの PDF です。元の文書から PDF を作り直してください。",
            "reading was stopped because it takes too long; the PDF is damaged or unusually made; make it again from the original",
        ),
        _ => (
            "読取りの途中でメモリなどの上限を超えたため中止しました。壊れているか、特殊な作りの PDF です。元の文書から PDF を作り直してください。",
            "reading was stopped because it exceeds the limits of memory; the PDF is damaged or unusually made; make it again from the original",
        ),
    };
    Error::new(ErrorKind::Damaged, "").explained(ja, en)
}

#[cfg(unix)]
fn is_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    let out_of_time = rlimit::Resource::CPU;
    // SIGXCPU at the soft limit, SIGKILL at the hard one.
    out_of_time.is_supported() && matches!(status.signal(), Some(24 | 9))
}

#[cfg(not(unix))]
fn is_out_of_time(_: ExitStatus) -> bool {
    false
}

/// The child's side: reads its order from standard input and answers on
/// standard output.
pub(super) fn serve() -> ExitCode {
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer() -> io::Result<()> {
    let mut given = BufReader::new(io::stdin().lock());
    let mut line = String::new();
    given.read_line(&mut line)?;
    let order: Order = serde_json::from_str(&line)?;
    limit(order.n_bytes);
    let mut bytes = Vec::with_capacity(usize::try_from(order.n_bytes).unwrap_or_default());
    given.take(order.n_bytes).read_to_end(&mut bytes)?;
    let options = ReadOptions {
        max_bytes: order.max_bytes,
        read_twice: order.read_twice,
        passwords: order.passwords,
        skip_pages: order.skip_pages,
        ..ReadOptions::default()
    };
    // Pages are told to a parent that may have gone.
    let watch = |done, total| drop(say(&Said::Page { done, total }));
    let mut warnings = Warnings::new(Side::New);
    let input = Input { name: order.name, bytes };
    say(&match read::read_watched(&input, &options, &mut warnings, &watch) {
        Ok(extract) => Said::Extract {
            extract: Box::new(extract),
            warnings: warnings.into_vec().into_iter().map(|it| (it.kind, it.page)).collect(),
        },
        Err(error) => Said::Failed {
            kind: error.kind(),
            explained: error.explanation().map(|(ja, en)| (ja.to_owned(), en.to_owned())),
            cause: std::error::Error::source(&error).map(ToString::to_string),
        },
    })
}

fn say(said: &Said) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, said)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Limits this process. A limit that cannot be set is one more that the
/// platform does not know.
#[cfg(unix)]
fn limit(n_bytes: u64) {
    let seconds = SECONDS.0 + SECONDS.1 * (n_bytes >> 20);
    let _ = rlimit::setrlimit(rlimit::Resource::CPU, seconds, seconds + 2);
    let memory = MEMORY.0 + MEMORY.1 * n_bytes;
    let _ = rlimit::setrlimit(rlimit::Resource::AS, memory, memory);
}

#[cfg(not(unix))]
fn limit(_: u64) {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn read_with(program: &str, arguments: &[&str]) -> Error {
        let input = Input { name: "規程.pdf".into(), bytes: b"%PDF-1.4\nno more".to_vec() };
        let arguments = arguments.iter().map(|&it| it.to_owned()).collect();
        let reader = InChildren { program: program.into(), arguments };
        let mut warnings = Warnings::new(Side::Old);
        reader
            .read(&input, &ReadOptions::default(), &mut warnings, &|_, _| {})
            .expect_err("the file is no whole PDF")
    }

    #[test]
    fn a_program_that_cannot_be_started_is_done_without() {
        let error = read_with("/there is no such program", &[]);
        assert_eq!((error.kind(), error.explanation()), (ErrorKind::Damaged, None));
    }

    #[cfg(unix)]
    #[test]
    fn a_child_that_dies_is_one_clear_error() {
        let error = read_with("/bin/false", &[]);
        assert_eq!(error.kind(), ErrorKind::Damaged);
        let message = error.message(Lang::Ja);
        assert!(message.starts_with("規程.pdf: ") && message.contains("中止"), "{message}");
    }

    /// Dies on page 2 of 3, unless told to leave it out.
    #[cfg(unix)]
    const FRAIL: &str = r#"read order
        case "$order" in
        *'"read_twice":"Never"'*'"skip_pages":[2]'*)
            echo '{"Failed":{"kind":"NoText","explained":null,"cause":null}}' ;;
        *) echo '{"Page":{"done":1,"total":3}}'; kill -9 $$ ;;
        esac"#;

    #[cfg(unix)]
    #[test]
    fn a_page_that_kills_is_left_out() {
        assert_eq!(read_with("/bin/sh", &["-c", FRAIL]).kind(), ErrorKind::NoText);
    }
}
