//! Counts in a row of cells, each as high as its share of the most: the small pictures beside names and
//! titles. Which counts these are, is the pane's.

/// The cells, from the fewest to the most.
const HEIGHTS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// A cell for each count, as high as its share of the most; a dot where there is none, so that a gap is
/// seen as one.
pub fn line(counts: &[u32]) -> String {
    let most = counts.iter().copied().max().unwrap_or(0).max(1) as usize;
    let cell = |count: &u32| match *count as usize {
        0 => "·",
        count => HEIGHTS[(count * HEIGHTS.len()).div_ceil(most).clamp(1, HEIGHTS.len()) - 1],
    };
    counts.iter().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_count_is_a_gap_and_a_small_one_is_seen() {
        assert_eq!(line(&[1, 0, 0, 500, 0, 1000]), "▁··▄·█");
        assert_eq!(line(&[0; 3]), "···");
        assert_eq!(line(&[3; 3]), "███");
    }
}
