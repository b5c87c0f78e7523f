//! What is said through the pipes between the program and a worker: lengths first, so that nobody
//! reads more than was announced. Opens and waits for nothing.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::document::{WireError, from_wire, to_wire};
use crate::formats::Limits;

/// Bytes of an order's head at most: a name and some numbers.
pub const MOST_ORDER: usize = 64 << 10;

/// Bytes of an answer at most: a text of the greatest length with its spans.
pub const MOST_ANSWER: usize = 160 << 20;

/// The head of an order. The bytes of the document follow it, or its open file comes along.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The document's name, byte for byte.
    pub name: Vec<u8>,
    /// Which document inside of it is meant, as a path below it, byte for byte; empty for itself.
    pub inner: Vec<u8>,
    /// How much of it is read.
    pub limits: Limits,
    /// How long it may take.
    pub time: Duration,
    /// How many bytes the document has.
    pub bytes: u64,
    /// True if they are in a file that comes along, and none follow.
    pub attached: bool,
}

/// What an answer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The beginning of the document, in its wire form; more follows.
    Early,
    /// The document, in its wire form.
    Whole,
    /// A sentence that says why there is none.
    Refusal,
}

/// Bytes in front of an order: its length.
pub const ORDER_HEAD: usize = 4;

/// Bytes in front of an answer: what it is, and its length.
pub const ANSWER_HEAD: usize = 5;

impl Order {
    /// As bytes, with the length in front.
    ///
    /// # Errors
    /// If the order cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, WireError> {
        let body = to_wire(self)?;
        let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
        Ok([&length.to_le_bytes()[..], &body].concat())
    }

    /// Of the bytes behind the length.
    ///
    /// # Errors
    /// If they are no order.
    pub fn from_bytes(body: &[u8]) -> Result<Self, WireError> {
        from_wire(body)
    }
}

/// How many bytes of an order follow; `None` if that is too many.
pub fn order_length(head: [u8; ORDER_HEAD]) -> Option<usize> {
    bounded(u32::from_le_bytes(head), MOST_ORDER)
}

/// The head of an answer of `length` bytes; `None` if that is too many.
pub fn answer_head(answer: Answer, length: usize) -> Option<[u8; ANSWER_HEAD]> {
    let length = u32::try_from(length).ok().filter(|_| length <= MOST_ANSWER)?;
    let [a, b, c, d] = length.to_le_bytes();
    Some([answer as u8, a, b, c, d])
}

/// What an answer is and how many bytes of it follow; `None` if it is nothing known or too long.
pub fn answer_of(head: [u8; ANSWER_HEAD]) -> Option<(Answer, usize)> {
    let [tag, a, b, c, d] = head;
    let known = [Answer::Early, Answer::Whole, Answer::Refusal];
    let answer = known.into_iter().find(|answer| *answer as u8 == tag)?;
    Some((answer, bounded(u32::from_le_bytes([a, b, c, d]), MOST_ANSWER)?))
}

fn bounded(length: u32, most: usize) -> Option<usize> {
    usize::try_from(length).ok().filter(|length| *length <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_comes_back_as_it_was() {
        let order = Order {
            name: b"a\xff.pdf".to_vec(),
            inner: b"0001/b.pdf".to_vec(),
            limits: Limits::FIRST_PAGES,
            time: Duration::from_secs(5),
            bytes: 1 << 40,
            attached: true,
        };
        let bytes = order.to_bytes().unwrap();
        let (head, body) = bytes.split_first_chunk().unwrap();
        assert_eq!(order_length(*head), Some(body.len()));
        assert_eq!(Order::from_bytes(body).unwrap(), order);
        assert_eq!(order_length([0xff; 4]), None);
    }

    #[test]
    fn answers_are_known_by_their_heads() {
        for answer in [Answer::Early, Answer::Whole, Answer::Refusal] {
            let head = answer_head(answer, 70_000).unwrap();
            assert_eq!(answer_of(head), Some((answer, 70_000)));
        }
        assert_eq!(answer_head(Answer::Whole, MOST_ANSWER + 1), None);
        assert_eq!(answer_of([9, 0, 0, 0, 0]), None);
        assert_eq!(answer_of([1, 0xff, 0xff, 0xff, 0xff]), None);
    }
}
