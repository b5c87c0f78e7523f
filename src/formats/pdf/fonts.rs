//! What the codes of a font mean, where the parser would leave codes out or read them wrong: codes
//! that a font's table of characters does not name come from its encoding, code by code; a table
//! that is `Identity` says that codes are Unicode. Tables made to take hours are not read at all.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use unpdf::parser::backend::{
    DecodedRun, DecodedText, PdfBackend, RawBackend, ResourceScope, TextCluster, TextSuppression,
};
use unpdf::parser::raw::{PdfDict, PdfObject, stream};

use super::objects::{Id, Objects, into_dict};

/// Codes that one table may name: there are no more of two bytes.
const MOST_CODES: u64 = 1 << 17;

/// Nodes between a page and the root of the tree of pages.
const MAX_DEPTH: usize = 32;

/// Pieces of a font's table of widths.
const MOST_WIDTHS: usize = 200_000;

/// Codes without a sign of their own in `WinAnsiEncoding`, which stand for a bullet (ISO 32000-2,
/// table D.2, footnote 3).
const BULLETS: [u8; 6] = [0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D];

/// How the codes of a font are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// As the parser does.
    Parser,
    /// One byte after the other: what the table of characters does not name, the encoding does.
    Bytes,
    /// Each two bytes are a character of Unicode.
    Unicode,
    /// Through a map from codes to the glyphs of the embedded font.
    Glyphs,
    /// Not at all: its tables would take hours.
    Never,
}

/// A font as it is read.
pub(super) struct Font {
    reading: Reading,
    /// What single bytes mean, once they were looked up.
    bytes: Mutex<Vec<Option<String>>>,
    /// Glyphs by code.
    glyphs: Vec<u8>,
    /// True if its encoding is `WinAnsiEncoding`.
    windows: bool,
}

/// A name and where it is used.
pub(super) type Used = (ResourceScope, Vec<u8>);

/// The fonts of a file.
pub(super) struct Fonts<'a> {
    objects: Mutex<Objects<'a>>,
    /// By the object that holds the font.
    fonts: Mutex<HashMap<Id, Arc<Font>>>,
    /// By where a name is used.
    names: Mutex<HashMap<Used, Arc<Font>>>,
    /// The tables of fonts of the page or form that was asked about last.
    last: Mutex<Option<(ResourceScope, Arc<Vec<PdfDict>>)>>,
    /// True if a page names a font that is not there.
    missing: AtomicBool,
}

/// A mutex's value: nothing here leaves one half changed.
fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'a> Fonts<'a> {
    pub(super) fn new(objects: Objects<'a>) -> Self {
        let (fonts, names, last, missing) = Default::default();
        Self { objects: Mutex::new(objects), fonts, names, last, missing }
    }

    /// Uses the objects of the file.
    pub(super) fn objects(&self) -> std::sync::MutexGuard<'_, Objects<'a>> {
        locked(&self.objects)
    }

    /// True if words were painted in a font that is not there: what they are is a guess.
    pub(super) fn are_missing(&self) -> bool {
        self.missing.load(Ordering::Relaxed)
    }

    /// The font that a name stands for.
    pub(super) fn named(&self, scope: ResourceScope, name: &[u8]) -> Arc<Font> {
        let key = (scope, name.to_vec());
        if let Some(font) = locked(&self.names).get(&key) {
            return Arc::clone(font);
        }
        let font = self.find(scope, name);
        locked(&self.names).insert(key, Arc::clone(&font));
        font
    }

    /// True if none of the fonts that the names of a page or form stand for takes hours to read.
    pub(super) fn are_sound(&self, scope: ResourceScope) -> bool {
        let tables = self.tables(&mut self.objects(), scope);
        let mut names = tables.iter().flat_map(PdfDict::keys);
        names.all(|name| self.named(scope, name).is_sound())
    }

    /// The tables of fonts that the names of a form or a page are looked up in, innermost first.
    fn tables(&self, objects: &mut Objects, scope: ResourceScope) -> Arc<Vec<PdfDict>> {
        let mut last = locked(&self.last);
        match &*last {
            Some((known, tables)) if *known == scope => Arc::clone(tables),
            _ => {
                let tables = Arc::new(font_tables(objects, scope));
                *last = Some((scope, Arc::clone(&tables)));
                tables
            }
        }
    }

    fn find(&self, scope: ResourceScope, name: &[u8]) -> Arc<Font> {
        let mut objects = self.objects();
        let tables = self.tables(&mut objects, scope);
        let Some(entry) = tables.iter().find_map(|fonts| fonts.get(name)) else {
            let is_encrypted = objects.trailer().contains_key(b"Encrypt".as_slice());
            self.missing.fetch_or(!is_encrypted && !name.is_empty(), Ordering::Relaxed);
            return Arc::new(Font::new(Reading::Parser));
        };
        let id = entry.as_reference();
        let known = id.and_then(|id| locked(&self.fonts).get(&id).map(Arc::clone));
        if let Some(font) = known {
            return font;
        }
        let dict = objects.resolved(entry).and_then(into_dict);
        let font = dict.map_or_else(|| Font::new(Reading::Parser), |d| Font::of(&mut objects, &d));
        let font = Arc::new(font);
        if let Some(id) = id {
            locked(&self.fonts).insert(id, Arc::clone(&font));
        }
        font
    }
}

