//! How two statements on one weapon stand to each other. A view that cries wolf is worse than none: a
//! conflict is only what nothing explains.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::statement::{Day, Period, RangeStatement};
use super::values::values;
use crate::facts::RangeKind;
use crate::facts::correction::Corrections;

/// How two statements stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// They are about different things, or one claims nothing.
    Incomparable,
    /// They are about different variants, loads or uses.
    Variants,
    /// As they are rounded, both claim one value.
    Same,
    /// One is contained in what the other leaves open.
    Compatible,
    /// A later word of the same source replaces one of them.
    Revised,
    /// They contradict each other.
    Conflict,
}

impl Verdict {
    /// Its name in machine-readable output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Incomparable => "incomparable",
            Self::Variants => "variants",
            Self::Same => "same",
            Self::Compatible => "compatible",
            Self::Revised => "revised",
            Self::Conflict => "conflict",
        }
    }
}

/// What a verdict rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// One is denied.
    Denied,
    /// One is a limit of a rule, or the bounds of a class.
    Legal,
    /// They are of different kinds.
    Kinds,
    /// They name different variants.
    NamedVariants,
    /// As they are rounded, they overlap.
    Overlap,
    /// One names a variant that departs from the base.
    Departs,
    /// This document states both values.
    Explained(usize),
    /// The source says the one later than the other.
    Later,
    /// The source of one says another value later.
    Superseded,
    /// They hold under different conditions.
    Conditions,
    /// The user said that they cannot be compared.
    Corrected,
    /// Nothing explains both.
    Nothing,
}

/// The statements on one weapon, ready to be compared.
#[derive(Debug)]
pub struct Ledger<S> {
    statements: S,
    /// The value of each: those with one number say the same of the same.
    values: Vec<usize>,
    /// Which of them their source has replaced by a later one.
    superseded: Vec<bool>,
    /// Two statements by their numbers for every two values that one document states both as its own or
    /// as those of one sayer, and not of one variant.
    explaining: Vec<(usize, usize)>,
    /// What the user said of them.
    corrections: Corrections,
}

impl<S: AsRef<[RangeStatement]>> Ledger<S> {
    /// Gets ready to compare the statements on one weapon.
    pub fn new(statements: S) -> Self {
        let values = values(statements.as_ref());
        let explaining = explaining(statements.as_ref(), &values);
        let (superseded, corrections) = (Vec::new(), Corrections::default());
        let mut ledger = Self { statements, values, superseded, explaining, corrections };
        ledger.superseded = ledger.replaced();
        ledger
    }

    /// The same where the user said of two that they cannot be compared. Which statements are none, and
    /// which sources one, changes what is compared; see [`super::corrected`].
    #[must_use]
    pub fn corrected(mut self, corrections: &Corrections) -> Self {
        self.corrections = corrections.clone();
        self
    }

    /// True if the user said that two statements cannot be compared.
    pub(super) fn are_apart(&self, one: &RangeStatement, other: &RangeStatement) -> bool {
        self.corrections.are_apart(&one.key, &other.key)
    }

    /// What is compared.
    pub fn statements(&self) -> &[RangeStatement] {
        self.statements.as_ref()
    }

    /// The value of each statement: those with one number say the same of the same.
    pub(super) fn values(&self) -> &[usize] {
        &self.values
    }

    /// True if the source of a statement has replaced it by a later one.
    pub fn is_superseded(&self, statement: usize) -> bool {
        self.superseded.get(statement).is_some_and(|replaced| *replaced)
    }

    /// How two of the statements, by their numbers, stand to each other, and on what that rests. `None`
    /// if one of them does not exist.
    pub fn verdict(&self, one: usize, other: usize) -> Option<(Verdict, Why)> {
        let (a, b) = (self.statements().get(one)?, self.statements().get(other)?);
        if self.are_apart(a, b) {
            return Some((Verdict::Incomparable, Why::Corrected));
        }
        if let Some(decided) = self.without_dates(a, b) {
            return Some(decided);
        }
        Some(match () {
            () if a.source.is(&b.source) && a.compare_dates(b).is_some() => {
                (Verdict::Revised, Why::Later)
            }
            () if self.is_superseded(one) || self.is_superseded(other) => {
                (Verdict::Revised, Why::Superseded)
            }
            () if a.condition != b.condition => (Verdict::Variants, Why::Conditions),
            () => (Verdict::Conflict, Why::Nothing),
        })
    }

