//! Short lines of an article that belong to those who made it and not to what it says: who wrote it,
//! whose picture it is, whose rights they are. Told by their words, and by the authors that the page
//! states.

use crate::text::folded;

/// Bytes of such a line at most.
const LINE: usize = 160;

/// Bytes of the name of whose picture, or page, something is at most.
const OWNER: usize = 60;

/// Bytes of a line on rights at most.
const RIGHTS: usize = 500;

/// Words of a name that tells one person from others at least.
const NAME_WORDS: usize = 2;

/// Words of the names of two persons at most.
const LONGEST_NAME: usize = 7;

/// How a line begins that names who wrote something.
const BY: [&str; 9] = ["by", "-- by", "von", "par", "por", "di", "door", "av", "текст"];

/// Labels before the name of whose picture it is, in small letters without accents.
const CREDIT: [&str; 18] = [
    "bild",
    "bilder",
    "copyright",
    "credit",
    "credits",
    "credit photo",
    "foto",
    "fotos",
    "foto credit",
    "image",
    "image credit",
    "photo",
    "photo by",
    "photo credit",
    "photograph",
    "photographer",
    "photos",
    "picture",
];

/// Words of a credit, in small letters without accents, beside the names of agencies.
const PICTURED: [&str; 14] = [
    "afp",
    "ap",
    "credit",
    "dpa",
    "epa",
    "foto",
    "fotos",
    "getty",
    "photo",
    "photograph",
    "photos",
    "reuters",
    "shutterstock",
    "xinhua",
];

/// How a line begins that says where an article was printed.
const PRINTED: [&str; 2] =
    ["a version of this article appear", "this article was originally published"];

/// How a line on rights begins.
const RIGHTS_BEGIN: [&str; 4] = ["©", "(c) 20", "copyright ©", "copyright 20"];

/// What a line on rights says, in small letters without accents.
const RIGHTS_SAY: [&str; 11] = [
    "personal, non-commercial use",
    "personal non-commercial use",
    "all rights reserved",
    "alle rechte vorbehalten",
    "tous droits reserves",
    "todos los derechos reservados",
    "todos os direitos reservados",
    "tutti i diritti riservati",
    "alle rechten voorbehouden",
    "все права защищены",
    "版权所有",
];

/// True for a line of one of these kinds.
pub(super) fn is_line(words: &str, authors: &[&str]) -> bool {
    if words.len() > RIGHTS {
        return is_credit(words);
    }
    let line = folded(words);
    is_credit(words)
        || is_on_rights(&line)
        || is_on_print(&line)
        || !is_sentence(words) && names_author(&line, authors)
}

/// True for words that are long or end as sentences do.
fn is_sentence(words: &str) -> bool {
    words.len() > LINE || words.trim_end().ends_with(['.', '!', '?'])
}

/// True for a folded line that does nothing but name who wrote an article: one of its authors, with
/// words such as "by", and what he works for.
fn names_author(line: &str, authors: &[&str]) -> bool {
    let line = line.trim();
    authors.iter().map(|author| folded(author)).filter(|author| is_name(author)).any(|author| {
        let named = |rest: &str| rest.trim_start_matches([' ', ':']).starts_with(&*author);
        line == author || BY.iter().any(|by| line.strip_prefix(by).is_some_and(named))
    })
}

/// True for a line that names who wrote something, of whom the page states nothing: "By" and names in
/// capital letters.
pub(super) fn is_unstated(words: &str) -> bool {
    let Some(rest) = words.trim().strip_prefix("By ").or_else(|| words.trim().strip_prefix("BY "))
    else {
        return false;
    };
    let name = rest.split([',', '|']).next().unwrap_or_default();
    let is_capital = |word: &str| word.starts_with(char::is_uppercase) || word == "and";
    words.len() <= LINE / 2
        && (NAME_WORDS..=LONGEST_NAME).contains(&name.split_whitespace().count())
        && name.split_whitespace().all(is_capital)
        && !rest.ends_with(['.', '!', '?', ':'])
}

/// True for a passage that begins with the name of an author: what is said of him.
pub(super) fn is_about(words: &str, authors: &[&str]) -> bool {
    let begins = |author: &&str| {
        let start = words.trim_start().get(..author.len());
        is_name(author) && start.is_some_and(|start| folded(start) == folded(author))
    };
    authors.iter().any(begins)
}

/// True for a line that only says whose picture stands beside it: "Photo: Harbour office".
fn is_credit(words: &str) -> bool {
    let words = words.trim().trim_start_matches('(').trim_end_matches(')');
    let Some((label, name)) = words.split_once([':', '\u{FF1A}']) else { return false };
    name.len() <= OWNER
        && !name.trim().is_empty()
        && !name.trim_end().ends_with(['.', '!', '?'])
        && CREDIT.contains(&folded(label).trim())
}

