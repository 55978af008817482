//! The parent's side: starts children, listens to them, and starts again when
//! they die.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;

use super::{CHILD, Order, Said};
use crate::error::{Error, ErrorKind, Result, WarningKind, Warnings};
use crate::model::Extract;
use crate::read::{self, Input, PdfReader, ReadOptions, ReadTwice, Watch};

/// Deaths after which a document is given up.
const MOST_DEATHS: usize = 4;

/// Reads PDF files in children of this program.
#[derive(Debug)]
struct InChildren {
    program: PathBuf,
    arguments: Vec<String>,
}

/// The reader in children; `None` where the program cannot find itself, and
/// PDF is read in this process.
pub(in crate::cli) fn reader() -> Option<Arc<dyn PdfReader>> {
    Some(Arc::new(InChildren::of_this_program()?))
}

/// Draws pages in a child. Returns the pages that could not be drawn, counted
/// from 1.
///
/// # Errors
/// Those of [`super::super::pages::draw_here`], which is called where no child
/// can be started.
#[cfg(feature = "page-images")]
pub(in crate::cli) fn draw(
    input: &Input,
    options: &ReadOptions,
    pages: Vec<super::Seen>,
    folder: PathBuf,
) -> Result<Vec<u32>> {
    let drawing = super::Drawing { pages, folder };
    let order = Order { draw: Some(drawing.clone()), ..Order::of(input, options) };
    match InChildren::of_this_program()
        .and_then(|children| children.carry_out(order, input, &|_, _| {}))
    {
        Some(outcome) => outcome.map(|done| done.undrawn),
        None => {
            super::super::pages::draw_here(&drawing.pages, input, options, &drawing.folder, &|_| {})
        }
    }
}

/// Draws one page, counted from 1, `scale` pixels for each point, in a child.
/// Returns a PNG file and the scale it was drawn in; `None` for a page that is
/// not there or cannot be drawn.
///
/// # Errors
/// `Encrypted` and `Damaged`.
#[cfg(all(feature = "page-images", feature = "web"))]
pub(in crate::cli) fn draw_page(
    input: &Input,
    options: &ReadOptions,
    number: u32,
    scale: f32,
) -> Result<Option<(Vec<u8>, f32)>> {
    let page = super::OnePage { number, scale };
    let order = Order { page: Some(page), ..Order::of(input, options) };
    let child = InChildren::of_this_program().and_then(|children| children.start().ok());
    let Some(mut child) = child else {
        let image = read::page_image(input, &options.passwords, number, scale)?;
        let packed = image.map(|image| {
            let scale = image.scale();
            Ok((image.into_png()?, scale))
        });
        return packed.transpose();
    };
    let heard = converse(&mut child, &order, &input.bytes, &|_, _| {});
    let _ = child.kill();
    let status = child.wait();
    match heard {
        Heard::Picture(png, scale) => Ok((!png.is_empty()).then_some((png, scale))),
        Heard::Failed(error) => Err(error.about(&*input.name)),
        _ => Err(death(status).about(&*input.name)),
    }
}

impl Order {
    fn of(input: &Input, options: &ReadOptions) -> Self {
        Self {
            name: input.name.clone(),
            n_bytes: input.bytes.len() as u64,
            max_bytes: options.max_bytes,
            read_twice: options.read_twice,
            passwords: options.passwords.clone(),
            skip_pages: options.skip_pages.clone(),
            draw: None,
            page: None,
        }
    }
}

impl PdfReader for InChildren {
    fn read(
        &self,
        input: &Input,
        options: &ReadOptions,
        warnings: &mut Warnings,
        watch: Watch<'_>,
    ) -> Result<Extract> {
        let Some(outcome) = self.carry_out(Order::of(input, options), input, watch) else {
            let here = ReadOptions { pdf_reader: None, ..options.clone() };
            return read::read_watched(input, &here, warnings, watch);
        };
        let Done { order, extract, said, .. } = outcome?;
        let extract = extract.ok_or_else(|| Error::new(ErrorKind::Damaged, &*input.name))?;
        for (kind, page) in said {
            warnings.push(kind, page);
        }
        if order.read_twice != options.read_twice {
            let count = extract.pages.len() as u32;
            warnings.push(WarningKind::PagesUnconfirmed { count }, None);
        }
        Ok(*extract)
    }
}

