//! Drops the tags of raw HTML and keeps its words: inside Markdown, and where tags nest too deeply for
//! a tree. Builds none: one pass, a state that lasts from piece to piece.

mod element;

use super::builder::{Builder, Leaf, Script};
use super::picture;

/// What a piece of raw HTML means to a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// Words, entities decoded.
    Words(String),
    /// A line ends.
    Break,
    /// A block begins or ends.
    Block,
    /// A comment was left out.
    Comment,
    /// A picture, and the words in place of it.
    Picture(String),
    /// Raised or lowered words begin.
    Shift(Script),
    /// They end.
    Level,
    /// A link begins.
    Link,
    /// Links may name what comes next so.
    Place(String),
}

/// A tag beyond this many bytes is none.
const MAX_TAG: usize = 16 << 10;

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
    /// The beginning of a tag whose end is not there yet.
    cut: String,
    /// Tags of elements that do not exist are words: Markdown is written by hand.
    by_hand: bool,
    /// While words are raised or lowered: whether they lead to another place, as marks of notes do.
    shifted: Option<bool>,
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
            Piece::Comment => out.comment(),
            Piece::Picture(words) => {
                out.image();
                picture::described(&words).iter().for_each(|words| out.words(words));
            }
            Piece::Shift(to) => stripper.shift(to, out),
            Piece::Level => stripper.level(out),
            Piece::Link => stripper.leads(),
            Piece::Place(name) => out.place(&name),
        }
    }
}

impl Stripper {
    /// For HTML among words that are written by hand.
    pub(super) fn by_hand() -> Self {
        Self { by_hand: true, ..Self::default() }
    }

    /// What comes next is raised or lowered.
    pub(super) fn shift(&mut self, to: Script, out: &mut Builder) {
        self.level(out);
        self.shifted = Some(false);
        out.script(to);
    }

    /// The words that come next lead somewhere.
    pub(super) fn leads(&mut self) {
        self.shifted = self.shifted.map(|_| true);
    }

    /// The raised or lowered words end here.
    pub(super) fn level(&mut self, out: &mut Builder) {
        if let Some(leads) = self.shifted.take() {
            out.script_end(leads);
        }
    }

    /// The end of a passage of HTML: what is cut off is left out.
    pub(super) fn end(&mut self, out: &mut Builder) {
        self.cut.clear();
        self.state = State::Words;
        self.level(out);
    }

    /// What `raw`, which follows what was fed before, means.
    fn feed(&mut self, raw: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let whole;
        let mut rest = raw;
        if !self.cut.is_empty() {
            if !raw.contains('>') && self.cut.len() + raw.len() < MAX_TAG {
                self.cut.push_str(raw);
                return pieces;
            }
            whole = std::mem::take(&mut self.cut) + raw;
            rest = &whole;
        }
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
        let Some(end) = rest.find('>').map(|at| at + 1) else {
            if rest.is_empty() {
                return "";
            }
            if rest.len() < MAX_TAG && begins_tag(rest) {
                self.cut.push_str(rest);
            } else {
                pieces.push(Piece::Words(decoded(rest)));
            }
            return "";
        };
        let (tag, rest) = rest.split_at(end);
        self.tag(tag, pieces);
        rest
    }

    fn tag(&mut self, tag: &str, pieces: &mut Vec<Piece>) {
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        let opens = !tag.starts_with("</");
        match name.as_str() {
            "br" => pieces.push(Piece::Break),
            "img" if opens => pieces.push(Piece::Picture(decoded(&element::attribute(tag, "alt")))),
            "sup" if opens => pieces.push(Piece::Shift(Script::Raised)),
            "sub" if opens => pieces.push(Piece::Shift(Script::Lowered)),
            "sup" | "sub" => pieces.push(Piece::Level),
            "a" if opens => pieces.push(Piece::Link),
            "script" if opens => self.state = State::Hidden("</script>"),
            "style" if opens => self.state = State::Hidden("</style>"),
            name if BLOCKS.contains(&name) => pieces.push(Piece::Block),
            name if self.by_hand && element::is_none(name, tag) => {
                pieces.push(Piece::Words(decoded(tag)));
            }
            _ => {}
        }
        if opens && matches!(self.state, State::Words) {
            let keys = if name == "a" { &["id", "name"][..] } else { &["id"] };
            let named = keys.iter().map(|key| element::attribute(tag, key));
            let named = named.filter(|name| !name.is_empty() && tag.contains('='));
            pieces.extend(named.map(|name| Piece::Place(decoded(name.trim()))));
        }
    }
}

/// False for a sign of comparison.
fn begins_tag(words: &str) -> bool {
    words.get(1..2).is_some_and(|next| {
        next.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
    })
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
    fn scripts_are_left_out_over_several_pieces() {
        let mut stripper = Stripper::default();
        assert!(stripper.feed("<script>\n").is_empty());
        assert!(stripper.feed("alert(1)\n").is_empty());
        assert_eq!(stripper.feed("</script>x"), [Piece::Words("x".to_owned())]);
    }

    fn read(pieces: &[&str], by_hand: bool) -> String {
        let mut out = Builder::default();
        let mut stripper = if by_hand { Stripper::by_hand() } else { Stripper::default() };
        pieces.iter().for_each(|raw| write(&mut stripper, raw, &mut out));
        stripper.end(&mut out);
        out.finish().text.trim_end().to_owned()
    }

    #[test]
    fn raised_words_never_join_the_number_before_them() {
        let raw = "190<sup>3</sup> miles, 10<sup>-6</sup>, H<sub>2</sub>O, 20<sup><a href=\"#n\">8</a></sup>, 1<sup>st</sup>";
        assert_eq!(read(&[raw], false), "190³ miles, 10⁻⁶, H₂O, 20[8], 1st");
        assert_eq!(read(&["500<sup>4", ",5</sup> km"], false), "500⁴,⁵ km");
        assert_eq!(read(&["190<sup>3"], false), "190³");
    }

    #[test]
    fn tags_over_several_pieces_and_words_of_pictures() {
        let raw = ["a <img src=x.png\n", "alt=\"Two launchers &amp; a crane\"> b"];
        assert_eq!(read(&raw, false), "a [Picture: Two launchers & a crane] b");
        assert_eq!(read(&["x <b"], false), "x");
        assert_eq!(read(&["4 < 5 km"], true), "4 < 5 km");
    }

    #[test]
    fn what_is_no_element_is_words_where_people_write_by_hand() {
        let raw = "use <file> or <file-name>, <b>not</b> <my-tag a=\"b\">this</my-tag> <?x?>";
        assert_eq!(read(&[raw], true), "use <file> or <file-name>, not this</my-tag>");
        assert_eq!(read(&[raw], false), "use  or , not this");
    }
}
