//! Objects of a file, read one by one where a question about them comes up. The parser keeps its own
//! table of all objects and lets nobody see it; this is for what it does not tell. Writes nothing.

use std::collections::HashMap;

use unpdf::parser::raw::xref::{self, XrefEntry, XrefTable};
use unpdf::parser::raw::{PdfDict, PdfObject, PdfStream, stream, tokenizer};

use super::names::is_no_filter;
use super::stream::{has_its_length, has_its_sum};

/// References that are followed from one to the next.
const MAX_STEPS: usize = 10;

/// Bytes at the beginning of a stream that say of what kind it is.
const HEAD: usize = 1024;

/// Bytes that streams of packed objects may unpack to, all together.
const MOST_UNPACKED: usize = 64 << 20;

/// An object's number and generation.
pub(super) type Id = (u32, u16);

/// Bytes of an unpacked stream, and where each object begins.
type Packed = (Vec<u8>, Vec<usize>);

/// The objects of a file.
pub(super) struct Objects<'a> {
    file: &'a [u8],
    entries: HashMap<Id, XrefEntry>,
    trailer: PdfDict,
    /// Streams of packed objects that were unpacked.
    packed: HashMap<u32, Option<Packed>>,
    unpacked: usize,
    /// True if a stream of packed objects is not as it was written.
    damaged: bool,
}

impl<'a> Objects<'a> {
    /// The objects of `file`; by the objects themselves if its table was no good (`rebuilt`).
    pub(super) fn new(file: &'a [u8], rebuilt: bool) -> Self {
        let read = if rebuilt { xref::reconstruct(file) } else { xref::parse_xref_chain(file) };
        let (XrefTable { entries }, trailer) = read.unwrap_or_default();
        Self { file, entries, trailer, packed: HashMap::new(), unpacked: 0, damaged: false }
    }

    /// What the end of the file says of the whole.
    pub(super) fn trailer(&self) -> &PdfDict {
        &self.trailer
    }

    /// True if some of the objects that were read came from a stream that is damaged.
    pub(super) fn are_damaged(&self) -> bool {
        self.damaged
    }

    /// The numbers of all objects.
    pub(super) fn ids(&self) -> impl Iterator<Item = Id> {
        self.entries.keys().copied()
    }

    /// Where an object begins in the file, if it is not packed in another.
    pub(super) fn place(&self, id: Id) -> Option<usize> {
        match self.entries.get(&id)? {
            XrefEntry::Uncompressed(at) => Some(*at),
            XrefEntry::Compressed(..) => None,
        }
    }

    /// True for the stream of a picture, told by how it begins: pictures are large.
    pub(super) fn is_picture(&self, id: Id) -> bool {
        let head = self.place(id).and_then(|at| self.file.get(at..));
        let head = head.map(|rest| rest.get(..HEAD).unwrap_or(rest)).unwrap_or_default();
        let end = memchr::memmem::find(head, b"stream").unwrap_or(head.len());
        let dict = head.get(..end).unwrap_or_default();
        memchr::memmem::find(dict, b"/Image").is_some()
            && memchr::memmem::find(dict, b"/Form").is_none()
    }

    /// The object with this number.
    pub(super) fn object(&mut self, id: Id) -> Option<PdfObject> {
        match *self.entries.get(&id)? {
            XrefEntry::Uncompressed(at) => {
                tokenizer::parse_object(self.file, at).ok().map(|(object, _)| object)
            }
            XrefEntry::Compressed(stream, index) => {
                if !self.packed.contains_key(&stream) {
                    let unpacked = self.unpack(stream);
                    self.packed.insert(stream, unpacked);
                }
                let (bytes, begins) = self.packed.get(&stream)?.as_ref()?;
                let at = *begins.get(usize::try_from(index).ok()?)?;
                tokenizer::parse_object(bytes, at).ok().map(|(object, _)| object)
            }
        }
    }

    fn unpack(&mut self, id: u32) -> Option<Packed> {
        let at = self.place((id, 0))?;
        let (object, _) = tokenizer::parse_object(self.file, at).ok()?;
        let object = object.as_stream()?;
        let number = |key: &[u8]| usize::try_from(object.dict.get(key)?.as_i64()?).ok();
        let (count, first) = (number(b"N")?, number(b"First")?);
        let is_encrypted = self.trailer.contains_key(b"Encrypt".as_slice());
        self.damaged |= !is_encrypted && !self.is_whole(object);
        let bytes = stream::decompress(object).ok()?;
        self.unpacked += bytes.len();
        let head = std::str::from_utf8(bytes.get(..first)?).ok()?;
        // Numbers of objects and their places by turns.
        let places = head.split_ascii_whitespace().skip(1).step_by(2).take(count);
        let begins: Option<Vec<usize>> =
            places.map(|place| place.parse::<usize>().ok()?.checked_add(first)).collect();
        (self.unpacked <= MOST_UNPACKED).then_some((bytes, begins?))
    }

    /// True if a stream is as it was written, as far as it says: its checksum, or else its length.
    pub(super) fn is_whole(&mut self, stream: &PdfStream) -> bool {
        let filters: Vec<Vec<u8>> = match self.entry(&stream.dict, "Filter") {
            Some(PdfObject::Name(name)) => vec![name],
            Some(PdfObject::Array(items)) => {
                items.iter().filter_map(|item| item.as_name().map(<[u8]>::to_vec)).collect()
            }
            _ => Vec::new(),
        };
        if filters.iter().any(|name| is_no_filter(name)) {
            return false;
        }
        if let Some(whole) = has_its_sum(stream, &filters) {
            return whole;
        }
        let length = self.entry(&stream.dict, "Length").and_then(|length| length.as_i64());
        let stated = length.and_then(|length| usize::try_from(length).ok());
        has_its_length(&stream.raw_data, stated, filters.is_empty())
    }

    /// What an object stands for, if it is a reference.
    pub(super) fn resolved(&mut self, object: &PdfObject) -> Option<PdfObject> {
        let mut found = object.clone();
        for _ in 0..MAX_STEPS {
            match found.as_reference() {
                Some(id) => found = self.object(id)?,
                None => return Some(found),
            }
        }
        None
    }

    /// An entry of a dictionary, references followed.
    pub(super) fn entry(&mut self, dict: &PdfDict, key: &str) -> Option<PdfObject> {
        self.resolved(dict.get(key.as_bytes())?)
    }

    /// An entry that is a dictionary, or the one of a stream.
    pub(super) fn dict(&mut self, dict: &PdfDict, key: &str) -> Option<PdfDict> {
        self.entry(dict, key).and_then(into_dict)
    }

    /// An entry that is an array, its items as they stand.
    pub(super) fn array(&mut self, dict: &PdfDict, key: &str) -> Option<Vec<PdfObject>> {
        match self.entry(dict, key)? {
            PdfObject::Array(items) => Some(items),
            _ => None,
        }
    }

    /// An entry that is some numbers.
    pub(super) fn numbers(&mut self, dict: &PdfDict, key: &str) -> Option<Vec<f32>> {
        let items = self.array(dict, key)?;
        items.iter().map(|item| self.resolved(item)?.as_f32()).collect()
    }

    /// The dictionary with this number.
    pub(super) fn dict_at(&mut self, id: Id) -> Option<PdfDict> {
        self.object(id).and_then(into_dict)
    }
}

/// The dictionary that an object is or has.
pub(super) fn into_dict(object: PdfObject) -> Option<PdfDict> {
    match object {
        PdfObject::Dict(dict) => Some(dict),
        PdfObject::Stream(stream) => Some(stream.dict),
        _ => None,
    }
}
