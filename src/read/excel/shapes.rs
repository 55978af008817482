//! Text that stands on a sheet without being in a cell: text boxes, shapes,
//! charts, diagrams, and comments.

use super::package::Package;
use super::sheet::cell_of;
use crate::read::xml::{self, Flaw, Token};

/// Paragraphs of one shape and where the shape is anchored.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Row counted from 0.
    pub row: u32,
    /// Column counted from 0.
    pub column: u32,
    /// The paragraphs, from top to bottom.
    pub paragraphs: Vec<String>,
    /// Whether the shape is switched off.
    pub is_hidden: bool,
}

/// The text on the drawing of a sheet.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    /// Shapes by their anchors from top to bottom, then charts and diagrams.
    pub shapes: Vec<Shape>,
    /// Charts with labels, which repeat cells as a rule and are not read.
    pub n_unread: u32,
}

/// The shapes of a drawing part with the charts and diagrams it holds. What
/// cannot be read is noted in the package.
pub(super) fn drawing(package: &mut Package<'_>, part: &str) -> Drawing {
    let mut drawing =
        Drawing { shapes: package.read(part, parse).unwrap_or_default(), n_unread: 0 };
    drawing.shapes.sort_by_key(|shape| (shape.row, shape.column));
    for relation in package.relations(part) {
        match &*relation.kind {
            "chart" | "chartEx" => {
                let read = |text: &str| parse(text).map(|shapes| (shapes, has_labels(text)));
                if let Some((shapes, has_labels)) = package.read(&relation.target, read) {
                    drawing.shapes.extend(shapes);
                    drawing.n_unread += u32::from(has_labels);
                }
                // Text boxes drawn into the chart.
                for inner in package.relations(&relation.target) {
                    if inner.kind == "chartUserShapes" {
                        let read = package.read(&inner.target, parse);
                        drawing.shapes.extend(read.unwrap_or_default());
                    }
                }
            }
            "diagramData" => {
                drawing.shapes.extend(package.read(&relation.target, parse).unwrap_or_default());
            }
            _ => {}
        }
    }
    drawing
}

/// Whether a chart holds texts of its own for its axes and series.
fn has_labels(chart: &str) -> bool {
    let mut found = false;
    // The chart has been walked to its end before.
    let _ = xml::walk(chart, |token, _| {
        if let Token::Open(element) = token {
            found |= matches!(element.name(), "strCache" | "strLit" | "strDim");
        }
    });
    found
}

fn parse(text: &str) -> Result<Vec<Shape>, Flaw> {
    let mut found = Found::default();
    let mut open: Vec<String> = Vec::new();
    // The second reading of the same shape for older programs.
    let mut in_fallback = 0;
    xml::walk(text, |token, _| match token {
        Token::Open(element) => {
            let name = element.name();
            in_fallback += u32::from(name == "Fallback");
            match name {
                "cNvPr" if in_fallback == 0 => {
                    if let Some(hides) = found.hides.last_mut() {
                        *hides |= element.flag("hidden");
                    }
                }
                "p" | "br" if in_fallback == 0 => found.shape.paragraphs.push(String::new()),
                name if in_fallback == 0 && is_frame(name) => {
                    found.end_shape();
                    found.hides.push(false);
                }
                _ => {}
            }
            open.push(name.to_owned());
        }
        Token::Text(text) if in_fallback == 0 => {
            let above = open.len().checked_sub(2).and_then(|at| open.get(at));
            let shape = &mut found.shape;
            match (open.last().map(String::as_str), above.map(String::as_str)) {
                (Some("t"), _) => match shape.paragraphs.last_mut() {
                    Some(paragraph) => paragraph.push_str(text),
                    None => shape.paragraphs.push(text.to_owned()),
                },
                (Some("row"), Some("from")) => shape.row = text.trim().parse().unwrap_or(0),
                (Some("col"), Some("from")) => shape.column = text.trim().parse().unwrap_or(0),
                _ => {}
            }
        }
        Token::Text(_) => {}
        Token::Close(name) => {
            open.pop();
            if in_fallback == 0 && is_frame(name) {
                found.end_shape();
                found.hides.pop();
            }
            in_fallback -= u32::from(name == "Fallback");
        }
    })?;
    found.end_shape();
    Ok(found.shapes)
}

/// Elements that hold the properties of one object on the sheet.
fn is_frame(name: &str) -> bool {
    name.ends_with("Anchor") || matches!(name, "sp" | "cxnSp" | "grpSp" | "pic" | "graphicFrame")
}

