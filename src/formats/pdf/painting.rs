//! What one stream of painting instructions paints besides words, as boxes in its own measure: filled
//! shapes, lines, pictures, and the drawings that it names. Follows no names: see `areas`.

use std::collections::HashMap;

use unpdf::parser::backend::{
    ContentOp, PdfValue, RawBackend, ResourceScope, get_number_from_value,
};

use super::matrix::{Matrix, matrix_of, placed, within};
use super::tint::Colour;

/// Boxes that are kept of one page; with more, everything counts as painted.
pub(super) const MAX_AREAS: usize = 2048;

/// Painting states that are kept.
const MAX_SAVED: usize = 512;

/// What streams of instructions paint, by the drawing that each is; none is the page itself.
pub(super) type Paintings = HashMap<Option<(u32, u16)>, Painting>;

/// What one stream of instructions paints besides words, in its own measure.
#[derive(Debug, Default)]
pub(super) struct Painting {
    pub(super) steps: Vec<Step>,
    /// Instructions it has.
    pub(super) ops: usize,
    /// True if there was more than is kept, or something that has no box.
    pub(super) cut: bool,
}

/// A box, or something that stands for one.
#[derive(Debug)]
pub(super) enum Step {
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

/// The corners of a box.
pub(super) fn corners([left, low, right, high]: [f32; 4]) -> [(f32, f32); 4] {
    [(left, low), (right, low), (right, high), (left, high)]
}

/// The box around points, and some room around it.
pub(super) fn bounds(points: &[(f32, f32)], matrix: Matrix, room: f32) -> Option<[f32; 4]> {
    let mut area = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    for (x, y) in points {
        let (x, y) = placed(matrix, *x, *y);
        area = [area[0].min(x), area[1].min(y), area[2].max(x), area[3].max(y)];
    }
    let [left, low, right, high] = area;
    (left <= right).then_some([left - room, low - room, right + room, high + room])
}
