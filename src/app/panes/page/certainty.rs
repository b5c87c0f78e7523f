//! How surely the sentences of the page are said, for the lens: a sentence is as unsure as the least sure
//! fact in it. Sentences without a fact, and those that are plainly asserted, are left as they are.

use super::OpenDocument;
use super::units::sentence;
use crate::facts::{CertaintyClass, Stance};
use crate::protocol::{FactIndex, FactRef};
use crate::text::Span;

/// The sentences in sight that are not plainly asserted, in order.
pub fn tinted(reader: &OpenDocument) -> Vec<(Span, CertaintyClass)> {
    let Some(found) = &reader.facts else { return Vec::new() };
    let mut sentences: Vec<(Span, CertaintyClass)> = Vec::new();
    for (span, fact) in found.within(reader.visible()) {
        let class = stance(found, fact, span).certainty.class;
        if class == CertaintyClass::Asserted {
            continue;
        }
        match sentences.last_mut() {
            Some((last, of)) if last.covers(span) => *of = class.max(*of),
            _ => sentences.push((sentence(&reader.document, span.start), class)),
        }
    }
    sentences
}

/// How a fact is said where it stands at `span`.
pub fn stance(found: &FactIndex, fact: FactRef, span: Span) -> Stance {
    if let Some(range) = found.range(fact) {
        return range.stance;
    }
    let mentions = found.entity(fact).map(|entity| entity.mentions.as_slice()).unwrap_or_default();
    let at = mentions.partition_point(|mention| mention.span < span);
    mentions.get(at).filter(|mention| mention.span == span).map(|m| m.stance).unwrap_or_default()
}
