//! Lines that say how a document is classified or may be handled, and marks of portions. Says what is
//! written, not what it permits.

use super::levels::{CAVEATS, LEVELS, NAMES, Weight};
use super::line::{Line, is_shouted};

/// Bytes of a line of classification at most.
const LONGEST: usize = 200;

/// Bytes of a mark of a portion at most, its brackets included.
const LONGEST_PORTION: usize = 60;

/// Words of a level in a mark of a portion.
const PORTIONS: &str = "U C S TS R O P OS CUI FOUO SBU LES NU NR NC NS CTS RD FRD LOU OUO UNCLAS UNCLASSIFIED \
    CONFIDENTIAL SECRET RESTRICTED OFFICIAL OFFICIAL-SENSITIVE O-S PROTECTED VS-NfD DR NP CD SD UUO IC \
    TLP:RED TLP:AMBER TLP:GREEN TLP:CLEAR TLP:WHITE TLP:AMBER+STRICT";

/// What follows a level in the mark of a portion behind one stroke or a hyphen.
const CONTROLS: &str =
    "NF FOUO SBU LES NOFORN REL OC ORCON SI TK HCS RD FRD PR PROPIN EXDIS NODIS SENSITIVE CUI";

/// How surely a line is one of classification.
pub(super) fn classification(words: &str) -> Option<Weight> {
    if words.len() > LONGEST {
        return None;
    }
    let words =
        portion(words).map_or(words, |(mark, _)| words.get(mark.len()..).unwrap_or_default());
    let words = bare(words);
    let small = words.chars().any(char::is_lowercase);
    let line = normal(words);
    let (line, named) = unnamed(&line);
    let spaced = joined_letters(line);
    let line = spaced.as_deref().unwrap_or(line);
    let (level, weight) = LEVELS.iter().copied().find(|(level, _)| begins(line, level))?;
    let rest = line.get(level.len()..).unwrap_or_default().trim_start();
    let message = spaced.is_some() || level == "UNCLAS" || rest.starts_with("SECTION ");
    if small && is_aside(rest) && weight != Weight::Always {
        return None;
    }
    let drill = weight == Weight::Always
        && is_shouted(words)
        && rest.split_whitespace().count() <= 2
        && rest.len() <= 24;
    if drill && !follows(rest) {
        return Some(Weight::Ordinary);
    }
    if !(follows(rest) || message && !small && rest.len() <= 80) {
        return None;
    }
    match weight {
        Weight::Capitals | Weight::Ordinary if named => Some(Weight::Always),
        Weight::Capitals if small => Some(Weight::Ordinary).filter(|_| rest.is_empty()),
        Weight::Ordinary if small && !rest.is_empty() => None,
        Weight::Ordinary if rest.starts_with("//") || message => Some(Weight::Capitals),
        Weight::Ordinary if !rest.is_empty() && are_known(rest) => Some(Weight::Capitals),
        _ => Some(weight),
    }
}

/// Without the signs that stand around a banner.
fn bare(words: &str) -> &str {
    let around = |c: char| c.is_whitespace() || "*=_~#|<>[]()\"“”-–—•.!★/".contains(c);
    words.trim_matches(around)
}

/// Capitals, single spaces, hyphens for dashes, no space behind "TLP:".
fn normal(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        let glued = line.is_empty() || line == "TLP:";
        line.push_str(if glued { "" } else { " " });
        for c in word.chars() {
            match c {
                '–' | '—' | '‑' => line.push('-'),
                c => line.extend(c.to_uppercase()),
            }
        }
    }
    line
}

/// The line without "CLASSIFICATION:" or "THIS PAGE IS", and whether it had one.
fn unnamed(line: &str) -> (&str, bool) {
    let is = |rest: &'_ str| rest.trim_start().starts_with(':') || rest.starts_with(" IS ");
    for name in NAMES {
        if let Some(rest) = line.strip_prefix(name).filter(|rest| is(rest)) {
            return (rest.trim_start_matches([' ', ':', '-']).trim_start_matches("IS "), true);
        }
    }
    let this = [
        "THIS PAGE IS ",
        "THIS DOCUMENT IS ",
        "THIS MESSAGE IS ",
        "THIS BRIEFING IS ",
        "THIS REPORT IS ",
    ];
    if let Some(rest) = this.iter().find_map(|this| line.strip_prefix(this)) {
        return (rest.trim_start_matches("CLASSIFIED "), true);
    }
    match line.split_once("CLASSIFICATION IS ") {
        Some((before, rest)) if before.len() <= 60 => (rest, true),
        _ => (line, false),
    }
}

