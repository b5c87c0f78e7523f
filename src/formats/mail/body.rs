//! The text of a message: of several forms of it the one that says most, and the messages that stand
//! in it. Decides nothing about attachments.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::super::builder::{Builder, Leaf};
use super::super::{Limits, encoding, html};
use super::head::Transfer;
use super::part::{Content, Count, Part};
use super::{charset, envelope, flowed, transfer};

/// Messages inside of each other whose parts are told at most; what is deeper is shown as it was sent.
pub(super) const MAX_SHOWN: usize = 24;

/// Text formats that mail programs offer to other programs and do not show.
const FOR_OTHERS: [&str; 9] =
    ["calendar", "vcard", "x-vcard", "directory", "css", "xml", "rtf", "csv", "javascript"];

/// Writes the text of a message and collects what is to be said about it.
pub(super) struct Writer<'o> {
    limits: &'o Limits,
    out: &'o mut Builder,
    /// Sentences about what is doubtful.
    pub doubts: BTreeSet<String>,
    /// True if a part is cut or has holes.
    pub damaged: bool,
    depth: usize,
}

impl<'o> Writer<'o> {
    pub(super) fn new(limits: &'o Limits, out: &'o mut Builder) -> Self {
        Self { limits, out, doubts: BTreeSet::new(), damaged: false, depth: 0 }
    }

    /// Writes the text of a part.
    pub(super) fn part(&mut self, part: &Part) {
        match &part.content {
            Content::Message(message) => self.message(message),
            Content::Parts(parts) => {
                shown(part, parts).into_iter().for_each(|part| self.part(part));
            }
            Content::Leaf(_) if part.is_packed_message() && self.depth >= MAX_SHOWN => {
                let doubt = "Messages too deep inside of others are shown as they were sent.";
                self.doubts.insert(doubt.to_owned());
                self.plain(&String::from_utf8_lossy(&contents(part)));
            }
            Content::Leaf(_) if part.is_packed_message() => {
                self.message(&Part::message(&contents(part), &mut Count::default()));
            }
            Content::Leaf(raw) if part.kind.0 == "text" => self.words(part, raw),
            Content::Leaf(_) if part.kind.0 == "image" => self.out.image(),
            Content::Leaf(_) => {}
        }
    }

    /// A message inside of the message: what it is about, from whom to whom, its text.
    fn message(&mut self, message: &Part) {
        self.depth += 1;
        let level = u8::try_from(self.depth + 1).unwrap_or(6).min(6);
        self.out.open(Leaf::Heading(level));
        self.out.words(&message.head.subject().map(envelope::clipped).unwrap_or_default());
        self.out.close();
        envelope::write(&message.head, true, self.out);
        self.part(message);
        self.depth -= 1;
    }

    fn words(&mut self, part: &Part, raw: &[u8]) {
        let Decoded { words, footer, doubts, damaged } = decoded(part, raw);
        self.doubts.extend(doubts);
        self.damaged |= damaged;
        if part.kind.1 == "html" {
            html::write(&words, self.limits, self.out);
        } else {
            self.plain(&words);
        }
        self.plain(&footer);
    }

    fn plain(&mut self, words: &str) {
        if !words.trim().is_empty() {
            self.out.open(Leaf::Page);
            self.out.words(words);
            self.out.close();
        }
    }
}

/// The parts of `parts` that are text, in order.
fn shown<'p, 'b>(whole: &Part, parts: &'p [Part<'b>]) -> Vec<&'p Part<'b>> {
    match whole.kind.1.as_str() {
        "alternative" => chosen(parts).into_iter().collect(),
        "related" => parts.iter().take(1).chain(parts.iter().skip(1).filter(is_image)).collect(),
        _ => {
            let shown = |(at, part): &(usize, &Part)| !is_attached(part, *at == 0);
            parts.iter().enumerate().filter(shown).map(|(_, part)| part).collect()
        }
    }
}

fn is_image(part: &&Part) -> bool {
    part.kind.0 == "image" && !part.head.is_attachment()
}

/// True for a part that is attached to the text and no part of it. Pictures may be both: they are
/// listed, and the text says that they are not shown.
pub(super) fn is_attached(part: &Part, first: bool) -> bool {
    match (&part.content, part.kind.0.as_str()) {
        (Content::Message(_) | Content::Parts(_), _) => false,
        (Content::Leaf(_), "text") => {
            let other = FOR_OTHERS.contains(&part.kind.1.as_str());
            let named = part.head.file_name().is_some();
            part.head.is_attachment() || !first && named || other
        }
        (Content::Leaf(_), "image") => part.head.is_attachment(),
        (Content::Leaf(_), _) => !part.is_packed_message(),
    }
}

