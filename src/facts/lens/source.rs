//! What kind of source a noun phrase names, by its head: a person, an office, a paper, or nobody by name.

use std::ops::Range;

use crate::facts::candidate::{Candidate, What};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::model::{Attribution, SourceKind};
use crate::facts::passage::Passage;
use crate::facts::word_list::{WordList, list};
use crate::text::Span;

/// Who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// What kind of source it is.
    pub kind: SourceKind,
    /// Where the text names it.
    pub span: Span,
}

impl Source {
    /// As facts carry it.
    pub fn attribution(self) -> Attribution {
        Attribution { kind: self.kind, sayer: Some(self.span) }
    }
}

/// The source that the tokens `first..end` name; `found` are the names of the passage in order. `None` if
/// the document speaks of itself.
pub fn source(
    passage: &Passage,
    found: &[Candidate],
    (first, end): (usize, usize),
) -> Option<Source> {
    if passage.is_any(first, list!("we our i my")) || is_own(passage, first, end) {
        return None;
    }
    let span = passage.span(first, end);
    Some(Source { kind: kind(passage, found, first..end), span })
}

/// "this report": the one that is read.
fn is_own(passage: &Passage, first: usize, end: usize) -> bool {
    passage.is(first, "this") && (first..end).any(|at| passage.is_any(at, DOCUMENTS))
}

/// True if the phrase is no more than "the report": a document that was named before.
pub fn is_the_document(passage: &Passage, first: usize, end: usize) -> bool {
    let article = usize::from(passage.is_any(first, list!("the that its")));
    article == 1 && end == first + 2 && passage.is_any(first + 1, DOCUMENTS)
}

fn kind(passage: &Passage, found: &[Candidate], phrase: Range<usize>) -> SourceKind {
    let any = |words: &WordList| phrase.clone().any(|at| passage.is_any(at, words));
    let head = head(passage, &phrase);
    let keeps_back = (phrase.end..phrase.end + 2)
        .any(|at| passage.is_any(at, list!("familiar briefed close knowledge")));
    let last = head.end - 1;
    let reports = passage.is(last, "reports") && !passage.is(last + 1, "of");
    if passage.is_any(last, MEDIA) && !passage.is(last, "times") || reports {
        return SourceKind::Media;
    }
    if any(NAMELESS) || keeps_back || is_unnamed(passage, phrase.end) {
        return SourceKind::Anonymous;
    }
    let of_name = name_at_end(passage, found, &head);
    if let Some(kind) = of_name {
        return kind;
    }
    let headed = |words: &WordList| head.clone().any(|at| passage.is_any(at, words));
    if headed(DOCUMENTS) || passage.is_any(head.end - 1, DOCUMENTS) {
        return SourceKind::Document;
    }
    if any(MEDIA) || names(passage, phrase.clone(), is_media) {
        return SourceKind::Media;
    }
    let offices = Traits::ROLE_HEAD.with(Traits::ORG_HEAD).with(Traits::FORCE_HEAD);
    let office = phrase.clone().any(|at| passage.traits(at).any(offices));
    let state = names(passage, phrase.clone(), |_, sense| {
        matches!(sense, Sense::State(_) | Sense::Government(_) | Sense::Capital(_))
    });
    if office || state || any(OFFICES) || names(passage, phrase, is_of_state) {
        return SourceKind::Office;
    }
    SourceKind::Named
}

/// The words of a phrase up to what hangs on them: "an official" of "an official of the ministry".
fn head(passage: &Passage, phrase: &Range<usize>) -> Range<usize> {
    let hanging = list!("of for at in from with on who near to");
    let end = (phrase.start + 1..phrase.end).find(|&at| passage.is_any(at, hanging));
    let comma = (phrase.start + 1..phrase.end)
        .find(|&at| passage.token(at).is_some_and(|t| t.is_mark(',')));
    let end = end.unwrap_or(phrase.end).min(comma.unwrap_or(phrase.end));
    phrase.start..end.max(phrase.start + 1)
}

