//! `serve`: the local page, with what it needs of this computer.

use std::io::{self, Write as _};

use super::args::Serve;
use super::locale::Surroundings;
use super::{Failure, fonts, plan, say_unless};
use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lang;
use crate::read::{Input, ReadOptions};
use crate::web::{self, Config, Picture};

/// Largest upload where none is given, in bytes: they are kept in memory.
const MAX_BYTES: u64 = 128 << 20;

/// Serves the page until Ctrl-C.
///
/// # Errors
/// Options that make no sense, and a port that cannot be had.
pub(super) fn run(typed: &Serve, around: &Surroundings, quiet: bool) -> Result<(), Failure> {
    let lang = around.lang;
    let mut read = plan::read_options(&typed.read, lang)?;
    if typed.read.max_size.is_none() {
        read.max_bytes = MAX_BYTES;
    }
    let port = typed.port;
    let config = Config { port, lang, read, font: |family| fonts::find(None, family), picture };
    let opens = typed.open;
    web::run(config, |address| {
        // The address is the result; where nobody reads it, the page may open.
        let _ = writeln!(io::stdout(), "{address}");
        let _ = io::stdout().flush();
        let how = lang.pick(
            "上のアドレスをブラウザーで開いてください。Ctrl-C で終わります。文書はこのパソコンの外に出ません。",
            "open this address in a browser; Ctrl-C ends the program; no document leaves this computer",
        );
        say_unless(quiet, how);
        if opens && open::that_detached(address).is_err() {
            let failed = lang.pick(
                "shinkyu: ブラウザーを開けませんでした。上のアドレスを自分で開いてください。",
                "shinkyu: no browser could be opened; open the address yourself",
            );
            say_unless(false, failed);
        }
    })
    .map_err(|failure| explained(failure, lang))
}

fn explained(failure: web::Failure, lang: Lang) -> Failure {
    match failure {
        web::Failure::PortInUse(port, free) => {
            let free = free.map_or(0, |free| free);
            let (ja, en) = if free == 0 {
                (String::new(), String::new())
            } else {
                (
                    format!("空いている --port {free} か、"),
                    format!(" --port {free}, which is free, or"),
                )
            };
            super::Misuse::new(
                format!("ポート {port} はほかのプログラムが使っています。{ja}自動で選ぶ --port 0 を指定してください。"),
                format!("port {port} is used by another program; give{en} --port 0 for any free one"),
            )
            .into()
        }
        web::Failure::System(cause) => {
            let _ = lang;
            Error::new(ErrorKind::Unreadable, "127.0.0.1")
                .explained(
                    "このパソコンの中だけで待ち受けることができません。",
                    "the program cannot listen on this computer",
                )
                .because(cause)
                .into()
        }
    }
}

#[cfg(feature = "page-images")]
fn picture(input: &Input, options: &ReadOptions, page: u32, scale: f32) -> Result<Option<Picture>> {
    super::child::draw_page(input, options, page, scale)
}

/// This build draws no pages.
#[cfg(not(feature = "page-images"))]
fn picture(_: &Input, _: &ReadOptions, _: u32, _: f32) -> Result<Option<Picture>> {
    Ok(None)
}
