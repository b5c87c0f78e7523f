//! Where the names of places stand on a map of cells: beside their places, never over each other nor over
//! another place, the most important first. A name without room is left out.

/// A name that wants a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapLabel {
    /// The column and row of what it names.
    pub at: (u16, u16),
    /// Cells that it needs.
    pub width: u16,
}

/// Where each name begins, on a map of so many columns and rows; `None` for those without room. The first
/// names choose first. `taken` are cells on which none may stand.
pub fn placed_labels(
    labels: &[MapLabel],
    (columns, rows): (u16, u16),
    taken: &[(u16, u16)],
) -> Vec<Option<(u16, u16)>> {
    let mut cells =
        Cells { columns, rows, used: vec![false; usize::from(columns) * usize::from(rows)] };
    for (x, y) in taken.iter().chain(labels.iter().map(|label| &label.at)) {
        cells.fill((*x, *y), 1);
    }
    labels.iter().map(|label| cells.place(*label)).collect()
}

/// Which cells are used.
struct Cells {
    columns: u16,
    rows: u16,
    used: Vec<bool>,
}

impl Cells {
    /// Finds room for a name right or left of its place, else above or below, and uses it.
    fn place(&mut self, MapLabel { at: (x, y), width }: MapLabel) -> Option<(u16, u16)> {
        if x >= self.columns || y >= self.rows || width == 0 || width > self.columns {
            return None;
        }
        let middle = x.saturating_sub(width / 2).min(self.columns - width);
        let wanted = [
            x.checked_add(2).map(|x| (x, y)),
            x.checked_sub(width.saturating_add(1)).map(|x| (x, y)),
            y.checked_sub(1).map(|y| (middle, y)),
            y.checked_add(1).map(|y| (middle, y)),
        ];
        let found = wanted.into_iter().flatten().find(|start| self.is_free(*start, width))?;
        self.fill(found, width);
        Some(found)
    }

    /// True if a name fits there, with a free cell on both sides, so that two do not read as one.
    fn is_free(&self, (x, y): (u16, u16), width: u16) -> bool {
        let Some(end) = x.checked_add(width).filter(|end| *end <= self.columns) else {
            return false;
        };
        let (from, to) = (x.saturating_sub(1), end.min(self.columns - 1));
        let row = usize::from(y) * usize::from(self.columns);
        let cells = self.used.get(row + usize::from(from)..=row + usize::from(to));
        y < self.rows && cells.is_some_and(|cells| !cells.contains(&true))
    }

    fn fill(&mut self, (x, y): (u16, u16), width: u16) {
        for x in (x..self.columns).take(width.into()).filter(|_| y < self.rows) {
            let at = usize::from(y) * usize::from(self.columns) + usize::from(x);
            if let Some(used) = self.used.get_mut(at) {
                *used = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_stands_right_of_its_place_and_elsewhere_if_something_is_there() {
        let label = |at, width| MapLabel { at, width };
        let one = [label((2, 1), 4)];
        assert_eq!(placed_labels(&one, (20, 3), &[]), [Some((4, 1))]);
        assert_eq!(placed_labels(&one, (20, 3), &[(6, 1)]), [Some((0, 0))]);
        assert_eq!(placed_labels(&[label((18, 1), 4)], (20, 3), &[]), [Some((13, 1))]);
        let both = [label((2, 1), 4), label((5, 1), 4)];
        assert_eq!(placed_labels(&both, (20, 1), &[]), [None, None], "neither hides a place");
        assert_eq!(placed_labels(&one, (3, 1), &[]), [None]);
        assert_eq!(placed_labels(&one, (0, 0), &[]), [None]);
    }

    proptest! {
        #[test]
        fn names_never_overlap_and_cover_no_place(
            places in proptest::collection::vec((0_u16..90, 0_u16..30, 0_u16..25), 0..80),
            columns in 0_u16..80, rows in 0_u16..25,
        ) {
            let labels: Vec<_> =
                places.iter().map(|(x, y, width)| MapLabel { at: (*x, *y), width: *width }).collect();
            let found = placed_labels(&labels, (columns, rows), &[]);
            let mut used = std::collections::BTreeSet::new();
            used.extend(labels.iter().map(|label| label.at));
            for (label, start) in labels.iter().zip(found) {
                let Some((x, y)) = start else { continue };
                prop_assert!(x + label.width <= columns && y < rows);
                for x in x..x + label.width {
                    prop_assert!(used.insert((x, y)), "{x} {y}");
                }
            }
        }
    }
}
