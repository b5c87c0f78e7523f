//! The head of a message: lines that say from whom, to whom, about what. A line counts among others of
//! its kind only; a word with a colon alone is no head.

use super::line::{Line, after_word, is_shouted};
use super::mark::HeaderName;
use super::marking::classification;
use crate::document::dates;
use crate::text::Span;

/// A line of a head and what it says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header {
    /// Which.
    pub name: HeaderName,
    /// The line and those that continue it.
    pub span: Span,
    /// What stands behind the name.
    pub value: Span,
    /// Its first line, and the one behind its last.
    pub lines: (usize, usize),
}

/// Lines between two of one head at most, that are none of it.
const APART: usize = 8;

/// Lines at the top of a document in which its date may stand alone.
const TOP: usize = 12;

/// Lines of one header at most.
const CONTINUED: usize = 120;

/// Names written before a colon.
const NAMED: &[(&str, HeaderName)] = &[
    ("PRECEDENCE", HeaderName::Precedence),
    ("DTG", HeaderName::Dtg),
    ("DATE-TIME GROUP", HeaderName::Dtg),
    ("DATE/TIME GROUP", HeaderName::Dtg),
    ("DATE TIME GROUP", HeaderName::Dtg),
    ("FROM", HeaderName::From),
    ("FM", HeaderName::From),
    ("ORIGINATOR", HeaderName::From),
    ("ORIG", HeaderName::From),
    ("VON", HeaderName::From),
    ("DE", HeaderName::From),
    ("ОТ", HeaderName::From),
    ("TO", HeaderName::To),
    ("MEMORANDUM FOR", HeaderName::To),
    ("AN", HeaderName::To),
    ("À", HeaderName::To),
    ("PARA", HeaderName::To),
    ("КОМУ", HeaderName::To),
    ("INFO", HeaderName::Info),
    ("FOR INFO", HeaderName::Info),
    ("CC", HeaderName::Cc),
    ("C.C.", HeaderName::Cc),
    ("COPY", HeaderName::Cc),
    ("COPIES", HeaderName::Cc),
    ("COPY TO", HeaderName::Cc),
    ("COPIES TO", HeaderName::Cc),
    ("KOPIE", HeaderName::Cc),
    ("SUBJECT", HeaderName::Subject),
    ("SUBJ", HeaderName::Subject),
    ("SUB", HeaderName::Subject),
    ("RE", HeaderName::Subject),
    ("BETREFF", HeaderName::Subject),
    ("OBJET", HeaderName::Subject),
    ("ASUNTO", HeaderName::Subject),
    ("OGGETTO", HeaderName::Subject),
    ("ТЕМА", HeaderName::Subject),
    ("REF", HeaderName::Ref),
    ("REFS", HeaderName::Ref),
    ("REF(S)", HeaderName::Ref),
    ("REFERENCE", HeaderName::Ref),
    ("REFERENCES", HeaderName::Ref),
    ("DATE", HeaderName::Date),
    ("DATE OF INFORMATION", HeaderName::Date),
    ("DATE OF REPORT", HeaderName::Date),
    ("DATE OF ISSUE", HeaderName::Date),
    ("REPORT DATE", HeaderName::Date),
    ("AS OF", HeaderName::Date),
    ("TOPIC", HeaderName::Subject),
    ("SENT", HeaderName::Date),
    ("DATUM", HeaderName::Date),
    ("FECHA", HeaderName::Date),
    ("ДАТА", HeaderName::Date),
];

/// Names written without a sign behind them, in messages of ACP 126 and cables.
const UNSIGNED: &[(&str, HeaderName)] = &[
    ("FM", HeaderName::From),
    ("FROM", HeaderName::From),
    ("TO", HeaderName::To),
    ("INFO", HeaderName::Info),
    ("SUBJECT", HeaderName::Subject),
    ("SUBJ", HeaderName::Subject),
    ("DTG", HeaderName::Dtg),
    ("MEMORANDUM FOR", HeaderName::To),
    ("MEMORANDUM THRU", HeaderName::Info),
];

