//! Reads `keys.toml` into bindings by name. What the contexts and actions are is for the
//! application to say.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest;
use super::press::Sequence;
use super::problem::{ConfigProblem, Lines, brief, written};
use super::table::damage;

/// The action name that takes a key away.
pub const UNBOUND: &str = "none";

/// The table of letters of the user's own keyboard layout.
pub const LAYOUT: &str = "layout";

/// Reads the letters of the user's own layout from the text of `keys.toml`: each with the one that its
/// key has on an English keyboard. What is wrong is reported and left out.
pub fn parse_layout(text: &str) -> (Vec<(char, char)>, Vec<ConfigProblem>) {
    let (table, _) = DeTable::parse_recoverable(text);
    let lines = Lines::of(text);
    let (mut letters, mut problems) = (Vec::new(), Vec::new());
    let Some((name, value)) = table.get_ref().iter().find(|(name, _)| name.get_ref() == LAYOUT)
    else {
        return (letters, problems);
    };
    let Some(layout) = value.get_ref().as_table() else {
        let line = lines.at(name.span().start);
        let message = "`layout` is no table of letters";
        return (letters, vec![ConfigProblem::new(line, LAYOUT, message).allowing("[layout]")]);
    };
    for (letter, key) in layout {
        let written_key = key.get_ref().as_str().and_then(only_char);
        let problem = |message: &str| {
            let line = lines.at(letter.span().start);
            ConfigProblem::new(line, letter.get_ref(), message)
        };
        match (only_char(letter.get_ref()), written_key) {
            (Some(own), _) if own.is_ascii() => problems.push(problem(&format!(
                "`{own}` is a key of the English keyboard itself: bind it in another table"
            ))),
            (Some(own), Some(key)) if key.is_ascii_graphic() => letters.push((own, key)),
            (None, _) => {
                let told = brief(letter.get_ref());
                problems.push(problem(&format!("`{told}` is not one letter")));
            }
            _ => problems.push(
                problem(&format!("`{}` needs one key", brief(letter.get_ref())))
                    .allowing("a letter or mark of the English keyboard, as \"q\""),
            ),
        }
    }
    problems.sort_by_key(|problem| problem.line);
    (letters, problems)
}

fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|c| chars.next().is_none() && !c.is_control())
}

/// One line of `keys.toml`: in `context`, `keys` do `action`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserBinding {
    /// The table it stands in, one of [`Vocabulary::contexts`].
    pub context: String,
    /// The keys.
    pub keys: Sequence,
    /// One of [`Vocabulary::actions`] or [`UNBOUND`].
    pub action: String,
    /// Its line, from 1.
    pub line: usize,
}

/// The names that may stand in `keys.toml`.
#[derive(Clone, Copy, Debug)]
pub struct Vocabulary<'a> {
    /// Names of tables: `all`, `list`, `page` and so on.
    pub contexts: &'a [&'a str],
    /// Names that tables had in earlier versions, each with the one of today. They still count.
    pub earlier: &'a [(&'a str, &'a str)],
    /// Names of actions, without [`UNBOUND`].
    pub actions: &'a [&'a str],
}

