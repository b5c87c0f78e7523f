//! How words are painted, as far as it decides whether anybody sees them: hidden by their author, of
//! the colour of the paper, too small. Knows the properties, not how a format writes them.

/// How light each part of a colour is in white, of 255 at most.
const WHITE: u8 = 248;

/// Half points from which on letters are seen; smaller ones are a line at best.
const SEEN: i64 = 4;

/// What is said of words; where nothing is said, what is around them holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ink {
    /// Their author hid them.
    pub hidden: Option<bool>,
    /// They are painted white.
    pub white: Option<bool>,
    /// They are too small to be read.
    pub tiny: Option<bool>,
    /// Something that is not white is painted behind them or around their letters.
    pub backed: bool,
}

impl Ink {
    /// What holds for words that say this where `around` holds.
    pub(super) fn within(self, around: Self) -> Self {
        Self {
            hidden: self.hidden.or(around.hidden),
            white: self.white.or(around.white),
            tiny: self.tiny.or(around.tiny),
            backed: self.backed || around.backed,
        }
    }

    /// True if their author hid them.
    pub(super) fn is_hidden(self) -> bool {
        self.hidden == Some(true)
    }

    /// True if nobody sees them who looks at the page: `paper` says that nothing but white paper is
    /// below them as far as is known.
    pub(super) fn is_unseen(self, paper: bool) -> bool {
        let pale = paper && !self.backed && self.white == Some(true);
        self.is_hidden() || self.tiny == Some(true) || pale
    }
}

/// True for letters of so many half points that nobody reads them. None at all is no size.
pub(super) fn is_tiny(half_points: i64) -> bool {
    (1..SEEN).contains(&half_points)
}

/// True for white, as `FFFFFF`, `#ffffff` or its name.
pub(super) fn is_white(colour: &str) -> bool {
    let hex = colour.trim().trim_start_matches('#');
    if hex.eq_ignore_ascii_case("white") {
        return true;
    }
    let light = |pair: &[u8]| {
        let pair = std::str::from_utf8(pair).unwrap_or_default();
        u8::from_str_radix(pair, 16).is_ok_and(is_light)
    };
    hex.len() == 6 && hex.as_bytes().chunks(2).all(light)
}

/// True for a part of a colour that is as light as it is in white.
pub(super) fn is_light(part: u8) -> bool {
    part >= WHITE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_is_every_colour_that_nobody_tells_from_paper() {
        let white = ["FFFFFF", "#ffffff", "FEFEFE", "white", "F8F8F8"];
        assert!(white.into_iter().all(is_white));
        let other = ["auto", "", "F2F2F2", "FFFF00", "#fff", "transparent", "FFFFFFFF", "éFFFF"];
        assert!(!other.into_iter().any(is_white));
        assert!([1, 3].into_iter().all(is_tiny) && ![0, -2, 4, 12].into_iter().any(is_tiny));
    }

    #[test]
    fn white_words_are_unseen_on_white_paper_only() {
        let white = Ink { white: Some(true), ..Ink::default() };
        assert!(white.is_unseen(true) && !white.is_unseen(false));
        let bar = Ink { backed: true, ..Ink::default() };
        assert!(!white.within(bar).is_unseen(true));
        let black = Ink { white: Some(false), ..Ink::default() };
        assert!(!black.within(white).is_unseen(true));
        let hidden = Ink { hidden: Some(true), ..bar };
        assert!(hidden.is_unseen(false) && black.within(hidden).is_unseen(true));
    }
}
