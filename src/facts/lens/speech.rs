//! Who speaks: the subject of a verb of saying, resolved if it is a pronoun or "the report", and where
//! what is said begins.

use super::joint::{begins_clause, has_verb, is_pause, is_quote};
use super::quote::Quote;
use super::sayer::{
    is_counting, is_listed, is_one_in_office, is_reporting, is_source, phrase_end,
    quoted_as_saying, subject_before,
};
use super::source::{Source, is_the_document, source};
use crate::facts::candidate::{Candidate, What};
use crate::facts::lexicon::Traits;
use crate::facts::model::SourceKind;
use crate::facts::passage::Passage;
use crate::facts::word_list::{WordList, list};

/// What a verb of saying says of its sentence.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    /// Who speaks; `None` for nobody that the text attributes it to ("we").
    pub source: Option<Source>,
    /// Where what is said begins; `None` if it stands before.
    pub content: Option<usize>,
    /// The first token of the subject.
    pub from: usize,
    /// One past the last token of subject and verb.
    pub until: usize,
    /// True if the same speaker goes on: "adding that".
    pub again: bool,
}

/// Who spoke so far, in this document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heard {
    /// The last one to whom something was attributed.
    pub speaker: Option<Source>,
    /// The last one of these who is a person with a name.
    pub person: Option<Source>,
    /// The last document.
    pub document: Option<Source>,
    /// The last person and the last body that a sentence was about.
    pub subject: Option<Source>,
    /// The speaker of a quotation that the last passage did not close.
    pub open: Option<Source>,
}

/// Finds speakers in a passage.
pub struct Speech<'a> {
    /// The names of the passage, in order.
    pub found: &'a [Candidate],
    /// Who spoke so far.
    pub heard: &'a mut Heard,
}

