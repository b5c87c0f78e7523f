//! Turns the events of the Markdown parser into blocks, and knows the line each comes from.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use super::super::builder::{Builder, Leaf, Script};
use super::super::picture;
use super::super::stripper::{self, Stripper};
use super::inline::{self, Piece};
use crate::document::{MarkKind, Parts};
use crate::text::PICTURE;

/// Endings of pictures, which are not shown; what else is embedded is a note.
const PICTURES: [&str; 9] =
    [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".tif", ".avif"];

/// Words in place of a picture, until it ends.
struct Picture {
    words: String,
    /// Where another note is, if it is one.
    note: Option<String>,
    /// Pictures in its words.
    depth: usize,
}

/// Writes a document.
pub(super) struct Writer<'s> {
    builder: Builder,
    html: Stripper,
    body: &'s str,
    /// Where the lines of the body end.
    lines: Vec<usize>,
    /// Lines before the body.
    skipped: usize,
    picture: Option<Picture>,
    /// A pair of "==" is open.
    marked: bool,
    /// Up to here the body is written already, by signs that reached beyond their words.
    written: usize,
}

impl<'s> Writer<'s> {
    pub(super) fn new(body: &'s str, skipped: usize) -> Self {
        Self {
            builder: Builder::default(),
            html: Stripper::by_hand(),
            body,
            lines: body.match_indices('\n').map(|(at, _)| at).collect(),
            skipped,
            picture: None,
            marked: false,
            written: 0,
        }
    }

    pub(super) fn finish(mut self) -> Parts {
        self.html.end(&mut self.builder);
        self.builder.finish()
    }

