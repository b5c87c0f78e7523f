//! Some blocks of a page as a text of their own, with their marks and links. Chooses none.

use crate::document::{Block, BlockKind, Mark, Parts, Place};
use crate::text::{CleanText, CleanTextBuf, Span};

/// The blocks for which `keep` is true, below a title as the first heading.
pub(super) fn of(page: &Parts, keep: &[bool], title: Option<&CleanText>) -> Parts {
    let mut out = Excerpt { text: CleanTextBuf::default(), blocks: Vec::new(), marks: Vec::new() };
    if let Some(title) = title {
        out.text.push(title);
        let span = Span::new(0, out.text.len());
        out.blocks.push(Block::new(BlockKind::Heading { level: 1 }, span));
    }
    let mut before: Option<&Block> = None;
    let mut marks = page.marks.as_slice();
    for (block, _) in page.blocks.iter().zip(keep).filter(|(_, keep)| **keep) {
        let gap = before.map_or("\n\n", |before| gap(page, before, block));
        if !out.blocks.is_empty() {
            out.text.push(gap);
        }
        marks = out.take(page, block, marks);
        before = Some(block);
    }
    if !out.blocks.is_empty() {
        out.text.push("\n");
    }
    let (links, caveats) = (page.links.clone(), page.caveats.clone());
    let Excerpt { text, blocks, marks } = out;
    let places = places(page, keep, &blocks, title.is_some());
    Parts { text: text.finish(), blocks, marks, links, places, caveats, ..Parts::default() }
}

/// The named places of a page at the blocks that were kept: at their own, else at the next one.
fn places(page: &Parts, keep: &[bool], kept: &[Block], titled: bool) -> Vec<Place> {
    let before = keep.iter().scan(usize::from(titled), |kept, keep| {
        let here = *kept;
        *kept += usize::from(*keep);
        Some(here)
    });
    let before: Vec<usize> = before.collect();
    let moved = page.places.iter().filter_map(|place| {
        let at = page.blocks.partition_point(|block| block.span.end <= place.offset);
        let block = kept.get(*before.get(at)?)?;
        Some(Place { offset: block.span.start, ..place.clone() })
    });
    moved.collect()
}

/// Line feeds between two blocks: as on the page if they stand next to each other there.
fn gap<'p>(page: &'p Parts, before: &Block, block: &Block) -> &'p str {
    let between = page.text.get(before.span.end..block.span.start).unwrap_or_default();
    if !between.is_empty() && between.trim().is_empty() { between } else { "\n\n" }
}

struct Excerpt {
    text: CleanTextBuf,
    blocks: Vec<Block>,
    marks: Vec<Mark>,
}

impl Excerpt {
    /// Adds a block, and of `marks` those on its words. Returns the marks that may follow.
    fn take<'p>(&mut self, page: &Parts, block: &Block, marks: &'p [Mark]) -> &'p [Mark] {
        let start = self.text.len();
        self.text.push(block.span.of(&page.text));
        let moved = |span: Span| {
            let at = |offset: usize| start + offset.saturating_sub(block.span.start);
            Span::new(at(span.start), at(span.end))
        };
        let kind = match &block.kind {
            BlockKind::Item { marker } => BlockKind::Item { marker: moved(*marker) },
            BlockKind::Row { table, header, cells } => BlockKind::Row {
                table: *table,
                header: *header,
                cells: cells.iter().map(|cell| moved(*cell)).collect(),
            },
            kind => kind.clone(),
        };
        self.blocks.push(Block { kind, span: moved(block.span), ..*block });
        // A mark that began before may reach into this block only if it reaches over a whole one.
        let past = marks.partition_point(|mark| mark.span.start < block.span.start);
        let marks = marks.get(past..).unwrap_or_default();
        let inside = marks.iter().take_while(|mark| mark.span.start < block.span.end);
        self.marks.extend(
            inside.map(|mark| Mark {
                span: moved(mark.span.intersection(block.span)),
                kind: mark.kind,
            }),
        );
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, MarkKind};

    #[test]
    fn blocks_keep_their_words_marks_cells_and_distances() {
        let markup = "<p>one <b>bold</b><ul><li id=one>a <a href='b.html'>link</a><li>b</ul><p id=gone>out\
            <table id=row><tr><td>c<td>d<tr><td>e<td>f</table>";
        let page = super::super::walked(&dom_query::Document::from(markup)).parts;
        let keep = [true, true, true, false, true, false];
        let parts = of(&page, &keep, Some(&"Title".into()));
        let document = Document::new(parts).unwrap();
        assert_eq!(&**document.text(), "Title\n\none bold\n\n- a link\n- b\n\nc\td\n");
        let marks: Vec<_> =
            document.marks().iter().map(|mark| (mark.kind, document.words(mark.span))).collect();
        assert_eq!(marks, [(MarkKind::Strong, "bold"), (MarkKind::Link(0), "link")]);
        let places: Vec<_> = document
            .places()
            .iter()
            .map(|place| (&*place.name, document.words(document.place_named(&place.name).unwrap())))
            .collect();
        assert_eq!(places, [("one", "- a link"), ("gone", "c\td"), ("row", "c\td")]);
        let inner: Vec<_> = document.blocks().iter().flat_map(Block::inner_spans).collect();
        let words: Vec<_> = inner.into_iter().map(|span| document.words(span)).collect();
        assert_eq!(words, ["-", "-", "c", "d"]);
    }
}