/// The tables of fonts that the names of a form or a page are looked up in, innermost first.
fn font_tables(objects: &mut Objects, scope: ResourceScope) -> Vec<PdfDict> {
    let mut nodes: Vec<PdfDict> = Vec::new();
    nodes.extend(scope.form.and_then(|form| objects.dict_at(form)));
    let mut page = objects.dict_at(scope.page);
    while let Some(node) = page.filter(|_| nodes.len() < MAX_DEPTH) {
        page = objects.dict(&node, "Parent");
        nodes.push(node);
    }
    let resources = nodes.iter().filter_map(|node| objects.dict(node, "Resources"));
    let resources: Vec<PdfDict> = resources.collect();
    resources.iter().filter_map(|resources| objects.dict(resources, "Font")).collect()
}

impl Font {
    fn new(reading: Reading) -> Self {
        Self { reading, bytes: Mutex::new(Vec::new()), glyphs: Vec::new(), windows: false }
    }

    /// How a font with this dictionary is read.
    fn of(objects: &mut Objects, dict: &PdfDict) -> Self {
        let table = objects.entry(dict, "ToUnicode");
        let bounded = match &table {
            Some(PdfObject::Stream(table)) => {
                let bytes = stream::decompress(table).unwrap_or_else(|_| table.raw_data.clone());
                codes_named(&bytes) <= MOST_CODES
            }
            _ => true,
        };
        if !bounded {
            return Self::new(Reading::Never);
        }
        let has_table = matches!(table, Some(PdfObject::Stream(_)));
        let descendants = objects.array(dict, "DescendantFonts");
        let Some(descendants) = descendants else {
            let encoding = objects.entry(dict, "Encoding");
            let windows = encoding.and_then(|name| Some(name.as_name()? == b"WinAnsiEncoding"));
            let windows = windows == Some(true);
            let named = windows || has_table && has_encoding(objects, dict);
            let reading = if named { Reading::Bytes } else { Reading::Parser };
            return Self { windows, ..Self::new(reading) };
        };
        let inner = descendants.first().and_then(|inner| objects.resolved(inner));
        let inner = inner.and_then(into_dict).unwrap_or_default();
        if widths_named(objects, &inner) > MOST_CODES {
            return Self::new(Reading::Never);
        }
        let is_identity = |object: &Option<PdfObject>| {
            let name = object.as_ref().and_then(PdfObject::as_name);
            matches!(name, Some(b"Identity-H" | b"Identity-V"))
        };
        if !is_identity(&objects.entry(dict, "Encoding")) {
            return Self::new(Reading::Parser);
        }
        if is_identity(&table) {
            return Self::new(Reading::Unicode);
        }
        match objects.entry(&inner, "CIDToGIDMap") {
            Some(PdfObject::Stream(map)) if !has_table => {
                let glyphs = stream::decompress(&map).unwrap_or_default();
                Self { glyphs, ..Self::new(Reading::Glyphs) }
            }
            _ => Self::new(Reading::Parser),
        }
    }

    /// False if the parser must not be asked about it.
    pub(super) fn is_sound(&self) -> bool {
        self.reading != Reading::Never
    }

    /// The words that codes stand for.
    pub(super) fn decoded(
        &self,
        file: &RawBackend,
        (scope, name): (ResourceScope, &[u8]),
        codes: &[u8],
    ) -> DecodedText {
        let found = match self.reading {
            Reading::Parser => None,
            Reading::Bytes => {
                let (words, _) = self.spelled(file, (scope, name), codes);
                (!words.is_empty()).then_some(words)
            }
            Reading::Unicode => unicode(codes),
            Reading::Glyphs => {
                let glyphs: Vec<u8> = codes.chunks(2).flat_map(|code| self.glyph(code)).collect();
                return file.decode_text(scope, name, &glyphs);
            }
            Reading::Never => {
                return DecodedText::suppressed(TextSuppression::CompositeUnresolved);
            }
        };
        found.map_or_else(|| file.decode_text(scope, name, codes), DecodedText::text)
    }

    /// As [`Font::decoded`], with the widths of the letters.
    pub(super) fn run(
        &self,
        file: &RawBackend,
        (scope, name): (ResourceScope, &[u8]),
        codes: &[u8],
    ) -> DecodedRun {
        if self.reading == Reading::Parser {
            return file.decode_run(scope, name, codes);
        }
        let decoded = self.decoded(file, (scope, name), codes);
        let glyphs = if self.is_sound() { file.glyph_advances(scope, name, codes) } else { None };
        let clusters = match (self.reading, &glyphs) {
            (Reading::Bytes, Some(glyphs)) if glyphs.len() == codes.len() => {
                let (words, ends) = self.spelled(file, (scope, name), codes);
                (words == decoded.text).then(|| clusters(&ends))
            }
            _ => None,
        };
        DecodedRun { decoded, glyphs, clusters }
    }

