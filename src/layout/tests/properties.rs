//! What holds for every document at every width.

use proptest::prelude::*;

use super::*;
use crate::text::clusters;

fn kind() -> impl Strategy<Value = BlockKind> {
    prop_oneof![
        6 => Just(BlockKind::Paragraph),
        2 => (1..=6_u8).prop_map(|level| BlockKind::Heading { level }),
        2 => Just(ITEM),
        1 => Just(BlockKind::Code),
        1 => any::<bool>().prop_map(row),
        1 => Just(BlockKind::Rule),
    ]
}

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        5 => "[a-zA-Z0-9'/.,|-]{1,14}",
        1 => "[\\PC]{1,6}",
        1 => Just("👩‍👩‍👧‍👦👩‍👩‍👧‍👦".to_owned()),
        1 => Just("漢字の長い文".to_owned()),
        1 => Just("z\u{301}\u{302}\u{303}\u{ad}a\u{200b}b".to_owned()),
    ];
    let gap = prop_oneof![5 => Just(" "), 1 => Just("\n"), 1 => Just("\t"), 1 => Just("  ")];
    let parts = proptest::collection::vec((word, gap), 1..40);
    parts.prop_map(|parts| {
        let text: String = parts.iter().map(|(word, gap)| word.clone() + gap).collect();
        CleanText::text(text.trim()).to_string()
    })
}

fn documents() -> impl Strategy<Value = Document> {
    let block = (kind(), words(), 0..3_u8, 0..4_u8);
    let blocks = proptest::collection::vec(block, 1..8);
    (blocks, prop_oneof![Just("\n"), Just("\n\n"), Just("\u{3000}\n")]).prop_map(|(parts, gap)| {
        let pairs: Vec<_> = parts.iter().map(|p| (p.0.clone(), p.1.as_str())).collect();
        let plain = document(&pairs, gap);
        let mut blocks = plain.blocks().to_vec();
        for (block, (_, _, quote, depth)) in blocks.iter_mut().zip(&parts) {
            (block.quote, block.depth) = (*quote, *depth);
        }
        made(plain.text().to_string(), blocks)
    })
}

fn is_prose(document: &Document, line: &Line) -> bool {
    use BlockKind::{Heading, Item, Paragraph};
    let kind = &document.blocks()[line.block].kind;
    matches!(kind, Paragraph | Heading { .. } | Item { .. })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn lines_rejoin_to_the_text(
        document in documents(), columns in 1..200_usize, flags in any::<[bool; 3]>(),
    ) {
        let [justify, hyphenate, optimal] = flags;
        let lines = all_lines(&document, Measure { columns, justify, hyphenate, optimal, ..Measure::default() });
        let is_ink = |c: &char| !c.is_whitespace();
        for (at, block) in document.blocks().iter().enumerate() {
            let own = lines.iter().filter(|l| l.block == at && is_prose(&document, l));
            let pieces: Vec<_> = own.flat_map(|line| &line.pieces).collect();
            prop_assert!(pieces.windows(2).all(|w| w[0].span.end <= w[1].span.start));
            if is_prose(&document, &Line::bare(LineKind::Text, at, block.span)) {
                let set: String = pieces.iter().map(|p| document.words(p.span)).collect();
                let set: String = set.chars().filter(is_ink).collect();
                let words: String = document.words(block.span).chars().filter(is_ink).collect();
                prop_assert_eq!(set, words);
            }
        }
    }

    #[test]
    fn lines_keep_to_the_measure(document in documents(), columns in 1..200_usize) {
        let lines = all_lines(&document, measure(columns));
        prop_assert!(lines.windows(2).all(|w| w[0].span.start < w[1].span.start));
        for line in &lines {
            let painted = paint_words(&document, line);
            let wide = clusters(&painted, 0).any(|(_, _, cells)| cells > 1);
            prop_assert!(width(&painted) <= line.end.max(line.start), "{:?}", line);
            prop_assert!(line.end <= columns || (line.cut && wide), "{:?}", line);
            prop_assert!(line.pieces.iter().all(|p| !document.words(p.span).contains(['\n', '\t'])));
        }
    }

    #[test]
    fn places_and_offsets_agree(
        document in documents(), columns in 1..200_usize, seed in any::<prop::sample::Index>(),
    ) {
        let mut layout = Layout::new(measure(columns));
        let total = all_lines(&document, measure(columns)).len();
        let steps = seed.index(total);
        let place = layout.step(&document, LinePlace::default(), steps as isize);
        let offset = layout.offset(&document, place);
        prop_assert_eq!(layout.place(&document, offset), place);
        prop_assert_eq!(layout.step(&document, place, -(steps as isize)), LinePlace::default());
        prop_assert_eq!(layout.lines(&document, place, usize::MAX).len(), total - steps);
    }

    #[test]
    fn any_bytes_at_any_offset_are_shown(
        text in "\\PC{0,200}".prop_map(|text| CleanText::text(text).to_string()), columns in 0..9_usize, offset in any::<usize>(), pan in 0..9_usize,
    ) {
        for kind in [BlockKind::Paragraph, BlockKind::Code, ITEM, row(false)] {
            let document = document(&[(kind, &text)], "");
            let mut layout = Layout::new(Measure { pan, ..measure(columns) });
            let place = layout.place(&document, offset);
            prop_assert!(!layout.lines(&document, place, 3).is_empty());
        }
    }
}
