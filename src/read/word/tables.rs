//! Tables of a part. Widths are never asked: neither the grid element nor the
//! first row can be trusted, so columns are counted from the cells of each
//! row and the columns they say they cover.

use super::body::{Reader, is_property};
use super::draft::{Cell, Merge, Row, Table};
use super::xml::{Fault, Tag, Vocabulary};
use crate::model::Furniture;

/// Most columns one cell can cover; Word has 63 columns at most.
const WIDEST: u32 = 128;

impl Reader<'_> {
    /// Reads the rest of a `w:tbl`.
    ///
    /// # Errors
    /// Those of the XML, and `TooMuch`.
    pub(super) fn table(&mut self) -> Result<Table, Fault> {
        let mut table = Table::default();
        self.rows(&mut table)?;
        Ok(table)
    }

    /// Rows may stand in content controls and the like.
    fn rows(&mut self, table: &mut Table) -> Result<(), Fault> {
        while let Some(tag) = self.xml.child()? {
            match tag.kind() {
                (Vocabulary::Word, "tr") => {
                    self.found.count()?;
                    let mut row = Row::default();
                    self.cells(&mut row)?;
                    table.rows.push(row);
                }
                (Vocabulary::Word, name) if is_property(name) => self.xml.skip()?,
                (Vocabulary::Word, "p" | "tbl" | "r") => {
                    // Text between rows: a row of its own, so that it is kept.
                    let cell = self.stray(&tag)?;
                    table.rows.push(Row { cells: vec![cell], ..Row::default() });
                }
                _ => self.rows(table)?,
            }
        }
        Ok(())
    }

    fn cells(&mut self, row: &mut Row) -> Result<(), Fault> {
        while let Some(tag) = self.xml.child()? {
            match tag.kind() {
                (Vocabulary::Word, "trPr") => self.row_properties(row)?,
                (Vocabulary::Word, "tc") => {
                    let (cell, goes_on) = self.cell()?;
                    match row.cells.last_mut().filter(|_| goes_on) {
                        Some(first) => {
                            first.n_columns = (first.n_columns + cell.n_columns).min(WIDEST);
                            first.flow.items.extend(cell.flow.items);
                        }
                        None => row.cells.push(cell),
                    }
                }
                (Vocabulary::Word, name) if is_property(name) => self.xml.skip()?,
                (Vocabulary::Word, "p" | "tbl" | "r") => {
                    let cell = self.stray(&tag)?;
                    row.cells.push(cell);
                }
                _ => self.cells(row)?,
            }
        }
        Ok(())
    }

    fn stray(&mut self, tag: &Tag<'_>) -> Result<Cell, Fault> {
        let mut cell = Cell { n_columns: 1, ..Cell::default() };
        self.block(tag, &mut cell.flow)?;
        Ok(cell)
    }

    fn row_properties(&mut self, row: &mut Row) -> Result<(), Fault> {
        while let Some(tag) = self.xml.child()? {
            match tag.kind() {
                (Vocabulary::Word, "hidden") if tag.is_on() => {
                    row.why.get_or_insert(Furniture::Hidden);
                }
                (Vocabulary::Word, "gridBefore") => row.n_before = columns(&tag, 0),
                (Vocabulary::Word, name @ ("ins" | "del")) => {
                    self.found.n_tracked += 1;
                    if self.takes_away(name) {
                        row.why = Some(Furniture::TrackedChange);
                    }
                }
                _ => {}
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    /// A cell, and whether it only goes on with the one before it.
    fn cell(&mut self) -> Result<(Cell, bool), Fault> {
        self.found.count()?;
        let mut cell = Cell { n_columns: 1, ..Cell::default() };
        let mut goes_on = false;
        while let Some(tag) = self.xml.child()? {
            if tag.kind() != (Vocabulary::Word, "tcPr") {
                self.block(&tag, &mut cell.flow)?;
                continue;
            }
            while let Some(tag) = self.xml.child()? {
                match tag.kind() {
                    (Vocabulary::Word, "gridSpan") => cell.n_columns = columns(&tag, 1),
                    (Vocabulary::Word, "vMerge") => {
                        let begins = tag.value().as_deref() == Some("restart");
                        cell.merge = if begins { Merge::Begins } else { Merge::GoesOn };
                    }
                    (Vocabulary::Word, "hMerge") => {
                        goes_on = tag.value().as_deref() != Some("restart");
                    }
                    (Vocabulary::Word, name @ ("cellIns" | "cellDel")) => {
                        self.found.n_tracked += 1;
                        cell.is_removed |= self.takes_away(name);
                    }
                    _ => {}
                }
                self.xml.skip()?;
            }
        }
        Ok((cell, goes_on))
    }
}

fn columns(tag: &Tag<'_>, least: u32) -> u32 {
    let said = tag.value().and_then(|value| value.trim().parse().ok());
    said.unwrap_or(least).clamp(least, WIDEST)
}
