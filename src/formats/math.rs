//! Equations on one line, as people write them by hand: "a/b·10⁶", "√(x+1)", "∑_(i=1)^n". Reads the
//! two ways in which office documents keep them, OMML and MathML. Understands no mathematics.

use super::xml::{Node, Tag, Xml};
use crate::text::{is_lowered, is_raised, lowered, raised, single_spaced};

/// Elements inside each other that are told apart; what is deeper is told as its words.
const MAX_DEPTH: usize = 64;

/// Elements of MathML that hold words.
const LEAVES: [&str; 5] = ["mi", "mn", "mo", "mtext", "ms"];

/// Signs that only programs see: "times", "of", "and", "plus".
const INVISIBLE: [char; 4] = ['\u{2061}', '\u{2062}', '\u{2063}', '\u{2064}'];

/// The equation whose inside is `source`.
pub(super) fn linear(source: &str) -> String {
    let mut xml = Xml::new(source);
    Element::read(&mut xml, String::new(), 0).row()
}

/// What an element became.
#[derive(Debug, Default)]
struct Element {
    name: String,
    /// Words, of an element that has no others inside.
    words: String,
    children: Vec<Element>,
    /// The properties that matter: their names and values.
    properties: Vec<(String, String)>,
}

/// The words of a leaf: white space around them is of the source, but for spaces that never break.
fn leaf(words: &str) -> String {
    let words = words.trim_matches(|c: char| c.is_ascii_whitespace());
    let edge = |is: bool| if is { " " } else { "" };
    let (before, after) =
        (words.starts_with(char::is_whitespace), words.ends_with(char::is_whitespace));
    format!("{}{}{}", edge(before), single_spaced(words), edge(after))
}

/// How a piece of a row joins its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Words,
    Fraction,
    Other,
}

impl Element {
    /// Reads up to the end tag.
    fn read(xml: &mut Xml, name: String, depth: usize) -> Self {
        let mut element = Self { name, ..Self::default() };
        let is_leaf = LEAVES.contains(&element.name.as_str());
        while let Some(node) = xml.next() {
            match node {
                Node::Start(tag) => element.read_child(&tag, xml, depth),
                Node::End(_) => break,
                Node::Words(words) if is_leaf => element.words.push_str(&words),
                Node::Words(_) => {}
            }
        }
        if is_leaf {
            element.words = leaf(&element.words).replace(INVISIBLE, "");
        }
        element
    }

    fn read_child(&mut self, tag: &Tag, xml: &mut Xml, depth: usize) {
        match tag.name() {
            "rPr" | "annotation" | "annotation-xml" | "mphantom" => {
                xml.pass_over();
            }
            "t" => self.words.push_str(&xml.inner_words()),
            // Words of a page inside of the words of an equation.
            _ if LEAVES.contains(&self.name.as_str()) => self.words.push_str(&xml.inner_words()),
            name if name.ends_with("Pr") => self.read_properties(xml),
            name if depth < MAX_DEPTH => {
                let mut child = Self::read(xml, name.to_owned(), depth + 1);
                for key in ["open", "close", "separators", "linethickness"] {
                    child.properties.extend(tag.get(key).map(|value| (key.to_owned(), value)));
                }
                self.children.push(child);
            }
            _ => self.words.push_str(&xml.inner_words()),
        }
    }

    fn read_properties(&mut self, xml: &mut Xml) {
        let take = |tag: &Tag| (tag.name().to_owned(), tag.get("val").unwrap_or("1".to_owned()));
        for node in Xml::new(xml.pass_over()) {
            if let Node::Start(tag) = node
                && self.properties.len() < 16
            {
                self.properties.push(take(&tag));
            }
        }
    }

    fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// All that is inside, on one line.
    fn row(&self) -> String {
        let mut out = self.words.clone();
        let mut before = Piece::Words;
        for child in &self.children {
            let words = child.told();
            let piece = match child.name.as_str() {
                "f" | "mfrac" => Piece::Fraction,
                "r" => Piece::Words,
                name if LEAVES.contains(&name) => Piece::Words,
                _ => Piece::Other,
            };
            if !words.is_empty() {
                out.push_str(joint(&out, before, &words, piece));
                out.push_str(&words);
                before = piece;
            }
        }
        out
    }