impl Speech<'_> {
    /// What the verb at `at` says, if it is one of saying with a speaker.
    pub fn said(&mut self, passage: &Passage, at: usize, within: (usize, usize)) -> Option<Said> {
        let traits = passage.traits(at);
        let auxiliary = traits.has(Traits::FUNCTION);
        if auxiliary && !(passage.is_any(at, HAVING) && is_confident(passage, at, within.1)) {
            return None;
        }
        if !auxiliary && !traits.any(Traits::SAYING.with(Traits::STANCE)) {
            return None;
        }
        if passage.is_any(at, PARTICIPLES) {
            return self.goes_on(passage, at, within);
        }
        let told = may_speak(passage, at, within.1);
        let said = told.then(|| self.spoken(passage, at, within)).flatten()?;
        if let Some(source) = said.source {
            self.hear(passage, source);
        }
        Some(said)
    }

    fn hear(&mut self, passage: &Passage, source: Source) {
        self.heard.speaker = Some(source);
        let (first, end) = (passage.token_at(source.span.start), passage.token_at(source.span.end));
        let named = source.kind == SourceKind::Named && self.is_person(passage, source);
        if named || is_one_in_office(passage, first, end) {
            self.heard.person = Some(source);
        }
        if source.kind == SourceKind::Document && !is_the_document(passage, first, end) {
            self.heard.document = Some(source);
        }
    }

    /// True if the name in a source is a person's.
    pub(super) fn is_person(&self, passage: &Passage, source: Source) -> bool {
        let from = self.found.partition_point(|name| name.span.end <= source.span.start);
        let inside = self.found[from..].iter().take_while(|name| name.span.start < source.span.end);
        inside.filter(|name| name.span.end == source.span.end).any(|name| match name.what {
            What::Person => true,
            What::KnownActor(number) => {
                passage.lexicon.actor(number).is_some_and(|known| known.kind == "person")
            }
            _ => false,
        })
    }

    /// ", said that": who says what a second verb in a row says.
    fn second(&self, passage: &Passage, at: usize, start: usize) -> Option<Source> {
        let comma = passage.before(at).is_some_and(|before| before.is_mark(','));
        let second = comma && passage.is(at + 1, "that") && has_verb(passage, start..at - 1);
        second.then(|| self.shared(passage, (start, at))).flatten()
    }

    fn spoken(
        &mut self,
        passage: &Passage,
        at: usize,
        (start, end): (usize, usize),
    ) -> Option<Said> {
        if let Some((first, last)) = inverted(passage, at, (start, end)) {
            let source = self.named(passage, (first, last));
            return Some(Said { source, content: None, from: at, until: last, again: false });
        }
        if let Some((first, last)) = quoted_as_saying(passage, at, end) {
            let source = self.named(passage, (first, last));
            let ends = passage.token(last + 2).is_none_or(is_pause) || last + 2 >= end;
            let content = if ends { None } else { Some(last + 2) };
            return Some(Said { source, content, from: at, until: last + 2, again: false });
        }
        let quoted = passage.is(at, "quoted") && passage.follows_any(at, list!("is was were"));
        let (verb, denies) = verb_start(passage, at - usize::from(quoted), start);
        let content = content(passage, at, end);
        if !is_of_saying(passage, at, content, end) {
            return None;
        }
        let said = |source, from| Said { source, content, from, until: at + 1, again: false };
        if is_joined(passage, at) {
            let source = self.shared(passage, (start, at))?;
            return Some(Said { again: true, ..said(Some(source), at) });
        }
        let begin = quote_start(passage, verb, start);
        if verb > begin && passage.is_any(verb - 1, list!("we i")) {
            return content.map(|_| said(None, verb - 1));
        }
        if verb > begin && passage.is_any(verb - 1, list!("he she it they")) {
            let source = self.resolved(passage, verb - 1, start);
            return Some(said(source.filter(|_| !denies), verb - 1));
        }
        let Some((first, last)) = subject_before(passage, verb, begin) else {
            return self
                .second(passage, at, start)
                .map(|source| Said { again: true, ..said(Some(source).filter(|_| !denies), at) });
        };
        if passage.is(first, "no") {
            return None;
        }
        let source = self.named(passage, (first, last));
        if let (Some(source), true) = (source, denies) {
            self.heard.subject = Some(source);
        }
        Some(said(source.filter(|_| !denies), first))
    }

    /// ", adding that": who spoke before, else who the sentence is about.
    fn goes_on(&self, passage: &Passage, at: usize, (start, end): (usize, usize)) -> Option<Said> {
        let comma = passage.before(at).is_some_and(|before| before.is_mark(','));
        if !comma {
            return None;
        }
        let content = content(passage, at, end)?;
        let inside = |source: &Source| passage.token_at(source.span.start) >= start;
        let spoke = self.heard.speaker.filter(inside);
        let about = || self.subject_of(passage, (start, at));
        let source = spoke.or_else(about)?;
        Some(Said {
            source: Some(source),
            content: Some(content),
            from: at,
            until: at + 1,
            again: true,
        })
    }

    /// The source that tokens name; "the report" is the one named before.
    fn named(&self, passage: &Passage, (first, end): (usize, usize)) -> Option<Source> {
        let own = source(passage, self.found, (first, end))?;
        let again = is_the_document(passage, first, end);
        Some(if again { self.heard.document.unwrap_or(own) } else { own })
    }

    /// The source after "according to" at tokens `from..limit`, and where its words end.
    pub fn after(&mut self, passage: &Passage, within: (usize, usize)) -> (usize, Option<Source>) {
        let end = phrase_end(passage, within.0, within.1);
        if !is_source(passage, within.0, end) {
            return (end, None);
        }
        let bound = list!("familiar close briefed");
        let name = end - usize::from(passage.follows_any(end, bound));
        let source = self.named(passage, (within.0, name));
        if let Some(source) = source {
            self.hear(passage, source);
        }
        (end, source)
    }

    /// The speaker of each quotation of a passage.
    pub fn speakers(
        &mut self,
        passage: &Passage,
        quotes: &[Quote],
    ) -> Vec<(Quote, Option<Source>)> {
        let mut spoken: Vec<(Quote, Option<Source>)> = Vec::with_capacity(quotes.len());
        for quote in quotes {
            let last = spoken.last().copied();
            let source = self.speaker(passage, quote, last);
            spoken.push((*quote, source));
        }
        self.heard.open =
            spoken.last().filter(|(quote, _)| quote.goes_on).and_then(|(_, source)| *source);
        spoken
    }

    fn speaker(
        &mut self,
        passage: &Passage,
        quote: &Quote,
        last: Option<(Quote, Option<Source>)>,
    ) -> Option<Source> {
        let close = quote.close.min(passage.tokens.len().saturating_sub(1));
        let sentence = passage.sentence(close);
        let after = quote.close + 1..sentence.end.min(quote.close + NEAR);
        for verb in after {
            let within = (quote.close, sentence.end);
            let tag = is_reporting(passage, verb) || inverted(passage, verb, within).is_some();
            let said = tag.then(|| self.spoken(passage, verb, within)).flatten();
            if let Some(said) =
                said.filter(|said| said.content.is_none() || said.from <= quote.close + 2)
            {
                return said.source;
            }
        }
        let opened = passage.sentence(quote.open);
        let before = opened.start.max(quote.open.saturating_sub(NEAR))..quote.open;
        for verb in before.rev() {
            if let Some(said) = self.said(passage, verb, (opened.start, quote.open + 1)) {
                return said.source;
            }
        }
        if let Some((before, source)) = last {
            let gap = quote.open.saturating_sub(before.close);
            return source.filter(|_| gap <= NEAR);
        }
        if quote.open <= 1 {
            return self.heard.open;
        }
        // The opening mark may be counted with the sentence before.
        let before = match () {
            () if quote.open + 1 == opened.end => Some(quote.open),
            () if quote.open == opened.start => opened.start.checked_sub(1),
            () => None,
        };
        let sentence = passage.sentence(before?);
        let about = self.subject_of(passage, (sentence.start, sentence.end));
        about.filter(|about| about.kind == SourceKind::Named)
    }
}

