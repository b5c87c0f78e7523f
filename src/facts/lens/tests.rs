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
    Lens::default().read(&passage, &found, &all_sentences(&passage), &mut out);
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

fn all_sentences(passage: &Passage) -> Vec<Span> {
    passage.sentences.iter().map(|s| passage.span(s.tokens.start, s.tokens.end)).collect()
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
fn a_sentence_with_a_subject_takes_no_speaker_of_another_paragraph() {
    expect(&[
        (
            "Minister Anna Berg said that talks go on.\n\n23 January 2019: The Russian defence ministry \
             shows guests a tube that it says belongs to the [9M729].",
            "office:The Russian defence ministry asserted:",
        ),
        (
            "The Russian defence ministry shows guests a tube that it says is new, and states that the \
             [9M729] reaches 480 km.",
            "office:The Russian defence ministry asserted:",
        ),
        (
            "Ben Wallace spoke. He thanked the United States, said that the [Buk] burnt.",
            "named:Ben Wallace asserted:",
        ),
        (
            "China. The presidential spokesman, Dmitry Peskov, was stern. He said that the [Buk] burnt.",
            "named:Dmitry Peskov asserted:",
        ),
    ]);
}

#[test]
fn a_sayer_is_a_whole_phrase_for_somebody() {
    expect(&[
        (
            "An official installed by Russia in the region said that a [Buk] burnt.",
            "office:An official asserted:",
        ),
        (
            "According to the Japanese ministry the [Buk] burnt.",
            "office:the Japanese ministry asserted:",
        ),
        ("No other source confirms the [Buk].", "none: hedged:No"),
        (
            "Around the time that Reuters announced the sale of the gun, the [Buk] burnt.",
            "none: asserted:",
        ),
        (
            "Anna Berg spoke of votes in western states. Months later the [Buk] burnt.",
            "none: asserted:",
        ),
        ("From Paris reports have been received of the [Buk].", "none: asserted:"),
        ("Nobody knows what the [Buk] carried.", "none: hedged:Nobody"),
        (
            "The treaty bound three other successor states, to keep no [Buk] in the west.",
            "none: asserted:",
        ),
        ("Berlin would give the [Taurus] to London.", "none: conditional:would"),
        ("The minister gives the crews of the [Buk] two days.", "none: asserted:"),
        ("Naval News, report on the first use of the [Buk]", "none: asserted:"),
        ("Three [cruise missiles] from the air: a short reader", "none: asserted:"),
        (
            "The President wrote in the Times of 31 May that the [Buk] burnt.",
            "office:The President asserted:",
        ),
        (
            "Moscow said it flew 400 km and Washington counted at [500 km] with the Buk.",
            "office:Washington asserted:",
        ),
        (
            "Anna Berg of the institute estimated on the day that the [Buk] burnt.",
            "named:Anna Berg of the institute hedged:estimated",
        ),
    ]);
}

#[test]
fn a_cue_says_nothing_of_what_is_taken_for_granted() {
    expect(&[
        ("It made no difference whether the [Buk] was old.", "none: asserted:"),
        ("The [Buk], with its range of 30 km, will not be sent.", "none: denied:not"),
        ("Ukraine's Buk, with its range of [30 km], will not be sent.", "none: asserted:"),
        ("It is UNLIKELY that the [Buk] will fire.", "none: estimative:UNLIKELY unlikely"),
        ("A later [Buk] is meant to fly farther.", "none: planned:meant to"),
        ("He gave false testimony about the [Buk].", "none: asserted:"),
        ("Consistent with the rule, the [Buk] stayed.", "none: asserted:"),
        ("The [Buk] stayed near a possible target.", "none: asserted:"),
        (
            "The older crews, who were tired, were reported to have left the [Buk].",
            "none: hedged:reported to have",
        ),
        ("They agreed to have no [missiles] on the island.", "none: planned:agreed to"),
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
        Lens::default().read(&passage, &[], &all_sentences(&passage), &mut out);
        assert!(out.at(text.len()).certainty.class == CertaintyClass::Asserted);
    }
}

#[test]
fn a_source_at_the_end_says_what_the_relative_clause_says() {
    expect(&[
        (
            "Britain announced it sent Storm Shadow missiles, which reach [140 miles], according to The Times.",
            "media:The Times asserted:",
        ),
        (
            "Britain announced that the [Storm Shadow] was sent, reports say.",
            "office:Britain asserted:",
        ),
    ]);
}

#[test]
fn who_would_not_say_so_leaves_it_open() {
    expect(&[
        (
            "Officials refused to say that the [Taurus] reaches 700 km.",
            "none: hedged:refused to say that",
        ),
        (
            "The ministry did not say that the [Taurus] reaches 700 km.",
            "none: hedged:did not say that",
        ),
        (
            "Officials declined to confirm that the [Taurus] was sent.",
            "none: hedged:declined to confirm",
        ),
    ]);
}
