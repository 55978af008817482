//! Drawn paths → marks: boxes thin enough to be a rule or a dot of one.
//!
//! Programs draw the same rule as a stroke (`LibreOffice`, TeX), as a thin
//! filled rectangle (Chromium, Distiller, Word) or as a row of dots
//! (Ichitaro). A box thick in both directions is shading and no mark.

use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect};

use crate::model::Area;

/// A filled box thicker than this in both directions is shading (points).
pub(super) const MAX_THICKNESS: f64 = 3.0;
/// A sheet without edges.
const EVERYWHERE: Rect = Rect { x0: -1.0e6, y0: -1.0e6, x1: 1.0e6, y1: 1.0e6 };
/// Most marks kept of one page.
const MAX_MARKS: usize = 300_000;

/// Collects the marks of a page.
#[derive(Debug)]
pub(super) struct MarkSink {
    marks: Vec<Area>,
    /// What each open clip leaves visible, first of the page, then of a sheet
    /// without edges.
    clips: Vec<(Rect, Rect)>,
}

impl MarkSink {
    /// A sink for a page of this size.
    pub(super) fn new(page: Rect) -> Self {
        Self { marks: Vec::new(), clips: vec![(page.inflate(1.0, 1.0), EVERYWHERE)] }
    }

    /// The marks in drawing order.
    pub(super) fn finish(self) -> Vec<Area> {
        self.marks
    }

    /// Only what lies inside this box is visible until [`Self::pop_clip`].
    pub(super) fn push_clip(&mut self, clip: Rect) {
        let clip = clip.inflate(1.0, 1.0);
        let (page, sheet) = self.clips.last().copied().unwrap_or((Rect::ZERO, Rect::ZERO));
        self.clips.push((page.intersect(clip), sheet.intersect(clip)));
    }

    /// Ends the innermost clip.
    pub(super) fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    /// Whether a box can be seen at all, wholly or in part.
    pub(super) fn shows(&self, area: &Area) -> bool {
        meets(self.visible(), area)
    }

    /// Whether a box could be seen if the page had no edges.
    pub(super) fn would_show(&self, area: &Area) -> bool {
        self.clips.last().is_some_and(|(_, sheet)| meets(*sheet, area))
    }

    /// A filled path: each part of it is a box.
    pub(super) fn fill(&mut self, path: &BezPath, to_page: Affine) {
        let mut part: Option<Rect> = None;
        for element in path.elements() {
            if matches!(element, PathEl::MoveTo(_)) {
                self.push_thin(part.take());
            }
            for point in points(element) {
                let point = to_page * point;
                part = Some(match part {
                    Some(rect) => rect.union_pt(point),
                    None => Rect::from_points(point, point),
                });
            }
        }
        self.push_thin(part);
    }

    /// A stroked path: each straight piece of it is a box.
    pub(super) fn stroke(&mut self, path: &BezPath, to_page: Affine, line_width: f64) {
        let half = line_width * to_page.determinant().abs().sqrt() / 2.0;
        if half * 2.0 > MAX_THICKNESS {
            return;
        }
        let (mut start, mut last) = (None, None);
        for element in path.elements() {
            let to = match element {
                PathEl::MoveTo(point) => {
                    start = Some(to_page * *point);
                    last = start;
                    continue;
                }
                PathEl::LineTo(point) => Some(to_page * *point),
                PathEl::ClosePath => start,
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                    last = Some(to_page * *point);
                    continue;
                }
            };
            if let (Some(from), Some(to)) = (last, to) {
                let piece = Rect::from_points(from, to);
                if piece.width() <= 1.0 || piece.height() <= 1.0 {
                    let is_flat = piece.width() >= piece.height();
                    let thick =
                        if is_flat { piece.inflate(0.0, half) } else { piece.inflate(half, 0.0) };
                    self.push_thin(Some(thick));
                }
            }
            last = to;
        }
    }

    fn visible(&self) -> Rect {
        self.clips.last().map_or(Rect::ZERO, |(page, _)| *page)
    }

    #[expect(clippy::cast_possible_truncation, reason = "points on a page fit into an f32")]
    fn push_thin(&mut self, rect: Option<Rect>) {
        let Some(rect) = rect else { return };
        let visible = self.visible();
        let outside = rect.x1 < visible.x0
            || rect.x0 > visible.x1
            || rect.y1 < visible.y0
            || rect.y0 > visible.y1;
        let is_thin = rect.width() <= MAX_THICKNESS || rect.height() <= MAX_THICKNESS;
        if outside || !is_thin || !rect.is_finite() || self.marks.len() >= MAX_MARKS {
            return;
        }
        let rect = rect.intersect(visible);
        self.marks.push(Area {
            left: rect.x0 as f32,
            top: rect.y0 as f32,
            right: rect.x1 as f32,
            bottom: rect.y1 as f32,
        });
    }
}

fn meets(visible: Rect, area: &Area) -> bool {
    f64::from(area.right) >= visible.x0
        && f64::from(area.left) <= visible.x1
        && f64::from(area.bottom) >= visible.y0
        && f64::from(area.top) <= visible.y1
}

fn points(element: &PathEl) -> impl Iterator<Item = Point> {
    let (a, b, c) = match *element {
        PathEl::MoveTo(p) | PathEl::LineTo(p) => (Some(p), None, None),
        PathEl::QuadTo(p, q) => (Some(p), Some(q), None),
        PathEl::CurveTo(p, q, r) => (Some(p), Some(q), Some(r)),
        PathEl::ClosePath => (None, None, None),
    };
    [a, b, c].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_interpret::kurbo::Shape;

    fn sink() -> MarkSink {
        MarkSink::new(Rect::new(0.0, 0.0, 595.0, 842.0))
    }

    #[test]
    fn thin_boxes_are_marks_and_shading_is_not() {
        let mut sink = sink();
        for rect in [
            Rect::new(50.0, 100.0, 300.0, 100.5),
            Rect::new(50.0, 100.0, 50.5, 200.0),
            Rect::new(50.0, 100.0, 300.0, 120.0),
        ] {
            sink.fill(&rect.to_path(0.1), Affine::IDENTITY);
        }
        assert_eq!(sink.finish().len(), 2);
    }

    #[test]
    fn a_stroked_box_gives_four_marks_and_a_slanted_line_none() {
        let mut sink = sink();
        sink.stroke(&Rect::new(50.0, 100.0, 300.0, 200.0).to_path(0.1), Affine::IDENTITY, 0.5);
        let mut slanted = BezPath::new();
        slanted.move_to((50.0, 100.0));
        slanted.line_to((300.0, 200.0));
        sink.stroke(&slanted, Affine::IDENTITY, 0.5);
        let marks = sink.finish();
        assert_eq!(marks.len(), 4);
        assert_eq!((marks[0].top, marks[0].bottom), (99.75, 100.25));
    }

    #[test]
    fn what_a_clip_hides_is_no_mark() {
        let mut sink = sink();
        sink.push_clip(Rect::new(0.0, 0.0, 100.0, 100.0));
        sink.fill(&Rect::new(200.0, 50.0, 300.0, 51.0).to_path(0.1), Affine::IDENTITY);
        let inside = Area { left: 90.0, top: 90.0, right: 120.0, bottom: 95.0 };
        assert!(sink.shows(&inside));
        assert!(!sink.shows(&Area { left: 150.0, ..inside }));
        sink.pop_clip();
        sink.fill(&Rect::new(200.0, 50.0, 300.0, 51.0).to_path(0.1), Affine::IDENTITY);
        assert_eq!(sink.finish().len(), 1);
    }
}
