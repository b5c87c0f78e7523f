//! What a page paints besides words, as the boxes that hold it: filled shapes that are not white,
//! pictures, shadings. White words on one of them are seen, others are not. Shapes are taken for
//! their boxes: words that might be seen count as seen.

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

impl Areas {
    /// What the page of `lens` paints.
    pub(super) fn of(lens: &Lens, scope: ResourceScope) -> Self {
        let mut areas = Self::default();
        let content = lens.page_content(scope.page).unwrap_or_default();
        let mut walk = Walk { lens, left: MAX_OPS, areas: &mut areas };
        walk.follow(&content, scope, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], MAX_DEPTH);
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
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
        if self.pictures.len() >= MAX_AREAS {
            self.cut = true;
        } else {
            self.pictures.extend(bounds(&corners, matrix, 0.0));
        }
    }
}

fn meets(areas: &[[f32; 4]], [left, low, right, high]: [f32; 4]) -> bool {
    areas.iter().any(|area| area[0] < right && left < area[2] && area[1] < high && low < area[3])
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

/// How shapes are painted at some place among the instructions.
#[derive(Clone, Default)]
struct State {
    matrix: Matrix,
    fill: Colour,
    /// Width of lines.
    line: f32,
}

/// The way through the instructions of a page and its drawings.
struct Walk<'a, 'b, 'f> {
    lens: &'a Lens<'b, 'f>,
    /// Instructions that may still be followed.
    left: usize,
    areas: &'a mut Areas,
}

impl Walk<'_, '_, '_> {
    fn follow(&mut self, content: &[u8], scope: ResourceScope, matrix: Matrix, depth: usize) {
        let file: &RawBackend = self.lens.file();
        let ops = file.decode_content(content).unwrap_or_default();
        let mut state = State { matrix, line: 1.0, ..State::default() };
        let mut saved: Vec<State> = Vec::new();
        let mut path: Vec<(f32, f32)> = Vec::new();
        for op in ops {
            if self.left == 0 {
                self.areas.cut = true;
                return;
            }
            self.left -= 1;
            match op.operator.as_str() {
                "q" if saved.len() < MAX_SAVED => saved.push(state.clone()),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => {
                    let inner = matrix_of(&op).map(|inner| within(inner, state.matrix));
                    state.matrix = inner.unwrap_or(state.matrix);
                }
                "w" => {
                    state.line = op.operands.first().and_then(get_number_from_value).unwrap_or(1.0)
                }
                "Do" => self.drawing(&op, scope, &state, depth),
                "BI" => self.areas.image(state.matrix),
                "sh" => self.areas.cut = true,
                _ => {
                    state.fill.follow(&op, file, scope);
                    self.shape(&op, &mut path, &state);
                }
            }
        }
    }

    /// Follows the instructions that make and paint shapes.
    fn shape(&mut self, op: &ContentOp, path: &mut Vec<(f32, f32)>, state: &State) {
        let numbers: Vec<f32> = op.operands.iter().filter_map(get_number_from_value).collect();
        match (op.operator.as_str(), numbers.as_slice()) {
            ("re", [x, y, width, height]) => {
                let (right, high) = (x + width, y + height);
                path.extend([(*x, *y), (right, *y), (right, high), (*x, high)]);
            }
            ("m" | "l" | "c" | "v" | "y", points) => {
                let pairs = points.chunks_exact(2).filter_map(|pair| match pair {
                    [x, y] => Some((*x, *y)),
                    _ => None,
                });
                path.extend(pairs);
            }
            ("f" | "F" | "f*" | "B" | "B*" | "b" | "b*", _) => {
                if !state.fill.white {
                    self.areas.shape(path, state.matrix, 0.0);
                }
                path.clear();
            }
            ("S" | "s", _) => {
                let [a, b, ..] = state.matrix;
                let width = state.line * a.hypot(b);
                if width > THICK {
                    self.areas.shape(path, state.matrix, width / 2.0);
                }
                path.clear();
            }
            ("n", _) => path.clear(),
            _ => {}
        }
        path.truncate(MAX_AREAS);
    }

    fn drawing(&mut self, op: &ContentOp, scope: ResourceScope, state: &State, depth: usize) {
        let name = match op.operands.first() {
            Some(PdfValue::Name(name)) => name,
            _ => return,
        };
        match self.lens.xobject(scope, name) {
            Some(PaintedXObject::Form(form)) if depth > 0 => {
                let inner = within(form.matrix, state.matrix);
                let scope = ResourceScope::form(scope.page, form.id);
                self.follow(&form.content.unwrap_or_default(), scope, inner, depth - 1);
            }
            Some(PaintedXObject::Form(form)) => {
                let PageBox { llx, lly, urx, ury } = form.bbox.unwrap_or(PageBox::LETTER);
                let inner = within(form.matrix, state.matrix);
                self.areas.shape(&[(llx, lly), (urx, lly), (urx, ury), (llx, ury)], inner, 0.0);
            }
            Some(_) => self.areas.image(state.matrix),
            None => {}
        }
    }
}
