//! The table `[pipes]` of `config.toml`: commands that the reader may give a text to, each with the name
//! that it is chosen by. Only what stands there is ever run, and no shell reads it.

use toml::Spanned;
use toml::de::DeValue;

use super::problem::{ConfigProblem, Lines, brief, written};
use crate::text::CleanText;

/// The name of the table.
pub(super) const KEY: &str = "pipes";

/// Commands that are read at most.
const MOST: usize = 100;

/// What the template says of the table. An example, so that no line of it holds when it is read.
pub(super) const TEMPLATE: &str = "
# Commands for the key `|`: each gets the selection, or the whole document, on its standard input, and
# what it writes is shown. They are run without a shell; `sh -c '…'` runs one.
# [pipes]
# words = \"wc -w\"
# german = \"trans -b :de\"
";

/// A command that a text can be given to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipe {
    /// What it is called.
    pub name: CleanText,
    /// The program and its arguments; never empty.
    pub words: Vec<String>,
}

/// Reads the table. What is wrong is reported, the rest counts.
pub(super) fn read(
    lines: &Lines,
    line: usize,
    value: &Spanned<DeValue<'_>>,
) -> (Vec<Pipe>, Vec<ConfigProblem>) {
    let DeValue::Table(table) = value.get_ref() else {
        let message = format!("`{KEY}` cannot be {}", written(value.get_ref()));
        let problem = ConfigProblem::new(line, KEY, &message);
        return (Vec::new(), vec![problem.allowing("a table: [pipes], then name = \"command\"")]);
    };
    let (mut pipes, mut problems) = (Vec::new(), Vec::new());
    for (name, value) in table.iter().take(MOST) {
        let shown = brief(name.get_ref());
        let words = match value.get_ref() {
            DeValue::String(command) => shlex::split(command).filter(|words| !words.is_empty()),
            _ => None,
        };
        match words {
            Some(words) => pipes.push(Pipe { name: CleanText::line(name.get_ref()), words }),
            None => {
                let message =
                    format!("the command `{shown}` cannot be {}", written(value.get_ref()));
                let problem = ConfigProblem::new(lines.at(name.span().start), KEY, &message);
                problems.push(problem.allowing("a command line with its quotation marks closed"));
            }
        }
    }
    (pipes, problems)
}

#[cfg(test)]
mod tests {
    use super::super::{Config, parse};
    use super::*;

    #[test]
    fn commands_are_cut_into_words_as_a_shell_does_it() {
        let (config, problems) =
            parse("width = 60\n[pipes]\nb = \"wc -w\"\na = \"grep 'two words'\"\n");
        assert_eq!(problems, []);
        let pipe = |name: &str, words: &[&str]| Pipe {
            name: CleanText::line(name),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
        };
        let mut pipes = config.pipes.clone();
        pipes.sort_by(|a, b| a.name.cmp(&b.name));
        assert_eq!(pipes, [pipe("a", &["grep", "two words"]), pipe("b", &["wc", "-w"])]);
        assert_eq!(config.width, 60);
    }

    #[test]
    fn what_is_no_command_is_said_with_its_line() {
        let (config, problems) = parse("[pipes]\na = \"grep 'two\"\nb = 3\nc = \"\"\nd = \"wc\"\n");
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(config.pipes.len(), 1);
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told[0].starts_with("line 2: the command `a` cannot be \"grep 'two\""), "{told:?}");
        assert!(told[1].starts_with("line 3: the command `b` cannot be 3"), "{told:?}");
        let told = parse("pipes = \"wc\"").1[0].to_string();
        assert!(told.starts_with("line 1: `pipes` cannot be \"wc\""), "{told}");
        assert_eq!(parse("[pipes]\n").0, Config::default());
    }
}
