//! A number or two with a unit: "300 km", "1–3,000 km", "two or three hundred miles". What is said
//! before and behind them is `measure`'s.

use super::approximator::{self, approximator};
use super::number::number;
use super::scale::Number;
use super::tail::before_unit;
use crate::facts::figure::{Figure, LengthUnit};
use crate::facts::lexicon::Traits;
use crate::facts::model::Approx;
use crate::facts::passage::Passage;
use crate::facts::statements::ENVELOPE;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::{WordList, list};

/// Values and unit, before approximators are looked at.
#[derive(Clone, Copy)]
pub(super) struct Amount {
    pub(super) first: usize,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) end: usize,
    pub(super) unit: LengthUnit,
    pub(super) several: bool,
    pub(super) vague: bool,
    /// What the words between number and unit say of the bound.
    pub(super) said: Option<Approx>,
}

impl Amount {
    /// Both values in kilometres.
    pub(super) fn km(&self) -> (f64, f64) {
        (self.low * self.unit.km(), self.high * self.unit.km())
    }

    pub(super) fn figure(&self) -> Figure {
        Figure { unit: self.unit, low: self.low.min(self.high), high: self.low.max(self.high) }
    }
}

/// The number at token `at` and its unit, or two numbers and the unit of both.
pub(super) fn amount(passage: &Passage, at: usize) -> Option<Amount> {
    let one = number(passage, at).filter(|_| !is_year(passage, at))?;
    let mut end = past_marks(passage, one.end);
    let plus = plus_length(passage, end);
    end += plus;
    let mut said = (plus > 0).then_some(Approx::AtLeast);
    if let Some((approx, after)) = before_unit(passage, end) {
        (said, end) = (Some(approx), after);
    }
    let first_unit = unit(passage, end);
    let from = first_unit.map_or(end, |(_, after)| after);
    let bracket = first_unit.and_then(|_| past_bracket(passage, from));
    let spread = second(passage, at, from).map(|second| (second, from));
    let bracketed = || bracket.and_then(|end| Some((second(passage, at, end)?, end)));
    let amount = Amount {
        first: one.first,
        low: one.low,
        high: one.high,
        end,
        unit: LengthUnit::Kilometre,
        several: false,
        vague: one.vague,
        said,
    };
    if let Some((two, from)) = spread.or_else(bracketed) {
        let (unit, end) = unit(passage, past_marks(passage, two.end))?;
        let low_unit = first_unit.map_or(unit, |(unit, _)| unit);
        if is_changed(passage, at) && passage.is(from, "to") {
            return Some(Amount { end: from, unit: low_unit, ..amount });
        }
        let times =
            if first_unit.is_none() { elliptic(passage, (at, from), (&one, &two)) } else { 1.0 };
        let low = one.low * times * low_unit.km() / unit.km();
        if approximator(passage, two.first).1 == Approx::AtLeast {
            let amount = Amount { end, unit, said: Some(Approx::AtLeast), ..amount };
            return Some(open_above(amount, low, two.high));
        }
        let vague = one.vague || two.vague;
        return Some(Amount { low, high: two.high, end, unit, several: true, vague, ..amount });
    }
    if let Some(alternative) = either(passage, &one) {
        return Some(Amount { said: None, ..alternative });
    }
    let (unit, end) = first_unit.or_else(|| unit_of_list(passage, end).map(|unit| (unit, end)))?;
    Some(Amount { end, unit, ..amount })
}

/// "60 to more than 499 km", "500 to over 600 km": no ceiling is named. Two numbers far apart are how near
/// and how far a weapon hits, of which the far one is open; others are one estimate from the lower one up.
fn open_above(amount: Amount, low: f64, high: f64) -> Amount {
    let from = if low * ENVELOPE <= high { high } else { low };
    Amount { low: from, high: from, ..amount }
}

