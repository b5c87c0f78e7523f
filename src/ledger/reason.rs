//! The sentence that explains a verdict to a person.

use std::fmt::Write;

use super::verdict::Why;

/// A statement in words.
#[derive(Clone, Copy, Debug)]
pub struct SaidBy<'a> {
    /// Who says it, or the title of the document; empty if nobody is known.
    pub who: &'a str,
    /// The variant as it is written; empty if none is named.
    pub variant: &'a str,
    /// The condition as it is written; empty if none is named.
    pub condition: &'a str,
    /// The distance as it is written.
    pub written: &'a str,
    /// Its date, in digits; empty if unknown.
    pub date: &'a str,
}

/// One sentence: what both say, and on what the verdict rests. `explained_by` is the title of the
/// document that states both values, where one does.
pub fn reason(why: Why, a: SaidBy<'_>, b: SaidBy<'_>, explained_by: &str) -> String {
    let mut words = format!("{}; {}: ", said(a), said(b));
    match why {
        Why::Denied => words.push_str("one of them is denied, so that it claims nothing."),
        Why::Legal => words.push_str("one of them is the limit of a rule or of a class."),
        Why::Kinds => words.push_str("they are different kinds of range."),
        Why::NamedVariants => words.push_str("they are about different variants."),
        Why::Overlap => words.push_str("as they are rounded, both can be true."),
        Why::Departs => {
            let variant = if a.variant.is_empty() { b.variant } else { a.variant };
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

/// "Harbour Post (2023-11-02) on the M39 says “165 km”".
fn said(told: SaidBy<'_>) -> String {
    let mut words = if told.who.is_empty() { "An unnamed source" } else { told.who }.to_owned();
    if !told.date.is_empty() {
        let _ = write!(words, " ({})", told.date);
    }
    if !told.variant.is_empty() {
        let _ = write!(words, " on “{}”", told.variant);
    }
    let verb = if is_plural(told.who) { "say" } else { "says" };
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

    #[test]
    fn a_verdict_is_explained_in_one_sentence() {
        let wire = SaidBy {
            who: "Lake Wire",
            variant: "",
            condition: "",
            written: "about 300 km",
            date: "2023-05-24",
        };
        let post =
            SaidBy { who: "", variant: "export version", written: "180 km", date: "", ..wire };
        assert_eq!(
            reason(Why::Departs, wire, post, ""),
            "Lake Wire (2023-05-24) says “about 300 km”; An unnamed source on “export version” says \
             “180 km”: “export version” departs from the version that the other is about."
        );
        let press = SaidBy { who: "press reports", ..wire };
        assert!(
            reason(Why::Nothing, press, wire, "").starts_with("press reports (2023-05-24) say “")
        );
        let explained = reason(Why::Explained(3), wire, wire, "Handbook");
        assert!(explained.ends_with("“Handbook” states both values."), "{explained}");
        let gun = SaidBy { condition: "with assisted shells", written: "30 km", ..wire };
        assert!(reason(Why::Conditions, gun, wire, "").contains("“30 km” with assisted shells; "));
    }
}
