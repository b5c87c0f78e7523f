//! The list of parts of a zip archive: as its central directory names them, compared with the header
//! in front of each part; where they disagree or the directory is missing, the headers alone tell.
//! Unpacks nothing. (APPNOTE.TXT of PKWARE, version 6.3.10.)

use std::collections::HashMap;

use memchr::memmem;

use super::super::ReadError;
use super::number::number;

/// Parts of an archive at most.
const MAX_ENTRIES: usize = 65_536;

/// Bytes of a name that only a header tells of: headers may lie inside each other, and so may names.
const LONGEST_NAME: usize = 1_024;

/// Signs in front of a part, of a row of the directory, of its end, and of the larger end (zip64).
const LOCAL: &[u8] = b"PK\x03\x04";
const ROW: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const LARGE_END: &[u8] = b"PK\x06\x06";
const LARGE_PLACE: &[u8] = b"PK\x06\x07";

/// Bytes of a header, of a row, and of the two ends before what has no fixed length.
const LOCAL_LENGTH: usize = 30;
const ROW_LENGTH: usize = 46;
const END_LENGTH: usize = 22;
const LARGE_PLACE_LENGTH: usize = 20;

/// The end of the directory stands at most this far from the end of the file: a comment follows.
const END_WITHIN: usize = END_LENGTH + 0xFFFF;

/// A number of 32 bits that stands elsewhere, in 64.
const ELSEWHERE: u64 = 0xFFFF_FFFF;

/// The way a part is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Stored,
    Deflated,
}

/// A part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub packed: &'a [u8],
    /// As the directory says, and as the header says, where they differ.
    pub methods: [Option<Method>; 2],
    /// The CRC-32 of what is packed; `None` if only a header told of it that does not say.
    pub sum: Option<u32>,
    pub locked: bool,
}

/// The parts by their names.
#[derive(Debug, Default)]
pub(super) struct Directory<'a> {
    entries: HashMap<&'a [u8], Entry<'a>>,
    /// False if it is cut or does not agree with the headers of the parts.
    pub whole: bool,
}

impl<'a> Directory<'a> {
    /// Reads the directory of an archive. Of two parts with one name the last counts.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let mut directory = Self { entries: HashMap::new(), whole: true };
        match end(bytes) {
            Some(end) => directory.read_rows(bytes, end)?,
            None => directory.whole = false,
        }
        if !directory.whole {
            directory.scan(bytes);
        }
        match directory.entries.is_empty() && !directory.whole {
            true => Err(ReadError::Damaged("the archive cannot be opened".into())),
            false => Ok(directory),
        }
    }

    /// A part by its name.
    pub(super) fn get(&self, name: &str) -> Option<Entry<'a>> {
        self.entries.get(name.as_bytes()).copied()
    }

    fn read_rows(&mut self, bytes: &'a [u8], end: End) -> Result<(), ReadError> {
        let Some((mut at, shift)) = end.start(bytes) else {
            self.whole = false;
            return Ok(());
        };
        let mut count = 0;
        while at < end.at && starts(bytes, at, ROW) {
            count += 1;
            if count > MAX_ENTRIES {
                return Err(ReadError::TooLarge("the archive has more than 65,536 entries"));
            }
            let Some(row) = Row::read(bytes, at) else { break };
            at += row.length;
            let header =
                [row.header.saturating_add(shift), row.header].into_iter().find_map(|at| {
                    let at = usize::try_from(at).ok()?;
                    Header::read(bytes, at)
                });
            let Some(header) = header else {
                self.whole = false;
                continue;
            };
            self.whole &= row.agrees(&header);
            self.entries.insert(row.name, row.entry(bytes, &header));
        }
        self.whole &= at == end.at && count as u64 & 0xFFFF == end.count & 0xFFFF;
        Ok(())
    }

    /// Adds the parts that only their headers tell of.
    fn scan(&mut self, bytes: &'a [u8]) {
        let finder = memmem::Finder::new(LOCAL);
        let mut at = 0;
        for _ in 0..MAX_ENTRIES {
            let rest = bytes.get(at..).unwrap_or_default();
            let Some(found) = finder.find(rest) else { break };
            at += found;
            let named = |header: &Header| header.name.len() <= LONGEST_NAME;
            let Some(header) = Header::read(bytes, at).filter(named) else {
                at += LOCAL.len();
                continue;
            };
            let end = header.data.saturating_add(usize::try_from(header.packed).unwrap_or(0));
            let known = !header.streamed && [LOCAL, ROW].iter().any(|s| starts(bytes, end, s));
            let packed = bytes.get(header.data..if known { end } else { bytes.len() });
            at = if known { end } else { header.data };
            self.entries.entry(header.name).or_insert(Entry {
                packed: packed.unwrap_or_default(),
                methods: [header.method, None],
                sum: (!header.streamed).then_some(header.sum),
                locked: header.locked,
            });
        }
    }
}

/// What stands at the end of a directory.
#[derive(Clone, Copy, Debug)]
struct End {
    /// Where it stands.
    at: usize,
    count: u64,
    size: u64,
    offset: u64,
}

impl End {
    /// Where the directory begins, and how far everything stands behind the place that the archive
    /// names: something may have been put in front of it.
    fn start(&self, bytes: &[u8]) -> Option<(usize, u64)> {
        let named = usize::try_from(self.offset).ok();
        if let Some(at) = named.filter(|at| starts(bytes, *at, ROW) || *at == self.at) {
            return Some((at, 0));
        }
        let at = self.at.checked_sub(usize::try_from(self.size).ok()?)?;
        starts(bytes, at, ROW).then(|| (at, (at as u64).saturating_sub(self.offset)))
    }
}

