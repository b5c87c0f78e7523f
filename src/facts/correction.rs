//! What the user knows better: facts that are none, and two that are one. Applied to what the rules
//! found, every time anew; keeping corrections is not its business.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::model::{Entity, Facts, RangeFact, Saying, slug};
use crate::text::{CleanText, Span};

/// The class of ranges in a key.
pub const RANGE: &str = "range";

/// The class of the sources of statements in a key: two of them may be one.
pub const SOURCE: &str = "source";

/// Names a fact in every document: what it is, and its key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FactKey {
    /// "weapon", "actor", "place", "date" or "range".
    pub class: String,
    /// An entity's id; for a range, its words and the words before it as a key.
    pub id: String,
}

/// Something the user knows better.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Correction {
    /// This is no fact.
    Reject {
        /// Which.
        fact: FactKey,
    },
    /// Both are the same; the first counts as the second.
    Merge {
        /// The one that disappears.
        fact: FactKey,
        /// The one it is.
        into: FactKey,
    },
    /// Two statements cannot be compared; see [`Correction::apart`].
    Apart {
        /// The one whose key comes first.
        fact: FactKey,
        /// The other.
        from: FactKey,
    },
}

/// All corrections in force. Every view and verb asks them the same two things: what became of a fact
/// ([`Corrections::target`]), and what the facts of a document are now ([`Corrections::apply`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    made: Vec<Correction>,
    /// What they come to for each class, so that asking costs no walk through all of them.
    classes: BTreeMap<String, OfClass>,
    /// The names of facts that others were merged into.
    names: BTreeMap<FactKey, String>,
    /// The statements that cannot be compared, by the ids of the one and then the other.
    apart: BTreeMap<String, BTreeSet<String>>,
}

/// The corrections of one class, by ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct OfClass {
    rejected: BTreeSet<String>,
    merged: BTreeMap<String, String>,
}

impl Corrections {
    /// Adds a correction; one that is there already is not added twice.
    pub fn add(&mut self, correction: Correction) {
        if !self.made.contains(&correction) {
            self.made.push(correction);
            self.sort_by_class();
        }
    }

    /// Adds a merging together with the name of the fact that stays, which a document need not have.
    pub fn add_named(&mut self, correction: Correction, name: &str) {
        if let (Correction::Merge { into, .. }, false) = (&correction, name.is_empty()) {
            self.names.insert(into.clone(), name.to_owned());
        }
        self.add(correction);
    }

    /// Takes a correction back.
    pub fn remove(&mut self, correction: &Correction) {
        self.made.retain(|made| made != correction);
        self.sort_by_class();
    }

    /// True if nothing was corrected.
    pub fn is_empty(&self) -> bool {
        self.made.is_empty()
    }

