//! The text of a DOCX file, paragraph by paragraph: its body, its notes, its text boxes. Opens no
//! parts of the archive itself.

use std::borrow::Cow;
use std::collections::HashMap;

use super::super::composer::{Composer, Leaf, Script, Style};
use super::super::ink::Ink;
use super::super::symbols::{self, SignFont};
use super::super::xml::{Node, Tag, Xml};
use super::super::{math, picture, running};
use super::field::{Field, FieldKind};
use super::numbering::Numbering;
use super::paragraph::{FirstRow, Properties, first_row};
use super::property::is_on;
use super::run::Run;
use super::styles::Styles;
use super::surface::Surface;

/// Text boxes inside each other at most.
const MAX_BOXES: usize = 4;

/// Notes of a document at most.
const MAX_NOTES: usize = 50_000;

/// Fields inside each other at most.
const MAX_FIELDS: usize = 64;

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
    /// The letter of the drop cap that is being read.
    initial: Option<String>,
    /// The letter of a drop cap whose paragraph has not come yet.
    waiting: Option<String>,
    /// True in a running head: the numbers of pages are marked there.
    running: bool,
    /// What is below the words.
    pub surface: Surface,
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
            initial: None,
            waiting: None,
            running: false,
            surface: Surface::default(),
        }
    }

    /// Reads a running head or foot: its lines.
    pub(super) fn running_lines(mut self, source: &'a str) -> Vec<String> {
        self.running = true;
        self.read(source);
        running::lines(&self.out.finish())
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
        if let Some(initial) = self.waiting.take() {
            self.out.words(&initial);
            self.out.close();
        }
    }

    /// The letter of a drop cap waits for its paragraph, which comes next.
    fn end_drop_cap(&mut self) {
        if let Some(initial) = self.initial.take() {
            self.waiting.get_or_insert_default().push_str(initial.trim());
        }
    }

    /// Reads a note: its first paragraph begins with its number.
    pub(super) fn note_body(&mut self, number: usize, inside: &'a str) {
        self.note = Some(number);
        self.read(inside);
        self.note = None;
    }

    fn start(&mut self, tag: &Tag, xml: &mut Xml<'a>) {
        match tag.name() {
            "p" => {
                self.paragraphs.push(false);
                self.surface.paragraph = Ink::default();
            }
            "pPr" => self.begin(&Properties::read(xml)),
            "r" => self.run = Run::default(),
            "rPr" => self.run = Run::read(xml, self.styles),
            "t" => self.run.words = true,
            "tab" | "ptab" => self.words("\t"),
            "br" | "cr" => self.line_break(tag),
            "noBreakHyphen" => self.words("\u{2011}"),
            "softHyphen" => self.words("\u{AD}"),
            "sym" => self.sign(tag),
            "oMath" => self.equation(xml),
            "footnoteReference" => self.note(tag, NoteKind::Foot),
            "endnoteReference" => self.note(tag, NoteKind::End),
            "hyperlink" => self.link(tag),
            "fldChar" => self.field(tag),
            "fldSimple" => self.simple_field(tag),
            "pgNum" => self.page_number(),
            "instrText" => self.instruction(xml),
            "shd" => self.surface.shade(tag),
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
                self.end_drop_cap();
                self.unpack_boxes();
            }
            "t" => self.run.words = false,
            "r" => self.run = Run::default(),
            "hyperlink" => self.out.style.link = None,
            "fldSimple" => {
                self.fields.pop();
            }
            "tc" => self.out.end_cell(),
            "tr" => self.out.end_row(),
            "tbl" => {
                self.first_row.pop();
                self.surface.end_table();
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
            for node in Xml::new(inside) {
                let Node::Start(tag) = node else { continue };
                self.surface.table_property(&tag, self.styles);
                if let Some(table) = self.first_row.last_mut().filter(|_| tag.name() == "tblLook") {
                    table.is_header = first_row(&tag);
                }
            }
        }
    }

    fn table(&mut self, tag: &Tag) {
        match tag.name() {
            "tbl" => {
                self.first_row.push(FirstRow::default());
                self.surface.table();
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
            "tc" => {
                self.surface.cell();
                self.out.cell();
            }
            _ => {}
        }
    }

    /// Opens the block that a paragraph with these properties is.
    fn begin(&mut self, given: &Properties) {
        if let Some(begun) = self.paragraphs.last_mut() {
            *begun = true;
        }
        let look = self.styles.look(&given.style);
        self.surface.paragraph = Ink { backed: look.ink.backed || given.backed, ..look.ink };
        if given.drop_cap {
            self.initial = Some(String::new());
            return;
        }
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
        if let Some(initial) = self.waiting.take() {
            self.out.words(&initial);
        }
    }

    fn words(&mut self, words: &str) {
        let ink = self.run.ink.within(self.surface.paragraph);
        let blank = words.trim().is_empty() && !ink.is_hidden();
        if ink.is_unseen(self.inside == 0 && self.surface.is_bare()) && !blank {
            if !self.running && !self.run.is_marked {
                self.out.unseen(words, !ink.is_hidden());
            }
            return;
        }
        self.seen(words);
    }

    fn seen(&mut self, words: &str) {
        if self.run.is_marked {
            return;
        }
        self.begin_unless_begun();
        let words = match self.run.font {
            Some(font) => Cow::Owned(font.signs(words)),
            None => symbols::without_font(words),
        };
        if let Some(initial) = &mut self.initial {
            return initial.push_str(&words);
        }
        if self.running && self.is_inside(FieldKind::PageNumber) {
            return;
        }
        let raise = self.run.raise(self.out.ends_in_space());
        match raise == Some(Script::Raised) && self.is_inside(FieldKind::NoteMark) {
            true => self.styled(&format!("[{}]", words.trim()), None),
            false => self.styled(&words, raise),
        }
    }

    fn begin_unless_begun(&mut self) {
        if self.paragraphs.last() == Some(&false) {
            self.begin(&Properties::default());
        }
    }

    fn styled(&mut self, words: &str, raise: Option<Script>) {
        let link = self.out.style.link;
        let field = self.fields.iter().rev().find_map(|field| field.link);
        self.out.style = Style { link: link.or(field), raise, ..self.run.style };
        self.out.words(words);
        self.out.style = Style { link, ..Style::default() };
    }

    /// A picture is lost but for the words that describe it.
    fn picture(&mut self) {
        self.out.lost().pictures += 1;
        if let Some(words) = picture::described(&std::mem::take(&mut self.picture)) {
            match self.run.ink.is_hidden() {
                true => self.words(&words),
                false => self.seen(&words),
            }
        }
    }

    fn line_break(&mut self, tag: &Tag) {
        match tag.get("type").as_deref() {
            Some("page" | "column") => self.words(" "),
            _ => self.out.line_break(),
        }
    }

    fn sign(&mut self, tag: &Tag) {
        let code = tag.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let Some(sign) = code.and_then(char::from_u32) else { return };
        let font = SignFont::named(&tag.get("font").unwrap_or_default());
        let around = std::mem::replace(&mut self.run.font, font);
        self.words(&sign.to_string());
        self.run.font = around;
    }

    fn equation(&mut self, xml: &mut Xml<'a>) {
        self.run = Run::default();
        let words = math::linear(xml.pass_over());
        self.words(&words);
    }

    fn note(&mut self, tag: &Tag, kind: NoteKind) {
        let id = tag.get("id").unwrap_or_default();
        if self.notes.len() < MAX_NOTES {
            self.notes.push(NoteRef { kind, id });
            let mark = format!("[{}]", self.notes.len());
            let around = self.run;
            self.run.style.raise = None;
            self.run.position = 0;
            self.words(&mark);
            // A mark of the author's own stands behind ours.
            let is_marked =
                tag.get("customMarkFollows").is_some_and(|on| on != "0" && on != "false");
            self.run = Run { is_marked, ..around };
        }
    }

    fn link(&mut self, tag: &Tag) {
        let target = tag.get("id").and_then(|id| self.links.get(&id).cloned());
        self.out.style.link = target.and_then(|target| self.out.link_to(&target));
    }

    fn field(&mut self, tag: &Tag) {
        match tag.get("fldCharType").as_deref() {
            Some("begin") => self.begin_field(Field::default()),
            Some("separate") => self.field_result(),
            Some("end") => {
                let field = self.fields.pop().unwrap_or_default();
                if let Some(sign) = field.sign() {
                    self.words(&sign);
                }
            }
            _ => {}
        }
    }

    fn simple_field(&mut self, tag: &Tag) {
        let instruction = tag.get("instr").unwrap_or_default();
        self.begin_field(Field::of(instruction));
        self.field_result();
    }

    fn begin_field(&mut self, field: Field) {
        if self.fields.len() < MAX_FIELDS {
            self.fields.push(field);
        }
    }

    /// What comes next is what a field gave.
    fn field_result(&mut self) {
        let Some(field) = self.fields.last_mut() else { return };
        field.resolve();
        let is_page_number = field.kind == FieldKind::PageNumber;
        let link = field.address().and_then(|target| self.out.link_to(&target));
        if let Some(field) = self.fields.last_mut() {
            field.link = link;
        }
        if is_page_number {
            self.page_number();
        }
    }

    /// In a running head the number of the page is marked, to be left out.
    fn page_number(&mut self) {
        if self.running {
            self.begin_unless_begun();
            self.styled(running::PAGE_NUMBER, None);
        }
    }

    fn is_inside(&self, kind: FieldKind) -> bool {
        self.fields.iter().any(|field| field.kind == kind)
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
