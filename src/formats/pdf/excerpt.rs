//! The first pages of a long file as a small file of their own, so that they can be shown before all
//! of its objects are read. Copies objects as they stand and interprets none; of a file that is not as
//! it should be, there is no excerpt.

use std::collections::{BTreeMap, HashMap, HashSet};

use unpdf::parser::raw::xref::{XrefEntry, XrefTable, object_header_at, parse_xref_chain};
use unpdf::parser::raw::{PdfDict, PdfObject, stream, tokenizer};

/// Files shorter than this are read so fast that an excerpt gains nothing, in bytes.
const LONG: usize = 1 << 20;

/// Files of fewer pages than this are read as they are: the first pages would be read twice.
const MANY_PAGES: usize = 32;

/// An excerpt is at most this part of the file, or reading it takes as long as reading the file.
const PART: usize = 2;

/// Objects of an excerpt at most.
const MOST_OBJECTS: usize = 10_000;

/// Bytes that streams of packed objects may unpack to, all together.
const MOST_UNPACKED: usize = 32 << 20;

/// What a page shows (ISO 32000-2, table 31), and what it inherits from the nodes above it.
const SHOWN: [&[u8]; 5] = [b"Contents", b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// Entries that lead away from what a page shows.
const ASIDE: [&[u8]; 3] = [b"Parent", b"Metadata", b"PieceInfo"];

/// An object's number and generation.
type Id = (u32, u16);

/// A file that holds the first pages of another.
pub(super) struct Excerpt {
    pub bytes: Vec<u8>,
    /// Pages that the other file says it has.
    pub total: usize,
}

/// The first `most` pages, if `file` is long enough and in order.
pub(super) fn first_pages(file: &[u8], most: usize) -> Option<Excerpt> {
    if file.len() < LONG {
        return None;
    }
    let (XrefTable { entries }, trailer) = parse_xref_chain(file).ok()?;
    if trailer.contains_key(b"Encrypt".as_slice()) {
        return None;
    }
    let mut copy = Copy {
        file,
        entries,
        packed: HashMap::new(),
        unpacked: 0,
        places: BTreeMap::new(),
        out: b"%PDF-1.7\n".to_vec(),
    };
    let root = trailer.get(b"Root".as_slice())?.as_reference()?;
    let catalogue = copy.object(root)?;
    let tree = catalogue.as_dict()?.get(b"Pages".as_slice())?.as_reference()?;
    let total = copy.pages(tree, most)?;
    if let Some(info) = trailer.get(b"Info".as_slice()).and_then(PdfObject::as_reference) {
        copy.all(vec![info])?;
    }
    Some(Excerpt { bytes: copy.finish(&trailer), total })
}

/// Objects of a file, and those copied so far.
struct Copy<'a> {
    file: &'a [u8],
    entries: HashMap<Id, XrefEntry>,
    /// Streams of packed objects that were unpacked.
    packed: HashMap<u32, Packed>,
    /// Bytes that they unpacked to.
    unpacked: usize,
    /// Where copied objects stand in `out`.
    places: BTreeMap<Id, usize>,
    out: Vec<u8>,
}

/// Objects in one stream: where each begins.
struct Packed {
    bytes: Vec<u8>,
    begins: Vec<usize>,
}