/// "S E C R E T STATE 082537" as "SECRET STATE 082537".
fn joined_letters(line: &str) -> Option<String> {
    let letters = line
        .split(' ')
        .take_while(|word| word.chars().count() == 1 && word.chars().all(char::is_alphabetic));
    let letters: String = letters.collect();
    let rest = line.get(letters.chars().count() * 2..).filter(|_| letters.is_ascii());
    (letters.len() >= 4)
        .then(|| format!("{letters} {}", rest.unwrap_or_default()).trim_end().to_owned())
}

fn begins(line: &str, level: &str) -> bool {
    line.strip_prefix(level).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

/// True if what stands behind a level goes on with the marking.
fn follows(rest: &str) -> bool {
    let controls = rest.strip_prefix("//").or_else(|| rest.strip_prefix("/ /"));
    if controls.is_some_and(|controls| controls.len() <= 120 && !controls.contains(". ")) {
        return true;
    }
    if is_aside(rest) {
        return true;
    }
    are_known(rest)
}

/// True if every word is one of markings, a figure, or a state that something is released to.
fn are_known(rest: &str) -> bool {
    let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let released = rest.contains("REL");
    let known = |word: &str| {
        let digits = word.bytes().all(|b| b.is_ascii_digit());
        let state = released && word.len() == 3;
        digits || state || CAVEATS.split_whitespace().any(|caveat| caveat == word)
    };
    !rest.contains(". ") && words.all(known)
}

/// "- SAMPLE", "(EXERCISE BLUE)": a few words in capitals, set off.
fn is_aside(rest: &str) -> bool {
    let inner = rest.strip_prefix("- ").or_else(|| rest.strip_prefix('('));
    inner.is_some_and(|inner| {
        inner.len() <= 40 && inner.split_whitespace().count() <= 4 && !inner.contains(". ")
    })
}

/// Which lines are lines of classification: a word that is an ordinary one needs a second sign, that it
/// stands at the top or the foot, is repeated, or that the document has another marking.
pub(super) fn classifications<'l, 'a>(lines: &'l [Line<'a>], message: bool) -> Vec<&'l Line<'a>> {
    let candidates: Vec<(usize, Weight)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| {
            !line.quoted && (line.opens || !line.words.starts_with(char::is_lowercase))
        })
        .filter_map(|(at, line)| Some((at, classification(line.words)?)))
        .collect();
    let sure = message || candidates.iter().any(|(_, weight)| *weight != Weight::Ordinary);
    let repeated = |at: usize| {
        let same = |(other, _): &&(usize, Weight)| lines[*other].words == lines[at].words;
        candidates.iter().take(50).filter(same).count() > 1
    };
    let edge = |at: usize| at < 6 || at + 2 > lines.len();
    let shouted = |at: usize| is_shouted(lines[at].words) || !lines[at].words.is_ascii();
    let stands = |(at, weight): &(usize, Weight)| match weight {
        Weight::Ordinary if shouted(*at) => sure || edge(*at) || repeated(*at),
        Weight::Ordinary => *at < 4 || repeated(*at) && edge(*at),
        _ => true,
    };
    candidates.iter().filter(|found| stands(found)).map(|(at, _)| &lines[*at]).collect()
}

