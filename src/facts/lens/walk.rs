//! Reads one sentence from left to right and makes the tree of its clauses.

use super::clause::{Clause, Link, Tree};
use super::cue_words::{Found, cue_at};
use super::joint::{
    ASIDES, ASKING, CONDITIONS, begins_clause, begins_predicate, has_verb, introduces_source,
    is_condition, is_presupposed, is_timed, opens_complement,
};
use super::quote::Quote;
use super::silence::{asking_verb, closes_headline, has_cue};
use super::source::Source;
use super::speech::{Said, Speech, opens_view};
use crate::facts::lexicon::{Cue, Sense, Traits};
use crate::facts::model::SourceKind;
use crate::facts::passage::Passage;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::list;

/// Clauses and cues of one sentence at most: what has more is a list.
const MOST: usize = 60;

/// A sentence as it is read.
pub struct Walk<'a, 'b> {
    passage: &'a Passage<'a>,
    speech: &'a mut Speech<'b>,
    tree: &'a mut Tree,
    start: usize,
    end: usize,
    /// The clause under way.
    now: usize,
    /// The first clause since the last semicolon.
    chunk: usize,
    /// Who says everything since the last semicolon: "according to X".
    chunk_source: Option<Source>,
    /// Whom a paper cites.
    cited: Option<Source>,
    /// The clause that goes on after "X said," in the middle of it, and the token at which it does.
    after_tag: Option<(usize, usize)>,
    /// The clause of the quotation under way.
    floor: Option<usize>,
    /// The clause that goes on after the quotation under way.
    after_quote: Option<usize>,
    /// What begins at a later token.
    pending: Option<(usize, Clause)>,
    /// True while what is said stands in a clause of time before the main one.
    timed: bool,
    /// One past the last token of the last cue.
    cue_end: usize,
}

impl<'a, 'b> Walk<'a, 'b> {
    /// Reads the sentence of tokens `start..end` into `tree`; `quotes` are those of the passage, each with
    /// its speaker.
    pub fn read(
        passage: &'a Passage<'a>,
        (start, end): (usize, usize),
        speech: &'a mut Speech<'b>,
        tree: &'a mut Tree,
        quotes: &[(Quote, Option<Source>)],
    ) {
        tree.clear();
        let mut walk = Self {
            passage,
            speech,
            tree,
            start,
            end,
            now: 0,
            chunk: 0,
            chunk_source: None,
            cited: None,
            after_tag: None,
            floor: None,
            after_quote: None,
            pending: None,
            timed: false,
            cue_end: start,
        };
        let mut next = quotes.partition_point(|(quote, _)| quote.close < start);
        let inside = quotes.get(next).filter(|(quote, _)| quote.open < start);
        walk.now = walk.tree.open(Clause::new(Link::Main, None, start));
        if let Some((_, source)) = inside {
            walk.tree.clauses[0].source = *source;
            walk.floor = Some(0);
        }
        walk.question();
        walk.tree.of.reserve(end - start);
        for at in start..end {
            if let Some((quote, source)) = quotes.get(next) {
                if quote.open == at {
                    walk.enter_quote(at, *source);
                } else if quote.close == at {
                    walk.leave_quote(at);
                    next += 1;
                }
            }
            walk.token(at);
        }
    }

    /// "Will the missile fly?": nobody says so.
    fn question(&mut self) {
        if let Some(first) = asking_verb(self.passage, (self.start, self.end)) {
            self.tree.cues.push((0, Found { first, end: first + 1, cue: Cue::Hedge }));
        }
    }

    fn open(&mut self, clause: Clause) -> usize {
        if self.tree.clauses.len() < MOST { self.tree.open(clause) } else { self.now }
    }

    fn enter_quote(&mut self, at: usize, source: Option<Source>) {
        self.after_quote = Some(self.now);
        let above = if source.is_none() { Some(self.now) } else { None };
        self.now = self.open(Clause { source, ..Clause::new(Link::Main, above, at) });
        self.floor = Some(self.now);
        self.pending = None;
    }

    fn leave_quote(&mut self, at: usize) {
        let back = self.after_quote.take();
        self.floor = None;
        self.now = match back {
            Some(back) => back,
            None => self.open(Clause::new(Link::Main, None, at)),
        };
    }

