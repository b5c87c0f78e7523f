//! How single sentences are read: each with the place in question between brackets, and what is right.

use super::*;
use crate::facts::lexicon::Lexicon;
use crate::facts::model::{CertaintyClass, Modality};

/// How the first thing between brackets is said: "office:the ministry hedged:reportedly".
fn said(marked: &str) -> String {
    let (start, end) = (marked.find('[').unwrap(), marked.find(']').unwrap() - 1);
    let text = marked.replacen(['[', ']'], "", 2);
    let lexicon = Lexicon::bundled().unwrap();
    let passage = Passage::new(&text, Span::new(0, text.len()), &lexicon, false);
    let mut out = Stances::default();
    let findings = crate::facts::rules::candidates(&passage);
    let found = crate::facts::decide::decide(findings.found);
    Lens::default().read(&passage, &found, all_sentences(&passage), &mut out);
    assert!(end <= text.len());
    let Stance { attribution, certainty } = out.at(start);
    let words = |span: Option<Span>| span.map_or("", |span| span.of(&text)).to_owned();
    let by = format!("{}:{}", attribution.kind.word(), words(attribution.sayer));
    let Modality { class, cue, band, confidence } = certainty;
    let mut line = format!("{by} {}:{}", class.word(), words(cue));
    let more = [band.map(|band| band.word()), confidence.map(|level| level.word())];
    more.into_iter().flatten().for_each(|word| line.push_str(&format!(" {word}")));
    line
}

fn all_sentences(passage: &Passage) -> impl Iterator<Item = Span> {
    let spans: Vec<Span> =
        passage.sentences.iter().map(|s| passage.span(s.tokens.start, s.tokens.end)).collect();
    spans.into_iter()
}

#[track_caller]
fn expect(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, right)| said(text) != *right)
        .map(|(text, right)| format!("{text}\n   is {}\n not {right}", said(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_of_the_published_scales_have_their_bands() {
    expect(&[
        ("The [Kinzhal] is probably back at its base.", "none: estimative:probably likely"),
        (
            "It is highly unlikely that a [Kinzhal] was lost.",
            "none: estimative:highly unlikely highly-unlikely",
        ),
        (
            "There is a realistic possibility that [Wagner] returns.",
            "none: estimative:realistic possibility realistic-possibility",
        ),
        (
            "We judge with moderate confidence that the [Zircon] is in service.",
            "none: estimative:moderate confidence moderate",
        ),
        (
            "It is as likely as not that the [Zircon] failed.",
            "none: estimative:as likely as not even",
        ),
    ]);
}

#[test]
fn cues_of_one_clause_have_an_order() {
    expect(&[
        ("The [Kinzhal] would probably miss.", "none: estimative:probably likely"),
        ("The [Kinzhal] could reportedly turn.", "none: conditional:could"),
        ("The [Kinzhal] has reportedly not flown.", "none: hedged:reportedly"),
        ("The [Kinzhal] will not fly.", "none: denied:not"),
        ("The [Kinzhal] will fly in May.", "none: planned:will"),
        ("The [Kinzhal] flew in May.", "none: asserted:"),
    ]);
}

#[test]
fn a_cue_says_nothing_of_another_clause() {
    expect(&[
        ("The [Buk] was lost, and its crew may have fled.", "none: asserted:"),
        ("The crew fled, and the [Buk] beside the road may have burnt.", "none: hedged:may"),
        ("The [Buk] stayed, whereas the radar will leave.", "none: asserted:"),
        ("The [Buk], which may have burnt, was old.", "none: asserted:"),
    ]);
}

#[test]
fn questions_and_conditions_are_told_from_what_they_presuppose() {
    expect(&[
        ("It is unclear whether the [Buk] burnt.", "none: hedged:whether"),
        ("The ministry did not say how the [Buk] was lost.", "none: asserted:"),
        ("Should Minsk ask for them, the [Buk] would follow.", "none: conditional:would"),
        ("The allies should send the [Gepard].", "none: asserted:"),
        ("The [Gepard] should arrive in June.", "none: planned:should"),
        ("If the bridge holds, the [Gepard] crosses tonight.", "none: conditional:If"),
    ]);
}

#[test]
fn the_one_who_speaks_is_found_before_behind_and_within() {
    expect(&[
        ("The ministry said that a [Buk] burnt.", "office:The ministry asserted:"),
        ("A [Buk] burnt, the ministry said on Monday.", "office:the ministry asserted:"),
        ("The [Buk], the ministry said, burnt.", "office:the ministry asserted:"),
        ("According to the manual, the [Buk] needs four men.", "document:the manual asserted:"),
        ("The ministry said a [Buk] burnt, Reuters reported.", "office:The ministry asserted:"),
        (
            "A [Buk] burnt, Reuters reported, citing people familiar with the matter.",
            "anonymous:people asserted:",
        ),
        (
            "On Monday American media, citing officials, reported that a [Buk] burnt.",
            "office:officials asserted:",
        ),
        (
            "The maker states a range of [70 km] for the gun that it sells.",
            "named:The maker asserted:",
        ),
        ("In the Pentagon's view, the [Buk] burnt.", "office:the Pentagon asserted:"),
        ("The [Buk], officials in Seoul believe, burnt.", "office:officials hedged:believe"),
        ("The [Kremlin] said that a Buk burnt.", "none: asserted:"),
        ("We assess that the [Buk] burnt.", "none: asserted:"),
    ]);
}

#[test]
fn speech_goes_on_over_sentences_and_pronouns() {
    expect(&[
        (
            "Ben Wallace spoke at noon. He added that the [Buk] was lost.",
            "named:Ben Wallace asserted:",
        ),
        ("“It is gone. The [Buk] was ours,” Ben Wallace said.", "named:Ben Wallace asserted:"),
        (
            "Ben Wallace said: “It is gone. The [Buk] will not return.”",
            "named:Ben Wallace denied:not",
        ),
        (
            "Ben Wallace spoke. The Houthis marched. They said that the [Buk] burnt.",
            "named:Houthis asserted:",
        ),
        (
            "A report of the Dover Institute says a Scud burnt. The report adds that the [Buk] is old.",
            "document:A report of the Dover Institute asserted:",
        ),
    ]);
}

#[test]
fn what_denies_says_nothing_of_the_one_who_does() {
    expect(&[
        ("[Iran] denied that it had sent the Shahed.", "none: asserted:"),
        ("The maker denied that the [Shahed] had failed.", "named:The maker denied:denied"),
        (
            "The minister denied a report in the Post that the [Buk] had been sold.",
            "office:The minister denied:denied",
        ),
        (
            "The ministry rejected reports that the [Buk] burnt.",
            "office:The ministry denied:rejected reports",
        ),
        ("There is no evidence that the [Shahed] failed.", "none: denied:no evidence"),
        ("The missile cannot reach farther than [90 km].", "none: asserted:"),
    ]);
}

#[test]
fn a_hostile_sentence_costs_no_more_than_its_length() {
    for words in [
        "if ",
        "he said that ",
        "“a b c d” said X, ",
        "which may not ",
        "and will ",
        "\"",
        "; ",
        "– ",
    ] {
        let text = format!("The Buk {} end.", words.repeat(5_000));
        let lexicon = Lexicon::bundled().unwrap();
        let passage = Passage::new(&text, Span::new(0, text.len()), &lexicon, false);
        let mut out = Stances::default();
        Lens::default().read(&passage, &[], all_sentences(&passage), &mut out);
        assert!(out.at(text.len()).certainty.class == CertaintyClass::Asserted);
    }
}
