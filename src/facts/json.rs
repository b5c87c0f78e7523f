//! The machine-readable form of facts: one line of JSON a document, offsets in Unicode scalar
//! values. The form is a contract (design, section 7).

use std::fmt::Write;

use super::model::{Class, Entity, Facts, Mention, RangeFact, Stance};
use super::range_details::RangeDetails;
use crate::document::Document;
use crate::text::{Scalars, Span, is_invisible, stand_in};

/// The facts of the document at `path` as one line of JSON, without a line feed at its end.
pub fn to_json(path: &str, document: &Document, facts: &Facts) -> String {
    let mut line = Line {
        out: String::from("{"),
        document,
        text: document.text(),
        scalars: Scalars::of(document.text(), spans(facts)),
    };
    line.field("path", path);
    line.field("title", &document.title());
    if let Some(date) = &document.metadata().date {
        line.field("date", &date.value.to_string());
    }
    if let Some(damage) = document.damage() {
        line.field("damaged", damage);
    }
    line.field("offsets", "scalar");
    line.entities(facts);
    line.ranges(facts);
    line.out.push('}');
    line.out
}

struct Line<'a> {
    out: String,
    document: &'a Document,
    text: &'a str,
    scalars: Scalars,
}

impl Line<'_> {
    fn key(&mut self, key: &str) {
        if !self.out.ends_with(['{', '[']) {
            self.out.push(',');
        }
        let _ = write!(self.out, "\"{key}\":");
    }

    fn field(&mut self, key: &str, value: &str) {
        self.key(key);
        quote(value, &mut self.out);
    }

    fn raw(&mut self, key: &str, value: impl std::fmt::Display) {
        self.key(key);
        let _ = write!(self.out, "{value}");
    }

    fn open(&mut self) {
        if !self.out.ends_with('[') {
            self.out.push(',');
        }
        self.out.push('{');
    }

    fn place(&mut self, span: Span) {
        self.raw("begin", self.scalars.at(span.start));
        self.raw("end", self.scalars.at(span.end));
    }

    /// One object a mention, in the order of the text.
    fn entities(&mut self, facts: &Facts) {
        self.key("entities");
        self.out.push('[');
        let mentions = facts
            .entities
            .iter()
            .flat_map(|entity| entity.mentions.iter().map(move |mention| (mention, entity)));
        let mut mentions: Vec<_> = mentions.collect();
        mentions.sort_by_key(|(mention, _)| mention.span);
        for (mention, entity) in mentions {
            self.entity(mention, entity);
        }
        self.out.push(']');
    }

    fn entity(&mut self, mention: &Mention, entity: &Entity) {
        self.open();
        self.place(mention.span);
        self.field("class", entity.class.word());
        self.field("text", mention.span.of(self.text));
        self.field("ent", &entity.id);
        self.field("name", &entity.name);
        self.field("kind", &entity.kind);
        if entity.class == Class::Weapon {
            self.raw("named", entity.named);
        }
        if let Some(family) = &entity.family {
            self.field("family", family);
        }
        if let Some(role) = entity.roles.first() {
            self.field("role", &role.text);
        }
        if entity.roles.len() > 1 {
            self.key("roles");
            self.out.push('[');
            for (number, role) in entity.roles.iter().enumerate() {
                if number > 0 {
                    self.out.push(',');
                }
                quote(&role.text, &mut self.out);
            }
            self.out.push(']');
        }
        self.field("rule", mention.rule);
        if matches!(entity.class, Class::Weapon | Class::Actor) {
            self.stance(&mention.stance);
        }
        self.out.push('}');
    }

    /// Who says it and how surely, each an object with the words that say so.
    fn stance(&mut self, stance: &Stance) {
        let Stance { attribution, certainty } = stance;
        self.key("attribution");
        self.out.push('{');
        self.field("kind", attribution.kind.word());
        self.words(attribution.sayer);
        self.out.push('}');
        self.key("certainty");
        self.out.push('{');
        self.field("class", certainty.class.word());
        self.words(certainty.cue);
        if let Some(band) = certainty.band {
            self.field("band", band.word());
        }
        if let Some(confidence) = certainty.confidence {
            self.field("confidence", confidence.word());
        }
        self.out.push('}');
    }

    fn words(&mut self, span: Option<Span>) {
        if let Some(span) = span {
            self.place(span);
            self.field("text", span.of(self.text));
        }
    }

    fn ranges(&mut self, facts: &Facts) {
        self.key("ranges");
        self.out.push('[');
        for range in &facts.ranges {
            self.range(range);
        }
        self.out.push(']');
    }

    fn range(&mut self, range: &RangeFact) {
        self.open();
        self.place(range.span);
        self.field("text", range.span.of(self.text));
        self.raw("min_km", kilometres(range.min_km));
        self.raw("max_km", kilometres(range.max_km));
        self.field("approx", range.approx.word());
        self.conversions(range);
        if let Some((_, weapon)) = range.weapon {
            self.field("weapon", weapon.of(self.text));
            self.raw("weapon_begin", self.scalars.at(weapon.start));
            self.raw("weapon_end", self.scalars.at(weapon.end));
        } else {
            self.raw("weapon", "null");
        }
        if let Some(said_by) = range.said_by() {
            self.field("said_by", said_by.of(self.text));
        }
        if let Some(hedge) = range.hedge() {
            self.field("hedge", hedge.of(self.text));
        }
        self.details(range);
        self.field("rule", range.rule);
        self.stance(&range.stance);
        self.out.push('}');
    }
}

