//! Words, numbers and marks of a text, with the lexicon's knowledge of each word. Finds no names
//! and no sentence ends.

use super::letters::{self, Letters};
use super::lexicon::{Folded, Traits, Word, WordId, Words};
use super::notes::{bracket_length, is_raised_mark, raised_length};
use super::places::Starts;
use super::recent::{Key, Recent, Written};
use super::token_kind::{Case, Kind, Shout, Space, WIDE, is_apostrophe, is_combining, is_dash};
use super::word_list::Sign;
use crate::text::{Span, each_folded};

/// The longest row of initials, in bytes.
const LONGEST_INITIALS: usize = 40;

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// How its letters are written.
    pub case: Case,
    /// What they say of its sentence.
    pub shout: Shout,
    /// True if no white space stands before it.
    pub glued: bool,
    /// True if a line feed stands before it.
    pub new_line: bool,
    /// True if a tab or a wide space stands before it, as between the cells of a row.
    pub new_cell: bool,
    /// Its number in the lexicon.
    pub id: WordId,
    /// The number of its singular, if it looks like a plural that the lexicon knows.
    pub stem: WordId,
    /// What lists say of it.
    pub traits: Traits,
    /// Which lists of small words may hold it.
    pub sign: Sign,
    /// What may begin with it.
    pub starts: Starts,
}

impl Token {
    /// True for a word that begins with a capital letter.
    pub fn is_capital(&self) -> bool {
        self.is_word() && !matches!(self.case, Case::Lower)
    }

    /// True for a word.
    pub fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Word)
    }

    /// True for the plural of a word that the lexicon knows.
    pub fn is_plural(&self) -> bool {
        self.stem != self.id
    }

    /// True for a number in digits.
    pub fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number)
    }

    /// True for this mark.
    pub fn is_mark(&self, mark: char) -> bool {
        matches!(self.kind, Kind::Mark(c) if c == mark)
    }

    /// True for a hyphen or dash.
    pub fn is_dash(&self) -> bool {
        matches!(self.kind, Kind::Mark(c) if is_dash(c))
    }
}

/// The tokens of `text` inside `span`, appended to `out`.
pub fn tokenise(
    text: &str,
    span: Span,
    (words, recent): (&Words, &mut Recent),
    out: &mut Vec<Token>,
) {
    let mut scan = Scan::new(text, span);
    while scan.token((words, recent), out).is_some() {}
}

