//! Headings of the sections that briefings have, under all the names that they are given. A heading has
//! its line for itself, or stands at the start of a paragraph before a colon or a full stop.

use super::label::label;
use super::line::{Line, is_shouted};
use super::mark::SectionKind;
use super::marking::portion;
use crate::text::Span;

use SectionKind::{Bluf, Distribution, KeyJudgements, Outlook, Recommendations, Sources, Summary};

/// Lines at the top of a document, where references are no list of sources.
const TOP: usize = 10;

/// Bytes of a heading at most.
const LONGEST: usize = 80;

/// Names in small letters, longer ones before those that they begin with.
const TITLES: &[(&str, SectionKind)] = &[
    ("bottom line up front", Bluf),
    ("bottom-line up front", Bluf),
    ("bottom line upfront", Bluf),
    ("the bottom line", Bluf),
    ("bottom line", Bluf),
    ("bluf", Bluf),
    ("key judgements", KeyJudgements),
    ("key judgments", KeyJudgements),
    ("key judgement", KeyJudgements),
    ("key judgment", KeyJudgements),
    ("main judgements", KeyJudgements),
    ("main judgments", KeyJudgements),
    ("principal judgements", KeyJudgements),
    ("principal judgments", KeyJudgements),
    ("principal findings", KeyJudgements),
    ("key assessments", KeyJudgements),
    ("key takeaways", KeyJudgements),
    ("key take-aways", KeyJudgements),
    ("main takeaways", KeyJudgements),
    ("takeaways", KeyJudgements),
    ("key findings", KeyJudgements),
    ("main findings", KeyJudgements),
    ("major findings", KeyJudgements),
    ("key points", KeyJudgements),
    ("main points", KeyJudgements),
    ("key messages", KeyJudgements),
    ("key insights", KeyJudgements),
    ("key conclusions", KeyJudgements),
    ("ключевые выводы", KeyJudgements),
    ("основные выводы", KeyJudgements),
    ("kernaussagen", KeyJudgements),
    ("points clés", KeyJudgements),
    ("executive summary", Summary),
    ("exec summary", Summary),
    ("exsum", Summary),
    ("summary and conclusions", Summary),
    ("summary and conclusion", Summary),
    ("summary", Summary),
    ("abstract", Summary),
    ("synopsis", Summary),
    ("overview", Summary),
    ("in summary", Summary),
    ("in brief", Summary),
    ("at a glance", Summary),
    ("zusammenfassung", Summary),
    ("résumé", Summary),
    ("synthèse", Summary),
    ("resumen", Summary),
    ("sintesi", Summary),
    ("резюме", Summary),
    ("краткое содержание", Summary),
    ("conclusions and recommendations", Recommendations),
    ("policy recommendations", Recommendations),
    ("key recommendations", Recommendations),
    ("recommendations", Recommendations),
    ("recommendation", Recommendations),
    ("recommended actions", Recommendations),
    ("recommended action", Recommendations),
    ("recommended measures", Recommendations),
    ("next steps", Recommendations),
    ("empfehlungen", Recommendations),
    ("recommandations", Recommendations),
    ("recomendaciones", Recommendations),
    ("рекомендации", Recommendations),
    ("assessment and outlook", Outlook),
    ("outlook and implications", Outlook),
    ("outlook", Outlook),
    ("forecast", Outlook),
    ("the way ahead", Outlook),
    ("way ahead", Outlook),
    ("the way forward", Outlook),
    ("way forward", Outlook),
    ("looking ahead", Outlook),
    ("prospects", Outlook),
    ("ausblick", Outlook),
    ("perspectives", Outlook),
    ("прогноз", Outlook),
    ("sources and references", Sources),
    ("sources consulted", Sources),
    ("list of sources", Sources),
    ("source list", Sources),
    ("source summary statement", Sources),
    ("sources", Sources),
    ("references", Sources),
    ("bibliography", Sources),
    ("works cited", Sources),
    ("further reading", Sources),
    ("endnotes", Sources),
    ("quellen", Sources),
    ("literatur", Sources),
    ("références", Sources),
    ("fuentes", Sources),
    ("источники", Sources),
    ("distribution list", Distribution),
    ("distribution", Distribution),
    ("dissemination list", Distribution),
    ("dissemination", Distribution),
    ("distro", Distribution),
    ("distr", Distribution),
    ("verteiler", Distribution),
];