/// The end of the directory, the last one whose comment fits.
fn end(bytes: &[u8]) -> Option<End> {
    let from = bytes.len().saturating_sub(END_WITHIN);
    let tail = bytes.get(from..)?;
    let fits = |at: &usize| {
        number(bytes, at + 20, 2)
            .is_some_and(|comment| (at + END_LENGTH) as u64 + comment <= bytes.len() as u64)
    };
    let at = memmem::rfind_iter(tail, END).map(|at| from + at).find(fits)?;
    let plain = End {
        at,
        count: number(bytes, at + 10, 2)?,
        size: number(bytes, at + 12, 4)?,
        offset: number(bytes, at + 16, 4)?,
    };
    let place = at.checked_sub(LARGE_PLACE_LENGTH).filter(|at| starts(bytes, *at, LARGE_PLACE));
    let large = place.and_then(|place| {
        let at = usize::try_from(number(bytes, place + 8, 8)?).ok()?;
        let (count, size) = (number(bytes, at + 32, 8)?, number(bytes, at + 40, 8)?);
        let large = End { at, count, size, offset: number(bytes, at + 48, 8)? };
        starts(bytes, at, LARGE_END).then_some(large)
    });
    Some(large.unwrap_or(plain))
}

/// A row of the directory.
#[derive(Clone, Copy, Debug)]
struct Row<'a> {
    name: &'a [u8],
    length: usize,
    method: Option<Method>,
    locked: bool,
    sum: u32,
    packed: u64,
    /// Where the part's header stands.
    header: u64,
}

impl<'a> Row<'a> {
    fn read(bytes: &'a [u8], at: usize) -> Option<Self> {
        let lengths = [28, 30, 32].map(|field| number(bytes, at + field, 2));
        let [name, extra, comment] =
            lengths.map(|length| length.and_then(|n| usize::try_from(n).ok()));
        let (name, extra, comment) = (name?, extra?, comment?);
        let start = at + ROW_LENGTH;
        let mut row = Self {
            name: bytes.get(start..start + name)?,
            length: ROW_LENGTH + name + extra + comment,
            method: method(number(bytes, at + 10, 2)?),
            locked: number(bytes, at + 8, 2)? & 1 != 0,
            sum: u32::try_from(number(bytes, at + 16, 4)?).ok()?,
            packed: number(bytes, at + 20, 4)?,
            header: number(bytes, at + 42, 4)?,
        };
        let unpacked = number(bytes, at + 24, 4)?;
        row.enlarge(unpacked, bytes.get(start + name..start + name + extra)?);
        Some(row)
    }

    /// Takes numbers of 64 bits out of the extra fields.
    fn enlarge(&mut self, unpacked: u64, extra: &[u8]) {
        let mut at = 0;
        while let (Some(kind), Some(length)) = (number(extra, at, 2), number(extra, at + 2, 2)) {
            at += 4;
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            if kind == 1 {
                let field = extra.get(at..).unwrap_or_default();
                let mut place = if unpacked == ELSEWHERE { 8 } else { 0 };
                for value in [&mut self.packed, &mut self.header] {
                    if *value == ELSEWHERE {
                        *value = number(field, place, 8).unwrap_or(*value);
                        place += 8;
                    }
                }
            }
            at = at.saturating_add(length);
        }
    }

    fn agrees(&self, header: &Header) -> bool {
        self.name == header.name && self.method == header.method && self.locked == header.locked
    }

    fn entry(&self, bytes: &'a [u8], header: &Header) -> Entry<'a> {
        // A length that does not agree would lead into the middle of something.
        let length = self.name.len();
        let own = bytes.get(header.at + LOCAL_LENGTH..header.at + LOCAL_LENGTH + length);
        let off = header.name.len() != length && own == Some(self.name);
        let data = if off { header.data - header.name.len() + length } else { header.data };
        let packed = usize::try_from(self.packed).unwrap_or(usize::MAX);
        let end = data.saturating_add(packed).min(bytes.len());
        Entry {
            packed: bytes.get(data..end).unwrap_or_default(),
            methods: [self.method, header.method.filter(|other| Some(*other) != self.method)],
            sum: Some(self.sum),
            locked: self.locked && header.locked,
        }
    }
}

/// The header in front of a part.
#[derive(Clone, Copy, Debug)]
struct Header<'a> {
    at: usize,
    name: &'a [u8],
    method: Option<Method>,
    locked: bool,
    /// True if sum and lengths stand behind the part.
    streamed: bool,
    sum: u32,
    packed: u64,
    /// Where the packed bytes begin.
    data: usize,
}

impl<'a> Header<'a> {
    fn read(bytes: &'a [u8], at: usize) -> Option<Self> {
        if !starts(bytes, at, LOCAL) {
            return None;
        }
        let flags = number(bytes, at + 6, 2)?;
        let name = usize::try_from(number(bytes, at + 26, 2)?).ok()?;
        let extra = usize::try_from(number(bytes, at + 28, 2)?).ok()?;
        let start = at + LOCAL_LENGTH;
        let (sum, packed) = (number(bytes, at + 14, 4)?, number(bytes, at + 18, 4)?);
        Some(Self {
            at,
            name: bytes.get(start..start + name)?,
            method: method(number(bytes, at + 8, 2)?),
            locked: flags & 1 != 0,
            streamed: flags & 8 != 0 || packed == ELSEWHERE,
            sum: u32::try_from(sum).ok()?,
            packed,
            data: start + name + extra,
        })
    }
}

fn method(number: u64) -> Option<Method> {
    match number {
        0 => Some(Method::Stored),
        8 => Some(Method::Deflated),
        _ => None,
    }
}

fn starts(bytes: &[u8], at: usize, sign: &[u8]) -> bool {
    bytes.get(at..).is_some_and(|rest| rest.starts_with(sign))
}