/// "in 1990 to", "since 2010": a year, whatever number follows it.
fn is_year(passage: &Passage, at: usize) -> bool {
    let word = passage.word(at);
    let four = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let year = four && (word.starts_with("19") || word.starts_with("20"));
    let month = at.checked_sub(1).is_some_and(|at| passage.traits(at).has(Traits::MONTH));
    let dated = month || passage.follows_any(at, list!("in since by until"));
    year && dated && unit(passage, at + 1).is_none()
}

/// "two or three hundred km": the word of scale belongs to both numbers.
fn either(passage: &Passage, one: &Number) -> Option<Amount> {
    let two = number(passage, one.end + 1).filter(|_| passage.is(one.end, "or"))?;
    let scaled = one.scale < two.scale && one.high * two.scale < two.high;
    let (unit, end) = unit(passage, two.end).filter(|_| scaled && !one.vague)?;
    let low = one.low * two.scale;
    let (several, vague) = (true, false);
    Some(Amount { first: one.first, low, high: two.high, end, unit, several, vague, said: None })
}

/// "1–3,000 km", "two to three hundred": by what the first number is to be multiplied because only
/// the second one is written out. `at` is the first number, `joint` what joins the two.
pub fn elliptic(
    passage: &Passage,
    (at, joint): (usize, usize),
    (one, two): (&Number, &Number),
) -> f64 {
    if one.vague || one.scale > 1.0 {
        return 1.0;
    }
    let from = at.checked_sub(1).is_some_and(|at| passage.is_any(at, list!("from between")));
    let last = passage.word(two.end - 1);
    let thousands = last.ends_with("000") && !last.contains('.') && passage.word(at).len() < 4;
    let bare = passage.is(joint, "to") && from;
    let scale = if thousands && !bare && one.low >= 1.0 { 1000.0 } else { two.scale };
    if one.low * scale < two.high { scale } else { 1.0 }
}

/// Past asterisks and daggers right after a number: marks of notes.
fn past_marks(passage: &Passage, at: usize) -> usize {
    let mark = |at: usize| {
        passage
            .token(at)
            .is_some_and(|token| token.glued && matches!(token.kind, Kind::Mark('*' | '†' | '‡')))
    };
    (at..at + 3).find(|&at| !mark(at)).unwrap_or(at)
}

/// "500 km (310 miles) to 700 km (430 miles)": past the converted value of the first of two.
fn past_bracket(passage: &Passage, open: usize) -> Option<usize> {
    let opens = passage.token(open)?.is_mark('(') && passage.token(open + 1)?.is_number();
    let close =
        (open + 1..open + 6).find(|&at| passage.token(at).is_some_and(|t| t.is_mark(')')))?;
    let next = passage.is_any(close + 1, list!("to and"));
    (opens && next && passage.traits(close - 1).has(Traits::UNIT)).then_some(close + 1)
}

/// "500+ km", "500-plus km": how many tokens say so.
fn plus_length(passage: &Passage, at: usize) -> usize {
    let dash = usize::from(passage.token(at).is_some_and(|token| token.is_dash() && token.glued));
    match () {
        () if passage.word(at) == "+" => 1,
        () if passage.is(at + dash, "plus") => 1 + dash,
        () => 0,
    }
}

/// The unit of a list of numbers: "20, 40 and 75 km".
fn unit_of_list(passage: &Passage, mut at: usize) -> Option<LengthUnit> {
    for _ in 0..6 {
        let comma = usize::from(passage.token(at).is_some_and(|token| token.is_mark(',')));
        let and = usize::from(passage.is_any(at + comma, list!("and or")));
        if comma + and == 0 {
            return None;
        }
        let end = number(passage, at + comma + and)?.end;
        if let Some((unit, _)) = unit(passage, end) {
            return (and > 0).then_some(unit);
        }
        at = end;
    }
    None
}