    /// True if token `at` can neither open, end nor mark anything, as is plain for most.
    fn is_plain(&self, at: usize) -> bool {
        let token = &self.passage.tokens[at];
        self.pending.is_none()
            && self.after_tag.is_none()
            && (token.is_word() || token.is_number())
            && !token.traits.any(Traits::STANCE.with(Traits::SAYING))
            && self.passage.hits_at(at).is_empty()
    }

    fn token(&mut self, at: usize) {
        if self.is_plain(at) {
            return self.tree.of.push(self.now);
        }
        if let Some((_, clause)) = self.pending.take_if(|(from, _)| *from == at) {
            self.now = self.open(clause);
        }
        let passage = self.passage;
        let token = &passage.tokens[at];
        let ends = |until: usize| until == at && !token.is_mark(',');
        if let Some((back, _)) = self.after_tag.take_if(|(_, until)| ends(*until)) {
            self.now = back;
        }
        match token.kind {
            Kind::Mark(';') => self.begin_chunk(at),
            Kind::Mark(',') => self.comma(at),
            Kind::Mark(':') => self.colon(at),
            Kind::Mark(_) if token.is_dash() && !token.glued => {
                self.comma(at);
                self.colon(at);
            }
            Kind::Word => return self.word(at),
            Kind::Possessive => self.view(at),
            _ => {}
        }
        self.tree.of.push(self.now);
    }

    fn is_mark(&self, at: usize, mark: char) -> bool {
        self.passage.token(at).is_some_and(|token| token.is_mark(mark))
    }

    fn begin_chunk(&mut self, at: usize) {
        let content = matches!(self.tree.clauses[self.now].link, Link::Content { .. });
        if content && self.passage.is(at + 1, "that") {
            return;
        }
        self.now = self.open(Clause::new(Link::Main, self.floor, at));
        self.chunk = self.now;
        self.chunk_source = None;
        self.after_tag = None;
    }

    /// A comma ends an aside, a condition or "X said"; what follows may open another clause.
    fn comma(&mut self, at: usize) {
        if let Some((back, _)) = self.after_tag.take() {
            self.now = back;
        }
        let next = at + 1;
        if std::mem::take(&mut self.timed) {
            self.now = self.open(Clause::new(Link::Main, self.floor, at));
            return;
        }
        let clause = self.tree.clauses[self.now];
        let joint = self.passage.is_any(next, list!("and but or nor yet so"));
        if is_presupposed(self.passage, next, self.end) && clause.link != Link::Aside {
            self.now = self.open(Clause::new(Link::Aside, Some(self.now), next));
            return;
        }
        let sub = self.passage.is_any(next, ASIDES) || self.passage.is_any(next, CONDITIONS);
        if joint || sub || self.pending.is_some() {
            return;
        }
        let relative = self.passage.is_any(next, list!("which who whose whom where"));
        if matches!(clause.link, Link::Aside | Link::If(_))
            && !relative
            && let Some(above) = clause.above
        {
            self.now = above;
        }
    }

    /// "In the Pentagon's view,": the one before the possessive ending at `at`.
    fn view(&mut self, at: usize) {
        let passage = self.passage;
        if !opens_view(passage, at) {
            return;
        }
        let opens = |at: &usize| passage.is_any(*at, list!("in by"));
        let Some(opens) = (at.saturating_sub(VIEW).max(self.start)..at).rev().find(opens) else {
            return;
        };
        if let (end, Some(source)) = self.speech.after(passage, (opens + 1, at))
            && end == at
        {
            self.tag(opens, at + 2, Some(source));
        }
    }

    /// "…: Seoul", "… – Kyiv": a headline that ends with who says so.
    fn colon(&mut self, at: usize) {
        if !closes_headline(self.passage, at, (self.start, self.end)) {
            return;
        }
        let stop = usize::from(self.is_mark(self.end - 1, '.'));
        let (end, source) = self.speech.after(self.passage, (at + 1, self.end));
        if end + stop == self.end && source.is_some() {
            self.tag(at, end, source);
        }
    }

