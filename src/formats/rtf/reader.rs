//! The text of an RTF file: what its words mean, group by group. Pictures, comments and deleted
//! passages are counted, not shown.

use super::super::composer::{Composer, Leaf, Style};
use super::super::hyperlink;
use super::state::{Goal, State, named_encoding};
use super::tables::Tables;
use super::tokens::{Token, Tokens};
use super::words::{character, is_known, is_passed_over};

/// Groups inside each other that are told apart; deeper ones share what holds.
const MAX_DEPTH: usize = 1_000;

/// Notes of a document at most.
const MAX_NOTES: usize = 50_000;

/// Text boxes and notes inside each other at most.
const MAX_INSIDE: usize = 4;

/// Bytes of a marker or an instruction at most.
const MAX_WORDS: usize = 4_096;

/// Reads text.
#[derive(Default)]
pub(super) struct Reader<'a> {
    pub out: Composer,
    pub tables: Tables,
    stack: Vec<State>,
    state: State,
    /// Groups beyond the deepest one that is told apart.
    beyond: usize,
    /// Bytes that wait to be decoded: a character may have several.
    bytes: Vec<u8>,
    /// The first half of a character that UTF-16 writes as two.
    high: Option<u16>,
    /// Characters still to be passed over.
    skip: usize,
    /// Words of a marker or of an instruction.
    gathered: String,
    marker: Option<String>,
    /// The number of a note whose first paragraph has not come yet.
    note: Option<usize>,
    begun: bool,
    row: Row,
    notes: Vec<(&'a [u8], State)>,
    boxes: Vec<(&'a [u8], State)>,
    inside: usize,
}

/// Where in a table the place is.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    table: bool,
    row: bool,
    cell: bool,
    header: bool,
}

impl<'a> Reader<'a> {
    /// Reads the text, and then its notes.
    pub(super) fn read_all(&mut self, source: &'a [u8]) {
        self.read(source);
        let mut at = 0;
        while let Some((inside, state)) = self.notes.get(at).copied() {
            at += 1;
            self.state = State { in_table: false, ..state };
            self.note = Some(at);
            self.inside += 1;
            self.read(inside);
            self.inside -= 1;
        }
    }

    fn read(&mut self, source: &'a [u8]) {
        let mut tokens = Tokens::new(source);
        let floor = self.stack.len();
        while let Some(token) = tokens.next() {
            if self.skip > 0 && self.pass(&token) {
                continue;
            }
            match token {
                Token::Bytes(bytes) => self.bytes.extend_from_slice(bytes),
                Token::Byte(byte) => self.bytes.push(byte),
                Token::Open => self.open(),
                Token::Close => self.close(floor),
                Token::Word(word, number) => self.word((word, number), &mut tokens),
                Token::Symbol(symbol) => self.symbol(symbol, &mut tokens),
            }
        }
        self.paragraph_end();
        self.table_end();
    }

    /// Passes over what stands for a Unicode character in programs that know none; false for
    /// braces, which end it.
    fn pass(&mut self, token: &Token<'a>) -> bool {
        match token {
            Token::Open | Token::Close => {
                self.skip = 0;
                return false;
            }
            Token::Bytes(bytes) => {
                let rest = bytes.get(self.skip.min(bytes.len())..).unwrap_or_default();
                self.skip = self.skip.saturating_sub(bytes.len());
                self.bytes.extend_from_slice(rest);
            }
            Token::Byte(_) | Token::Word(..) | Token::Symbol(_) => self.skip -= 1,
        }
        true
    }

    fn open(&mut self) {
        self.flush();
        if self.stack.len() < MAX_DEPTH {
            self.stack.push(self.state);
        } else {
            self.beyond += 1;
        }
    }

