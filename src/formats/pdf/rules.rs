//! The rules of a page: straight lines across and down, as tables are ruled with. Lines that are
//! drawn, thin bars and the edges of boxes are taken alike, whatever their colour; slanting lines
//! and curves are none. Knows no words and no tables.

use std::collections::HashMap;
use std::ops::Range;

use unpdf::parser::backend::{ContentOp, PdfValue, get_number_from_value};

use super::matrix::{Matrix, matrix_of, placed, within};

/// Straight lines of a page or drawing that are kept; with more it is a picture and has no rules.
const MAX_STROKES: usize = 8192;

/// Drawings in a page or drawing that are followed, and how deep.
const MAX_FORMS: usize = 256;
const MAX_DEPTH: usize = 4;

/// Painting states that are kept.
const MAX_SAVED: usize = 256;

/// Rules nearer to each other than this are one, in points.
const NEAR: f32 = 1.5;

/// Room between the ends of two rules that are one, as between dashes.
const DASH: f32 = 3.0;

/// Shorter lines rule nothing, in points.
const SHORTEST: f32 = 6.0;

/// Rules of one direction that are kept of a page.
const MAX_RULES: usize = 1024;

/// The two ends of a straight line.
type Stroke = [(f32, f32); 2];

/// The object that a drawing is, its number and generation; none for the page itself.
type Form = Option<(u32, u16)>;

/// A line across, at a height, from left to right; or down, at a distance, from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub at: f32,
    pub from: f32,
    pub to: f32,
}

/// The rules of a page, measured from its upper left corner and sorted by their place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rules {
    pub across: Vec<Rule>,
    pub down: Vec<Rule>,
}

/// How much of what lies between two ends, in points, rules cover whose place is between two others.
/// `rules` are sorted by their place.
pub(super) fn covered(rules: &[Rule], places: Range<f32>, ends: Range<f32>) -> f32 {
    let first = rules.partition_point(|rule| rule.at < places.start);
    let near = rules.get(first..).unwrap_or_default();
    let near = near.iter().take_while(|rule| rule.at < places.end);
    near.map(|rule| (rule.to.min(ends.end) - rule.from.max(ends.start)).max(0.0)).sum()
}

impl Rules {
    /// The rules among the lines of a page that is `height` points high.
    fn of(strokes: &[Stroke], height: f32) -> Self {
        let (mut across, mut down) = (Vec::new(), Vec::new());
        for [(ax, ay), (bx, by)] in strokes {
            let (ay, by) = (height - ay, height - by);
            let finite = [*ax, ay, *bx, by].iter().all(|n| n.abs() < 1e5);
            if finite && (ay - by).abs() < 0.7 {
                across.push(Rule { at: ay, from: ax.min(*bx), to: ax.max(*bx) });
            } else if finite && (ax - bx).abs() < 0.7 {
                down.push(Rule { at: *ax, from: ay.min(by), to: ay.max(by) });
            }
        }
        Self { across: joined(across), down: joined(down) }
    }

    /// True if a rule down stands between two places at a height.
    pub(super) fn parts(&self, left: f32, right: f32, height: f32) -> bool {
        let first = self.down.partition_point(|rule| rule.at < left);
        let near = self.down.get(first..).unwrap_or_default();
        let mut near = near.iter().take_while(|rule| rule.at <= right);
        near.any(|rule| rule.from < height && height < rule.to)
    }
}

/// Rules in a row made one, in the order of their places.
fn joined(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out: Vec<Rule> = Vec::new();
    let mut rest = rules.as_mut_slice();
    while let Some(first) = rest.first().copied() {
        let count = rest.partition_point(|rule| rule.at < first.at + NEAR);
        let (level, behind) = rest.split_at_mut(count);
        level.sort_by(|a, b| a.from.total_cmp(&b.from));
        let start = out.len();
        for rule in level.iter() {
            match out.get_mut(start..).and_then(<[Rule]>::last_mut) {
                Some(last) if rule.from <= last.to + DASH => last.to = last.to.max(rule.to),
                _ => out.push(*rule),
            }
        }
        rest = behind;
    }
    out.retain(|rule| rule.to - rule.from >= SHORTEST);
    if out.len() > MAX_RULES {
        out.clear();
    }
    out
}

/// The straight lines of a page and its drawings, as they are read.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    streams: HashMap<Form, Stream>,
    /// Which drawing a name is, and how it is placed.
    names: HashMap<(Form, Vec<u8>), (Form, Matrix)>,
}

/// The straight lines of a page or a drawing in its own measure.
#[derive(Debug, Default)]
struct Stream {
    strokes: Vec<Stroke>,
    forms: Vec<(Vec<u8>, Matrix)>,
}

impl Drawn {
    /// Notes what the instructions of the page or a drawing draw, once.
    pub(super) fn note(&mut self, form: Form, ops: &[ContentOp]) {
        self.streams.entry(form).or_insert_with(|| Stream::of(ops));
    }

    /// Notes which drawing a name in another one stands for.
    pub(super) fn name(&mut self, inside: Form, name: &[u8], form: Form, matrix: Matrix) {
        if self.names.len() < MAX_FORMS {
            self.names.insert((inside, name.to_vec()), (form, matrix));
        }
    }

    /// The rules of the page, which is `height` points high.
    pub(super) fn rules(&self, height: f32) -> Rules {
        let mut strokes = Vec::new();
        let mut left = MAX_FORMS;
        let mut open: Vec<(Form, Matrix, usize)> = vec![(None, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], 0)];
        while let Some((form, matrix, depth)) = open.pop() {
            let Some(stream) = self.streams.get(&form) else { continue };
            let place = |(x, y): (f32, f32)| placed(matrix, x, y);
            strokes.extend(stream.strokes.iter().map(|ends| ends.map(place)));
            if strokes.len() > MAX_STROKES {
                return Rules::default();
            }
            for (name, inner) in stream.forms.iter().filter(|_| depth < MAX_DEPTH) {
                let known = self.names.get(&(form, name.clone()));
                let Some((inside, own)) = known.filter(|_| left > 0) else { continue };
                left -= 1;
                open.push((*inside, within(*own, within(*inner, matrix)), depth + 1));
            }
        }
        Rules::of(&strokes, height)
    }
}