impl Line<'_> {
    /// What a comparison needs, and where the range is said: its sentence, its block and its page.
    fn details(&mut self, range: &RangeFact) {
        let RangeDetails { kind, time, variant, condition, claim, sentence } = range.details;
        self.field("measure", kind.word());
        self.field("variant", variant.map_or("", |variant| variant.of(self.text)));
        self.field("condition", condition.map_or("", |condition| condition.of(self.text)));
        self.field("time", time.word());
        self.raw("claim", format_args!("[{},{}]", kilometres(claim.0), kilometres(claim.1)));
        let (begin, end) = (self.scalars.at(sentence.start), self.scalars.at(sentence.end));
        self.raw("sentence", format_args!("[{begin},{end}]"));
        if let Some(block) = self.document.block_at(range.span.start) {
            self.raw("block", block);
        }
        let pages = self.document.pages();
        if let Some(page) = self.document.page_at(range.span.start).and_then(|at| pages.get(at)) {
            self.field("page", &page.label);
        }
    }

    /// What the text states beside the value in other units: "300 km" of "190 miles (300 km)".
    fn conversions(&mut self, range: &RangeFact) {
        if range.also.is_empty() {
            return;
        }
        self.key("also");
        self.out.push('[');
        for (span, figure) in range.also.iter().zip(range.figures.iter().skip(1)) {
            self.open();
            self.place(*span);
            self.field("text", span.of(self.text));
            self.field("unit", figure.unit.sign());
            self.raw("min", kilometres(range.min_km.map(|_| figure.low)));
            self.raw("max", kilometres(range.max_km.map(|_| figure.high)));
            self.out.push('}');
        }
        self.out.push(']');
    }
}

/// Four decimals are tenths of a metre; an open bound is null.
fn kilometres(bound: Option<f64>) -> String {
    bound.map_or("null".into(), |km| format!("{}", (km * 10_000.0).round() / 10_000.0))
}

/// A JSON string. Beyond what JSON asks for, every character that a terminal must not see is
/// escaped: controls, overrides, invisible ones.
fn quote(value: &str, out: &mut String) {
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || stand_in(c).is_some() || is_invisible(c) => escape(c, out),
            c => out.push(c),
        }
    }
    out.push('"');
}

fn escape(c: char, out: &mut String) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        let _ = write!(out, "\\u{unit:04x}");
    }
}

fn spans(facts: &Facts) -> impl Iterator<Item = Span> {
    let mentions = facts.entities.iter().flat_map(|entity| &entity.mentions);
    let mentions = mentions.flat_map(|mention| places(mention.span, &mention.stance));
    let ranges = facts.ranges.iter().flat_map(|range| {
        let weapon = range.weapon.map(|(_, span)| span);
        let own = places(range.span, &range.stance).chain(weapon);
        own.chain([range.details.sentence]).chain(range.also.iter().copied())
    });
    mentions.chain(ranges)
}

/// A fact, who says it and the words that show how surely.
fn places(span: Span, stance: &Stance) -> impl Iterator<Item = Span> + use<> {
    let said = [stance.attribution.sayer, stance.certainty.cue];
    std::iter::once(span).chain(said.into_iter().flatten())
}