    fn word(&mut self, at: usize) {
        let traits = self.passage.traits(at);
        let joins = traits.has(Traits::STANCE);
        let listed = has_cue(self.passage, at)
            || traits.has(Traits::FUNCTION) && !self.passage.hits_at(at).is_empty();
        if !joins && !listed && !traits.has(Traits::SAYING) {
            return self.tree.of.push(self.now);
        }
        if let Some(clause) = joins.then(|| self.connective(at)).flatten() {
            let word = self.now;
            self.tree.of.push(word);
            self.now = self.open(clause);
            if let (Link::If(word), Some(above)) = (clause.link, clause.above) {
                self.tree.clauses[above].under_if = Some(word);
            }
            return;
        }
        self.tree.of.push(self.now);
        self.cue(at);
        if listed && self.attribution(at) {
            return;
        }
        let said = self.speech.said(self.passage, at, (self.start, self.end));
        if let Some(said) = said {
            self.saying(at, said);
        }
    }

    fn cue(&mut self, at: usize) {
        if at < self.cue_end || self.tree.cues.len() >= MOST {
            return;
        }
        if let Some(mut found) = cue_at(self.passage, at, (self.start, self.end)) {
            self.cue_end = found.end;
            let said = self.tree.clauses[self.now].link == Link::Content { said: true };
            if said && found.cue == Cue::Condition && self.passage.is(at, "would") {
                found.cue = Cue::Plan;
            }
            self.tree.cues.push((self.now, found));
        }
    }

    /// The clause that the word at `at` opens.
    fn connective(&self, at: usize) -> Option<Clause> {
        let passage = self.passage;
        let function = passage.traits(at).has(Traits::FUNCTION);
        let opens = function || passage.is_any(at, CONDITIONS) || passage.is(at, "whereas");
        if !opens || passage.is_any(at, list!("to no have has")) {
            return None;
        }
        let comma = passage.before(at).is_some_and(|before| before.is_mark(','));
        if passage.is_any(at, list!("and but or nor yet so")) {
            return self.joins(at, comma).then(|| self.sibling(at));
        }
        let above = Some(self.now);
        if passage.is(at, "that") {
            return self.that(at);
        }
        let new = |link| Some(Clause::new(link, above, at + 1));
        if passage.is(at, "whether") {
            let either = passage.is_any(at + 1, list!("or"))
                || passage.follows_any(at, list!("difference matter regardless irrespective"))
                || passage.follows_any(at, list!("of"))
                    && at > self.start + 1
                    && passage.is_any(at - 2, list!("regardless irrespective"));
            return new(if either { Link::Aside } else { Link::Whether });
        }
        if passage.is_any(at, list!("how why")) && at > self.start {
            return new(Link::How);
        }
        if is_condition(passage, at, self.end) {
            let asks = passage.follows_any(at, ASKING);
            return new(if asks { Link::Whether } else { Link::If(at) });
        }
        if passage.is_any(at, list!("which who whom whose")) && at > self.start {
            return new(Link::Aside);
        }
        let concedes = passage.is_any(at, list!("although though while whereas"));
        if concedes && (comma || passage.follows_any(at, list!("even"))) && at > self.start + 1 {
            return Some(Clause::new(Link::Main, self.floor, at + 1));
        }
        let conjunction = concedes || passage.is_any(at, list!("because when"));
        let aside = conjunction || comma && passage.is_any(at, ASIDES);
        let clause = || Clause::new(Link::Aside, above, at + 1);
        aside.then(|| Clause { goes_on: true, ..clause() })
    }

    /// The clause that "and" at `at` joins to the one under way: what is said goes on, unless it was no
    /// clause ("confirmed the purchase, and …").
    fn sibling(&self, at: usize) -> Clause {
        let own = self.tree.clauses[self.now];
        let said = own.link == Link::Content { said: true };
        if said && !self.has_verb_before(at) {
            return Clause::new(Link::Main, self.floor, at + 1);
        }
        Clause { goes_on: true, from: at + 1, ..own }
    }

    /// True if the clause under way has had a verb of its own.
    fn has_verb_before(&self, at: usize) -> bool {
        let own = |at: &usize| self.tree.of.get(*at - self.start) == Some(&self.now);
        let first = (self.start..at).find(own).unwrap_or(at);
        has_verb(self.passage, first..at)
    }

    /// True if "and" at `at` joins two clauses and not two words.
    fn joins(&self, at: usize, comma: bool) -> bool {
        let before = || self.has_verb_before(at);
        let clause = begins_clause(self.passage, at + 1, self.end) && (comma || before());
        clause || begins_predicate(self.passage, at + 1) && before()
    }

