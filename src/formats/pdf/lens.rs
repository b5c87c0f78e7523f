//! The parser's view of a file, turned upright and bounded: what a page paints is rotated as the
//! page is shown, a page that would unfold without end is cut, and fonts are read as `fonts` says.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use unpdf::parser::backend::{
    BackendFontInfo, ContentOp, DecodedRun, DecodedText, GlyphAdvance, PageBox, PageContent,
    PageId, PaintedXObject, PdfBackend, PdfMetadataRaw, PdfValue, RawBackend, RawOutlineItem,
    RawXObject, ResourceScope, get_number_from_value,
};

use super::fields::Value;
use super::fonts::{Font, Fonts, Used};
use super::painting::{Painting, Paintings};
use super::rules::{Drawn, Rules};
use super::tint;

/// Bytes of painting instructions of one page that are read: an instruction takes about twenty
/// times its length in memory, and no page of words has a tenth of this.
const MAX_CONTENT: usize = 6 << 20;

/// Drawings inside drawings that one page may paint.
const MAX_FORMS: usize = 4096;

/// Streams of which is kept what they paint besides words.
const MAX_PAINTINGS: usize = 64;

/// A file and what is known of its fonts.
pub(super) struct Source<'f> {
    pub file: RawBackend,
    pub fonts: Fonts<'f>,
}

/// One page of a file.
pub(super) struct Lens<'a, 'f> {
    file: &'a RawBackend,
    fonts: &'a Fonts<'f>,
    page: PageId,
    /// Quarter turns clockwise from how the page is written to how it is read.
    turns: u16,
    /// Bytes of instructions that may still be read.
    left: AtomicUsize,
    forms: AtomicUsize,
    /// The drawing asked for last, whose instructions come next; 0 is the page itself.
    form: (AtomicU32, AtomicU32),
    /// The font asked for last: the next words are mostly in the same.
    last: Mutex<Option<(Used, Arc<Font>)>>,
    drawn: Mutex<Drawn>,
    /// What streams with words that may not be seen paint besides.
    paintings: Mutex<Paintings>,
}

impl<'a, 'f> Lens<'a, 'f> {
    /// The page as it is shown, and turned by `turns` more quarters clockwise.
    pub(super) fn new(source: &'a Source<'f>, page: PageId, turns: u16) -> Self {
        let Source { file, fonts } = source;
        let turns = (file.page_rotation(page) / 90 + turns) % 4;
        let left = AtomicUsize::new(MAX_CONTENT);
        let forms = AtomicUsize::new(0);
        Self {
            file,
            fonts,
            page,
            turns,
            left,
            forms,
            form: Default::default(),
            last: Mutex::default(),
            drawn: Mutex::default(),
            paintings: Mutex::default(),
        }
    }

    /// The file itself.
    pub(super) fn file(&self) -> &'a RawBackend {
        self.file
    }

    /// The rules of the page, once it was read.
    pub(super) fn rules(&self) -> Rules {
        self.drawn().rules(self.page_box(self.page).height())
    }

    /// What was kept of what the page paints besides words, once it was read.
    pub(super) fn paintings(&self) -> MutexGuard<'_, Paintings> {
        self.paintings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn drawn(&self) -> MutexGuard<'_, Drawn> {
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The font that a name stands for.
    fn font(&self, scope: ResourceScope, name: &[u8]) -> Arc<Font> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some(((place, known), font)) if *place == scope && known == name => Arc::clone(font),
            _ => {
                let font = self.fonts.named(scope, name);
                *last = Some(((scope, name.to_vec()), Arc::clone(&font)));
                font
            }
        }
    }

    /// Where the names in the instructions that are read now are looked up.
    fn scope(&self) -> ResourceScope {
        let form = (self.form.0.load(Ordering::Relaxed), self.form.1.load(Ordering::Relaxed));
        let form = u16::try_from(form.1).ok().map(|generation| (form.0, generation));
        ResourceScope { page: self.page, form: form.filter(|form| form.0 > 0) }
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
        let space = self.glyph_advances(scope, &text.font, b" ")?;
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

    /// A field's place on the page as it is read.
    pub(super) fn upright(&self, value: Value) -> Value {
        let PageBox { llx, lly, urx, ury } = self.file.crop_box(self.page);
        let turned = |x: f32, y: f32| match self.turns {
            1 => (y - lly, urx - x),
            2 => (urx - x, ury - y),
            3 => (ury - y, x - llx),
            _ => (x - llx, y - lly),
        };
        let [left, low, right, high] = value.place;
        let ((ax, ay), (bx, by)) = (turned(left, low), turned(right, high));
        Value { place: [ax.min(bx), ay.min(by), ax.max(bx), ay.max(by)], ..value }
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

impl PdfBackend for Lens<'_, '_> {
    fn pages(&self) -> BTreeMap<u32, PageId> {
        BTreeMap::from([(1, self.page)])
    }

    fn page_fonts(&self, scope: ResourceScope) -> unpdf::Result<Vec<BackendFontInfo>> {
        if !self.fonts.are_sound(scope) {
            return Ok(Vec::new());
        }
        self.file.page_fonts(scope).map(tint::tinted)
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
        let ops = self.shift_gaps(self.file.decode_content(data)?);
        let scope = self.scope();
        self.drawn().note(scope.form, &ops);
        let (ops, tinted) = tint::with_tints(ops, self.file, scope);
        let mut paintings = self.paintings();
        if tinted && paintings.len() < MAX_PAINTINGS {
            paintings.entry(scope.form).or_insert_with(|| Painting::of(&ops, self.file, scope));
        }
        Ok(ops)
    }

    fn decode_text(&self, scope: ResourceScope, font: &[u8], bytes: &[u8]) -> DecodedText {
        let font = tint::untinted(font);
        self.font(scope, font).decoded(self.file, (scope, font), bytes)
    }

    fn decode_run(&self, scope: ResourceScope, font: &[u8], bytes: &[u8]) -> DecodedRun {
        let font = tint::untinted(font);
        self.font(scope, font).run(self.file, (scope, font), bytes)
    }

    fn glyph_advances(
        &self,
        scope: ResourceScope,
        font: &[u8],
        bytes: &[u8],
    ) -> Option<Vec<GlyphAdvance>> {
        let font = tint::untinted(font);
        let sound = self.font(scope, font).is_sound();
        if sound { self.file.glyph_advances(scope, font, bytes) } else { None }
    }

    fn is_vertical_font(&self, scope: ResourceScope, font: &[u8]) -> bool {
        let font = tint::untinted(font);
        self.font(scope, font).is_sound() && self.file.is_vertical_font(scope, font)
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
        self.form.0.store(form.id.0, Ordering::Relaxed);
        self.form.1.store(u32::from(form.id.1), Ordering::Relaxed);
        self.drawn().name(scope.form, name, Some(form.id), form.matrix);
        form.content = form.content.map(|content| self.bounded(content));
        Some(PaintedXObject::Form(form))
    }
}