    /// The first child of a name, on one line.
    fn part(&self, name: &str) -> String {
        self.children.iter().find(|child| child.name == name).map(Self::row).unwrap_or_default()
    }

    fn told(&self) -> String {
        match self.name.as_str() {
            "f" => self.fraction(),
            "sSup" => self.base() + &up(&self.part("sup")),
            "sSub" => self.base() + &down(&self.part("sub")),
            "sSubSup" => self.base() + &down(&self.part("sub")) + &up(&self.part("sup")),
            "sPre" => down(&self.part("sub")) + &up(&self.part("sup")) + &self.part("e"),
            "rad" => self.root(),
            "nary" => self.sum(),
            "d" => self.brackets(),
            "func" => self.function(),
            "limLow" => self.base() + &down(&self.part("lim")),
            "limUpp" => self.base() + &up(&self.part("lim")),
            "acc" => self.part("e") + self.property("chr").unwrap_or("\u{302}"),
            "m" | "eqArr" | "mtable" => self.lines(),
            _ => self.of_mathml(),
        }
    }

    /// MathML tells parts by their order.
    fn of_mathml(&self) -> String {
        let part = |at: usize| self.children.get(at).map(Self::told).unwrap_or_default();
        let base = || factor(&part(0));
        match self.name.as_str() {
            "mfrac" if self.property("linethickness").is_some_and(is_nothing) => {
                format!("({} over {})", part(0), part(1))
            }
            "mfrac" => format!("{}/{}", product(&part(0)), single(&part(1))),
            "mmultiscripts" => self.scripts(),
            "msup" | "mover" => base() + &up(&part(1)),
            "msub" | "munder" => base() + &down(&part(1)),
            "msubsup" | "munderover" => base() + &down(&part(1)) + &up(&part(2)),
            "msqrt" => format!("√{}", single(&self.row())),
            "mroot" => format!("{}√{}", up(&part(1)), single(&part(0))),
            "mfenced" => self.fenced(),
            "mspace" => " ".to_owned(),
            _ => self.row(),
        }
    }

    /// Signs before and behind a base: the base, pairs of lowered and raised ones behind it, then those
    /// before it.
    fn scripts(&self) -> String {
        let mut parts = self.children.iter();
        let base = parts.next().map(Self::told).unwrap_or_default();
        let parts: Vec<&Self> = parts.collect();
        let mut sides = parts.split(|part| part.name == "mprescripts");
        let mut side = || {
            let pairs = sides.next().unwrap_or_default().chunks(2);
            let pair = |pair: &[&Self]| {
                let told = |at: usize| pair.get(at).map(|part| part.told()).unwrap_or_default();
                down(&told(0)) + &up(&told(1))
            };
            pairs.map(pair).collect::<String>()
        };
        let behind = side();
        side() + &factor(&base) + &behind
    }

    fn fenced(&self) -> String {
        let [opens, closes, between] = [("open", "("), ("close", ")"), ("separators", ",")]
            .map(|(name, usual)| self.property(name).unwrap_or(usual));
        let inside = self.children.iter().map(Self::told).collect::<Vec<_>>();
        format!("{opens}{}{closes}", inside.join(between))
    }

    fn base(&self) -> String {
        factor(&self.part("e"))
    }

    fn fraction(&self) -> String {
        let (above, below) = (product(&self.part("num")), single(&self.part("den")));
        match self.property("type") {
            // Two numbers without a bar: "n over k".
            Some("noBar") => format!("({above} over {below})"),
            _ => format!("{above}/{below}"),
        }
    }

    fn root(&self) -> String {
        let degree = self.part("deg");
        format!("{}√{}", up(&degree), single(&self.part("e")))
    }

    fn sum(&self) -> String {
        let sign = self.property("chr").unwrap_or("∫");
        let (from, to) = (self.part("sub"), self.part("sup"));
        format!("{sign}{}{} {}", down(&from), up(&to), self.part("e"))
    }