/// True for a last line, folded, on where the article was printed.
fn is_on_print(line: &str) -> bool {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    PRINTED.iter().any(|known| line.starts_with(known))
}

/// True for words that begin with the number of a picture among others: "4/50", "1 of 12".
pub(super) fn is_counted(words: &str) -> bool {
    let number = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let rest = words.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if number(words) { rest.trim_start() } else { "" };
    ["/", "of ", "von ", "de ", "di "].iter().any(|of| rest.strip_prefix(of).is_some_and(number))
}

/// True for words at whose end stands whose picture it is: "(Photo: Ann)", "File photo by Ann, AP".
pub(super) fn ends_with_credit(words: &str) -> bool {
    let words = words.trim_end().trim_end_matches('.');
    let last = match words.strip_suffix(')').and_then(|words| words.rsplit_once('(')) {
        Some((_, last)) => last,
        None => words.rsplit_once(". ").map_or("", |(_, last)| last),
    };
    let last = folded(last);
    let mut said = last.split(|c: char| !c.is_alphanumeric());
    last.len() <= LINE / 2 && said.any(|word| PICTURED.contains(&word))
}

/// True for a folded line on whose rights the page is.
fn is_on_rights(line: &str) -> bool {
    let line = line.trim_start();
    let year = |(label, rest): (&str, &str)| {
        label.len() <= OWNER && rest.trim_start().starts_with(['1', '2'])
    };
    RIGHTS_BEGIN.iter().any(|known| line.starts_with(known))
        || line.split_once('©').is_some_and(year)
        || RIGHTS_SAY.iter().any(|known| line.contains(known))
}

fn is_name(author: &str) -> bool {
    author.split_whitespace().count() >= NAME_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_name_the_author_are_short_and_hold_a_stated_name() {
        let authors = ["Ann Porter", "Staff"];
        for line in
            ["By Ann Porter", "BY ANN PORTER, Gazette", "Ann Porter", "Von Ann Porter | 4 May"]
        {
            assert!(is_line(line, &authors), "{line}");
        }
        for line in ["By Bob Miller", "Staff", "By Ann Porter's count two trucks came.", ""] {
            assert!(!is_line(line, &authors), "{line}");
        }
        assert!(is_about("Ann Porter writes on harbours.", &authors));
        assert!(!is_about("Staff of the harbour left.", &authors));
        assert!(!is_about("Änn", &authors));
    }

    #[test]
    fn bylines_of_unknown_authors_hold_names_only() {
        for line in ["By Ann Porter", "By Ann Porter and Bob Miller", "BY ANN PORTER, Gazette"] {
            assert!(is_unstated(line), "{line}");
        }
        for line in ["By sea and by air", "By Monday", "By Ann Porter's count:", "Ann Porter"] {
            assert!(!is_unstated(line), "{line}");
        }
    }

    #[test]
    fn lines_on_print_and_numbers_of_pictures_are_told_by_their_formula() {
        assert!(is_line("A version of this article appears in print on Page A22.", &[]));
        assert!(!is_line("Bob Miller contributed to this report.", &[]));
        for line in ["4/50 The pier", "1 of 12. The pier", "3 von 9"] {
            assert!(is_counted(line), "{line}");
        }
        for line in ["4 bridges", "of 12", "", "2 of them", "/ 3"] {
            assert!(!is_counted(line), "{line}");
        }
    }

    #[test]
    fn captions_end_with_whose_picture_it_is() {
        for line in ["The pier at dusk. (Photo: Ann)", "The pier. File photo by Ann, AP"] {
            assert!(ends_with_credit(line), "{line}");
        }
        for line in ["The pier at dusk. It was closed (at 6).", "Photo", ""] {
            assert!(!ends_with_credit(line), "{line}");
        }
    }

    #[test]
    fn credits_have_a_label_and_a_name() {
        for line in ["Photo: Ann Porter", "(Credit: Harbour office)", "Crédit photo : A. Porter"] {
            assert!(is_credit(line), "{line}");
        }
        for line in ["Photo: the pier is closed.", "The pier: closed", "Photo", "Photo:"] {
            assert!(!is_credit(line), "{line}");
        }
    }

    #[test]
    fn lines_on_rights_are_told_by_how_they_begin_or_by_their_formula() {
        for line in [
            "© 2024 Gazette Ltd",
            "Gazette © 2024",
            "Gazette. All rights reserved.",
            "Tous droits réservés",
        ] {
            assert!(is_line(line, &[]), "{line}");
        }
        for line in [
            "Copyright law is old.",
            "Rights: © of the town",
            "All rights were reserved to the crown.",
        ] {
            assert!(!is_line(line, &[]), "{line}");
        }
    }
}