    /// Every correction, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Correction> {
        self.made.iter()
    }

    /// True if facts of a class were corrected.
    pub fn touch(&self, class: &str) -> bool {
        self.classes.contains_key(class)
    }

    /// True if the user said of any two statements that they cannot be compared.
    pub fn keep_apart(&self) -> bool {
        !self.apart.is_empty()
    }

    /// True if the user said that two statements, by the ids of their keys, cannot be compared.
    pub fn are_apart(&self, one: &str, other: &str) -> bool {
        !self.apart.is_empty() && {
            let (one, other) = if one <= other { (one, other) } else { (other, one) };
            self.apart.get(one).is_some_and(|others| others.contains(other))
        }
    }

    /// What a fact counts as now: itself, or what it was merged into; `None` if it is no fact.
    pub fn target<'a>(&'a self, class: &str, id: &'a str) -> Option<&'a str> {
        let Some(of_class) = self.classes.get(class) else { return Some(id) };
        let mut at = id;
        // Two instances may have merged in a circle; then each stays what it is.
        for _ in 0..=of_class.merged.len() {
            if of_class.rejected.contains(at) {
                return None;
            }
            match of_class.merged.get(at) {
                Some(into) => at = into,
                None => return Some(at),
            }
        }
        Some(id)
    }

    /// The ids of everything that counts as a fact now, its own first; none if it is no fact.
    pub fn members<'a>(&'a self, class: &'a str, id: &'a str) -> Vec<&'a str> {
        let merged = self.classes.get(class).into_iter().flat_map(|of| of.merged.keys());
        let same = |other: &&str| *other != id && self.target(class, other) == Some(id);
        let others = merged.map(String::as_str).filter(same);
        let own = self.target(class, id).filter(|target| *target == id);
        own.into_iter().chain(others).collect()
    }

    /// The ids of a class that a correction says something of, each once.
    pub fn touched<'a>(&'a self, class: &str) -> BTreeSet<&'a str> {
        let Some(of_class) = self.classes.get(class) else { return BTreeSet::new() };
        let merged = of_class.merged.iter().flat_map(|(from, into)| [from, into]);
        of_class.rejected.iter().chain(merged).map(String::as_str).collect()
    }

    /// The name of a fact that others were merged into, if it was kept.
    pub fn name(&self, class: &str, id: &str) -> Option<&str> {
        let is_it = |(key, _): &(&FactKey, &String)| key.class == class && key.id == id;
        self.names.iter().find(is_it).map(|(_, name)| name.as_str())
    }

    /// True if a range with these words may be one that was rejected: the words before it decide.
    pub fn may_reject(&self, written: &str) -> bool {
        let words = slug(written);
        let rejected = self.classes.get(RANGE).into_iter().flat_map(|of_class| &of_class.rejected);
        rejected.into_iter().any(|id| id.ends_with(&words))
    }

    /// True if a range is no fact. `text` is the text around it.
    pub fn rejects_range(&self, span: Span, text: &str) -> bool {
        let rejected = self.classes.get(RANGE).map(|of_class| &of_class.rejected);
        rejected.is_some_and(|rejected| {
            // Most ranges have other words than any that was rejected.
            span.fits(text)
                && self.may_reject(span.of(text))
                && rejected.contains(&FactKey::of_words(span, text).id)
        })
    }

    /// The facts as the user knows them.
    pub fn apply(&self, facts: &Facts, text: &str) -> Facts {
        let entities = Entities::of(facts, self);
        let kept = |range: &&RangeFact| !self.rejects_range(range.span, text);
        let corrected = |range: &RangeFact| {
            let weapon = range.weapon.and_then(|(at, span)| Some((entities.place(at)?, span)));
            RangeFact { weapon, ..range.clone() }
        };
        let all = |ranges: &[RangeFact]| ranges.iter().filter(kept).map(corrected).collect();
        let (ranges, apart) = (all(&facts.ranges), all(&facts.apart));
        let saying =
            |saying: &Saying| Some(Saying { actor: entities.place(saying.actor)?, ..*saying });
        let sayings = facts.sayings.iter().filter_map(saying).collect();
        let sentences = facts.sentences.clone();
        Facts { entities: entities.kept, ranges, apart, sayings, sentences }
    }

    fn sort_by_class(&mut self) {
        self.classes.clear();
        self.apart.clear();
        for correction in &self.made {
            if let Correction::Apart { fact, from } = correction {
                self.apart.entry(fact.id.clone()).or_default().insert(from.id.clone());
                continue;
            }
            let fact = correction.fact();
            let of_class = self.classes.entry(fact.class.clone()).or_default();
            match correction {
                Correction::Reject { fact } => _ = of_class.rejected.insert(fact.id.clone()),
                Correction::Merge { fact, into } => {
                    of_class.merged.insert(fact.id.clone(), into.id.clone());
                }
                Correction::Apart { .. } => {}
            }
        }
    }
}

impl Correction {
    /// That two statements, by the ids of their keys, cannot be compared; which is the first does not
    /// count.
    pub fn apart(one: &str, other: &str) -> Self {
        let key = |id: &str| FactKey { class: RANGE.to_owned(), id: id.to_owned() };
        Self::Apart { fact: key(one.min(other)), from: key(one.max(other)) }
    }

