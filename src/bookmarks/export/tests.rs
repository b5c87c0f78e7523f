//! Exports of bookmarks with every kind of difficult text in them.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::bookmarks::{
    Anchor, Citation, FilePath, Id, Identity, Placement, Rivals, Stamp, from_bytes,
};
use crate::text::CleanText;

const NASTY: &str =
    "=cmd|'/c calc'!A1\n* head\n#+end_quote\n[x](javascript:1) <b> `c` **d** \\alpha $x$";

fn mark(quote: &str) -> Bookmark {
    let mut bookmark = Bookmark { id: Id::new(Stamp::new(9), 1), ..Bookmark::default() };
    bookmark.anchor.quote = quote.into();
    bookmark.anchor.document.path.0 = "a/b.txt".into();
    bookmark.citation.title = quote.into();
    bookmark.note = quote.into();
    bookmark.labels = vec!["one two".into()];
    bookmark
}

#[test]
fn no_form_lets_a_control_character_through() {
    let marks = [mark("a\u{1b}[31mb\u{9b}c\u{202e}d\u{7f}\r\0"), mark("x")];
    for (name, format) in Format::ALL {
        let text = export(format, &marks).replace("\r\n", "\n");
        assert_eq!(text, CleanText::text(text.clone()).as_str(), "{name}");
        assert!(text.ends_with('\n'), "{name}");
    }
}

#[test]
fn spreadsheets_find_nothing_to_calculate() {
    let text = export(Format::Csv, &[mark("=1+1 \"x\""), mark(" @x"), mark("\t-1")]);
    assert!(text.contains("\"'=1+1 \"\"x\"\"\"") && text.contains("\"' @x\""), "{text}");
    assert!(!text.contains("\"=") && !text.contains("\"\t"), "{text}");
    assert_eq!(text.matches("\r\n").count(), 4);
}

#[test]
fn markdown_shows_the_words_and_nothing_else() {
    let text = export(Format::Markdown, &[mark(NASTY)]);
    let mut shown = String::new();
    for event in pulldown_cmark::Parser::new(&text) {
        use pulldown_cmark::{Event, Tag};
        match event {
            Event::Text(words) => shown.push_str(&words),
            Event::SoftBreak => shown.push('\n'),
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis | Tag::List(_)) => {
                panic!("{text}")
            }
            Event::Html(_) | Event::InlineHtml(_) => panic!("{text}"),
            _ => {}
        }
    }
    assert!(shown.contains(NASTY), "{shown}\n{text}");
}

#[test]
fn org_keeps_headlines_and_blocks_apart_from_words() {
    let text = export(Format::Org, &[mark(NASTY)]);
    assert_eq!(text.lines().filter(|line| line.starts_with('*')).count(), 2, "{text}");
    assert_eq!(text.lines().filter(|line| line.starts_with("#+end_quote")).count(), 1, "{text}");
    assert!(text.lines().any(|line| line.ends_with(":one_two:")), "{text}");
}

#[test]
fn annotations_have_the_members_that_the_model_requires() {
    let json: Value = serde_json::from_str(&export(Format::Annotation, &[mark(NASTY)])).unwrap();
    let note = &json[0];
    assert_eq!(note["@context"], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(note["type"], "Annotation");
    assert!(note["id"].as_str().unwrap().starts_with("urn:"));
    assert_eq!(note["target"]["source"], "a/b.txt");
    assert_eq!(note["target"]["selector"][0]["exact"], NASTY);
    assert_eq!(note["target"]["selector"][1]["start"], 0);
    assert_eq!(note["target"]["selector"][1]["end"], NASTY.chars().count());
}

/// What an annotation lacks of what the Web Annotation Data Model requires (sections 3.1, 3.2.4,
/// 4.2.4 and 4.2.5): members, how often they may be there, and the form of their values.
fn lacking(note: &Value) -> Vec<&'static str> {
    const MOTIVATIONS: [&str; 2] = ["bookmarking", "commenting"];
    let iri = |value: &Value| {
        let plain = |c: char| c.is_ascii_graphic() && !"<>\"{}|\\^`".contains(c);
        value.as_str().is_some_and(|iri| !iri.is_empty() && iri.chars().all(plain))
    };
    let moment = |value: &Value| value.as_str().and_then(Stamp::parse).is_some();
    let bodies = note["body"].as_array().cloned().unwrap_or_default();
    let textual = |body: &Value| body["type"] == "TextualBody" && body["value"].is_string();
    let [quote, position] = [0, 1].map(|n| &note["target"]["selector"][n]);
    let number = |member: &str| position[member].as_u64();
    let checks = [
        ("context", note["@context"] == "http://www.w3.org/ns/anno.jsonld"),
        ("id", iri(&note["id"]) && note["id"].as_str().is_some_and(|id| id.contains(':'))),
        ("type", note["type"] == "Annotation"),
        ("motivation", note["motivation"].as_str().is_some_and(|m| MOTIVATIONS.contains(&m))),
        ("created", moment(&note["created"]) && moment(&note["modified"])),
        ("body", bodies.iter().all(textual)),
        ("source", iri(&note["target"]["source"])),
        ("exact", quote["type"] == "TextQuoteSelector" && quote["exact"].is_string()),
        ("prefix", quote["prefix"].is_string() && quote["suffix"].is_string()),
        ("position", position["type"] == "TextPositionSelector" && number("start").is_some()),
        ("order", number("start") <= number("end") && number("end").is_some()),
    ];
    checks.into_iter().filter(|(_, there)| !there).map(|(member, _)| member).collect()
}

