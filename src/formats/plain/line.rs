//! One line of a plain text and what its look says. Knows nothing of its neighbours.

use crate::document::dates;
use crate::text::Span;

/// Widths are not measured beyond this many columns: such a line is long, that is enough.
pub(super) const WIDE: usize = 400;

/// Bytes of a key at most.
const MAX_KEY: usize = 32;

/// A line without its line feed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Its words without the white space around them.
    pub words: &'a str,
    /// Where they are.
    pub span: Span,
    /// Columns before them, a tab counted as up to four.
    pub indent: usize,
    /// Columns that indent and words take, at most [`WIDE`].
    pub width: usize,
    /// Its number in the file, from 1.
    pub number: u32,
    /// Whether it is a field, once that was worked out.
    field: Option<bool>,
}

impl<'a> Line<'a> {
    pub(super) fn new(raw: &'a str, start: usize, number: u32) -> Self {
        let span = Span::new(0, raw.len()).trimmed(raw);
        let words = span.of(raw);
        let before = raw.get(..span.start).unwrap_or_default();
        let indent = before.chars().take(WIDE);
        let indent = indent.fold(0, |at, c| if c == '\t' { at / 4 * 4 + 4 } else { at + 1 });
        Self {
            words,
            span: Span::new(start + span.start, start + span.end),
            indent,
            width: (indent + columns(words)).min(WIDE),
            number,
            field: None,
        }
    }

    /// The line with its verdict on fields, which is asked for again and again.
    pub(super) fn judged(self) -> Self {
        Self { field: Some(self.is_field()), ..self }
    }

    /// Three or more of one sign used to draw lines, spaces between them allowed.
    pub(super) fn is_rule(&self) -> bool {
        let sign = self.words.bytes().next().unwrap_or_default();
        let drawn = matches!(sign, b'-' | b'=' | b'_' | b'*' | b'~' | b'#' | b'+');
        let same = |b: u8| b == sign || b == b' ' || sign == b'+' && b == b'-';
        drawn && self.words.len() >= 3 && self.words.bytes().all(same)
    }

    /// How many ">" it begins with.
    pub(super) fn quote(&self) -> u8 {
        let signs = self.words.chars().take_while(|c| matches!(c, '>' | ' '));
        let depth = signs.filter(|c| *c == '>').take(9).count();
        u8::try_from(depth).unwrap_or(9)
    }

    /// Ends as sentences do, closing quotes and brackets aside.
    pub(super) fn ends_sentence(&self) -> bool {
        let closing = ['"', '\'', ')', ']', '”', '’', '»'];
        let words = self.words.trim_end_matches(closing);
        words.ends_with(['.', '!', '?', ':', ';', '…', '。', '！', '？'])
    }

    /// "Key: value" or the fixed words of a military message: a line that stands for itself.
    pub(super) fn is_field(&self) -> bool {
        self.field.unwrap_or_else(|| self.key().is_some() || self.is_message() || self.is_date())
    }

    /// A field that only the heads of messages and forms have: by a key that is known, or by the
    /// fixed words of a military message. Titles with a colon ("Timeline: ...") are not among them.
    pub(super) fn is_header(&self) -> bool {
        let known = |key: &str| HEADERS.iter().any(|header| key.eq_ignore_ascii_case(header));
        self.key().is_some_and(known) || self.is_message()
    }