struct Scan<'a> {
    text: &'a str,
    /// The bytes up to the end of the scan.
    bytes: &'a [u8],
    at: usize,
    /// The word just read.
    folded: Folded,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str, span: Span) -> Self {
        let bytes = text.as_bytes().get(..span.end).unwrap_or_default();
        Self { text, bytes, at: span.start, folded: Folded::default() }
    }

    /// Adds the next token, with what the lexicon says of its word; `None` if there is none.
    fn token(
        &mut self,
        (words, recent): (&Words, &mut Recent),
        out: &mut Vec<Token>,
    ) -> Option<()> {
        let Space { glued, new_line, new_cell } = self.skip_space();
        let start = self.at;
        let (kind, written) = match *self.bytes.get(start)? {
            b'a'..=b'z' | b'A'..=b'Z' => (Kind::Word, self.known_word(words, recent)),
            b'0'..=b'9' => (Kind::Number, self.known_number(words, recent)),
            mark @ (b'!'..=b'%' | b'('..=b'_' | b'{'..=b'~') => {
                self.at += 1;
                let kind = Kind::Mark(char::from(mark));
                (kind, Written::of_mark(kind, glued, Sign::of(&[mark])))
            }
            _ => {
                let (kind, case) = self.other(glued)?;
                (kind, self.written(start, (kind, case, glued), words))
            }
        };
        let Written { word: Word { id, stem, traits, starts }, case, sign, shout } = written;
        let span = Span::new(start, self.at);
        out.push(Token {
            span,
            kind,
            case,
            shout,
            glued,
            new_line,
            new_cell,
            id,
            stem,
            traits,
            sign,
            starts,
        });
        Some(())
    }

    /// A word that begins with a plain letter: most are short and were read a short while ago.
    fn known_word(&mut self, words: &Words, recent: &mut Recent) -> Written {
        let start = self.at;
        let plain = self.plain_end().and_then(|end| Some((end, Key::of(self.text, start..end)?)));
        let Some((end, key)) = plain else {
            let case = self.word();
            return self.written(start, (Kind::Word, case, false), words);
        };
        self.at = end;
        recent.find(key).unwrap_or_else(|| {
            self.folded.set_letters(key.small(), end - start);
            let case = key.case(end - start);
            let written = self.written(start, (Kind::Word, case, false), words);
            recent.keep(key, written);
            written
        })
    }

    fn known_number(&mut self, words: &Words, recent: &mut Recent) -> Written {
        let start = self.at;
        let kind = self.number();
        let key = Key::of(self.text, start..self.at);
        if let Some(known) = key.and_then(|key| recent.find(key)) {
            return known;
        }
        let written = self.written(start, (kind, Case::Lower, false), words);
        if let Some(key) = key {
            recent.keep(key, written);
        }
        written
    }

    /// What is known of the token that began at `start`.
    fn written(
        &mut self,
        start: usize,
        (kind, case, glued): (Kind, Case, bool),
        words: &Words,
    ) -> Written {
        let own = self.bytes.get(start..self.at).unwrap_or_default();
        let mut word = match kind {
            Kind::Word => words.look_up(&self.folded, case != Case::Lower),
            Kind::Number | Kind::Mark('&') => {
                self.folded.set(own);
                words.look_up(&self.folded, false)
            }
            Kind::Mark(_) | Kind::Possessive => Word::default(),
        };
        word.starts = word.starts.written(kind, case, glued);
        if case == Case::Upper && matches!(self.folded.bytes(), b"us" | b"who") {
            word.traits = Traits::BEGINS;
            word.starts = Starts::NAME.or(Starts::PHRASE);
        }
        let sign = Sign::of(own);
        if kind == Kind::Word {
            let spelling = self.text.get(start..self.at).unwrap_or_default();
            word.starts = word.starts.spelled(case, spelling, sign);
        }
        let shout = match kind {
            Kind::Word if own.len() > 3 => Shout::of(case, word.traits.has(Traits::FUNCTION)),
            _ => Shout::default(),
        };
        Written { word, case, sign, shout }
    }

    /// Where the plain letters end that stand here, if they are a short word without marks.
    fn plain_end(&self) -> Option<usize> {
        let count = letters::count(self.bytes.get(self.at..).unwrap_or_default());
        let end = self.at + count;
        match self.bytes.get(end) {
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'\'' | b'`' | 0x80..) => None,
            Some(b'.') if count == 1 => None,
            _ => Some(end),
        }
    }

    /// A token as it is read, before the lexicon is asked.
    fn read(&mut self, glued: bool) -> Option<(Kind, Case)> {
        match *self.bytes.get(self.at)? {
            b'a'..=b'z' | b'A'..=b'Z' => Some((Kind::Word, self.word())),
            b'0'..=b'9' => Some((self.number(), Case::Lower)),
            _ => self.other(glued),
        }
    }

    /// A word that begins with a letter beyond ASCII, a possessive ending or a mark.
    fn other(&mut self, glued: bool) -> Option<(Kind, Case)> {
        let first = self.peek(self.at)?;
        if is_letter(first) {
            return Some((Kind::Word, self.word()));
        }
        if is_apostrophe(first) && glued && self.possessive() {
            return Some((Kind::Possessive, Case::Lower));
        }
        self.at += first.len_utf8();
        Some((Kind::Mark(first), Case::Lower))
    }

    fn peek(&self, at: usize) -> Option<char> {
        let byte = *self.bytes.get(at)?;
        if byte.is_ascii() {
            return Some(char::from(byte));
        }
        self.text.get(at..self.bytes.len())?.chars().next()
    }

    /// Passes white space and marks of notes. Most tokens have one space before them, or none.
    #[inline]
    fn skip_space(&mut self) -> Space {
        let space = self.bytes.get(self.at) == Some(&b' ');
        let next = self.at + usize::from(space);
        if let Some(b'!'..=b'Z' | b'\\'..=b'~') = self.bytes.get(next) {
            self.at = next;
            return Space { glued: !space, ..Space::default() };
        }
        self.skip_any_space()
    }

    #[inline(never)]
    fn skip_any_space(&mut self) -> Space {
        let mut space = Space { glued: true, ..Space::default() };
        let mut blanks = 0;
        while let Some(&byte) = self.bytes.get(self.at) {
            let note = self.note_length(byte);
            if note > 0 {
                self.at += note;
                continue;
            }
            self.at += match byte {
                b'!'..=b'~' => break,
                b' ' | b'\n' | b'\t' => 1,
                _ => match self.peek(self.at).filter(|&c| is_blank(c)) {
                    Some(c) => c.len_utf8(),
                    None => break,
                },
            };
            space.glued = false;
            space.new_line |= byte == b'\n';
            blanks += if byte == b'\t' { WIDE } else { 1 };
        }
        space.new_cell = blanks >= WIDE && !space.new_line;
        space
    }

    /// How many bytes the mark of a note takes that begins here with this byte; 0 for none.
    fn note_length(&self, byte: u8) -> usize {
        let rest = || self.text.get(self.at..self.bytes.len()).unwrap_or_default();
        match byte {
            b'[' => bracket_length(rest()),
            0x80.. => raised_length(rest()),
            _ => 0,
        }
    }

    /// Digits; a comma or stop belongs to them between digits.
    fn number(&mut self) -> Kind {
        let digit = |at: usize| self.bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut at = self.at;
        while let Some(byte) = self.bytes.get(at) {
            let joins = matches!(byte, b',' | b'.') && digit(at + 1);
            if !byte.is_ascii_digit() && !joins {
                break;
            }
            at += 1;
        }
        self.at = at;
        Kind::Number
    }

    /// Letters, with marks on them and apostrophes between; then stops between single letters.
    fn word(&mut self) -> Case {
        let start = self.at;
        let mut shape = self.plain_letters();
        if matches!(self.bytes.get(self.at), Some(b'\'' | b'`' | 0x80..)) {
            self.other_letters(&mut shape);
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.dotted(start, &mut shape);
        }
        shape.case()
    }

    /// Letters with and without accents, with apostrophes between them.
    fn other_letters(&mut self, shape: &mut Shape) {
        while let Some(c) = self.peek(self.at) {
            if is_letter(c) || is_combining(c) {
                shape.add(c);
                self.fold(c);
            } else if !self.joins(c) {
                break;
            }
            self.at += c.len_utf8();
        }
    }

    /// The letters without accents that a word begins with, which is most words whole.
    fn plain_letters(&mut self) -> Shape {
        let mut shape = Shape::default();
        self.folded.clear();
        loop {
            let letters = Letters::of(self.bytes.get(self.at..).unwrap_or_default());
            shape.add_plain(letters, self.bytes.get(self.at).is_some_and(u8::is_ascii_lowercase));
            self.folded.push_letters(letters);
            self.at += letters.count;
            if letters.count < letters.small.len() {
                return shape;
            }
        }
    }

    /// True for an apostrophe inside a word that is no possessive ending.
    fn joins(&self, c: char) -> bool {
        let follows = |at| self.peek(at).is_some_and(is_letter);
        is_apostrophe(c) && follows(self.at + c.len_utf8()) && !self.possessive_at(self.at)
    }

    /// After a single letter: more single letters, each followed by a stop ("U.S.", "J.D.").
    fn dotted(&mut self, start: usize, shape: &mut Shape) {
        let single = self.peek(start).is_some_and(|c| start + c.len_utf8() == self.at);
        if !single {
            return;
        }
        let mut end = self.at + 1;
        let limit = self.at + LONGEST_INITIALS;
        while let Some(c) = self.peek(end).filter(|&c| is_letter(c) && end < limit) {
            let after = end + c.len_utf8();
            if self.peek(after) != Some('.') {
                break;
            }
            self.fold(c);
            shape.add(c);
            end = after + 1;
            self.at = end;
        }
    }

    fn possessive(&mut self) -> bool {
        let found = self.possessive_at(self.at);
        if found {
            let mark = self.peek(self.at).map_or(0, char::len_utf8);
            self.at += mark + 1;
        }
        found
    }

    fn possessive_at(&self, at: usize) -> bool {
        let Some(mark) = self.peek(at) else {
            return false;
        };
        let s = at + mark.len_utf8();
        matches!(self.peek(s), Some('s' | 'S')) && !self.peek(s + 1).is_some_and(is_letter)
    }

    fn fold(&mut self, c: char) {
        if !is_combining(c) {
            self.folded.push(c);
        }
    }
}

