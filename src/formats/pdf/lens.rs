//! The parser's view of a file, turned upright and bounded: what a page paints is rotated as the
//! page is shown, and a page that would unfold without end is cut. Interprets nothing itself.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use unpdf::parser::backend::{
    BackendFontInfo, ContentOp, DecodedRun, DecodedText, GlyphAdvance, PageBox, PageContent,
    PageId, PaintedXObject, PdfBackend, PdfMetadataRaw, PdfValue, RawBackend, RawOutlineItem,
    RawXObject, ResourceScope, get_number_from_value,
};

/// Bytes of painting instructions of one page that are read: an instruction takes about twenty
/// times its length in memory, and no page of words has a tenth of this.
const MAX_CONTENT: usize = 6 << 20;

/// Drawings inside drawings that one page may paint.
const MAX_FORMS: usize = 4096;

/// One page of a file.
pub(super) struct Lens<'a> {
    file: &'a RawBackend,
    page: PageId,
    /// Quarter turns clockwise from how the page is written to how it is read.
    turns: u16,
    /// Bytes of instructions that may still be read.
    left: AtomicUsize,
    forms: AtomicUsize,
}

impl<'a> Lens<'a> {
    /// The page as it is shown, and turned by `turns` more quarters clockwise.
    pub(super) fn new(file: &'a RawBackend, page: PageId, turns: u16) -> Self {
        let turns = (file.page_rotation(page) / 90 + turns) % 4;
        let left = AtomicUsize::new(MAX_CONTENT);
        Self { file, page, turns, left, forms: AtomicUsize::new(0) }
    }

    /// True if some of what the page paints was left out.
    pub(super) fn is_cut(&self) -> bool {
        self.left.load(Ordering::Relaxed) == 0 || self.forms.load(Ordering::Relaxed) > MAX_FORMS
    }

    /// Cuts instructions to what may still be read.
    fn bounded(&self, mut data: Vec<u8>) -> Vec<u8> {
        let left = self.left.load(Ordering::Relaxed);
        data.truncate(left);
        self.left.store(left - data.len(), Ordering::Relaxed);
        data
    }

    /// Some programs write a space and take its width back, to kern letters ("ATA CMS" is painted
    /// as "ATACMS"), or widen it to the next column. Such spaces become the shifts they stand for.
    fn shift_gaps(&self, ops: Vec<ContentOp>) -> Vec<ContentOp> {
        let mut text = TextState::default();
        let mut out = Vec::with_capacity(ops.len());
        for op in ops {
            text.follow(&op);
            match self.shifted(&op, &text) {
                Some(items) => {
                    if op.operator == "'" {
                        out.push(ContentOp::new("T*", Vec::new()));
                    }
                    out.push(ContentOp::new("TJ", vec![PdfValue::Array(items)]));
                }
                None => out.push(op),
            }
        }
        out
    }

    /// The words that `op` shows with shifts for spaces, if its spaces are not of the usual width.
    fn shifted(&self, op: &ContentOp, text: &TextState) -> Option<Vec<PdfValue>> {
        let [PdfValue::Str(bytes)] = op.operands.as_slice() else { return None };
        let size = text.size.max(0.1);
        let usual = (-0.1..0.5).contains(&((text.letter + text.word) / size));
        if !matches!(op.operator.as_str(), "Tj" | "'") || usual || !bytes.contains(&b' ') {
            return None;
        }
        let scope = ResourceScope::page(self.page);
        let space = self.file.glyph_advances(scope, &text.font, b" ")?;
        let space = space.first().filter(|space| space.is_word_space)?;
        let advance = space.width / 1000.0 + (text.letter + text.word) / size;
        if (0.12..0.9).contains(&advance) {
            return None;
        }
        let shift = PdfValue::Real(-advance * 1000.0);
        let parts = bytes.split(|byte| *byte == b' ');
        let items = parts.flat_map(|part| [PdfValue::Str(part.to_vec()), shift.clone()]);
        let mut items: Vec<PdfValue> = items.collect();
        items.pop();
        Some(items)
    }

