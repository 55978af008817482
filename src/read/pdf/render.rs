//! Pages as pictures, for people who want to see what the program saw.
//!
//! Each page is drawn behind `fence`; a page that cannot be drawn is left
//! out. Text in fonts that the file does not hold is drawn only where a
//! standard font can stand for it.

use std::ops::Range;

use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use hayro_interpret::InterpreterSettings;
use hayro_syntax::page::Page;

use super::fence::{guarded, on_big_stack};
use super::open;
use crate::error::{Error, ErrorKind, Result};
use crate::model::Area;
use crate::read::{Input, ReadOptions};

/// Longest edge of a picture in pixels; larger pages are drawn smaller.
const LONGEST_EDGE: f32 = 4000.0;

/// One page as a picture.
#[expect(missing_debug_implementations, reason = "there is nothing to read in a million pixels")]
pub struct PageImage {
    pixels: Pixmap,
    /// Pixels for each point.
    scale: f32,
}

/// Red, green and blue.
pub type Colour = [u8; 3];

impl PageImage {
    /// Draws the outline of an area of the page, given in points.
    pub fn frame(&mut self, area: Area, colour: Colour) {
        let line = 0.75;
        let Area { left, top, right, bottom } = area;
        for edge in [
            Area { left, top, right, bottom: top + line },
            Area { left, top: bottom - line, right, bottom },
            Area { left, top, right: left + line, bottom },
            Area { left: right - line, top, right, bottom },
        ] {
            self.blend(edge, colour, 255);
        }
    }

    /// Lays a light colour over an area of the page, given in points.
    pub fn tint(&mut self, area: Area, colour: Colour) {
        self.blend(area, colour, 80);
    }

    /// Pixels for each point.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// The picture as a PNG file.
    ///
    /// # Errors
    /// When the picture cannot be packed.
    pub fn into_png(self) -> Result<Vec<u8>> {
        let failed = |cause| Error::new(ErrorKind::Unwritable, "").because(cause);
        self.pixels.into_png().map_err(|cause| failed(cause.to_string()))
    }

    /// Mixes `alpha` of 255 parts of a colour into an area.
    fn blend(&mut self, area: Area, colour: Colour, alpha: u16) {
        let (width, height) = (self.pixels.width(), self.pixels.height());
        let scale = self.scale;
        let columns = pixels(area.left * scale, area.right * scale, width);
        let rows = pixels(area.top * scale, area.bottom * scale, height);
        let bytes = self.pixels.data_as_u8_slice_mut();
        for row in rows {
            for column in columns.clone() {
                let at = 4 * (usize::from(row) * usize::from(width) + usize::from(column));
                for (byte, paint) in bytes[at..at + 3].iter_mut().zip(colour) {
                    let mixed = u16::from(*byte) * (255 - alpha) + u16::from(paint) * alpha;
                    *byte = (mixed / 255) as u8;
                }
            }
        }
    }
}

/// The pixels from one place to another, as far as there are any.
#[expect(clippy::cast_sign_loss, reason = "clamped to what there is")]
fn pixels(from: f32, to: f32, most: u16) -> Range<u16> {
    let most = f32::from(most);
    from.clamp(0.0, most) as u16..to.clamp(0.0, most).ceil() as u16
}

/// Draws the pages of a PDF, `scale` pixels for each point, and hands each with
/// its number, counted from 1, to `each`. Returns the numbers of the pages that
/// cannot be drawn, those left out by the options among them.
///
/// # Errors
/// `Encrypted` and `Damaged` when the file cannot be opened, and whatever
/// `each` returns.
pub fn page_images(
    input: &Input,
    options: &ReadOptions,
    scale: f32,
    each: &mut (dyn FnMut(u32, PageImage) -> Result<()> + Send),
) -> Result<Vec<u32>> {
    let draw_all = || {
        let mut undrawn = Vec::new();
        let pdf = open(input, &options.passwords)?;
        for (number, page) in (1..).zip(pdf.pages().iter()) {
            if options.skip_pages.contains(&number) {
                undrawn.push(number);
                continue;
            }
            match draw(page, scale) {
                Some(image) => each(number, image)?,
                None => undrawn.push(number),
            }
        }
        Ok(undrawn)
    };
    on_big_stack(draw_all).unwrap_or_else(|_| Err(Error::new(ErrorKind::Damaged, &*input.name)))
}