    /// What bytes stand for, one after the other, and where the letters of each end.
    fn spelled(
        &self,
        file: &RawBackend,
        (scope, name): (ResourceScope, &[u8]),
        codes: &[u8],
    ) -> (String, Vec<usize>) {
        let mut known = locked(&self.bytes);
        known.resize(256, None);
        let mut words = String::with_capacity(codes.len());
        let mut ends = Vec::with_capacity(codes.len());
        for code in codes {
            if let Some(slot) = known.get_mut(usize::from(*code)) {
                words.push_str(slot.get_or_insert_with(|| {
                    let words = file.decode_text(scope, name, &[*code]).text;
                    let bullet = self.windows && words.is_empty() && BULLETS.contains(code);
                    if bullet { "•".to_owned() } else { words }
                }));
            }
            ends.push(words.len());
        }
        (words, ends)
    }

    /// The glyph that a code selects.
    fn glyph(&self, code: &[u8]) -> [u8; 2] {
        let [high, low] = code else { return [0, 0] };
        let at = 2 * usize::from(u16::from_be_bytes([*high, *low]));
        match self.glyphs.get(at..at + 2) {
            Some([high, low]) => [*high, *low],
            _ => [0, 0],
        }
    }
}

/// Which letters each code stands for, by where they end.
fn clusters(ends: &[usize]) -> Vec<TextCluster> {
    let starts = std::iter::once(&0).chain(ends);
    let spans = starts.zip(ends).enumerate();
    spans.map(|(at, (from, to))| TextCluster { text: *from..*to, glyphs: at..at + 1 }).collect()
}

/// Codes of two bytes as characters; `None` if some are none that a page shows.
fn unicode(codes: &[u8]) -> Option<String> {
    let units = codes.chunks(2).map(|code| match code {
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0,
    });
    let words: Result<String, _> = char::decode_utf16(units).collect();
    words.ok().filter(|words| !words.chars().any(char::is_control))
}

/// True if the bytes of a font of one byte mean something without its table of characters: by an
/// encoding that is stated, by the names of glyphs of an embedded font, or because it is a font that
/// every reader has. In an embedded TrueType font without any, a byte is the number of a glyph.
fn has_encoding(objects: &mut Objects, dict: &PdfDict) -> bool {
    let descriptor = objects.dict(dict, "FontDescriptor").unwrap_or_default();
    dict.contains_key(b"Encoding".as_slice()) || !descriptor.contains_key(b"FontFile2".as_slice())
}

/// How many codes a table of characters names, if its ranges are written out.
fn codes_named(table: &[u8]) -> u64 {
    let mut rest = table;
    let mut total = 0_u64;
    while let Some(at) = memchr::memmem::find(rest, b"beginbfrange") {
        rest = rest.get(at + b"beginbfrange".len()..).unwrap_or_default();
        let end = memchr::memmem::find(rest, b"endbfrange").unwrap_or(rest.len());
        let (block, behind) = rest.split_at(end);
        rest = behind;
        total = total.saturating_add(codes_of_ranges(block));
    }
    total
}

/// The codes of ranges `<first> <last> <character>` or `<first> <last> [<character> …]`.
fn codes_of_ranges(block: &[u8]) -> u64 {
    let (mut total, mut numbers, mut listed) = (0_u64, Vec::new(), false);
    for token in block.split(|byte| *byte == b'<').skip(1) {
        let end = token.iter().position(|byte| *byte == b'>').unwrap_or(token.len());
        let digits = token.get(..end).and_then(|digits| std::str::from_utf8(digits).ok());
        let number = digits.and_then(|digits| u64::from_str_radix(digits.trim(), 16).ok());
        if !listed {
            numbers.push(number.unwrap_or(0));
        }
        let behind = token.get(end..).unwrap_or_default();
        let (opens, closes) = (behind.contains(&b'['), behind.contains(&b']'));
        if let [first, last, ..] = numbers.as_slice()
            && (numbers.len() == 3 || opens)
        {
            total = total.saturating_add(last.saturating_sub(*first).saturating_add(1));
            numbers.clear();
        }
        listed = (opens || listed) && !closes;
    }
    total
}

/// How many widths the tables of a font state, if their ranges are written out.
fn widths_named(objects: &mut Objects, font: &PdfDict) -> u64 {
    let mut total = 0_u64;
    for (key, row) in [("W", 1), ("W2", 3)] {
        let items = objects.array(font, key).unwrap_or_default();
        if items.len() > MOST_WIDTHS {
            return u64::MAX;
        }
        let mut numbers: Vec<u64> = Vec::new();
        for item in items {
            let item = match item {
                PdfObject::Reference(..) => objects.resolved(&item).unwrap_or(PdfObject::Null),
                item => item,
            };
            match item {
                PdfObject::Integer(number) => numbers.push(u64::try_from(number).unwrap_or(0)),
                PdfObject::Real(_) => numbers.push(0),
                _ => numbers.clear(),
            }
            if let [first, last, ..] = numbers.as_slice()
                && numbers.len() == 2 + row
            {
                total = total.saturating_add(last.saturating_sub(*first));
                numbers.clear();
            }
        }
    }
    total
}

#[cfg(test)]
mod tests;