/// A heading: where it stands, what follows it in its line, and whether it has the line for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// The heading's words.
    pub span: Span,
    /// Which.
    pub kind: SectionKind,
    /// Its line.
    pub line: usize,
    /// The words behind it in its line.
    pub after: Option<Span>,
}

/// The headings of a document. `inside` says which lines belong to the head of a message.
pub(super) fn sections(lines: &[Line], inside: impl Fn(usize) -> bool) -> Vec<Section> {
    let outside = lines.iter().enumerate().filter(|(at, line)| line.opens && !inside(*at));
    let found = outside.filter_map(|(at, line)| {
        let ends = |kind: &SectionKind| {
            matches!(kind, Sources | Distribution) && line.apart && at * 2 > lines.len()
        };
        let whole = whole(line).filter(|(_, kind)| {
            line.heading && at > 0 || is_followed(lines, at) || ends(kind) && at + 1 < lines.len()
        });
        let (words, kind, after) = match whole {
            Some((words, kind)) => (words, kind, None),
            None => {
                let run =
                    || run_in(line.words).map(|(words, kind, after)| (words, kind, Some(after)));
                // Papers that an order refers to are named above it.
                in_row(line).or_else(run).filter(|(_, kind, _)| *kind != Sources || at >= TOP)?
            }
        };
        let after = after.map(|after| line.span_of(after));
        Some(Section { span: line.span_of(words), kind, line: at, after })
    });
    found.collect()
}

/// What a line says behind its bullet, label and mark of a portion, and whether it had any of the latter.
pub(super) fn unmarked(words: &str) -> (&str, bool) {
    // Bullets, and pictures that stand before headings.
    let mut rest = words.trim_start_matches(|c: char| {
        !c.is_alphanumeric() && !matches!(c, '(' | '[' | '"' | '“' | '‘' | '\'' | '.')
    });
    let mut marked = false;
    for _ in 0..2 {
        let cut = portion(rest)
            .map(|(mark, _)| mark.len())
            .or_else(|| label(rest).map(|label| label.len));
        let Some(cut) = cut else { break };
        rest = rest.get(cut..).unwrap_or_default().trim_start();
        marked = true;
    }
    (rest, marked)
}

/// A heading that has its line for itself.
fn whole<'a>(line: &Line<'a>) -> Option<(&'a str, SectionKind)> {
    if line.words.len() > LONGEST || line.row {
        return None;
    }
    let (words, _) = unmarked(line.words);
    let (words, back) = (
        words.trim_end_matches([':', '.', ' ']),
        line.heading || !line.words.starts_with(['-', '•']),
    );
    let words = words.trim_matches(['*', '_', '=', '#', ' ', '-']);
    let recommended =
        words.split(' ').next().is_some_and(|word| word.eq_ignore_ascii_case("recommended"));
    if recommended && words.split(' ').count() <= 6 && back {
        return Some((words, Recommendations));
    }
    let (title, kind) = title(words).filter(|_| back)?;
    let rest = words.get(title.len()..)?.trim();
    let bracketed = rest.starts_with('(') && rest.ends_with(')');
    let dated = matches!(kind, KeyJudgements) && rest.starts_with(':');
    let aimed = line.heading && matches!(kind, Recommendations) && rest.starts_with("for ");
    let first = words.starts_with(char::is_uppercase);
    let long = matches!(kind, Summary) && rest.starts_with("of ") && words.split(' ').count() <= 5;
    (first && (long || rest.is_empty() || bracketed || dated || aimed)).then_some((words, kind))
}

/// The title that `words` begin with.
fn title(words: &str) -> Option<(&str, SectionKind)> {
    TITLES.iter().find_map(|(title, kind)| {
        let head = words.get(..title.len())?;
        let same = if title.is_ascii() {
            head.eq_ignore_ascii_case(title)
        } else {
            head.to_lowercase() == *title
        };
        let ends = !words.get(title.len()..)?.starts_with(char::is_alphanumeric);
        (same && ends).then_some((head, *kind))
    })
}

