//! How wide the cells of an office are: a ruled table of the documents must
//! fit into them, or it covers the text of the next cell.

use quick_xml::events::BytesStart;

/// Widths in an open table, in twentieths of a point.
#[derive(Default)]
pub(super) struct Columns {
    /// Of its columns.
    grid: Vec<usize>,
    /// Where the open cell begins, and how many columns it covers.
    column: usize,
    span: usize,
    /// What the cell says itself.
    own: Option<usize>,
}

impl Columns {
    /// Takes note of a tag.
    pub(super) fn see(&mut self, tag: &BytesStart<'_>) {
        let number =
            |name: &str| -> Option<usize> { tag.try_get_attribute(name).ok()??.value.parse().ok() };
        match tag.name().as_ref() {
            "w:gridCol" => self.grid.push(number("w:w").unwrap_or(0)),
            "w:tr" => (self.column, self.span) = (0, 0),
            "w:tc" => {
                self.column = self.column.saturating_add(self.span);
                (self.span, self.own) = (1, None);
            }
            "w:gridSpan" => self.span = number("w:val").unwrap_or(1).max(1),
            "w:tcW" => {
                let kind = tag.try_get_attribute("w:type").ok().flatten();
                let is_length = kind.is_none_or(|kind| &*kind.value == "dxa");
                self.own = number("w:w").filter(|width| is_length && *width > 0);
            }
            _ => {}
        }
    }

    /// Width of the open cell, in twentieths of a point, where the file tells.
    pub(super) fn width(&self) -> Option<usize> {
        let columns = self.grid.get(self.column..self.column.saturating_add(self.span));
        let of_grid = columns.map(|columns| columns.iter().sum()).filter(|width| *width > 0);
        self.own.or(of_grid)
    }
}

#[cfg(test)]
mod tests {
    use quick_xml::events::Event;

    use super::*;

    #[test]
    fn cells_know_how_wide_they_are() {
        let xml = "<w:tbl><w:gridCol w:w=\"100\"/><w:gridCol w:w=\"200\"/><w:gridCol w:w=\"400\"/>\
            <w:tr><w:tc/><w:p/><w:tc/><w:tcW w:w=\"0\" w:type=\"auto\"/><w:gridSpan w:val=\"2\"/>\
            <w:p/></w:tr><w:tr><w:tc/><w:tcW w:w=\"77\" w:type=\"dxa\"/><w:p/><w:tc/>\
            <w:tcW w:w=\"5000\" w:type=\"pct\"/><w:p/><w:tc/><w:tc/><w:p/></w:tr></w:tbl>";
        let mut reader = quick_xml::Reader::from_str(xml);
        let (mut columns, mut widths) = (Columns::default(), Vec::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                Event::Empty(tag) if tag.name().as_ref() == "w:p" => widths.push(columns.width()),
                Event::Start(tag) | Event::Empty(tag) => columns.see(&tag),
                _ => {}
            }
        }
        assert_eq!(widths, [Some(100), Some(600), Some(77), Some(200), None]);
    }
}
