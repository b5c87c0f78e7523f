//! Keeps what was laid out lately, within bounds. Knows nothing of how it was made.

use std::collections::HashMap;
use std::sync::Arc;

use super::line::Line;

/// Lines a generation may hold: some hundred screens.
const GENERATION: usize = 8192;

/// A block's number and a segment's number in it.
pub(super) type Key = (usize, usize);

/// Two generations of laid-out segments; when the younger is full the older is dropped.
#[derive(Debug, Default)]
pub(super) struct Cache {
    young: HashMap<Key, Arc<Vec<Line>>>,
    old: HashMap<Key, Arc<Vec<Line>>>,
    lines: usize,
}

impl Cache {
    /// What was kept for `key`.
    pub(super) fn get(&mut self, key: Key) -> Option<Arc<Vec<Line>>> {
        if let Some(lines) = self.young.get(&key) {
            return Some(Arc::clone(lines));
        }
        let lines = self.old.remove(&key)?;
        self.put(key, Arc::clone(&lines));
        Some(lines)
    }

    /// Keeps `lines` for a while.
    pub(super) fn put(&mut self, key: Key, lines: Arc<Vec<Line>>) {
        if self.lines > GENERATION {
            self.old = std::mem::take(&mut self.young);
            self.lines = 0;
        }
        self.lines += lines.len();
        self.young.insert(key, lines);
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::LineKind;
    use crate::text::Span;

    fn unit() -> Arc<Vec<Line>> {
        Arc::new(vec![Line::bare(LineKind::Blank, 0, Span::default()); 16])
    }

    #[test]
    fn never_holds_more_than_two_generations() {
        let mut cache = Cache::default();
        for block in 0..10_000 {
            cache.put((block, 0), unit());
        }
        let held: usize = cache.young.values().chain(cache.old.values()).map(|l| l.len()).sum();
        assert!(held <= 2 * (GENERATION + 32), "{held}");
        assert!(cache.get((9_999, 0)).is_some());
        assert!(cache.get((0, 0)).is_none());
    }

    #[test]
    fn what_is_used_stays() {
        let mut cache = Cache::default();
        cache.put((0, 0), unit());
        for block in 1..5_000 {
            cache.put((block, 0), unit());
            assert!(cache.get((0, 0)).is_some(), "{block}");
        }
    }
}