/// Words of urgency that stand alone in their line.
const URGENT: [&str; 5] = ["ROUTINE", "PRIORITY", "IMMEDIATE", "FLASH", "OP IMMEDIATE"];

/// A line that could be one of a head.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    name: HeaderName,
    value: &'a str,
    signed: bool,
    line: usize,
}

/// The headers of every head of a document.
pub(super) fn headers(lines: &[Line]) -> Vec<Header> {
    let mut found = Vec::new();
    let mut cluster: Vec<(Candidate, usize)> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let Some(candidate) = candidate(line, at) else {
            let apart = cluster.last().is_some_and(|(_, end)| at - end >= APART);
            if apart || is_prose(line) || is_numbered(line.words) {
                take(&mut cluster, lines, &mut found);
            }
            at += 1;
            continue;
        };
        let end = end_of(lines, &candidate);
        cluster.push((candidate, end));
        at = end;
    }
    take(&mut cluster, lines, &mut found);
    found
}

/// True if a value is a date and little else.
fn is_date(value: &str) -> bool {
    let found = value.get(..60.min(value.len())).and_then(|head| dates(head).next());
    found.is_some_and(|(span, _)| span.start == 0 && span.len() * 2 > value.len())
}

/// Takes a head if it is one.
fn take(cluster: &mut Vec<(Candidate, usize)>, lines: &[Line], found: &mut Vec<Header>) {
    let sent = cluster.iter().any(|(candidate, _)| {
        let from =
            candidate.name == HeaderName::From && lines[candidate.line].words.starts_with("FM");
        from || matches!(candidate.name, HeaderName::Dtg)
            || candidate.signed && candidate.name == HeaderName::Subject
    });
    let unsigned =
        |name| cluster.iter().any(|(candidate, _)| candidate.name == name && !candidate.signed);
    let all =
        unsigned(HeaderName::From) && unsigned(HeaderName::To) && unsigned(HeaderName::Subject);
    cluster.retain(|(candidate, _)| candidate.signed || sent || all);
    let mut names: Vec<HeaderName> = cluster.iter().map(|(candidate, _)| candidate.name).collect();
    names.sort_unstable();
    names.dedup();
    let addressed = [HeaderName::From, HeaderName::To, HeaderName::Subject];
    let addressed = addressed.iter().any(|name| names.contains(name));
    let known = classification_near(cluster, lines);
    let alone = |candidate: &Candidate| {
        known
            && matches!(candidate.name, HeaderName::Dtg | HeaderName::Precedence)
            && candidate.signed
            || known
                && candidate.name == HeaderName::Subject
                && is_shouted(lines[candidate.line].words)
            || candidate.name == HeaderName::Date
                && candidate.line < TOP
                && is_date(candidate.value)
    };
    let single = cluster.iter().any(|(candidate, _)| alone(candidate));
    if !(names.len() >= 2 && addressed) && single {
        cluster.retain(|(candidate, _)| alone(candidate));
    }
    if names.len() >= 2 && addressed || single {
        found.extend(cluster.iter().filter_map(|(candidate, end)| header(candidate, *end, lines)));
    }
    cluster.clear();
}

/// True if a line of classification stands in the head or right above it.
fn classification_near(cluster: &[(Candidate, usize)], lines: &[Line]) -> bool {
    let first = cluster.first().map_or(0, |(candidate, _)| candidate.line);
    let last = cluster.last().map_or(0, |(_, end)| *end);
    let near = lines.get(first.saturating_sub(APART)..last).unwrap_or_default();
    near.iter().any(|line| classification(line.words).is_some())
}