/// Reads the text of `keys.toml`. What is wrong is reported and left out; the rest counts, in the
/// order of the lines.
pub fn parse_keys(text: &str, words: Vocabulary<'_>) -> (Vec<UserBinding>, Vec<ConfigProblem>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let lines = Lines::of(text);
    let mut problems: Vec<ConfigProblem> =
        errors.iter().map(|error| damage(&lines, error)).collect();
    let mut bindings = Vec::new();
    for (context, value) in table.get_ref() {
        if context.get_ref() == LAYOUT {
            continue;
        }
        let line = lines.at(context.span().start);
        let written = context.get_ref().as_ref();
        let today = words.earlier.iter().find(|(earlier, _)| *earlier == written);
        if let Some((earlier, today)) = today {
            let message = format!("the table [{earlier}] is called [{today}] now; it still counts");
            problems.push(ConfigProblem::new(line, written, &message));
        }
        let name = today.map_or(written, |(_, today)| today);
        let keys = match keys_of(line, name, value, words) {
            Ok(keys) => keys,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        for (key, action) in keys {
            let place = (name, lines.at(key.span().start));
            match binding(place, key.get_ref(), action.get_ref(), words) {
                Ok(binding) => bindings.push(binding),
                Err(problem) => problems.push(problem),
            }
        }
    }
    bindings.sort_by_key(|binding| binding.line);
    problems.sort_by_key(|problem| problem.line);
    (bindings, problems)
}

/// The table of a context.
fn keys_of<'t, 'i>(
    line: usize,
    context: &str,
    value: &'t Spanned<DeValue<'i>>,
    words: Vocabulary<'_>,
) -> Result<&'t DeTable<'i>, ConfigProblem> {
    let keys = value.get_ref().as_table();
    keys.filter(|_| words.contexts.contains(&context)).ok_or_else(|| {
        let names = || words.contexts.iter().copied().chain([LAYOUT]);
        let tables: Vec<String> = names().map(|name| format!("[{name}]")).collect();
        let message = match keys {
            Some(_) => format!("there is no table [{}]", brief(context)),
            None => format!("`{}` stands outside of any table", brief(context)),
        };
        let near = nearest(context, names()).filter(|_| keys.is_some());
        ConfigProblem::new(line, context, &message).allowing(&tables.join(", ")).near(near)
    })
}

fn binding(
    (context, line): (&str, usize),
    key: &str,
    action: &DeValue<'_>,
    words: Vocabulary<'_>,
) -> Result<UserBinding, ConfigProblem> {
    let keys: Sequence = key
        .parse()
        .map_err(|error: super::KeyError| ConfigProblem::new(line, key, &error.to_string()))?;
    let known = |name: &&str| *name == UNBOUND || words.actions.contains(name);
    let Some(action) = action.as_str().filter(known) else {
        let name = action.as_str().unwrap_or_default();
        let message = format!("`{keys}` cannot be {}, which is no action", written(action));
        let names = words.actions.iter().copied().chain([UNBOUND]);
        return Err(ConfigProblem::new(line, key, &message)
            .allowing("the names that `briefbook keys` lists, or \"none\"")
            .near(nearest(name, names)));
    };
    let (context, action) = (context.to_owned(), action.to_owned());
    Ok(UserBinding { context, keys, action, line })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Vocabulary<'static> = Vocabulary {
        contexts: &["all", "list", "page"],
        earlier: &[("pages", "page")],
        actions: &["down", "up", "next-unread", "quit"],
    };

    fn told(problems: &[ConfigProblem]) -> Vec<String> {
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_table_with_its_earlier_name_counts_and_is_mentioned() {
        let (bindings, problems) = parse_keys("[pages]\n\"x\" = \"quit\"\n", WORDS);
        assert_eq!(bindings.len(), 1);
        assert_eq!(bindings[0].context, "page");
        assert!(problems[0].to_string().contains("[page] now"), "{problems:?}");
    }

    #[test]
    fn bindings_come_in_the_order_of_the_lines() {
        let text = "[page]\n\"<C-d>\" = \"down\"\n\"g g\" = \"up\"\n[all]\nq = \"none\"\n";
        let (bindings, problems) = parse_keys(text, WORDS);
        assert_eq!(problems, []);
        let plain: Vec<_> = bindings
            .iter()
            .map(|b| (b.context.as_str(), b.keys.to_string(), b.action.as_str(), b.line))
            .collect();
        let expected = [
            ("page", "Ctrl-d".to_owned(), "down", 2),
            ("page", "gg".to_owned(), "up", 3),
            ("all", "q".to_owned(), "none", 5),
        ];
        assert_eq!(plain, expected);
    }

    #[test]
    fn mistakes_are_told_and_the_rest_counts() {
        let text = "j = \"down\"\n[lits]\nk = \"up\"\n[list]\nu = \"next-unred\"\n\
                    \"<hyper>\" = \"up\"\nd = 4\nk = \"up\"\n";
        let (bindings, problems) = parse_keys(text, WORDS);
        assert_eq!(bindings.len(), 1);
        let told = told(&problems);
        let expected = [
            "line 1: `j` stands outside of any table; allowed: [all], [list], [page], [layout]",
            "line 2: there is no table [lits]; did you mean `list`?",
            "line 5: `u` cannot be \"next-unred\", which is no action; did you mean `next-unread`?",
        ];
        assert_eq!(told.iter().take(3).collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
        assert!(told.get(3).is_some_and(|told| told.starts_with("line 6: `<hyper>` is no key")));
        assert!(told.get(4).is_some_and(|told| told.starts_with("line 7: `d` cannot be 4")));
    }

    #[test]
    fn letters_of_a_layout_are_read_and_mistakes_told() {
        let text = "[layout]\n\"é\" = \"2\"\n\"ø\" = \";\"\na = \"b\"\nxy = \"c\"\n\"ü\" = 3\n\
                    [page]\nj = \"down\"\n";
        let (letters, problems) = parse_layout(text);
        assert_eq!(letters.len(), 2);
        assert!(letters.contains(&('é', '2')) && letters.contains(&('ø', ';')), "{letters:?}");
        let lines: Vec<usize> = problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [4, 5, 6], "{problems:?}");
        assert_eq!(parse_keys(text, WORDS).1, [], "the table of letters is no context");
        assert_eq!(parse_layout("layout = 3\n").1.len(), 1);
        assert_eq!(parse_layout("[page]\nj = \"down\"\n"), (Vec::new(), Vec::new()));
    }

    #[test]
    fn a_key_written_twice_is_told() {
        let (_, problems) = parse_keys("[list]\nj = \"down\"\nj = \"up\"\n", WORDS);
        assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [3]);
    }
}
