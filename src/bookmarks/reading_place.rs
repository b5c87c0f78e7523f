//! Where reading stopped, kept with the words that stood there, so that it is found again after text
//! was put in or taken out around it. Quicker and less exact than an anchor: a page opens somewhere in
//! any case, and nobody is told where it was meant to.

use memchr::memmem;

/// Bytes of words that are kept: a few lines.
const KEPT: usize = 240;

/// Bytes of a piece of these words by which the place is sought where not all of them are left.
const PIECE: usize = 40;

/// A place in a text, with the words that follow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingPlace {
    /// A byte of the text.
    pub offset: usize,
    /// What follows, to be found again; nothing is known of places that earlier versions kept.
    pub words: String,
}

impl From<usize> for ReadingPlace {
    fn from(offset: usize) -> Self {
        Self { offset, words: String::new() }
    }
}

impl ReadingPlace {
    /// The place at a byte of a text. The beginning is a place without words: whatever comes to stand
    /// there later is the beginning.
    pub fn of(text: &str, offset: usize) -> Self {
        let start = text.floor_char_boundary(offset.min(text.len()));
        let end = text.floor_char_boundary(start.saturating_add(KEPT).min(text.len()));
        let words = text.get(start..end).filter(|_| offset > 0).unwrap_or_default();
        Self { offset, words: words.to_owned() }
    }

    /// Where in a text the place is now, with true if its words stand there. Without a trace of them
    /// it is as far from the beginning as it was.
    pub fn find(&self, text: &str) -> (usize, bool) {
        let there = text.get(self.offset..);
        if self.words.is_empty() || there.is_some_and(|rest| rest.starts_with(&self.words)) {
            return (self.offset, true);
        }
        let found = self.nearest(text).or_else(|| self.by_pieces(text));
        found.map_or((self.offset, false), |at| (at, true))
    }

    /// The place of all the words that is nearest to where they were.
    fn nearest(&self, text: &str) -> Option<usize> {
        let (text, words) = (text.as_bytes(), self.words.as_bytes());
        let here = self.offset.min(text.len());
        let after = text.get(here..).and_then(|rest| memmem::find(rest, words));
        let end = here.saturating_add(words.len()).min(text.len());
        let before = text.get(..end).and_then(|start| memmem::rfind(start, words));
        let after = after.map(|at| here + at);
        after.into_iter().chain(before).min_by_key(|at| at.abs_diff(here))
    }

    /// The place as the first part of the words tells it that stands in the text once.
    fn by_pieces(&self, text: &str) -> Option<usize> {
        let starts = self.words.char_indices().zip(self.words.chars().skip(1));
        let starts =
            starts.filter(|((_, this), next)| this.is_whitespace() && !next.is_whitespace());
        let starts = starts.map(|((at, this), _)| at + this.len_utf8());
        std::iter::once(0).chain(starts).find_map(|start| {
            let end = self.words.floor_char_boundary(start + PIECE);
            let piece = self.words.get(start..end).filter(|piece| piece.len() + 4 > PIECE)?;
            let mut places = memmem::find_iter(text.as_bytes(), piece.as_bytes());
            let found = places.next().filter(|_| places.next().is_none())?;
            Some(text.floor_char_boundary(found.saturating_sub(start)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(numbers: std::ops::Range<usize>) -> String {
        let one = |n| format!("Paragraph {n} tells of matter {} at some length.\n\n", n * 7);
        numbers.map(one).collect()
    }

    #[test]
    fn a_place_is_found_by_its_words_wherever_they_are_now() {
        let text = paragraphs(0..100);
        let at = text.find("Paragraph 50 ").unwrap();
        let place = ReadingPlace::of(&text, at);
        assert_eq!(place.find(&text), (at, true));
        for other in [
            format!("{}{text}", "Put in front.\n\n".repeat(40)),
            paragraphs(20..100),
            format!("{}{}", paragraphs(60..100), paragraphs(10..60)),
            text.replace("Paragraph 50 tells of matter 350", "Paragraph 50 speaks of matter 350"),
            text.replace("Paragraph 50 tells of", "Now it tells about"),
        ] {
            let (found, known) = place.find(&other);
            let there = &other[found..];
            let near = there.find("matter 350").unwrap();
            assert!(known && near < 60, "{near} bytes away");
        }
    }

    #[test]
    fn without_a_trace_it_stays_and_of_equals_the_nearest_counts() {
        let text = paragraphs(0..10);
        let place = ReadingPlace::of(&text, 100);
        assert_eq!(place.find("Something else."), (100, false));
        assert_eq!(ReadingPlace::from(7).find("Something else."), (7, true));
        let row = "The same line again and again.\n".repeat(50);
        let place = ReadingPlace::of(&row, 31 * 20);
        assert_eq!(place.find(&format!("{}{row}", "x".repeat(5))).0, 31 * 20 + 5);
        assert_eq!(ReadingPlace::of(&text, 0).find(&format!("In front. {text}")), (0, true));
    }

    proptest::proptest! {
        #[test]
        fn a_place_is_never_inside_of_a_character(text in "[aé漢 \n]{0,80}", other in "[aé漢 \n]{0,80}", at in 0..100usize) {
            let (found, _) = ReadingPlace::of(&text, at).find(&other);
            proptest::prop_assert!(found == at || other.is_char_boundary(found));
        }
    }
}