    fn brackets(&self) -> String {
        let opens = self.property("begChr").unwrap_or("(");
        let closes = self.property("endChr").unwrap_or(")");
        let between = self.property("sepChr").unwrap_or("|");
        let inside = self.children.iter().filter(|child| child.name == "e").map(Self::row);
        format!("{opens}{}{closes}", inside.collect::<Vec<_>>().join(between))
    }

    fn function(&self) -> String {
        let (name, of) = (self.part("fName"), self.part("e"));
        format!("{name} {of}")
    }

    /// The rows of a matrix or of several equations.
    fn lines(&self) -> String {
        let row = |child: &Self| match child.name.as_str() {
            "mr" | "mtr" => child.children.iter().map(Self::row).collect::<Vec<_>>().join(", "),
            _ => child.row(),
        };
        self.children.iter().map(row).collect::<Vec<_>>().join("; ")
    }
}

/// What stands between two pieces, so that their figures and letters do not run together.
fn joint(before: &str, kind: Piece, words: &str, next: Piece) -> &'static str {
    let word = |c: char| c.is_alphanumeric() || is_raised(c) || is_lowered(c);
    let (Some(last), Some(first)) = (before.chars().next_back(), words.chars().next()) else {
        return "";
    };
    let touching = word(last) && word(first);
    match (kind, next) {
        (Piece::Words, Piece::Words) => "",
        // "3 1/2" is a mixed number.
        (_, Piece::Fraction) if touching => " ",
        (Piece::Fraction, _) if (word(last) || last == ')') && (word(first) || first == '(') => "·",
        (Piece::Other, _) if last.is_alphabetic() && first.is_alphabetic() => " ",
        _ if touching && first.is_numeric() => "·",
        _ => "",
    }
}

/// True for a length of nothing, whatever its unit.
fn is_nothing(length: &str) -> bool {
    let number = length.trim().trim_end_matches(|c: char| c.is_alphabetic() || c == '%');
    number.parse().is_ok_and(|number: f32| number == 0.0)
}

/// Something raised.
fn up(words: &str) -> String {
    let figure = raised(words, Some('x'));
    if words.is_empty() || figure.chars().any(is_raised) || "′″*†°".contains(words) {
        return figure;
    }
    format!("^{}", factor(words))
}

/// Something lowered.
fn down(words: &str) -> String {
    let figure = lowered(words, Some('x'));
    if words.is_empty() || figure.chars().any(is_lowered) {
        return figure;
    }
    format!("_{}", factor(words))
}

/// In brackets if something is added or compared in it: what stands above a bar.
fn product(words: &str) -> String {
    let simple =
        |c: char| c.is_alphanumeric() || is_raised(c) || is_lowered(c) || ".,_^′·".contains(c);
    bracketed(words, words.trim().chars().all(simple))
}

/// In brackets unless it is a number or a word: what something is raised or lowered at.
fn factor(words: &str) -> String {
    let words = words.trim();
    let number = words.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
    let word = words.chars().all(|c| c.is_alphabetic() || c == '′');
    let sign = words.chars().nth(1).is_none();
    bracketed(words, number || word || sign)
}

/// In brackets unless it is a number or a letter: what stands below a bar or under a root.
fn single(words: &str) -> String {
    let words = words.trim();
    let number = words.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
    let bare = |c: &char| !is_raised(*c) && !is_lowered(*c);
    bracketed(words, number || words.chars().filter(bare).nth(1).is_none())
}