/// A heading at the start of a paragraph, and what follows it: "BLUF: The range", "1. (U) SUMMARY. The".
pub(super) fn run_in(words: &str) -> Option<(&str, SectionKind, &str)> {
    let (words, marked) = unmarked(words.get(..words.floor_char_boundary(400))?);
    let (head, kind) = title(words)?;
    let rest = words.get(head.len()..)?;
    let rest = match rest.strip_prefix(" (").and_then(|rest| rest.split_once(')')) {
        Some((inner, rest)) if inner.len() <= 30 => rest,
        _ => rest,
    };
    let sign = rest.trim_start().chars().next()?;
    let text = rest.trim_start().get(sign.len_utf8()..)?;
    let apart = text.starts_with(char::is_whitespace);
    let text = text.trim_start();
    let first = head.starts_with(char::is_uppercase);
    let sound = match sign {
        ':' => first,
        '.' => apart && (is_shouted(head) || marked && first),
        '-' | '–' | '—' => apart && is_shouted(head) && rest.starts_with(' '),
        _ => false,
    };
    // "Summary: short form." may stand in a glossary.
    let plain = !marked && !is_shouted(head) && matches!(kind, Summary | Outlook | Sources);
    (sound && text.len() >= if plain { 30 } else { 3 }).then_some((head, kind, text))
}

/// A heading in the first cell of a row.
fn in_row<'a>(line: &Line<'a>) -> Option<(&'a str, SectionKind, Option<&'a str>)> {
    let (cell, rest) =
        line.words.trim_start_matches('|').split_once(['|', '\t']).filter(|_| line.row)?;
    let cell = cell.trim().trim_end_matches(':');
    let (title, kind) = title(cell)?;
    let rest = rest.trim_matches(['|', ' ', '\t']);
    (title.len() == cell.len() && rest.len() >= 30).then_some((cell, kind, Some(rest)))
}

/// True if text follows a line: a sentence, an item, a row. A menu or a table of contents has short
/// lines only.
fn is_followed(lines: &[Line], at: usize) -> bool {
    let follows = |line: &Line| {
        let (words, marked) = unmarked(line.words);
        let bulleted = words.len() < line.words.len();
        line.words.len() >= 40
            || marked
            || bulleted
            || line.row
            || words.ends_with(['.', ':'])
            || line.words.starts_with('[')
    };
    let shouted = |line: &Line| is_shouted(line.words) && line.apart;
    let next = lines.get(at + 1);
    next.is_some_and(follows)
        || lines.get(at).is_some_and(shouted) && lines.get(at + 2).is_some_and(follows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(words: &str) -> Option<(&str, &str, &str)> {
        run_in(words).map(|(head, kind, after)| (head, kind.name(), after))
    }

    #[test]
    fn headings_at_the_start_of_a_paragraph() {
        assert_eq!(
            run("BLUF: The range is booked."),
            Some(("BLUF", "bluf", "The range is booked."))
        );
        assert_eq!(run("1. (U) SUMMARY. The battery"), Some(("SUMMARY", "summary", "The battery")));
        assert_eq!(run("(U) Outlook: More"), Some(("Outlook", "outlook", "More")));
        assert_eq!(
            run("2. Recommendation. That you agree."),
            Some(("Recommendation", "recommendations", "That you agree."))
        );
        assert_eq!(run("BLUF (Bottom line up front): It is"), Some(("BLUF", "bluf", "It is")));
        assert_eq!(run("BOTTOM LINE - It holds"), Some(("BOTTOM LINE", "bluf", "It holds")));
    }

    #[test]
    fn prose_is_no_heading() {
        for words in [
            "Summary justice was done. It",
            "Sources say: no",
            "In summary, the year",
            "Outlook. It is fine",
            "Summary.",
            "Overview of it: a",
            "summary: small",
            "Sourcesay: it",
        ] {
            assert_eq!(run(words), None, "{words}");
        }
    }
}