    /// What a "that" opens: content, or more of the noun before it.
    fn that(&self, at: usize) -> Option<Clause> {
        if self.pending.is_some_and(|(from, _)| from == at + 1) {
            return None;
        }
        let passage = self.passage;
        let own = self.tree.clauses[self.now];
        if passage.follows_any(at, list!("and but or")) {
            let content = matches!(own.link, Link::Content { .. });
            return content.then_some(Clause { from: at + 1, goes_on: false, ..own });
        }
        if opens_complement(passage, at) || self.cue_end == at && at > self.start {
            return Some(Clause::new(Link::Content { said: false }, Some(self.now), at + 1));
        }
        let noun = passage
            .before(at)
            .is_some_and(|before| before.is_word() && !before.traits.has(Traits::FUNCTION));
        noun.then(|| Clause::new(Link::Aside, Some(self.now), at + 1))
    }

    /// "according to X": true if the phrase begins at `at`.
    fn attribution(&mut self, at: usize) -> bool {
        let hit = self.passage.longest(at, |sense| sense == Sense::Attribution);
        let Some(hit) = hit.filter(|hit| introduces_source(self.passage, hit.end)) else {
            return false;
        };
        let (end, source) = self.speech.after(self.passage, (hit.end, self.end));
        let Some(source) = source else { return false };
        let cites = self.passage.follows_any(hit.end, list!("citing quoting"));
        // "X announced the W, which …, according to Z": Z says what the relative clause says.
        let word = at.saturating_sub(1 + usize::from(self.is_mark(at.saturating_sub(1), ',')));
        let last = word.checked_sub(self.start).and_then(|at| self.tree.of.get(at)).copied();
        self.tag(at, end, Some(source));
        let last = last.and_then(|last| self.tree.clauses.get_mut(last));
        if let Some(aside) = last.filter(|last| last.link == Link::Aside) {
            aside.source.get_or_insert(source);
        }
        if cites {
            self.chunk_source = Some(source);
            self.cited = Some(source);
            for clause in &mut self.tree.clauses {
                let media = clause.source.filter(|own| own.kind == SourceKind::Media);
                if media.is_some() {
                    clause.source = Some(source);
                }
            }
        }
        true
    }

    /// What a verb of saying at `at` does: opens what is said, or ends it ("…, X said").
    fn saying(&mut self, at: usize, mut said: Said) {
        let media = said.source.is_some_and(|source| source.kind == SourceKind::Media);
        said.source = self.cited.filter(|_| media).or(said.source);
        let own = self.tree.clauses[self.now];
        match said.content {
            None => self.tag(said.from, said.until.max(at + 1), said.source),
            Some(from) => {
                if own.goes_on && said.source.is_some() && !said.again {
                    let own = &mut self.tree.clauses[self.now];
                    *own = Clause { link: Link::Main, above: self.floor, source: None, ..*own };
                }
                self.timed = is_timed(self.passage, said.from, self.start);
                let above = if said.again { own.above.or(Some(self.now)) } else { Some(self.now) };
                let clause = Clause::new(Link::Content { said: true }, above, from);
                self.pending = Some((from.max(at + 1), Clause { source: said.source, ..clause }));
            }
        }
    }

    /// Makes tokens from `from` a clause of its own that only names who says the rest.
    fn tag(&mut self, from: usize, until: usize, source: Option<Source>) {
        let from = if from > self.start && self.is_mark(from - 1, ',') { from - 1 } else { from };
        let back = self.now;
        let tag = self.open(Clause::new(Link::Main, None, from));
        if tag == back {
            return;
        }
        for of in self.tree.of.iter_mut().skip(from - self.start) {
            *of = tag;
        }
        for (of, found) in &mut self.tree.cues {
            if found.first >= from && found.cue == Cue::HedgesWhatFollows {
                // "…, officials believe,": what they believe is the rest.
                (*of, found.cue) = (back, Cue::Hedge);
            } else if found.first >= from {
                *of = tag;
            }
        }
        self.now = tag;
        self.after_tag = Some((back, until));
        let Some(source) = source else { return };
        let whole = self.chunk_source.is_none();
        self.chunk_source.get_or_insert(source);
        if whole {
            let chunk = self.chunk;
            for (number, clause) in self.tree.clauses.iter_mut().enumerate().skip(chunk) {
                if clause.above.is_none() && clause.source.is_none() && number != tag {
                    clause.source = Some(source);
                }
            }
        }
    }
}

/// How many tokens "in the Pentagon" may have before "'s view".
const VIEW: usize = 8;