    /// The fact that it is about: the one that disappears, the first of two.
    pub const fn fact(&self) -> &FactKey {
        match self {
            Self::Reject { fact } | Self::Merge { fact, .. } | Self::Apart { fact, .. } => fact,
        }
    }
}

impl FactKey {
    /// The key of an entity.
    pub fn of_entity(entity: &Entity) -> Self {
        Self { class: entity.class.word().to_owned(), id: entity.id.clone() }
    }

    /// The key of a range: the same words after the same words are the same statement.
    pub fn of_range(range: &RangeFact, text: &str) -> Self {
        Self::of_words(range.span, text)
    }

    /// The same, of a range that is known by its place only.
    pub fn of_words(span: Span, text: &str) -> Self {
        let before = text.get(..span.start).unwrap_or_default();
        let words: Vec<&str> = before.split_whitespace().rev().take(5).collect();
        let words: Vec<&str> = words.into_iter().rev().chain([span.of(text)]).collect();
        Self { class: RANGE.to_owned(), id: slug(&words.join(" ")) }
    }
}

/// The entities that are left, and where each of the old ones went.
struct Entities {
    kept: Vec<Entity>,
    places: Vec<Option<usize>>,
}

impl Entities {
    fn of(facts: &Facts, corrections: &Corrections) -> Self {
        let mut kept: Vec<Entity> = Vec::new();
        let mut by_key: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut places = vec![None; facts.entities.len()];
        let mut order: Vec<(usize, &Entity, &str)> = Vec::with_capacity(facts.entities.len());
        for (at, entity) in facts.entities.iter().enumerate() {
            let target = corrections.target(entity.class.word(), &entity.id);
            order.extend(target.map(|target| (at, entity, target)));
        }
        // What others are merged into comes first, so that its name stays.
        order.sort_by_key(|(_, entity, target)| entity.id != *target);
        for (at, entity, target) in order {
            let class = entity.class.word();
            match by_key.get(&(class, target)).and_then(|at| kept.get_mut(*at)) {
                Some(known) => join(known, entity),
                None => {
                    by_key.insert((class, target), kept.len());
                    kept.push(renamed(entity, target, corrections));
                }
            }
            places[at] = by_key.get(&(class, target)).copied();
        }
        Self { kept, places }
    }

    fn place(&self, old: usize) -> Option<usize> {
        self.places.get(old).copied().flatten()
    }
}

/// An entity under the key and the name of what it counts as.
fn renamed(entity: &Entity, target: &str, corrections: &Corrections) -> Entity {
    let mut renamed = entity.clone();
    if entity.id != target {
        target.clone_into(&mut renamed.id);
        if let Some(name) = corrections.name(entity.class.word(), target) {
            renamed.name = CleanText::line(name);
        }
    }
    renamed
}

