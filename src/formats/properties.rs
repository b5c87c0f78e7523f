//! What office documents and books say about themselves in a part of their own: title, authors,
//! dates. Takes no word for it that programs fill in by themselves.

use super::metadata;
use super::xml::{Node, Xml};
use crate::document::{Metadata, Origin, Parts, dates, parse_date};
use crate::text::CleanText;

/// Fields of a document at most.
const MAX_FIELDS: usize = 256;

/// Bytes of a field at most.
const MAX_BYTES: usize = 4_000;

/// Words that stand in a title or an author's field because nobody wrote anything there.
const EMPTY_WORDS: [&str; 14] = [
    "untitled",
    "document",
    "document1",
    "dokument1",
    "powerpoint presentation",
    "word document",
    "administrator",
    "admin",
    "user",
    "unknown",
    "microsoft office user",
    "author",
    "microsoft",
    "company",
];

/// The name of a field with the date of issue.
pub(super) const ISSUED: &str = "issued";

/// A field's name without prefix, and its words.
pub(super) type Field = (String, String);

/// The elements with words in a part of properties, in order.
pub(super) fn read(source: &str) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut name = String::new();
    for node in Xml::new(source) {
        match node {
            Node::Start(tag) => {
                // `<property name="Publisher"><vt:lpwstr>` says in an attribute what it is.
                if tag.name() != "lpwstr" {
                    let given = tag.get("name").map(|name| name.to_lowercase());
                    // A date that somebody gave a name to is no date of saving.
                    let given = given.map(|name| if name == "date" { ISSUED.into() } else { name });
                    name = given.unwrap_or_else(|| tag.name().to_lowercase());
                    fields.push((name.clone(), String::new()));
                }
            }
            Node::Words(words) => match fields.last_mut().filter(|field| field.0 == name) {
                Some(field) if field.1.len() + words.len() <= MAX_BYTES => field.1.push_str(&words),
                _ => {}
            },
            Node::End(_) => name.clear(),
        }
        if fields.len() > MAX_FIELDS {
            break;
        }
    }
    fields.retain(|(_, words)| !words.trim().is_empty());
    fields
}

/// Takes what the fields say of title, authors, source, language and dates.
pub(super) fn apply(parts: &mut Parts, fields: &[Field]) {
    let metadata = &mut parts.metadata;
    for (name, words) in fields {
        let words = words.trim();
        match name.as_str() {
            "title" if !is_empty_word(words) => set(metadata, "title", words),
            "initial-creator" | "creator" | "author" => authors(metadata, words),
            "publisher" | "source" | "company" if !is_empty_word(words) => {
                set(metadata, "source", words);
            }
            ISSUED => set(metadata, "date", words),
            "language" => set(metadata, "language", words),
            "created" | "creation-date" | "date" | "modified" => saved(metadata, words),
            _ => {}
        }
    }
}

fn set(metadata: &mut Metadata, key: &str, words: &str) {
    metadata::set(metadata, key, words, Origin::Format);
}

/// Several names stand in one field with semicolons between them.
fn authors(metadata: &mut Metadata, words: &str) {
    for name in words.split(';').map(str::trim).take(64) {
        let known = |author: &CleanText| author.eq_ignore_ascii_case(name);
        if !is_empty_word(name) && !metadata.authors.iter().any(|author| known(&author.value)) {
            set(metadata, "author", name);
        }
    }
}

/// The earliest date of saving: later ones are of corrections and copies.
fn saved(metadata: &mut Metadata, words: &str) {
    let date = parse_date(words).or_else(|| dates(words).next().map(|(_, date)| date));
    let date = date.filter(|date| date.year() > 1980);
    metadata.saved = match (metadata.saved, date) {
        (Some(known), Some(date)) => Some(known.min(date)),
        (known, date) => known.or(date),
    };
}

fn is_empty_word(words: &str) -> bool {
    let small = words.to_lowercase();
    let file = small.rsplit_once('.').is_some_and(|(_, ending)| {
        matches!(ending, "doc" | "docx" | "odt" | "rtf" | "dot" | "dotx" | "pdf" | "txt")
    });
    small.starts_with("microsoft word") || file || EMPTY_WORDS.contains(&small.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(source: &str) -> Metadata {
        let mut parts = Parts::default();
        apply(&mut parts, &read(source));
        parts.metadata
    }

    #[test]
    fn title_authors_and_the_earliest_date_are_taken() {
        let metadata = applied(
            "<cp:coreProperties><dc:title>Range &amp; reach</dc:title>\
             <dc:creator>Ann Lee; Bo Day; ann lee</dc:creator>\
             <dcterms:modified>2024-05-04T10:00:00Z</dcterms:modified>\
             <dcterms:created>2024-05-03T09:30:00Z</dcterms:created></cp:coreProperties>",
        );
        assert_eq!(&*metadata.title.unwrap().value, "Range & reach");
        let authors: Vec<_> = metadata.authors.iter().map(|author| &*author.value).collect();
        assert_eq!(authors, ["Ann Lee", "Bo Day"]);
        assert_eq!(metadata.saved.unwrap().to_string(), "2024-05-03T09:30Z");
        let named =
            applied("<p><property name=\"date\"><vt:lpwstr>2024-05-02</vt:lpwstr></property></p>");
        assert_eq!(named.date.unwrap().value.to_string(), "2024-05-02");
    }

    #[test]
    fn who_issued_it_stands_in_fields_of_several_names() {
        for source in [
            "<p><Company>The desk</Company></p>",
            "<p><property name=\"Source\"><vt:lpwstr>The desk</vt:lpwstr></property></p>",
            "<p><meta:user-defined meta:name=\"publisher\">The desk</meta:user-defined></p>",
        ] {
            assert_eq!(&*applied(source).source.unwrap().value, "The desk", "{source}");
        }
    }

    #[test]
    fn what_programs_fill_in_says_nothing() {
        let metadata = applied(
            "<p><title>Microsoft Word - a.doc</title><creator>Administrator</creator>\
             <created>1601-01-01T00:00:00Z</created></p>",
        );
        assert!(metadata.title.is_none() && metadata.authors.is_empty());
        assert!(metadata.saved.is_none());
    }
}
