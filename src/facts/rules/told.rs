//! What tests of several rules ask for: the words that a rule finds in a sentence.

use super::Rule;
use crate::facts::candidate::Findings;
use crate::facts::lexicon::Lexicon;
use crate::facts::passage::Passage;
use crate::text::Span;

/// The words that `rule` finds, in the order in which it finds them.
pub fn found_by(rule: Rule, text: &str) -> Vec<String> {
    let lexicon = Lexicon::bundled().unwrap();
    let passage = Passage::new(text, Span::new(0, text.len()), &lexicon, false);
    let mut findings = Findings::default();
    rule(&passage, &mut findings);
    findings.found.iter().map(|found| found.span.of(text).to_owned()).collect()
}