fn join(known: &mut Entity, other: &Entity) {
    known.mentions.extend(other.mentions.iter().copied());
    known.mentions.sort_by_key(|mention| mention.span);
    let new = other.roles.iter().filter(|role| !known.roles.contains(role));
    let new: Vec<_> = new.cloned().collect();
    known.roles.extend(new);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Approx, Class, Mention, RangeDetails};
    use crate::text::Span;

    const TEXT: &str = "ATACMS, the Army missile, has a range of 300 km.";

    fn facts() -> Facts {
        let entity = |id: &str, start, end| Entity {
            id: id.to_owned(),
            name: crate::text::CleanText::line(id),
            class: Class::Weapon,
            kind: "missile".into(),
            named: true,
            family: None,
            base: None,
            roles: Vec::new(),
            mentions: vec![Mention {
                span: Span::new(start, end),
                rule: "test",
                stance: crate::facts::Stance::default(),
            }],
        };
        let range = RangeFact {
            span: Span::new(41, 47),
            also: Vec::new(),
            figures: Vec::new(),
            min_km: Some(300.0),
            max_km: Some(300.0),
            approx: Approx::Exact,
            weapon: Some((1, Span::new(12, 24))),
            stance: crate::facts::Stance::default(),
            details: RangeDetails::default(),
            variant_key: String::new(),
            speaker: String::new(),
            rule: "test",
        };
        let entities = vec![entity("atacms", 0, 6), entity("army-missile", 12, 24)];
        Facts { entities, ranges: vec![range], ..Facts::default() }
    }

    fn key(id: &str) -> FactKey {
        FactKey { class: "weapon".into(), id: id.into() }
    }

    #[test]
    fn what_is_rejected_is_gone_and_its_ranges_lose_their_weapon() {
        let mut corrections = Corrections::default();
        corrections.add(Correction::Reject { fact: key("army-missile") });
        let corrected = corrections.apply(&facts(), TEXT);
        assert_eq!((corrected.entities.len(), corrected.ranges[0].weapon), (1, None));
        let undone = Correction::Reject { fact: key("army-missile") };
        corrections.remove(&undone);
        assert_eq!(corrections.apply(&facts(), TEXT), facts());
    }

    #[test]
    fn what_is_merged_keeps_its_mentions_and_its_ranges() {
        let mut corrections = Corrections::default();
        let (fact, into) = (key("army-missile"), key("atacms"));
        corrections.add(Correction::Merge { fact, into });
        let corrected = corrections.apply(&facts(), TEXT);
        assert_eq!(corrected.entities[0].mentions.len(), 2);
        assert_eq!(corrected.ranges[0].weapon.map(|(at, _)| at), Some(0));
    }

    #[test]
    fn what_is_merged_is_merged_where_its_target_is_not_named_and_goes_with_it() {
        let mut corrections = Corrections::default();
        let (gone, into) = (key("army-missile"), key("mgm-140"));
        let merge = Correction::Merge { fact: gone, into: into.clone() };
        corrections.add_named(merge, "MGM-140 ATACMS");
        let corrected = corrections.apply(&facts(), TEXT);
        let names: Vec<_> = corrected.entities.iter().map(|e| (&*e.id, &*e.name)).collect();
        assert_eq!(names, [("atacms", "atacms"), ("mgm-140", "MGM-140 ATACMS")]);
        assert_eq!(corrections.members("weapon", "mgm-140"), ["mgm-140", "army-missile"]);
        corrections.add(Correction::Reject { fact: into });
        assert_eq!(corrections.target("weapon", "army-missile"), None, "it is what was rejected");
        assert_eq!(corrections.apply(&facts(), TEXT).entities.len(), 1);
        assert!(corrections.members("weapon", "mgm-140").is_empty());
    }

    #[test]
    fn merging_goes_on_from_fact_to_fact_and_a_circle_is_none() {
        let mut corrections = Corrections::default();
        let merge = |from: &str, to: &str| Correction::Merge { fact: key(from), into: key(to) };
        corrections.add(merge("a", "b"));
        corrections.add(merge("b", "c"));
        assert_eq!(corrections.target("weapon", "a"), Some("c"));
        assert_eq!(corrections.target("actor", "a"), Some("a"), "another class");
        assert_eq!(corrections.members("weapon", "c"), ["c", "a", "b"]);
        corrections.add(merge("c", "a"));
        assert_eq!(corrections.target("weapon", "a"), Some("a"));
        assert_eq!(corrections.touched("weapon").len(), 3);
    }

    #[test]
    fn a_range_is_known_by_its_words() {
        let range = &facts().ranges[0];
        let key = FactKey::of_range(range, TEXT);
        assert_eq!(key.id, "missile-has-a-range-of-300-km");
        let mut corrections = Corrections::default();
        corrections.add(Correction::Reject { fact: key });
        assert!(corrections.apply(&facts(), TEXT).ranges.is_empty());
    }
}
