//! As much of YAML as front matter uses: keys, quoted and plain values over several lines, block values
//! (">" and "|"), lists, names in lists of maps. No anchors, no tags.

use super::field::{Field, MAX_VALUES};

/// How the lines below a key belong to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// They are its list or map.
    Nested,
    /// They go on with its value.
    Words,
    /// They are its value whatever they look like.
    Block,
    /// They are nothing of it.
    Closed,
}

/// The fields of a block, `None` if it does not look like keys and values.
pub(super) fn fields(block: &str, separator: char) -> Option<Vec<Field>> {
    let mut reader = Reader { fields: Vec::new(), open: Open::Closed };
    for line in block.split('\n') {
        let inside = line.starts_with([' ', '\t']);
        let words = line.trim();
        match words {
            "" => {}
            words if inside => reader.below(words),
            words if words.starts_with(['#', ']', '[', '}']) => {}
            words => match words.strip_prefix("- ") {
                Some(item) if !reader.fields.is_empty() => reader.item(item),
                Some(_) => return None,
                None => reader.key(words, separator)?,
            },
        }
    }
    Some(reader.fields)
}

struct Reader {
    fields: Vec<Field>,
    open: Open,
}

impl Reader {
    fn key(&mut self, words: &str, separator: char) -> Option<()> {
        let (key, value) = words.split_once(separator)?;
        let letter =
            |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.' | '"' | '\'');
        if !key.trim().chars().all(letter) {
            return None;
        }
        let value = value.trim();
        let block = value.len() <= 3 && value.starts_with(['>', '|']);
        self.open = match value {
            "" => Open::Nested,
            _ if block => Open::Block,
            _ if is_closed(value) => Open::Closed,
            _ => Open::Words,
        };
        let values = if block { Vec::new() } else { values(value) };
        let key = key.trim().trim_matches(['"', '\'']).to_lowercase();
        self.fields.push(Field { key, values });
        Some(())
    }

    /// A line that stands further in than the last key.
    fn below(&mut self, words: &str) {
        let (Some(field), open) = (self.fields.last_mut(), self.open) else { return };
        match open {
            Open::Closed => {}
            Open::Block => append(field, words),
            Open::Words => {
                append(field, words);
                let closes = |quote: char| words.ends_with(quote);
                if closes('"') || closes('\'') {
                    field.values = field.values.drain(..).filter_map(|v| unquoted(&v)).collect();
                    self.open = Open::Closed;
                }
            }
            Open::Nested => match (words.strip_prefix("- "), words.strip_prefix("name:")) {
                (Some(item), _) => self.item(item),
                (None, Some(name)) => push(field, name),
                (None, None) => {}
            },
        }
    }

    fn item(&mut self, item: &str) {
        let named = item.trim().strip_prefix("name:");
        let is_map = item.split_once(": ").is_some_and(|(key, _)| !key.contains([' ', '"', '\'']));
        if let Some(field) = self.fields.last_mut()
            && (named.is_some() || !is_map)
        {
            push(field, named.unwrap_or(item));
        }
    }
}

fn push(field: &mut Field, value: &str) {
    if field.values.len() < MAX_VALUES {
        field.values.extend(unquoted(value));
    }
}

/// Adds words to the value of a field, which is one line whatever it was.
fn append(field: &mut Field, words: &str) {
    match field.values.last_mut() {
        Some(value) => {
            value.push(' ');
            value.push_str(words);
        }
        None => field.values.push(words.to_owned()),
    }
}

/// True for a value that ends on its line.
fn is_closed(value: &str) -> bool {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => value.len() > 1 && value.ends_with(quote),
        None => value.starts_with(['[', '{', '&', '*']),
    }
}

fn values(value: &str) -> Vec<String> {
    match value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
        Some(list) => list.split(',').take(MAX_VALUES).filter_map(unquoted).collect(),
        None => unquoted(value).into_iter().collect(),
    }
}

fn unquoted(value: &str) -> Option<String> {
    let value = value.trim();
    let inner = |quote: char| value.strip_prefix(quote).and_then(|v| v.strip_suffix(quote));
    let value = match (inner('"'), inner('\'')) {
        (Some(value), _) => value.replace("\\\"", "\""),
        (None, Some(value)) => value.replace("''", "'"),
        (None, None) => value.split(" #").next().unwrap_or(value).trim_end().to_owned(),
    };
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(block: &str) -> Vec<(String, String)> {
        let fields = fields(block, ':').unwrap();
        fields.into_iter().map(|field| (field.key, field.values.join("|"))).collect()
    }

    #[test]
    fn values_may_take_several_lines() {
        for block in [
            "title: >\n  Launchers on\n  the pier\ndate: 2024",
            "title: |-\n  Launchers on\n  the pier\ndate: 2024",
            "title: Launchers on\n  the pier\ndate: 2024",
            "title: \"Launchers on\n  the pier\"\ndate: 2024 # a comment",
        ] {
            let read = read(block);
            assert_eq!(read[0].1, "Launchers on the pier", "{block}");
            assert_eq!(read[1], ("date".into(), "2024".into()), "{block}");
        }
    }

    #[test]
    fn lists_and_names_are_values_and_other_maps_are_none() {
        let block = "author:\n  - name: Mira Holt\n    mail: a@b\n  - Jan Vik\nsource:\n  name: Desk\n  url: x\ntags: [a, \"b\"]\nlist:\n- 'it''s'\n";
        let found = read(block);
        let of = |key: &str| found.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone()).unwrap();
        assert_eq!(of("author"), "Mira Holt|Jan Vik");
        assert_eq!([of("source"), of("tags"), of("list")], ["Desk", "a|b", "it's"]);
    }
}