fn header(candidate: &Candidate, end: usize, lines: &[Line]) -> Option<Header> {
    let (first, last) = (lines.get(candidate.line)?, lines.get(end - 1)?);
    let mut value = first.span_of(candidate.value);
    let mut span = first.span;
    if end > candidate.line + 1 {
        value.end = last.span.end;
        span.end = last.span.end;
        if candidate.value.is_empty() {
            value.start = lines.get(candidate.line + 1)?.span.start;
        }
    }
    // Fields that are closed by a colon end as they are written.
    let colon = first.words.get(..value.start.saturating_sub(first.span.start)).unwrap_or_default();
    let strokes = if colon.contains(':') { 0 } else { trailing_strokes(last) };
    let text = value.end.saturating_sub(strokes);
    value.end = text.max(value.start);
    (!value.is_empty()).then_some(Header {
        name: candidate.name,
        span,
        value,
        lines: (candidate.line, end),
    })
}

/// The strokes that end a field of a message.
fn trailing_strokes(line: &Line) -> usize {
    let strokes = line.words.len() - line.words.trim_end_matches('/').len();
    if strokes >= 2 { strokes } else { 0 }
}

fn candidate<'a>(line: &Line<'a>, at: usize) -> Option<Candidate<'a>> {
    if line.quoted || line.words.len() > 600 && !line.row {
        return None;
    }
    let made =
        |(name, value): (HeaderName, &'a str), signed| Candidate { name, value, signed, line: at };
    let signed = signed(line).map(|found| made(found, true));
    signed.or_else(|| sent(line.words).map(|value| made((HeaderName::Dtg, value), true))).or_else(
        || {
            let shouted = line
                .words
                .get(..4)
                .is_some_and(|head| !head.bytes().any(|b| b.is_ascii_lowercase()));
            shouted.then(|| unsigned(line.words)).flatten().map(|found| made(found, false))
        },
    )
}

/// "SUBJ: WORDS", "SUBJ/WORDS//".
fn signed<'a>(line: &Line<'a>) -> Option<(HeaderName, &'a str)> {
    let words = line.words.trim_start_matches(['|', ' ']);
    let capital = words.starts_with(char::is_uppercase);
    NAMED.iter().filter(|_| capital).find_map(|(name, which)| {
        let head = words.get(..name.len())?;
        let rest = words.get(name.len()..)?;
        let same =
            head.eq_ignore_ascii_case(name) || !name.is_ascii() && head.to_uppercase() == *name;
        if !same {
            return None;
        }
        let set = rest.strip_prefix('/').filter(|_| is_shouted(head));
        let value = rest.trim_start_matches([' ', '\t', '|']).strip_prefix(':').or(set)?;
        let value = value.trim_matches([' ', '\t', '|']);
        Some((*which, value))
    })
}

/// The date-time group of a line like "P R 061507Z AUG 75 ZFF4": letters of precedence, then the group.
fn sent(words: &str) -> Option<&str> {
    let letters = words
        .split(' ')
        .take_while(|word| matches!(*word, "Z" | "O" | "P" | "R" | "ZZ" | "OO" | "PP" | "RR"));
    let len: usize = letters.map(|word| word.len() + 1).sum();
    let as_of = after_word(words, "as of").map_or(0, |rest| words.len() - rest.trim_start().len());
    let len = len.max(as_of);
    let rest = words.get(len..).filter(|_| len > 0)?;
    let (span, _) = super::group::groups(rest.get(..30).unwrap_or(rest)).into_iter().next()?;
    (span.start == 0).then(|| span.of(rest))
}

fn unsigned(words: &str) -> Option<(HeaderName, &str)> {
    if URGENT.contains(&words) {
        return Some((HeaderName::Precedence, words));
    }
    UNSIGNED.iter().find_map(|(name, which)| {
        let rest = words.strip_prefix(name)?;
        let value = rest.trim_start();
        let memo = name.starts_with("MEMO");
        let fits = rest.starts_with([' ', '\t'])
            && value.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        (fits
            && (memo || !value.chars().take(40).any(char::is_lowercase) || words.starts_with("FM")))
        .then_some((*which, value))
    })
}