impl Copy<'_> {
    /// Copies the first `most` pages below a node with what they show; how many pages it states, if
    /// these are many.
    fn pages(&mut self, tree: Id, most: usize) -> Option<usize> {
        let mut total = None;
        let (mut wanted, mut found) = (Vec::new(), 0);
        let mut seen = HashSet::new();
        let mut open = vec![tree];
        while let Some(id) = open.pop().filter(|_| found < most) {
            if !seen.insert(id) {
                continue;
            }
            let node = self.object(id)?;
            let node = node.as_dict()?;
            let count = node.get(b"Count".as_slice()).and_then(PdfObject::as_i64).unwrap_or(0);
            let total = total.get_or_insert(usize::try_from(count).ok()?);
            if *total < MANY_PAGES {
                return None;
            }
            SHOWN.iter().filter_map(|key| node.get(*key)).for_each(|part| {
                references(part, &mut wanted);
            });
            match node.get(b"Type".as_slice()).and_then(PdfObject::as_name) {
                Some(b"Page") => found += 1,
                Some(b"Pages") | None => {
                    let kids = node.get(b"Kids".as_slice())?.as_array()?;
                    open.extend(kids.iter().rev().filter_map(PdfObject::as_reference));
                }
                Some(_) => return None,
            }
        }
        self.all(wanted)?;
        total.filter(|_| found == most)
    }

    /// Copies objects and all that they refer to.
    fn all(&mut self, mut wanted: Vec<Id>) -> Option<()> {
        while let Some(id) = wanted.pop() {
            if !self.places.contains_key(&id) {
                references(&self.object(id)?, &mut wanted);
            }
        }
        Some(())
    }

    /// Copies an object; one that is not there is nothing, as the format has it.
    fn object(&mut self, id: Id) -> Option<PdfObject> {
        let (number, generation) = id;
        let place = self.out.len();
        let object = match self.entries.get(&id).copied() {
            None => return Some(PdfObject::Null),
            Some(XrefEntry::Uncompressed(at)) => {
                let object = object_header_at(self.file, at, number, generation);
                let (object, end) = object.then(|| tokenizer::parse_object(self.file, at))?.ok()?;
                self.out.extend_from_slice(self.file.get(at..end)?);
                object
            }
            Some(XrefEntry::Compressed(stream, index)) => {
                self.unpack(stream)?;
                let packed = self.packed.get(&stream)?;
                let at = *packed.begins.get(usize::try_from(index).ok()?)?;
                let (object, end) = tokenizer::parse_object(&packed.bytes, at).ok()?;
                self.out.extend(format!("{number} {generation} obj ").bytes());
                self.out.extend_from_slice(packed.bytes.get(at..end)?);
                self.out.extend_from_slice(b" endobj");
                object
            }
        };
        self.out.push(b'\n');
        self.places.insert(id, place);
        let most = self.file.len() / PART;
        (self.out.len() < most && self.places.len() < MOST_OBJECTS).then_some(object)
    }

    /// Unpacks a stream of objects.
    fn unpack(&mut self, stream: u32) -> Option<()> {
        if self.packed.contains_key(&stream) {
            return Some(());
        }
        let Some(XrefEntry::Uncompressed(at)) = self.entries.get(&(stream, 0)).copied() else {
            return None;
        };
        let (object, _) = tokenizer::parse_object(self.file, at).ok()?;
        let object = object.as_stream()?;
        let number = |key: &[u8]| usize::try_from(object.dict.get(key)?.as_i64()?).ok();
        let (count, first) = (number(b"N")?, number(b"First")?);
        let bytes = stream::decompress(object).ok()?;
        self.unpacked += bytes.len();
        if self.unpacked > MOST_UNPACKED {
            return None;
        }
        let begins = begins(std::str::from_utf8(bytes.get(..first)?).ok()?, count, first)?;
        self.packed.insert(stream, Packed { bytes, begins });
        Some(())
    }

    /// The file, once everything is copied.
    fn finish(self, trailer: &PdfDict) -> Vec<u8> {
        let Self { mut out, places, .. } = self;
        let table = out.len();
        out.extend_from_slice(b"xref\n");
        for ((number, generation), place) in &places {
            out.extend(format!("{number} 1\n{place:010} {generation:05} n \n").bytes());
        }
        out.extend_from_slice(b"trailer\n<<");
        for key in ["Root", "Info"] {
            let id = trailer.get(key.as_bytes()).and_then(PdfObject::as_reference);
            if let Some((number, generation)) = id {
                out.extend(format!("/{key} {number} {generation} R").bytes());
            }
        }
        out.extend(format!(">>\nstartxref\n{table}\n%%EOF\n").bytes());
        out
    }
}

/// Where packed objects begin, by the numbers in front of them: an object's own and its place, by
/// turns.
fn begins(head: &str, count: usize, first: usize) -> Option<Vec<usize>> {
    let places = head.split_ascii_whitespace().skip(1).step_by(2).take(count);
    places.map(|place| place.parse::<usize>().ok()?.checked_add(first)).collect()
}

/// Adds what an object refers to.
fn references(object: &PdfObject, out: &mut Vec<Id>) {
    let mut open = vec![object];
    while let Some(object) = open.pop() {
        let dict = match object {
            PdfObject::Reference(number, generation) => {
                out.push((*number, *generation));
                continue;
            }
            PdfObject::Array(items) => {
                open.extend(items);
                continue;
            }
            PdfObject::Dict(dict) => dict,
            PdfObject::Stream(stream) => &stream.dict,
            _ => continue,
        };
        let parts = dict.iter().filter(|(key, _)| !ASIDE.contains(&key.as_slice()));
        open.extend(parts.map(|(_, part)| part));
    }
}

#[cfg(test)]
mod tests;