/// Of several forms of one text the one to read: the plain one, unless it says much less than the page.
fn chosen<'p, 'b>(parts: &'p [Part<'b>]) -> Option<&'p Part<'b>> {
    let of = |sub: &'static str| {
        parts.iter().filter(move |part| form(part) == Some(sub)).max_by_key(|part| letters(part))
    };
    let (plain, page) = (of("plain"), of("html"));
    match (plain, page) {
        (Some(plain), Some(page)) => {
            Some(if 2 * letters(plain) < letters(page) { page } else { plain })
        }
        (Some(form), None) | (None, Some(form)) => Some(form),
        (None, None) => parts.iter().rev().find(|part| form(part).is_some()).or(parts.last()),
    }
}

/// Which form of a text a part is: the subtype of its first leaf of text.
fn form<'p>(part: &'p Part) -> Option<&'p str> {
    match &part.content {
        Content::Parts(parts) => parts.iter().find_map(form),
        Content::Leaf(_) if part.kind.0 == "text" && !part.head.is_attachment() => {
            Some(&part.kind.1)
        }
        _ => None,
    }
}

/// How many letters and digits the text of a part has.
fn letters(part: &Part) -> usize {
    match &part.content {
        Content::Parts(parts) if part.kind.1 == "alternative" => {
            parts.iter().map(letters).max().unwrap_or(0)
        }
        Content::Parts(parts) => parts.iter().map(letters).sum(),
        Content::Message(_) => 0,
        Content::Leaf(raw) if part.kind.0 == "text" => {
            let words = decoded(part, raw).words;
            if part.kind.1 == "html" { letters_of_page(&words) } else { count(&words) }
        }
        Content::Leaf(_) => 0,
    }
}

fn count(words: &str) -> usize {
    words.chars().filter(|c| c.is_alphanumeric()).count()
}

/// The letters between the tags of a page, styles and scripts aside.
fn letters_of_page(markup: &str) -> usize {
    let (mut sum, mut hidden) = (0, false);
    for piece in markup.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        let name = tag.trim_start_matches('/').get(..5).unwrap_or(tag).to_ascii_lowercase();
        if ["style", "scrip", "title"].contains(&name.as_str()) {
            hidden = !tag.starts_with('/');
        }
        let words = words.replace("&nbsp;", " ");
        sum += if hidden { 0 } else { count(&words) };
    }
    sum
}

/// The words of a part as they were written.
#[derive(Default)]
struct Decoded {
    words: String,
    /// Words that were added behind them on the way.
    footer: String,
    doubts: Vec<String>,
    damaged: bool,
}

fn decoded(part: &Part, raw: &[u8]) -> Decoded {
    let mut out = Decoded::default();
    let bytes = match part.head.transfer() {
        Transfer::Plain => Cow::Borrowed(raw),
        Transfer::Quoted => Cow::Owned(transfer::quoted(raw)),
        Transfer::Base64 => match transfer::base64(raw) {
            Some(unpacked) => {
                let footer = charset::text(unpacked.footer, None);
                out.footer = footer.words.replace("\r\n", "\n");
                out.damaged = unpacked.damaged;
                Cow::Owned(unpacked.bytes)
            }
            None => Cow::Borrowed(raw),
        },
    };
    let own = || (part.kind.1 == "html").then(|| encoding::label(&bytes)).flatten();
    let stated = part.head.attribute("charset").map(str::to_owned).or_else(own);
    let text = charset::text(&bytes, stated.as_deref());
    out.doubts.extend(text.doubt);
    let lines = text.words.replace("\r\n", "\n");
    let says = |name: &str, value: &str| {
        part.head.attribute(name).is_some_and(|said| said.eq_ignore_ascii_case(value))
    };
    let flowed = part.kind.1 == "plain" && says("format", "flowed");
    out.words = if flowed { flowed::joined(&lines, says("delsp", "yes")) } else { lines };
    out
}

/// The bytes of a leaf, unpacked from the form in which they were sent.
pub(super) fn contents<'p>(part: &'p Part) -> Cow<'p, [u8]> {
    let Content::Leaf(raw) = part.content else { return Cow::Borrowed(&[]) };
    match part.head.transfer() {
        Transfer::Plain => Cow::Borrowed(raw),
        Transfer::Quoted => Cow::Owned(transfer::quoted(raw)),
        Transfer::Base64 => match transfer::base64(raw) {
            Some(unpacked) => Cow::Owned(unpacked.bytes),
            None => Cow::Borrowed(raw),
        },
    }
}
