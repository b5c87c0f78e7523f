//! Keys and values at the head of a file: a block between `---` or `+++` lines, or header lines
//! such as "Date: ...". Simple values and lists only; nothing is expanded or included.

use crate::text::Span;

/// Front matter longer than this is text.
const MAX_BYTES: usize = 64 << 10;

/// Values of one list at most.
const MAX_VALUES: usize = 64;

/// A key in small letters and its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// The key.
    pub key: String,
    /// Its values, at least one.
    pub values: Vec<String>,
}

/// The fields at the head of `text` and where the text goes on after them.
pub(super) fn split(text: &str) -> Option<(Vec<Field>, usize)> {
    let mut lines = text.split_inclusive('\n');
    let fence = lines.next()?.trim_end();
    let separator = match fence {
        "---" => ':',
        "+++" => '=',
        _ => return None,
    };
    let mut at = text.split_inclusive('\n').next()?.len();
    let mut fields: Vec<Field> = Vec::new();
    for line in lines {
        at += line.len();
        let words = line.trim_end();
        if words == fence || fence == "---" && words == "..." {
            return (!fields.is_empty()).then_some((fields, at));
        }
        if at > MAX_BYTES || !take(&mut fields, words, separator) {
            return None;
        }
    }
    None
}

/// Takes one line in; false if no front matter looks like that.
fn take(fields: &mut Vec<Field>, line: &str, separator: char) -> bool {
    let words = line.trim();
    if words.is_empty()
        || words.starts_with(['#', ']', '['])
        || line.starts_with(' ') && !words.starts_with("- ")
    {
        return true;
    }
    if let Some(value) = words.strip_prefix("- ") {
        if let Some(field) = fields.last_mut().filter(|f| f.values.len() < MAX_VALUES) {
            field.values.extend(unquoted(value));
        }
        return !fields.is_empty();
    }
    let Some((key, value)) = words.split_once(separator) else {
        return false;
    };
    let known =
        key.trim().chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.' | '"'));
    let values = values(value.trim());
    fields.push(Field { key: key.trim().trim_matches('"').to_lowercase(), values });
    known
}

fn values(value: &str) -> Vec<String> {
    match value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
        Some(list) => list.split(',').take(MAX_VALUES).filter_map(unquoted).collect(),
        None => unquoted(value).into_iter().collect(),
    }
}

fn unquoted(value: &str) -> Option<String> {
    let value = value.trim();
    let inner = ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote).and_then(|v| v.strip_suffix(quote)));
    let value = inner.unwrap_or(value);
    (!value.is_empty()).then(|| value.to_owned())
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
    let (key, rest) = words.split_once(':')?;
    let known = key.len() <= 24 && key.chars().all(|c| c.is_alphabetic() || c == ' ');
    (known && !rest.trim().is_empty())
        .then(|| (key.trim().to_lowercase(), value(indent + key.len() + 1)))
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
    }

    #[test]
    fn header_lines_have_spans() {
        let text = "Title: Test\nBY Jane Doe\nNo header here.\nDTG: 221330ZJUL23\n";
        let found = header_lines(text);
        let keys: Vec<&str> = found.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["title", "author", "dtg"]);
        assert_eq!(found[1].1.trimmed(text).of(text), "Jane Doe");
    }
}