    /// The instruction that turns the page and puts its lower left corner at the origin.
    fn turning(&self) -> String {
        let PageBox { llx, lly, urx, ury } = self.file.crop_box(self.page);
        match self.turns {
            1 => format!("0 -1 1 0 {} {urx} cm\n", -lly),
            2 => format!("-1 0 0 -1 {urx} {ury} cm\n"),
            3 => format!("0 1 -1 0 {ury} {} cm\n", -llx),
            _ => format!("1 0 0 1 {} {} cm\n", -llx, -lly),
        }
    }
}

/// The part of the state of painting that says how wide a space is.
#[derive(Default)]
struct TextState {
    font: Vec<u8>,
    size: f32,
    /// Room added to each letter, and to each space besides.
    letter: f32,
    word: f32,
}

impl TextState {
    fn follow(&mut self, op: &ContentOp) {
        let number = |at: usize| op.operands.get(at).and_then(get_number_from_value);
        match (op.operator.as_str(), op.operands.first()) {
            ("Tf", Some(PdfValue::Name(name))) => {
                self.font.clone_from(name);
                self.size = number(1).unwrap_or(self.size);
            }
            ("Tc", _) => self.letter = number(0).unwrap_or(self.letter),
            ("Tw", _) => self.word = number(0).unwrap_or(self.word),
            _ => {}
        }
    }
}

impl PdfBackend for Lens<'_> {
    fn pages(&self) -> BTreeMap<u32, PageId> {
        BTreeMap::from([(1, self.page)])
    }

    fn page_fonts(&self, scope: ResourceScope) -> unpdf::Result<Vec<BackendFontInfo>> {
        self.file.page_fonts(scope)
    }

    fn page_content(&self, page: PageId) -> unpdf::Result<Vec<u8>> {
        self.page_content_with_losses(page).map(|content| content.data)
    }

    fn page_content_with_losses(&self, page: PageId) -> unpdf::Result<PageContent> {
        let content = self.file.page_content_with_losses(page)?;
        let mut data = self.turning().into_bytes();
        data.extend(self.bounded(content.data));
        Ok(PageContent { data, ..content })
    }

    fn decode_content(&self, data: &[u8]) -> unpdf::Result<Vec<ContentOp>> {
        Ok(self.shift_gaps(self.file.decode_content(data)?))
    }

    fn decode_text(&self, scope: ResourceScope, font: &[u8], bytes: &[u8]) -> DecodedText {
        self.file.decode_text(scope, font, bytes)
    }

    fn decode_run(&self, scope: ResourceScope, font: &[u8], bytes: &[u8]) -> DecodedRun {
        self.file.decode_run(scope, font, bytes)
    }

    fn glyph_advances(
        &self,
        scope: ResourceScope,
        font: &[u8],
        bytes: &[u8],
    ) -> Option<Vec<GlyphAdvance>> {
        self.file.glyph_advances(scope, font, bytes)
    }

    fn is_vertical_font(&self, scope: ResourceScope, font: &[u8]) -> bool {
        self.file.is_vertical_font(scope, font)
    }

    fn metadata(&self) -> PdfMetadataRaw {
        self.file.metadata()
    }

    fn page_box(&self, page: PageId) -> PageBox {
        let shown = self.file.crop_box(page);
        let (width, height) = match self.turns % 2 {
            0 => (shown.width(), shown.height()),
            _ => (shown.height(), shown.width()),
        };
        PageBox { llx: 0.0, lly: 0.0, urx: width, ury: height }
    }

    fn outline(&self) -> unpdf::Result<Vec<RawOutlineItem>> {
        Ok(Vec::new())
    }

    fn page_xobjects(&self, _page: PageId) -> unpdf::Result<Vec<RawXObject>> {
        Ok(Vec::new())
    }

    fn xobject(&self, scope: ResourceScope, name: &[u8]) -> Option<PaintedXObject> {
        let painted = self.file.xobject(scope, name)?;
        let PaintedXObject::Form(mut form) = painted else { return Some(painted) };
        if self.forms.fetch_add(1, Ordering::Relaxed) >= MAX_FORMS {
            return Some(PaintedXObject::Other);
        }
        form.content = form.content.map(|content| self.bounded(content));
        Some(PaintedXObject::Form(form))
    }
}