#[test]
fn annotations_of_other_programs_become_bookmarks() {
    let text = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[
        {"id":"http://example.org/1","type":"Annotation","body":{"type":"TextualBody","value":"so"},
         "target":{"source":"file:///a%20b.txt","selector":{"type":"TextQuoteSelector","exact":"Q"}}},
        {"id":"http://example.org/2","type":"Annotation","target":"http://example.org/page"}]}"#;
    let imported = import(text);
    let mark = &imported.bookmarks[0];
    assert_eq!((mark.anchor.quote.as_str(), mark.note.as_str()), ("Q", "so"));
    assert_eq!(mark.anchor.document.path, FilePath("/a b.txt".into()));
    assert_eq!((imported.bookmarks.len(), imported.problems.len()), (1, 1));
}

#[test]
fn lines_that_are_no_bookmarks_are_named() {
    let text = format!("{}\nnonsense\n\n{{}}\n", json_line(&mark("q")));
    let imported = import(&text);
    assert_eq!((imported.bookmarks.len(), imported.problems.len()), (1, 2));
    assert!(imported.problems[0].starts_with("Line 2 is not a bookmark"));
}

fn text() -> impl Strategy<Value = String> {
    "(\\PC|[\n\t\"\\\\*=<,é—]){0,40}".prop_map(|text| CleanText::text(text).as_str().to_owned())
}

fn line() -> impl Strategy<Value = String> {
    text().prop_map(|text| CleanText::line(&text).as_str().to_owned())
}

fn anchors() -> impl Strategy<Value = Anchor> {
    let path = prop::collection::vec(1_u8..=255, 1..20);
    let place = (any::<u32>(), any::<u16>()).prop_map(|(before, rival)| Placement {
        before: before as usize,
        rival,
        rivals: Some(Rivals { beside: vec![[before, 7]], ..Rivals::default() }),
        ..Placement::default()
    });
    (
        text(),
        text(),
        any::<u32>(),
        prop::option::of(place),
        path,
        prop::collection::vec(text(), 0..3),
    )
        .prop_map(|(quote, prefix, offset, place, path, headings)| Anchor {
            suffix: quote.clone(),
            quote,
            prefix,
            offset: offset as usize,
            scalar: offset as usize / 2,
            headings,
            place,
            document: Identity { path: FilePath(from_bytes(path)), ..Identity::default() },
            ..Anchor::default()
        })
}

fn bookmarks() -> impl Strategy<Value = Bookmark> {
    let labels = prop::collection::vec(line(), 0..3);
    (anchors(), text(), labels, line(), 0_i64..4_000_000_000_000, any::<u64>()).prop_map(
        |(anchor, note, labels, title, time, chance)| {
            let mut bookmark = Bookmark {
                id: Id::new(Stamp::new(time), chance),
                labels,
                note,
                created: Stamp::new(time),
                modified: Stamp::new(time + 5),
                citation: Citation {
                    author: title.clone(),
                    title,
                    paragraph: 3,
                    ..Citation::default()
                },
                anchor,
                ..Bookmark::default()
            };
            bookmark.extra.insert("later".into(), Value::from(chance));
            bookmark
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_annotation_has_what_the_model_requires(
        marks in prop::collection::vec(bookmarks(), 1..3),
    ) {
        let json: Value = serde_json::from_str(&export(Format::Annotation, &marks)).unwrap();
        for note in json.as_array().unwrap() {
            prop_assert_eq!(lacking(note), Vec::<&str>::new(), "{}", note);
        }
        let other: Value = serde_json::from_str("[{}]").unwrap();
        prop_assert_eq!(lacking(&other[0]).len(), 10);
    }

    #[test]
    fn what_was_exported_comes_back_the_same(marks in prop::collection::vec(bookmarks(), 0..4)) {
        for format in [Format::JsonLines, Format::Annotation] {
            let mut imported = import(&export(format, &marks));
            prop_assert!(imported.problems.is_empty());
            let mut marks = marks.clone();
            marks.sort_by(|a, b| a.id.cmp(&b.id));
            imported.bookmarks.sort_by(|a, b| a.id.cmp(&b.id));
            prop_assert_eq!(imported.bookmarks, marks);
        }
    }
}