    fn close(&mut self, floor: usize) {
        self.flush();
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        if self.stack.len() <= floor {
            return;
        }
        let Some(outer) = self.stack.pop() else { return };
        let inner = std::mem::replace(&mut self.state, outer);
        match (inner.goal, outer.goal) {
            (Goal::Marker, goal) if goal != Goal::Marker => {
                let words = std::mem::take(&mut self.gathered);
                self.marker = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
            }
            (Goal::Instruction, goal) if goal != Goal::Instruction => {
                let words = std::mem::take(&mut self.gathered);
                self.state.style.link =
                    hyperlink::address(&words).and_then(|to| self.out.link_to(&to));
            }
            _ => {}
        }
    }

    fn word(&mut self, (word, number): (&str, Option<i32>), tokens: &mut Tokens<'a>) {
        if word != "u" {
            self.flush();
        }
        match self.state.goal {
            Goal::Fonts => return self.tables.font_word(word, number),
            Goal::Sheet => return self.tables.sheet_word(word, number),
            Goal::Info => return self.tables.info_word(word, number),
            Goal::Nowhere => return,
            Goal::Body | Goal::Marker | Goal::Instruction => {}
        }
        if self.state.take(word, number, &self.tables) {
            return;
        }
        if let Some(encoding) = named_encoding(word, number) {
            self.tables.default = encoding;
            self.state.encoding = encoding;
        } else if let Some(words) = character(word) {
            self.text(words);
        } else if word == "u" {
            self.unicode(number.unwrap_or(0));
        } else if !self.place(word) {
            self.destination(word, tokens);
        }
    }

    /// A word that ends or begins something; false for any other word.
    fn place(&mut self, word: &str) -> bool {
        match word {
            "par" | "sect" | "page" | "column" => self.paragraph_end(),
            "line" | "lbr" => self.out.line_break(),
            "trowd" => self.row.header = false,
            "trhdr" => self.row.header = true,
            "cell" => self.cell_end(),
            "row" => self.row_end(),
            "nestcell" => self.text("\t"),
            "nestrow" => self.text(" "),
            _ => return false,
        }
        true
    }

    /// A word that says where the words of its group go.
    fn destination(&mut self, word: &str, tokens: &mut Tokens<'a>) {
        let lost = self.out.lost();
        match word {
            "fonttbl" => self.state.goal = Goal::Fonts,
            "stylesheet" => self.state.goal = Goal::Sheet,
            "info" => self.state.goal = Goal::Info,
            "listtext" | "pntext" => self.state.goal = Goal::Marker,
            "fldinst" => self.state.goal = Goal::Instruction,
            "footnote" => self.note(tokens),
            "shptxt" | "dptxbxtext" => {
                let state = State { in_table: false, ..self.state };
                self.boxes.push((tokens.rest_of_group(), state));
                self.close(0);
            }
            "annotation" => {
                lost.comments += 1;
                self.state.goal = Goal::Nowhere;
            }
            "pict" => {
                lost.pictures += 1;
                self.state.goal = Goal::Nowhere;
            }
            "objdata" => {
                lost.objects += 1;
                self.state.goal = Goal::Nowhere;
            }
            _ if is_passed_over(word) => self.state.goal = Goal::Nowhere,
            _ => {}
        }
    }

