//! A thing with a canonical name, and how an image holds many: their letters one after the other,
//! checked at once, and where each of them ends.

use std::borrow::Cow;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::rows::{self, Row};

/// A thing with a canonical name.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The canonical name made safe for file names and keys: "mgm-140-atacms".
    pub id: Cow<'static, str>,
    /// The canonical name.
    pub name: Cow<'static, str>,
    /// A weapon's class, an actor's kind, a place's kind.
    pub kind: Cow<'static, str>,
}

/// Where the key and the name of a thing end, and the place of its kind.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ends {
    id: u32,
    name: u32,
    kind: u32,
}

impl Row<3> for Ends {
    fn numbers(&self) -> [u32; 3] {
        [self.id, self.name, self.kind]
    }

    fn of([id, name, kind]: [u32; 3]) -> Option<Self> {
        Some(Self { id, name, kind })
    }
}

/// A list of things as an image holds it.
#[derive(Serialize, Deserialize)]
struct Image<'a> {
    kinds: Vec<&'a str>,
    /// Key and name of every thing.
    letters: &'a str,
    #[serde(with = "rows")]
    ends: Vec<Ends>,
}

/// Writes a list.
pub fn serialize<S: Serializer>(list: &[Known], to: S) -> Result<S::Ok, S::Error> {
    let (mut kinds, mut letters, mut ends): (Vec<&str>, _, _) =
        (Vec::new(), String::new(), Vec::new());
    let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    for known in list {
        let kind = kinds.iter().position(|kind| **kind == *known.kind).unwrap_or(kinds.len());
        if kind == kinds.len() {
            kinds.push(&known.kind);
        }
        letters.push_str(&known.id);
        let id = number(letters.len());
        letters.push_str(&known.name);
        ends.push(Ends { id, name: number(letters.len()), kind: number(kind) });
    }
    Image { kinds, letters: &letters, ends }.serialize(to)
}

/// Reads a list. Its names are not copied.
pub fn deserialize<'de: 'static, D: Deserializer<'de>>(from: D) -> Result<Vec<Known>, D::Error> {
    let Image { kinds, letters, ends } = Image::<'static>::deserialize(from)?;
    let mut start = 0;
    let mut list = Vec::with_capacity(ends.len());
    for Ends { id, name, kind } in ends {
        let (middle, end) = (id as usize, name as usize);
        let known =
            (letters.get(start..middle), letters.get(middle..end), kinds.get(kind as usize));
        let (Some(id), Some(name), Some(kind)) = known else {
            return Err(D::Error::custom("a name is not whole"));
        };
        list.push(Known {
            id: Cow::Borrowed(id),
            name: Cow::Borrowed(name),
            kind: Cow::Borrowed(*kind),
        });
        start = end;
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(bound(deserialize = "'de: 'static"))]
    struct List(#[serde(with = "super")] Vec<Known>);

    fn known(id: &'static str, name: &'static str, kind: &'static str) -> Known {
        Known { id: id.into(), name: name.into(), kind: kind.into() }
    }

    fn read(bytes: Vec<u8>) -> Option<List> {
        postcard::from_bytes::<List>(bytes.leak()).ok()
    }

    #[test]
    fn a_list_is_read_as_it_was_written() {
        let ships = [
            known("hms-astute", "HMS Astute", "submarine"),
            known("suffren-class", "Suffren-class", "submarine"),
            known("f125", "F125 Baden-Württemberg-class", "frigate"),
        ];
        for count in 0..=ships.len() {
            let list = List(ships[..count].to_vec());
            assert_eq!(read(postcard::to_allocvec(&list).unwrap()), Some(list));
        }
    }

    #[test]
    fn a_list_that_is_not_whole_is_refused() {
        let list = List(vec![known("ü", "Ü", "ship")]);
        let bytes = postcard::to_allocvec(&list).unwrap();
        for length in 0..bytes.len() {
            assert_eq!(read(bytes[..length].to_vec()), None, "{length}");
        }
        let last = bytes.len() - 4;
        for (place, wrong) in [(last, 7), (last - 4, 9), (last - 8, 1)] {
            let mut bytes = bytes.clone();
            bytes[place] = wrong;
            assert_eq!(read(bytes), None, "{place}");
        }
    }
}
