//! The text of a DOCX file, paragraph by paragraph: its body, its notes, its text boxes. Opens no
//! parts of the archive itself.

use std::collections::HashMap;

use super::super::composer::{Composer, Leaf, Style};
use super::super::hyperlink;
use super::super::picture;
use super::super::xml::{Node, Tag, Xml};
use super::numbering::Numbering;
use super::styles::{self, Numbered, Styles, is_on, value};

/// Text boxes inside each other at most.
const MAX_BOXES: usize = 4;

/// Notes of a document at most.
const MAX_NOTES: usize = 50_000;

/// Which part a note stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoteKind {
    Foot,
    End,
}

/// A note that the text refers to, in the order of the references.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NoteRef {
    pub kind: NoteKind,
    pub id: String,
}

/// Reads running text.
pub(super) struct Body<'a> {
    pub out: Composer,
    pub notes: Vec<NoteRef>,
    /// Targets of links of the part that is read, by their ids.
    pub links: HashMap<String, String>,
    styles: &'a Styles,
    numbering: Numbering,
    run: Run,
    /// The words that describe the picture that comes next.
    picture: String,
    /// Text boxes that wait for the end of their paragraph.
    boxes: Vec<&'a str>,
    fields: Vec<Field>,
    paragraphs: Vec<bool>,
    damaged: bool,
    /// How many text boxes the walk is inside of.
    inside: usize,
    first_row: Vec<FirstRow>,
    /// The number of a note whose first paragraph has not come yet.
    note: Option<usize>,
}

/// A run of words.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    style: Style,
    hidden: bool,
    words: bool,
}

/// A field: an instruction and what it gave. What it gave is read as text.
#[derive(Clone, Debug, Default)]
struct Field {
    instruction: String,
    link: Option<u32>,
}

#[derive(Clone, Copy, Debug, Default)]
struct FirstRow {
    is_header: bool,
    seen: bool,
}

/// What a paragraph's properties say.
#[derive(Clone, Debug, Default)]
struct Properties {
    style: String,
    numbered: Numbered,
    outline: Option<u8>,
}

impl<'a> Body<'a> {
    pub(super) fn new(styles: &'a Styles, numbering: Numbering) -> Self {
        Self {
            out: Composer::default(),
            notes: Vec::new(),
            links: HashMap::new(),
            styles,
            numbering,
            run: Run::default(),
            picture: String::new(),
            boxes: Vec::new(),
            fields: Vec::new(),
            paragraphs: Vec::new(),
            damaged: false,
            inside: 0,
            first_row: Vec::new(),
            note: None,
        }
    }

    /// True if a part was no XML from some place on.
    pub(super) fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// Reads a part, or a piece of one.
    pub(super) fn read(&mut self, source: &'a str) {
        let mut xml = Xml::new(source);
        while let Some(node) = xml.next() {
            match node {
                Node::Start(tag) => self.start(&tag, &mut xml),
                Node::End(name) => self.end(&name),
                Node::Words(words) if self.run.words => self.words(&words),
                Node::Words(_) => {}
            }
        }
        self.damaged |= xml.is_damaged();
        self.out.close();
        self.unpack_boxes();
    }

    /// Reads a note: its first paragraph begins with its number.
    pub(super) fn note_body(&mut self, number: usize, inside: &'a str) {
        self.note = Some(number);
        self.read(inside);
        self.note = None;
    }

