//! Which entities are shown, in which order, and under which headings. Works on what is known of all
//! of them; knows nothing of keys.

use std::cmp::Ordering;

use memchr::memmem::Finder;

use crate::protocol::EntityRow;
use crate::text::folded;

/// What the entities are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Those in most documents first.
    #[default]
    Count,
    /// By name.
    Name,
    /// By kind, each under its heading, then those in most documents first.
    Kind,
}

impl Order {
    /// As the heading of the pane says it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Count => "by documents",
            Self::Name => "by name",
            Self::Kind => "by kind",
        }
    }

    /// The order of that word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Count, Self::Name, Self::Kind].into_iter().find(|order| order.word() == word)
    }

    pub(super) const fn next(self) -> Self {
        match self {
            Self::Count => Self::Name,
            Self::Name => Self::Kind,
            Self::Kind => Self::Count,
        }
    }
}

/// A row of the pane; the number is the place of an entity among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityLine {
    /// The kind of the entities below, of which this is the first.
    Heading(u32),
    /// An entity.
    Entity(u32),
}

/// What is shown of all entities.
#[derive(Clone, Debug, Default)]
pub(super) struct Arrangement {
    /// All of them in order, by their places among all.
    ordered: Vec<u32>,
    /// The rows that are shown.
    pub lines: Vec<EntityLine>,
    /// How many of these are headings.
    headings: usize,
}

impl Arrangement {
    /// How many entities are shown.
    pub fn entities(&self) -> usize {
        self.lines.len() - self.headings
    }

    /// True if a row is one that can be selected.
    pub fn is_entity(&self, row: usize) -> bool {
        matches!(self.lines.get(row), Some(EntityLine::Entity(_)))
    }

    /// Orders all entities anew. What is shown stays as it was.
    pub fn order(&mut self, all: &[EntityRow], order: Order, reversed: bool) {
        let mut ordered: Vec<u32> = (0_u32..).take(all.len()).collect();
        let by = |order: fn(&EntityRow, &EntityRow) -> Ordering| {
            move |a: &u32, b: &u32| match (all.get(*a as usize), all.get(*b as usize)) {
                (Some(a), Some(b)) => order(a, b),
                _ => Ordering::Equal,
            }
        };
        match order {
            // As they come.
            Order::Count => {}
            Order::Name => ordered.sort_unstable_by(by(EntityRow::by_name)),
            Order::Kind => ordered.sort_unstable_by(by(EntityRow::by_kind)),
        }
        if reversed {
            ordered.reverse();
        }
        self.ordered = ordered;
    }

    /// Shows those that have all these words in their names, kinds or keys, and that are names if only
    /// names are wanted. Looks only at what is shown if that holds all there is to find (`narrowed`).
    pub fn filter(&mut self, all: &[EntityRow], wanted: &Wanted<'_>, narrowed: bool) {
        let words: Vec<String> = wanted.words.split_whitespace().map(folded).collect();
        let words: Vec<Finder<'_>> = words.iter().map(Finder::new).collect();
        let has = |row: &EntityRow| {
            (row.tally.named || !wanted.names_only)
                && words.iter().all(|word| word.find(row.folded().as_bytes()).is_some())
        };
        let any = words.is_empty() && !wanted.names_only;
        let fits = |at: &u32| any || all.get(*at as usize).is_some_and(has);
        let shown: Vec<u32> = match narrowed {
            true => self.shown_entities().filter(fits).collect(),
            false => self.ordered.iter().copied().filter(fits).collect(),
        };
        self.take(all, &shown, wanted.order == Order::Kind);
    }

    fn shown_entities(&self) -> impl Iterator<Item = u32> {
        self.lines.iter().filter_map(|line| match line {
            EntityLine::Entity(at) => Some(*at),
            EntityLine::Heading(_) => None,
        })
    }

    fn take(&mut self, all: &[EntityRow], shown: &[u32], headed: bool) {
        let kind = |at: u32| all.get(at as usize).map(EntityRow::folded_kind);
        let (mut lines, mut headings, mut last) = (Vec::with_capacity(shown.len()), 0, None);
        for at in shown {
            if headed && kind(*at) != last {
                last = kind(*at);
                headings += 1;
                lines.push(EntityLine::Heading(*at));
            }
            lines.push(EntityLine::Entity(*at));
        }
        (self.lines, self.headings) = (lines, headings);
    }
}

/// What is to be shown.
pub(super) struct Wanted<'a> {
    /// Words that the names or kinds must have in them.
    pub words: &'a str,
    /// True if generic words ("missile") are not to be shown.
    pub names_only: bool,
    /// What they are ordered by.
    pub order: Order,
}
