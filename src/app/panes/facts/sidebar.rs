//! The sidebar with the facts: which groups are open, what is filtered, which row is selected. What
//! the facts are is `FactIndex`'s; how a row looks is the view's.

use std::collections::BTreeSet;

use super::Elsewhere;
use crate::app::base::key_sequence::Request;
use crate::app::base::rows::Rows;
use crate::app::panes::merging::Merging;
use crate::app::panes::page::OpenDocument;
use crate::facts::correction::FactKey;
use crate::protocol::{FactIndex, FactRef, Group};
use crate::text::{Span, folded};

/// One row of the sidebar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactRow {
    /// The heading of a group, with how many facts it has.
    Heading(Group, usize),
    /// A fact.
    Fact(FactRef),
    /// One passage of the fact whose details are shown.
    Passage(FactRef, Span),
    /// The words above the other documents that name it.
    Others,
    /// One of those documents.
    Other(usize),
}

/// The row of the first fact, below the heading of its group.
const FIRST_FACT: usize = 1;

/// The state of the sidebar.
#[derive(Clone, Debug)]
pub struct Sidebar {
    /// The rows, one of them selected.
    pub rows: Rows,
    /// What the facts shown must have in their names.
    pub filter: String,
    /// The fact whose passages are listed.
    pub detail: Option<FactRef>,
    /// Its passages, one of each sentence.
    pub(super) passages: Vec<Span>,
    /// Its key, by which it is found again among other facts.
    pub(super) detail_key: Option<FactKey>,
    /// The fact that `]f` and `[f` walk along; without one they walk along all.
    pub followed: Option<FactRef>,
    /// The fact that is to be merged into the next one chosen.
    pub merging: Option<Merging>,
    /// The other documents that name the entity whose details are shown.
    pub elsewhere: Option<Elsewhere>,
    /// The fact to be selected once a correction is applied.
    pub(super) awaited: Option<FactKey>,
    /// False until the facts of the open document were shown.
    pub(super) known: bool,
    /// Movements that were asked for before there was anything to move among.
    pub(super) early: Vec<Request>,
    closed: BTreeSet<Group>,
}

/// Dates are closed at first: nearly every sentence has one.
impl Default for Sidebar {
    fn default() -> Self {
        Self {
            rows: unknown(),
            filter: String::new(),
            detail: None,
            passages: Vec::new(),
            detail_key: None,
            followed: None,
            merging: None,
            elsewhere: None,
            awaited: None,
            known: false,
            early: Vec::new(),
            closed: BTreeSet::from([Group::Dates]),
        }
    }
}

/// The rows of facts that are not known yet: the first fact will be selected.
pub(super) fn unknown() -> Rows {
    let mut rows = Rows::new(FIRST_FACT + 1);
    rows.select(FIRST_FACT);
    rows
}

impl Sidebar {
    /// The rows for the open document, from top to bottom; none while its facts are not known.
    pub fn rows_of(&self, reader: Option<&OpenDocument>) -> Vec<FactRow> {
        let found = reader.and_then(|reader| Some((reader, reader.facts.as_ref()?)));
        let Some((reader, found)) = found else { return Vec::new() };
        let mut rows = self.of_document(found, reader.document.text());
        if let Some(elsewhere) = self.elsewhere.as_ref().filter(|_| self.detail.is_some()) {
            rows.push(FactRow::Others);
            rows.extend((0..elsewhere.listing.found.documents.len()).map(FactRow::Other));
        }
        rows
    }

    /// The selected row.
    pub(super) fn selected(&self, reader: Option<&OpenDocument>) -> Option<FactRow> {
        self.rows_of(reader).get(self.rows.selected()).copied()
    }

    /// Counts the rows anew; the selection stays where it is, or on the last.
    pub(super) fn count(&mut self, reader: Option<&OpenDocument>) {
        self.rows.set_len(self.rows_of(reader).len());
    }

    /// The rows without those of other documents.
    fn of_document(&self, found: &FactIndex, text: &str) -> Vec<FactRow> {
        if let Some(fact) = self.detail {
            let passages = self.passages.iter().map(|span| FactRow::Passage(fact, *span));
            return [FactRow::Fact(fact)].into_iter().chain(passages).collect();
        }
        let wanted: Vec<String> = self.filter.split_whitespace().map(folded).collect();
        let mut rows = Vec::new();
        for group in Group::ALL {
            let facts = found.in_group(group).iter().copied();
            let shown: Vec<FactRef> =
                facts.filter(|fact| matches(found, *fact, text, &wanted)).collect();
            if shown.is_empty() {
                continue;
            }
            rows.push(FactRow::Heading(group, shown.len()));
            if self.is_open(group) {
                rows.extend(shown.into_iter().map(FactRow::Fact));
            }
        }
        rows
    }

    /// True if a group is open: its facts are listed, and marked in the text.
    pub fn is_open(&self, group: Group) -> bool {
        !self.closed.contains(&group)
    }

    /// Opens or closes a group.
    pub fn toggle(&mut self, group: Group) {
        if !self.closed.remove(&group) {
            self.closed.insert(group);
        }
    }

    /// Makes ready for another document: what was chosen for all documents stays.
    pub fn forget_document(&mut self) {
        self.rows = unknown();
        self.detail = None;
        self.followed = None;
        self.merging = None;
        self.known = false;
        self.early.clear();
    }
}

/// True if every word wanted is part of a fact's name, its variants or its roles.
fn matches(found: &FactIndex, fact: FactRef, text: &str, wanted: &[String]) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let mut words = match (found.entity(fact), found.range(fact)) {
        (Some(entity), _) => {
            let roles = entity.roles.iter().map(|role| role.text.as_str());
            [&*entity.name, &*entity.kind].into_iter().chain(roles).collect::<Vec<_>>().join(" ")
        }
        (_, Some(range)) => {
            found.weapon_of(range).map(|weapon| weapon.name.to_string()).unwrap_or_default()
        }
        (None, None) => return false,
    };
    for span in found.passages(fact).into_iter().take(50) {
        words.push(' ');
        words.push_str(span.of(text));
    }
    let words = folded(&words);
    wanted.iter().all(|word| words.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::tests::sample;

    #[test]
    fn groups_open_and_close() {
        let (found, mut sidebar) = (sample(), Sidebar::default());
        assert_eq!(sidebar.of_document(&found, "").len(), 7);
        sidebar.toggle(Group::Weapons);
        assert_eq!(sidebar.of_document(&found, "").len(), 5);
        assert!(!sidebar.is_open(Group::Weapons));
    }

    #[test]
    fn the_filter_looks_at_names_and_at_the_weapon_of_a_range() {
        let (found, mut sidebar) = (sample(), Sidebar::default());
        sidebar.filter = "atac".into();
        let facts: Vec<FactRow> = sidebar.of_document(&found, "");
        assert!(facts.contains(&FactRow::Fact(FactRef::Range(0))), "{facts:?}");
        assert!(!facts.contains(&FactRow::Fact(FactRef::Entity(1))));
    }

    #[test]
    fn details_list_every_passage() {
        let (detail, passages) =
            (Some(FactRef::Entity(2)), vec![Span::new(20, 26), Span::new(90, 96)]);
        let sidebar = Sidebar { detail, passages, ..Sidebar::default() };
        assert_eq!(sidebar.of_document(&sample(), "").len(), 3);
    }
}
