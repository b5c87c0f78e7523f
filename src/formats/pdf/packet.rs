//! What a file says of itself in a packet of XMP, the newer form of its metadata (ISO 16684-1): fills
//! what the older form leaves open. Packets of pictures look the same, so one of several is not taken.

use memchr::memmem;

use super::super::xml::{Node, Xml};
use super::info;
use crate::document::{Metadata, Origin, Stated, parse_date};

/// How a packet begins and ends. Packets that are packed or encrypted are not seen.
const BEGIN: &[u8] = b"<x:xmpmeta";
const END: &[u8] = b"</x:xmpmeta>";

/// Bytes of a packet at most.
const LONGEST: usize = 256 << 10;

/// Words at most.
const MAX_FIELDS: usize = 256;

/// Fills what is not known from the packet among the bytes of a file.
pub(super) fn complete(metadata: &mut Metadata, bytes: &[u8]) {
    let Some(packet) = packet(bytes) else { return };
    let fields = fields(packet);
    let all = |wanted: &'static str| {
        fields.iter().filter(move |(name, _)| name == wanted).map(|(_, words)| words.trim())
    };
    let stated = |words: &str| Stated::new(super::super::metadata::clipped(words), Origin::Format);
    if metadata.title.is_none() {
        metadata.title = all("title").find(|words| info::is_title(words)).map(stated);
    }
    if metadata.authors.is_empty() {
        metadata.authors = all("creator").flat_map(info::authors).collect();
    }
    if metadata.source.is_none() {
        metadata.source = all("publisher").find(|words| !words.is_empty()).map(stated);
    }
    if metadata.date.is_none() {
        let date = all("CreateDate").find_map(parse_date);
        metadata.date = date.map(|date| Stated::new(date, Origin::Format));
    }
}

/// The only packet of a file.
fn packet(bytes: &[u8]) -> Option<&str> {
    let mut begins = memmem::find_iter(bytes, BEGIN);
    let begin = begins.next()?;
    if begins.next().is_some() {
        return None;
    }
    let rest = bytes.get(begin..)?;
    let end = memmem::find(rest.get(..LONGEST).unwrap_or(rest), END)?;
    std::str::from_utf8(rest.get(..end)?).ok()
}

/// Names of properties and what they hold, one entry for each of several values. In a list of
/// translations the usual language comes first.
fn fields(packet: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut name = String::new();
    let mut is_new = true;
    for node in Xml::new(packet) {
        match node {
            Node::Start(tag) if !tag.full_name().starts_with("rdf:") => {
                tag.name().clone_into(&mut name);
                is_new = true;
            }
            Node::Start(tag) => {
                let date = tag.get("CreateDate").map(|date| ("CreateDate".to_owned(), date));
                fields.extend(date);
                is_new = true;
            }
            Node::Words(words) => match fields.last_mut().filter(|_| !is_new) {
                Some((_, known)) => known.push_str(&words),
                None if words.trim().is_empty() => {}
                None => {
                    fields.push((name.clone(), words.into_owned()));
                    is_new = false;
                }
            },
            Node::End(_) => is_new = true,
        }
        if fields.len() > MAX_FIELDS {
            break;
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::CleanText;

    const PACKET: &str = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF>\
        <rdf:Description xmp:CreateDate='2024-05-03T10:15:00+02:00'><dc:title><rdf:Alt>\
        <rdf:li xml:lang='x-default'>Range &amp; reach</rdf:li><rdf:li xml:lang='de'>Reichweite\
        </rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>Ann Lee</rdf:li>\
        <rdf:li>Bo Day</rdf:li></rdf:Seq></dc:creator><dc:publisher><rdf:Bag><rdf:li>The desk\
        </rdf:li></rdf:Bag></dc:publisher></rdf:Description></rdf:RDF></x:xmpmeta>";

    fn read(packets: &str, mut known: Metadata) -> Metadata {
        let file = [b"%PDF-2.0 \xff\xfe<<", packets.as_bytes(), b"\n%%EOF"].concat();
        complete(&mut known, &file);
        known
    }

    #[test]
    fn what_the_older_form_leaves_open_is_filled() {
        let metadata = read(PACKET, Metadata::default());
        assert_eq!(&*metadata.title.unwrap().value, "Range & reach");
        assert_eq!(&*metadata.source.unwrap().value, "The desk");
        let authors: Vec<_> = metadata.authors.iter().map(|author| &*author.value).collect();
        assert_eq!(authors, ["Ann Lee", "Bo Day"]);
        assert!(metadata.date.unwrap().value.to_string().starts_with("2024-05-03"));
        let title = Some(Stated::new(CleanText::line("Known"), Origin::Format));
        let known = read(PACKET, Metadata { title, ..Metadata::default() });
        assert_eq!(&*known.title.unwrap().value, "Known");
    }

    #[test]
    fn one_packet_of_several_or_a_broken_one_says_nothing() {
        let nothing = Metadata::default();
        assert_eq!(read(&PACKET.repeat(2), Metadata::default()), nothing);
        assert_eq!(read("<x:xmpmeta><dc:title>Cut off here", Metadata::default()), nothing);
        let made_up = "<x:xmpmeta><dc:title>Microsoft Word - a.doc</dc:title></x:xmpmeta>";
        assert_eq!(read(made_up, Metadata::default()), nothing);
    }
}
