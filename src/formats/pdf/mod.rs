//! Pages ready to be printed, read back as a text: columns in their order, lines joined to
//! paragraphs, headings, lists and tables told by how they are set. Draws nothing, runs nothing:
//! pictures, forms, actions and attachments are left out.

mod areas;
mod bidi;
mod column;
mod excerpt;
mod fields;
mod fonts;
mod grid;
mod headings;
mod heads;
mod hidden;
mod hyphens;
mod info;
mod initial;
mod labels;
mod lens;
mod matrix;
mod names;
mod notes;
mod objects;
mod order;
mod packet;
mod painting;
mod part;
mod piece;
mod rows;
mod rules;
mod running;
mod sheet;
mod stack;
mod stream;
mod strip;
mod table;
mod tint;
mod wholeness;
mod writer;

use std::borrow::Cow;
use std::collections::HashMap;

use unpdf::parser::backend::{PageId, PdfBackend, RawBackend, RawOutlineItem};

use super::{Limits, ReadError, head};
use crate::document::Parts;
use crate::text::CleanText;
use excerpt::Excerpt;
use fonts::Fonts;
use headings::Bookmark;
use hidden::Hidden;
pub(super) use hyphens::Spelling;
use lens::Source;
use objects::Objects;
use order::Region;
use part::Part;
use running::Leaf;
use sheet::{Run, Sheet};
use wholeness::{Checked, Damage};
use writer::Writer;

/// Pages that are shown before the rest of a long file is read.
const EARLY: usize = 4;

/// Entries of a file's own outline at most.
const MAX_BOOKMARKS: usize = 10_000;

/// Slanting words this many times as large as others are stamped across the page.
const STAMP: f32 = 2.0;

/// Where the file begins: some have other bytes before it.
const HEADER: &[u8] = b"%PDF-";

/// The document that the pages make. A long one's beginning is given to `early` first.
pub(super) fn parts(
    bytes: &[u8],
    limits: &Limits,
    early: &mut dyn FnMut(Parts),
) -> Result<Parts, ReadError> {
    let plain = from_header(bytes);
    let mut shown = limits.pages > 2 * EARLY && show_excerpt(plain, early);
    let (whole, file, cut) = opened(plain);
    let source = source(&whole, file).map_err(|error| reason(&error))?;
    let file = &source.file;
    let pages: Vec<PageId> = file.pages().into_values().collect();
    if pages.is_empty() {
        return Err(ReadError::Damaged("it has no pages that can be found".into()));
    }
    let mut book = Book::new(file, pages.len());
    book.damage = if cut { Some(Damage::Cut) } else { wholeness::of_table(file, &whole) };
    let mut letters = 0;
    for page in pages.iter().take(limits.pages) {
        letters += book.read(&source, *page);
        if letters > limits.text {
            break;
        }
        let begun = book.leaves.len() >= EARLY && letters > 0;
        if begun && !shown && pages.len().min(limits.pages) > 2 * EARLY {
            shown = true;
            early(book.clone().parts());
        }
    }
    book.found()?;
    book.look_around(file, bytes);
    Ok(book.parts())
}

/// Gives the first page with words to `early`, and then some more pages, before all objects of the
/// file are read. False if that cannot be done, or these pages have no words.
fn show_excerpt(bytes: &[u8], early: &mut dyn FnMut(Parts)) -> bool {
    let Some(Excerpt { bytes, total }) = excerpt::first_pages(bytes, EARLY) else { return false };
    let Ok(source) = source(&bytes, RawBackend::load_bytes(&bytes)) else { return false };
    let file = &source.file;
    let mut book = Book::new(file, total);
    let mut letters = 0;
    for page in file.pages().into_values().take(EARLY) {
        let found = book.read(&source, page);
        if found > 0 && letters == 0 {
            early(book.clone().parts());
        }
        letters += found;
    }
    if letters > 0 {
        early(book.parts());
    }
    letters > 0
}

/// The bytes of a file with an end if it was cut, the file in them, and whether it was cut; also those
/// of one that has no pages by its own account. A file that is whole is read but once.
fn opened(bytes: &[u8]) -> (Cow<'_, [u8]>, unpdf::Result<RawBackend>, bool) {
    use unpdf::Error::{Encrypted, UnsupportedVersion};
    let cut = wholeness::is_cut(bytes);
    let found = (!cut).then(|| RawBackend::load_bytes(bytes));
    let lost =
        matches!(&found, Some(Err(error)) if !matches!(error, Encrypted | UnsupportedVersion(_)));
    let mended = if cut || lost { wholeness::mended(bytes) } else { None };
    match (mended, found) {
        (None, Some(found)) => (Cow::Borrowed(bytes), found, cut),
        (mended, _) => {
            let bytes = mended.unwrap_or(Cow::Borrowed(bytes));
            let found = RawBackend::load_bytes(&bytes);
            (bytes, found, cut)
        }
    }
}

