//! What a page paints besides words, as the boxes that hold it: filled shapes that are not white,
//! pictures, shadings. White words on one of them are seen, others are not. Shapes are taken for
//! their boxes: words that might be seen count as seen.

use unpdf::parser::backend::{PageBox, PaintedXObject, PdfBackend, RawBackend, ResourceScope};

use super::lens::Lens;
use super::matrix::{Matrix, within};
use super::painting::{MAX_AREAS, Painting, Paintings, Step, bounds, corners};

/// Instructions that are followed on one page.
const MAX_OPS: usize = 1 << 20;

/// Drawings inside of drawings that are followed.
const MAX_DEPTH: usize = 8;

/// Lines thinner than this hide nothing, in points.
const THICK: f32 = 3.0;

/// The painted boxes of a page.
#[derive(Debug, Default)]
pub(super) struct Areas {
    /// Left, lower, right and upper edge, from the lower left corner.
    shapes: Vec<[f32; 4]>,
    pictures: Vec<[f32; 4]>,
    /// True if there was more than is followed.
    cut: bool,
}

impl Areas {
    /// What the page of `lens` paints. Streams that are among `known` are not decoded again.
    pub(super) fn of(lens: &Lens, scope: ResourceScope, known: &Paintings) -> Self {
        let mut areas = Self::default();
        let mut walk = Walk { lens, known, left: MAX_OPS, areas: &mut areas };
        let content = || lens.page_content(scope.page).unwrap_or_default();
        walk.follow(content, scope, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], MAX_DEPTH);
        areas.cut |= lens.is_cut();
        areas
    }

    /// True if something is painted in a box, or may be.
    pub(super) fn touch(&self, place: [f32; 4]) -> bool {
        self.cut || meets(&self.shapes, place) || meets(&self.pictures, place)
    }

    /// True if a picture is painted in a box, or may be.
    pub(super) fn picture(&self, place: [f32; 4]) -> bool {
        self.cut || meets(&self.pictures, place)
    }

    fn shape(&mut self, points: &[(f32, f32)], matrix: Matrix, room: f32) {
        if self.shapes.len() >= MAX_AREAS {
            self.cut = true;
        } else {
            self.shapes.extend(bounds(points, matrix, room));
        }
    }

    fn image(&mut self, matrix: Matrix) {
        if self.pictures.len() >= MAX_AREAS {
            self.cut = true;
        } else {
            self.pictures.extend(bounds(&corners([0.0, 0.0, 1.0, 1.0]), matrix, 0.0));
        }
    }
}

fn meets(areas: &[[f32; 4]], [left, low, right, high]: [f32; 4]) -> bool {
    areas.iter().any(|area| area[0] < right && left < area[2] && area[1] < high && low < area[3])
}

/// The way through what a page and its drawings paint.
struct Walk<'a, 'b, 'f> {
    lens: &'a Lens<'b, 'f>,
    known: &'a Paintings,
    /// Instructions that may still be followed.
    left: usize,
    areas: &'a mut Areas,
}

impl Walk<'_, '_, '_> {
    /// Follows a stream, whose instructions are asked for only if it is not known.
    fn follow(
        &mut self,
        content: impl FnOnce() -> Vec<u8>,
        scope: ResourceScope,
        matrix: Matrix,
        depth: usize,
    ) {
        if let Some(painting) = self.known.get(&scope.form) {
            self.paint(painting, scope, matrix, depth);
            return;
        }
        let file: &RawBackend = self.lens.file();
        let ops = file.decode_content(&content()).unwrap_or_default();
        self.paint(&Painting::of(&ops, file, scope), scope, matrix, depth);
    }

    fn paint(&mut self, painting: &Painting, scope: ResourceScope, matrix: Matrix, depth: usize) {
        self.areas.cut |= painting.cut || painting.ops > self.left;
        self.left = self.left.saturating_sub(painting.ops);
        if self.areas.cut {
            return;
        }
        for step in &painting.steps {
            match step {
                Step::Shape(area) => self.areas.shape(&corners(*area), matrix, 0.0),
                Step::Line(area, width) => {
                    let [a, b, ..] = matrix;
                    let width = width * a.hypot(b);
                    if width > THICK {
                        self.areas.shape(&corners(*area), matrix, width / 2.0);
                    }
                }
                Step::Picture(inner) => self.areas.image(within(*inner, matrix)),
                Step::Named(name, inner) => {
                    self.drawing(name, scope, within(*inner, matrix), depth);
                }
            }
        }
    }

    fn drawing(&mut self, name: &[u8], scope: ResourceScope, matrix: Matrix, depth: usize) {
        match self.lens.xobject(scope, name) {
            Some(PaintedXObject::Form(form)) if depth > 0 => {
                let inner = within(form.matrix, matrix);
                let scope = ResourceScope::form(scope.page, form.id);
                self.follow(|| form.content.unwrap_or_default(), scope, inner, depth - 1);
            }
            Some(PaintedXObject::Form(form)) => {
                let PageBox { llx, lly, urx, ury } = form.bbox.unwrap_or(PageBox::LETTER);
                let inner = within(form.matrix, matrix);
                self.areas.shape(&corners([llx, lly, urx, ury]), inner, 0.0);
            }
            Some(_) => self.areas.image(matrix),
            None => {}
        }
    }
}