/// Counts capitals and small letters of a word as it is read.
#[derive(Default)]
struct Shape {
    capitals: u32,
    small: u32,
    begins_small: bool,
}

impl Shape {
    fn add(&mut self, c: char) {
        if c.is_ascii_lowercase() || !c.is_ascii() && c.is_lowercase() {
            self.begins_small |= self.capitals == 0;
            self.small += 1;
        } else if c.is_ascii_uppercase() || c.is_uppercase() {
            self.capitals += 1;
        }
    }

    /// Counts plain letters, the first of them small or not.
    fn add_plain(&mut self, letters: Letters, begins_small: bool) {
        self.begins_small |= begins_small && self.capitals == 0;
        self.capitals += letters.capitals;
        self.small += u32::try_from(letters.count).unwrap_or(u32::MAX) - letters.capitals;
    }

    fn case(&self) -> Case {
        match (self.capitals, self.small) {
            (0, _) => Case::Lower,
            (_, 0) => Case::Upper,
            (1, _) if !self.begins_small => Case::Title,
            _ => Case::Mixed,
        }
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || !c.is_ascii() && crate::text::is_invisible(c)
}

fn is_letter(c: char) -> bool {
    // The dashes, quotation marks and spaces of U+2000 to U+206F are the commonest that are none.
    let mark = c.is_ascii() || matches!(c, '\u{2000}'..='\u{206F}');
    c.is_ascii_alphabetic() || !mark && c.is_alphabetic() && !is_raised_mark(c)
}

/// The folded words of a name or phrase of the lexicon, and whether each was written with a
/// capital letter or in capitals. Hyphens, stops, quotes and commas are left out.
pub fn atoms(name: &str) -> Vec<(String, Case)> {
    let mut scan = Scan::new(name, Span::new(0, name.len()));
    let mut atoms = Vec::new();
    loop {
        let Space { glued, .. } = scan.skip_space();
        let start = scan.at;
        let Some((kind, case)) = scan.read(glued) else { return atoms };
        let word = match kind {
            Kind::Word => match str::from_utf8(scan.folded.bytes()) {
                Ok(folded) if !folded.is_empty() => folded.to_owned(),
                _ => fold_word(name.get(start..scan.at).unwrap_or_default()),
            },
            Kind::Number | Kind::Mark('&') => {
                fold_word(name.get(start..scan.at).unwrap_or_default())
            }
            _ => continue,
        };
        atoms.push((word, case));
    }
}

/// A word as the lexicon keys it: folded, without apostrophes and stops between initials.
pub fn fold_word(word: &str) -> String {
    let number = word.starts_with(|c: char| c.is_ascii_digit());
    let plain = word.bytes().all(|byte| byte.is_ascii_alphabetic() || number && byte.is_ascii());
    if plain {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    word.chars()
        .filter(|&c| !is_combining(c) && (number || c == '&' || is_letter(c)))
        .for_each(|c| each_folded(c, |c| folded.push(c)));
    folded
}
