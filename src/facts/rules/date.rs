//! Dates: "22 July 2023", "July 22, 2023", "Nov. 6", "in 2019". Finds them; `formats` reads the date
//! of a document.

use crate::facts::candidate::{Findings, What};
use crate::facts::lexicon::Traits;
use crate::facts::model::Class;
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::word_list::list;

const RULE: &str = "date";

/// Adds dates that name a month, and ISO dates.
pub fn find(passage: &Passage, findings: &mut Findings) {
    let months = passage.any_trait(Traits::MONTH);
    let starts = if months { Starts::NAME.or(Starts::NUMBER) } else { Starts::NUMBER };
    for at in passage.starts(starts) {
        let traits = passage.traits(at);
        if traits.has(Traits::MONTH) && passage.token(at).is_some_and(|token| token.is_capital()) {
            if let Some((first, end)) = around_month(passage, at) {
                findings.add(passage.span(first, end), What::OfClass(Class::Date), RULE);
            }
        } else if let Some(end) = iso(passage, at) {
            findings.add(passage.span(at, end), What::OfClass(Class::Date), RULE);
        }
    }
}

/// The day before or after the month and the year after it; at least one of them.
fn around_month(passage: &Passage, month: usize) -> Option<(usize, usize)> {
    let first = day_before(passage, month).unwrap_or(month);
    let mut end = past(passage, month + 1, '.');
    let mut found = first < month;
    if first == month
        && let Some(day) = day_after(passage, end)
    {
        end = day;
        found = true;
    }
    let comma = past(passage, end, ',');
    if is_year(passage, comma) {
        return Some((first, comma + 1));
    }
    found.then_some((first, end))
}

fn day_before(passage: &Passage, month: usize) -> Option<usize> {
    let before = month.checked_sub(1)?;
    if is_day(passage, before) {
        return Some(before);
    }
    let day = before.checked_sub(1)?;
    let ordinal = passage.is_any(before, list!("st nd rd th")) || passage.is(before, "of");
    (ordinal && is_day(passage, day)).then_some(day)
}

fn day_after(passage: &Passage, at: usize) -> Option<usize> {
    if !is_day(passage, at) {
        return None;
    }
    let suffix = passage.token(at + 1).is_some_and(|token| token.glued)
        && passage.is_any(at + 1, list!("st nd rd th"));
    Some(at + 1 + usize::from(suffix))
}

fn is_day(passage: &Passage, at: usize) -> bool {
    let number = passage.token(at).is_some_and(|token| token.is_number() && token.span.len() <= 2);
    number && passage.word(at).parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_year(passage: &Passage, at: usize) -> bool {
    let number = passage.token(at).is_some_and(|token| token.is_number() && token.span.len() == 4);
    number && passage.word(at).parse::<u16>().is_ok_and(|year| (1000..2200).contains(&year))
}

/// "2023-07-22".
fn iso(passage: &Passage, at: usize) -> Option<usize> {
    let dashes = [at + 1, at + 3]
        .iter()
        .all(|&dash| passage.token(dash).is_some_and(|token| token.is_dash() && token.glued));
    (is_year(passage, at) && dashes && is_day(passage, at + 2) && is_day(passage, at + 4))
        .then_some(at + 5)
}

fn past(passage: &Passage, at: usize, mark: char) -> usize {
    at + usize::from(passage.token(at).is_some_and(|token| token.is_mark(mark)))
}
