//! What a file holds and its document does not show, counted and told in sentences. Leaves nothing
//! out itself.

use crate::text::CleanText;

/// Things that are not shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lost {
    /// Pictures.
    pub pictures: usize,
    /// Comments that readers of the file would see in its margin.
    pub comments: usize,
    /// Comments in its markup.
    pub markup_comments: usize,
    /// Passages that were deleted while changes were tracked.
    pub deletions: usize,
    /// Tables of numbers, formulas and the like that other programs draw.
    pub objects: usize,
}

impl Lost {
    /// A sentence for each kind of thing.
    pub(super) fn caveats(self) -> Vec<CleanText> {
        let say = |count: usize, what: &str| match count {
            0 => None,
            1 => Some(CleanText::line(&format!("1 {what} is not shown."))),
            n => Some(CleanText::line(&format!("{n} {what}s are not shown."))),
        };
        let all = [
            say(self.markup_comments, "HTML comment"),
            say(self.pictures, "picture"),
            say(self.comments, "comment"),
            say(self.deletions, "deleted passage"),
            say(self.objects, "embedded object"),
        ];
        all.into_iter().flatten().collect()
    }
}