impl Stream {
    fn of(ops: &[ContentOp]) -> Self {
        let mut stream = Self::default();
        let mut matrix: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        let mut saved: Vec<Matrix> = Vec::new();
        let mut path = Path::default();
        for op in ops {
            match op.operator.as_str() {
                "q" if saved.len() < MAX_SAVED => saved.push(matrix),
                "Q" => matrix = saved.pop().unwrap_or(matrix),
                "cm" => matrix = matrix_of(op).map_or(matrix, |inner| within(inner, matrix)),
                "Do" => stream.drawing(op, matrix),
                "m" | "l" | "c" | "v" | "y" | "h" | "re" => path.follow(op),
                "S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" => {
                    let place = |(x, y): (f32, f32)| placed(matrix, x, y);
                    stream.strokes.extend(path.strokes.drain(..).map(|ends| ends.map(place)));
                    path = Path::default();
                }
                "n" => path = Path::default(),
                _ => {}
            }
            if stream.strokes.len() > MAX_STROKES {
                break;
            }
        }
        stream
    }

    fn drawing(&mut self, op: &ContentOp, matrix: Matrix) {
        if let Some(PdfValue::Name(name)) = op.operands.first()
            && self.forms.len() < MAX_FORMS
        {
            self.forms.push((name.clone(), matrix));
        }
    }
}

/// The straight lines of a path that is not painted yet.
#[derive(Default)]
struct Path {
    strokes: Vec<Stroke>,
    start: (f32, f32),
    at: (f32, f32),
}

impl Path {
    fn follow(&mut self, op: &ContentOp) {
        let numbers: Vec<f32> = op.operands.iter().filter_map(get_number_from_value).collect();
        match (op.operator.as_str(), numbers.as_slice()) {
            ("m", [x, y]) => (self.start, self.at) = ((*x, *y), (*x, *y)),
            ("l", [x, y]) => self.line((*x, *y)),
            ("h", _) => self.line(self.start),
            ("c" | "v" | "y", [.., x, y]) => self.at = (*x, *y),
            ("re", [x, y, width, height]) => {
                let (right, high) = (x + width, y + height);
                self.at = (*x, *y);
                for corner in [(right, *y), (right, high), (*x, high), (*x, *y)] {
                    self.line(corner);
                }
            }
            _ => {}
        }
    }

    fn line(&mut self, to: (f32, f32)) {
        if self.strokes.len() <= MAX_STROKES {
            self.strokes.push([self.at, to]);
        }
        self.at = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn op(operator: &str, numbers: &[f32]) -> ContentOp {
        ContentOp::new(operator, numbers.iter().map(|n| PdfValue::Real(*n)).collect())
    }

    fn rule(at: f32, from: f32, to: f32) -> Rule {
        Rule { at, from, to }
    }

    #[test]
    fn lines_bars_and_edges_of_boxes_are_rules_wherever_they_are_placed() {
        let mut drawn = Drawn::default();
        let page = [
            op("cm", &[1.0, 0.0, 0.0, 1.0, 10.0, 0.0]),
            op("m", &[0.0, 700.0]),
            op("l", &[100.0, 700.0]),
            op("S", &[]),
            op("re", &[0.0, 600.0, 50.0, 0.5]),
            op("f", &[]),
            op("re", &[0.0, 500.0, 40.0, 40.0]),
            op("n", &[]),
            ContentOp::new("Do", vec![PdfValue::Name(b"Fm".to_vec())]),
        ];
        let form = [op("m", &[5.0, 0.0]), op("l", &[5.0, 30.0]), op("S", &[])];
        drawn.note(None, &page);
        drawn.name(None, b"Fm", Some((9, 0)), [1.0, 0.0, 0.0, 1.0, 0.0, 100.0]);
        drawn.note(Some((9, 0)), &form);
        let rules = drawn.rules(800.0);
        assert_eq!(rules.across, [rule(100.0, 10.0, 110.0), rule(199.5, 10.0, 60.0)]);
        assert_eq!(rules.down, [rule(15.0, 670.0, 700.0)]);
        assert!(rules.parts(14.0, 16.0, 680.0) && !rules.parts(14.0, 16.0, 710.0));
    }

    #[test]
    fn dashes_are_one_rule_and_slanting_lines_none() {
        let dash = |n: f32| [op("m", &[n * 6.0, 50.0]), op("l", &[n * 6.0 + 4.0, 50.0])];
        let mut ops: Vec<ContentOp> = [0.0, 1.0, 2.0, 3.0].into_iter().flat_map(dash).collect();
        ops.extend([op("m", &[0.0, 0.0]), op("l", &[30.0, 30.0]), op("S", &[])]);
        let mut drawn = Drawn::default();
        drawn.note(None, &ops);
        assert_eq!(drawn.rules(100.0), Rules { across: vec![rule(50.0, 0.0, 22.0)], down: vec![] });
    }

    #[test]
    fn drawings_that_paint_themselves_end() {
        let ops = [ContentOp::new("Do", vec![PdfValue::Name(b"Fm".to_vec())])];
        let mut drawn = Drawn::default();
        drawn.note(None, &ops);
        drawn.name(None, b"Fm", None, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        assert_eq!(drawn.rules(100.0), Rules::default());
    }
}