    /// The verdict as far as it does not depend on who says it when.
    pub(super) fn without_dates(
        &self,
        a: &RangeStatement,
        b: &RangeStatement,
    ) -> Option<(Verdict, Why)> {
        if let Some(why) = incomparable(a, b) {
            return Some((Verdict::Incomparable, why));
        }
        if a.names_other_variant(b) {
            return Some((Verdict::Variants, Why::NamedVariants));
        }
        if a.overlaps(b) {
            let closed = a.is_closed() && b.is_closed();
            let verdict = if closed { Verdict::Same } else { Verdict::Compatible };
            return Some((verdict, Why::Overlap));
        }
        if a.departs && b.variant.is_empty() || b.departs && a.variant.is_empty() {
            return Some((Verdict::Variants, Why::Departs));
        }
        if a.names_variant_of(b) {
            return None;
        }
        let document = self.explained(a, b)?;
        Some((Verdict::Variants, Why::Explained(document)))
    }

    /// A document that states both values as its own or as those of one sayer, and not of one variant.
    fn explained(&self, a: &RangeStatement, b: &RangeStatement) -> Option<usize> {
        let says_only = |x: &RangeStatement, this: &RangeStatement, not: &RangeStatement| {
            x.kind == this.kind && x.overlaps(this) && !x.overlaps(not)
        };
        self.explaining.iter().find_map(|(one, other)| {
            let (x, y) = (self.statements().get(*one)?, self.statements().get(*other)?);
            let both = says_only(x, a, b) && says_only(y, b, a)
                || says_only(y, a, b) && says_only(x, b, a);
            both.then_some(x.document)
        })
    }

    /// Which statements their own source has replaced by a later one that holds under the same condition.
    fn replaced(&self) -> Vec<bool> {
        let statements = self.statements();
        // Of each source the values that it states, each with the last day on which it does.
        let mut by_source: HashMap<&str, Vec<(usize, Day)>> = HashMap::new();
        for (statement, value) in statements.iter().zip(&self.values) {
            let Some(date) = statement.date.filter(|_| !statement.source.key.is_empty()) else {
                continue;
            };
            let day = Period::of(date).first;
            let stated = by_source.entry(&statement.source.key).or_default();
            match stated.iter_mut().find(|(known, _)| known == value) {
                Some((_, last)) => *last = day.max(*last),
                None => stated.push((*value, day)),
            }
        }
        // Whether one value replaces another: many statements have few values.
        let mut replaces: HashMap<(usize, usize), bool> = HashMap::new();
        let mut is_replaced = |(statement, value): (&RangeStatement, &usize)| {
            let Some(stated) = by_source.get(&*statement.source.key) else { return false };
            let Some(period) = statement.date.map(Period::of) else { return false };
            let mut later =
                stated.iter().filter(|(other, day)| other != value && period.last < *day);
            later.any(|(other, _)| {
                let values = (*value.min(other), *value.max(other));
                *replaces.entry(values).or_insert_with(|| self.replaces(values))
            })
        };
        statements.iter().zip(&self.values).map(&mut is_replaced).collect()
    }

    /// True if of two values the later one replaces the earlier.
    fn replaces(&self, (one, other): (usize, usize)) -> bool {
        let (a, b) = (self.statements().get(one), self.statements().get(other));
        let replaces = |(a, b): (&RangeStatement, &RangeStatement)| {
            a.condition == b.condition && self.without_dates(a, b).is_none()
        };
        a.zip(b).is_some_and(replaces)
    }
}

/// Why two statements cannot be compared, if they cannot.
fn incomparable(a: &RangeStatement, b: &RangeStatement) -> Option<Why> {
    match () {
        () if a.denied || b.denied => Some(Why::Denied),
        () if a.kind == RangeKind::Legal || b.kind == RangeKind::Legal => Some(Why::Legal),
        () if a.kind != b.kind => Some(Why::Kinds),
        () => None,
    }
}

/// True if a document that states both says by that that a weapon has two values.
fn explains(x: &RangeStatement, y: &RangeStatement) -> bool {
    incomparable(x, y).is_none() && !x.overlaps(y) && !x.names_variant_of(y)
}

