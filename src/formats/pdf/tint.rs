//! Which words are painted so that nobody sees them: not at all, or white. The instructions of a page
//! are followed, and the names of fonts carry what was found to the runs that the parser makes of
//! them. Whether white words stand on something dark is decided by `areas`.

use unpdf::parser::backend::{
    BackendFontInfo, ContentOp, ImageColorSpace, PdfBackend, PdfValue, RawBackend, ResourceScope,
    get_number_from_value,
};

/// Shades of white, from 0 for black to 1.
const WHITE: f32 = 0.97;

/// Painting states that are kept for instructions that come back to them.
const MAX_SAVED: usize = 512;

/// Stands between the name of a font and how its words are painted: no name holds it.
const SEAM: u8 = 0;

/// How words are painted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tint {
    /// As words are.
    #[default]
    Seen,
    /// Nothing is painted, as in the layer of text below a scan.
    Unpainted,
    /// White.
    White,
}

impl Tint {
    fn mark(self) -> Option<u8> {
        match self {
            Self::Seen => None,
            Self::Unpainted => Some(b'u'),
            Self::White => Some(b'w'),
        }
    }

    /// What the name of a run's font says.
    pub(super) fn of(font: &str) -> Self {
        match font.as_bytes() {
            [.., SEAM, b'u'] => Self::Unpainted,
            [.., SEAM, b'w'] => Self::White,
            _ => Self::Seen,
        }
    }
}

/// A font's own name.
pub(super) fn untinted(name: &[u8]) -> &[u8] {
    match name {
        [own @ .., SEAM, _] => own,
        own => own,
    }
}

/// Fonts under all names they may be given here.
pub(super) fn tinted(fonts: Vec<BackendFontInfo>) -> Vec<BackendFontInfo> {
    let mut all = Vec::with_capacity(fonts.len() * 3);
    for font in fonts {
        for mark in [Tint::Unpainted, Tint::White].into_iter().filter_map(Tint::mark) {
            let name = [&font.name[..], &[SEAM, mark]].concat();
            let base_font = format!("{}{}{}", font.base_font, char::from(SEAM), char::from(mark));
            all.push(BackendFontInfo { name, base_font, ..font.clone() });
        }
        all.push(font);
    }
    all
}

/// Colours that areas are filled and letters painted with.
#[derive(Clone, Debug, Default)]
pub(super) struct Colour {
    pub white: bool,
    /// The space its numbers are in, if it was named; what nothing is known of is never white.
    space: Option<ImageColorSpace>,
}

impl Colour {
    /// Follows an instruction.
    pub(super) fn follow(&mut self, op: &ContentOp, file: &RawBackend, scope: ResourceScope) {
        let numbers = || op.operands.iter().filter_map(get_number_from_value);
        match op.operator.as_str() {
            "g" | "rg" => *self = Self { white: numbers().all(|n| n >= WHITE), space: None },
            "k" => *self = Self { white: numbers().all(|n| n <= 1.0 - WHITE), space: None },
            "cs" => {
                let space = match op.operands.first() {
                    Some(PdfValue::Name(name)) => space(file, scope, name),
                    _ => None,
                };
                *self = Self { white: false, space };
            }
            "sc" | "scn" => {
                let bare =
                    matches!(self.space, Some(ImageColorSpace::Cmyk | ImageColorSpace::Tint(_)));
                let known = self.space.is_some() && op.operands.len() == numbers().count();
                let white = |n: f32| if bare { n <= 1.0 - WHITE } else { n >= WHITE };
                let indexed = matches!(self.space, Some(ImageColorSpace::Indexed { .. }));
                self.white = known && !indexed && numbers().all(white);
            }
            _ => {}
        }
    }
}

fn space(file: &RawBackend, scope: ResourceScope, name: &[u8]) -> Option<ImageColorSpace> {
    match name {
        b"DeviceGray" | b"G" => Some(ImageColorSpace::Gray),
        b"DeviceRGB" | b"RGB" => Some(ImageColorSpace::Rgb),
        b"DeviceCMYK" | b"CMYK" => Some(ImageColorSpace::Cmyk),
        name => file.named_color_space(scope, name),
    }
}

/// What decides how the next words are painted.
#[derive(Clone, Default)]
struct State {
    /// The font and its size as the page names them.
    font: Option<(Vec<u8>, PdfValue)>,
    /// How words are painted that the font was last named for.
    named: Tint,
    mode: f32,
    colour: Colour,
}

impl State {
    fn tint(&self) -> Tint {
        match self.mode {
            3.0 => Tint::Unpainted,
            // Filled, not drawn along their outlines.
            0.0 | 4.0 if self.colour.white => Tint::White,
            _ => Tint::Seen,
        }
    }
}

/// The same instructions with fonts named after how words are painted, and whether some are painted so
/// that they may not be seen.
pub(super) fn with_tints(
    ops: Vec<ContentOp>,
    file: &RawBackend,
    scope: ResourceScope,
) -> (Vec<ContentOp>, bool) {
    let mut state = State::default();
    let mut saved: Vec<State> = Vec::new();
    let mut tinted = false;
    let mut out = Vec::with_capacity(ops.len());
    for op in ops {
        match (op.operator.as_str(), op.operands.as_slice()) {
            ("q", _) if saved.len() < MAX_SAVED => saved.push(state.clone()),
            ("Q", _) => state = saved.pop().unwrap_or(state),
            ("Tf", [PdfValue::Name(name), size, ..]) => {
                state.font = Some((name.clone(), size.clone()));
                state.named = Tint::Seen;
            }
            ("Tr", [mode, ..]) => state.mode = get_number_from_value(mode).unwrap_or(state.mode),
            ("Tj" | "TJ" | "'" | "\"", _) => {
                out.extend(renamed(&mut state));
                tinted |= state.named != Tint::Seen;
            }
            _ => state.colour.follow(&op, file, scope),
        }
        out.push(op);
    }
    (out, tinted)
}

/// Names the font anew, if it was named for words that are painted otherwise.
fn renamed(state: &mut State) -> Option<ContentOp> {
    let tint = state.tint();
    let (name, size) = state.font.as_ref().filter(|_| tint != state.named)?;
    let mut name = name.clone();
    name.extend(tint.mark().into_iter().flat_map(|mark| [SEAM, mark]));
    let op = ContentOp::new("Tf", vec![PdfValue::Name(name), size.clone()]);
    state.named = tint;
    Some(op)
}
