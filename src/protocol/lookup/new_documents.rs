//! The documents that came or changed since a sitting with the library, with what is new in each: as data,
//! and in words.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::bookmarks::Stamp;
use crate::facts::{Class, RangeKind};
use crate::protocol::DocumentHead;
use crate::text::{CleanText, Span, grouped};

/// Names that a sentence gives of one kind at most.
const MOST_NAMES: usize = 3;

/// What became of a document since a sitting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arrival {
    /// Neither its content nor its place was known.
    Came,
    /// At its place was another content.
    Changed,
}

impl Arrival {
    /// "came" or "changed".
    pub const fn word(self) -> &'static str {
        match self {
            Self::Came => "came",
            Self::Changed => "changed",
        }
    }
}

/// What came or changed since a sitting ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewDocuments {
    /// When that sitting ended; `None` if none has ended yet, so that nothing can be called new.
    pub since: Option<Stamp>,
    /// What is wrong with what is remembered, if that cannot be used.
    pub problem: Option<CleanText>,
    /// The documents, those with most that is new first. Copies of one are one.
    pub documents: Vec<NewDocument>,
}

/// A document that came or changed.
#[derive(Clone, Debug, PartialEq)]
pub struct NewDocument {
    /// The document.
    pub paper: Arc<DocumentHead>,
    /// What became of it.
    pub arrival: Arrival,
    /// What is new in it, ranges first, each in the order of the text.
    pub facts: Vec<NewFact>,
    /// False if it was not compared with the library, because too many came.
    pub compared: bool,
    /// The title of a document with the same text for the most part.
    pub reprints: Option<CleanText>,
    /// Why it cannot be read, if it cannot.
    pub failure: Option<CleanText>,
}

/// What a new fact tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NewFactKind {
    /// The first range of its kind that the library has of a weapon.
    FirstRange,
    /// A range of a weapon of which the library has others.
    Range,
    /// A weapon that the library did not name.
    Weapon,
    /// An actor that it did not name.
    Actor,
}

impl NewFactKind {
    /// Its word for programs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::FirstRange => "first-range",
            Self::Range => "range",
            Self::Weapon => "weapon",
            Self::Actor => "actor",
        }
    }

    /// True for a range of a weapon.
    pub const fn is_range(self) -> bool {
        matches!(self, Self::FirstRange | Self::Range)
    }

    /// The class of what it tells something of.
    pub const fn class(self) -> Class {
        if matches!(self, Self::Actor) { Class::Actor } else { Class::Weapon }
    }
}

/// Something that the library did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFact {
    /// What it tells.
    pub kind: NewFactKind,
    /// The key of the weapon, or of the actor.
    pub id: String,
    /// Its name.
    pub name: CleanText,
    /// A range as it is written.
    pub written: CleanText,
    /// What a range is the range of.
    pub range: RangeKind,
    /// Where, in bytes of the text.
    pub span: Span,
    /// Where, in Unicode scalar values.
    pub scalars: Span,
}

impl NewDocument {
    /// What orders it among the others: most new ranges first, then most new names, then the newest.
    pub fn rank(&self) -> impl Ord + use<> {
        let ranges = self.facts.iter().filter(|fact| fact.kind.is_range()).count();
        let names = self.facts.len() - ranges;
        (Reverse((ranges, names)), Reverse(self.paper.date), self.paper.path.clone())
    }

    /// Where what is new begins.
    pub fn passage(&self) -> Span {
        self.facts.first().map(|fact| fact.span).unwrap_or_default()
    }

