//! Walks over the tree of a page and writes what a reader would see. White space collapses as in a
//! browser; what is hidden, scripted or to be filled in is left out.

use dom_query::{Document as Page, NodeRef};

use super::super::builder::{Builder, Leaf};
use super::super::picture;
use super::table;
use crate::document::MarkKind;
use crate::text::single_spaced;

/// Elements whose words nobody reads, or that stand for something that is not there.
const SKIPPED: [&str; 22] = [
    "script", "style", "template", "noscript", "head", "title", "meta", "link", "iframe", "object",
    "embed", "svg", "canvas", "audio", "video", "select", "option", "datalist", "input",
    "textarea", "button", "dialog",
];

/// Pixels below which a picture is a sign or a button.
const SIGN: u32 = 64;

/// Pieces behind a picture that may be its caption.
const NEAR: usize = 3;

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
        }
    }

    /// Writes a whole page.
    pub(super) fn page(&mut self, page: &Page) {
        self.node(page.root());
        self.block();
    }

    /// Writes what stands inside a node.
    pub(super) fn inside(&mut self, node: NodeRef<'_>) {
        node.children_it(false).for_each(|child| self.node(child));
    }

    /// Begins a row of a table.
    pub(super) fn row(&mut self, header: bool) {
        self.out.open(Leaf::Row { header });
    }

    /// Writes a cell; `None` is an empty one.
    pub(super) fn cell(&mut self, node: Option<NodeRef<'_>>) {
        self.out.cell();
        self.line(|walk| {
            if let Some(node) = node {
                walk.inside(node);
            }
        });
        self.out.cell_end();
    }

    /// Begins a table.
    pub(super) fn table(&mut self) {
        self.block();
        self.out.table();
    }

    /// Ends the open block: what comes next begins a line.
    pub(super) fn block(&mut self) {
        self.space = self.leaf > 0;
        if self.leaf == 0 {
            self.out.close();
            self.fresh = true;
            self.breaks = 0;
        }
    }

    fn node(&mut self, node: NodeRef<'_>) {
        if node.is_text() {
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
        if SKIPPED.contains(&name) || is_hidden(&node) {
            return;
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
            "pre" | "xmp" | "listing" if self.leaf == 0 => self.code(node),
            "table" if self.leaf == 0 => table::write(self, node),
            "img" | "picture" => self.picture(node),
            "sup" => self.raised(node),
            "a" => self.link(node),
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

    /// The number of a footnote would read as part of the word before it.
    fn raised(&mut self, node: NodeRef<'_>) {
        let words = node.text();
        let words = words.trim();
        let is_note = words.len() < 4 && words.bytes().all(|b| b.is_ascii_digit());
        let after_word = !self.fresh && !self.space && is_note && !words.is_empty();
        if after_word && node.descendants_it().any(|inner| inner.has_name("a")) {
            self.text("[");
            self.inside(node);
            self.text("]");
        } else {
            self.inside(node);
        }
    }

    fn link(&mut self, node: NodeRef<'_>) {
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
            return self.out.words(raw);
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
        }
        self.space = raw.ends_with(blank) || self.space && raw.trim_matches(blank).is_empty();
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

/// True for pictures as small as buttons and signs are.
fn is_sign(picture: &NodeRef<'_>) -> bool {
    let stated = |name: &str| picture.attr(name)?.trim().trim_end_matches("px").parse::<u32>().ok();
    ["width", "height"].iter().any(|name| stated(name).is_some_and(|pixels| pixels < SIGN))
}

/// True if the caption of a picture, or what follows it, says the words that describe it.
fn is_captioned(picture: &NodeRef<'_>, words: &str) -> bool {
    let words = single_spaced(words);
    let says = |node: NodeRef<'_>| single_spaced(&node.text()).contains(&words);
    let figure = picture.ancestors_it(Some(8)).find(|node| node.has_name("figure"));
    let caption = figure.and_then(|figure| {
        figure.descendants_it().find(|node| node.has_name("figcaption")).map(says)
    });
    caption.unwrap_or(false) || following(*picture).into_iter().any(says)
}

/// What stands right behind a picture, or behind the link that it is.
fn following(picture: NodeRef<'_>) -> Vec<NodeRef<'_>> {
    let mut at = picture;
    loop {
        let next = std::iter::successors(at.next_sibling(), |node| node.next_sibling());
        let said = next.take(NEAR).filter(|node| node.is_text() || node.is_element());
        let found: Vec<NodeRef<'_>> = said.collect();
        let is_link = |node: &NodeRef<'_>| node.has_name("a");
        match at.parent().filter(is_link) {
            Some(link) if found.iter().all(|node| node.text().trim().is_empty()) => at = link,
            _ => return found,
        }
    }
}

fn style(name: &str) -> Option<MarkKind> {
    Some(match name {
        "em" | "i" | "cite" | "var" | "dfn" => MarkKind::Emphasis,
        "strong" | "b" => MarkKind::Strong,
        "del" | "s" | "strike" => MarkKind::Struck,
        "code" | "kbd" | "samp" | "tt" => MarkKind::Code,
        _ => return None,
    })
}

/// A place that can be named to a reader; no script and no data.
fn leads_somewhere(target: &str) -> bool {
    let scheme = target.split([':', '/', '?', '#']).next().unwrap_or_default();
    let named = target.as_bytes().get(scheme.len()) == Some(&b':');
    let known = ["http", "https", "mailto", "ftp"];
    let is_known = known.iter().any(|known| scheme.eq_ignore_ascii_case(known));
    !target.is_empty() && !target.starts_with('#') && target.len() < 2048 && (!named || is_known)
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").map(|style| style.to_ascii_lowercase());
    let style = style.map(|style| style.split_whitespace().collect::<String>());
    let unseen =
        |style: &String| style.contains("display:none") || style.contains("visibility:hidden");
    node.has_attr("hidden") || style.as_ref().is_some_and(unseen)
}

/// A number as a list writes it.
pub(super) fn numbered(number: i64, form: char) -> String {
    let words = match form {
        'a' | 'A' if (1..=702).contains(&number) => letters(number),
        'i' | 'I' if (1..4000).contains(&number) => roman(number),
        _ => number.to_string(),
    };
    if form.is_uppercase() { words.to_uppercase() } else { words }
}

/// a, b … z, aa, ab …
fn letters(number: i64) -> String {
    let letter = |n: i64| char::from(b'a'.saturating_add(u8::try_from(n % 26).unwrap_or(0)));
    let (high, low) = ((number - 1) / 26, (number - 1) % 26);
    let first = (high > 0).then(|| letter(high - 1));
    first.into_iter().chain([letter(low)]).collect()
}

fn roman(mut number: i64) -> String {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut words = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            words.push_str(sign);
            number -= value;
        }
    }
    words
}
