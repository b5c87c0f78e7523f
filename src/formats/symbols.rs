//! The signs of fonts that hold signs instead of letters, as Unicode has them: "±" is a byte of the
//! font Symbol. Knows two fonts; of others it knows no more than that their letters are none.

use std::borrow::Cow;
use std::ops::RangeInclusive;

/// Characters of a private area in which office programs keep the bytes of such fonts.
const PRIVATE: RangeInclusive<u32> = 0xF020..=0xF0FF;

/// What stands for a sign that no table has.
const UNKNOWN: char = '•';

/// A font of signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SignFont {
    /// Greek and mathematics.
    Symbol,
    /// Arrows, hands, ticks.
    Wingdings,
    /// One without a table here.
    Other,
}

impl SignFont {
    /// The font of signs of this name; `None` for fonts of letters.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name.trim().to_lowercase().as_str() {
            "symbol" | "standard symbols l" | "standard symbols ps" => Some(Self::Symbol),
            "wingdings" => Some(Self::Wingdings),
            "wingdings 2" | "wingdings 3" | "webdings" | "zapfdingbats" | "marlett" => {
                Some(Self::Other)
            }
            _ => None,
        }
    }

    /// Words written in this font, as the signs that a person sees.
    pub(super) fn signs(self, words: &str) -> String {
        words.chars().map(|c| self.sign(c)).collect()
    }

    /// The sign that a character, or a byte kept as one, is in this font.
    fn sign(self, c: char) -> char {
        let number = u32::from(c);
        let is_private = PRIVATE.contains(&number);
        let byte = if is_private { number - 0xF000 } else { number };
        let table = match self {
            Self::Symbol => &SYMBOL,
            Self::Wingdings => &WINGDINGS,
            Self::Other if is_private => return UNKNOWN,
            Self::Other => return c,
        };
        // A space is one, whatever its font.
        if !(0x21..0x100).contains(&byte) || byte == 0xA0 && !is_private {
            return if is_private { ' ' } else { c };
        }
        let row = usize::try_from(byte / 16 - 2).ok().and_then(|row| table.get(row));
        let column = usize::try_from(byte % 16).unwrap_or(0);
        let found = row.and_then(|row| row.chars().nth(column));
        found.filter(|sign| *sign != char::REPLACEMENT_CHARACTER).unwrap_or(UNKNOWN)
    }
}

/// Words that may hold characters of the private area of which no font is known: most are signs of
/// lists. Letters stay.
pub(super) fn without_font(words: &str) -> Cow<'_, str> {
    let is_private = |c: char| PRIVATE.contains(&u32::from(c));
    if !words.contains(is_private) {
        return Cow::Borrowed(words);
    }
    Cow::Owned(words.chars().map(|c| if is_private(c) { UNKNOWN } else { c }).collect())
}

/// What a field `SYMBOL 177 \f "Symbol"` shows; `None` for any other field.
pub(super) fn of_field(instruction: &str) -> Option<String> {
    let mut words = instruction.split_whitespace();
    if !words.next()?.eq_ignore_ascii_case("SYMBOL") {
        return None;
    }
    let code = words.next()?;
    let number = match code.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => code.parse().ok()?,
    };
    let (_, rest) = instruction.split_once("\\f").unwrap_or_default();
    let rest = rest.trim_start().trim_start_matches('"');
    let name = rest.split(['"', '\\']).next().unwrap_or_default();
    let sign = char::from_u32(number).filter(|c| !c.is_control())?.to_string();
    Some(match SignFont::named(name) {
        Some(font) => font.signs(&sign),
        None => without_font(&sign).into_owned(),
    })
}

/// The bytes of the font Symbol from 0x20 on (Unicode Consortium, MAPPINGS/VENDORS/ADOBE/symbol.txt).
const SYMBOL: [&str; 14] = [
    " !∀#∃%&∍()*+,−./",
    "0123456789:;<=>?",
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟ",
    "ΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    "‾αβχδεφγηιϕκλμνο",
    "πθρστυϖωξψζ{|}~\u{FFFD}",
    "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}",
    "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓",
    "°±″≥×∝∂•÷≠≡≈…⏐⎯↵",
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉",
    "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
    "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
    "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭\u{FFFD}",
];

/// The bytes of the font Wingdings from 0x20 on (its signs are in Unicode since version 7.0).
const WINGDINGS: [&str; 14] = [
    " 🖉✂✁👓🕭🕮🕯🕿✆🖂🖃📪📫📬📭",
    "🗀🗁🗎🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍",
    "🖎✌🖏👍👎☜☞☝☟🖐☺😐☹💣🕱🏳",
    "🏱✈☼🌢❄🕆✞🕈✠✡☪☯🕉☸♈♉",
    "♊♋♌♍♎♏♐♑♒♓🙰🙵⚫🔾◼🞏",
    "🞐❑❒🞟⧫◆❖⬩⌧⮹⌘🏵🏶🙶🙷\u{FFFD}",
    "🄋➀➁➂➃➄➅➆➇➈➉🄌➊➋➌➍",
    "➎➏➐➑➒➓🙢🙠🙡🙣🙞🙜🙝🙟∙•",
    "⬝⭘🞆🞈🞊🞋🔿▪🞎🟁🟅★🟋🟏🟓🟑",
    "⯐⌖⯎⯏⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘",
    "🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗",
    "🙖🙐🙑🙒🙓⌫⌦⮘⮚⮙⮛⮈⮊⮉⮋🡨",
    "🡪🡩🡫🡬🡭🡯🡮🡸🡺🡹🡻🡼🡽🡿🡾⇦",
    "⇨⇧⇩⬄⇳⬁⬀⬃⬂🢬🢭🗶✓🗷🗹\u{FFFD}",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_those_that_the_font_shows() {
        let symbol = SignFont::named(" Symbol").unwrap();
        assert_eq!(symbol.signs("\u{F0B1}2 \u{B3} m\u{F06D}"), "±2 ≥ μμ");
        let wingdings = SignFont::named("WINGDINGS").unwrap();
        assert_eq!(wingdings.signs("\u{F0FC} \u{FC}J"), "✓ ✓☺");
        assert_eq!(SignFont::named("Webdings").unwrap().signs("\u{F041}"), "•");
        assert_eq!(SignFont::named("Times New Roman"), None);
        assert_eq!(without_font("a\u{F0B7}"), "a•");
        for table in [SYMBOL, WINGDINGS] {
            assert!(table.iter().all(|row| row.chars().count() == 16));
        }
    }

    #[test]
    fn fields_name_a_sign_by_its_number() {
        assert_eq!(of_field(" SYMBOL 177 \\f \"Symbol\" \\s 10 ").as_deref(), Some("±"));
        assert_eq!(of_field("SYMBOL 0xB3 \\f Symbol").as_deref(), Some("≥"));
        assert_eq!(of_field("SYMBOL 8364 \\u").as_deref(), Some("€"));
        assert_eq!(of_field("HYPERLINK x"), None);
    }
}