    /// Why it stands here, in words: "first range for Dark Eagle: 2,775 km; names 2 new actors: …".
    pub fn why(&self) -> CleanText {
        if let Some(failure) = &self.failure {
            return CleanText::line(&format!("cannot be read: {failure}"));
        }
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.ranges(NewFactKind::FirstRange));
        parts.extend(self.ranges(NewFactKind::Range));
        parts.extend(self.names(NewFactKind::Weapon));
        parts.extend(self.names(NewFactKind::Actor));
        if let Some(title) = &self.reprints {
            parts.push(format!("otherwise the text of {title}"));
        }
        let words = match (parts.as_slice(), &self.reprints) {
            ([_], Some(title)) => format!("nothing new: the text of {title}"),
            ([], _) if !self.compared => "not compared: too many documents came".to_owned(),
            ([], _) => "no weapon, range or actor that is new".to_owned(),
            _ => parts.join("; "),
        };
        CleanText::line(&words)
    }

    fn of_kind(&self, kind: NewFactKind) -> Vec<&NewFact> {
        self.facts.iter().filter(|fact| fact.kind == kind).collect()
    }

    /// "first range for Dark Eagle: 2,775 km and 2 more".
    fn ranges(&self, kind: NewFactKind) -> Option<String> {
        let ranges = self.of_kind(kind);
        let first = ranges.first()?;
        let what = match first.range {
            RangeKind::Reach | RangeKind::Legal => "range",
            RangeKind::Minimum => "minimum range",
            RangeKind::Test => "range flown in a test",
            RangeKind::Radius => "combat radius",
            RangeKind::Ferry => "ferry range",
            RangeKind::Road => "range on its own fuel",
        };
        let which = if kind == NewFactKind::FirstRange { "first" } else { "another" };
        let more = match ranges.len() - 1 {
            0 => String::new(),
            more => format!(", and {} more", grouped(more)),
        };
        Some(format!("{which} {what} for {}: {}{more}", first.name, first.written))
    }

    /// "names 2 new actors: Ann Lee, Bo Chen".
    fn names(&self, kind: NewFactKind) -> Option<String> {
        let named = self.of_kind(kind);
        let count = named.len();
        let mut names: Vec<String> =
            named.iter().take(MOST_NAMES).map(|fact| fact.name.to_string()).collect();
        let what = match count {
            0 => return None,
            1 => format!("a new {}", kind.word()),
            count => format!("{} new {}s", grouped(count), kind.word()),
        };
        if count > MOST_NAMES {
            names.push("…".to_owned());
        }
        Some(format!("names {what}: {}", names.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(kind: NewFactKind, name: &str, written: &str) -> NewFact {
        NewFact {
            kind,
            id: name.to_lowercase(),
            name: CleanText::line(name),
            written: CleanText::line(written),
            range: RangeKind::Reach,
            span: Span::new(3, 9),
            scalars: Span::new(3, 9),
        }
    }

    fn document(facts: Vec<NewFact>) -> NewDocument {
        let (path, title) = ("a".into(), CleanText::line("A"));
        NewDocument {
            paper: Arc::new(DocumentHead { path, title, date: None, source: None }),
            arrival: Arrival::Came,
            facts,
            compared: true,
            reprints: None,
            failure: None,
        }
    }

    #[test]
    fn why_a_document_stands_here_is_said() {
        use NewFactKind::{Actor, FirstRange, Range, Weapon};
        let actor = |name| fact(Actor, name, "");
        let full = document(vec![
            fact(FirstRange, "Dark Eagle", "2,775 km"),
            fact(Range, "Storm Shadow", "560 km"),
            fact(Range, "Storm Shadow", "600 km"),
            fact(Weapon, "Lynx", ""),
            actor("Ann"),
            actor("Bo"),
            actor("Cy"),
            actor("Di"),
        ]);
        assert_eq!(
            &*full.why(),
            "first range for Dark Eagle: 2,775 km; another range for Storm Shadow: 560 km, and 1 more; \
             names a new weapon: Lynx; names 4 new actors: Ann, Bo, Cy, …"
        );
        assert_eq!(&*document(Vec::new()).why(), "no weapon, range or actor that is new");
        let title = Some(CleanText::line("The Original"));
        let reprint = NewDocument { reprints: title.clone(), ..document(Vec::new()) };
        assert_eq!(&*reprint.why(), "nothing new: the text of The Original");
        let more = NewDocument { reprints: title, ..document(vec![actor("Ann")]) };
        assert_eq!(&*more.why(), "names a new actor: Ann; otherwise the text of The Original");
        let damaged = NewDocument { failure: Some("empty file".into()), ..document(Vec::new()) };
        assert_eq!(&*damaged.why(), "cannot be read: empty file");
    }

    #[test]
    fn ranges_come_before_names_and_names_before_the_rest() {
        use NewFactKind::{Actor, Range};
        let two_names = document(vec![fact(Actor, "A", ""), fact(Actor, "B", "")]);
        let range = document(vec![fact(Range, "C", "1 km")]);
        let mut all = [document(Vec::new()), two_names.clone(), range.clone()];
        all.sort_by_key(NewDocument::rank);
        assert_eq!(all, [range, two_names, document(Vec::new())]);
    }
}
