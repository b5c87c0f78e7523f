//! Whether a file is whole: its end, its table of objects, the lengths and checksums of its streams.
//! Also mends what was cut off, as far as pages that are there can be found again. Reads no words.

use std::borrow::Cow;
use std::collections::HashSet;

use unpdf::parser::backend::{PageId, PdfBackend, RawBackend};
use unpdf::parser::raw::{PdfDict, PdfObject, PdfStream, tokenizer, xref};

use super::names::is_garbled;
use super::objects::{Id, Objects, into_dict};

/// Where the parser looks for the end of a file, in bytes from there.
const TAIL: usize = 1024;

/// Streams of one page that are looked at.
const MOST_STREAMS: usize = 512;

/// Tables of objects that are followed from the last to the first.
const MOST_TABLES: usize = 64;

/// Numbers of the objects that are put in place of a lost tree of pages: the highest that the format
/// allows (ISO 32000-2, annex C), which no file comes near.
const CATALOGUE: u32 = 8_388_606;
const TREE: u32 = 8_388_607;

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    /// Its end is missing.
    Cut,
    /// Its table of objects is wrong, or names what is not there.
    Table,
    /// A stream is shorter or other than it should be.
    Stream,
}

impl Damage {
    /// A sentence that says so.
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Self::Cut => "The file is cut: its end is missing, and so may be text.",
            Self::Table => {
                "The file is damaged: its table of objects is wrong. Text may be missing or wrong."
            }
            Self::Stream => {
                "The file is damaged: what some pages are made of is not as it was written. \
                 Text may be missing or wrong."
            }
        }
    }
}

/// True if a file does not end as files do.
pub(super) fn is_cut(file: &[u8]) -> bool {
    let tail = file.get(file.len().saturating_sub(TAIL)..).unwrap_or(file);
    let Some(at) = memchr::memmem::rfind(tail, b"startxref") else { return true };
    let behind = tail.get(at + b"startxref".len()..).unwrap_or_default();
    !behind.iter().any(u8::is_ascii_digit)
}

/// What the parser found wrong with a file that is not cut. A table with wrong places of objects
/// that are all there loses nothing.
pub(super) fn of_table(file: &RawBackend, bytes: &[u8]) -> Option<Damage> {
    let found = file.integrity();
    let missing = || {
        let named = Objects::new(bytes, false);
        let there: HashSet<Id> = Objects::new(bytes, true).ids().collect();
        // Some programs name objects that never were, at the beginning of the file.
        let is_placed = |id: &Id| named.place(*id).is_some_and(|at| at > 0);
        !named.ids().any(|id| is_placed(&id))
            || named.ids().filter(is_placed).any(|id| !there.contains(&id))
    };
    let wrong =
        found.pages_incomplete() || found.skipped_object_count > 0 || !has_whole_table(bytes);
    (wrong || found.xref_reconstructed && missing()).then_some(Damage::Table)
}

/// False if a table of objects that is packed is not as it was written.
fn has_whole_table(bytes: &[u8]) -> bool {
    let mut objects = Objects::new(&[], false);
    let mut at = xref::find_startxref(bytes).ok();
    for _ in 0..MOST_TABLES {
        let table = at.and_then(|at| tokenizer::parse_object(bytes, at).ok());
        let Some((PdfObject::Stream(table), _)) = table else { return true };
        if !objects.is_whole(&table) {
            return false;
        }
        let before = table.dict.get(b"Prev".as_slice()).and_then(PdfObject::as_i64);
        at = before.and_then(|before| usize::try_from(before).ok());
    }
    true
}

/// The same file with an end put to what was cut in two, and a tree of the pages that are there if
/// its own is lost; `None` if it has no pages.
pub(super) fn mended(file: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut out = file.to_vec();
    let begun = memchr::memmem::rfind(file, b"stream").unwrap_or(0);
    let is_open = !file.get(..begun).is_some_and(|before| before.ends_with(b"end"));
    if begun > 0 && is_open {
        out.extend(b"\nendstream\nendobj\n");
    }
    let known = RawBackend::load_bytes(&out).map(|file| file.pages().len()).unwrap_or(0);
    let tree = |kids: &[Id]| {
        let kids: Vec<String> = kids.iter().map(|(n, g)| format!("{n} {g} R")).collect();
        format!(
            "\n{CATALOGUE} 0 obj\n<< /Type /Catalog /Pages {TREE} 0 R >>\nendobj\n\
             {TREE} 0 obj\n<< /Type /Pages /Kids [{}] /Count {} >>\nendobj\n\
             trailer\n<< /Root {CATALOGUE} 0 R >>\n",
            kids.join(" "),
            kids.len()
        )
    };
    let bare = [&out[..], tree(&[]).as_bytes()].concat();
    let pages = pages(&bare);
    if pages.len() > known {
        out.extend(tree(&pages).bytes());
    }
    (known > 0 || !pages.is_empty()).then_some(Cow::Owned(out))
}