    fn start(&mut self, tag: &Tag, xml: &mut Xml<'a>) {
        match tag.name() {
            "p" => self.paragraphs.push(false),
            "pPr" => self.begin(&properties(xml)),
            "r" => self.run = Run::default(),
            "rPr" => self.run_properties(xml),
            "t" => self.run.words = true,
            "tab" | "ptab" => self.words("\t"),
            "br" | "cr" => self.line_break(tag),
            "noBreakHyphen" => self.words("\u{2011}"),
            "softHyphen" => self.words("\u{AD}"),
            "sym" => self.words("•"),
            "footnoteReference" => self.note(tag, NoteKind::Foot),
            "endnoteReference" => self.note(tag, NoteKind::End),
            "hyperlink" => self.link(tag),
            "fldChar" => self.field(tag),
            "instrText" => self.instruction(xml),
            "tbl" | "tblLook" | "tr" | "tblHeader" | "tc" => self.table(tag),
            "docPr" => self.picture = tag.get("descr").unwrap_or_default(),
            "shape" => self.picture = tag.get("alt").unwrap_or_default(),
            "blip" | "imagedata" => self.picture(),
            _ => self.pass_over(tag.name(), xml),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => {
                self.out.close();
                self.paragraphs.pop();
                self.unpack_boxes();
            }
            "t" => self.run.words = false,
            "r" => self.run = Run::default(),
            "hyperlink" => self.out.style.link = None,
            "tc" => self.out.end_cell(),
            "tr" => self.out.end_row(),
            "tbl" => {
                self.first_row.pop();
                self.out.end_table();
            }
            _ => {}
        }
    }

    /// What is left out, and what is kept for later.
    fn pass_over(&mut self, name: &str, xml: &mut Xml<'a>) {
        let lost = self.out.lost();
        match name {
            "commentReference" => lost.comments += 1,
            "OLEObject" | "altChunk" => lost.objects += 1,
            "del" | "moveFrom" => {
                lost.deletions += usize::from(xml.pass_over().contains("delText"));
            }
            "txbxContent" => {
                let inside = xml.pass_over();
                self.boxes.push(inside);
            }
            "Fallback" | "sdtPr" | "sectPr" | "tblPr" | "rt" | "delText" => {
                self.look_into(name, xml);
            }
            _ => {}
        }
    }

    fn look_into(&mut self, name: &str, xml: &mut Xml<'a>) {
        let inside = xml.pass_over();
        if name == "tblPr" {
            let look = Xml::new(inside).find_map(|node| match node {
                Node::Start(tag) if tag.name() == "tblLook" => Some(first_row(&tag)),
                _ => None,
            });
            if let (Some(table), Some(look)) = (self.first_row.last_mut(), look) {
                table.is_header = look;
            }
        }
    }

    fn table(&mut self, tag: &Tag) {
        match tag.name() {
            "tbl" => {
                self.first_row.push(FirstRow::default());
                self.out.table();
            }
            "tr" => {
                let first = self
                    .first_row
                    .last_mut()
                    .map(|table| !std::mem::replace(&mut table.seen, true) && table.is_header);
                self.out.row(first.unwrap_or(false));
            }
            "tblHeader" if is_on(tag) => self.out.row_is_header(),
            "tc" => self.out.cell(),
            _ => {}
        }
    }

    /// Opens the block that a paragraph with these properties is.
    fn begin(&mut self, given: &Properties) {
        if let Some(begun) = self.paragraphs.last_mut() {
            *begun = true;
        }
        let look = self.styles.look(&given.style);
        let mut leaf = given.outline.map_or(look.leaf, Leaf::Heading);
        self.out.quote = u8::from(look.quote);
        self.out.depth = 0;
        let list = given.numbered.list.as_ref().or(look.numbered.list.as_ref());
        if let Some(list) = list.filter(|list| *list != "0") {
            let of_style = self.numbering.level_of_style(list, &given.style);
            let level = given.numbered.level.or(of_style).or(look.numbered.level).unwrap_or(0);
            if let Some(marker) = self.numbering.next(list, level) {
                self.out.depth = if leaf == Leaf::Paragraph { level + 1 } else { 0 };
                self.out.mark_item(marker);
            }
        }
        if let Some(number) = self.note.take() {
            self.out.mark_note(number);
            leaf = Leaf::Paragraph;
        }
        self.out.open(leaf);
    }

