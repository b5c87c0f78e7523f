//! A statement on the range of a weapon as the index keeps it: what is stated, the weapon by which
//! statements are grouped, and what it is compared by, so that nothing has to be read again. Compares
//! nothing.

use std::collections::HashMap;

use super::stated_range::{StatedRange, put_stated, take_stated};
use super::wire::{In, Out};
use crate::facts::{CertaintyClass, RangeKind};
use crate::text::Span;

/// What a document states of the range of a weapon with a name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeaponStatement {
    /// What is stated.
    pub stated: StatedRange,
    /// The passage of the range of which this is one bound; of others their own.
    pub whole: Span,
    /// The sentence, row of a table or item of a list in which it stands.
    pub sentence: Span,
    /// A number that sentences of the same words share.
    pub words: u64,
    /// The key of the weapon by which statements are grouped: the linked one may be a variant of it.
    pub base: String,
    /// The name of that weapon.
    pub base_name: String,
    /// Whose word it is, as a key.
    pub source: String,
    /// True if it is the word of the document itself.
    pub own: bool,
    /// What its variant compares as; empty if it names none.
    pub variant: String,
    /// True if that variant departs from the version that others are about.
    pub departs: bool,
    /// The key by which corrections know it.
    pub key: String,
}

/// Bits of the numbers that tell kind, denial and departure in a column.
const DENIED: u64 = 8;
const DEPARTS: u64 = 16;

/// What is known of a statement without its words: what kind of range it is, and whether it is denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatementTraits {
    /// What it is the range of.
    pub kind: RangeKind,
    /// True if it is denied: then it claims nothing.
    pub denied: bool,
    /// True if its variant departs from the version that others are about.
    pub departs: bool,
}

impl StatementTraits {
    /// As one number.
    pub(super) fn number(self) -> u64 {
        let kind = RangeKind::ALL.iter().position(|kind| *kind == self.kind).unwrap_or_default();
        kind as u64 + if self.denied { DENIED } else { 0 } + if self.departs { DEPARTS } else { 0 }
    }

    /// From that number.
    pub(super) fn of_number(number: u64) -> Self {
        let kind = usize::try_from(number % DENIED).unwrap_or_default();
        Self {
            kind: RangeKind::ALL.get(kind).copied().unwrap_or_default(),
            denied: number & DENIED > 0,
            departs: number & DEPARTS > 0,
        }
    }
}

impl WeaponStatement {
    /// What is known of it without its words.
    pub fn traits(&self) -> StatementTraits {
        StatementTraits {
            kind: self.stated.kind,
            denied: self.stated.certainty == CertaintyClass::Denied,
            departs: self.departs,
        }
    }
}

/// Writes the statements of a document. Most are ranges that it states, which are written already.
pub(super) fn put(out: &mut Out, statements: &[WeaponStatement], stated: &[StatedRange]) {
    let places: HashMap<Span, usize> =
        stated.iter().enumerate().map(|(at, stated)| (stated.span, at)).collect();
    for statement in statements {
        let known = places.get(&statement.stated.span).copied();
        let known = known.filter(|at| stated.get(*at) == Some(&statement.stated));
        out.size(known.map_or(0, |at| at + 1));
        if known.is_none() {
            put_stated(out, &statement.stated);
        }
        put_rest(out, statement);
    }
}

fn put_rest(out: &mut Out, statement: &WeaponStatement) {
    let WeaponStatement { stated, whole, sentence, words, base, base_name, source, own, .. } =
        statement;
    out.span(0, *whole);
    out.span(0, *sentence);
    out.number(*words);
    // Most weapons are variants of none.
    out.text(if *base == stated.weapon_id { "" } else { base });
    out.text(if *base_name == stated.weapon { "" } else { base_name });
    out.text(source);
    out.text(&statement.variant);
    out.text(&statement.key);
    out.size(usize::from(*own) + 2 * usize::from(statement.departs));
}

/// The next statement of a document that states these ranges.
pub(super) fn take(read: &mut In<'_>, stated: &[StatedRange]) -> Option<WeaponStatement> {
    let stated = match read.size()? {
        0 => take_stated(read)?,
        known => stated.get(known - 1)?.clone(),
    };
    let (whole, sentence, words) = (read.span(0)?, read.span(0)?, read.number()?);
    let or = |text: &str, other: &str| if text.is_empty() { other } else { text }.to_owned();
    let (base, base_name) = (or(read.text()?, &stated.weapon_id), or(read.text()?, &stated.weapon));
    let (source, variant) = (read.text()?.to_owned(), read.text()?.to_owned());
    let key = read.text()?.to_owned();
    let flags = read.below(4)?;
    let (own, departs) = (flags % 2 == 1, flags > 1);
    Some(WeaponStatement {
        stated,
        whole,
        sentence,
        words,
        base,
        base_name,
        source,
        own,
        variant,
        departs,
        key,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_come_back_as_they_were() {
        let stated = StatedRange {
            weapon_id: "scud-b".into(),
            weapon: "Scud-B".into(),
            written: "300 km".into(),
            min_km: Some(300.0),
            max_km: Some(300.0),
            ..StatedRange::default()
        };
        let own = WeaponStatement {
            whole: Span::new(3, 9),
            sentence: Span::new(0, 20),
            words: u64::MAX,
            base: "scud".into(),
            base_name: "Scud".into(),
            source: "lake wire".into(),
            own: true,
            variant: "b".into(),
            departs: true,
            key: "it-reaches-300-km".into(),
            stated: stated.clone(),
        };
        let apart = StatedRange { kind: RangeKind::Test, ..stated.clone() };
        let (base, base_name) = ("scud-b".into(), "Scud-B".into());
        let other = WeaponStatement { stated: apart, base, base_name, own: false, ..own.clone() };
        let (all, stated) = ([own, other], [stated]);
        let mut out = Out::default();
        put(&mut out, &all, &stated);
        let mut read = In(&out.0);
        let back: Vec<_> = std::iter::from_fn(|| take(&mut read, &stated)).collect();
        assert_eq!(back, all);
        for end in 0..out.0.len() {
            let mut read = In(&out.0[..end]);
            assert!(std::iter::from_fn(|| take(&mut read, &stated)).count() < 2);
        }
    }

    #[test]
    fn traits_are_one_number() {
        for kind in RangeKind::ALL {
            for (denied, departs) in [(false, true), (true, false)] {
                let traits = StatementTraits { kind, denied, departs };
                assert_eq!(StatementTraits::of_number(traits.number()), traits);
            }
        }
    }
}