    /// An event and where it stands in the body.
    pub(super) fn take(&mut self, event: Event, range: Range<usize>) {
        let line = self.skipped + self.lines.partition_point(|end| *end < range.start) + 1;
        self.builder.at_line(u32::try_from(line).unwrap_or(u32::MAX));
        if let Some(picture) = &mut self.picture {
            if picture.takes(&event) {
                self.picture_ends();
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.text(&words, range),
            Event::Code(words) => self.builder.styled(MarkKind::Code, &words),
            Event::FootnoteReference(label) => self.note_mark(&label),
            Event::SoftBreak => self.builder.words(" "),
            Event::HardBreak => self.builder.line_break(),
            Event::Rule => self.builder.rule(),
            Event::TaskListMarker(done) => {
                self.builder.words(if done { "[x] " } else { "[ ] " });
            }
            Event::InlineMath(words) | Event::DisplayMath(words) => self.builder.words(&words),
            Event::InlineHtml(raw) | Event::Html(raw) => {
                stripper::write(&mut self.html, &raw, &mut self.builder);
            }
        }
    }

    /// A note is written as such even if its mark is raised.
    fn note_mark(&mut self, label: &CowStr) {
        self.html.level(&mut self.builder);
        self.builder.words(&format!("[{label}]"));
    }

    fn text(&mut self, words: &str, range: Range<usize>) {
        let ahead = self.written.saturating_sub(range.start);
        let known = if ahead <= inline::LONGEST { ahead.min(words.len()) } else { 0 };
        let words = words.get(known..).unwrap_or_default();
        let raw = self.body.get(range.start + known..).unwrap_or_default();
        if words.is_empty() {
            return;
        }
        let begins = !self.marked && words.contains("==") && inline::is_paired(raw);
        let marks = self.marked || begins;
        let last = self.builder.last_char();
        let (pieces, taken) = inline::pieces(words, raw, marks, last);
        // The parser tells tildes apart from the words around them.
        self.written = range.start + known + taken;
        for piece in pieces {
            match piece {
                Piece::Words(words) => self.builder.words(words),
                Piece::Shifted(words) => self.builder.words(&words),
                Piece::Mark => self.marked = !self.marked,
            }
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        let builder = &mut self.builder;
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => builder.open(Leaf::Paragraph),
            Tag::Heading { level, .. } => builder.open(Leaf::Heading(level as u8)),
            Tag::BlockQuote(_) => builder.quote(true),
            Tag::CodeBlock(kind) => {
                builder.open(if is_prose(&kind) { Leaf::Page } else { Leaf::Code });
            }
            Tag::List(first) => builder.list(first),
            Tag::Item => builder.item(),
            Tag::FootnoteDefinition(label) => builder.note(&label),
            Tag::DefinitionListTitle => builder.open(Leaf::Paragraph),
            Tag::DefinitionListDefinition => {
                builder.list(None);
                builder.item();
            }
            Tag::Table(_) => builder.table(),
            Tag::TableHead => builder.open(Leaf::Row { header: true }),
            Tag::TableRow => builder.open(Leaf::Row { header: false }),
            Tag::TableCell => builder.cell(),
            Tag::Emphasis => builder.begin(MarkKind::Emphasis),
            Tag::Strong => builder.begin(MarkKind::Strong),
            Tag::Strikethrough => self.struck(range),
            Tag::Link { dest_url, .. } => {
                self.html.leads();
                builder.link(&dest_url);
            }
            Tag::Image { link_type, dest_url, .. } => self.picture_begins(link_type, &dest_url),
            _ => {}
        }
    }

    /// Words between tildes: lowered figures ("H~2~O"), else struck out.
    fn struck(&mut self, range: Range<usize>) {
        let raw = self.body.get(range).unwrap_or_default();
        let inner = raw.trim_matches('~');
        let behind = self.builder.last_char().is_some_and(char::is_alphanumeric);
        if !raw.starts_with("~~") && behind && inline::is_figure(inner) {
            self.html.shift(Script::Lowered, &mut self.builder);
        }
        self.builder.begin(MarkKind::Struck);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::HtmlBlock
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::DefinitionListTitle
            | TagEnd::TableHead
            | TagEnd::TableRow => {
                if tag != TagEnd::HtmlBlock {
                    self.html.level(&mut self.builder);
                }
                self.marked = false;
                self.builder.close();
            }
            TagEnd::BlockQuote(_) => self.builder.quote(false),
            TagEnd::List(_) => self.builder.list_end(),
            TagEnd::Item | TagEnd::FootnoteDefinition => self.builder.item_end(),
            TagEnd::DefinitionListDefinition => {
                self.builder.item_end();
                self.builder.list_end();
            }
            TagEnd::TableCell => self.builder.cell_end(),
            TagEnd::Strikethrough => {
                self.builder.end();
                self.html.level(&mut self.builder);
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => self.builder.end(),
            _ => {}
        }
    }

    fn picture_begins(&mut self, link: LinkType, target: &str) {
        let name = target.split(['#', '|']).next().unwrap_or(target).to_lowercase();
        let embedded = matches!(link, LinkType::WikiLink { .. });
        let shown = PICTURES.iter().any(|ending| name.ends_with(ending));
        let note = (embedded && !shown).then(|| target.to_owned());
        self.picture = Some(Picture { words: String::new(), note, depth: 0 });
    }

    fn picture_ends(&mut self) {
        let Some(Picture { words, note, .. }) = self.picture.take() else { return };
        if let Some(note) = note {
            self.builder.link(&note);
            self.builder.words(&words);
            self.builder.end();
            return;
        }
        self.builder.image();
        let named = || named(&words).map(|words| format!("{PICTURE}{words}]"));
        let shown = picture::described(&words).or_else(named);
        shown.iter().for_each(|words| self.builder.words(words));
    }
}

/// A short name that a person wrote for a picture; not the name of its file.
fn named(words: &str) -> Option<&str> {
    let words = words.trim();
    let file = PICTURES.iter().any(|ending| words.to_lowercase().ends_with(ending));
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    (letters > 2 && words.chars().count() <= 80 && !file).then_some(words)
}

impl Picture {
    /// Takes an event in; true if the picture ends with it.
    fn takes(&mut self, event: &Event) -> bool {
        match event {
            Event::Text(words) | Event::Code(words) => self.words.push_str(words),
            Event::SoftBreak | Event::HardBreak => self.words.push(' '),
            Event::Start(Tag::Image { .. }) => self.depth += 1,
            Event::End(TagEnd::Image) if self.depth == 0 => return true,
            Event::End(TagEnd::Image) => self.depth -= 1,
            _ => {}
        }
        false
    }
}

/// Blocks marked as text hold pages of prose, recognised text of scans for example; so do boxes with a
/// name in braces.
fn is_prose(kind: &CodeBlockKind) -> bool {
    let CodeBlockKind::Fenced(info) = kind else { return false };
    let boxed = ["{note}", "{tip}", "{warning}", "{important}", "{admonition}", "{caution}"];
    matches!(&**info, "text" | "txt" | "plain") || boxed.iter().any(|name| info.starts_with(name))
}