/// Two statements for every two values that are stated together, in the order of the documents.
fn explaining(statements: &[RangeStatement], values: &[usize]) -> Vec<(usize, usize)> {
    let (mut known, mut explaining) = (HashSet::new(), Vec::new());
    for numbers in together(statements) {
        let mut seen = HashSet::new();
        let new: Vec<usize> = numbers.into_iter().filter(|at| seen.insert(values[*at])).collect();
        for (one, other) in pairs(&new) {
            let both = (values[one].min(values[other]), values[one].max(values[other]));
            if explains(&statements[one], &statements[other]) && known.insert(both) {
                explaining.push((one, other));
            }
        }
    }
    explaining
}

/// The statements of each document and sayer, in the order of the first of each.
fn together(statements: &[RangeStatement]) -> Vec<Vec<usize>> {
    // Most documents state one thing of a weapon.
    let mut counts: HashMap<usize, usize> = HashMap::new();
    statements.iter().for_each(|statement| *counts.entry(statement.document).or_default() += 1);
    let mut by_sayer: HashMap<(usize, &str), Vec<usize>> = HashMap::new();
    for (at, statement) in statements.iter().enumerate() {
        if counts.get(&statement.document).is_some_and(|count| *count > 1) {
            by_sayer.entry((statement.document, &statement.source.key)).or_default().push(at);
        }
    }
    let mut together: Vec<Vec<usize>> =
        by_sayer.into_values().filter(|numbers| numbers.len() > 1).collect();
    together.sort_unstable();
    together
}