/// The pages of a file in the order in which they stand in it.
fn pages(file: &[u8]) -> Vec<Id> {
    let mut objects = Objects::new(file, true);
    let ids: Vec<Id> = objects.ids().collect();
    let mut found: Vec<(usize, Id)> = Vec::new();
    for id in ids {
        let Some(dict) = objects.dict_at(id) else { continue };
        let kind = dict.get(b"Type".as_slice()).and_then(PdfObject::as_name);
        if kind == Some(b"Page") {
            found.push((objects.place(id).unwrap_or(usize::MAX), id));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, id)| id).collect()
}

/// Which streams were looked at, and whether one of them was damaged.
#[derive(Clone, Debug, Default)]
pub(super) struct Checked {
    seen: HashSet<Id>,
}

impl Checked {
    /// True if all that a page is painted from is as it was written: its instructions, the drawings
    /// it uses, the tables of its fonts.
    pub(super) fn is_whole(&mut self, objects: &mut Objects, page: PageId) -> bool {
        if objects.trailer().contains_key(b"Encrypt".as_slice()) {
            return true;
        }
        let Some(page) = objects.dict_at(page) else { return true };
        let contents = contents(objects, &page);
        // A page whose instructions are not there is not as it was written.
        let is_there = |item: &PdfObject| {
            matches!(objects.resolved(item), Some(PdfObject::Stream(_) | PdfObject::Null))
        };
        let mut whole = contents.iter().all(is_there) && !is_garbled(&page);
        whole &= objects.dict(&page, "Resources").is_none_or(|resources| !is_garbled(&resources));
        let mut open = contents;
        open.extend(used(objects, &page));
        let mut count = 0;
        while let Some(item) = open.pop() {
            count += 1;
            if count > MOST_STREAMS {
                break;
            }
            match item {
                PdfObject::Dict(font) => whole &= is_sound_font(objects, &font, &mut open),
                item => {
                    let fresh = |id: &Id| self.seen.insert(*id) && !objects.is_picture(*id);
                    let Some(id) = item.as_reference().filter(fresh) else { continue };
                    match objects.object(id) {
                        Some(PdfObject::Stream(stream)) => {
                            whole &= is_sound_stream(objects, &stream, &mut open);
                        }
                        Some(object) => open.extend(into_dict(object).map(PdfObject::Dict)),
                        None => {}
                    }
                }
            }
        }
        whole && !objects.are_damaged()
    }
}

/// The streams of instructions of a page, as references.
fn contents(objects: &mut Objects, page: &PdfDict) -> Vec<PdfObject> {
    match page.get(b"Contents".as_slice()) {
        Some(PdfObject::Array(items)) => items.clone(),
        Some(other) => match objects.resolved(other) {
            Some(PdfObject::Array(items)) => items,
            _ => vec![other.clone()],
        },
        None => Vec::new(),
    }
}

/// False if a stream is not as it was written. `open` takes in what else it uses.
fn is_sound_stream(objects: &mut Objects, stream: &PdfStream, open: &mut Vec<PdfObject>) -> bool {
    let kind = stream.dict.get(b"Subtype".as_slice()).and_then(PdfObject::as_name);
    if kind == Some(b"Image") {
        return true;
    }
    open.extend(used(objects, &stream.dict));
    objects.is_whole(stream) && !is_garbled(&stream.dict)
}

/// False if the names in a font are not as they were written. `open` takes in its tables and parts.
fn is_sound_font(objects: &mut Objects, font: &PdfDict, open: &mut Vec<PdfObject>) -> bool {
    open.extend(
        ["ToUnicode", "Encoding"].iter().filter_map(|key| font.get(key.as_bytes())).cloned(),
    );
    open.extend(objects.array(font, "DescendantFonts").unwrap_or_default());
    !is_garbled(font)
}