/// Draws one page of a PDF, counted from 1, `scale` pixels for each point;
/// `None` where there is no such page or it cannot be drawn.
///
/// # Errors
/// `Encrypted` and `Damaged` when the file cannot be opened.
pub fn page_image(
    input: &Input,
    passwords: &[String],
    page: u32,
    scale: f32,
) -> Result<Option<PageImage>> {
    let draw_one = || {
        let pdf = open(input, passwords)?;
        let index = page.checked_sub(1).map(|index| index as usize);
        Ok(index.and_then(|index| pdf.pages().get(index)).and_then(|page| draw(page, scale)))
    };
    on_big_stack(draw_one).unwrap_or_else(|_| Err(Error::new(ErrorKind::Damaged, &*input.name)))
}

/// One page; `None` where it cannot be drawn.
fn draw(page: &Page<'_>, scale: f32) -> Option<PageImage> {
    let (width, height) = page.render_dimensions();
    let scale = scale.min(LONGEST_EDGE / width.max(height).max(1.0));
    let drawn = guarded(|| {
        let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        let interpreting = InterpreterSettings::default();
        let drawing = RenderSettings::default();
        render(page, &RenderCache::new(), &interpreting, &drawing, &settings)
    });
    Some(PageImage { pixels: drawn.ok()?, scale })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One white page of 200 by 100 points.
    const PAGE: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources<<>>>>endobj\n\
        trailer<</Root 1 0 R>>";

    fn pixel(image: &mut PageImage, x: usize, y: usize) -> [u8; 3] {
        let at = 4 * (y * usize::from(image.pixels.width()) + x);
        let bytes = image.pixels.data_as_u8_slice_mut();
        [bytes[at], bytes[at + 1], bytes[at + 2]]
    }

    #[test]
    fn areas_are_drawn_where_they_stand() {
        let input = Input { name: "a.pdf".into(), bytes: PAGE.to_vec() };
        let mut n_pages = 0;
        page_images(&input, &ReadOptions::default(), 2.0, &mut |number, mut image| {
            n_pages += number;
            assert_eq!((image.pixels.width(), image.pixels.height()), (400, 200));
            let area = |left, top| Area { left, top, right: left + 20.0, bottom: top + 10.0 };
            image.frame(area(10.0, 10.0), [0, 0, 255]);
            image.tint(area(100.0, 50.0), [255, 0, 0]);
            // An area that lies outside is no harm.
            image.frame(area(-500.0, 900.0), [0, 0, 0]);
            assert_eq!(pixel(&mut image, 20, 30), [0, 0, 255], "left edge");
            assert_eq!(pixel(&mut image, 30, 30), [255, 255, 255], "inside");
            let [red, green, _] = pixel(&mut image, 210, 110);
            assert!(red == 255 && green < 255 && green > 100, "a light red");
            assert!(image.into_png()?.starts_with(b"\x89PNG"));
            Ok(())
        })
        .expect("the page can be drawn");
        assert_eq!(n_pages, 1);
        let one = page_image(&input, &[], 1, 2.0).expect("the file can be opened");
        assert_eq!(one.expect("there is a page 1").pixels.width(), 400);
        for page in [0, 2] {
            let none = page_image(&input, &[], page, 2.0).expect("the file can be opened");
            assert!(none.is_none(), "there is no page {page}");
        }
        let options = ReadOptions { skip_pages: vec![1], ..ReadOptions::default() };
        let undrawn = page_images(&input, &options, 2.0, &mut |_, _| unreachable!("left out"));
        assert_eq!(undrawn.expect("nothing fails"), [1]);
    }
}
