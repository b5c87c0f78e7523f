//! The text of a message: of several forms of it the one that says most. Decides nothing about
//! attachments.

use std::borrow::Cow;

use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

use super::super::builder::{Builder, Leaf};
use super::super::{Limits, encoding, html};
use super::beginning::MAX_PARTS;

/// A plain form shorter than this beside a long web page only says that there is one.
const SHORT: usize = 400;

/// Writes the text.
pub(super) fn write(message: &Message, limits: &Limits, out: &mut Builder) {
    for part in chosen(message) {
        match &part.body {
            PartType::Text(words) => plain(&readable(message, part, words), out),
            PartType::Html(markup) => html::write(&readable(message, part, markup), limits, out),
            PartType::InlineBinary(_) => out.image(),
            PartType::Binary(_) | PartType::Message(_) | PartType::Multipart(_) => {}
        }
    }
}

/// The plain form, if it says something.
fn chosen<'m>(message: &'m Message<'m>) -> Vec<&'m MessagePart<'m>> {
    let of = |ids: &[u32]| -> Vec<&MessagePart> {
        ids.iter().take(MAX_PARTS).filter_map(|id| message.part(*id)).collect()
    };
    let (plain, pages) = (of(&message.text_body), of(&message.html_body));
    let length = |parts: &[&MessagePart]| -> usize {
        parts.iter().filter(|part| part.is_text()).map(|part| part.len()).sum()
    };
    let (words, markup) = (length(&plain), length(&pages));
    let says_nothing = words == 0 || words < SHORT && markup > 16 * words + 4_000;
    if says_nothing && markup > 0 { pages } else { plain }
}

fn plain(words: &str, out: &mut Builder) {
    if !words.trim().is_empty() {
        out.open(Leaf::Page);
        out.words(&words.replace("\r\n", "\n"));
        out.close();
    }
}

/// The words of a part. If it does not say how they are encoded, and they are not as is usual, that
/// is found out from the bytes.
fn readable<'m>(message: &'m Message<'m>, part: &MessagePart, words: &'m str) -> Cow<'m, str> {
    let declared = part.content_type().is_some_and(|kind| kind.has_attribute("charset"));
    if declared || part.encoding != Encoding::None || !words.contains('\u{FFFD}') {
        return Cow::Borrowed(words);
    }
    let at = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    let raw = message.raw_message.get(at(part.offset_body)..at(part.offset_end));
    let decoded = raw.and_then(|raw| encoding::decode(raw, true));
    decoded.map_or(Cow::Borrowed(words), |decoded| Cow::Owned(decoded.text))
}