/// The mark of a portion that `words` begin with, and whether it can hardly be anything else.
pub(super) fn portion(words: &str) -> Option<(&str, bool)> {
    let inner = words.strip_prefix('(')?;
    let end = inner.bytes().take(LONGEST_PORTION).position(|b| b == b')')?;
    let (inner, rest) = (inner.get(..end)?, inner.get(end + 1..)?);
    let year =
        rest.trim_start().get(..4).is_some_and(|four| four.bytes().all(|b| b.is_ascii_digit()));
    let glued = rest.starts_with(|c: char| c.is_alphanumeric());
    let level = inner.split("//").next()?.trim();
    let sure = match inner.split_once("//") {
        Some((level, controls)) => is_level(level.trim()) && is_controls(controls),
        None => {
            let (level, control) = level.split_once(['/', '-']).unwrap_or((level, ""));
            is_level(level) && is_among(control, CONTROLS) || inner.len() > 2 && is_level(inner)
        }
    };
    let weak = is_level(inner) && !(inner == "C" && year);
    ((sure || weak) && !glued).then(|| (&words[..end + 2], sure))
}

fn is_level(word: &str) -> bool {
    is_among(word, PORTIONS)
}

fn is_among(word: &str, list: &str) -> bool {
    !word.is_empty() && list.split_whitespace().any(|known| known == word)
}

fn is_controls(controls: &str) -> bool {
    let fits = |c: char| c.is_uppercase() || c.is_ascii_digit() || " ,/-&".contains(c);
    !controls.trim().is_empty() && controls.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_classification() {
        for line in [
            "UNCLASSIFIED",
            "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
            "UNCLASSIFIED // SAMPLE",
            "TOP SECRET//SI//NOFORN",
            "C O N F I D E N T I A L SECTION 1 OF 3 MONTEVIDEO 4240",
            "S E C R E T STATE 082537",
            "T O P S E C R E T",
            "UNCLAS //N02319//",
            "UNCLAS SECTION 01 OF 01 SAMPLE",
            "NATO RESTRICTED",
            "TLP: AMBER+STRICT",
            "[TLP:CLEAR]",
            "OFFICIAL-SENSITIVE - COMMERCIAL",
            "OFFICIAL: Sensitive",
            "SECRET - UK EYES ONLY",
            "SECRET//REL TO USA, FVEY",
            "VS – Nur für den Dienstgebrauch",
            "RESTREINT UE/EU RESTRICTED",
            "** UNCLASSIFIED **",
            "CUI//SP-PRVCY",
            "Classification: SECRET",
            "THIS PAGE IS UNCLASSIFIED",
            "Для служебного пользования",
            "DIFFUSION RESTREINTE",
            "DYNAMIC PAGE -- HIGHEST POSSIBLE CLASSIFICATION IS TOP SECRET // SI / TK // REL TO USA AUS",
        ] {
            assert!(
                classification(line).is_some_and(|weight| weight != Weight::Ordinary),
                "{line}"
            );
        }
    }

    #[test]
    fn other_lines_are_none() {
        for line in [
            "SECRET SERVICE AGENTS ARRESTED",
            "Secret talks were held",
            "RESTRICTED AREAS OF THE BALTIC",
            "Official statement",
            "CONFIDENTIAL SOURCES SAID SO",
            "Unclassified staff are those without grade.",
            "Top secret plans",
            "Secret ballots",
            "A SECRET",
            "Classification of ballistic missiles",
            "UNCLASSIFIEDS",
            "TLP",
            "Sensitive areas",
        ] {
            assert_eq!(classification(line), None, "{line}");
        }
        assert_eq!(classification("SECRET"), Some(Weight::Ordinary));
        assert_eq!(classification("Confidential"), Some(Weight::Ordinary));
    }

    #[test]
    fn marks_of_portions() {
        for (words, expected) in [
            ("(U) Text", Some(("(U)", false))),
            ("(S//NF) Text", Some(("(S//NF)", true))),
            ("(U//FOUO) Text", Some(("(U//FOUO)", true))),
            ("(TS//SI//REL TO USA, FVEY) Text", Some(("(TS//SI//REL TO USA, FVEY)", true))),
            ("(C/NF) Text", Some(("(C/NF)", true))),
            ("(NR) Text", Some(("(NR)", false))),
            ("(VS-NfD) Text", Some(("(VS-NfD)", true))),
            ("(C) 2023 Sample", None),
            ("(U)SO", None),
            ("(A) Text", None),
            ("(u) Text", None),
            ("(see below) Text", None),
            ("(S.) Text", None),
        ] {
            assert_eq!(portion(words), expected, "{words}");
        }
    }
}