/// What the name at the end of the head says: a person is named, a paper is a paper.
fn name_at_end(passage: &Passage, found: &[Candidate], head: &Range<usize>) -> Option<SourceKind> {
    let span = passage.span(head.start, head.end);
    let from = found.partition_point(|name| name.span.end <= span.start);
    let inside = found[from..].iter().take_while(|name| name.span.start < span.end);
    let last = inside.filter(|name| name.span.end >= span.end).last()?;
    match last.what {
        What::Person => Some(SourceKind::Named),
        What::KnownActor(number) => {
            let known = passage.lexicon.actor(number)?;
            let media = passage.lexicon.is_media(number);
            match &*known.kind {
                "person" => Some(SourceKind::Named),
                _ if media => Some(SourceKind::Media),
                _ => None,
            }
        }
        _ => None,
    }
}

fn names(passage: &Passage, phrase: Range<usize>, is: impl Fn(&Passage, Sense) -> bool) -> bool {
    let end = phrase.end;
    phrase
        .into_iter()
        .any(|at| passage.hits_at(at).iter().any(|hit| hit.end <= end && is(passage, hit.sense)))
}

fn is_media(passage: &Passage, sense: Sense) -> bool {
    matches!(sense, Sense::Organisation(number) if passage.lexicon.is_media(number))
}

/// Organisations whose names say that they are a state's.
fn is_of_state(passage: &Passage, sense: Sense) -> bool {
    let Sense::Organisation(number) = sense else { return false };
    let name = passage.lexicon.actor(number).map(|known| known.name.to_lowercase());
    let offices = ["ministry", "department", "army", "navy", "force", "command", "staff", "agency"];
    let more =
        ["corps", "government", "council", "kremlin", "white house", "directorate", "service"];
    name.is_some_and(|name| offices.iter().chain(&more).any(|office| name.contains(office)))
}

/// "said on condition of anonymity", "who asked not to be named": after the phrase, in its sentence.
fn is_unnamed(passage: &Passage, end: usize) -> bool {
    let Some(last) = end.checked_sub(1) else { return false };
    let sentence = passage.sentence(last);
    let until = sentence.end.min(end + FAR);
    (end..until).any(|at| passage.is_any(at, list!("anonymity anonymously unnamed")))
        || (end..until.saturating_sub(1))
            .any(|at| passage.is(at, "named") && passage.follows_any(at, list!("be")))
}

/// How far after the source its wish not to be named may stand, in tokens.
const FAR: usize = 30;

const NAMELESS: &WordList = list!(
    "source sources people person insider insiders witness witnesses resident residents expert experts \
    analyst analysts observer observers critics others some many several handbooks \
    specialists veterans neighbours locals commentators"
);

const MEDIA: &WordList = list!(
    "media press newspaper newspapers outlet outlets broadcaster magazine television tv radio reporter \
    reporters journalist journalists blogger bloggers news website daily weekly gazette herald tribune times post \
    telegraph journal wire correspondent channel tabloid dailies papers agency's"
);

const DOCUMENTS: &WordList = list!(
    "report reports study studies document documents assessment estimate review yearbook handbook manual \
    memo memorandum memoir memoirs brochure catalogue catalog dossier cable letter book bulletin survey \
    audit paper article analysis factsheet sheet leaflet communique nie monograph guide inventory \
    filing transcript testimony log almanac file files draft note summary annex appendix resolution balance descriptions"
);

const OFFICES: &WordList = list!(
    "official officials spokesman spokeswoman spokesperson ministry military army navy government authorities \
    authority commander commanders general generals minister president chairman officer officers \
    lawmaker lawmakers prosecutors prosecutor police intelligence inspectors kremlin pentagon \
    administration agency embassy parliament secretary diplomat diplomats department staff office council chiefs"
);