    fn words(&mut self, words: &str) {
        if self.run.hidden {
            self.out.lost().hidden += 1;
            return;
        }
        if self.paragraphs.last() == Some(&false) {
            self.begin(&Properties::default());
        }
        let link = self.out.style.link;
        let field = self.fields.iter().rev().find_map(|field| field.link);
        self.out.style = Style { link: link.or(field), ..self.run.style };
        self.out.words(words);
        self.out.style = Style { link, ..Style::default() };
    }

    /// A picture is lost but for the words that describe it.
    fn picture(&mut self) {
        self.out.lost().pictures += 1;
        if let Some(words) = picture::described(&std::mem::take(&mut self.picture)) {
            self.words(&words);
        }
    }

    fn line_break(&mut self, tag: &Tag) {
        match tag.get("type").as_deref() {
            Some("page" | "column") => self.words(" "),
            _ => self.out.line_break(),
        }
    }

    fn run_properties(&mut self, xml: &mut Xml) {
        let mut run = Run::default();
        while let Some(node) = xml.next() {
            match node {
                Node::Start(tag) => match tag.name() {
                    "rStyle" => (run.style, run.hidden) = self.styles.run(&value(&tag)),
                    "vanish" => run.hidden = is_on(&tag),
                    "rPrChange" => {
                        xml.pass_over();
                    }
                    _ => styles::toggle(&mut run.style, &tag),
                },
                Node::End(name) if name == "rPr" => break,
                Node::End(_) | Node::Words(_) => {}
            }
        }
        self.run = Run { words: false, ..run };
    }

    fn note(&mut self, tag: &Tag, kind: NoteKind) {
        let id = tag.get("id").unwrap_or_default();
        if self.notes.len() < MAX_NOTES {
            self.notes.push(NoteRef { kind, id });
            self.words(&format!("[{}]", self.notes.len()));
        }
    }

    fn link(&mut self, tag: &Tag) {
        let target = tag.get("id").and_then(|id| self.links.get(&id).cloned());
        self.out.style.link = target.and_then(|target| self.out.link_to(&target));
    }

    fn field(&mut self, tag: &Tag) {
        match tag.get("fldCharType").as_deref() {
            Some("begin") if self.fields.len() < 64 => self.fields.push(Field::default()),
            Some("separate") => {
                let target =
                    self.fields.last().and_then(|field| hyperlink::address(&field.instruction));
                let link = target.and_then(|target| self.out.link_to(&target));
                if let Some(field) = self.fields.last_mut() {
                    field.link = link;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn instruction(&mut self, xml: &mut Xml) {
        let words = xml.inner_words();
        if let Some(field) = self.fields.last_mut().filter(|f| f.instruction.len() < 4096) {
            field.instruction.push_str(&words);
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

/// True if the first row of a table is set apart by the look that its author chose.
fn first_row(tag: &Tag) -> bool {
    let mask = tag.get("val").and_then(|mask| u32::from_str_radix(&mask, 16).ok());
    match tag.get("firstRow").as_deref() {
        Some(on) => on == "1" || on == "true",
        None => mask.is_some_and(|mask| mask & 0x20 != 0),
    }
}

/// Reads a paragraph's properties up to their end tag.
fn properties(xml: &mut Xml) -> Properties {
    let mut found = Properties::default();
    while let Some(node) = xml.next() {
        match node {
            Node::Start(tag) => match tag.name() {
                "pStyle" => found.style = value(&tag),
                "numId" => found.numbered.list = Some(value(&tag)),
                "ilvl" => found.numbered.level = styles::level(&tag),
                "outlineLvl" => found.outline = styles::outline(&tag),
                "rPr" | "sectPr" | "pPrChange" | "framePr" => {
                    xml.pass_over();
                }
                _ => {}
            },
            Node::End(name) if name == "pPr" => break,
            Node::End(_) | Node::Words(_) => {}
        }
    }
    found
}