/// The line behind the last that continues a header.
fn end_of(lines: &[Line], candidate: &Candidate) -> usize {
    let Some(first) = lines.get(candidate.line) else { return candidate.line + 1 };
    let single =
        matches!(candidate.name, HeaderName::Dtg | HeaderName::Precedence | HeaderName::Date);
    if first.row
        || single
        || candidate.value.is_empty() && candidate.signed && first.words.contains('/')
    {
        return candidate.line + 1;
    }
    let mut end = candidate.line + 1;
    while let Some(line) = lines.get(end).filter(|_| end - candidate.line < CONTINUED) {
        let above = &lines[end - 1];
        if line.apart || begins_other(lines, end) || !continues(first, above, line, candidate) {
            break;
        }
        end += 1;
    }
    end
}

fn continues(first: &Line, above: &Line, line: &Line, candidate: &Candidate) -> bool {
    let indented = line.indent >= first.indent + 2;
    if indented || candidate.value.is_empty() {
        return true;
    }
    let ended = above.words.ends_with("//");
    let shouted = is_shouted(candidate.value) && is_shouted(line.words);
    let same_block = line.block == first.block;
    match candidate.name {
        HeaderName::To | HeaderName::Info | HeaderName::Cc => shouted && !ended,
        HeaderName::Subject => {
            let small = line.words.starts_with(char::is_lowercase);
            !ended && above.words.len() >= 40 && (shouted || small || same_block)
        }
        HeaderName::Ref => is_listed(line.words) || same_block,
        _ => same_block,
    }
}

/// True if a line begins something else than the rest of a header.
fn begins_other(lines: &[Line], at: usize) -> bool {
    let Some(line) = lines.get(at) else { return true };
    let words = line.words;
    let ends = [
        "BT",
        "PAGE ",
        "E.O.",
        "TAGS",
        "UNCLAS",
        "ACTION ",
        "DRAFTED BY",
        "APPROVED BY",
        "ORIGIN ",
        "PASS TO",
        "---",
    ];
    let listed = is_listed(words);
    candidate(line, at).is_some()
        || classification(words).is_some()
        || ends.iter().any(|word| words.starts_with(word))
        || is_set(words)
        || is_numbered(words)
        || !listed && is_keyed(words)
        || super::section::run_in(words).is_some()
}

/// Names of the fields of US Message Text Format.
const SETS: [&str; 10] =
    ["MSGID", "AMPN", "NARR", "RMKS", "REMARKS", "GENTEXT", "POC", "CANX", "EXER", "OPER"];

/// "MSGID/GENADMIN/...": a line of a message of fixed fields.
fn is_set(words: &str) -> bool {
    let name = words.split('/').next().unwrap_or_default();
    let capitals = name.bytes().all(|b| b.is_ascii_uppercase());
    let closed = (2..=12).contains(&name.len()) && capitals && words.trim_end().ends_with("//");
    words.len() > name.len() && (closed || SETS.contains(&name))
}

/// "Key: value".
fn is_keyed(words: &str) -> bool {
    let head = words.split(':').next().unwrap_or_default();
    let colon = words.len() > head.len()
        && words.get(head.len() + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    colon
        && head.len() <= 32
        && head.starts_with(char::is_uppercase)
        && head.split(' ').count() <= 4
}

/// "A. WORDS", "(b) words": an entry of a list of references.
fn is_listed(words: &str) -> bool {
    let bytes = words.as_bytes();
    matches!(bytes, [b'A'..=b'Z', b'.' | b')', b' ', ..])
        || matches!(bytes, [b'(', b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9', b')', b' ', ..])
}

fn is_numbered(words: &str) -> bool {
    matches!(words.as_bytes(), [b'1'..=b'9', b'.' | b')', b' ', ..])
}

/// A line of running text: no part of a head.
fn is_prose(line: &Line) -> bool {
    line.words.len() > 150 && after_word(line.words, "NARR").is_none()
}
