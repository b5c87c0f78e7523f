//! The outline beside the page: which heading is selected. The headings themselves are the
//! document's.

/// The sidebar with the outline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The selected heading, as its place in the outline.
    pub selected: usize,
}

impl Outline {
    /// Moves the selection within `count` headings, stopping at both ends.
    pub fn step(&mut self, rows: isize, count: usize) {
        self.selected = self.selected.saturating_add_signed(rows).min(count.saturating_sub(1));
    }

    /// The first heading shown in so many rows, with the selected one in sight.
    pub fn top(&self, height: usize) -> usize {
        (self.selected + 1 + height / 3).saturating_sub(height).min(self.selected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_stays_in_sight_and_among_the_headings() {
        let mut outline = Outline::default();
        for rows in [1, 5, 30, -3, 200, -500] {
            outline.step(rows, 40);
            assert!(outline.selected < 40);
            assert!((outline.top(10)..outline.top(10) + 10).contains(&outline.selected));
        }
        outline.step(1, 0);
        assert_eq!(outline.selected, 0);
    }
}
