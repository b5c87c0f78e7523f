//! What speaks against a person: roads, titles of laws, offices, labels and ordinary words in rows of words
//! that have the form of a name.

use super::introduced::follows_ship;
use super::name::Name;
use crate::facts::lexicon::{Hit, Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token_kind::Case;
use crate::facts::word_list::list;

/// "Aesthetics Daniel Hale", "Members Ann Lee", "Localisms  Daniel Hale": an ordinary word before a given name,
/// that of a heading, a title or a label that stands on the same line.
pub fn is_noun_before(passage: &Passage, name: &Name) -> bool {
    let first = passage.traits(name.first);
    let second = passage.traits(name.first + 1);
    let word = passage.word(name.first);
    let ends = [
        "tion", "ics", "ity", "ment", "ness", "ing", "ism", "ance", "ence", "ship", "logy", "ed",
        "isms", "works", "tions", "ments",
    ];
    let noun = first.any(Traits::LABEL.with(Traits::ROLE_HEAD))
        || word.len() > 5 && ends.iter().any(|end| word.ends_with(end))
        || passage.is_any(
            name.first,
            list!("members directors officers authors editors guests risk mate"),
        );
    let wide = passage
        .token(name.first + 1)
        .is_some_and(|next| next.span.start > passage.tokens[name.first].span.end + 1);
    name.end > name.first + 2
        && (noun || wide)
        && !first.any(Traits::GIVEN.with(Traits::FAMILY))
        && second.has(Traits::GIVEN)
        && !second.has(Traits::WEAK_NAME)
}

/// "General Officer Commanding", "Chief Clerk": what an office does or is, after a title.
pub fn is_participle(passage: &Passage, name: &Name) -> bool {
    let word = passage.word(name.first);
    let traits = passage.traits(name.first);
    let rank = passage.before(name.first).is_some_and(|before| before.is_mark('.') && before.glued);
    let ends = ["ing", "ed", "isms", "ists", "ism"].iter().any(|end| word.ends_with(end));
    let does = word.len() > 5 && !rank && ends;
    (does || name.words == 1 && passage.is_any(name.first, list!("clerk relations")))
        && !traits.any(Traits::GIVEN.with(Traits::FAMILY))
        && passage.tokens[name.first].case == Case::Title
}

/// "Justice Manual", "Original Risk Rating", "Queen Size Bed": ordinary words behind a word that is a title
/// too.
pub fn is_thing(passage: &Passage, name: &Name) -> bool {
    let person = Traits::GIVEN.with(Traits::FAMILY);
    let word = |at: usize| {
        let traits = passage.traits(at);
        passage.word(at).len() > 1
            && traits.any(Traits::LABEL.with(Traits::NEVER_NAME))
            && !traits.any(person)
    };
    let doubtful = passage.follows_any(
        name.first,
        list!("king queen prince princess duke major general private chief master head leader lead judge justice chair"),
    );
    (name.first..name.end).any(word)
        || doubtful
            && passage.is_loud(name.first)
            && !(name.first..name.end).any(|at| passage.traits(at).any(person))
}

/// "Colonel Rd", "Duke Hollow Lane", "Captain Creek": a road or a water bears the name.
pub fn is_way(passage: &Passage, name: &Name) -> bool {
    let last = name.end - 1;
    let way = passage.is_any(last, list!(WAYS));
    let maybe = passage.is_any(last, list!("lane court drive ridge valley bay canyon terrace"))
        && !passage.traits(name.first).has(Traits::GIVEN)
        && name.words > 1;
    way || maybe
}

const WAYS: &str = "rd road street ave avenue blvd boulevard highway hwy parkway pkwy turnpike creek ln lake \
    trail plaza chapel cemetery stadium arena airport";

/// The "Aviv" of "Tel Aviv Metropolitan", "the submarine Henry Clay": inside of a place's name that
/// begins before, or a ship's.
pub fn is_of_other(passage: &Passage, first: usize) -> bool {
    let place = |hit: &Hit| {
        hit.end > first
            && matches!(hit.sense, Sense::Place(_) | Sense::Capital(_) | Sense::State(_))
    };
    let inside = (first.saturating_sub(3)..first).any(|at| passage.hits_at(at).iter().any(place));
    inside || follows_ship(passage, first)
}

/// "the John F. Kennedy Assassination Records Act": capitalised words lead on to the head of another
/// name.
pub fn is_in_title(passage: &Passage, end: usize) -> bool {
    (end..end + 6)
        .take_while(|&at| {
            passage.token(at).is_some_and(|token| {
                token.is_capital()
                    && !token.traits.any(Traits::FUNCTION.with(Traits::SAYING).with(Traits::ACTING))
                    && passage.sentence_number(at) == passage.sentence_number(end.saturating_sub(1))
            })
        })
        .any(|at| {
            passage.is_any(at, list!("act bill law resolution amendment prize award library"))
        })
}

/// "Anny Classification": an ordinary word by its ending, which no list of names holds.
pub fn has_ordinary_word(passage: &Passage, name: &Name) -> bool {
    let ends = ["tion", "tions", "ment", "ments", "ness", "ities", "ism", "ology"];
    (name.first..name.end).any(|at| {
        let word = passage.word(at).to_ascii_lowercase();
        word.len() > 6
            && ends.iter().any(|end| word.ends_with(end))
            && !passage.traits(at).any(Traits::GIVEN.with(Traits::FAMILY))
    })
}

/// "near Tal Afar": a preposition of place before it.
pub fn is_located(passage: &Passage, first: usize) -> bool {
    passage.follows_any(
        first,
        list!(
            "in near at outside inside across around into toward towards northern \
            southern eastern western"
        ),
    )
}

/// "in Ann Lee, ed.": an editor, not a place.
pub fn is_edited(passage: &Passage, end: usize) -> bool {
    let mark = passage.token(end).is_some_and(|token| token.is_mark(',') || token.is_mark('('));
    mark && passage.is_any(end + 1, list!("ed eds editor editors trans"))
}

/// What bears a name that begins like a person's: "Abu Shouk camp".
pub const PLACES: &str = "camp prison jail island islands district neighbourhood neighborhood village town \
    city suburb area airport airfield port governorate province crossing junction hospital dam mosque oilfield";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lexicon::Lexicon;
    use crate::text::Span;

    fn doubted(text: &str) -> bool {
        let lexicon = Lexicon::bundled().unwrap();
        let passage = Passage::new(text, Span::new(0, text.len()), &lexicon, false);
        let name = Name::read(&passage, 0).unwrap();
        is_noun_before(&passage, &name) || has_ordinary_word(&passage, &name)
    }

    #[test]
    fn ordinary_words_are_no_names() {
        for text in [
            "Aesthetics Daniel Hale",
            "Members Barbara Holt",
            "Anny Classification",
            "Localisms Daniel M. Hale",
            "Roadcraft  Daniel Hale",
        ] {
            assert!(doubted(text), "{text}");
        }
        for text in ["Barbara Holt", "Sean Hannity", "Daniel Fleming"] {
            assert!(!doubted(text), "{text}");
        }
    }
}
