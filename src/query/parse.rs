//! Reads what was typed into a search. Nothing is refused: what is malformed becomes a problem with
//! its place, and the rest counts.

use super::ask::{Ask, FactKind, Query, QueryField, QueryPhrase, Term};
use super::problem::{Fault, QueryProblem};
use super::values;
use crate::config::nearest;
use crate::text::{CleanText, Span, Words};

/// Bytes of a query that count.
const LONGEST: usize = 1024;

/// Terms of a query that count: each costs time.
const MOST_TERMS: usize = 24;

/// Letters that a word may differ by at most.
const MOST_EDITS: u8 = 2;

/// Words of one phrase that count.
const MOST_WORDS: usize = 16;

/// Fields as they are typed.
const FIELDS: &[&str] = &[
    "title:",
    "source:",
    "author:",
    "weapon:",
    "actor:",
    "place:",
    "range:",
    "certainty:",
    "said:",
    "date:",
    "label:",
    "note:",
    "is:",
    "in:",
    "has:",
];

/// Characters that a message quotes of what was typed.
const MOST_QUOTED: usize = 60;

/// Letters of the shortest word before a colon that is taken for a field.
const SHORTEST_FIELD: usize = 3;

impl Query {
    /// Reads what was typed.
    ///
    /// Terms that stand side by side must all hold; `AND` between them says the same. `OR` joins the
    /// terms beside it: at least one of them must hold. `-` and `NOT` exclude; `"…"` is a phrase, and
    /// exact. The word at the very end may go on, as long as no space stands behind it; so may one that
    /// ends in `*`. `word~1` differs by a letter at most.
    pub fn parse(typed: &str) -> Self {
        let counted = typed.get(..typed.floor_char_boundary(LONGEST)).unwrap_or(typed);
        let mut parser = Parser { typed: counted, ..Parser::default() };
        parser.run();
        let mut query = parser.query;
        if counted.len() < typed.len() {
            let span = Span::new(counted.len(), typed.len());
            query.problems.push(QueryProblem { span, fault: Fault::TooLong });
        }
        query
    }
}

#[derive(Default)]
struct Parser<'a> {
    typed: &'a str,
    at: usize,
    query: Query,
    terms: usize,
    /// Operators whose second side has not come yet.
    waiting: Vec<(Operator, Span)>,
    /// True if anything is excluded or joined.
    operates: bool,
    /// The first bracket at the end of a word.
    bracket: Option<Span>,
    /// True if a bracket opens where an operator wants its second side.
    groups: bool,
}

/// A piece of what was typed, up to the next space outside of quotation marks.
struct Piece<'a> {
    /// All of it, with sign, field and quotation marks.
    span: Span,
    negated: bool,
    /// True unless it stands close to quotation marks before it.
    apart: bool,
    /// The field, with its colon; empty if there is none.
    field: &'a str,
    value: &'a str,
    quoted: bool,
    closed: bool,
}

impl<'a> Parser<'a> {
    fn run(&mut self) {
        while let Some(piece) = self.piece() {
            if let Some(operator) = operator(&piece) {
                self.operate(operator, piece.span);
                continue;
            }
            if self.terms == MOST_TERMS {
                let span = Span::new(piece.span.start, self.typed.len());
                self.tell(span, Fault::TooLong);
                break;
            }
            if !piece.closed {
                self.tell(piece.span, Fault::OpenQuote);
            }
            self.operates |= piece.negated;
            let bracketed = !piece.quoted
                && (piece.value.starts_with('(') || piece.value.ends_with([')', '(']));
            self.bracket = self.bracket.or(bracketed.then_some(piece.span));
            let is_operand = piece.negated || !self.waiting.is_empty();
            self.groups |= bracketed && is_operand && piece.value.starts_with('(');
            match self.ask(&piece) {
                Ok(ask) => self.take(Term { negated: piece.negated, span: piece.span, ask }),
                Err(fault) => {
                    self.waiting.clear();
                    self.tell(piece.span, fault);
                }
            }
        }
        for (operator, span) in std::mem::take(&mut self.waiting) {
            self.tell(span, operator.alone());
        }
        if let Some(span) = self.bracket.filter(|_| self.operates) {
            self.tell(span, Fault::Brackets);
        }
        // Without the group the rest asks for something else, and "NOT (a OR b)" for the contrary.
        if self.groups {
            self.query.all.clear();
        }
    }

