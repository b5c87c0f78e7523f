//! The tables at the head of an RTF file: fonts with their character sets, colours, styles, properties. Does
//! not read the text.

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::super::ink::is_light;
use super::super::symbols::SignFont;
use super::charsets;
use super::sheet::{Sheet, level};

/// Fonts, and styles, at most.
const MAX_ROWS: usize = 10_000;

/// Bytes of a name at most.
const MAX_NAME: usize = 1_000;

/// Fonts, styles and properties.
#[derive(Debug)]
pub(super) struct Tables {
    /// The encoding that the head of the file names.
    pub default: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    /// Fonts that hold signs.
    signs: HashMap<i32, SignFont>,
    sheets: HashMap<i32, Sheet>,
    /// Colours by their numbers: whether they are white; `None` for what the program chooses.
    colours: Vec<Option<bool>>,
    /// The colour that is being read.
    colour: Option<bool>,
    /// Names and words of the properties.
    pub info: Vec<(String, String)>,
    /// The row that is being read: its number, what is known of it, its name.
    row: (i32, Sheet, String),
    date: [i32; 3],
}

impl Default for Tables {
    fn default() -> Self {
        Self {
            default: WINDOWS_1252,
            fonts: HashMap::new(),
            signs: HashMap::new(),
            sheets: HashMap::new(),
            colours: Vec::new(),
            colour: None,
            info: Vec::new(),
            row: Default::default(),
            date: [0; 3],
        }
    }
}

impl Tables {
    /// The encoding of a font, or the default one.
    pub(super) fn encoding(&self, font: Option<i32>) -> &'static Encoding {
        font.and_then(|font| self.fonts.get(&font).copied()).unwrap_or(self.default)
    }

    /// The font of a number, if it holds signs.
    pub(super) fn sign_font(&self, font: Option<i32>) -> Option<SignFont> {
        font.and_then(|font| self.signs.get(&font).copied())
    }

    /// Words in the table of fonts: names, each with a semicolon behind it.
    pub(super) fn font_words(&mut self, words: &str) {
        for c in words.chars() {
            if c == ';' {
                let name = std::mem::take(&mut self.row.2);
                if let Some(font) = SignFont::named(&name).filter(|_| self.signs.len() < MAX_ROWS) {
                    self.signs.insert(self.row.0, font);
                }
            } else if self.row.2.len() < MAX_NAME {
                self.row.2.push(c);
            }
        }
    }

    /// A word in the table of colours: a part of one.
    pub(super) fn colour_word(&mut self, word: &str, number: Option<i32>) {
        if matches!(word, "red" | "green" | "blue") {
            let light = number.and_then(|part| u8::try_from(part).ok()).is_some_and(is_light);
            self.colour = Some(light && self.colour != Some(false));
        }
    }

    /// Words in the table of colours: a semicolon behind each.
    pub(super) fn colour_words(&mut self, words: &str) {
        let room = MAX_ROWS.saturating_sub(self.colours.len());
        for _ in words.matches(';').take(room) {
            self.colours.push(self.colour.take());
        }
    }

    /// True if the colour of a number is white.
    pub(super) fn is_white(&self, number: i32) -> bool {
        self.colour(Some(number)) == Some(true)
    }

    /// True if the colour of a number is painted and not white.
    pub(super) fn is_dark(&self, number: Option<i32>) -> bool {
        self.colour(number) == Some(false)
    }

    fn colour(&self, number: Option<i32>) -> Option<bool> {
        let number = usize::try_from(number?).ok()?;
        self.colours.get(number).copied().flatten()
    }

    /// The style of a number.
    pub(super) fn sheet(&self, number: i32) -> Sheet {
        self.sheets.get(&number).copied().unwrap_or_default()
    }

    /// A word in the table of fonts.
    pub(super) fn font_word(&mut self, word: &str, number: Option<i32>) {
        let encoding = match (word, number) {
            ("f", Some(number)) => {
                self.row.0 = number;
                self.row.2.clear();
                None
            }
            ("fcharset", Some(charset)) => charsets::of_font(charset),
            ("cpg", Some(page)) => charsets::of_code_page(page),
            _ => None,
        };
        if let Some(encoding) = encoding.filter(|_| self.fonts.len() < MAX_ROWS) {
            self.fonts.insert(self.row.0, encoding);
        }
    }

    /// A word in the table of styles.
    pub(super) fn sheet_word(&mut self, word: &str, number: Option<i32>) {
        match word {
            "s" => self.row = (number.unwrap_or(0), Sheet::default(), String::new()),
            "cs" | "ds" | "ts" => self.row = (-1, Sheet::default(), String::new()),
            "outlinelevel" => self.row.1.outline = level(number),
            "sbasedon" => {
                let base = number.map(|number| self.sheet(number)).unwrap_or_default();
                self.row.1.outline = self.row.1.outline.or(base.outline);
                self.row.1.quote |= base.quote;
            }
            _ => {}
        }
    }

    /// Words in the table of styles: names, each with a semicolon behind it.
    pub(super) fn sheet_words(&mut self, words: &str) {
        for c in words.chars() {
            if c == ';' {
                self.end_sheet();
            } else if self.row.2.len() < MAX_NAME {
                self.row.2.extend(c.to_lowercase());
            }
        }
    }

    fn end_sheet(&mut self) {
        let (number, mut sheet, name) = std::mem::take(&mut self.row);
        let name = name.trim();
        let heading = name.strip_prefix("heading ").and_then(|level| level.trim().parse().ok());
        let title = (name == "title").then_some(1);
        sheet.outline = sheet.outline.or(heading).or(title).map(|level: u8| level.clamp(1, 6));
        sheet.quote |= matches!(name, "quote" | "intense quote" | "quotations" | "block text");
        if number >= 0 && self.sheets.len() < MAX_ROWS {
            self.sheets.insert(number, sheet);
        }
    }

    /// A word among the properties: the name of one, or a part of a date.
    pub(super) fn info_word(&mut self, word: &str, number: Option<i32>) {
        let number = number.unwrap_or(0);
        match word {
            "yr" => self.date = [number, 0, 0],
            "mo" => self.date[1] = number,
            "dy" => {
                self.date[2] = number;
                let [year, month, day] = self.date;
                self.info.push(("created".into(), format!("{year:04}-{month:02}-{day:02}")));
            }
            "title" | "author" | "company" if self.info.len() < 64 => {
                self.info.push((word.to_owned(), String::new()));
            }
            "creatim" | "revtim" | "printim" | "buptim" => {}
            _ if self.info.len() < 64 => self.info.push((String::new(), String::new())),
            _ => {}
        }
    }

    /// Words of the property that was named last.
    pub(super) fn info_words(&mut self, words: &str) {
        if let Some((_, value)) = self.info.last_mut().filter(|(_, value)| value.len() < MAX_NAME) {
            value.push_str(words);
        }
    }
}