/// The second number of an interval: "to 500", "–500", "and 500" after "between".
fn second(passage: &Passage, first: usize, at: usize) -> Option<Number> {
    let glued = |at: usize| passage.token(at).is_some_and(|token| token.glued);
    let tilde =
        passage.token(at).is_some_and(|token| token.is_mark('~')) && glued(at) && glued(at + 1);
    let dash = tilde || passage.token(at).is_some_and(|token| token.is_dash());
    let between = passage.is(at, "and") && (between_before(passage, first));
    let to = passage.is(at, "to");
    if !(dash || between || to) {
        return None;
    }
    let second_dash = usize::from(to && passage.token(at + 1).is_some_and(|token| token.is_dash()));
    let from = at + 1 + second_dash;
    let from = if dash { from } else { approximator::past(passage, from) };
    let second = number(passage, from)?;
    unit(passage, past_marks(passage, second.end)).map(|_| second)
}

/// "extended from 290 to 450 km": two distances, one before and one after the change.
fn is_changed(passage: &Passage, first: usize) -> bool {
    let (first, _) = approximator(passage, first);
    let old = list!("the its their existing current present old original previous earlier");
    let small = (first.saturating_sub(2)..first).rev().take_while(|&at| passage.is_any(at, old));
    let first = first - small.count();
    let Some(from) = first.checked_sub(1).filter(|&at| passage.is(at, "from")) else {
        return false;
    };
    let sentence = passage.sentence(from);
    (from.saturating_sub(9).max(sentence.start)..from).any(|at| passage.is_any(at, CHANGING))
}

/// Verbs that make a distance longer or shorter.
pub const CHANGING: &WordList = list!(
    "expand expands expanded expanding extend extends extended extending increase increases increased increasing raise raises raised \
    raising double doubles doubled doubling triple triples tripled boost boosts boosted boosting \
    improve improves improved improving lengthen lengthened grow grows grew grown growing rise rises \
    rose risen rising reduce reduces reduced reducing cut cuts fall falls fell drop drops dropped \
    stretch stretched stretching upgrade upgraded lift lifts lifted lifting push pushed pushing upped \
    hiked halve halved quadruple quadrupled lowered slashed shrink shrunk brought went go goes gone"
);

fn between_before(passage: &Passage, first: usize) -> bool {
    (first.saturating_sub(3)..first).any(|at| passage.is_any(at, list!("between from")))
}

/// The unit at token `at` and the token after it. A hyphen may stand before it ("190-mile").
pub fn unit(passage: &Passage, at: usize) -> Option<(LengthUnit, usize)> {
    let hyphen = passage.token(at)?.is_dash() && passage.token(at + 1)?.glued;
    let at = at + usize::from(hyphen);
    if passage.is_any(at, list!("nautical statute naut")) {
        let nautical = !passage.is(at, "statute");
        let dot = usize::from(passage.token(at + 1).is_some_and(|token| token.is_mark('.')));
        let dash = usize::from(passage.token(at + 1 + dot).is_some_and(|token| token.is_dash()));
        let mile = passage.is_any(at + 1 + dot + dash, list!("mile miles mi"));
        let unit = if nautical { LengthUnit::NauticalMile } else { LengthUnit::Mile };
        return mile.then_some((unit, at + 2 + dot + dash));
    }
    if let Some(end) = broken_kilometres(passage, at) {
        return Some((LengthUnit::Kilometre, end));
    }
    let word = passage.word(at);
    let (_, unit) = UNITS
        .iter()
        .find(|(name, _)| word == *name || word.len() > 3 && word.eq_ignore_ascii_case(name))?;
    Some((*unit, at + 1))
}

/// "kilo- metres", "k m": a unit that a scanner or the end of a line tore apart.
fn broken_kilometres(passage: &Passage, at: usize) -> Option<usize> {
    let dash = usize::from(passage.token(at + 1).is_some_and(|token| token.is_dash()));
    let metres = passage.is_any(at + 1 + dash, list!("metres meters metre meter"));
    let kilo = passage.is(at, "kilo") && dash > 0 && metres;
    let km = passage.word(at) == "k" && passage.word(at + 1) == "m";
    (kilo || km).then_some(at + 2 + dash)
}