fn pairs(numbers: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    numbers
        .iter()
        .enumerate()
        .flat_map(|(at, one)| numbers.iter().skip(at + 1).map(move |other| (*one, *other)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Date;
    use crate::facts::correction::Correction;
    use crate::ledger::EffectiveSource;
    use proptest::prelude::*;

    fn exact(document: usize, source: &str, low: f64, high: f64) -> RangeStatement {
        RangeStatement {
            document,
            source: EffectiveSource::new("", source),
            claim: (Some(low), Some(high)),
            ..RangeStatement::default()
        }
    }

    fn dated(statement: RangeStatement, date: &str) -> RangeStatement {
        RangeStatement { date: crate::document::parse_date(date), ..statement }
    }

    fn of(variant: &str, statement: RangeStatement) -> RangeStatement {
        RangeStatement { variant: variant.into(), ..statement }
    }

    #[track_caller]
    fn verdict(statements: &[RangeStatement]) -> (Verdict, Why) {
        let ledger = Ledger::new(statements);
        let found = ledger.verdict(0, 1).unwrap();
        assert_eq!(ledger.verdict(1, 0).map(|(verdict, _)| verdict), Some(found.0));
        found
    }

    #[test]
    fn values_that_overlap_are_the_same_and_others_a_conflict() {
        let wire = exact(0, "Lake Wire", 270.0, 330.0);
        let paper = exact(1, "Harbour Post", 297.0, 314.0);
        assert_eq!(verdict(&[wire.clone(), paper]), (Verdict::Same, Why::Overlap));
        let far = exact(1, "Harbour Post", 450.0, 550.0);
        assert_eq!(verdict(&[wire, far]), (Verdict::Conflict, Why::Nothing));
    }

    #[test]
    fn what_is_open_allows_what_lies_in_it() {
        let open = RangeStatement { claim: (Some(250.0), None), ..exact(0, "Maker", 0.0, 0.0) };
        let press = exact(1, "Lake Wire", 555.0, 565.0);
        assert_eq!(verdict(&[open.clone(), press]).0, Verdict::Compatible);
        let short = exact(1, "Lake Wire", 90.0, 110.0);
        assert_eq!(verdict(&[open, short]).0, Verdict::Conflict);
    }

    #[test]
    fn other_kinds_limits_and_denials_are_not_compared() {
        let reach = exact(0, "Lake Wire", 270.0, 330.0);
        let other = exact(1, "Harbour Post", 900.0, 1_100.0);
        let kind = |kind| RangeStatement { kind, ..other.clone() };
        assert_eq!(verdict(&[reach.clone(), kind(RangeKind::Test)]).1, Why::Kinds);
        assert_eq!(verdict(&[reach.clone(), kind(RangeKind::Legal)]).1, Why::Legal);
        let denied = RangeStatement { denied: true, ..other };
        assert_eq!(verdict(&[reach, denied]), (Verdict::Incomparable, Why::Denied));
    }

    #[test]
    fn named_variants_differ_and_one_that_departs_explains() {
        let short = of("m39", exact(0, "Lake Wire", 162.5, 167.5));
        let long = of("m57", exact(1, "Harbour Post", 270.0, 330.0));
        assert_eq!(verdict(&[short, long.clone()]).1, Why::NamedVariants);
        let plain = exact(0, "Lake Wire", 162.5, 167.5);
        let departs = RangeStatement { departs: true, ..long.clone() };
        assert_eq!(verdict(&[plain.clone(), departs]).1, Why::Departs);
        assert_eq!(verdict(&[plain, long]).0, Verdict::Conflict);
    }

    #[test]
    fn a_document_that_states_both_values_explains_them() {
        let short = exact(0, "Lake Wire", 162.5, 167.5);
        let long = exact(1, "Harbour Post", 270.0, 330.0);
        let both = [exact(2, "Institute", 160.0, 170.0), exact(2, "Institute", 290.0, 310.0)];
        let all = [vec![short.clone(), long.clone()], both.to_vec()].concat();
        assert_eq!(verdict(&all), (Verdict::Variants, Why::Explained(2)));
        let quarrel = [
            RangeStatement {
                source: EffectiveSource::new("Ada Roe", "Institute"),
                ..both[0].clone()
            },
            both[1].clone(),
        ];
        let all = [vec![short.clone(), long.clone()], quarrel.to_vec()].concat();
        assert_eq!(verdict(&all).0, Verdict::Conflict, "two sayers explain nothing");
        let one_variant = [vec![of("m39", short), of("m39", long)], both.to_vec()].concat();
        assert_eq!(verdict(&one_variant).0, Verdict::Conflict);
    }

    #[test]
    fn a_document_with_many_values_is_compared_in_time() {
        let value = |at: u16| exact(0, "Table", f64::from(at) * 10.0, f64::from(at) * 10.0 + 1.0);
        let mut statements: Vec<RangeStatement> = (1..=200).map(value).collect();
        statements.extend((1..=200).map(|at| RangeStatement { document: 1, ..value(at) }));
        let ledger = Ledger::new(&statements);
        for (one, other) in pairs(&(0..400).collect::<Vec<_>>()) {
            let same = one % 200 == other % 200;
            let expected = if same { Verdict::Same } else { Verdict::Variants };
            assert_eq!(ledger.verdict(one, other).map(|(verdict, _)| verdict), Some(expected));
        }
    }

    #[test]
    fn a_later_word_of_one_source_replaces_the_earlier_for_all() {
        let early = dated(exact(0, "Ministry", 205.0, 215.0), "2004-09-05");
        let late = dated(exact(1, "Ministry", 270.0, 330.0), "2010-08-25");
        assert_eq!(verdict(&[early.clone(), late.clone()]), (Verdict::Revised, Why::Later));
        let other = dated(exact(2, "Institute", 280.0, 320.0), "2013");
        assert_eq!(verdict(&[early.clone(), other.clone(), late]).1, Why::Superseded);
        assert_eq!(verdict(&[early, other]).0, Verdict::Conflict);
        let year = dated(exact(0, "Ministry", 205.0, 215.0), "2010");
        let month = dated(exact(1, "Ministry", 270.0, 330.0), "2010-08");
        assert_eq!(verdict(&[year, month]).0, Verdict::Conflict, "neither is later");
    }

    #[test]
    fn other_conditions_are_no_conflict_and_keep_nothing_from_being_the_same() {
        let plain = exact(0, "Lake Wire", 20.0, 25.0);
        let assisted = RangeStatement {
            condition: "with rocket-assisted shells".into(),
            ..exact(1, "Harbour Post", 27.0, 33.0)
        };
        assert_eq!(verdict(&[plain.clone(), assisted]), (Verdict::Variants, Why::Conditions));
        let same = RangeStatement { condition: "in the desert".into(), ..plain.clone() };
        assert_eq!(verdict(&[plain, same]).0, Verdict::Same);
    }

    #[test]
    fn two_that_the_user_keeps_apart_are_not_compared() {
        let keyed = |key: &str, statement| RangeStatement { key: key.into(), ..statement };
        let statements = [
            keyed("range-of-300-km", exact(0, "Lake Wire", 270.0, 330.0)),
            keyed("reaches-500-km", exact(1, "Harbour Post", 450.0, 550.0)),
        ];
        let mut corrections = Corrections::default();
        corrections.add(Correction::apart("reaches-500-km", "range-of-300-km"));
        let ledger = Ledger::new(&statements).corrected(&corrections);
        let apart = Some((Verdict::Incomparable, Why::Corrected));
        assert_eq!((ledger.verdict(0, 1), ledger.verdict(1, 0)), (apart, apart));
        assert_eq!(ledger.conflicts(), []);
        corrections.remove(&Correction::apart("range-of-300-km", "reaches-500-km"));
        assert_eq!(Ledger::new(&statements).corrected(&corrections).conflicts().len(), 1);
    }

    #[test]
    fn what_holds_under_another_condition_is_not_replaced() {
        let early = dated(exact(0, "Ministry", 205.0, 215.0), "2004-09-05");
        let light = RangeStatement {
            condition: "with a light load".into(),
            ..dated(exact(1, "Ministry", 270.0, 330.0), "2010-08-25")
        };
        let other = dated(exact(2, "Institute", 90.0, 110.0), "2013");
        assert_eq!(verdict(&[early.clone(), other, light]).0, Verdict::Conflict);
    }

    fn statements() -> impl Strategy<Value = Vec<RangeStatement>> {
        let one = (
            (0_usize..3, 0_usize..3, prop::option::of(2001_i16..2004)),
            (0_usize..3, any::<bool>(), 0_usize..2, 0_usize..3),
            (1_u16..6, 0_u16..3, 0_u8..4, any::<bool>()),
        );
        let made = one.prop_map(|(of, what, (low, width, open, denied))| {
            let ((document, source, year), (variant, departs, condition, kind)) = (of, what);
            let (low, high) = (f64::from(low) * 100.0, f64::from(low + width) * 100.0);
            RangeStatement {
                document,
                source: EffectiveSource::new("", ["", "Wire", "Post"][source]),
                date: year.and_then(Date::of_year),
                variant: ["", "a", "b"][variant].into(),
                departs: departs && variant > 0,
                condition: ["", "at sea"][condition].into(),
                kind: [RangeKind::Reach, RangeKind::Reach, RangeKind::Test][kind],
                claim: ((open != 1).then_some(low), (open != 2).then_some(high)),
                denied: denied && open == 3,
                key: "".into(),
            }
        });
        prop::collection::vec(made, 2..8)
    }

    proptest! {
        #[test]
        fn verdicts_do_not_depend_on_order(statements in statements(), turn in 0_usize..8) {
            let mut turned = statements.clone();
            let turn = turn % statements.len();
            turned.rotate_left(turn);
            let (ledger, other) = (Ledger::new(&statements), Ledger::new(&turned));
            let place = |at: usize| (at + statements.len() - turn) % statements.len();
            for one in 0..statements.len() {
                for two in 0..statements.len() {
                    let found = ledger.verdict(one, two).map(|(verdict, _)| verdict);
                    prop_assert_eq!(found, ledger.verdict(two, one).map(|(verdict, _)| verdict));
                    let turned = other.verdict(place(one), place(two)).map(|(verdict, _)| verdict);
                    prop_assert_eq!(found, turned);
                }
            }
        }

        #[test]
        fn verdicts_do_not_depend_on_the_unit(statements in statements(), power in -6_i32..7) {
            let mut scaled = statements.clone();
            for statement in &mut scaled {
                let times = |km: f64| km * 2.0_f64.powi(power);
                statement.claim = (statement.claim.0.map(times), statement.claim.1.map(times));
            }
            let (ledger, other) = (Ledger::new(&statements), Ledger::new(&scaled));
            for one in 0..statements.len() {
                for two in 0..statements.len() {
                    prop_assert_eq!(ledger.verdict(one, two), other.verdict(one, two));
                }
            }
        }

        #[test]
        fn a_reprint_changes_nothing(statements in statements(), which in 0_usize..8) {
            let mut more = statements.clone();
            more.push(statements[which % statements.len()].clone());
            let (ledger, other) = (Ledger::new(&statements), Ledger::new(&more));
            for one in 0..statements.len() {
                for two in 0..statements.len() {
                    let verdict = |ledger: &Ledger<&Vec<_>>| ledger.verdict(one, two).map(|(verdict, _)| verdict);
                    prop_assert_eq!(verdict(&ledger), verdict(&other));
                }
            }
        }
    }
}
