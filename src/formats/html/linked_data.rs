//! What a page states for search engines as JSON-LD: title, date, source, authors, sometimes its whole
//! text. Read as far as it goes where it breaks the rules of JSON, as those who read it do.

use std::borrow::Cow;

use dom_query::Document as Page;
use serde_json::{Map, Value};

/// Blocks of JSON-LD and objects in them that are looked at.
const MOST: usize = 200;

/// Bytes of a block that is mended at most.
const LONGEST: usize = 4 << 20;

/// The objects that stand for articles and reports.
pub(super) struct LinkedData {
    articles: Vec<Map<String, Value>>,
}

impl LinkedData {
    /// What a page states.
    pub(super) fn of(page: &Page) -> Self {
        let mut articles = Vec::new();
        for script in page.select("script[type='application/ld+json']").nodes().iter().take(MOST) {
            let value = lenient(&script.text());
            let objects = value.as_ref().map(objects).unwrap_or_default();
            let found = objects.into_iter().filter(|object| is_article(object.get("@type")));
            articles.extend(found.take(MOST).cloned());
        }
        Self { articles }
    }

    /// The words under a key of each object, entities decoded.
    pub(super) fn words(&self, key: &str) -> Vec<String> {
        let found = self.articles.iter().filter_map(|object| object.get(key)?.as_str());
        found.map(|words| decoded(words).into_owned()).collect()
    }

    /// The names of persons or organisations under a key.
    pub(super) fn names(&self, key: &str) -> Vec<String> {
        let found = self.articles.iter().flat_map(|object| names(object.get(key)));
        found.map(|name| decoded(&name).into_owned()).collect()
    }

    /// The longest text that an object states as its own.
    pub(super) fn body(&self) -> Option<&str> {
        let texts = ["articleBody", "text"].into_iter().flat_map(|key| {
            self.articles.iter().filter_map(move |object| object.get(key)?.as_str())
        });
        texts.max_by_key(|text| text.len()).filter(|text| !text.trim().is_empty())
    }
}

/// The objects of a block that stand for pages: itself, those of a list, those of a graph.
fn objects(value: &Value) -> Vec<&Map<String, Value>> {
    let mut found = Vec::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop().filter(|_| found.len() < MOST) {
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev().take(MOST)),
            Value::Object(object) => {
                found.push(object);
                waiting.extend(object.get("@graph"));
                waiting.extend(object.get("mainEntity"));
            }
            _ => {}
        }
    }
    found
}

fn is_article(kind: Option<&Value>) -> bool {
    let is = |kind: &str| {
        ["Article", "Report", "BlogPosting", "ScholarlyArticle"]
            .iter()
            .any(|end| kind.ends_with(end))
    };
    match kind {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

/// Names of one or several persons or organisations, given as words or as objects.
fn names(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(name)) => vec![name.clone()],
        Some(Value::Object(object)) => {
            object.get("name").and_then(Value::as_str).map(str::to_owned).into_iter().collect()
        }
        Some(Value::Array(values)) => values
            .iter()
            .take(64)
            .flat_map(|value| names(Some(value)).into_iter().take(1))
            .collect(),
        _ => Vec::new(),
    }
}

/// Words whose entities are decoded once more: what was written as HTML before it became JSON, or an
/// attribute.
pub(super) fn decoded(words: &str) -> Cow<'_, str> {
    let begins = |rest: &str| {
        let end = rest.bytes().take(12).position(|b| b == b';');
        let name = end.and_then(|end| rest.get(..end)).unwrap_or_default();
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')
    };
    if !words.split('&').skip(1).any(begins) {
        return Cow::Borrowed(words);
    }
    let plain = words.replace('<', "&lt;");
    Cow::Owned(Page::fragment(plain).root().text().to_string())
}

/// Reads JSON that people and programs wrote by hand: with line breaks inside of strings, commas too
/// many, cut off.
fn lenient(raw: &str) -> Option<Value> {
    let text = raw.trim().trim_start_matches("<!--").trim_start_matches("<![CDATA[");
    let text = text.trim_end_matches("-->").trim_end_matches("]]>").trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let mended = Mender::of(text.get(..LONGEST).unwrap_or(text));
    mended.iter().find_map(|text| serde_json::from_str(text).ok())
}

