//! The README says what the program does: its tables are those the program generates, and every
//! command in it is one the program understands. `BLESS=1 cargo test --test readme` writes the
//! tables anew.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a broken test may panic")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use briefbook::cli::Args;
use briefbook::config::SETTINGS;
use clap::{CommandFactory, Parser};

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

fn readme() -> String {
    fs::read_to_string(path()).unwrap()
}

/// What `briefbook keys` prints for someone without settings.
fn keys() -> String {
    let nobody = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_briefbook"))
        .arg("keys")
        .env("HOME", nobody.path())
        .env("XDG_CONFIG_HOME", nobody.path())
        .output()
        .unwrap();
    assert!(run.status.success());
    String::from_utf8(run.stdout).unwrap()
}

fn settings() -> String {
    let row = |setting: &briefbook::config::Setting| {
        let (allowed, default) = (setting.allowed(), setting.default());
        format!("| `{}` | {allowed} | `{default}` | {} |\n", setting.key, setting.about)
    };
    let rows: String = SETTINGS.iter().map(row).collect();
    format!("| setting | may be | is, unless set | what it is for |\n|---|---|---|---|\n{rows}")
}

/// The text between `<!-- name -->` and `<!-- /name -->`, with where it begins.
fn between<'a>(text: &'a str, name: &str) -> (usize, &'a str) {
    let opening = format!("<!-- {name} -->\n");
    let start = text.find(&opening).expect("the opening marker") + opening.len();
    let rest = text.get(start..).unwrap();
    let end = rest.find(&format!("<!-- /{name} -->")).expect("the closing marker");
    (start, rest.get(..end).unwrap())
}

fn assert_generated(tables: &[(&str, String)]) {
    let mut text = readme();
    if std::env::var_os("BLESS").is_some() {
        for (name, table) in tables {
            let (start, old) = between(&text, name);
            text.replace_range(start..start + old.len(), table);
        }
        fs::write(path(), &text).unwrap();
    }
    for (name, table) in tables {
        let (_, written) = between(&text, name);
        assert_eq!(written, table, "{name}: run `BLESS=1 cargo test --test readme`");
    }
}

/// What stands in single backticks and runs the program.
fn commands(text: &str) -> Vec<Vec<&str>> {
    let spans = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    let words = spans.map(|code| code.split_whitespace().collect::<Vec<_>>());
    words.filter(|words| words.len() > 1 && words.first() == Some(&"briefbook")).collect()
}

#[test]
fn the_tables_are_those_the_program_generates() {
    assert_generated(&[("settings", settings()), ("keys", keys())]);
}

#[test]
fn every_command_named_is_one_the_program_understands() {
    let text = readme();
    let commands = commands(&text);
    let program = Args::command();
    let paths = ["FOLDER", "report.md", "reports"];
    assert!(commands.len() >= 10, "{commands:?}");
    for words in &commands {
        // A verb that does not exist would be taken for a path.
        let first = words.get(1).copied().unwrap_or_default();
        let verb = program.find_subcommand(first).is_some();
        assert!(verb || first.starts_with('-') || paths.contains(&first), "{words:?}");
        assert!(Args::try_parse_from(words).is_ok(), "{words:?}");
    }
}

#[test]
fn every_verb_has_an_example() {
    let text = readme();
    for verb in Args::command().get_subcommands().filter(|verb| !verb.is_hide_set()) {
        let example = format!("`briefbook {}", verb.get_name());
        assert!(text.contains(&example), "{example}");
    }
}

#[test]
fn a_fresh_clone_needs_two_commands() {
    let text = readme();
    assert!(text.lines().any(|line| line == "cargo run --release -- data/briefings"));
    let tests = text.lines().skip_while(|line| *line != "## Tests");
    assert_eq!(tests.take(4).last(), Some("cargo test"));
}
