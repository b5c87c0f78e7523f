//! The text of an RTF file: what its words mean, group by group. Pictures, comments and deleted
//! passages are counted, not shown.

use super::super::composer::{Composer, Leaf, Script, Style};
use super::super::running;
use super::super::symbols;
use super::equation;
use super::running::{Place, Running};
use super::state::{Goal, Result, State, named_encoding};
use super::tables::Tables;
use super::tokens::{Token, Tokens};
use super::words::{character, is_known, is_passed_over};

mod field;
mod row;
mod table;

use row::Row;

/// Groups inside each other that are told apart; deeper ones share what holds.
const MAX_DEPTH: usize = 1_000;

/// Notes of a document at most.
const MAX_NOTES: usize = 50_000;

/// Text boxes and notes inside each other at most.
const MAX_INSIDE: usize = 4;

/// Bytes of a marker or an instruction at most.
const MAX_WORDS: usize = 4_096;

/// What is said of a file whose groups do not end as they began.
const CUT: &str = "Damaged: the file ends inside of a group, as a file does that is cut; \
                   text may be missing from there on.";
const CLOSED_TWICE: &str = "Damaged: a group ends that never began; text may be missing or wrong.";

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
    /// Running heads and feet, to be read when the text is.
    running: Running<'a>,
    in_running: bool,
    /// True if pages show nothing behind their words.
    paper: bool,
    /// The letter of a drop cap whose paragraph has not come yet.
    initial: String,
    /// If groups do not end as they began: a sentence that says so.
    pub damage: Option<&'static str>,
}

impl<'a> Reader<'a> {
    /// For a file whose pages are white `paper`, or show something behind their words.
    pub(super) fn new(paper: bool) -> Self {
        Self { paper, ..Self::default() }
    }

    /// Reads the text, and then its notes.
    pub(super) fn read_all(&mut self, source: &'a [u8]) {
        self.read(source);
        if !self.stack.is_empty() {
            self.damage = Some(CUT);
        }
        self.stack.clear();
        self.beyond = 0;
        let initial = std::mem::take(&mut self.initial);
        self.out.words(&initial);
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

    /// Reads the running head or foot of the first page: its lines.
    pub(super) fn running_lines(&mut self, place: Place) -> Vec<String> {
        let text = std::mem::take(&mut self.out);
        let mut lines = Vec::new();
        for (inside, state) in self.running.of(place) {
            self.state = State { in_table: false, ..state };
            (self.in_running, self.marker, self.note) = (true, None, None);
            self.inside += 1;
            self.read(inside);
            self.inside -= 1;
            lines = running::lines(&std::mem::take(&mut self.out).finish());
            if !lines.is_empty() {
                break;
            }
        }
        self.out = text;
        lines
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
            if floor == 0 && self.inside == 0 {
                self.damage.get_or_insert(CLOSED_TWICE);
            }
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
                self.field(&words);
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
            Goal::Colours => return self.tables.colour_word(word, number),
            Goal::Sheet => return self.tables.sheet_word(word, number),
            Goal::Info => return self.tables.info_word(word, number),
            Goal::Nowhere => return,
            Goal::Body | Goal::Marker | Goal::Instruction => {}
        }
        if self.state.take(word, number, &self.tables) || self.paint_row(word, number) {
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
            "trowd" => (self.row.header, self.row.painted) = (false, false),
            "trhdr" => self.row.header = true,
            "cell" => self.cell_end(),
            "row" => self.row_end(),
            "nestcell" => self.text("\t"),
            "nestrow" => self.text(" "),
            "titlepg" => self.running.title_page = true,
            "chpgn" if self.in_running => self.text(running::PAGE_NUMBER),
            _ => return false,
        }
        true
    }

    /// A word that says where the words of its group go.
    fn destination(&mut self, word: &str, tokens: &mut Tokens<'a>) {
        let lost = self.out.lost();
        match word {
            "fonttbl" => self.state.goal = Goal::Fonts,
            "colortbl" => self.state.goal = Goal::Colours,
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
            _ if Running::names(word) && self.inside == 0 => {
                let state = State { goal: Goal::Body, ..self.state };
                self.running.keep(word, tokens.rest_of_group(), state);
                self.close(0);
            }
            "mmath" => {
                let words = equation::linear(tokens.rest_of_group());
                self.text(&words);
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
            // A place to divide a word at, no part of it.
            b'-' => {}
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
            let around = self.state;
            self.state.style.raise = None;
            (self.state.position, self.state.font) = (0, None);
            self.text(&format!("[{}]", self.notes.len()));
            self.state = around;
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
        let words = String::from_utf16_lossy(&units);
        match self.state.font {
            Some(font) => self.text(&font.signs(&words)),
            None => self.text(&symbols::without_font(&words)),
        }
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
        match self.state.font {
            Some(font) => {
                let kept: String = bytes.iter().map(|byte| char::from(*byte)).collect();
                self.text(&font.signs(&kept));
            }
            None => {
                let (words, _) = self.state.encoding.decode_without_bom_handling(&bytes);
                self.text(&words);
            }
        }
        self.bytes = bytes;
        self.bytes.clear();
    }

    fn text(&mut self, words: &str) {
        if !self.bytes.is_empty() {
            self.decode();
        }
        match self.state.goal {
            Goal::Body => self.body(words),
            Goal::Colours => self.tables.colour_words(words),
            Goal::Sheet => self.tables.sheet_words(words),
            Goal::Info => self.tables.info_words(words),
            Goal::Fonts => self.tables.font_words(words),
            Goal::Marker | Goal::Instruction if self.gathered.len() < MAX_WORDS => {
                self.gathered.push_str(words);
            }
            Goal::Marker | Goal::Instruction | Goal::Nowhere => {}
        }
    }

    fn body(&mut self, words: &str) {
        if self.state.deleted {
            self.out.lost().deletions += 1;
            return;
        }
        if self.state.result == Result::Silent {
            return;
        }
        let ink = self.state.ink;
        let blank = words.trim().is_empty() && !ink.is_hidden();
        if ink.is_unseen(self.is_paper()) && !blank {
            if !self.in_running {
                self.out.unseen(words, !ink.is_hidden());
            }
            return;
        }
        if self.state.drop_cap {
            return self.initial.push_str(words.trim());
        }
        if !self.begun {
            self.begin();
        }
        let raise = self.state.raise(self.out.ends_in_space());
        self.out.style = Style { raise, ..self.state.style };
        match self.state.result == Result::NoteMark && raise == Some(Script::Raised) {
            true => {
                self.out.style.raise = None;
                self.out.words(&format!("[{}]", words.trim()));
            }
            false => self.out.words(words),
        }
        self.out.style = Style::default();
    }

    /// True if nothing but white paper is below the words, as far as is known: boxes and running heads
    /// stand on something else.
    fn is_paper(&self) -> bool {
        let in_row = self.state.in_table && self.row.painted;
        self.paper && self.inside == 0 && !self.state.backed && !in_row
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
        if !self.initial.is_empty() {
            let initial = std::mem::take(&mut self.initial);
            self.out.words(&initial);
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
