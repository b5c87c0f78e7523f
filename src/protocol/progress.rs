//! How far the indexing has come, and how that is said.

use crate::text::grouped;

/// How far the indexing has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Documents read.
    pub done: usize,
    /// Documents to be read, with those done.
    pub total: usize,
    /// Seconds that are left, once that can be told.
    pub left: Option<u64>,
}

impl Progress {
    /// "412 of 9,803 read, 38 s left".
    pub fn said(self) -> String {
        let said = format!("{} of {} read", grouped(self.done), grouped(self.total));
        match self.left {
            None => said,
            Some(seconds @ 0..100) => format!("{said}, {seconds} s left"),
            Some(seconds) => format!("{said}, {} min left", seconds.div_ceil(60)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_with_what_is_left() {
        let said = |left| Progress { done: 412, total: 1_009_803, left }.said();
        assert_eq!(said(Some(38)), "412 of 1,009,803 read, 38 s left");
        assert_eq!(said(Some(121)), "412 of 1,009,803 read, 3 min left");
        assert_eq!(said(None), "412 of 1,009,803 read");
    }
}