/// Writes JSON anew, what breaks its rules mended.
#[derive(Default)]
struct Mender {
    out: String,
    /// Closing brackets of what is open, the innermost last.
    open: Vec<char>,
    /// Where the last comma was written, and how much was open there.
    comma: (usize, usize),
}

impl Mender {
    /// The text as a whole, and up to the last comma in case it is cut off behind that.
    fn of(text: &str) -> Vec<String> {
        let mut mender = Self::default();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let tail = rest.get(c.len_utf8()..).unwrap_or_default();
            rest = if c == '"' { mender.string(tail) } else { mender.sign(c, tail) };
        }
        let closing = |depth: usize| mender.open.iter().take(depth).rev().collect::<String>();
        let (at, depth) = mender.comma;
        let whole = mender.out.trim_end().trim_end_matches(',').to_owned();
        let cut = mender.out.get(..at).unwrap_or_default().to_owned();
        vec![whole + &closing(mender.open.len()), cut + &closing(depth)]
    }

    /// A sign outside of strings.
    fn sign<'t>(&mut self, c: char, rest: &'t str) -> &'t str {
        match c {
            '{' => self.open.push('}'),
            '[' => self.open.push(']'),
            '}' | ']' => {
                // What is open is what closes.
                let Some(end) = self.open.pop() else { return "" };
                let end_of_value = self.out.trim_end().trim_end_matches(',').len();
                self.out.truncate(end_of_value);
                self.out.push(end);
                return rest;
            }
            ',' if self.out.trim_end().ends_with([',', '{', '[']) => return rest,
            ',' => self.comma = (self.out.len(), self.open.len()),
            _ => {}
        }
        self.out.push(c);
        rest
    }

    /// A string behind its opening quote. A quote ends it if what follows can follow a string.
    fn string<'t>(&mut self, text: &'t str) -> &'t str {
        self.out.push('"');
        let mut chars = text.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    let rest = text.get(at + 1..).unwrap_or_default();
                    let next = rest.trim_start().chars().next();
                    if next.is_none_or(|next| ",:}]".contains(next)) {
                        self.out.push('"');
                        return rest;
                    }
                    self.out.push_str("\\\"");
                }
                '\\' => match chars.next() {
                    Some((_, c)) if "\"\\/bfnrtu".contains(c) => self.out.extend(['\\', c]),
                    Some((_, c)) => self.out.push(c),
                    None => {}
                },
                c if c.is_control() => self.out.push(' '),
                c => self.out.push(c),
            }
        }
        self.out.push('"');
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headline(raw: &str) -> Option<String> {
        lenient(raw)?.get("headline")?.as_str().map(str::to_owned)
    }

    #[test]
    fn broken_blocks_are_read_as_far_as_they_go() {
        for raw in [
            "{\"headline\":\"A bridge\",\"a\":1}",
            "{\"headline\":\"A\nbridge\",}",
            "{\"a\":[1,2,],,\"headline\":\"A bridge\"};",
            "<!-- {\"headline\":\"A bridge\",\"author\":{\"name\":\"Ann} -->",
            "{\"headline\":\"A bridge\",\"body\":\"It was cut off he",
            "{\"headline\":\"A bridge\",\"date\":20",
            "{\"headline\":\"A bridge\",\"body\":\"They call it \"the long one\" here\"}",
            "{\"headline\":\"A\\' bridge\",\"tab\":\"a\tb\"}",
        ] {
            let found = headline(raw).unwrap_or_default().replace('\'', "");
            assert_eq!(found, "A bridge", "{raw}");
        }
        assert_eq!(lenient("no JSON at all"), None);
    }

    #[test]
    fn entities_are_decoded_once_more_and_other_signs_stay() {
        assert_eq!(decoded("Caf&eacute; &quot;Zum&#039; Br&#x00FC;ckerl"), "Café \"Zum' Brückerl");
        assert_eq!(decoded("a &lt;b&gt; < c"), "a <b> < c");
        assert_eq!(decoded("R&D; R & D"), "R&D; R & D");
        assert!(matches!(decoded("M&A and more"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_long_broken_block_costs_no_more_than_its_length() {
        let raw = format!("{{\"a\":\"{}", "\" ".repeat(100_000));
        assert!(lenient(&raw).is_some_and(|value| value.get("a").is_some()));
    }
}
