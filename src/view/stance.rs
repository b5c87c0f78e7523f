//! Says how a fact is said: the letter in the margin, the legend of the lens, and the lines below a fact
//! in the sidebar.

use ratatui::style::Style;

use super::theme::Theme;
use crate::facts::{Attribution, CertaintyClass, Modality, SourceKind, Stance};
use crate::text::{Span, single_spaced};

/// The letter beside lines of a class; empty for what is plainly asserted.
pub fn letter(class: CertaintyClass) -> &'static str {
    match class {
        CertaintyClass::Asserted => "",
        CertaintyClass::Hedged => "h",
        CertaintyClass::Estimative => "e",
        CertaintyClass::Denied => "d",
        CertaintyClass::Conditional => "c",
        CertaintyClass::Planned => "p",
    }
}

/// How sentences of a class are painted.
pub fn style(class: CertaintyClass, theme: &Theme) -> Style {
    match class {
        CertaintyClass::Asserted => Style::new(),
        CertaintyClass::Hedged => theme.hedged,
        CertaintyClass::Estimative => theme.estimative,
        CertaintyClass::Denied => theme.denied,
        CertaintyClass::Conditional => theme.conditional,
        CertaintyClass::Planned => theme.planned,
    }
}

/// What is on, for the foot: every letter with its class, or the word alone where there is no room.
pub fn legend(room: u16) -> String {
    let marked = CertaintyClass::ALL.iter().filter(|class| !letter(**class).is_empty());
    let classes: Vec<String> =
        marked.map(|class| format!("{} {}", letter(*class), class.word())).collect();
    let long = format!("lens: {}", classes.join(" · "));
    let letters = format!("lens: {}", CertaintyClass::ALL.map(letter).join(" ").trim());
    let fits = |words: &String| words.chars().count() <= usize::from(room);
    [long, classes.join(" "), letters].into_iter().find(fits).unwrap_or_else(|| "lens".to_owned())
}

/// "said by a retired general (office)", "estimative: “likely”, ICD 203 55–80 %, PHIA 55–75 %".
pub fn described(stance: &Stance, text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(attributed(&stance.attribution, text));
    lines.extend(judged(&stance.certainty, text));
    lines
}

fn attributed(attribution: &Attribution, text: &str) -> Option<String> {
    let sayer = attribution.sayer.filter(|_| attribution.kind != SourceKind::None)?;
    Some(format!("said by {} ({})", words(sayer, text), attribution.kind.word()))
}

fn judged(certainty: &Modality, text: &str) -> Option<String> {
    if certainty.class == CertaintyClass::Asserted {
        return None;
    }
    let mut line = certainty.class.word().to_owned();
    if let Some(cue) = certainty.cue {
        line.push_str(&format!(": “{}”", words(cue, text)));
    }
    if let Some(band) = certainty.band {
        for (scale, bounds) in [("ICD 203", band.icd_203()), ("PHIA", band.phia())] {
            if let Some((low, high)) = bounds {
                line.push_str(&format!(", {scale} {low}–{high} %"));
            }
        }
    }
    if let Some(level) = certainty.confidence {
        line.push_str(&format!(", {} confidence", level.word()));
    }
    Some(line)
}

fn words(span: Span, text: &str) -> String {
    single_spaced(span.of(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Band;

    #[test]
    fn a_stance_is_told_with_its_words_and_bands() {
        let text = "The ministry says it is likely.";
        let attribution = Attribution { kind: SourceKind::Office, sayer: Some(Span::new(0, 12)) };
        let certainty = Modality {
            class: CertaintyClass::Estimative,
            cue: Some(Span::new(24, 30)),
            band: Some(Band::Likely),
            confidence: None,
        };
        let told = described(&Stance { attribution, certainty }, text);
        assert_eq!(
            told,
            [
                "said by The ministry (office)",
                "estimative: “likely”, ICD 203 55–80 %, PHIA 55–75 %"
            ]
        );
        assert!(described(&Stance::default(), text).is_empty());
    }

    #[test]
    fn the_legend_takes_the_room_there_is() {
        assert!(legend(100).contains("h hedged · e estimative"));
        assert_eq!(legend(20), "lens: h e d c p");
        assert_eq!(legend(5), "lens");
    }
}
