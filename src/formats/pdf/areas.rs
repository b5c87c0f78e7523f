//! What a page paints besides words, as the boxes that hold it: filled shapes that are not white,
//! pictures, shadings. White words on one of them are seen, others are not. Shapes are taken for
//! their boxes: words that might be seen count as seen.

use std::collections::HashMap;

use unpdf::parser::backend::{
    ContentOp, PageBox, PaintedXObject, PdfBackend, PdfValue, RawBackend, ResourceScope,
    get_number_from_value,
};

use super::lens::Lens;
use super::matrix::{Matrix, matrix_of, placed, within};
use super::tint::Colour;

/// Boxes that are kept of one page; with more, everything counts as painted.
const MAX_AREAS: usize = 2048;

/// Instructions that are followed on one page.
const MAX_OPS: usize = 1 << 20;

/// Drawings inside of drawings that are followed.
const MAX_DEPTH: usize = 8;

/// Painting states that are kept.
const MAX_SAVED: usize = 512;

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

/// What streams of instructions paint, by the drawing that each is; none is the page itself.
pub(super) type Paintings = HashMap<Option<(u32, u16)>, Painting>;

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

/// The corners of a box.
fn corners([left, low, right, high]: [f32; 4]) -> [(f32, f32); 4] {
    [(left, low), (right, low), (right, high), (left, high)]
}

/// The box around points, and some room around it.
fn bounds(points: &[(f32, f32)], matrix: Matrix, room: f32) -> Option<[f32; 4]> {
    let mut area = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    for (x, y) in points {
        let (x, y) = placed(matrix, *x, *y);
        area = [area[0].min(x), area[1].min(y), area[2].max(x), area[3].max(y)];
    }
    let [left, low, right, high] = area;
    (left <= right).then_some([left - room, low - room, right + room, high + room])
}

/// What one stream of instructions paints besides words, in its own measure.
#[derive(Debug, Default)]
pub(super) struct Painting {
    steps: Vec<Step>,
    /// Instructions it has.
    ops: usize,
    /// True if there was more than is kept, or something that has no box.
    cut: bool,
}

#[derive(Debug)]
enum Step {
    /// A filled shape that is not white.
    Shape([f32; 4]),
    /// A path drawn with lines so wide.
    Line([f32; 4], f32),
    /// A picture among the instructions.
    Picture(Matrix),
    /// A picture or drawing by its name.
    Named(Vec<u8>, Matrix),
}

/// How shapes are painted at some place among the instructions.
#[derive(Clone, Default)]
struct State {
    matrix: Matrix,
    fill: Colour,
    /// Width of lines.
    line: f32,
}

impl Painting {
    /// What instructions paint, whose names are looked up in `scope`.
    pub(super) fn of(ops: &[ContentOp], file: &RawBackend, scope: ResourceScope) -> Self {
        let mut painting = Self { ops: ops.len(), ..Self::default() };
        let matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        let mut state = State { matrix, line: 1.0, ..State::default() };
        let mut saved: Vec<State> = Vec::new();
        let mut path: Vec<(f32, f32)> = Vec::new();
        for op in ops {
            match op.operator.as_str() {
                "Tj" | "TJ" | "Td" | "Tm" | "Tf" | "BT" | "ET" => {}
                "q" if saved.len() < MAX_SAVED => saved.push(state.clone()),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => {
                    let inner = matrix_of(op).map(|inner| within(inner, state.matrix));
                    state.matrix = inner.unwrap_or(state.matrix);
                }
                "w" => {
                    state.line = op.operands.first().and_then(get_number_from_value).unwrap_or(1.0)
                }
                "Do" => {
                    if let Some(PdfValue::Name(name)) = op.operands.first() {
                        painting.push(Step::Named(name.clone(), state.matrix));
                    }
                }
                "BI" => painting.push(Step::Picture(state.matrix)),
                "sh" => painting.cut = true,
                _ => {
                    state.fill.follow(op, file, scope);
                    painting.shape(op, &mut path, &state);
                }
            }
        }
        painting
    }

    fn push(&mut self, step: Step) {
        if self.steps.len() >= 2 * MAX_AREAS {
            self.cut = true;
        } else {
            self.steps.push(step);
        }
    }

    /// Follows the instructions that make and paint shapes.
    fn shape(&mut self, op: &ContentOp, path: &mut Vec<(f32, f32)>, state: &State) {
        let numbers = || op.operands.iter().filter_map(get_number_from_value);
        match op.operator.as_str() {
            "re" => {
                let mut numbers = numbers();
                let mut next = || numbers.next();
                if let (Some(x), Some(y), Some(width), Some(height)) =
                    (next(), next(), next(), next())
                {
                    path.extend(corners([x, y, x + width, y + height]));
                }
            }
            "m" | "l" | "c" | "v" | "y" => {
                let (xs, ys) = (numbers().step_by(2), numbers().skip(1).step_by(2));
                path.extend(xs.zip(ys));
            }
            "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" => {
                let area = bounds(path, state.matrix, 0.0).filter(|_| !state.fill.white);
                area.into_iter().for_each(|area| self.push(Step::Shape(area)));
                path.clear();
            }
            "S" | "s" => {
                let [a, b, ..] = state.matrix;
                let area = bounds(path, state.matrix, 0.0);
                let width = state.line * a.hypot(b);
                area.into_iter().for_each(|area| self.push(Step::Line(area, width)));
                path.clear();
            }
            "n" => path.clear(),
            _ => {}
        }
        path.truncate(MAX_AREAS);
    }
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
