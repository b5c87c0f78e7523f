//! Which entity is named at a place of the text. Knows starts of mentions only; the mentions
//! themselves are kept with their entities.
//!
//! Lists in the order of the text instead of one table: they cost the same for every mention however
//! long the document is.

use foldhash::HashMap;

/// The entities of mentions by the byte at which they begin; what was noted last holds.
#[derive(Debug, Default)]
pub struct Mentioned {
    /// Mentions that stand by themselves, in order.
    found: Vec<(usize, usize)>,
    /// What abbreviations in brackets add or change.
    changed: HashMap<usize, usize>,
    /// Words that only the whole document explains, in order.
    loose: Vec<(usize, usize)>,
}

impl Mentioned {
    /// Notes the mentions that stand by themselves, each with its start and its entity.
    pub fn set_found(&mut self, found: Vec<(usize, usize)>) {
        self.found = in_order(found);
    }

    /// Notes the words that only the whole document explains.
    pub fn set_loose(&mut self, loose: Vec<(usize, usize)>) {
        self.loose = in_order(loose);
    }

    /// Notes another entity at a place.
    pub fn change(&mut self, start: usize, entity: usize) {
        self.changed.insert(start, entity);
    }

    /// The entity of the mention that begins at `start`.
    pub fn at(&self, start: usize) -> Option<usize> {
        last_at(&self.loose, start)
            .or_else(|| self.changed.get(&start).copied())
            .or_else(|| last_at(&self.found, start))
    }
}

/// By their starts; cells of a table may come in another order than they stand.
fn in_order(mut mentions: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    mentions.sort_by_key(|(start, _)| *start);
    mentions
}

fn last_at(mentions: &[(usize, usize)], start: usize) -> Option<usize> {
    let after = mentions.partition_point(|(own, _)| *own <= start);
    let (own, entity) = mentions.get(after.checked_sub(1)?)?;
    (*own == start).then_some(*entity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_last_holds() {
        let mut mentioned = Mentioned::default();
        mentioned.set_found(vec![(3, 0), (9, 1), (5, 2), (5, 3)]);
        let at = |mentioned: &Mentioned| [3, 4, 5, 9].map(|start| mentioned.at(start));
        assert_eq!(at(&mentioned), [Some(0), None, Some(3), Some(1)]);
        mentioned.change(9, 7);
        mentioned.change(4, 8);
        assert_eq!(at(&mentioned), [Some(0), Some(8), Some(3), Some(7)]);
        mentioned.set_loose(vec![(4, 9)]);
        assert_eq!(at(&mentioned), [Some(0), Some(9), Some(3), Some(7)]);
    }
}
