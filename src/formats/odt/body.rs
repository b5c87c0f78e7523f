//! The text of an ODT file, paragraph by paragraph, with its notes and text boxes. Opens no parts
//! of the archive itself.

mod conditional;

use std::borrow::Cow;
use std::collections::HashMap;

use super::super::archive::resolved;
use super::super::composer::{Composer, Leaf, Style};
use super::super::symbols::without_font;
use super::super::xml::{Node, Tag, Xml};
use super::super::{picture, running};
use super::styles::{LEVELS, Run, Styles, marker};

/// Text boxes inside each other at most.
const MAX_BOXES: usize = 4;

/// Notes of a document at most.
const MAX_NOTES: usize = 50_000;

/// Cells that one tag may stand for.
const MAX_REPEATED: i64 = 64;

/// Spaces that one tag may stand for.
const MAX_SPACES: i64 = 64;

/// Reads running text.
pub(super) struct Body<'a> {
    pub out: Composer,
    /// Equations by the names of the objects that they are.
    pub formulas: HashMap<String, String>,
    styles: &'a Styles,
    notes: Vec<&'a str>,
    boxes: Vec<&'a str>,
    /// What the words around the place are, innermost last.
    runs: Vec<Run>,
    lists: Vec<List>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// How many paragraphs the place is inside of: one, if any.
    paragraphs: usize,
    /// How many text boxes and notes the place is inside of.
    inside: usize,
    header: bool,
    /// True inside the frame of a picture.
    pictured: bool,
    /// True inside the frame of an equation.
    is_formula: bool,
    damaged: bool,
    /// True in a running head: the numbers of pages are marked there.
    running: bool,
    /// The style of the first paragraph.
    first: Option<String>,
    /// True if pages show nothing behind their words.
    pub paper: bool,
    /// The tables, rows and cells around the place: whether something is painted there.
    painted: Vec<bool>,
    /// The sections around the place: whether their author hid them.
    sections: Vec<bool>,
    /// Bytes that may still be looked at ahead of the place, for fields that hide their paragraph: none
    /// where there is no such field, and no more than ill-formed texts can make costly.
    ahead: usize,
    /// True in a paragraph that such a field hides.
    is_hidden: bool,
}

/// A list that is open, and the marker of its item if no paragraph took it yet.
#[derive(Clone, Debug, Default)]
struct List {
    style: String,
    marker: Option<Marker>,
}

/// What a paragraph begins with.
#[derive(Clone, Debug)]
enum Marker {
    Item(String),
    Note(usize),
}

impl<'a> Body<'a> {
    pub(super) fn new(styles: &'a Styles) -> Self {
        Self {
            out: Composer::default(),
            formulas: HashMap::new(),
            styles,
            notes: Vec::new(),
            boxes: Vec::new(),
            runs: Vec::new(),
            lists: Vec::new(),
            counts: HashMap::new(),
            paragraphs: 0,
            inside: 0,
            header: false,
            pictured: false,
            is_formula: false,
            damaged: false,
            running: false,
            first: None,
            paper: false,
            painted: Vec::new(),
            sections: Vec::new(),
            ahead: 0,
            is_hidden: false,
        }
    }

    /// Reads a running head or foot: its lines.
    pub(super) fn running_lines(mut self, source: &'a str) -> Vec<String> {
        self.running = true;
        self.read(source);
        running::lines(&self.out.finish())
    }

    /// The style of the first paragraph.
    pub(super) fn first_style(&self) -> &str {
        self.first.as_deref().unwrap_or_default()
    }

    /// True if the text was no XML from some place on.
    pub(super) fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// Reads the text, and then its notes.
    pub(super) fn read_all(&mut self, source: &'a str) {
        self.read(source);
        let mut at = 0;
        while let Some(inside) = self.notes.get(at).copied() {
            at += 1;
            self.lists = vec![List { style: String::new(), marker: Some(Marker::Note(at)) }];
            self.inside += 1;
            self.read(inside);
            self.inside -= 1;
        }
    }

    fn read(&mut self, source: &'a str) {
        let mut xml = Xml::new(source);
        let outer = std::mem::replace(&mut self.ahead, Self::ahead_in(source));
        while let Some(node) = xml.next() {
            match node {
                Node::Start(tag) => self.start(&tag, &mut xml),
                Node::End(name) => self.end(&name),
                Node::Words(words) => self.words(&words),
            }
        }
        self.damaged |= xml.is_damaged();
        self.out.close();
        self.unpack_boxes();
        self.ahead = outer;
    }

