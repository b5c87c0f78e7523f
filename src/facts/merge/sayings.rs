//! Which actor is meant by the words that name a source, and what each of them is said to have said. Words
//! that only come from the surroundings of an actor ("aides to the president", "US officials") are not
//! taken for the actor's own.

use crate::facts::lens::Stances;
use crate::facts::model::{Class, Entity, RangeFact, Saying, Stance, span_at};
use crate::text::Span;

/// Words that make of what follows them the surroundings of a source ("a spokesman for").
const BESIDE: [&str; 14] = [
    "of", "for", "to", "from", "by", "with", "at", "in", "under", "near", "around", "about", "on",
    "against",
];

/// Bytes between a name and the pronoun that means it: who is farther away may be anybody.
const FARTHEST: usize = 2_000;

/// What actors are said to have said, in the order of the text: what clauses give as theirs, and the ranges
/// whose source stands elsewhere, in a cell of a table.
pub fn sayings<'a>(
    text: &str,
    entities: &[Entity],
    stances: &Stances,
    ranges: impl Iterator<Item = &'a RangeFact>,
) -> Vec<Saying> {
    let elsewhere =
        |range: &&RangeFact| range.stance.attribution != stances.at(range.span.start).attribution;
    let ranges = ranges.filter(elsewhere).map(|range| (range.span, range.stance));
    let mut said = stances.attributed().chain(ranges).peekable();
    if said.peek().is_none() {
        return Vec::new();
    }
    let actors = Actors::of(entities);
    let saying = |(span, stance): (Span, Stance)| {
        let sayer = stance.attribution.sayer?;
        let actor = actors.meant(text, sayer)?;
        let clear = is_clear(&actors, stances.sentences(), sayer, span);
        let words = span.of(text).chars().any(char::is_alphanumeric);
        (clear && words).then_some(Saying { actor, span, certainty: stance.certainty.class })
    };
    let mut said: Vec<Saying> = said.filter_map(saying).collect();
    said.sort_by_key(|saying| saying.span);
    said
}

/// False if words are given to somebody named in an earlier sentence ("he said"), and another person who is
/// named meanwhile may be meant.
fn is_clear(actors: &Actors<'_>, sentences: &[Span], sayer: Span, span: Span) -> bool {
    let sentence = span_at(sentences, span.start).unwrap_or(span);
    // Of words before the verb it is not known where the verb stands.
    let verb = if span.start <= sentence.start { sentence.end } else { span.start };
    let between = Span::new(sayer.end.min(verb), verb);
    sentence.covers(sayer) || (between.len() <= FARTHEST && !actors.has_person(between))
}

/// The mentions of actors.
struct Actors<'a> {
    entities: &'a [Entity],
    /// Each with the place of its actor, in the order of the text.
    mentions: Vec<(Span, usize)>,
}

impl<'a> Actors<'a> {
    fn of(entities: &'a [Entity]) -> Self {
        let actors =
            entities.iter().enumerate().filter(|(_, e)| e.class == Class::Actor && e.named);
        let mut mentions: Vec<(Span, usize)> = actors
            .flat_map(|(at, actor)| actor.mentions.iter().map(move |mention| (mention.span, at)))
            .collect();
        mentions.sort_unstable();
        Self { entities, mentions }
    }

    /// True if a person is named in this part of the text.
    fn has_person(&self, part: Span) -> bool {
        let from = self.mentions.partition_point(|(span, _)| span.start < part.start);
        let inside = self.mentions.get(from..).unwrap_or_default().iter();
        let mut inside = inside.take_while(|(span, _)| span.start < part.end);
        inside.any(|(_, at)| self.entities.get(*at).is_some_and(|actor| actor.kind == "person"))
    }

    /// The place of the one actor that these words mean; `None` if it is nobody known, or several.
    fn meant(&self, text: &str, sayer: Span) -> Option<usize> {
        let from = self.mentions.partition_point(|(span, _)| span.start < sayer.start);
        let inside =
            self.mentions.get(from..)?.iter().take_while(|(span, _)| span.end <= sayer.end);
        let mut meant = inside.filter(|(mention, at)| {
            let actor = self.entities.get(*at);
            actor.is_some_and(|actor| is_meant(text, sayer, *mention, actor))
        });
        let (_, actor) = meant.next()?;
        meant.all(|(_, other)| other == actor).then_some(*actor)
    }
}