fn bracketed(words: &str, is_simple: bool) -> String {
    let words = words.trim();
    let inside = words.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    match is_simple || inside.is_some_and(|inside| !inside.contains(['(', ')'])) {
        true => words.to_owned(),
        false => format!("({words})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(words: &str) -> String {
        format!("<m:r><m:rPr><m:sty m:val='p'/></m:rPr><m:t>{words}</m:t></m:r>")
    }

    fn part(name: &str, inside: &str) -> String {
        format!("<m:{name}>{inside}</m:{name}>")
    }

    fn power(base: &str, sign: &str) -> String {
        part("sSup", &(part("e", &run(base)) + &part("sup", &run(sign))))
    }

    fn fraction(above: &str, below: &str) -> String {
        part("f", &(part("num", &run(above)) + &part("den", &run(below))))
    }

    #[test]
    fn figures_never_run_together() {
        assert_eq!(linear(&(fraction("v", "t") + &power("10", "6"))), "v/t·10⁶");
        assert_eq!(linear(&(run("2") + &power("10", "-3"))), "2·10⁻³");
        assert_eq!(linear(&(power("10", "4") + &run("5"))), "10⁴·5");
        assert_eq!(linear(&(run("3") + &fraction("1", "2"))), "3 1/2");
        assert_eq!(linear(&(run("1") + &run("90 km"))), "190 km");
    }

    #[test]
    fn what_has_several_parts_stands_in_brackets() {
        assert_eq!(linear(&fraction("a+b", "2c")), "(a+b)/(2c)");
        assert_eq!(linear(&power("e", "-x/2")), "e^(-x/2)");
        assert_eq!(linear(&power("x", "n")), "x^n");
        let root = part("rad", &(part("deg", "") + &part("e", &run("2gh"))));
        assert_eq!(linear(&(run("v=") + &root)), "v=√(2gh)");
    }

    #[test]
    fn sums_brackets_and_matrices_are_told() {
        let sum = format!(
            "<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr>{}{}{}</m:nary>",
            part("sub", &run("i=1")),
            part("sup", &run("n")),
            part("e", &run("m"))
        );
        assert_eq!(linear(&sum), "∑_(i=1)^n m");
        let matrix = part("m", &part("mr", &(part("e", &run("1")) + &part("e", &run("2")))));
        let brackets = "<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr>";
        assert_eq!(linear(&format!("{brackets}{}</m:d>", part("e", &matrix))), "[1, 2]");
    }

    #[test]
    fn mathml_is_told_in_the_same_way() {
        let told = |inside: &str| {
            linear(&format!(
                "<math xmlns='x'><semantics><mrow>{inside}</mrow><annotation>a over b</annotation>\
                 </semantics></math>"
            ))
        };
        let power = "<msup><mn>10</mn><mn>6</mn></msup>";
        let fraction = "<mfrac><mi>v</mi><mrow><mi>t</mi><mo>+</mo><mn>1</mn></mrow></mfrac>";
        assert_eq!(told(&format!("{fraction}{power}")), "v/(t+1)·10⁶");
        assert_eq!(told(&format!("<mi>R</mi><mo>=</mo><mn>3</mn>{power}")), "R=3·10⁶");
        assert_eq!(told("<msub><mi>v</mi><mi>max</mi></msub>"), "v_max");
        assert_eq!(told("<msqrt><mn>2</mn><mi>g</mi></msqrt>"), "√(2g)");
        assert_eq!(told("<mfenced open='['><mi>a</mi><mi>b</mi></mfenced>"), "[a,b)");
        let isotope =
            "<mmultiscripts><mi>U</mi><mprescripts/><mn>92</mn><mn>235</mn></mmultiscripts>";
        assert_eq!(told(isotope), "₉₂²³⁵U");
        assert_eq!(told("<mmultiscripts><mi>R</mi><mi>i</mi><none/></mmultiscripts>"), "R_i");
        let choice = "<mfrac linethickness='0px'><mi>n</mi><mn>2</mn></mfrac>";
        assert_eq!(told(choice), "(n over 2)");
        assert_eq!(told("<mn>190</mn> <mtext>\u{A0}km </mtext>"), "190 km");
        assert_eq!(told("<mtext>at <b>sea</b></mtext>"), "at sea");
        let sum = "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>";
        assert_eq!(told(sum), "∑_(i=1)^n");
    }

    #[test]
    fn depth_is_bounded() {
        let deep = 100_000;
        let source = format!("{}x{}", "<m:e><m:t>".repeat(deep), "</m:t></m:e>".repeat(deep));
        assert!(linear(&source).len() < 100);
    }
}
