//! Markdown to words, blocks and marks. The canonical text is what a reader reads: no markup, no
//! addresses. Nothing is fetched or included.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::builder::{Builder, Leaf};
use super::stripper::{self, Stripper};
use super::{front_matter, metadata};
use crate::document::{MarkKind, Parts};

/// Lines that open more containers than this are not read as Markdown: their tree is walked anew
/// for every line.
const MAX_NESTING: usize = 200;

/// The document that a Markdown text is.
pub(super) fn parts(source: &str) -> Parts {
    let front = front_matter::split(source);
    let start = front.as_ref().map_or(0, |(_, at)| *at);
    let body = source.get(start..).unwrap_or_default();
    let mut parts = if is_overnested(body) {
        let mut parts = super::plain::parts(body.to_owned());
        let caveat = "The Markdown nests too deeply; it is shown as plain text.";
        parts.caveats.push(caveat.into());
        parts
    } else {
        rendered(source, start)
    };
    if let Some((fields, _)) = front {
        metadata::apply(&mut parts.metadata, &fields);
    }
    parts
}

fn rendered(source: &str, start: usize) -> Parts {
    let body = source.get(start..).unwrap_or_default();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let mut writer = Writer::new(source, start);
    let mut notes = Vec::new();
    let mut in_note = false;
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        in_note |= matches!(event, Event::Start(Tag::FootnoteDefinition(_)));
        let ends = matches!(event, Event::End(TagEnd::FootnoteDefinition));
        if in_note {
            notes.push((event, range.start));
        } else {
            writer.take(event, range.start);
        }
        in_note &= !ends;
    }
    for (event, at) in notes {
        writer.take(event, at);
    }
    writer.builder.finish()
}

/// True if a line begins with very many signs of quotations and lists.
fn is_overnested(body: &str) -> bool {
    let opens =
        |c: &u8| matches!(c, b'>' | b'-' | b'*' | b'+' | b'.' | b')' | b' ' | b'\t' | b'0'..=b'9');
    body.split('\n').any(|line| {
        let head = line.as_bytes().iter().take_while(|b| opens(b));
        let signs = head.filter(|b| !matches!(b, b' ' | b'\t' | b'0'..=b'9'));
        let rule = line.bytes().all(|b| b == b'-' || b == b'*');
        !rule && signs.count() > MAX_NESTING
    })
}

/// Turns events into blocks, and knows the line each comes from.
struct Writer {
    builder: Builder,
    html: Stripper,
    /// Where the lines of the source end.
    lines: Vec<usize>,
    /// Where the body starts in the source.
    base: usize,
}

impl Writer {
    fn new(source: &str, base: usize) -> Self {
        let lines = source.match_indices('\n').map(|(at, _)| at).collect();
        Self { builder: Builder::default(), html: Stripper::default(), lines, base }
    }

    /// An event that stands at byte `at` of the body.
    fn take(&mut self, event: Event, at: usize) {
        let line = self.lines.partition_point(|end| *end < self.base + at) + 1;
        self.builder.at_line(u32::try_from(line).unwrap_or(u32::MAX));
        match event {
            Event::InlineHtml(raw) | Event::Html(raw) => {
                stripper::write(&mut self.html, &raw, &mut self.builder);
            }
            event => take(&mut self.builder, event),
        }
    }
}

fn take(builder: &mut Builder, event: Event) {
    match event {
        Event::Start(tag) => start(builder, tag),
        Event::End(tag) => end(builder, tag),
        Event::Text(words) => builder.words(&words),
        Event::Code(words) => builder.styled(MarkKind::Code, &words),
        Event::FootnoteReference(label) => builder.words(&format!("[{label}]")),
        Event::SoftBreak => builder.words(" "),
        Event::HardBreak => builder.line_break(),
        Event::Rule => builder.rule(),
        Event::TaskListMarker(done) => builder.words(if done { "[x] " } else { "[ ] " }),
        Event::InlineMath(words) | Event::DisplayMath(words) => builder.words(&words),
        Event::InlineHtml(_) | Event::Html(_) => {}
    }
}

fn start(builder: &mut Builder, tag: Tag) {
    match tag {
        Tag::Paragraph | Tag::HtmlBlock => builder.open(Leaf::Paragraph),
        Tag::Heading { level, .. } => builder.open(Leaf::Heading(level as u8)),
        Tag::BlockQuote(_) => builder.quote(true),
        Tag::CodeBlock(kind) => builder.open(if is_prose(&kind) { Leaf::Page } else { Leaf::Code }),
        Tag::List(first) => builder.list(first),
        Tag::Item => builder.item(),
        Tag::FootnoteDefinition(label) => builder.note(&label),
        Tag::Table(_) => builder.table(),
        Tag::TableHead => builder.open(Leaf::Row { header: true }),
        Tag::TableRow => builder.open(Leaf::Row { header: false }),
        Tag::TableCell => builder.cell(),
        Tag::Emphasis => builder.begin(MarkKind::Emphasis),
        Tag::Strong => builder.begin(MarkKind::Strong),
        Tag::Strikethrough => builder.begin(MarkKind::Struck),
        Tag::Link { dest_url, .. } => builder.link(&dest_url),
        Tag::Image { .. } => builder.image(),
        _ => {}
    }
}

fn end(builder: &mut Builder, tag: TagEnd) {
    match tag {
        TagEnd::Paragraph
        | TagEnd::HtmlBlock
        | TagEnd::Heading(_)
        | TagEnd::CodeBlock
        | TagEnd::TableHead
        | TagEnd::TableRow => builder.close(),
        TagEnd::BlockQuote(_) => builder.quote(false),
        TagEnd::List(_) => builder.list_end(),
        TagEnd::Item | TagEnd::FootnoteDefinition => builder.item_end(),
        TagEnd::TableCell => builder.cell_end(),
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => builder.end(),
        _ => {}
    }
}

/// Blocks marked as text hold pages of prose, recognised text of scans for example.
fn is_prose(kind: &CodeBlockKind) -> bool {
    matches!(kind, CodeBlockKind::Fenced(info) if matches!(&**info, "text" | "txt" | "plain"))
}

#[cfg(test)]
mod tests;