    fn start(&mut self, tag: &Tag, xml: &mut Xml<'a>) {
        match tag.name() {
            "p" | "h" => self.paragraph(tag, xml),
            "hidden-text" if Self::is_hidden_field(tag) => self.hidden_text(tag, xml),
            "span" => self.span(tag),
            "a" => {
                let target = tag.get("href").filter(|target| !target.starts_with('#'));
                self.out.style.link = target.and_then(|target| self.out.link_to(&target));
            }
            "s" => {
                let count = tag.number("c").unwrap_or(1).clamp(1, MAX_SPACES);
                (0..count).for_each(|_| self.raw(" "));
            }
            "tab" => self.raw("\t"),
            "line-break" => self.out.line_break(),
            "list" => self.list(tag),
            "list-item" | "list-header" => self.item(tag),
            "table" | "table-header-rows" | "table-row" => self.table(tag),
            "table-column" => self.column(tag),
            "table-cell" | "covered-table-cell" => self.cells(tag),
            "section" => self.sections.push(tag.get("display").is_some_and(|how| how == "none")),
            "note" => self.note(xml),
            "page-number" | "page-count" if self.running => {
                xml.pass_over();
                self.raw(running::PAGE_NUMBER);
            }
            _ => self.pass_over(tag, xml),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.is_hidden = false;
                self.runs.clear();
                self.out.close();
                self.unpack_boxes();
            }
            "span" => {
                self.runs.pop();
            }
            "a" => self.out.style.link = None,
            "list" => {
                self.lists.pop();
            }
            "list-item" | "list-header" => {
                if let Some(list) = self.lists.last_mut() {
                    list.marker = None;
                }
            }
            "table-cell" | "covered-table-cell" => {
                self.painted.pop();
                self.out.end_cell();
            }
            "table-row" => {
                self.painted.pop();
                self.out.end_row();
            }
            "table-header-rows" => self.header = false,
            "table" => {
                self.painted.pop();
                self.out.end_table();
            }
            "section" => {
                self.sections.pop();
            }
            "frame" => (self.pictured, self.is_formula) = (false, false),
            _ => {}
        }
    }

    fn pass_over(&mut self, tag: &Tag, xml: &mut Xml<'a>) {
        match tag.full_name() {
            // What stands for an equation in programs that know none.
            "draw:image" if self.is_formula => {}
            "draw:image" => {
                self.out.lost().pictures += 1;
                self.pictured = true;
            }
            "svg:title" | "svg:desc" => {
                let words = xml.inner_words();
                if let Some(words) = picture::described(&words).filter(|_| self.pictured) {
                    self.instead(&words);
                }
            }
            "draw:object" | "draw:object-ole" => self.object(tag),
            "office:annotation" => {
                self.out.lost().comments += 1;
                xml.pass_over();
            }
            "text:tracked-changes" => {
                let deleted = xml.pass_over().matches("<text:deletion").count();
                self.out.lost().deletions += deleted;
            }
            "draw:text-box" => {
                let inside = xml.pass_over();
                self.boxes.push(inside);
                if self.paragraphs == 0 {
                    self.unpack_boxes();
                }
            }
            "text:ruby-text"
            | "office:forms"
            | "office:scripts"
            | "text:table-of-content-source" => {
                xml.pass_over();
            }
            _ => {}
        }
    }

    fn object(&mut self, tag: &Tag) {
        let name = resolved("", &tag.get("href").unwrap_or_default());
        match self.formulas.get(&name).filter(|words| !words.is_empty()).cloned() {
            Some(words) => {
                self.is_formula = true;
                self.instead(&words);
            }
            None => self.out.lost().objects += 1,
        }
    }

    fn paragraph(&mut self, tag: &Tag, xml: &Xml<'a>) {
        self.is_hidden = self.hides_itself(xml);
        let name = tag.get("style-name").unwrap_or_default();
        let look = self.styles.look(&name);
        let level = tag.number("outline-level").filter(|level| *level > 0);
        let level = level.and_then(|level| u8::try_from(level.min(6)).ok());
        let leaf = match (tag.name(), level) {
            ("h", level) => Leaf::Heading(level.unwrap_or(1)),
            _ => look.leaf,
        };
        let run = self.styles.run(&name);
        // A paragraph all of which is raised is set so for its looks.
        let style = Style { strong: false, code: false, raise: None, ..run.style };
        self.runs = vec![Run { style, ..run }];
        self.first.get_or_insert(name);
        self.paragraphs += 1;
        self.out.quote = u8::from(look.quote);
        self.out.depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        match self.lists.last_mut().and_then(|list| list.marker.take()) {
            Some(Marker::Item(words)) => self.out.mark_item(words),
            Some(Marker::Note(number)) => self.out.mark_note(number),
            None => {}
        }
        self.out.open(leaf);
    }

    fn span(&mut self, tag: &Tag) {
        let run = self.styles.run(&tag.get("style-name").unwrap_or_default());
        let around = self.runs.last().copied().unwrap_or_default();
        let (own, outer) = (run.style, around.style);
        let style = Style {
            raise: if own.raise.is_none() { outer.raise } else { own.raise },
            strong: own.strong || outer.strong,
            emphasis: own.emphasis || outer.emphasis,
            struck: own.struck || outer.struck,
            code: own.code || outer.code,
            link: None,
        };
        let (ink, font) = (run.ink.within(around.ink), run.font.or(around.font));
        self.runs.push(Run { style, ink, font });
    }

    /// Words, white space in them as one space.
    fn words(&mut self, words: &str) {
        if self.paragraphs == 0 {
            return;
        }
        let mut line = String::with_capacity(words.len());
        let mut after_space = self.out.ends_in_space();
        for c in words.chars() {
            let space = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !(space && after_space) {
                line.push(if space { ' ' } else { c });
            }
            after_space = space;
        }
        self.raw(&line);
    }

    fn raw(&mut self, words: &str) {
        let Run { style, ink, font } = self.runs.last().copied().unwrap_or_default();
        let hidden = ink.is_hidden() || self.is_hidden || self.sections.contains(&true);
        let bare = self.paper && self.inside == 0 && !self.painted.contains(&true);
        if hidden || ink.is_unseen(bare) && !words.trim().is_empty() {
            if !self.running {
                self.out.unseen(words, !hidden);
            }
            return;
        }
        let words = match font {
            Some(font) => Cow::Owned(font.signs(words)),
            None => without_font(words),
        };
        self.seen(&words, style);
    }

    /// Words in place of something that is seen whatever the colour of words is.
    fn instead(&mut self, words: &str) {
        let Run { style, ink, .. } = self.runs.last().copied().unwrap_or_default();
        match ink.is_hidden() {
            true => self.raw(words),
            false => self.seen(words, style),
        }
    }

    fn seen(&mut self, words: &str, style: Style) {
        let link = self.out.style.link;
        self.out.style = Style { link, ..style };
        self.out.words(words);
        self.out.style = Style { link, ..Style::default() };
    }

    fn list(&mut self, tag: &Tag) {
        let around = self.lists.last().map(|list| list.style.clone());
        let style = tag.get("style-name").or(around).unwrap_or_default();
        let goes_on = tag.get("continue-numbering").is_some_and(|on| on == "true")
            || tag.get("continue-list").is_some();
        let level = self.lists.len();
        if let Some(counts) = self.counts.get_mut(&style).filter(|_| !goes_on) {
            counts.iter_mut().skip(level).for_each(|count| *count = None);
        }
        if level < 256 {
            self.lists.push(List { style, marker: None });
        }
    }

    fn item(&mut self, tag: &Tag) {
        let at = self.lists.len().saturating_sub(1).min(LEVELS - 1);
        let Some(list) = self.lists.last_mut() else { return };
        if tag.name() == "list-header" {
            return;
        }
        let levels = self.styles.levels(&list.style);
        let first = levels.get(at).map_or(1, |level| level.first);
        let counts = self.counts.entry(list.style.clone()).or_default();
        let start = tag.number("start-value").and_then(|start| u32::try_from(start).ok());
        let next = counts[at].map_or(first, |count| count.saturating_add(1));
        counts[at] = Some(start.unwrap_or(next));
        let words = marker(levels, counts.get(..=at).unwrap_or_default());
        list.marker = Some(Marker::Item(words));
    }

    fn table(&mut self, tag: &Tag) {
        if tag.name() != "table-header-rows" {
            self.paint(tag);
        }
        match tag.name() {
            "table" => {
                self.header = false;
                self.out.table();
            }
            "table-header-rows" => self.header = true,
            _ => self.out.row(self.header),
        }
    }

    /// What a table, row or cell paints behind its words; a ready-made look paints something.
    fn paint(&mut self, tag: &Tag) {
        let style = tag.get("style-name").unwrap_or_default();
        let painted = self.styles.is_painted(&style) || tag.get("template-name").is_some();
        self.painted.push(painted);
    }

    /// What the cells of a column have if they say nothing themselves.
    fn column(&mut self, tag: &Tag) {
        let style = tag.get("default-cell-style-name").unwrap_or_default();
        if let Some(table) = self.painted.last_mut() {
            *table |= self.styles.is_painted(&style);
        }
    }

    fn cells(&mut self, tag: &Tag) {
        self.paint(tag);
        let count = tag.number("number-columns-repeated").unwrap_or(1).clamp(1, MAX_REPEATED);
        (0..count).for_each(|_| self.out.cell());
    }

    fn note(&mut self, xml: &mut Xml<'a>) {
        let inside = xml.pass_over();
        if self.notes.len() < MAX_NOTES && self.inside == 0 {
            self.notes.push(note_body(inside));
            let mark = format!("[{}]", self.notes.len());
            let style = self.out.style;
            self.out.words(&mark);
            self.out.style = style;
        }
    }

    /// What stood in boxes beside a paragraph, after it.
    fn unpack_boxes(&mut self) {
        for inside in std::mem::take(&mut self.boxes) {
            if self.inside < MAX_BOXES {
                self.inside += 1;
                let paragraphs = std::mem::take(&mut self.paragraphs);
                self.read(inside);
                self.paragraphs = paragraphs;
                self.inside -= 1;
            }
        }
    }
}

fn note_body(note: &str) -> &str {
    let mut xml = Xml::new(note);
    while let Some(node) = xml.next() {
        if matches!(&node, Node::Start(tag) if tag.name() == "note-body") {
            return xml.pass_over();
        }
    }
    ""
}