    fn symbol(&mut self, symbol: u8, tokens: &mut Tokens<'a>) {
        match symbol {
            b'\\' | b'{' | b'}' => self.bytes.push(symbol),
            b'~' => self.text("\u{A0}"),
            b'_' => self.text("\u{2011}"),
            b'-' => self.text("\u{AD}"),
            b'\r' | b'\n' => {
                self.flush();
                self.paragraph_end();
            }
            b'*' => {
                let mut ahead = *tokens;
                if let Some(Token::Word(word, _)) = ahead.next()
                    && !is_known(word)
                {
                    self.state.goal = Goal::Nowhere;
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, tokens: &mut Tokens<'a>) {
        let inside = tokens.rest_of_group();
        let state = State { goal: Goal::Body, style: Style::default(), ..self.state };
        if self.notes.len() < MAX_NOTES && self.inside == 0 {
            self.notes.push((inside, state));
            self.text(&format!("[{}]", self.notes.len()));
        }
        self.close(0);
    }

    fn unicode(&mut self, number: i32) {
        self.decode();
        self.skip = self.state.fallback;
        let unit = u16::try_from(number.rem_euclid(1 << 16)).unwrap_or(0xFFFD);
        let units: Vec<u16> = self.high.take().into_iter().chain([unit]).collect();
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        self.text(&String::from_utf16_lossy(&units));
    }

    fn flush(&mut self) {
        self.decode();
        self.high = None;
    }

    /// Decodes the bytes that wait.
    fn decode(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let (words, _) = self.state.encoding.decode_without_bom_handling(&bytes);
        self.text(&words);
        self.bytes = bytes;
        self.bytes.clear();
    }

    fn text(&mut self, words: &str) {
        if !self.bytes.is_empty() {
            self.decode();
        }
        match self.state.goal {
            Goal::Body => self.body(words),
            Goal::Sheet => self.tables.sheet_words(words),
            Goal::Info => self.tables.info_words(words),
            Goal::Marker | Goal::Instruction if self.gathered.len() < MAX_WORDS => {
                self.gathered.push_str(words);
            }
            Goal::Marker | Goal::Instruction | Goal::Fonts | Goal::Nowhere => {}
        }
    }

    fn body(&mut self, words: &str) {
        if self.state.hidden || self.state.deleted {
            let lost = self.out.lost();
            *(if self.state.deleted { &mut lost.deletions } else { &mut lost.hidden }) += 1;
            return;
        }
        if !self.begun {
            self.begin();
        }
        self.out.style = self.state.style;
        self.out.words(words);
        self.out.style = Style::default();
    }

    fn begin(&mut self) {
        self.begun = true;
        self.place_in_table();
        self.out.quote = u8::from(self.state.sheet.quote);
        let leaf = self.state.sheet.outline.map_or(Leaf::Paragraph, Leaf::Heading);
        self.out.depth = 0;
        if let Some(number) = self.note.take() {
            self.out.mark_note(number);
        } else if let Some(marker) = self.marker.take() {
            let legible = marker.chars().any(|c| c.is_alphanumeric() || c.is_ascii_graphic());
            self.out.depth = if leaf == Leaf::Paragraph { self.state.level + 1 } else { 0 };
            self.out.mark_item(if legible { marker } else { "-".to_owned() });
        }
        self.out.open(leaf);
    }

    fn place_in_table(&mut self) {
        if !self.state.in_table {
            self.table_end();
            return;
        }
        if !std::mem::replace(&mut self.row.table, true) {
            self.out.table();
        }
        if !std::mem::replace(&mut self.row.row, true) {
            self.out.row(self.row.header);
        }
        if !std::mem::replace(&mut self.row.cell, true) {
            self.out.cell();
        }
    }

    fn cell_end(&mut self) {
        if !self.row.cell {
            self.state.in_table = true;
            self.place_in_table();
        }
        self.paragraph_end();
        self.out.end_cell();
        self.row.cell = false;
    }

    fn row_end(&mut self) {
        self.paragraph_end();
        if self.row.header {
            self.out.row_is_header();
        }
        self.out.end_row();
        (self.row.row, self.row.cell) = (false, false);
    }

    fn table_end(&mut self) {
        if std::mem::take(&mut self.row).table {
            self.out.end_table();
        }
    }

    fn paragraph_end(&mut self) {
        self.flush();
        self.begun = false;
        self.out.close();
        if self.inside < MAX_INSIDE {
            for (inside, state) in std::mem::take(&mut self.boxes) {
                let around = std::mem::replace(&mut self.state, state);
                self.inside += 1;
                self.read(inside);
                self.inside -= 1;
                self.state = around;
            }
        }
        self.boxes.clear();
    }
}