const UNITS: &[(&str, LengthUnit)] = &[
    ("km", LengthUnit::Kilometre),
    ("kms", LengthUnit::Kilometre),
    ("Km", LengthUnit::Kilometre),
    ("KM", LengthUnit::Kilometre),
    ("kilometer", LengthUnit::Kilometre),
    ("kilometers", LengthUnit::Kilometre),
    ("kilometre", LengthUnit::Kilometre),
    ("kilometres", LengthUnit::Kilometre),
    ("mi", LengthUnit::Mile),
    ("mile", LengthUnit::Mile),
    ("miles", LengthUnit::Mile),
    ("nmi", LengthUnit::NauticalMile),
    ("NM", LengthUnit::NauticalMile),
    ("nm", LengthUnit::NauticalMile),
    ("n.m.", LengthUnit::NauticalMile),
    ("m", LengthUnit::Metre),
    ("meter", LengthUnit::Metre),
    ("meters", LengthUnit::Metre),
    ("metre", LengthUnit::Metre),
    ("metres", LengthUnit::Metre),
    ("yd", LengthUnit::Yard),
    ("yds", LengthUnit::Yard),
    ("yard", LengthUnit::Yard),
    ("yards", LengthUnit::Yard),
    ("klick", LengthUnit::Kilometre),
    ("klicks", LengthUnit::Kilometre),
    ("clicks", LengthUnit::Kilometre),
    ("ft", LengthUnit::Foot),
    ("foot", LengthUnit::Foot),
    ("feet", LengthUnit::Foot),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lexicon::Lexicon;
    use crate::text::Span;

    /// The values of the first amount of a text in kilometres, and whether there are two.
    fn read(text: &str) -> Option<(f64, f64, bool)> {
        let lexicon = Lexicon::bundled().unwrap();
        let passage = Passage::new(text, Span::new(0, text.len()), &lexicon, false);
        let found = (0..passage.tokens.len()).find_map(|at| amount(&passage, at))?;
        let (low, high) = found.km();
        let rounded = |km: f64| (km * 1000.0).round() / 1000.0;
        Some((rounded(low), rounded(high), found.several))
    }

    #[test]
    fn one_number_has_its_unit() {
        assert_eq!(read("It flies 300 km."), Some((300.0, 300.0, false)));
        assert_eq!(read("It flies 300* km."), Some((300.0, 300.0, false)));
        assert_eq!(read("It flies 10 nautical miles."), Some((18.52, 18.52, false)));
        assert_eq!(read("It weighs 300 kg."), None);
    }

    #[test]
    fn two_numbers_share_the_unit_and_what_is_left_out() {
        assert_eq!(read("It flies 300-500 km."), Some((300.0, 500.0, true)));
        assert_eq!(read("It flies 1–3,000 km."), Some((1000.0, 3000.0, true)));
        assert_eq!(read("It flies two or three hundred km."), Some((200.0, 300.0, true)));
        assert_eq!(read("It flies between 300 and 500 km."), Some((300.0, 500.0, true)));
        assert_eq!(read("From 800 m to 3 km."), Some((0.8, 3.0, true)));
    }

    #[test]
    fn a_list_of_numbers_has_one_unit_at_its_end() {
        assert_eq!(read("Rockets of 70, 150 and 300 km."), Some((70.0, 70.0, false)));
    }

    #[test]
    fn before_and_after_a_change_are_two_distances() {
        assert_eq!(read("It was extended from 290 to 450 km."), Some((290.0, 290.0, false)));
    }

    #[test]
    fn a_year_is_no_distance() {
        assert_eq!(read("Built in 1990 to 500 km."), Some((500.0, 500.0, false)));
    }

    #[test]
    fn more_is_said_between_number_and_unit() {
        let lexicon = Lexicon::bundled().unwrap();
        let text = "500-plus km";
        let passage = Passage::new(text, Span::new(0, text.len()), &lexicon, false);
        assert_eq!(amount(&passage, 0).and_then(|found| found.said), Some(Approx::AtLeast));
    }
}
