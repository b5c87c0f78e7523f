//! Title, date, source and authors from what a format reader found, the head of the text and the
//! file's name, in this order. Opens nothing.

use std::path::Path;

use super::front_matter::{Field, header_lines};
use super::{head, imprint, title};
use crate::document::{Date, Metadata, Origin, Parts, Stated, dates, parse_date};
use crate::text::{CleanText, Span};

/// Longest title or name, in characters.
const MAX_CHARS: usize = 300;

/// Keys of front matter that date a document, the surest first.
const DATES: [&str; 16] = [
    "date",
    "published",
    "publishdate",
    "publish_date",
    "pubdate",
    "date_published",
    "issued",
    "dtg",
    "created",
    "creation_date",
    "date_created",
    "date created",
    "updated",
    "modified",
    "lastmod",
    "last_modified_at",
];

/// Takes what front matter says.
pub(super) fn apply(metadata: &mut Metadata, fields: &[Field]) {
    let dates = DATES.iter().flat_map(|key| fields.iter().filter(move |field| field.key == *key));
    for value in dates.flat_map(|field| &field.values) {
        set_date(metadata, value, Origin::FrontMatter);
    }
    for field in fields {
        for value in &field.values {
            set(metadata, &field.key, value, Origin::FrontMatter);
        }
    }
}

/// Fills what is still unknown from the text and the file's name.
pub(super) fn complete(parts: &mut Parts, name: &Path) {
    let text = parts.text.as_str();
    let metadata = &mut parts.metadata;
    let fields = header_lines(text);
    let authors_known = !metadata.authors.is_empty();
    for (key, span) in &fields {
        let span = span.trimmed(text);
        let known = authors_known && is_author_key(key);
        if !known && !matches!(key.as_str(), "subject" | "subj") {
            set(metadata, key, span.of(text), Origin::Text(span));
        }
    }
    if metadata.title.is_none() {
        let found = title::of(text, &parts.blocks, &fields);
        metadata.title =
            found.map(|found| Stated::new(clipped(&found.words), Origin::Text(found.span)));
    }
    let unknown = metadata.date.is_none() || metadata.source.is_none();
    let imprint = unknown.then(|| imprint::of(text)).flatten();
    if metadata.date.is_none() {
        let beside = imprint.and_then(|imprint| imprint.date);
        let saved = metadata.saved.map(|date| Stated::new(date, Origin::Format));
        metadata.date = date(text, metadata, &fields, beside, name).or(saved);
    }
    if metadata.source.is_none() {
        let published = imprint.map(|imprint| imprint.publisher);
        let agency = head::agency(text).or(published);
        metadata.source = agency.map(|at| Stated::new(clipped(at.of(text)), Origin::Text(at)));
    }
}

/// The date: of a numeric form that the rest explains, as the head states it, `beside` the publisher, in
/// the file's name. A date that is only mentioned is that of an event.
fn date(
    text: &str,
    metadata: &Metadata,
    fields: &[(String, Span)],
    beside: Option<(Span, Date)>,
    name: &Path,
) -> Option<Stated<Date>> {
    let title = metadata.title.as_ref().and_then(|title| match title.origin {
        Origin::Text(span) => Some(span),
        _ => None,
    });
    let in_text = |(span, date)| Stated::new(date, Origin::Text(span));
    let mut dated = fields.iter().filter(|(key, _)| is_date_key(key));
    let numeric = dated.find_map(|(_, span)| {
        let span = span.trimmed(text);
        head::numeric(span.of(text), text).map(|date| (span, date))
    });
    let stated = numeric.or_else(|| head::stated(text, title)).or(beside).map(in_text);
    stated.or_else(|| date_in_name(name))
}

/// Takes one field by its usual name, if it says something and nothing said it before.
pub(super) fn set(metadata: &mut Metadata, key: &str, value: &str, origin: Origin) {
    if !value.chars().any(char::is_alphanumeric) {
        return;
    }
    let words = || Stated::new(clipped(value), origin);
    match key {
        "title" | "headline" | "subject" | "subj" => {
            metadata.title.get_or_insert_with(words);
        }
        "source" | "publisher" | "site" | "agency" | "publication" => {
            metadata.source.get_or_insert_with(words);
        }
        key if is_author_key(key) && metadata.authors.len() < 64 => {
            metadata.authors.push(words());
        }
        "language" | "lang" => {
            metadata.language.get_or_insert_with(words);
        }
        key if is_date_key(key) => set_date(metadata, value, origin),
        _ => {}
    }
}

fn set_date(metadata: &mut Metadata, value: &str, origin: Origin) {
    let value = value.get(..400).unwrap_or(value);
    let date = parse_date(value).or_else(|| dates(value).next().map(|(_, date)| date));
    if let (None, Some(date)) = (&metadata.date, date) {
        metadata.date = Some(Stated::new(date, origin));
    }
}

fn is_author_key(key: &str) -> bool {
    matches!(key, "author" | "authors" | "by" | "from")
}

fn is_date_key(key: &str) -> bool {
    const KEYS: [&str; 38] = [
        "date",
        "dtg",
        "published",
        "issued",
        "date of issue",
        "updated",
        "date of report",
        "date of publication",
        "publication date",
        "release date",
        "date issued",
        "last updated",
        "posted",
        "datum",
        "stand",
        "veröffentlicht",
        "veröffentlicht am",
        "erscheinungsdatum",
        "date de publication",
        "publié le",
        "fecha",
        "fecha de publicación",
        "publicado",
        "publicado el",
        "дата",
        "дата публикации",
        "опубликовано",
        "обновлено",
        "дата публікації",
        "опубліковано",
        "оновлено",
        "日期",
        "日 期",
        "发布日期",
        "发布时间",
        "发表时间",
        "更新时间",
        "发表日期",
    ];
    KEYS.contains(&key)
}

fn date_in_name(name: &Path) -> Option<Stated<Date>> {
    let stem = name.file_stem()?.to_string_lossy().replace('_', " ");
    let (_, date) = dates(&stem).next()?;
    Some(Stated::new(date, Origin::FileName))
}

pub(super) fn clipped(words: &str) -> CleanText {
    let words: Vec<&str> = words.split_whitespace().take(MAX_CHARS).collect();
    let line: String = words.join(" ").chars().take(MAX_CHARS).collect();
    CleanText::line(&line)
}
