//! How many terminal cells text takes. Measures clusters the way the painter writes them; knows
//! nothing of wrapping or styles.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::clean_text::is_invisible;

/// Tabs advance to the next multiple of this many cells.
pub const TAB_STOP: usize = 8;

/// Scalars painted per cell at most (a letter and its marks); the rest of a cluster is not
/// painted. Longest sequences in ordinary use: family emoji, 7 scalars; vocalised Hebrew, 5.
pub const MAX_MARKS: usize = 12;

/// Cells that `text` takes when it starts in column 0.
pub fn width(text: &str) -> usize {
    width_from(text, 0)
}

/// Cells that `text` takes when it starts in column `column` (tabs depend on it).
pub fn width_from(text: &str, column: usize) -> usize {
    if text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return text.len();
    }
    if text.chars().all(is_plain) {
        return text.chars().count();
    }
    clusters(text, column).map(|(_, _, cells)| cells).sum()
}

/// True for characters that, among their like, are a cluster of one cell each: Latin, Greek and
/// Cyrillic letters, dashes and quotation marks. Measuring these needs no segmentation.
fn is_plain(c: char) -> bool {
    matches!(
        c,
        ' '..='~' | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{24F}' | '\u{370}'..='\u{482}'
            | '\u{48A}'..='\u{52F}' | '\u{2010}'..='\u{2027}'
    )
}

/// The grapheme clusters of `text`: byte offset, cluster, cells it takes. A tab takes the cells up
/// to the next tab stop, a line feed none.
pub fn clusters(text: &str, column: usize) -> impl Iterator<Item = (usize, &str, usize)> {
    let mut at = column;
    text.grapheme_indices(true).map(move |(offset, cluster)| {
        let cells = match cluster {
            "\t" => TAB_STOP - at % TAB_STOP,
            "\n" => 0,
            _ => cluster_width(cluster),
        };
        at += cells;
        (offset, cluster, cells)
    })
}

fn cluster_width(cluster: &str) -> usize {
    if cluster.len() == 1 {
        return 1;
    }
    if cluster.chars().all(is_invisible) {
        return 0;
    }
    cluster.width()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_measure_as_terminals_paint_them() {
        for (text, cells) in [
            ("abc", 3),
            ("漢字", 4),
            ("e\u{301}", 1),
            ("👩‍👩‍👧‍👦", 2),
            ("🇺🇦", 2),
            ("❤\u{fe0f}", 2),
            ("a\u{200b}b", 2),
        ] {
            assert_eq!(width(text), cells, "{text}");
        }
    }

    #[test]
    fn plain_characters_take_a_cell_each() {
        let plain: String = ('\0'..=char::MAX).filter(|&c| is_plain(c)).collect();
        assert!(
            clusters(&plain, 0)
                .all(|(_, cluster, cells)| { cells == 1 && cluster.chars().count() == 1 })
        );
    }

    #[test]
    fn tabs_go_to_the_next_stop() {
        assert_eq!(width("\t"), 8);
        assert_eq!(width("ab\tc"), 9);
        assert_eq!(width_from("\t", 6), 2);
    }
}
