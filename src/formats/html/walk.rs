//! Walks over the tree of a page and writes what a reader would see. White space collapses as in a
//! browser; what is hidden, scripted or to be filled in is left out.

use std::collections::HashMap;

use dom_query::{Document as Page, NodeId, NodeRef};

use super::super::builder::{Builder, Leaf, Script};
use super::super::picture;
use super::captions::{is_captioned, is_sign};
use super::equation;
use super::inline::{leads_somewhere, script, style};
use super::markers::numbered;
use super::notes::{self, Note};
use super::table::{Cell, Table};
use super::visibility::{SKIPPED, is_hidden};
use crate::document::MarkKind;

/// Elements that begin a line of their own.
const BLOCKS: [&str; 29] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "figure",
    "figcaption",
    "address",
    "center",
    "form",
    "fieldset",
    "legend",
    "details",
    "summary",
    "dl",
    "dt",
    "dd",
    "hgroup",
    "search",
    "caption",
    "tr",
    "td",
    "th",
    "body",
    "optgroup",
];

/// An inline property that holds for what follows; begun in the text with its first word.
#[derive(Clone, Debug)]
enum Style {
    Kind(MarkKind),
    Link(String),
}

/// A list that is open.
struct List {
    /// The next number; `None` for bullets.
    next: Option<i64>,
    /// How numbers are written: `1`, `a`, `A`, `i` or `I`.
    form: char,
}

/// A walk, and what it has to remember between two words.
pub(super) struct Walk<'a> {
    out: &'a mut Builder,
    /// White space stands before the next word.
    space: bool,
    /// The next word is the first of its block or cell.
    fresh: bool,
    /// Inside something that is one line: a heading, a cell.
    leaf: usize,
    /// Inside something whose white space counts.
    kept: usize,
    /// Line breaks since the last word.
    breaks: usize,
    styles: Vec<Style>,
    /// How many of the styles have begun in the text.
    begun: usize,
    lists: Vec<List>,
    /// The element in which the first word of each block stands.
    sources: Vec<NodeId>,
    /// The element around the words that come next.
    around: Option<NodeId>,
    /// Words of the marks that lead to notes, by the names of the notes.
    marks: HashMap<String, String>,
}

impl<'a> Walk<'a> {
    /// A walk that adds to `out`.
    pub(super) fn new(out: &'a mut Builder) -> Self {
        Self {
            out,
            space: false,
            fresh: true,
            leaf: 0,
            kept: 0,
            breaks: 0,
            styles: Vec::new(),
            begun: 0,
            lists: Vec::new(),
            sources: Vec::new(),
            around: None,
            marks: HashMap::new(),
        }
    }

    /// Writes a whole page, its notes last. Returns the element in which the first word of each block
    /// stands.
    pub(super) fn page(mut self, page: &Page) -> Vec<NodeId> {
        self.node(page.root());
        self.block();
        for note in notes::of(page).into_iter().filter(|note| !is_hidden(&note.node)) {
            self.note(&note);
        }
        if let Some(around) = self.around {
            self.sources.resize(self.out.blocks(), around);
        }
        self.sources
    }

    /// Writes what stands in an element, whatever the element itself is.
    pub(super) fn part(mut self, node: NodeRef<'_>) {
        self.inside(node);
        self.block();
    }

    /// Writes a note: an item whose marker is that of the mark which leads to it.
    fn note(&mut self, note: &Note<'_>) {
        let mark = note.name.as_ref().and_then(|name| self.marks.get(name)).cloned();
        self.out.note(mark.as_deref().unwrap_or("note"));
        for child in note.words(mark.as_deref()) {
            self.node(child);
        }
        self.block();
        self.out.item_end();
    }

    /// Writes what stands inside a node.
    fn inside(&mut self, node: NodeRef<'_>) {
        node.children_it(false).for_each(|child| self.node(child));
    }

    /// Writes a table: rows and cells of data, or what stands in one that only arranges a page.
    fn table(&mut self, node: NodeRef<'_>) {
        let Some(table) = Table::of(node) else {
            self.block();
            self.inside(node);
            return self.block();
        };
        for caption in &table.captions {
            self.block();
            self.inside(*caption);
        }
        self.block();
        self.out.table();
        for row in table.rows() {
            self.out.open(Leaf::Row { header: row.header });
            row.cells.into_iter().for_each(|cell| self.cell(cell));
            self.block();
        }
    }

    fn cell(&mut self, cell: Cell<'_>) {
        let node = match cell {
            Cell::Beyond(node) => return self.inside(node),
            Cell::Own(node) => Some(node),
            Cell::Spanned => None,
        };
        self.out.cell();
        self.line(|walk| {
            if let Some(node) = node {
                walk.inside(node);
            }
        });
        self.out.cell_end();
    }