    /// Notes an operator until the term behind it comes.
    fn operate(&mut self, operator: Operator, span: Span) {
        let first = self.query.all.is_empty() && operator != Operator::Not;
        let doubled = match operator {
            Operator::Not => self.waiting.last().is_some_and(|(last, _)| *last == Operator::Not),
            Operator::Or | Operator::And => !self.waiting.is_empty(),
        };
        self.operates = true;
        if first || doubled {
            self.tell(span, operator.alone());
        } else {
            self.waiting.push((operator, span));
        }
    }

    fn take(&mut self, mut term: Term) {
        self.terms += 1;
        let waiting = std::mem::take(&mut self.waiting);
        let joins = waiting.iter().any(|(operator, _)| *operator == Operator::Or);
        if let Some((_, not)) = waiting.iter().find(|(operator, _)| *operator == Operator::Not) {
            term.negated = !term.negated;
            term.span.start = not.start;
        }
        match self.query.all.last_mut().filter(|_| joins) {
            Some(any) => any.push(term),
            None => self.query.all.push(vec![term]),
        }
    }

    fn tell(&mut self, span: Span, fault: Fault) {
        self.query.problems.push(QueryProblem { span, fault });
    }

    /// The next piece; `None` at the end.
    fn piece(&mut self) -> Option<Piece<'a>> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        let start = self.at;
        let piece = self.rest();
        if piece.is_empty() {
            return None;
        }
        let before = self.typed.get(..start).unwrap_or_default();
        let apart = before.is_empty() || before.ends_with(char::is_whitespace);
        let negated =
            apart && piece.strip_prefix(MINUS).is_some_and(|rest| rest.starts_with(is_word));
        let sign = piece.chars().next().filter(|_| negated);
        self.at += sign.map_or(0, char::len_utf8);
        let field = self.field();
        self.at += field.len();
        let (value, quoted, closed) = self.value();
        let span = Span::new(start, self.at);
        Some(Piece { span, negated, apart, field, value, quoted, closed })
    }

    /// The field at the current place with its colon. Words before a colon that are no field are
    /// none, but for slips of the pen, which the value's reader reports.
    fn field(&self) -> &'a str {
        let rest = self.rest();
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = rest.get(..=letters).filter(|word| word.ends_with(':')).unwrap_or_default();
        let value = rest.get(word.len()..).unwrap_or_default();
        let known = FIELDS.iter().any(|field| field.eq_ignore_ascii_case(word));
        let valued = value.starts_with(|c: char| c.is_alphanumeric() || "\"“„<>=".contains(c));
        let unknown = letters >= SHORTEST_FIELD && valued;
        let meant = !value.starts_with(['/', ':']) && meant(word).is_some();
        if known || meant || unknown { word } else { "" }
    }

    /// The value at the current place: words in quotation marks, or all up to the next space.
    fn value(&mut self) -> (&'a str, bool, bool) {
        let rest = self.rest();
        let Some(quoted) = rest.strip_prefix(QUOTES) else {
            let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
            self.at += end;
            return (rest.get(..end).unwrap_or_default(), false, true);
        };
        self.at += rest.len() - quoted.len();
        let end = quoted.find(QUOTES);
        let value = quoted.get(..end.unwrap_or(quoted.len())).unwrap_or_default();
        self.at += value.len();
        let mark = self.rest().chars().next().map_or(0, char::len_utf8);
        self.at += mark;
        (value, true, end.is_some())
    }

    fn ask(&self, piece: &Piece<'_>) -> Result<Ask, Fault> {
        let field = piece.field.to_ascii_lowercase();
        let shown = || brief(piece.value);
        if piece.value.trim().is_empty() {
            return Err(match field.as_str() {
                "" if piece.quoted => Fault::NoWords("\"\"".into()),
                "" => Fault::NothingExcluded,
                _ => Fault::NoValue(brief(piece.field)),
            });
        }
        if let Some(fault) = foreign(piece) {
            return Err(fault);
        }
        let words = |field| self.wanted(piece).map(|wanted| Ask::Words(field, wanted));
        match field.as_str() {
            "" if piece.value == "-" => Err(Fault::NothingExcluded),
            "" => words(QueryField::Anywhere),
            "title:" => words(QueryField::Title),
            "source:" => words(QueryField::Source),
            "author:" => words(QueryField::Author),
            "weapon:" => words(QueryField::Weapon),
            "actor:" => words(QueryField::Actor),
            "place:" => words(QueryField::Place),
            "said:" => words(QueryField::SaidBy),
            "label:" => words(QueryField::Label),
            "note:" => words(QueryField::Note),
            "in:" => self.wanted(piece).map(Ask::Folder),
            "range:" => values::distance(piece.value)
                .map(Ask::Range)
                .ok_or_else(|| Fault::NoDistance(shown())),
            "certainty:" => values::certainty(piece.value)
                .map(Ask::Certainty)
                .ok_or_else(|| Fault::NoCertainty(shown())),
            "date:" => {
                values::days(piece.value).map(Ask::Date).ok_or_else(|| Fault::NoDate(shown()))
            }
            "is:" => state(piece.value).map(Ask::Unread).ok_or_else(|| Fault::NoState(shown())),
            "has:" => fact(piece.value).map(Ask::Has).ok_or_else(|| Fault::NoFact(shown())),
            other => Err(match meant(other) {
                Some(meant) => Fault::NoField { typed: brief(piece.field), meant },
                None => Fault::UnknownField(brief(piece.field)),
            }),
        }
    }

    /// The words of a piece. Those at the very end of what was typed may go on.
    fn wanted(&self, piece: &Piece<'_>) -> Result<QueryPhrase, Fault> {
        let (value, edits) = edits(piece)?;
        let starred = value.ends_with('*');
        let at_end = piece.span.end == self.typed.len() && !(piece.quoted && piece.closed);
        let going_on = value.ends_with(char::is_alphanumeric);
        // A line feed that was pasted would make a broken word of two, beside its parts.
        let words = Words::list(&value.replace('\n', " "));
        if words.is_empty() {
            return Err(Fault::NoWords(brief(piece.value)));
        }
        if words.len() > MOST_WORDS {
            return Err(Fault::TooLong);
        }
        if edits > 0 && words.len() > 1 {
            return Err(Fault::EditsOfPhrase);
        }
        let typed = value.trim_end_matches('*').to_owned();
        let open = starred || (at_end && going_on && edits == 0 && !piece.negated);
        let stems = words.len() == 1 && edits == 0 && !piece.quoted && !starred;
        Ok(QueryPhrase { typed, words, open, stems, edits })
    }

    fn rest(&self) -> &'a str {
        self.typed.get(self.at..).unwrap_or_default()
    }
}