/// "A and claimed B", "shows a canister, and states that": the same speaker.
fn is_joined(passage: &Passage, at: usize) -> bool {
    let again = list!("said added claimed warned told noted stated insisted");
    let that = passage.is(at + 1, "that") && is_listed(passage, at);
    let ranges = (at + 1..at + 4).any(|at| passage.traits(at).has(Traits::REACH));
    let figure = ranges && passage.is_any(at, list!("gives gave put puts"));
    passage.follows_any(at, list!("and but")) && (that || figure || passage.is_any(at, again))
}

/// "has low confidence in its judgement that".
fn is_confident(passage: &Passage, at: usize, end: usize) -> bool {
    (passage.is_any(at, HAVING) || passage.is_any(at, list!("expressed expresses")))
        && (at + 1..end.min(at + 5)).any(|at| passage.is(at, "confidence"))
}

/// True if the verb at `at` may have a speaker, as its word and those beside it say.
pub fn may_speak(passage: &Passage, at: usize, end: usize) -> bool {
    if passage.is_any(at, PARTICIPLES) {
        return passage.before(at).is_some_and(|before| before.is_mark(','));
    }
    is_reporting(passage, at) || is_joined(passage, at) || is_confident(passage, at, end)
}

/// True for "view" and its like after the possessive ending at `at`: "in the Pentagon's view".
pub fn opens_view(passage: &Passage, at: usize) -> bool {
    passage.is_any(at + 1, list!("view opinion words account telling judgement reckoning"))
}