    /// Ends the open block: what comes next begins a line.
    fn block(&mut self) {
        self.space = self.leaf > 0;
        if self.leaf == 0 {
            self.out.close();
            self.fresh = true;
            self.breaks = 0;
        }
    }

    fn node(&mut self, node: NodeRef<'_>) {
        if node.is_text() {
            self.around = node.parent().map(|parent| parent.id).or(self.around);
            self.text(&node.text());
        } else if node.is_element() {
            self.element(node);
        } else if !node.is_comment() && !node.is_doctype() {
            self.inside(node);
        }
    }

    fn element(&mut self, node: NodeRef<'_>) {
        let name = node.node_name().unwrap_or_default();
        let name: &str = &name;
        let hidden = is_hidden(&node) && !equation::is_pictured(&node);
        if SKIPPED.contains(&name) || hidden || notes::is_apart(&node) {
            return;
        }
        if equation::is_double(&node) {
            return;
        }
        self.named(&node, name);
        if let Some(script) = script(&node, name) {
            return self.beside_the_line(node, script);
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, name),
            "br" => self.line_break(),
            "hr" if self.leaf == 0 => {
                self.block();
                self.out.rule();
            }
            "blockquote" if self.leaf == 0 => self.quote(node),
            "ul" | "ol" | "menu" | "dir" if self.leaf == 0 => self.list(node, name),
            "li" if self.leaf == 0 => self.item(node),
            "li" => self.line_of_a_cell(node),
            "pre" | "xmp" | "listing" if self.leaf == 0 => self.code(node),
            "table" if self.leaf == 0 => self.table(node),
            "img" | "picture" => self.picture(node),
            "a" => self.link(node),
            "math" => self.equation(node),
            name if BLOCKS.contains(&name) => {
                self.block();
                self.inside(node);
                self.block();
            }
            name => match style(name) {
                Some(kind) => self.styled(Style::Kind(kind), node),
                None => self.inside(node),
            },
        }
    }

    /// Notes the names by which links lead to an element.
    fn named(&mut self, node: &NodeRef<'_>, name: &str) {
        let old = if name == "a" { node.attr("name") } else { None };
        node.attr("id").into_iter().chain(old).for_each(|id| self.out.place(id.trim()));
    }

    fn heading(&mut self, node: NodeRef<'_>, name: &str) {
        self.block();
        if self.leaf > 0 {
            return self.inside(node);
        }
        let level = name.as_bytes().get(1).map_or(1, |digit| digit.saturating_sub(b'0'));
        self.out.open(Leaf::Heading(level));
        self.line(|walk| walk.inside(node));
        self.block();
    }

    /// Writes something that is one line whatever stands in it.
    fn line(&mut self, write: impl FnOnce(&mut Self)) {
        (self.fresh, self.space) = (true, false);
        self.leaf += 1;
        write(self);
        self.leaf -= 1;
        (self.fresh, self.space) = (true, false);
    }

    /// Two breaks separate paragraphs; more of them are air.
    fn line_break(&mut self) {
        self.space = true;
        if self.leaf == 0 && self.kept == 0 && self.breaks < 2 {
            self.out.line_break();
            self.breaks += 1;
            self.fresh = true;
        } else if self.kept > 0 {
            self.out.words("\n");
        }
    }

    fn quote(&mut self, node: NodeRef<'_>) {
        self.block();
        self.out.quote(true);
        self.inside(node);
        self.block();
        self.out.quote(false);
    }

    fn list(&mut self, node: NodeRef<'_>, name: &str) {
        self.block();
        let number = |value: Option<i64>| value.filter(|n| (0..=99_999).contains(n));
        let start = node.attr("start").and_then(|start| start.trim().parse().ok());
        let next = (name == "ol").then(|| number(start).unwrap_or(1));
        let form = node.attr("type").and_then(|form| form.chars().next());
        let form = form.filter(|form| "aAiI".contains(*form)).unwrap_or('1');
        self.lists.push(List { next, form });
        self.out.list(None);
        self.inside(node);
        self.block();
        self.out.list_end();
        self.lists.pop();
    }

    fn item(&mut self, node: NodeRef<'_>) {
        self.block();
        let marker = match self.lists.last_mut() {
            Some(List { next: Some(next), form }) => {
                let marker = format!("{}.", numbered(*next, *form));
                *next += 1;
                marker
            }
            _ => "-".to_owned(),
        };
        self.out.marked(marker);
        self.inside(node);
        self.block();
        self.out.item_end();
    }

    fn code(&mut self, node: NodeRef<'_>) {
        self.block();
        self.out.open(Leaf::Code);
        self.fresh = false;
        self.kept += 1;
        self.inside(node);
        self.kept -= 1;
        self.block();
    }

    /// A picture that says something, which is lost but for the words that describe it; spacers and
    /// counters say nothing.
    fn picture(&mut self, node: NodeRef<'_>) {
        if node.has_name("picture") {
            return self.inside(node);
        }
        let alt = node.attr("alt").unwrap_or_default();
        if alt.trim().is_empty() {
            return;
        }
        self.out.image();
        let needed = !is_sign(&node) && !is_captioned(&node, &alt);
        if let Some(words) = picture::described(&alt).filter(|_| needed) {
            self.space = true;
            self.text(&words);
            self.space = true;
        }
    }

    /// An equation, as words on one line.
    fn equation(&mut self, node: NodeRef<'_>) {
        let apart = node.attr("display").is_some_and(|how| &*how == "block");
        if apart {
            self.block();
        }
        self.around = node.parent().map(|parent| parent.id).or(self.around);
        self.text(&equation::linear(&node));
        if apart {
            self.block();
        }
    }

    /// An item of a list inside of something that is one line, such as a cell.
    fn line_of_a_cell(&mut self, node: NodeRef<'_>) {
        if !self.fresh {
            self.out.words("\n");
            (self.fresh, self.space) = (true, false);
        }
        self.inside(node);
        self.space = true;
    }

    /// Words above or below the line. The mark of a note is set apart, anything else is written so
    /// that it is no part of the figure before it.
    fn beside_the_line(&mut self, node: NodeRef<'_>, script: Script) {
        if script == Script::Raised && self.is_mark(&node) {
            return self.mark(node);
        }
        if self.kept == 0 && self.space && !self.fresh {
            self.out.words(" ");
            self.space = false;
        }
        self.begin_styles();
        self.out.script(script);
        self.inside(node);
        self.out.script_end(false);
    }

    /// True for the mark of a note: a short one that leads somewhere.
    fn is_mark(&self, node: &NodeRef<'_>) -> bool {
        let leads = |inner: &NodeRef<'_>| inner.has_name("a") && inner.has_attr("href");
        let is_link = leads(node)
            || node.descendants_it().any(|inner| leads(&inner))
            || node.ancestors_it(Some(2)).any(|outer| leads(&outer));
        is_link && !self.fresh && notes::is_label(node.text().trim())
    }

    /// The mark of a note, which would read as part of the word before it.
    fn mark(&mut self, node: NodeRef<'_>) {
        let words = node.text();
        let named = std::iter::once(node)
            .chain(node.descendants_it())
            .chain(node.ancestors_it(Some(2)))
            .find_map(|node| node.attr("href"));
        if let Some((_, name)) = named.as_ref().and_then(|target| target.split_once('#')) {
            self.marks.entry(name.to_owned()).or_insert_with(|| words.trim().to_owned());
        }
        self.text("[");
        self.space = false;
        self.inside(node);
        self.space = false;
        self.text("]");
    }

    fn link(&mut self, node: NodeRef<'_>) {
        if notes::is_reference(&node) && self.is_mark(&node) {
            return self.mark(node);
        }
        let target = node.attr("href").map(|target| target.trim().to_owned());
        match target.filter(|target| leads_somewhere(target)) {
            Some(target) => self.styled(Style::Link(target), node),
            None => self.inside(node),
        }
    }

    fn styled(&mut self, style: Style, node: NodeRef<'_>) {
        self.styles.push(style);
        self.inside(node);
        if self.begun == self.styles.len() {
            self.out.end();
            self.begun -= 1;
        }
        self.styles.pop();
    }

    fn text(&mut self, raw: &str) {
        if self.kept > 0 {
            self.begin_styles();
            self.out.words(raw);
            return self.note_source();
        }
        let blank = |c: char| c.is_whitespace() && c != '\u{2028}' && c != '\u{2029}';
        self.space |= raw.starts_with(blank);
        for word in raw.split(blank).filter(|word| !word.is_empty()) {
            if self.space && !self.fresh {
                self.out.words(" ");
            }
            self.begin_styles();
            self.out.words(word);
            (self.fresh, self.space, self.breaks) = (false, true, 0);
            self.note_source();
        }
        self.space = raw.ends_with(blank) || self.space && raw.trim_matches(blank).is_empty();
    }

    /// Remembers where the first word of the open block stands.
    fn note_source(&mut self) {
        if let Some(around) = self.around.filter(|_| self.sources.len() <= self.out.blocks()) {
            self.sources.resize(self.out.blocks() + 1, around);
        }
    }

    fn begin_styles(&mut self) {
        for style in self.styles.get(self.begun..).unwrap_or_default() {
            match style {
                Style::Kind(kind) => self.out.begin(*kind),
                Style::Link(target) => self.out.link(target),
            }
        }
        self.begun = self.styles.len();
    }
}
