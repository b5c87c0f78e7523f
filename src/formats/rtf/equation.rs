//! Equations of an RTF file: groups that are named as the elements of OMML are, with an "m" in front.
//! They are written as such elements, for `formats/math.rs` to read.

use encoding_rs::WINDOWS_1252;

use super::super::math;
use super::tokens::{Token, Tokens};

/// Names of groups that are elements.
const ELEMENTS: [&str; 34] = [
    "oMath",
    "r",
    "f",
    "num",
    "den",
    "sSup",
    "sSub",
    "sSubSup",
    "sPre",
    "e",
    "sup",
    "sub",
    "rad",
    "deg",
    "nary",
    "d",
    "func",
    "fName",
    "acc",
    "bar",
    "box",
    "borderBox",
    "eqArr",
    "m",
    "mr",
    "limLow",
    "limUpp",
    "lim",
    "groupChr",
    "phant",
    "oMathPara",
    "oMathParaPr",
    "oMathPr",
    "argPr",
];

/// Names of properties that say how an equation is written.
const PROPERTIES: [&str; 5] = ["chr", "begChr", "endChr", "sepChr", "type"];

/// A group that is open.
struct Group {
    /// The element that it is, if it is one.
    element: Option<&'static str>,
    /// True if it is a property, or holds some.
    is_property: bool,
    words: String,
}

/// The equation in a group.
pub(super) fn linear(inside: &[u8]) -> String {
    math::linear(&elements(inside))
}

fn elements(inside: &[u8]) -> String {
    let mut out = String::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut skip = 0usize;
    let mut tokens = Tokens::new(inside);
    while let Some(token) = tokens.next() {
        let words = match token {
            Token::Open => {
                let group = group(&mut tokens, groups.last());
                if let Some(name) = group.element.filter(|_| !group.is_property) {
                    out.push_str(&format!("<{name}>"));
                }
                groups.push(group);
                continue;
            }
            Token::Close => {
                end(groups.pop(), &mut out);
                continue;
            }
            Token::Word("u", Some(number)) => {
                skip = 2;
                let unit = u16::try_from(number.rem_euclid(1 << 16)).unwrap_or(0xFFFD);
                String::from_utf16_lossy(&[unit])
            }
            Token::Bytes(bytes) if skip == 1 => {
                WINDOWS_1252.decode(bytes.get(1..).unwrap_or_default()).0.into_owned()
            }
            Token::Byte(_) if skip == 1 => String::new(),
            Token::Bytes(bytes) => WINDOWS_1252.decode(bytes).0.into_owned(),
            Token::Byte(byte) => WINDOWS_1252.decode(&[byte]).0.into_owned(),
            Token::Symbol(symbol @ (b'{' | b'}' | b'\\')) => char::from(symbol).to_string(),
            Token::Symbol(_) | Token::Word(..) => String::new(),
        };
        skip = skip.saturating_sub(1);
        match groups.last_mut() {
            Some(group) if group.is_property => group.words.push_str(&words),
            _ if words.is_empty() => {}
            _ => out.push_str(&format!("<t>{}</t>", escaped(&words))),
        }
    }
    while let Some(group) = groups.pop() {
        end(Some(group), &mut out);
    }
    out
}

/// What the group is that has just been opened.
fn group(tokens: &mut Tokens, around: Option<&Group>) -> Group {
    let mut ahead = *tokens;
    let mut first = ahead.next();
    if first == Some(Token::Symbol(b'*')) {
        first = ahead.next();
    }
    let inherited = around.is_some_and(|group| group.is_property);
    let mut group = Group { element: None, is_property: inherited, words: String::new() };
    let Some(Token::Word(word, None)) = first else { return group };
    let Some(name) = word.strip_prefix('m') else { return group };
    let known = |names: &[&'static str]| names.iter().find(|known| **known == name).copied();
    if name.ends_with("Pr") {
        group.is_property = true;
        group.element = known(&ELEMENTS).or(Some("xPr"));
    } else if inherited {
        group.element = known(&PROPERTIES);
    } else {
        group.element = known(&ELEMENTS);
    }
    *tokens = ahead;
    group
}

fn end(group: Option<Group>, out: &mut String) {
    let Some(Group { element: Some(name), is_property, words }) = group else { return };
    if !is_property {
        out.push_str(&format!("</{name}>"));
    } else if PROPERTIES.contains(&name) {
        // Properties are told one by one, each in brackets of its own.
        let value = escaped(words.trim());
        out.push_str(&format!("<xPr><{name} val=\"{value}\"/></xPr>"));
    }
}

fn escaped(words: &str) -> String {
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    words.replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_are_told_on_one_line() {
        let power = "{\\msSup{\\*\\msSupPr{\\*\\mctrlPr\\f34 }}{\\me{\\mr\\mscr0\\msty2 \\i 10}}{\\msup{\\mr 6}}}";
        let fraction = "{\\mf{\\mfPr{\\mtype bar}}{\\mnum{\\mr{\\f34 v}}}{\\mden{\\mr t}}}";
        let told = |source: &str| linear(source.as_bytes());
        assert_eq!(told(&format!("{{\\*\\moMath{fraction}{power}}}")), "v/t·10⁶");
        let sum = "{\\mnary{\\mnaryPr{\\mchr \\u8721?}}{\\msub{\\mr i=1}}{\\msup{\\mr n}}{\\me{\\mr x<y}}}";
        assert_eq!(told(sum), "∑_(i=1)^n x<y");
        let brackets = "{\\md{\\mdPr{\\mbegChr [}{\\mendChr ]}}{\\me{\\mr\\u945?+1}}}";
        assert_eq!(told(brackets), "[α+1]");
        assert_eq!(told("{\\mr cut"), "cut");
    }
}