/// What joins or excludes the term behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    Or,
    And,
    Not,
}

impl Operator {
    /// What is wrong if it stands alone.
    fn alone(self) -> Fault {
        match self {
            Self::Or => Fault::LoneOr,
            Self::And => Fault::LoneAnd,
            Self::Not => Fault::LoneNot,
        }
    }
}

/// The operator that a piece is: words in capitals, or the signs that other searches have for them.
fn operator(piece: &Piece<'_>) -> Option<Operator> {
    let plain = !piece.quoted && !piece.negated && piece.field.is_empty();
    match piece.value {
        "OR" | "||" | "|" if plain => Some(Operator::Or),
        "AND" | "&&" if plain => Some(Operator::And),
        "NOT" if plain => Some(Operator::Not),
        _ => None,
    }
}

/// What is wrong with a piece in the language of other searches, which would be read as something else.
fn foreign(piece: &Piece<'_>) -> Option<Fault> {
    let value = piece.value;
    if piece.quoted {
        return None;
    }
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let inside = |(at, sign): (usize, &str)| {
        let (before, after) = (value.get(..at), value.get(at + sign.len()..));
        let before = letter(before.and_then(|words| words.chars().next_back()));
        let after = letter(after.and_then(|words| words.chars().next()));
        if sign == "*" { after } else { before && after }
    };
    if value.match_indices(['*', '?']).any(inside) {
        return Some(Fault::Wildcard);
    }
    let dashed = value.trim_start_matches(|c| MINUS.contains(&c) || DASHES.contains(&c));
    let dashed = Some(dashed).filter(|_| !piece.negated && value.len() > dashed.len());
    let dashed = dashed.filter(|_| piece.apart);
    let marked = value.strip_prefix('!').or(dashed);
    if let Some(word) = marked.filter(|word| letter(word.chars().next())) {
        return Some(Fault::Exclamation(brief(word)));
    }
    let weight = value.rfind('^').and_then(|at| value.get(at..)).filter(|weight| {
        weight.len() > 1 && weight.bytes().skip(1).all(|byte| byte.is_ascii_digit() || byte == b'.')
    });
    weight.map(|weight| Fault::Weight(brief(weight)))
}