/// An order as it was carried out in the end, and what came of it.
struct Done {
    order: Order,
    extract: Option<Box<Extract>>,
    said: Vec<(WarningKind, Option<u32>)>,
    undrawn: Vec<u32>,
}

impl InChildren {
    fn of_this_program() -> Option<Self> {
        let program = std::env::current_exe().ok()?;
        Some(Self { program, arguments: vec![CHILD.to_owned()] })
    }

    /// Has an order carried out, without what kills children; `None` where no
    /// child can be started.
    fn carry_out(&self, mut order: Order, input: &Input, watch: Watch<'_>) -> Option<Result<Done>> {
        let mut last = None;
        for _ in 0..MOST_DEATHS {
            let mut child = self.start().ok()?;
            let heard = converse(&mut child, &order, &input.bytes, watch);
            // A child that is still at it has nothing more to say.
            let _ = child.kill();
            let status = child.wait();
            match heard {
                Heard::Extract(extract, said) => {
                    return Some(Ok(Done {
                        order,
                        extract: Some(extract),
                        said,
                        undrawn: Vec::new(),
                    }));
                }
                Heard::Drawn(undrawn) => {
                    return Some(Ok(Done { order, extract: None, said: Vec::new(), undrawn }));
                }
                Heard::Failed(error) => return Some(Err(error.about(&*input.name))),
                // Only an order for one page is answered so.
                Heard::Picture(..) => break,
                Heard::Death { done, total } => {
                    last = Some(death(status));
                    if order.draw.is_none() && order.read_twice != ReadTwice::Never {
                        // The second reader is the frailer one.
                        order.read_twice = ReadTwice::Never;
                    } else {
                        // Pages that are left out are not told of when drawing.
                        let next = (done + 1..=total).find(|it| !order.skip_pages.contains(it));
                        let is_only_page = order.draw.is_none() && total == 1;
                        let Some(next) = next.filter(|_| !is_only_page) else { break };
                        order.skip_pages.push(next);
                    }
                }
            }
        }
        last.map(|error| Err(error.about(&*input.name)))
    }

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
    Drawn(Vec<u32>),
    /// A PNG file and its scale.
    Picture(Vec<u8>, f32),
    Failed(Error),
    /// It fell silent after so many pages.
    Death {
        done: u32,
        total: u32,
    },
}

fn converse(child: &mut Child, order: &Order, bytes: &[u8], watch: Watch<'_>) -> Heard {
    let to_draw = order.draw.as_ref().map_or(0, |drawing| drawing.pages.len() as u32);
    let (mut pages_done, mut pages_total) = (0, to_draw);
    let silence = |done, total| Heard::Death { done, total };
    if give(child, order, bytes).is_err() {
        return silence(0, 0);
    }
    let Some(out) = child.stdout.take() else { return silence(0, 0) };
    let mut out = BufReader::new(out);
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = out.read_until(b'\n', &mut line).ok();
        match read.and_then(|_| serde_json::from_slice(&line).ok()) {
            Some(Said::Page { done, total }) => {
                (pages_done, pages_total) = (done, total);
                watch(done, total);
            }
            Some(Said::Extract { extract, warnings }) => return Heard::Extract(extract, warnings),
            Some(Said::Drawn { undrawn }) => return Heard::Drawn(undrawn),
            Some(Said::Picture { n_bytes, scale }) => {
                let mut png = Vec::new();
                return match out.take(n_bytes).read_to_end(&mut png) {
                    Ok(n_read) if n_read as u64 == n_bytes => Heard::Picture(png, scale),
                    _ => silence(0, 0),
                };
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::model::Side;

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