/// "…, said X": the subject after the verb, and nothing that makes it the subject of another.
fn inverted(passage: &Passage, at: usize, (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let before = passage.before(at)?;
    if at <= start || before.is_word() || before.is_number() || !passage.is_any(at, INVERTED) {
        return None;
    }
    let last = phrase_end(passage, at + 1, end);
    let next = passage.token(last);
    let closes = last >= end
        || next.is_some_and(is_pause)
        || passage.is_any(last, list!("on in at during after who to from last of with for by"));
    (closes && is_source(passage, at + 1, last)).then_some((at + 1, last))
}

/// Where the words of the verb at `at` begin, and whether they say that nothing was said.
fn verb_start(passage: &Passage, at: usize, start: usize) -> (usize, bool) {
    let mut first = at;
    let mut denies = false;
    while first > start + 1 && at - first < 5 {
        let small = passage.is_any(first - 1, HELPING) || passage.word(first - 1).ends_with("ly");
        if !small {
            break;
        }
        first -= 1;
        let answers = passage.is_any(at, list!("confirm deny verify"));
        denies |= !answers
            && passage
                .is_any(first, list!("not didn't doesn't never hasn't haven't wouldn't don't"));
    }
    (first, denies)
}

/// Where the search for a subject begins: after the last quotation mark before the verb.
fn quote_start(passage: &Passage, verb: usize, start: usize) -> usize {
    let mark = (start..verb).rev().find(|&at| is_quote(&passage.tokens[at]));
    mark.map_or(start, |mark| mark + 1)
}

/// Where what the verb at `verb` says begins; `None` if it says nothing after it.
fn content(passage: &Passage, verb: usize, end: usize) -> Option<usize> {
    let pause = |at: &usize| is_pause(&passage.tokens[*at]) && !is_stop_inside(passage, *at);
    let limit = (verb + 1..end).find(pause).unwrap_or(end);
    let that = (verb + 1..limit.min(verb + THAT)).find(|&at| passage.is(at, "that"));
    let direct = |that: usize| {
        let apart = passage
            .is_any(verb + 1, list!("on in to at late earlier yesterday again recently also"));
        let told = passage.is_any(verb, TELLING);
        let day = after_day(passage, verb + 1, that) == that;
        (apart || told || day) && !has_verb(passage, verb + 1..that)
    };
    if let Some(that) = that.filter(|&that| direct(that)) {
        return Some(that + 1);
    }
    let mut from = verb + 1;
    if is_counting(passage, verb) {
        return Some(from);
    }
    if passage.is_any(verb, TELLING) {
        from = phrase_end(passage, from, limit).max(from);
    }
    from = after_day(passage, from, limit);
    if from >= limit {
        let colon = passage.token(limit).is_some_and(|token| token.is_mark(':'));
        return (colon && limit + 1 < end).then_some(limit + 1);
    }
    let hangs = passage.is_any(from, HANGING) && !has_verb(passage, from..limit);
    (!hangs).then_some(from)
}

/// True if the verb says something here: "added that", and not "added a brigade", "asked for a report".
fn is_of_saying(passage: &Passage, verb: usize, content: Option<usize>, end: usize) -> bool {
    let hangs = passage.is_any(verb + 1, list!("for about to of after"));
    let Some(from) = content else {
        return !(hangs && passage.is_any(verb, list!("asked asks called calls")));
    };
    let clause = || passage.is(from - 1, "that") || begins_clause(passage, from, end);
    if passage.is_any(verb, list!("added adds add found finds noted notes")) {
        return clause() || passage.is_any(from, list!("no little"));
    }
    if passage.is_any(verb, list!("vowed pledged promised")) {
        return passage.is(from - 1, "that");
    }
    if passage.is_any(verb, list!("asked asks")) {
        return passage.is_any(from, list!("whether if how why"));
    }
    true
}

/// A stop of an abbreviation.
fn is_stop_inside(passage: &Passage, at: usize) -> bool {
    passage.tokens[at].is_mark('.')
        && passage.before(at).is_some_and(|before| before.traits.has(Traits::ABBREVIATION))
}

/// Past "on Tuesday", "earlier", "late on Friday".
fn after_day(passage: &Passage, mut from: usize, limit: usize) -> usize {
    let day = |at: usize| {
        passage.traits(at).any(Traits::WEEKDAY.with(Traits::MONTH))
            && passage.tokens[at].is_capital()
    };
    while from < limit {
        let small =
            passage.is_any(from, list!("yesterday today earlier later recently also again late"));
        let dated = passage.is_any(from, list!("on last in")) && day(from + 1);
        let number =
            passage.token(from).is_some_and(|token| token.is_number()) && from > 0 && day(from - 1);
        if !(small || dated || day(from) || number) {
            break;
        }
        from += 1;
    }
    from
}

/// How many tokens after a quotation its speaker may be named, or before it.
const NEAR: usize = 30;

/// How many tokens after the verb its "that" may stand.
const THAT: usize = 14;

const HELPING: &WordList = list!(
    "have has had also earlier later previously often since now already did does do not didn't doesn't \
    never hasn't haven't will would could can still then again once further first wouldn't"
);

/// Verbs of saying with the one who is told.
const TELLING: &WordList = list!("told tells informed assured briefed reminded tell");

const HANGING: &WordList = list!("in at during after to on by from for via through when as before");

const INVERTED: &WordList = list!(
    "said says wrote added writes reported reports claimed claims noted explained warned according \
    announced confirmed argued asked insisted stated concludes concluded warns finds"
);

const PARTICIPLES: &WordList = list!(
    "saying adding claiming warning noting stating arguing telling insisting explaining reporting alleging \
    asserting confirming announcing declaring suggesting"
);

/// What one has who has confidence in a judgement.
const HAVING: &WordList = list!("has have had");