/// The words of a piece, and the letters by which they may differ: `word~`, `word~1`, `word~2`.
fn edits<'a>(piece: &Piece<'a>) -> Result<(&'a str, u8), Fault> {
    let Some((word, edits)) = piece.value.rsplit_once('~').filter(|_| !piece.quoted) else {
        return Ok((piece.value, 0));
    };
    match edits {
        _ if word.is_empty() && edits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Err(Fault::EditsOfPhrase)
        }
        "" => Ok((word, 1)),
        edits if edits.starts_with(|c: char| c.is_ascii_digit()) => match edits.parse() {
            Ok(edits @ 1..=MOST_EDITS) => Ok((word, edits)),
            _ => Err(Fault::Edits),
        },
        _ => Ok((piece.value, 0)),
    }
}

/// The beginning of something typed, for a message.
pub fn brief(typed: &str) -> CleanText {
    match typed.char_indices().nth(MOST_QUOTED) {
        Some((end, _)) => CleanText::line(&format!("{}…", typed.get(..end).unwrap_or_default())),
        None => CleanText::line(typed),
    }
}

/// What asks for documents that name something so: `weapon:"Storm Shadow"`. `field` without its colon.
pub fn in_field(field: &str, name: &str) -> String {
    let name: String = name.chars().filter(|c| !QUOTES.contains(c)).collect();
    format!("{field}:\"{}\"", name.trim())
}

/// True unless nothing can be excluded by a minus sign before it.
fn is_word(c: char) -> bool {
    !c.is_whitespace() && !MINUS.contains(&c) && !DASHES.contains(&c)
}

/// Signs that exclude: the one of the keyboard, and what word processors and telephones make of it.
const MINUS: [char; 7] =
    ['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}', '\u{FF0D}'];

/// Dashes that two of these become, and that a sentence which was pasted may begin with.
const DASHES: [char; 2] = ['\u{2014}', '\u{2015}'];

/// Quotation marks that open or close a phrase, also those that word processors write.
const QUOTES: [char; 4] = ['"', '\u{201C}', '\u{201D}', '\u{201E}'];

/// The field that somebody who typed this probably meant.
fn meant(typed: &str) -> Option<&'static str> {
    let typed = typed.strip_suffix(':').filter(|name| name.len() > 2)?;
    let names =
        FIELDS.iter().map(|field| field.trim_end_matches(':')).filter(|name| name.len() > 2);
    let name = nearest(typed, names)?;
    FIELDS.iter().find(|field| field.trim_end_matches(':') == name).copied()
}

fn state(value: &str) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "unread" => Some(true),
        "read" => Some(false),
        _ => None,
    }
}