    /// What stands before the colon of "Key: value": up to three words, a capital first.
    fn key(&self) -> Option<&'a str> {
        let colon = self.words.bytes().take(MAX_KEY + 1).position(|b| b == b':')?;
        let (head, value) = self.words.split_at_checked(colon)?;
        let head = head.trim_end();
        let ended = value.len() == 1 || value.starts_with(": ");
        let capital = head.starts_with(|c: char| c.is_uppercase());
        (ended && capital && head.split(' ').count() <= 3).then_some(head)
    }

    fn is_message(&self) -> bool {
        let capital = self.words.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
        capital && MESSAGE.iter().any(|word| starts_with_word(self.words, word))
    }

    /// "By Jane Doe".
    pub(super) fn is_byline(&self) -> bool {
        let name = self.words.strip_prefix("By ").or_else(|| self.words.strip_prefix("BY "));
        let named = name.is_some_and(|name| name.starts_with(|c: char| c.is_uppercase()));
        named && self.words.len() <= 100 && !self.ends_sentence()
    }

    /// A date and little else.
    pub(super) fn is_date(&self) -> bool {
        let figures = |b: u8| b.is_ascii_digit() || b >= 0x80;
        let short = self.words.len() <= 60 && self.words.bytes().any(figures);
        let found = short.then(|| dates(self.words).next()).flatten();
        found.is_some_and(|(span, _)| span.len() * 2 > self.words.len())
    }

    /// Could be a heading by its own look: short, begins like one, does not end like a sentence.
    pub(super) fn looks_like_heading(&self) -> bool {
        let long = self.words.chars().nth(90).is_some();
        if long || self.words.ends_with([',', ';', ':', '.', '-']) || self.is_rule() {
            return false;
        }
        let first = self.words.chars().find(|c| c.is_alphanumeric());
        let letters = self.words.chars().filter(|c| c.is_alphabetic()).count();
        let closed = self.words.ends_with(['"', '”', '!', '|', ')']) && self.words.len() > 60;
        first.is_some_and(|c| !c.is_lowercase()) && letters >= 3 && !closed && self.quote() == 0
    }

    /// Its letters are capitals, at least four of them.
    pub(super) fn is_shouted(&self) -> bool {
        let mut capitals = 0;
        for c in self.words.chars().filter(|c| c.is_alphabetic()) {
            if !c.is_uppercase() {
                return false;
            }
            capitals += 1;
        }
        capitals >= 4
    }

    /// True if its first letter is a small one.
    pub(super) fn begins_small(&self) -> bool {
        self.words.starts_with(|c: char| c.is_lowercase())
    }

    /// Columns of its first word.
    pub(super) fn first_word(&self) -> usize {
        let letters = self.words.chars().take(40);
        letters.take_while(|c| !c.is_whitespace()).count()
    }
}

fn columns(words: &str) -> usize {
    if words.len() <= WIDE && words.is_ascii() {
        return words.len();
    }
    words.chars().take(WIDE).count()
}

/// First words of lines in the message formats of NATO (ACP 126) and US Message Text Format.
/// and the banners that stand above documents.
const MESSAGE: [&str; 22] = [
    "FM",
    "TO",
    "INFO",
    "SUBJ",
    "BT",
    "UNCLAS",
    "RMKS",
    "REF",
    "DTG",
    "NARR",
    "POC",
    "MSGID",
    "UNCLASSIFIED",
    "CONFIDENTIAL",
    "SECRET",
    "TOP SECRET",
    "CUI",
    "EMBARGOED",
    "FOR OFFICIAL USE ONLY",
    "FOR IMMEDIATE RELEASE",
    "NATO UNCLASSIFIED",
    "NATO RESTRICTED",
];

/// Keys of fields at the heads of messages, letters and forms.
const HEADERS: [&str; 45] = [
    "From",
    "To",
    "Cc",
    "Bcc",
    "Via",
    "Thru",
    "Through",
    "For",
    "Info",
    "Attn",
    "Attention",
    "Memorandum for",
    "Date",
    "Date of issue",
    "Date of report",
    "Datum",
    "Betreff",
    "Fecha",
    "Asunto",
    "Objet",
    "Дата",
    "Тема",
    "Tags",
    "DTG",
    "Sent",
    "Published",
    "Updated",
    "Issued",
    "Subject",
    "Subj",
    "Re",
    "Ref",
    "Reference",
    "References",
    "Title",
    "Headline",
    "Author",
    "Authors",
    "By",
    "Source",
    "Publisher",
    "Classification",
    "Precedence",
    "Distribution",
    "Note",
];

fn starts_with_word(words: &str, word: &str) -> bool {
    words.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}