/// The file in `bytes`, ready to be read.
fn source(bytes: &[u8], file: unpdf::Result<RawBackend>) -> unpdf::Result<Source<'_>> {
    let file = file?;
    let rebuilt = file.integrity().xref_reconstructed;
    Ok(Source { fonts: Fonts::new(Objects::new(bytes, rebuilt)), file })
}

fn from_header(bytes: &[u8]) -> &[u8] {
    let head = bytes.get(..1024).unwrap_or(bytes);
    let at = head.windows(HEADER.len()).position(|window| window == HEADER);
    at.and_then(|at| bytes.get(at..)).unwrap_or(bytes)
}

fn reason(error: &unpdf::Error) -> ReadError {
    use unpdf::Error;
    match error {
        Error::Encrypted | Error::InvalidPassword => ReadError::Encrypted,
        Error::UnsupportedVersion(words) if words.contains("encryption") => ReadError::Encrypted,
        _ => ReadError::Damaged("its objects cannot be found".into()),
    }
}

/// The pages read so far, and what the file says of itself.
#[derive(Clone)]
struct Book {
    leaves: Vec<Leaf>,
    metadata: crate::document::Metadata,
    bookmarks: Vec<Bookmark>,
    /// Pages of the file.
    total: usize,
    /// Pages without words that show a picture, and pages that could not be read in full.
    pictured: Vec<usize>,
    damaged: Vec<usize>,
    caveats: Vec<CleanText>,
    /// Words written across pages.
    stamps: HashMap<String, usize>,
    /// Words that nobody sees.
    hidden: Hidden,
    /// What is wrong with the file, and which streams were looked at.
    damage: Option<Damage>,
    checked: Checked,
}

impl Book {
    fn new(file: &RawBackend, total: usize) -> Self {
        Self {
            leaves: Vec::new(),
            metadata: info::metadata(&file.metadata()),
            bookmarks: Vec::new(),
            total,
            pictured: Vec::new(),
            damaged: Vec::new(),
            caveats: Vec::new(),
            stamps: HashMap::new(),
            hidden: Hidden::default(),
            damage: None,
            checked: Checked::default(),
        }
    }

    /// Reads one more page; how many letters it has.
    fn read(&mut self, source: &Source, page: PageId) -> usize {
        let sheet = Sheet::read(source, page);
        let number = self.leaves.len() + 1;
        let mut whole = || {
            !source.fonts.are_missing()
                && !sheet.lost
                && self.checked.is_whole(&mut source.fonts.objects(), page)
        };
        if self.damage.is_none() && !whole() {
            self.damage = Some(Damage::Stream);
        }
        self.hidden.add(number - 1, piece::pieces(sheet.hidden, &sheet.rules), sheet.beside);
        if sheet.damaged {
            self.damaged.push(number);
        }
        let usual = usual_size(&sheet.runs);
        let is_stamp = |run: &Run| run.slanted && run.size > STAMP * usual;
        let (stamps, turned): (Vec<Run>, Vec<Run>) = sheet.turned.into_iter().partition(is_stamp);
        for stamp in stamps {
            *self.stamps.entry(stamp.text.trim().to_owned()).or_default() += 1;
        }
        let mut pieces = piece::pieces(sheet.runs, &sheet.rules);
        pieces.extend(piece::alone(turned));
        if pieces.is_empty() && sheet.pictured {
            self.pictured.push(number);
        }
        let letters = pieces.iter().map(|piece| piece.text.len()).sum();
        self.leaves.push(Leaf { pieces, height: sheet.height, number: None, rules: sheet.rules });
        letters
    }

    /// What concerns the file as a whole. It takes a while in files of many pages, each entry of
    /// the outline being looked for among all of them, so the first pages do not wait for it.
    fn look_around(&mut self, file: &RawBackend, bytes: &[u8]) {
        packet::complete(&mut self.metadata, bytes);
        if self.leaves.len() == self.total {
            flatten(file.outline().unwrap_or_default(), &mut self.bookmarks);
        }
    }

    /// An error if no page has words.
    fn found(&self) -> Result<(), ReadError> {
        if self.leaves.iter().any(|leaf| !leaf.pieces.is_empty()) {
            return Ok(());
        }
        Err(match self.damaged.len() == self.leaves.len() {
            true => ReadError::Damaged("none of its pages can be read".into()),
            false => ReadError::NoText,
        })
    }