/// The drawings and fonts among the resources of a page or a drawing.
fn used(objects: &mut Objects, dict: &PdfDict) -> Vec<PdfObject> {
    let Some(resources) = objects.dict(dict, "Resources") else { return Vec::new() };
    let mut out = Vec::new();
    for key in ["XObject", "Font"] {
        let named = objects.dict(&resources, key).unwrap_or_default();
        out.extend(named.into_values());
    }
    out
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::super::tests::made::{file, lines, pages as made_pages, stream as made_stream};
    use crate::document::Parts;
    use crate::formats::{Limits, ReadError};

    fn read(bytes: &[u8]) -> Result<Parts, ReadError> {
        super::super::parts(bytes, &Limits::WHOLE, &mut |_| {})
    }

    /// A file with these words on a page each, packed, the catalogue and the tree at its end if
    /// `late`.
    fn packed(words: &[&str], late: bool) -> Vec<u8> {
        let mut pages = Vec::new();
        let count = words.len();
        let first = if late { 1 } else { 3 };
        for (n, words) in words.iter().enumerate() {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(lines(10.0, (72.0, 700.0), &[words]).as_bytes()).unwrap();
            let content = encoder.finish().unwrap();
            pages.push(
                format!(
                    "<< /Type /Page /MediaBox [0 0 595 842] /Resources << /Font << /F1 << /Type \
                     /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> /Contents {} 0 R >>",
                    first + 2 * n + 1
                )
                .into_bytes(),
            );
            pages.push(made_stream("/Filter /FlateDecode", &content));
        }
        let kids: Vec<String> = (0..count).map(|n| format!("{} 0 R", first + 2 * n)).collect();
        let (catalogue, tree) = if late { (2 * count + 1, 2 * count + 2) } else { (1, 2) };
        let heads = vec![
            format!("<< /Type /Catalog /Pages {tree} 0 R >>").into_bytes(),
            format!("<< /Type /Pages /Kids [{}] /Count {count} >>", kids.join(" ")).into_bytes(),
        ];
        let objects = if late { [pages, heads].concat() } else { [heads, pages].concat() };
        let bytes = file(&objects, "");
        let root = format!("/Root {catalogue} 0 R");
        let text = bytes.windows(11).rposition(|w| w == b"/Root 1 0 R").unwrap();
        [&bytes[..text], root.as_bytes(), &bytes[text + 11..]].concat()
    }

    const WORDS: [&str; 3] =
        ["The first page has these words.", "A second one.", "The third page."];

    #[test]
    fn a_sound_file_says_nothing() {
        for late in [false, true] {
            let parts = read(&packed(&WORDS, late)).unwrap();
            assert_eq!(parts.damage, None);
            assert!(parts.text.contains("third"));
        }
        assert_eq!(read(&made_pages(&[lines(10.0, (72.0, 700.0), &WORDS)])).unwrap().damage, None);
    }

    #[test]
    fn pages_of_a_cut_file_that_are_there_are_read() {
        for late in [false, true] {
            let whole = packed(&WORDS, late);
            let second = whole.windows(6).enumerate().filter(|(_, w)| *w == b"stream").nth(2);
            let cut = &whole[..second.unwrap().0 + 45];
            let parts = read(cut).unwrap();
            assert!(parts.text.contains(WORDS[0]), "{late}: {}", parts.text);
            assert!(parts.damage.unwrap().contains("cut"));
            let end = &whole[..whole.len() - 20];
            let parts = read(end).unwrap();
            assert!(parts.text.contains(WORDS[2]) && parts.damage.is_some(), "{late}");
        }
    }

    #[test]
    fn a_flipped_bit_in_what_a_page_is_painted_from_is_said() {
        let whole = packed(&WORDS, false);
        let at = whole.windows(7).position(|w| w == b"stream\n").unwrap();
        let mut said = 0;
        for bit in 0..80 {
            let mut bytes = whole.clone();
            bytes[at + 9 + bit / 4] ^= 1 << (bit % 8);
            said += usize::from(read(&bytes).unwrap().damage.is_some());
        }
        assert_eq!(said, 80);
    }

    #[test]
    fn a_flipped_bit_in_a_name_that_words_hang_on_is_said() {
        let whole = packed(&WORDS, false);
        for (name, bit) in [("/Contents", 3), ("/Resources", 4), ("/FlateDecode", 2), ("/Type1", 3)]
        {
            let at = whole.windows(name.len()).position(|w| w == name.as_bytes()).unwrap();
            let mut bytes = whole.clone();
            bytes[at + bit] ^= 1;
            assert!(read(&bytes).unwrap().damage.is_some(), "{name}");
        }
    }

    #[test]
    fn a_wrong_table_or_length_is_said() {
        let mut bytes = made_pages(&[lines(10.0, (72.0, 700.0), &WORDS)]);
        let length = bytes.windows(8).position(|w| w == b"/Length ").unwrap();
        bytes[length + 8] = b'9';
        assert!(read(&bytes).unwrap().damage.is_some());
        let sound = packed(&WORDS, false);
        let table = sound.windows(9).position(|w| w == b"000000000").unwrap();
        let mut bytes = sound.clone();
        let entry = table + 20 * 3 + 9;
        bytes[entry] = if bytes[entry] == b'7' { b'8' } else { b'7' };
        let parts = read(&bytes).unwrap();
        assert!(parts.damage.is_none() && parts.text.contains(WORDS[2]), "nothing is lost");
        let mut bytes = sound;
        let object = bytes.windows(7).position(|w| w == b"4 0 obj").unwrap();
        bytes[object + 6] = b'k';
        assert!(read(&bytes).unwrap().damage.is_some());
    }

    #[test]
    fn what_holds_no_page_is_no_document() {
        assert!(read(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog").is_err());
    }
}
