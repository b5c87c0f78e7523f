//! A line of the journal: what was done, when, and a check that the line is what was written.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::bookmarks::{Bookmark, Fingerprint, Id, Stamp, json_line};

/// The form of journal that this version writes; a higher one is only read.
pub const VERSION: u64 = 1;

/// Something that can be done to what is kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A bookmark is new, or takes the place of the one with the same id.
    Put(Box<Bookmark>),
    /// A bookmark goes.
    Remove(Id),
    /// A bookmark becomes what it was before: with that state, or gone.
    Undo(Id, Option<Box<Bookmark>>),
    /// A value of another kind (a correction to a fact, say) under the name of its kind.
    Other(String, Value),
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JournalRecord {
    /// When.
    pub time: Stamp,
    /// What.
    pub op: Op,
    /// To which bookmark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// The bookmark from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bookmark: Option<Bookmark>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// Fields of other versions, kept as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Op {
    /// A bookmark was added or edited.
    Put,
    /// A bookmark was removed.
    Remove,
    /// A bookmark became what it was before.
    Undo,
    /// Something of another kind.
    Other(String),
}

impl Op {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Put => "put",
            Self::Remove => "remove",
            Self::Undo => "undo",
            Self::Other(name) => name,
        }
    }
}

impl From<String> for Op {
    fn from(name: String) -> Self {
        match name.as_str() {
            "put" => Self::Put,
            "remove" => Self::Remove,
            "undo" => Self::Undo,
            _ => Self::Other(name),
        }
    }
}

impl From<Op> for String {
    fn from(op: Op) -> Self {
        op.as_str().to_owned()
    }
}

impl JournalRecord {
    /// `change`, done at `time`.
    pub fn of(change: Change, time: Stamp) -> Self {
        let (op, id, bookmark, value) = match change {
            Change::Put(bookmark) => (Op::Put, Some(bookmark.id.clone()), Some(*bookmark), None),
            Change::Remove(id) => (Op::Remove, Some(id), None, None),
            Change::Undo(id, bookmark) => (Op::Undo, Some(id), bookmark.map(|b| *b), None),
            Change::Other(name, value) => (Op::Other(name), None, None, Some(value)),
        };
        Self { time, op, id, bookmark, value, extra: Map::new() }
    }

    /// As a line of the journal, with its check and a line feed.
    pub fn line(&self) -> String {
        checked(&json_line(self))
    }
}

/// The first line of a journal.
pub fn head() -> String {
    checked(&json_line(&serde_json::json!({"briefbook": "journal", "version": VERSION})))
}

/// What a line says.
#[derive(Debug, PartialEq)]
pub enum Line {
    /// The head of a journal of this version.
    Head(u64),
    /// Something that was done.
    Event(Box<JournalRecord>),
}

/// What could be read of a line.
#[derive(Debug, Default, PartialEq)]
pub struct Reading {
    /// What it says; more than one thing if the line feed between two was damaged.
    pub lines: Vec<Line>,
    /// True if it is not what was written.
    pub damaged: bool,
}

/// Reads a line, without its line feed.
pub fn read(raw: &[u8]) -> Reading {
    if raw.iter().all(u8::is_ascii_whitespace) {
        return Reading::default();
    }
    let text = String::from_utf8_lossy(raw);
    let Some(mut line) = parse(&text) else {
        return Reading { lines: salvage(text.as_bytes()), damaged: true };
    };
    let damaged = matches!(text, std::borrow::Cow::Owned(_)) || !is_intact(&text);
    if let Line::Event(event) = &mut line
        && damaged
        && matches!(event.op, Op::Other(_))
        && event.bookmark.is_some()
    {
        event.op = Op::Put;
    }
    Reading { lines: vec![line], damaged }
}

/// `{…}` with a last member that holds a check of the rest, and a line feed.
fn checked(json: &str) -> String {
    let body = json.strip_suffix('}').unwrap_or(json);
    format!("{body},\"sum\":\"{:08x}\"}}\n", Fingerprint::of(body.as_bytes()).short())
}

/// False if the line has a check that does not fit. A line without one was written by a person.
fn is_intact(text: &str) -> bool {
    let Some((body, sum)) = text.trim_end().rsplit_once(",\"sum\":\"") else {
        return true;
    };
    sum == format!("{:08x}\"}}", Fingerprint::of(body.as_bytes()).short())
}

fn parse(text: &str) -> Option<Line> {
    if let Ok(mut event) = serde_json::from_str::<JournalRecord>(text) {
        event.extra.remove("sum");
        return Some(Line::Event(Box::new(event)));
    }
    let mut object: Map<String, Value> = serde_json::from_str(text).ok()?;
    object.remove("sum");
    line(object)
}

fn line(object: Map<String, Value>) -> Option<Line> {
    if object.get("briefbook").is_some_and(|kind| kind == "journal") {
        return object.get("version").and_then(Value::as_u64).map(Line::Head);
    }
    let value = Value::Object(object);
    serde_json::from_value(value).ok().map(|event| Line::Event(Box::new(event)))
}

/// Places in a damaged line where reading is tried again.
const TRIES: usize = 64;

/// Whole objects in what is no whole line: after a line feed was lost, or bytes before it.
fn salvage(raw: &[u8]) -> Vec<Line> {
    let starts = raw.iter().enumerate().filter(|(_, byte)| **byte == b'{').map(|(at, _)| at);
    let (mut found, mut end, mut tries) = (Vec::new(), 0, 0);
    for start in starts {
        if start < end || tries == TRIES {
            continue;
        }
        tries += 1;
        let rest = raw.get(start..).unwrap_or_default();
        let mut values =
            serde_json::Deserializer::from_slice(rest).into_iter::<Map<String, Value>>();
        let Some(Ok(mut object)) = values.next() else {
            continue;
        };
        object.remove("sum");
        if let Some(line) = line(object.clone()).or_else(|| bookmark(object)) {
            end = start + values.byte_offset();
            found.push(line);
        }
    }
    found
}

/// A bookmark whose event is lost, as if it had been put there.
fn bookmark(object: Map<String, Value>) -> Option<Line> {
    let bookmark: Bookmark = serde_json::from_value(Value::Object(object)).ok()?;
    let time = bookmark.modified;
    Some(Line::Event(Box::new(JournalRecord::of(Change::Put(Box::new(bookmark)), time))))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    /// An event of a kind that this version does not know, with this value.
    fn event(value: Value) -> JournalRecord {
        JournalRecord::of(Change::Other("hide".to_owned(), value), Stamp::new(0))
    }

    #[test]
    fn the_bytes_of_a_journal_are_read_line_by_line_around_the_damage() {
        let (one, two) = (event(Value::from(1)), event(Value::from("two")));
        let whole = head() + &one.line() + &two.line();
        assert_eq!(read(whole.as_bytes()), (vec![one, two.clone()], false));
        let damaged = whole.replace("\"value\":1", "\"value\":").into_bytes();
        assert_eq!(read(&damaged), (vec![two], true));
    }
}
