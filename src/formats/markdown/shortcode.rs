//! Shortcodes of site generators ("{{< figure caption="..." >}}", "{% include ... %}") and comments of
//! note programs ("%%...%%"): of a shortcode the words that a reader sees stay. None is carried out.

use std::borrow::Cow;

/// How shortcodes and comments begin and end.
const SIGNS: [(&str, &str); 4] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("%%", "%%")];

/// Bytes of code inside of a line at most.
const MAX_CODE: usize = 2_000;

/// Names of values that are no words.
const ADDRESSES: [&str; 22] = [
    "src", "href", "link", "url", "id", "class", "file", "path", "width", "height", "style",
    "target", "rel", "type", "name", "lang", "language", "page", "ref", "align", "layout", "icon",
];

/// What a line becomes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'t> {
    /// These words.
    Words(Cow<'t, str>),
    /// Words, and a shortcode or comment that does not end on the line: its beginning, and its end.
    Open(String, String, &'static str),
}

/// A line without its shortcodes and comments; code in it stays as it is.
pub(super) fn without(line: &str) -> Line<'_> {
    if !line.contains(['{', '%']) {
        return Line::Words(Cow::Borrowed(line));
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((at, opening)) = next(rest) {
        out.push_str(rest.get(..at).unwrap_or_default());
        let from = rest.get(at..).unwrap_or_default();
        let Opening::Sign(opens, closes) = opening else {
            let end = code_end(from);
            out.push_str(from.get(..end).unwrap_or(from));
            rest = from.get(end..).unwrap_or_default();
            continue;
        };
        let inner = from.get(opens.len()..).unwrap_or_default();
        // "5%% and 6%%" are figures.
        if opens == "%%" && out.ends_with(char::is_alphanumeric) {
            out.push_str(opens);
            rest = inner;
            continue;
        }
        match inner.split_once(closes) {
            Some((inner, after)) => {
                out.push_str(&shown(inner, opens));
                rest = after;
            }
            None if opens == "%%" && !out.trim().is_empty() => {
                out.push_str(opens);
                rest = inner;
            }
            None => return Line::Open(out, inner.to_owned(), closes),
        }
    }
    out.push_str(rest);
    Line::Words(if out == line { Cow::Borrowed(line) } else { Cow::Owned(out) })
}

enum Opening {
    /// Code, which keeps its signs.
    Code,
    Sign(&'static str, &'static str),
}

fn next(words: &str) -> Option<(usize, Opening)> {
    let mut from = 0;
    while let Some(found) = words.get(from..).and_then(|rest| rest.find(['{', '%', '`'])) {
        let at = from + found;
        let rest = words.get(at..).unwrap_or_default();
        if rest.starts_with('`') {
            return Some((at, Opening::Code));
        }
        if let Some((opens, closes)) = SIGNS.iter().find(|(opens, _)| rest.starts_with(opens)) {
            return Some((at, Opening::Sign(opens, closes)));
        }
        from = at + 1;
    }
    None
}

/// Where a span of code ends that begins with backticks; behind them if it does not end soon.
fn code_end(words: &str) -> usize {
    let signs = words.bytes().take_while(|b| *b == b'`').count();
    let (fence, rest) = words.split_at(signs);
    let near = rest.get(..rest.floor_char_boundary(MAX_CODE)).unwrap_or(rest);
    near.find(fence).map_or(signs, |at| signs + at + signs)
}

/// What a reader sees of a shortcode; a comment becomes one of HTML.
pub(super) fn shown(inner: &str, opens: &str) -> String {
    if opens.starts_with("%%") {
        return "<!-- -->".to_owned();
    }
    let inner = inner.trim().trim_end_matches('/');
    let mut words: Vec<&str> = Vec::new();
    let mut rest = inner.trim_start_matches(|c: char| !c.is_whitespace());
    while let Some(at) = rest.find(['"', '`', '\u{201C}']) {
        let (before, from) = rest.split_at(at);
        let quote = from.chars().next().unwrap_or('"');
        let close = if quote == '\u{201C}' { '\u{201D}' } else { quote };
        let value = from.get(quote.len_utf8()..).unwrap_or_default();
        let Some((value, after)) = value.split_once(close) else { break };
        let key = before.trim_end().strip_suffix(['=', ':']).map(str::trim_end);
        let key = key.and_then(|key| key.split_whitespace().next_back());
        if is_words(key, value) {
            words.push(value.trim());
        }
        rest = after;
    }
    words.join(" ")
}

fn is_words(key: Option<&str>, value: &str) -> bool {
    let lettered = value.chars().any(char::is_alphabetic);
    match key {
        Some(key) => lettered && !ADDRESSES.contains(&key.to_ascii_lowercase().as_str()),
        None => lettered && value.trim().contains(' '),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> String {
        match without(line) {
            Line::Words(words) => words.into_owned(),
            Line::Open(words, rest, _) => format!("{words}|{rest}"),
        }
    }

    #[test]
    fn words_of_shortcodes_stay_and_the_rest_goes() {
        assert_eq!(
            read("a {{< figure src=\"a.jpg\" caption=\"Two launchers\" >}} b"),
            "a Two launchers b"
        );
        assert_eq!(read("{% include note.html text=\"careful\" %}"), "careful");
        assert_eq!(read("{{% notice tip %}}Inner words{{% /notice %}}"), "Inner words");
        assert_eq!(read("[x]({{< ref \"page.md\" >}}) {{< youtube abc >}}"), "[x]() ");
        assert_eq!(read("{{< quote \"Words of a person\" >}}"), "Words of a person");
        assert_eq!(read("{{< figure"), "| figure");
    }

    #[test]
    fn code_and_other_braces_stay() {
        for kept in [
            "`{% if %}` and ``{{< a >}}``",
            "{a, b} 100%% sure",
            "by 5%% and 6%% in May",
            "{{ name }}",
        ] {
            assert_eq!(read(kept), kept);
        }
        assert_eq!(read("words %%a comment%% and on"), "words <!-- --> and on");
    }
}
