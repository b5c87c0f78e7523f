//! A mailbox: where its messages begin and end, and a table of them. Reads no more of a message than
//! its headers.

use super::super::builder::{Builder, Leaf};
use super::super::inner::MAX_INNER;
use super::envelope;
use super::head::Head;
use crate::document::{Date, Inner, Origin, Parts, Stated, parse_date};
use crate::text::{CleanText, Span};

/// The document that lists the messages of a mailbox.
pub(in super::super) fn parts(bytes: &[u8]) -> Parts {
    let spans: Vec<Span> = spans(bytes).collect();
    let digits = spans.len().to_string().len().max(4);
    let named = spans.iter().take(MAX_INNER).enumerate();
    let inner: Vec<Inner> =
        named.map(|(at, span)| inner(bytes, *span, format!("{:0digits$}", at + 1))).collect();
    let mut out = Builder::default();
    out.table();
    row(&mut out, true, ["Message", "Date", "From", "Subject"]);
    for message in &inner {
        let date = message.date.map(|date| format!("{date:.10}")).unwrap_or_default();
        let words = |words: &Option<CleanText>| words.as_deref().unwrap_or_default().to_owned();
        let (source, title) = (words(&message.source), words(&message.title));
        row(&mut out, false, [&message.name, &date, &source, &title]);
    }
    let mut parts = out.finish();
    if spans.len() > inner.len() {
        let words = format!("{} more messages are not listed.", spans.len() - inner.len());
        parts.caveats.push(CleanText::line(&words));
    }
    let newest = inner.iter().filter_map(|message| message.date).max();
    parts.metadata.date = newest.map(|date| Stated::new(date, Origin::Format));
    parts.inner = inner;
    parts
}

/// The bytes of a message, by its name in the list.
pub(in super::super) fn message<'b>(bytes: &'b [u8], name: &str) -> Option<&'b [u8]> {
    let number: usize = name.parse().ok()?;
    let span = spans(bytes).take(MAX_INNER).nth(number.checked_sub(1)?)?;
    bytes.get(span.start..span.end)
}

fn row(out: &mut Builder, header: bool, cells: [&str; 4]) {
    out.open(Leaf::Row { header });
    for words in cells {
        out.cell();
        out.words(words);
        out.cell_end();
    }
    out.close();
}

fn inner(bytes: &[u8], span: Span, name: String) -> Inner {
    let raw = bytes.get(span.start..span.end).unwrap_or_default();
    let first = raw.iter().position(|b| *b == b'\n').map_or(raw.len(), |at| at + 1);
    let (envelope, rest) = raw.split_at(first);
    let (head, _) = Head::split(rest);
    let sent = head.date().and_then(envelope::date);
    let sender = head.from().and_then(envelope::sender);
    let subject = head.subject().map(envelope::clipped);
    Inner {
        name: CleanText::line(&name),
        title: subject.as_deref().map(CleanText::line),
        date: sent.or_else(|| delivered(&String::from_utf8_lossy(envelope))),
        source: sender.as_deref().map(CleanText::line),
        format: "eml".into(),
        bytes: raw.len() as u64,
        range: Some(span),
    }
}

/// The date in "From ann@example.org Fri May  3 10:15:00 2024".
fn delivered(envelope: &str) -> Option<Date> {
    let words: Vec<&str> = envelope.split_whitespace().take(12).collect();
    let at = words.iter().position(|word| word.contains(':')).filter(|at| *at > 1)?;
    let year = words.iter().skip(at).find(|word| word.len() == 4 && word.parse::<u16>().is_ok())?;
    parse_date(&format!("{} {} {year}", words.get(at - 1)?, words.get(at - 2)?))
}

/// The messages: each from its "From " line up to the next one.
fn spans(bytes: &[u8]) -> impl Iterator<Item = Span> {
    let mut starts = starts(bytes).peekable();
    std::iter::from_fn(move || {
        let start = starts.next()?;
        let end = starts.peek().copied().unwrap_or(bytes.len());
        Some(Span::new(start, end))
    })
}

/// Where messages begin: at the first line, and at lines like it after a blank one.
fn starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let mut at = 0;
    let mut blank = true;
    let lines = bytes.split_inclusive(|b| *b == b'\n').map(move |line| {
        let (start, after_blank) = (at, blank);
        at += line.len();
        blank = matches!(line, b"\n" | b"\r\n");
        (start, after_blank, line)
    });
    let begins = |&(start, after_blank, line): &(usize, bool, &[u8])| {
        after_blank && line.starts_with(b"From ") && (start == 0 || has_time(line))
    };
    lines.filter(begins).map(|(start, ..)| start)
}

/// True if the line names an hour, as the lines between messages do and sentences seldom.
fn has_time(line: &[u8]) -> bool {
    let line = line.get(..200).unwrap_or(line);
    let digit = |b: &u8| b.is_ascii_digit();
    line.windows(5).any(|w| w[2] == b':' && [0, 1, 3, 4].iter().all(|at| digit(&w[*at])))
}
