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

/// The shapes of a drawing part with the charts and diagrams it holds, by
/// their anchors from top to bottom.
///
/// # Errors
/// A [`Flaw`] of the XML.
pub(super) fn shapes(package: &mut Package<'_>, drawing: &str) -> Result<Vec<Shape>, Flaw> {
    let mut shapes = match package.text(drawing) {
        Some(text) => parse(&text)?,
        None => Vec::new(),
    };
    shapes.sort_by_key(|shape| (shape.row, shape.column));
    for relation in package.relations(drawing) {
        if matches!(&*relation.kind, "chart" | "chartEx" | "diagramData")
            && let Some(text) = package.text(&relation.target)
        {
            shapes.extend(parse(&text)?);
        }
    }
    Ok(shapes)
}

fn parse(text: &str) -> Result<Vec<Shape>, Flaw> {
    let mut shapes: Vec<Shape> = Vec::new();
    let mut shape = Shape::default();
    let mut open: Vec<String> = Vec::new();
    // The second reading of the same shape for older programs.
    let mut in_fallback = 0;
    xml::walk(text, |token, _| match token {
        Token::Open(element) => {
            let name = element.name();
            in_fallback += u32::from(name == "Fallback");
            match name {
                "cNvPr" if in_fallback == 0 => shape.is_hidden |= element.flag("hidden"),
                "p" | "br" if in_fallback == 0 => shape.paragraphs.push(String::new()),
                _ => {}
            }
            open.push(name.to_owned());
        }
        Token::Text(text) if in_fallback == 0 => {
            let above = open.len().checked_sub(2).and_then(|at| open.get(at));
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
            in_fallback -= u32::from(name == "Fallback");
            if matches!(name, "sp" | "cxnSp") && in_fallback == 0 {
                let (row, column) = (shape.row, shape.column);
                shapes.push(std::mem::take(&mut shape));
                (shape.row, shape.column) = (row, column);
            } else if name.ends_with("Anchor") {
                shapes.push(std::mem::take(&mut shape));
            }
        }
    })?;
    shapes.push(shape);
    for shape in &mut shapes {
        shape.paragraphs.retain(|paragraph| !paragraph.trim().is_empty());
    }
    shapes.retain(|shape| !shape.paragraphs.is_empty());
    Ok(shapes)
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
    fn comments_know_their_cell() {
        let part = "<comments><commentList><comment ref='B3'><text><r><t>要</t></r><r><t>確認</t></r>\
            <rPh><t>カクニン</t></rPh></text></comment></commentList></comments>";
        assert_eq!(comments(part).unwrap(), [(2, 1, "要確認".to_owned())]);
    }
}