    fn parts(mut self) -> Parts {
        let body = body_size(&self.leaves);
        self.caveats.extend(running::set_aside(&mut self.leaves, body));
        self.caveats.extend(stamped(&self.stamps));
        self.caveats.extend(self.hidden.caveats());
        self.caveats.extend(about(&self.pictured, "holds a picture only", "hold pictures only"));
        self.caveats.extend(about(
            &self.damaged,
            "could not be read in full",
            "could not be read in full",
        ));
        let mut spelling = Spelling::default();
        let mut tables = 0;
        let mut pages: Vec<Vec<Part>> = Vec::with_capacity(self.leaves.len());
        for leaf in &mut self.leaves {
            let mut pieces = std::mem::take(&mut leaf.pieces);
            bidi::settle(&mut pieces);
            let pieces = stack::gathered(grid::gathered(pieces, &leaf.rules), &leaf.rules);
            let regions = order::regions(pieces);
            regions.iter().for_each(|region| learn(&mut spelling, region));
            let across = &leaf.rules.across;
            let of = |region| part::parts(region, body, across, &mut tables);
            let parts = regions.into_iter().flat_map(of);
            let mut parts: Vec<Part> = parts.collect();
            notes::mark(&mut parts, body);
            pages.push(parts);
        }
        headings::mark(&mut pages, body, &self.bookmarks);
        notes::behind_sentences(&mut pages, body);
        let mut hidden = self.hidden.kept();
        let mut writer = Writer::new(&spelling);
        let printed: Vec<_> = self.leaves.iter().map(|leaf| leaf.number).collect();
        for (page, (label, parts)) in labels::labels(&printed).iter().zip(pages).enumerate() {
            writer.page(CleanText::line(label));
            parts.into_iter().for_each(|part| writer.part(part));
            hidden.remove(&page).into_iter().flatten().for_each(|words| writer.hidden(&words));
        }
        let mut parts = writer.finish();
        // A date on the page is when it was issued, one in the file when it was printed.
        if head::stated(&parts.text, None).is_some() {
            self.metadata.date = None;
        }
        parts.metadata = self.metadata;
        parts.caveats = self.caveats;
        if let Some(damage) = self.damage {
            parts.damaged(damage.sentence());
        }
        parts.pages_left = u32::try_from(self.total - self.leaves.len()).unwrap_or(u32::MAX);
        parts
    }
}

fn learn(spelling: &mut Spelling, region: &Region) {
    let lines: Vec<String> = region.lines.iter().map(order::Line::text).collect();
    spelling.learn(lines.iter().map(String::as_str));
}

/// Words written across pages, most frequent first.
fn stamped(stamps: &HashMap<String, usize>) -> Option<CleanText> {
    const NAMED: usize = 3;
    let mut found: Vec<(&String, &usize)> = stamps.iter().collect();
    found.sort_by_key(|(words, count)| (usize::MAX - **count, *words));
    let names: Vec<String> =
        found.iter().take(NAMED).map(|(words, _)| format!("“{words}”")).collect();
    let names = names.join(", ");
    (!names.is_empty())
        .then(|| CleanText::line(&format!("Words across the page are not shown: {names}.")))
}

/// "Page 3 could not …", "Pages 3, 4 and 9 more could not …".
fn about(pages: &[usize], one: &str, many: &str) -> Option<CleanText> {
    const NAMED: usize = 8;
    let named: Vec<String> = pages.iter().take(NAMED).map(usize::to_string).collect();
    let named = named.join(", ");
    match pages.len() {
        0 => None,
        1 => Some(CleanText::line(&format!("Page {named} {one}."))),
        2..=NAMED => Some(CleanText::line(&format!("Pages {named} {many}."))),
        all => Some(CleanText::line(&format!("Pages {named} and {} more {many}.", all - NAMED))),
    }
}

/// The size that most letters have, in points.
fn body_size(leaves: &[Leaf]) -> f32 {
    let mut sizes: HashMap<u32, usize> = HashMap::new();
    for piece in leaves.iter().flat_map(|leaf| &leaf.pieces) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "sizes are small"
        )]
        let half_points = (piece.size * 2.0) as u32;
        *sizes.entry(half_points).or_default() += piece.text.len();
    }
    let most = sizes.into_iter().max_by_key(|(size, letters)| (*letters, *size));
    most.map_or(10.0, |(half_points, _)| sheet::small(half_points as usize) / 2.0)
}

/// The size of the letters in the middle of a page.
fn usual_size(runs: &[Run]) -> f32 {
    let mut sizes: Vec<f32> = runs.iter().map(|run| run.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0)
}

/// The entries of the file's own outline in order.
fn flatten(items: Vec<RawOutlineItem>, out: &mut Vec<Bookmark>) {
    let mut open: Vec<(RawOutlineItem, u8)> =
        items.into_iter().rev().map(|item| (item, 1)).collect();
    while let Some((item, level)) = open.pop() {
        if out.len() >= MAX_BOOKMARKS {
            return;
        }
        let page = item.page.and_then(|page| usize::try_from(page).ok()?.checked_sub(1));
        if let Some(page) = page {
            out.push(Bookmark { title: item.title, page, level });
        }
        open.extend(item.children.into_iter().rev().map(|item| (item, level.saturating_add(1))));
    }
}

#[cfg(test)]
mod tests;
