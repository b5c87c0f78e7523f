//! The sentence that explains a verdict to a person.

use std::fmt::Write;

use super::verdict::Why;
use crate::document::Date;

/// A statement in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaidBy {
    /// Who says it, or the title of the document; empty if nobody is known.
    pub who: String,
    /// The variant as it is written; empty if none is named.
    pub variant: String,
    /// The condition as it is written; empty if none is named.
    pub condition: String,
    /// The distance as it is written.
    pub written: String,
    /// When its document was published.
    pub date: Option<Date>,
}

/// One sentence: what both say, and on what the verdict rests. `explained_by` is the title of the
/// document that states both values, where one does.
pub fn reason(why: Why, a: &SaidBy, b: &SaidBy, explained_by: &str) -> String {
    let mut words = format!("{}; {}: ", said(a), said(b));
    match why {
        Why::Denied => words.push_str("one of them is denied, so that it claims nothing."),
        Why::Legal => words.push_str("one of them is the limit of a rule or of a class."),
        Why::Kinds => words.push_str("they are different kinds of range."),
        Why::NamedVariants => words.push_str("they are about different variants."),
        Why::Overlap => words.push_str("as they are rounded, both can be true."),
        Why::Departs => {
            let variant = if a.variant.is_empty() { &b.variant } else { &a.variant };
            let _ = write!(words, "“{variant}” departs from the version that the other is about.");
        }
        Why::Explained(_) if explained_by.is_empty() => {
            words.push_str("one document states both values.");
        }
        Why::Explained(_) => {
            let _ = write!(words, "“{explained_by}” states both values.");
        }
        Why::Later => {
            words.push_str("the same source gives the later one in place of the earlier.")
        }
        Why::Superseded => {
            words.push_str("a later figure of the same source has replaced one of them.");
        }
        Why::Corrected => words.push_str("you said that they cannot be compared."),
        Why::Conditions => words.push_str("they hold under different conditions."),
        Why::Nothing => {
            words.push_str("no variant, document or later date of one source explains both.");
        }
    }
    words
}

/// What would explain two values that nothing explains: what to look for, as one sentence.
pub fn would_explain(a: &SaidBy, b: &SaidBy) -> String {
    let versions = match (a.variant.is_empty(), b.variant.is_empty()) {
        (true, true) => "neither names a version, and they may mean two".to_owned(),
        (false, false) => {
            format!("both mean “{}”, and no version is left to explain them", a.variant)
        }
        (no_a, _) => {
            let named = if no_a { &b.variant } else { &a.variant };
            format!("only one names a version (“{named}”), and the other may mean another")
        }
    };
    let conditions = match a.condition.is_empty() && b.condition.is_empty() {
        true => "; neither says for what load, launcher or profile its value holds",
        false => "",
    };
    let dates = match a.date.is_none() || b.date.is_none() {
        true => "; one has no date, so that it cannot be told which is the later",
        false => {
            "; a later word of either source, or a document that gives both values, would decide"
        }
    };
    let words = format!("{versions}{conditions}{dates}.");
    let first = words.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + words.get(1..).unwrap_or_default()
}

/// "Harbour Post (2023-11-02) on the M39 says “165 km”".
fn said(told: &SaidBy) -> String {
    let mut words = if told.who.is_empty() { "An unnamed source" } else { &told.who }.to_owned();
    if let Some(date) = told.date {
        let _ = write!(words, " ({date:.10})");
    }
    if !told.variant.is_empty() {
        let _ = write!(words, " on “{}”", told.variant);
    }
    let verb = if is_plural(&told.who) { "say" } else { "says" };
    let _ = write!(words, " {verb} “{}”", told.written);
    if !told.condition.is_empty() {
        let _ = write!(words, " {}", told.condition);
    }
    words
}

/// True for "press reports", "Officials": several who say it.
fn is_plural(who: &str) -> bool {
    let last = who.rsplit(' ').next().unwrap_or_default().to_lowercase();
    SEVERAL.contains(&&*last)
}

const SEVERAL: [&str; 16] = [
    "reports",
    "officials",
    "analysts",
    "experts",
    "engineers",
    "officers",
    "sources",
    "makers",
    "manufacturers",
    "observers",
    "diplomats",
    "researchers",
    "pilots",
    "sailors",
    "soldiers",
    "people",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn wire(written: &str) -> SaidBy {
        let date = Date::of_day(2023, 5, 24);
        SaidBy { written: written.into(), date, ..SaidBy::default() }
    }

    #[test]
    fn what_would_explain_both_goes_by_what_they_leave_out() {
        let wire = wire("300 km");
        let words = would_explain(&wire, &wire);
        assert!(words.starts_with("Neither names a version, and they may mean two; neither says"));
        assert!(words.ends_with("a document that gives both values, would decide."), "{words}");
        let (variant, condition) = ("ER".into(), "at sea".into());
        let er = SaidBy { variant, condition, date: None, ..wire.clone() };
        let words = would_explain(&wire, &er);
        assert!(words.starts_with("Only one names a version (“ER”)"), "{words}");
        assert!(words.contains("one has no date") && !words.contains("load"), "{words}");
    }

    #[test]
    fn a_verdict_is_explained_in_one_sentence() {
        let wire = SaidBy { who: "Lake Wire".into(), ..wire("about 300 km") };
        let (variant, written) = ("export version".into(), "180 km".into());
        let post = SaidBy { variant, written, ..SaidBy::default() };
        assert_eq!(
            reason(Why::Departs, &wire, &post, ""),
            "Lake Wire (2023-05-24) says “about 300 km”; An unnamed source on “export version” says \
             “180 km”: “export version” departs from the version that the other is about."
        );
        let press = SaidBy { who: "press reports".into(), ..wire.clone() };
        assert!(
            reason(Why::Nothing, &press, &wire, "").starts_with("press reports (2023-05-24) say “")
        );
        let explained = reason(Why::Explained(3), &wire, &wire, "Handbook");
        assert!(explained.ends_with("“Handbook” states both values."), "{explained}");
        let (condition, written) = ("with assisted shells".into(), "30 km".into());
        let gun = SaidBy { condition, written, ..wire.clone() };
        assert!(
            reason(Why::Conditions, &gun, &wire, "").contains("“30 km” with assisted shells; ")
        );
    }
}
