//! What holds at a place of an RTF text: where words go, how they look, how they are encoded. Holds
//! no words.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::super::composer::{Script, Style};
use super::super::ink::{Ink, is_tiny};
use super::super::symbols::SignFont;
use super::charsets;
use super::sheet::{Sheet, level};
use super::tables::Tables;

/// Where words go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Goal {
    /// Into the text.
    #[default]
    Body,
    /// Nowhere.
    Nowhere,
    /// Into the table of fonts.
    Fonts,
    /// Into the table of colours.
    Colours,
    /// Into the table of styles.
    Sheet,
    /// Into a property of the document.
    Info,
    /// Into the marker of the next paragraph.
    Marker,
    /// Into the instruction of a field.
    Instruction,
}

/// What the result of a field is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Result {
    #[default]
    Words,
    /// Nothing: what it says is written already.
    Silent,
    /// A further mark of a note.
    NoteMark,
}

/// Half points from which on words that are moved up or down are raised or lowered: less is done to
/// make a line look better.
const MOVED: i32 = 4;

/// Half points of a move whose word names none.
const USUAL_MOVE: i32 = 6;

/// What holds inside a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub goal: Goal,
    pub encoding: &'static Encoding,
    /// Characters to pass over after a Unicode character.
    pub fallback: usize,
    pub style: Style,
    pub ink: Ink,
    /// Something is painted behind the paragraph, or it stands in a table inside a table, of which
    /// that is not known.
    pub backed: bool,
    pub deleted: bool,
    pub sheet: Sheet,
    pub in_table: bool,
    pub level: u8,
    /// The font, if it holds signs.
    pub font: Option<SignFont>,
    /// Half points above the line.
    pub position: i32,
    /// True for the large letter that the next paragraph begins with.
    pub drop_cap: bool,
    pub result: Result,
}

impl Default for State {
    fn default() -> Self {
        Self {
            goal: Goal::Body,
            encoding: WINDOWS_1252,
            fallback: 1,
            style: Style::default(),
            ink: Ink::default(),
            backed: false,
            deleted: false,
            sheet: Sheet::default(),
            in_table: false,
            level: 0,
            font: None,
            position: 0,
            drop_cap: false,
            result: Result::Words,
        }
    }
}

impl State {
    /// Takes in a word about how words look or how paragraphs stand; false for any other word.
    pub(super) fn take(&mut self, word: &str, number: Option<i32>, tables: &Tables) -> bool {
        let on = number != Some(0);
        match word {
            "b" => self.style.strong = on,
            "i" => self.style.emphasis = on,
            "strike" | "striked" => self.style.struck = on,
            "super" => self.style.raise = if on { Some(Script::Raised) } else { None },
            "sub" => self.style.raise = if on { Some(Script::Lowered) } else { None },
            "nosupersub" => self.style.raise = None,
            "up" => self.position = number.unwrap_or(USUAL_MOVE).clamp(-1_000, 1_000),
            "dn" => self.position = -number.unwrap_or(USUAL_MOVE).clamp(-1_000, 1_000),
            "deleted" => self.deleted = on,
            "plain" => {
                self.style = Style { link: self.style.link, ..Style::default() };
                (self.ink, self.deleted) = (Ink::default(), false);
                self.position = 0;
                self.encoding = tables.encoding(None);
                self.font = None;
            }
            "pard" => {
                self.sheet = Sheet::default();
                (self.in_table, self.level, self.drop_cap) = (false, 0, false);
                self.backed = false;
            }
            "dropcapli" => self.drop_cap = number.is_some_and(|lines| lines > 1),
            "s" => self.sheet = number.map(|number| tables.sheet(number)).unwrap_or_default(),
            "outlinelevel" => self.sheet.outline = level(number),
            "intbl" => self.in_table = on,
            "ilvl" => self.level = number.and_then(|n| u8::try_from(n).ok()).unwrap_or(0).min(8),
            "uc" => self.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "f" => {
                self.encoding = tables.encoding(number);
                self.font = tables.sign_font(number);
            }
            _ => return self.paint(word, number, tables),
        }
        true
    }

    /// Takes in a word about what is painted; false for any other word.
    fn paint(&mut self, word: &str, number: Option<i32>, tables: &Tables) -> bool {
        let on = number != Some(0);
        match word {
            "v" => self.ink.hidden = Some(on),
            "cf" => self.ink.white = Some(number.is_some_and(|number| tables.is_white(number))),
            "fs" => self.ink.tiny = number.map(|size| is_tiny(size.into())),
            "cb" | "chcbpat" | "chcfpat" | "highlight" => {
                self.ink.backed |= tables.is_dark(number);
            }
            "chshdng" | "outl" | "shad" | "embo" | "impr" => self.ink.backed |= on,
            "cbpat" | "cfpat" => self.backed |= tables.is_dark(number),
            "shading" => self.backed |= on,
            "itap" => self.backed |= number.is_some_and(|depth| depth > 1),
            _ => return false,
        }
        true
    }

    /// Whether words are raised or lowered. Words that are only moved must follow on others: `apart`
    /// says that they do not.
    pub(super) fn raise(&self, apart: bool) -> Option<Script> {
        match self.style.raise {
            None if !apart && self.position >= MOVED => Some(Script::Raised),
            None if !apart && self.position <= -MOVED => Some(Script::Lowered),
            raise => raise,
        }
    }
}

/// The encoding that a word at the head of the file names.
pub(super) fn named_encoding(word: &str, number: Option<i32>) -> Option<&'static Encoding> {
    match word {
        "ansicpg" => charsets::of_code_page(number?),
        "mac" => charsets::of_code_page(10000),
        "pc" | "pca" | "ansi" => Some(WINDOWS_1252),
        _ => None,
    }
}