/// True if words that name a source mean the actor who is mentioned in them, and nobody around it.
fn is_meant(text: &str, sayer: Span, mention: Span, actor: &Entity) -> bool {
    let is_person = actor.kind == "person";
    let after = Span::new(mention.end, sayer.end).of(text).trim();
    let follows = |word: &&str| after.starts_with(*word);
    let ends = after.is_empty()
        || after.starts_with(',')
        || (is_person && ["of ", "from ", "("].iter().any(follows));
    let before = Span::new(sayer.start, mention.start).of(text).trim();
    ends && match () {
        () if before.is_empty() || before.ends_with(',') || before.eq_ignore_ascii_case("the") => {
            true
        }
        () if actor.kind == "state" => false,
        () if before.ends_with("'s") || before.ends_with('’') || before.ends_with("’s") => true,
        () if !is_person => false,
        // "Secretary of State" before a name is the role of that person.
        () => has_role_before(sayer, mention, actor) || !has_word(before, &BESIDE),
    }
}

/// True if a role of the actor stands right before the mention, from the beginning of the words.
fn has_role_before(sayer: Span, mention: Span, actor: &Entity) -> bool {
    let near = |one: usize, other: usize| one.abs_diff(other) <= "the ".len();
    let mut roles = actor.roles.iter().map(|role| role.span);
    roles.any(|role| near(role.start, sayer.start) && near(role.end, mention.start))
}

fn has_word(words: &str, wanted: &[&str]) -> bool {
    words.split_whitespace().any(|word| wanted.iter().any(|w| word.eq_ignore_ascii_case(w)))
}

#[cfg(test)]
mod tests {
    use crate::document::{Block, BlockKind, Document, Parts};
    use crate::facts::{CertaintyClass, Lexicon, extract};
    use crate::text::{CleanText, Span};

    /// Who is said to have said what in a paragraph, and how surely.
    fn said(text: &str) -> Vec<(String, String, CertaintyClass)> {
        let blocks = vec![Block::new(BlockKind::Paragraph, Span::new(0, text.len()))];
        let parts = Parts { text: CleanText::text(text), blocks, ..Parts::default() };
        let facts = extract(&Document::new(parts).unwrap(), &Lexicon::bundled().unwrap());
        let told = facts.sayings.iter().map(|saying| {
            let name = facts.entities[saying.actor].name.to_string();
            (name, saying.span.of(text).to_owned(), saying.certainty)
        });
        told.collect()
    }

    fn sayers(text: &str) -> Vec<String> {
        let mut names: Vec<String> = said(text).into_iter().map(|(name, ..)| name).collect();
        names.dedup();
        names
    }

    #[test]
    fn what_somebody_says_is_theirs_with_its_certainty() {
        let found = said("Ben Wallace said that the ATACMS missile could reach Crimea.");
        let words: String = found.iter().map(|(_, words, _)| format!("{words} ")).collect();
        assert_eq!(words.trim(), "the ATACMS missile could reach Crimea.");
        for (name, _, certainty) in &found {
            assert_eq!((&**name, *certainty), ("Ben Wallace", CertaintyClass::Conditional));
        }
        assert_eq!(
            sayers("“The ATACMS missile has come,” Secretary of State Antony Blinken said."),
            ["Antony Blinken"]
        );
        assert_eq!(
            sayers("Lockheed Martin says the ATACMS missile is ready."),
            ["Lockheed Martin"]
        );
        assert_eq!(said("Ben Wallace praised the ATACMS missile."), []);
    }

    #[test]
    fn a_pronoun_after_another_person_means_nobody_for_sure() {
        let he = "Ben Wallace came. He said that the ATACMS missile is ready.";
        assert_eq!(sayers(he), ["Ben Wallace"]);
        let she = "Olaf Scholz continues to refuse the Taurus missile. On 22 February the chair of the \
                   committee, Anna-Lena Brandt-Becker (CDU), voted for the motion, as she had announced, \
                   because it named the ATACMS missile.";
        assert_eq!(sayers(she), [""; 0]);
    }

    #[test]
    fn the_words_of_those_around_an_actor_are_not_the_actors() {
        for text in [
            "A spokesman for Ben Wallace said that the ATACMS missile has come.",
            "An aide to President Vladimir Putin said the ATACMS missile has come.",
            "US officials said that the ATACMS missile has come.",
            "NATO diplomats said that the ATACMS missile has come.",
            "Ben Wallace's office said that the ATACMS missile has come.",
        ] {
            assert_eq!(sayers(text), [""; 0], "{text}");
        }
    }
}