/// What has been found of a drawing so far.
#[derive(Default)]
struct Found {
    shapes: Vec<Shape>,
    /// The text since the last object began or ended.
    shape: Shape,
    /// For each open object whether it is switched off, groups before what
    /// they hold.
    hides: Vec<bool>,
}

impl Found {
    /// Ends a shape; the next is anchored in the same place.
    fn end_shape(&mut self) {
        let Shape { row, column, .. } = self.shape;
        let mut shape =
            std::mem::replace(&mut self.shape, Shape { row, column, ..Shape::default() });
        shape.paragraphs.retain(|paragraph| !paragraph.trim().is_empty());
        if !shape.paragraphs.is_empty() {
            shape.is_hidden = self.hides.contains(&true);
            self.shapes.push(shape);
        }
    }
}

/// The comments of a sheet: cell and text.
///
/// # Errors
/// A [`Flaw`] of the XML.
pub(super) fn comments(text: &str) -> Result<Vec<(u32, u32, String)>, Flaw> {
    let mut comments: Vec<(u32, u32, String)> = Vec::new();
    let (mut in_text, mut in_phonetic) = (false, false);
    xml::walk(text, |token, _| match token {
        Token::Open(element) => match element.name() {
            "comment" => {
                let at = element.attribute("ref").as_deref().and_then(cell_of).unwrap_or_default();
                comments.push((at.0, at.1, String::new()));
            }
            "t" => in_text = true,
            "rPh" => in_phonetic = true,
            _ => {}
        },
        Token::Text(text) if in_text && !in_phonetic => {
            if let Some((.., comment)) = comments.last_mut() {
                comment.push_str(text);
            }
        }
        Token::Close("t") => in_text = false,
        Token::Close("rPh") => in_phonetic = false,
        Token::Text(_) | Token::Close(_) => {}
    })?;
    Ok(comments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_read_once_and_in_order() {
        let drawing = "<xdr:wsDr xmlns:xdr='x' xmlns:a='a' xmlns:mc='m'>\
            <xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:row>7</xdr:row></xdr:from>\
            <xdr:to><xdr:col>9</xdr:col><xdr:row>9</xdr:row></xdr:to>\
            <mc:AlternateContent><mc:Choice><xdr:sp><xdr:txBody><a:p><a:r><a:t>記入</a:t></a:r>\
            <a:r><a:t>要領</a:t></a:r></a:p><a:p/><a:p><a:r><a:t>二</a:t></a:r></a:p>\
            </xdr:txBody></xdr:sp></mc:Choice>\
            <mc:Fallback><xdr:sp><xdr:txBody><a:p><a:r><a:t>記入要領</a:t></a:r></a:p>\
            </xdr:txBody></xdr:sp></mc:Fallback></mc:AlternateContent></xdr:twoCellAnchor></xdr:wsDr>";
        let shapes = parse(drawing).unwrap();
        let expected = Shape {
            row: 7,
            column: 2,
            paragraphs: vec!["記入要領".into(), "二".into()],
            is_hidden: false,
        };
        assert_eq!(shapes, [expected]);
    }

    #[test]
    fn what_is_hidden_covers_its_own_group_only() {
        let sp = |text: &str| {
            format!(
                "<sp><nvSpPr><cNvPr id='3'/></nvSpPr><txBody><p><r><t>{text}</t></r></p></txBody></sp>"
            )
        };
        let group = |hidden: u8, inside: &str| {
            format!(
                "<a><oneCellAnchor><grpSp><nvGrpSpPr><cNvPr hidden='{hidden}'/></nvGrpSpPr>{inside}</grpSp></oneCellAnchor></a>"
            )
        };
        let picture = "<pic><nvPicPr><cNvPr hidden='1'/></nvPicPr></pic>";
        let seen = group(0, &format!("{picture}{}", sp("見")));
        let hidden = group(1, &format!("{}{}", sp("一"), sp("二")));
        let shapes = parse(&format!("<d>{hidden}{seen}</d>")).unwrap();
        let found: Vec<_> =
            shapes.iter().map(|shape| (&*shape.paragraphs[0], shape.is_hidden)).collect();
        assert_eq!(found, [("一", true), ("二", true), ("見", false)]);
    }

    #[test]
    fn comments_know_their_cell() {
        let part = "<comments><commentList><comment ref='B3'><text><r><t>要</t></r><r><t>確認</t></r>\
            <rPh><t>カクニン</t></rPh></text></comment></commentList></comments>";
        assert_eq!(comments(part).unwrap(), [(2, 1, "要確認".to_owned())]);
    }
}
