//! Entries of glossaries: an abbreviation that opens its line before the name for which it stands, as in
//! "WHO World Health Organization", "AU – African Union", "DPO UN Department of Peace Operations".

use super::abbreviation::{RULE, initial_of, spelled_by};
use crate::facts::candidate::{Alias, Findings, What};
use crate::facts::lexicon::Traits;
use crate::facts::model::ActorKind;
use crate::facts::passage::Passage;
use crate::facts::token_kind::Case;

/// The most words of a name of which its abbreviation has no letter: "UN", "Office of the".
const MOST_SKIPPED: usize = 2;

/// How many letters a word has that may give two to an abbreviation.
const LONG: usize = 9;

/// An abbreviation and where the name begins for which it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The token of the abbreviation.
    pub short: usize,
    /// The first token of the name.
    pub long: usize,
}

/// The entry whose name ends at token `end`; its capitalised words begin at token `first`.
pub fn entry(passage: &Passage, first: usize, end: usize) -> Option<Entry> {
    let long = if opens_line(passage, first) { first + 1 } else { first };
    let marked = long == first && first > 1 && is_sign(passage, first - 1);
    let short = long.checked_sub(if marked { 2 } else { 1 })?;
    let fits = opens_line(passage, short) && end > long + 1 && (marked || long > first);
    let letters = passage.word(short);
    let spelled = |skip| spelled_by(passage, (short, end), letters, skip) == Some(long);
    let gap = passage
        .token(long)
        .is_some_and(|own| own.span.start > passage.tokens[long - 1].span.end + 1);
    let stands = |inner| stands_for(passage, (long, end), letters, inner);
    let told = || gap && !marked || stands(false) || stands(true);
    (fits && (spelled(false) || spelled(true) || told())).then_some(Entry { short, long })
}

/// True for the mark between an abbreviation and its name.
fn is_sign(passage: &Passage, at: usize) -> bool {
    passage
        .token(at)
        .is_some_and(|token| token.is_mark('=') || token.is_mark(':') || token.is_dash())
}

/// True for letters in capitals that open their line or sentence.
fn opens_line(passage: &Passage, at: usize) -> bool {
    let letters = passage.token(at).is_some_and(|token| {
        token.is_word() && token.case == Case::Upper && (2..=10).contains(&token.span.len())
    });
    let opens = at == 0 || passage.token(at).is_some_and(|token| token.new_line);
    letters && (opens || passage.starts_sentence(at))
}

/// True if the letters are initials of the words in their order, but for a few words before or between
/// them: "OCHA" of "UN Office for the Coordination of Humanitarian Affairs". If `inner`, a long word may give
/// two: "PBSO" of "Peacebuilding Support Office".
fn stands_for(passage: &Passage, (first, end): (usize, usize), letters: &str, inner: bool) -> bool {
    let mut letters = letters.chars().flat_map(char::to_lowercase).peekable();
    let (mut skipped, mut met) = (0, 0);
    for at in first..end {
        let Some(token) = passage.token(at).filter(|token| token.is_word()) else { continue };
        if initial_of(passage, token) == letters.peek().copied() {
            letters.next();
            met += 1;
            let long = inner && token.span.len() >= LONG;
            letters
                .next_if(|&letter| long && passage.word(at).chars().skip(1).any(|c| c == letter));
        } else if !token.traits.has(Traits::FUNCTION) {
            skipped += 1;
        }
    }
    letters.peek().is_none() && met > 2 && skipped <= MOST_SKIPPED
}

/// True for "WHM World Health" of "WHM World Health Member", "FC Force" of "FC Force Commander": the
/// abbreviation stands for more than the name.
pub fn is_cut(passage: &Passage, first: usize, end: usize) -> bool {
    let goes_on = passage.token(end).is_some_and(|next| next.is_capital() && !next.new_line);
    if !goes_on || !opens_line(passage, first) {
        return false;
    }
    let letters = passage.word(first).to_lowercase();
    let initials: String = (first + 1..=end)
        .filter(|&at| passage.tokens[at].is_word() && !passage.traits(at).has(Traits::FUNCTION))
        .filter_map(|at| initial_of(passage, &passage.tokens[at]))
        .collect();
    initials.len() > 1 && letters.starts_with(&initials)
}

/// Adds the abbreviation of an entry whose name ends at token `end`.
pub fn define(passage: &Passage, entry: Entry, end: usize, findings: &mut Findings) {
    let short = passage.span(entry.short, entry.short + 1);
    let long = passage.span(entry.long, end);
    findings.add(short, What::Organisation(ActorKind::Organisation), RULE);
    findings.aliases.push(Alias { long, short });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lexicon::Lexicon;
    use crate::text::Span;

    fn read(text: &str, first: &str) -> Option<(String, String)> {
        let lexicon = Lexicon::bundled().unwrap();
        let passage = Passage::new(text, Span::new(0, text.len()), &lexicon, false);
        let first = passage.token_at(text.find(first).unwrap());
        let end = passage.tokens.len();
        let entry = entry(&passage, first, end)?;
        let long = passage.span(entry.long, end).of(text).to_owned();
        Some((passage.word(entry.short).to_owned(), long))
    }

    #[test]
    fn an_abbreviation_before_its_name_is_no_part_of_it() {
        for (text, first) in [
            ("OHU Organisation of Halden Unity", "OHU"),
            ("DRO UN Department of Road Operations", "DRO"),
            ("OCRA UN Office for the Coordination of Road Affairs", "OCRA"),
            ("AFH = Alliance of Farming Hands", "Alliance"),
            ("RBSO UN Roadbuilding Support Office", "RBSO"),
            ("CORDECA  Central American Road Council", "CORDECA"),
            ("HPB – Halden Parish Board", "Halden"),
            ("UNHCW Office of the United Nations High Commissioner for Wells", "UNHCW"),
        ] {
            let (short, long) = read(text, first).unwrap();
            assert!(text.starts_with(&short) && text.ends_with(&long), "{text}");
            assert!(!long.starts_with(&short), "{text}");
        }
    }

    #[test]
    fn letters_that_belong_to_a_name_stay_with_it() {
        for (text, first) in [
            ("NATO Defence College", "NATO"),
            ("RAF Museum of Halden", "RAF"),
            ("He met OHU Organisation of Halden Unity", "OHU"),
        ] {
            assert_eq!(read(text, first), None, "{text}");
        }
    }

    #[test]
    fn an_entry_for_an_office_is_cut_short_by_a_head() {
        let lexicon = Lexicon::bundled().unwrap();
        let cut = |text: &str, end: usize| {
            let passage = Passage::new(text, Span::new(0, text.len()), &lexicon, false);
            is_cut(&passage, 0, end)
        };
        assert!(cut("FC Force Commander", 2));
        assert!(cut("WHM World Health Member", 3));
        assert!(!cut("HPB Halden Parish Board", 4));
    }
}