fn fact(value: &str) -> Option<FactKind> {
    match value.to_ascii_lowercase().as_str() {
        "weapon" | "weapons" => Some(FactKind::Weapon),
        "range" | "ranges" => Some(FactKind::Range),
        "actor" | "actors" => Some(FactKind::Actor),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Days, Reach};
    use proptest::prelude::*;

    /// The query in one line: terms by spaces, alternatives by "|", "~" for open words.
    fn said(typed: &str) -> String {
        let query = Query::parse(typed);
        let term = |term: &Term| {
            let sign = if term.negated { "-" } else { "" };
            let words = |w: &QueryPhrase| {
                let edits = if w.edits > 0 { format!("±{}", w.edits) } else { String::new() };
                w.words.join("_") + if w.open { "~" } else { "" } + &edits
            };
            match &term.ask {
                Ask::Words(QueryField::Anywhere, wanted) => format!("{sign}{}", words(wanted)),
                Ask::Words(field, wanted) => format!("{sign}{field:?}:{}", words(wanted)),
                Ask::Folder(wanted) => format!("{sign}In:{}", words(wanted)),
                other => format!("{sign}{other:?}"),
            }
        };
        let any = |any: &Vec<Term>| any.iter().map(term).collect::<Vec<_>>().join("|");
        query.all.iter().map(any).collect::<Vec<_>>().join(" ")
    }

    fn faults(typed: &str) -> Vec<(&str, Fault)> {
        let problems = Query::parse(typed).problems;
        problems.into_iter().map(|problem| (problem.span.of(typed), problem.fault)).collect()
    }

    #[test]
    fn words_phrases_and_the_word_being_typed() {
        assert_eq!(said("cruise missil"), "cruise missil~");
        assert_eq!(said("cruise missil "), "cruise missil");
        assert_eq!(said("\"Storm Shadow\" range"), "storm_shadow range~");
        assert_eq!(said("\"Storm Shadow\""), "storm_shadow");
        assert_eq!(said("\"Storm Sha"), "storm_sha~");
        assert_eq!(said("Kh-101 rang* x "), "kh_101 rang~ x");
        assert_eq!(said("„Iskander“-M -- "), "iskander m");
    }

    #[test]
    fn or_joins_its_neighbours_and_minus_excludes() {
        assert_eq!(said("ATACMS OR Taurus range "), "atacms|taurus range");
        assert_eq!(said("a OR b OR -c d "), "a|b|-c d");
        assert_eq!(said("-\"cold war\" tank "), "-cold_war tank");
        assert_eq!(said("either or both "), "either or both");
        assert_eq!(said("-secre"), "-secre");
        for sign in ['\u{2010}', '\u{2011}', '\u{2013}', '\u{2212}', '\u{FF0D}'] {
            let typed = format!("tank {sign}\"cold war\" {sign}weapon:taurus ");
            assert_eq!(said(&typed), "tank -cold_war -Weapon:taurus", "{typed}");
        }
    }

    #[test]
    fn and_and_not_in_capitals_are_operators() {
        assert_eq!(said("ATACMS NOT Taurus "), "atacms -taurus");
        assert_eq!(said("NOT Taurus AND ATACMS "), "-taurus atacms");
        assert_eq!(said("a OR NOT b AND c "), "a|-b c");
        assert_eq!(said("a && b || c "), "a b|c");
        assert_eq!(said("NOT -a not and or \"NOT\" "), "a not and or not");
        assert_eq!(said("NOT \"cold war\" NOT weapon:kh-101 "), "-cold_war -Weapon:kh_101");
        for (typed, fault) in [
            ("a NOT", Fault::LoneNot),
            ("NOT NOT a", Fault::LoneNot),
            ("AND a", Fault::LoneAnd),
            ("a OR AND b", Fault::LoneAnd),
        ] {
            assert!(faults(typed).iter().any(|(_, told)| *told == fault), "{typed}");
        }
        assert_eq!(said("a OR tilte:x c "), "a c", "what is malformed joins nothing");
    }

    #[test]
    fn words_that_differ_by_letters() {
        assert_eq!(said("iskandr~ tarus~2 "), "iskandr±1 tarus±2");
        assert_eq!(said("weapon:iskandr~1"), "Weapon:iskandr±1");
        assert_eq!(faults("word~3"), [("word~3", Fault::Edits)]);
        assert_eq!(faults("kh-101~1"), [("kh-101~1", Fault::EditsOfPhrase)]);
        assert_eq!(faults("\"storm shadow\"~3"), [("~3", Fault::EditsOfPhrase)]);
        assert_eq!(said("~user "), "user");
    }

    #[test]
    fn one_word_without_quotation_marks_stands_for_its_forms() {
        let stems = |typed: &str| {
            Query::parse(typed)
                .terms()
                .map(|term| match &term.ask {
                    Ask::Words(_, wanted) => wanted.stem().is_some(),
                    _ => false,
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(
            stems("missile \"missile\" missil* kh-101 km title:strikes x~1 "),
            [true, false, false, false, false, true, false]
        );
        let exact = Query::parse("missile ").by_letters();
        assert!(matches!(&exact.all[0][0].ask, Ask::Words(_, wanted) if wanted.stem().is_none()));
    }

    #[test]
    fn what_is_grouped_behind_an_operator_is_not_answered_by_halves() {
        for typed in ["a NOT (b OR c) ", "a -(b c) ", "a OR (b c) ", "NOT (a) ", "a AND (b OR c) "]
        {
            let query = Query::parse(typed);
            assert!(query.is_empty() && !query.problems.is_empty(), "{typed}");
        }
        assert!(!Query::parse("S-300 (SA-10) -export ").is_empty());
    }

    #[test]
    fn the_language_of_other_searches_is_explained() {
        for (typed, place, fault) in [
            ("a OR (b c)", "(b", Fault::Brackets),
            ("-(b c)", "-(b", Fault::Brackets),
            ("!taurus", "!taurus", Fault::Exclamation("taurus".into())),
            ("--taurus", "--taurus", Fault::Exclamation("taurus".into())),
            ("a —taurus", "—taurus", Fault::Exclamation("taurus".into())),
            ("mis*ile", "mis*ile", Fault::Wildcard),
            ("*ile", "*ile", Fault::Wildcard),
            ("mi?sile", "mi?sile", Fault::Wildcard),
            ("word^2", "word^2", Fault::Weight("^2".into())),
            ("foo:bar", "foo:", Fault::UnknownField("foo:".into())),
            ("Subject:\"x\"", "Subject:", Fault::UnknownField("Subject:".into())),
        ] {
            let told = faults(typed);
            assert_eq!(told.len(), 1, "{typed}: {told:?}");
            assert!(told[0].0.starts_with(place) && told[0].1 == fault, "{typed}: {told:?}");
        }
        for typed in ["(a b) ", "what? ", "+word ", "a/b ", "x^y ", "c++ ", "really?! "] {
            assert!(faults(typed).is_empty(), "{typed}: {:?}", faults(typed));
        }
    }

    #[test]
    fn fields_are_read_in_any_case() {
        assert_eq!(said("title:Tomahawk source:\"The Post\" "), "Title:tomahawk Source:the_post");
        assert_eq!(said("Weapon:kh-101 -actor:putin "), "Weapon:kh_101 -Actor:putin");
        assert_eq!(said("in:2023/July"), "In:2023_july~");
        assert_eq!(said("is:unread has:range "), "Unread(true) Has(Range)");
        let query = Query::parse("range:>300km date:2023-07..");
        assert!(matches!(query.all[0][0].ask, Ask::Range(Reach { least: Some(300_001), .. })));
        assert!(matches!(query.all[1][0].ask, Ask::Date(Days { first: 20_230_700, .. })));
        assert!(query.problems.is_empty());
    }

    #[test]
    fn what_only_looks_like_a_field_is_words() {
        for typed in ["https://x.org ", "12:30 ", "note ", "C:\\x ", "std::fs "] {
            assert!(faults(typed).is_empty(), "{typed}: {:?}", faults(typed));
        }
        assert_eq!(said("Re:Tomahawk "), "re_tomahawk");
    }

    #[test]
    fn what_is_malformed_is_told_with_its_place_and_the_rest_counts() {
        use Fault::*;
        assert_eq!(faults("range:>abc x"), [("range:>abc", NoDistance(">abc".into()))]);
        assert_eq!(faults("x date:2023-13"), [("date:2023-13", NoDate("2023-13".into()))]);
        assert_eq!(faults("x \"open"), [("\"open", OpenQuote)]);
        assert_eq!(faults("OR x"), [("OR", LoneOr)]);
        assert_eq!(faults("x OR"), [("OR", LoneOr)]);
        assert_eq!(faults("x - y"), [("-", NothingExcluded)]);
        assert_eq!(faults("title: x"), [("title:", NoValue("title:".into()))]);
        assert_eq!(faults("…"), [("…", NoWords("…".into()))]);
        assert_eq!(faults("is:lost"), [("is:lost", NoState("lost".into()))]);
        assert_eq!(faults("has:fun"), [("has:fun", NoFact("fun".into()))]);
        assert_eq!(faults("certainty:sure"), [("certainty:sure", NoCertainty("sure".into()))]);
        let [(place, fault)] = &faults("tilte:x y")[..] else { unreachable!() };
        assert_eq!((*place, fault.to_string().contains("title:")), ("tilte:x", true));
        assert_eq!(said("range:>abc missile "), "missile");
    }

    #[test]
    fn a_query_of_any_length_costs_little() {
        let long = "a ".repeat(100_000);
        let query = Query::parse(&long);
        assert_eq!(query.all.len(), MOST_TERMS);
        assert!(query.problems.iter().all(|problem| problem.fault == Fault::TooLong));
        let phrase = format!("\"{}\"", "a ".repeat(400));
        assert_eq!(
            faults(&phrase),
            [(&phrase[..], Fault::TooLong)],
            "no word is left out silently"
        );
    }

    proptest! {
        #[test]
        fn nothing_typed_is_a_danger(typed in "(\\PC|[a-c:\"“” .>~*^!()-]|OR |NOT |AND |range:|date:|title:){0,40}") {
            let query = Query::parse(&typed);
            prop_assert!(query.problems.iter().all(|problem| problem.span.fits(&typed)));
            prop_assert!(query.terms().all(|term| term.span.fits(&typed)));
            for term in query.terms() {
                if let Ask::Words(_, wanted) | Ask::Folder(wanted) = &term.ask {
                    prop_assert!(!wanted.words.is_empty());
                }
            }
        }
    }
}
