//! Drops the tags of raw HTML and keeps its words: inside Markdown, and where tags nest too deeply for
//! a tree. Builds none: one pass, a state that lasts from piece to piece.

use super::builder::{Builder, Leaf, Script};

/// What a piece of raw HTML means to a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// Words, entities decoded.
    Words(String),
    /// A line ends.
    Break,
    /// A block begins or ends.
    Block,
    /// A raised or lowered run begins.
    Script(Script),
    /// It ends.
    ScriptEnd,
    /// A comment was left out.
    Comment,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Words,
    Comment,
    /// Inside script or style: the end tag waited for.
    Hidden(&'static str),
}

/// Reads raw HTML piece by piece.
#[derive(Debug, Default)]
pub(super) struct Stripper {
    state: State,
}

/// Writes what `raw`, which follows what was written before, says.
pub(super) fn write(stripper: &mut Stripper, raw: &str, out: &mut Builder) {
    for piece in stripper.feed(raw) {
        match piece {
            Piece::Words(words) if words.trim().is_empty() && !out.is_open() => {}
            Piece::Words(words) => out.words(&words),
            Piece::Break => out.line_break(),
            Piece::Block if out.is_paragraph() => out.open(Leaf::Paragraph),
            Piece::Block => out.words(" "),
            Piece::Script(script) => out.script(script),
            Piece::ScriptEnd => out.script_end(),
            Piece::Comment => out.comment(),
        }
    }
}

impl Stripper {
    /// What `raw`, which follows what was fed before, means.
    fn feed(&mut self, raw: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut rest = raw;
        while !rest.is_empty() {
            rest = match self.state {
                State::Words => self.words(rest, &mut pieces),
                State::Comment => self.until(rest, "-->"),
                State::Hidden(tag) => self.until(rest, tag),
            };
        }
        pieces
    }

    fn until<'a>(&mut self, rest: &'a str, end: &str) -> &'a str {
        let here = |at: usize| {
            let piece = rest.get(at..at + end.len());
            piece.is_some_and(|piece| piece.eq_ignore_ascii_case(end))
        };
        let begins = end.get(..1).unwrap_or(end);
        let mut places = rest.match_indices(begins).map(|(at, _)| at);
        let found = places.find(|at| here(*at));
        if found.is_some() {
            self.state = State::Words;
        }
        found.and_then(|at| rest.get(at + end.len()..)).unwrap_or("")
    }

    fn words<'a>(&mut self, rest: &'a str, pieces: &mut Vec<Piece>) -> &'a str {
        let tag = rest.find('<').unwrap_or(rest.len());
        if tag > 0 {
            pieces.push(Piece::Words(decoded(&rest[..tag])));
        }
        let rest = &rest[tag..];
        if let Some(inner) = rest.strip_prefix("<!--") {
            pieces.push(Piece::Comment);
            self.state = State::Comment;
            return inner;
        }
        // A tag that is cut off ends with its piece.
        let end = rest.find('>').map_or(rest.len(), |at| at + 1);
        let name = rest[..end].trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        let opens = !rest.starts_with("</");
        match name.as_str() {
            "br" => pieces.push(Piece::Break),
            "sup" if opens => pieces.push(Piece::Script(Script::Raised)),
            "sub" if opens => pieces.push(Piece::Script(Script::Lowered)),
            "sup" | "sub" => pieces.push(Piece::ScriptEnd),
            "script" if opens => self.state = State::Hidden("</script>"),
            "style" if opens => self.state = State::Hidden("</style>"),
            name if BLOCKS.contains(&name) => pieces.push(Piece::Block),
            _ => {}
        }
        &rest[end..]
    }
}

const BLOCKS: [&str; 20] = [
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "header",
    "footer",
    "details",
    "summary",
    "blockquote",
];

/// The entities that are common in hand-written HTML, and numbers.
fn decoded(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        let known = end.and_then(|end| Some((entity(rest.get(1..end)?)?, end + 1)));
        let (c, len) = known.unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[len..];
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    let named = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("nbsp", '\u{A0}'),
        ("mdash", '—'),
        ("ndash", '–'),
    ];
    named.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_words_stay() {
        let pieces = Stripper::default().feed("<b>a &amp; &#27;b</b><br>c<!-- no");
        let words = |w: &str| Piece::Words(w.to_owned());
        assert_eq!(pieces, [words("a & \u{1b}b"), Piece::Break, words("c"), Piece::Comment]);
    }

    #[test]
    fn raised_and_lowered_words_are_told_apart() {
        let mut out = Builder::default();
        let words = "about 190<sup>3</sup> miles, 10<sup>6</sup> kg of CO<sub>2</sub>, the 1<sup>st</sup></sup>";
        write(&mut Stripper::default(), words, &mut out);
        assert_eq!(&*out.finish().text, "about 190³ miles, 10⁶ kg of CO₂, the 1st\n");
    }

    #[test]
    fn scripts_are_left_out_over_several_pieces() {
        let mut stripper = Stripper::default();
        assert!(stripper.feed("<script>\n").is_empty());
        assert!(stripper.feed("alert(1)\n").is_empty());
        assert_eq!(stripper.feed("</script>x"), [Piece::Words("x".to_owned())]);
    }
}
