//! The child's side: takes its order from standard input and answers on
//! standard output, within limits.

use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::process::ExitCode;

use super::{Order, Said};
use crate::error::{Error, Warnings};
use crate::model::Side;
use crate::read::{self, Input, ReadOptions};

/// Processor seconds for any file, for each megabyte of it, and for each page
/// that is done. An ordinary page takes some hundredths of one.
#[cfg(unix)]
const SECONDS: (u64, u64, u64) = (8, 10, 2);
/// Address space for any file, and for each byte of it. The allocator reserves
/// a gibibyte of it before anything is used.
#[cfg(unix)]
const MEMORY: (u64, u64) = (2 << 30, 16);

/// Carries out one order.
pub(in crate::cli) fn serve() -> ExitCode {
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
    let n_bytes = order.n_bytes;
    limit_memory(n_bytes);
    limit_time(n_bytes, 0);
    let mut bytes = Vec::with_capacity(usize::try_from(n_bytes).unwrap_or_default());
    given.take(n_bytes).read_to_end(&mut bytes)?;
    let input = Input { name: order.name.clone(), bytes };
    let options = ReadOptions {
        max_bytes: order.max_bytes,
        read_twice: order.read_twice,
        passwords: order.passwords.clone(),
        skip_pages: order.skip_pages.clone(),
        ..ReadOptions::default()
    };
    // Pages are told to a parent that may have gone.
    let watch = |done, total| {
        limit_time(n_bytes, done);
        drop(say(&Said::Page { done, total }));
    };
    #[cfg(feature = "page-images")]
    if let Some(page) = order.page {
        return picture(&input, &options, page);
    }
    say(&carry_out(&order, &input, &options, &watch).unwrap_or_else(|error| failed(&error)))
}

fn failed(error: &Error) -> Said {
    Said::Failed {
        kind: error.kind(),
        explained: error.explanation().map(|(ja, en)| (ja.to_owned(), en.to_owned())),
        cause: std::error::Error::source(error).map(ToString::to_string),
    }
}

/// Draws one page and sends it.
#[cfg(feature = "page-images")]
fn picture(input: &Input, options: &ReadOptions, page: super::OnePage) -> io::Result<()> {
    let drawn =
        read::page_image(input, &options.passwords, page.number, page.scale).and_then(|image| {
            let scale = image.as_ref().map_or(page.scale, read::PageImage::scale);
            Ok((image.map(read::PageImage::into_png).transpose()?.unwrap_or_default(), scale))
        });
    match drawn {
        Ok((png, scale)) => {
            say(&Said::Picture { n_bytes: png.len() as u64, scale })?;
            let mut out = io::stdout().lock();
            out.write_all(&png)?;
            out.flush()
        }
        Err(error) => say(&failed(&error)),
    }
}

fn carry_out(
    order: &Order,
    input: &Input,
    options: &ReadOptions,
    watch: read::Watch<'_>,
) -> Result<Said, Error> {
    #[cfg(feature = "page-images")]
    if let Some(super::Drawing { pages, folder }) = &order.draw {
        let total = pages.len() as u32;
        let watch = |done| watch(done, total);
        let undrawn = super::super::pages::draw_here(pages, input, options, folder, &watch)?;
        return Ok(Said::Drawn { undrawn });
    }
    let mut warnings = Warnings::new(Side::New);
    let extract = Box::new(read::read_watched(input, options, &mut warnings, watch)?);
    let warnings = warnings.into_vec().into_iter().map(|it| (it.kind, it.page)).collect();
    Ok(Said::Extract { extract, warnings })
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
fn limit_memory(n_bytes: u64) {
    let memory = MEMORY.0 + MEMORY.1 * n_bytes;
    let _ = rlimit::setrlimit(rlimit::Resource::AS, memory, memory);
}

/// The limit grows with the pages done, so that a long document has time on a
/// slow machine and a page without end has not.
#[cfg(unix)]
fn limit_time(n_bytes: u64, pages_done: u32) {
    let (base, per_megabyte, per_page) = SECONDS;
    let seconds = base + per_megabyte * (n_bytes >> 20) + per_page * u64::from(pages_done);
    let _ = rlimit::setrlimit(rlimit::Resource::CPU, seconds, rlimit::INFINITY);
}

#[cfg(not(unix))]
fn limit_memory(_: u64) {}

#[cfg(not(unix))]
fn limit_time(_: u64, _: u32) {}
