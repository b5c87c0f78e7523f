//! The W3C Web Annotation Data Model as JSON-LD: an array of annotations, each complete in itself
//! with a TextQuoteSelector and a TextPositionSelector. Reads single annotations, arrays and pages.

use serde_json::{Map, Value, json};

use super::{Imported, by_document, json_line};
use crate::bookmarks::{Anchor, Bookmark, FilePath, Fingerprint, Id, Stamp, from_bytes};
use crate::text::CleanText;

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// What comes before a bookmark's name to make an IRI of it.
const URN: &str = "urn:briefbook:bookmark:";

/// The member that holds what the model has no place for, as a JSON literal of JSON-LD 1.1.
const REST: &str = "urn:briefbook:record";

/// An array of annotations.
pub fn write(bookmarks: &[Bookmark]) -> String {
    let lines: Vec<_> =
        by_document(bookmarks).into_iter().map(|b| json_line(&annotation(b))).collect();
    if lines.is_empty() { "[]\n".into() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}

/// The annotations of `text`; `None` if it is no JSON-LD.
pub fn read(text: &str) -> Option<Imported> {
    let value: Value = serde_json::from_str(text).ok()?;
    let items = match &value {
        Value::Array(items) => items.as_slice(),
        Value::Object(object) if object.contains_key("@context") => page(object, &value)?,
        _ => return None,
    };
    let mut imported = Imported::default();
    for (at, item) in items.iter().enumerate() {
        match bookmark(item) {
            Some(bookmark) => imported.bookmarks.push(bookmark),
            None => {
                let problem = format!("Annotation {} quotes no text and was left out.", at + 1);
                imported.problems.push(CleanText::line(&problem));
            }
        }
    }
    Some(imported)
}

/// The annotations of a collection, a page, or the one that there is.
fn page<'a>(object: &'a Map<String, Value>, whole: &'a Value) -> Option<&'a [Value]> {
    let page = object.get("first").and_then(Value::as_object).unwrap_or(object);
    match page.get("items") {
        Some(Value::Array(items)) => Some(items),
        _ => Some(std::slice::from_ref(whole)),
    }
}

fn annotation(bookmark: &Bookmark) -> Value {
    let anchor = &bookmark.anchor;
    let mut body: Vec<Value> =
        bookmark.labels.iter().map(|label| textual(label, "tagging")).collect();
    if !bookmark.note.is_empty() {
        body.push(textual(&bookmark.note, "commenting"));
    }
    if let Some(was) = bookmark.first_words() {
        body.push(textual(&format!("was: {was}"), "describing"));
    }
    json!({
        "@context": CONTEXT,
        "id": format!("{URN}{}", bookmark.id),
        "type": "Annotation",
        "motivation": if bookmark.note.is_empty() { "bookmarking" } else { "commenting" },
        "created": bookmark.created,
        "modified": bookmark.modified,
        "body": body,
        "target": {
            "source": iri(&anchor.document.path),
            "selector": [
                {"type": "TextQuoteSelector", "exact": anchor.quote, "prefix": anchor.prefix, "suffix": anchor.suffix},
                {"type": "TextPositionSelector", "start": anchor.scalar, "end": anchor.scalar + anchor.quote.chars().count()},
            ],
        },
        REST: {"@type": "@json", "@value": bookmark},
    })
}

fn textual(value: &str, purpose: &str) -> Value {
    json!({"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose})
}

/// A bookmark from an annotation: what the model says, over what only we say.
fn bookmark(item: &Value) -> Option<Bookmark> {
    let target = item.get("target").map(first)?;
    let selectors = target.get("selector").map(list).unwrap_or_default();
    let named = |kind: &str| {
        selectors.iter().copied().find(|selector| selector.get("type").is_some_and(|t| t == kind))
    };
    let quote = named("TextQuoteSelector")?;
    let kept = item.get(REST).and_then(|rest| rest.get("@value")).cloned();
    let mut bookmark: Bookmark =
        kept.and_then(|kept| serde_json::from_value(kept).ok()).unwrap_or_default();
    let anchor = &mut bookmark.anchor;
    let before = anchor.quote.clone();
    anchor.quote = words(quote, "exact")?;
    anchor.prefix = words(quote, "prefix").unwrap_or_default();
    anchor.suffix = words(quote, "suffix").unwrap_or_default();
    if anchor.quote != before {
        forget_place(anchor);
    }
    let start = named("TextPositionSelector").and_then(|s| s.get("start")).and_then(Value::as_u64);
    anchor.scalar = start.and_then(|start| start.try_into().ok()).unwrap_or(anchor.scalar);
    let source = target.get("source").and_then(Value::as_str).or(target.as_str())?;
    anchor.document.path = path(source);
    describe(&mut bookmark, item);
    Some(bookmark)
}

fn forget_place(anchor: &mut Anchor) {
    (anchor.place, anchor.old_place) = (None, None);
}

fn describe(bookmark: &mut Bookmark, item: &Value) {
    let bodies = item.get("body").map(list).unwrap_or_default();
    let of = |purpose: &str| {
        let matching = bodies.iter().filter(move |body| {
            body.get("purpose").and_then(Value::as_str).unwrap_or("commenting") == purpose
        });
        matching
            .filter_map(|body| words(body, "value").or_else(|| body.as_str().map(str::to_owned)))
            .collect::<Vec<_>>()
    };
    bookmark.labels = of("tagging");
    bookmark.note = of("commenting").join("\n");
    let stamp = |name: &str| item.get(name).and_then(Value::as_str).and_then(Stamp::parse);
    bookmark.created = stamp("created").unwrap_or(bookmark.created);
    bookmark.modified = stamp("modified").unwrap_or(bookmark.created);
    bookmark.id = name(item, bookmark);
}

/// Our own name of it, or one made from the annotation's.
fn name(item: &Value, bookmark: &Bookmark) -> Id {
    let iri = item.get("id").and_then(Value::as_str).unwrap_or(&bookmark.anchor.quote);
    let own = iri.strip_prefix(URN).and_then(|id| id.parse().ok());
    let number = u64::from(Fingerprint::of(iri.as_bytes()).short());
    own.unwrap_or_else(|| Id::new(bookmark.created, number))
}

fn words(value: &Value, member: &str) -> Option<String> {
    value.get(member).and_then(Value::as_str).map(str::to_owned)
}

fn first(value: &Value) -> &Value {
    value.as_array().and_then(|list| list.first()).unwrap_or(value)
}

fn list(value: &Value) -> Vec<&Value> {
    value.as_array().map_or_else(|| vec![value], |list| list.iter().collect())
}

/// The file as an IRI: `file://` for a full path, a relative reference for another (RFC 3986).
fn iri(path: &FilePath) -> String {
    let bytes = path.0.as_os_str().as_encoded_bytes();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let escaped: String = bytes
        .iter()
        .map(
            |&byte| {
                if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
            },
        )
        .collect();
    if escaped.starts_with('/') { format!("file://{escaped}") } else { escaped }
}

fn path(iri: &str) -> FilePath {
    let escaped = iri.strip_prefix("file://").unwrap_or(iri).as_bytes();
    let mut bytes = Vec::with_capacity(escaped.len());
    let mut at = 0;
    while let Some(&byte) = escaped.get(at) {
        let digits = escaped.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        let code = digits.filter(|_| byte == b'%').and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    FilePath(from_bytes(bytes))
}
