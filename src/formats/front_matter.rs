//! Keys and values at the head of a file: a block of YAML between `---` lines, of TOML between `+++`
//! lines, an object of JSON, or header lines such as "Date: ...". Values that are words only; nothing is
//! expanded or included.

mod field;
mod yaml;

use serde_json::Value;

use crate::text::Span;
pub(super) use field::Field;
use field::{MAX_VALUES, field};

/// Front matter longer than this is text.
const MAX_BYTES: usize = 64 << 10;

/// The fields at the head of `text` and where the text goes on after them.
pub(super) fn split(text: &str) -> Option<(Vec<Field>, usize)> {
    if text.starts_with('{') {
        return json(text);
    }
    let fence = text.split('\n').next()?.trim_end();
    if !matches!(fence, "---" | "+++") {
        return None;
    }
    let start = text.split_inclusive('\n').next()?.len();
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        let words = line.trim_end();
        if words == fence || fence == "---" && words == "..." {
            let block = text.get(start..at)?;
            let fields = if fence == "+++" { toml(block) } else { yaml::fields(block, ':') }?;
            return (!fields.is_empty()).then_some((fields, at + line.len()));
        }
        at += line.len();
        if at > MAX_BYTES {
            return None;
        }
    }
    None
}

/// An object of JSON with a line of its own for its end.
fn json(text: &str) -> Option<(Vec<Field>, usize)> {
    let most = text.floor_char_boundary(MAX_BYTES);
    let mut values = serde_json::Deserializer::from_str(text.get(..most)?).into_iter::<Value>();
    let Value::Object(object) = values.next()?.ok()? else { return None };
    let end = values.byte_offset();
    let rest = text.get(end..)?;
    let line = rest.split('\n').next().unwrap_or_default();
    let fields = object.iter().map(|(key, value)| field(key, json_words(value)));
    let fields: Vec<Field> = fields.collect();
    let blank = line.trim().is_empty() && text.get(..end)?.contains('\n');
    (blank && !fields.is_empty()).then_some((fields, (end + line.len() + 1).min(text.len())))
}

fn json_words(value: &Value) -> Vec<String> {
    match value {
        Value::String(words) => vec![words.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(values) => values.iter().take(MAX_VALUES).flat_map(json_words).collect(),
        Value::Object(object) => object.get("name").map(json_words).unwrap_or_default(),
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

fn toml(block: &str) -> Option<Vec<Field>> {
    match block.parse::<toml::Table>() {
        Ok(table) => Some(table.iter().map(|(key, value)| field(key, toml_words(value))).collect()),
        Err(_) => yaml::fields(block, '='),
    }
}

fn toml_words(value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::String(words) => vec![words.clone()],
        toml::Value::Integer(number) => vec![number.to_string()],
        toml::Value::Datetime(date) => vec![date.to_string()],
        toml::Value::Array(values) => values.iter().take(MAX_VALUES).flat_map(toml_words).collect(),
        toml::Value::Table(table) => table.get("name").map(toml_words).unwrap_or_default(),
        toml::Value::Float(_) | toml::Value::Boolean(_) => Vec::new(),
    }
}

/// Header lines near the top of a text: key in small letters and the span of the value.
pub(super) fn header_lines(text: &str) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n').take(200) {
        if at > 4000 {
            break;
        }
        if line.len() < 400 {
            found.extend(header(line, at));
        }
        at += line.len();
    }
    found
}

fn header(line: &str, start: usize) -> Option<(String, Span)> {
    let value = |from: usize| Span::new(start + from, start + line.len());
    let words = line.trim_start();
    let indent = line.len() - words.len();
    for (prefix, key) in [
        ("By ", "author"),
        ("BY ", "author"),
        ("FM ", "source"),
        ("Published ", "date"),
        ("SUBJ ", "subject"),
    ] {
        if words.strip_prefix(prefix).is_some_and(|rest| {
            rest.len() < 100
                && rest.starts_with(|c: char| c.is_uppercase())
                && !rest.trim_end().ends_with(['.', ','])
        }) {
            return Some((key.to_owned(), value(indent + prefix.len())));
        }
    }
    let colon = words.find([':', '：'])?;
    let (key, rest) = words.split_at_checked(colon)?;
    let sign = rest.chars().next().map_or(1, char::len_utf8);
    let rest = rest.get(sign..)?;
    let known = key.len() <= 48
        && key.chars().count() <= 24
        && key.chars().all(|c| c.is_alphabetic() || c == ' ');
    (known && !rest.trim().is_empty())
        .then(|| (key.trim().to_lowercase(), value(indent + key.len() + sign)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_keys_and_lists_are_read() {
        let text = "---\ntitle: \"A: B\"\nauthors: [Jane Doe, 'John Roe']\ntags:\n  - x\n---\nBody";
        let (fields, at) = split(text).unwrap();
        assert_eq!(&text[at..], "Body");
        assert_eq!(fields[0].values, ["A: B"]);
        assert_eq!(fields[1].values, ["Jane Doe", "John Roe"]);
        assert_eq!(fields[2].values, ["x"]);
        let (fields, _) = split("+++\ntitle = 'T'\n+++\n").unwrap();
        assert_eq!(fields[0].key, "title");
    }

    #[test]
    fn what_is_not_closed_or_not_keys_is_text() {
        assert!(split("---\ntitle: A\n").is_none());
        assert!(split("---\nsome words\n---\n").is_none());
        assert!(split("title: A\n").is_none());
        for text in ["{ words in braces }\n", "{}\n\nx", "{\"a\": 1} and more\n", "{\"a\": 1"] {
            assert!(split(text).is_none(), "{text}");
        }
    }

    #[test]
    fn json_and_toml_are_read() {
        let text = "{\n \"Title\": \"Pier\",\n \"author\": [{\"name\": \"Mira Holt\"}, \"Jan\"],\n \"draft\": true\n}\n\nBody.";
        let (fields, at) = split(text).unwrap();
        assert_eq!(&text[at..], "\nBody.");
        let of = |key: &str| fields.iter().find(|f| f.key == key).map(|f| f.values.join("|"));
        assert_eq!(of("title").unwrap(), "Pier");
        assert_eq!(of("author").unwrap(), "Mira Holt|Jan");
        let text = "+++\ntitle = \"\"\"Launchers on\nthe pier\"\"\"\ndate = 2024-09-03\n[author]\nname = \"Jan\"\n+++\nx";
        let (fields, _) = split(text).unwrap();
        let of = |key: &str| fields.iter().find(|f| f.key == key).map(|f| f.values.join("|"));
        assert_eq!(of("title").unwrap(), "Launchers on\nthe pier");
        assert_eq!(
            (of("date").unwrap(), of("author").unwrap()),
            ("2024-09-03".into(), "Jan".into())
        );
    }

    #[test]
    fn header_lines_have_spans() {
        let text = "Title: Test\nBY Jane Doe\nNo header here.\nDTG: 221330ZJUL23\nДата: 5 марта\n日期：今天\n";
        let found = header_lines(text);
        let keys: Vec<&str> = found.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["title", "author", "dtg", "дата", "日期"]);
        assert_eq!(found[1].1.trimmed(text).of(text), "Jane Doe");
        assert_eq!(found[4].1.trimmed(text).of(text), "今天");
    }
}
