//! README and `docs` say what the program does: their tables are those the program generates, every
//! command in them is one the program understands, and their links lead somewhere.
//! `BLESS=1 cargo test --test it readme` writes the tables anew.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use briefbook::cli::Args;
use briefbook::config::SETTINGS;
use clap::{CommandFactory, Parser};

/// The pages for users.
const PAGES: [&str; 7] = [
    "README.md",
    "docs/bookmarks.md",
    "docs/command-line.md",
    "docs/formats.md",
    "docs/keys.md",
    "docs/searching.md",
    "docs/settings.md",
];

fn path(page: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(page)
}

fn read(page: &str) -> String {
    fs::read_to_string(path(page)).unwrap()
}

/// All pages, one after the other.
fn pages() -> String {
    PAGES.iter().map(|page| read(page)).collect::<Vec<_>>().join("\n")
}

/// The keys of someone without settings, as `briefbook keys --json` has them, in a table.
fn keys() -> String {
    let nobody = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_briefbook"))
        .args(["keys", "--json"])
        .env("HOME", nobody.path())
        .env("XDG_CONFIG_HOME", nobody.path())
        .output()
        .unwrap();
    assert!(run.status.success());
    let mut table = String::from("| where | keys | action | what it does |\n|---|---|---|---|\n");
    for line in String::from_utf8(run.stdout).unwrap().lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let keys = row["keys"].as_array().unwrap().iter();
        let keys: Vec<String> = keys.map(|keys| format!("`{}`", keys.as_str().unwrap())).collect();
        let keys = keys.join(" ").replace('|', "\\|");
        let word = |name: &str| row[name].as_str().unwrap().to_owned();
        let (context, action, says) = (word("context"), word("action"), word("says"));
        table.push_str(&format!("| {context} | {keys} | {action} | {says} |\n"));
    }
    table
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

fn assert_generated(page: &str, name: &str, table: &str) {
    let mut text = read(page);
    if std::env::var_os("BLESS").is_some() {
        let (start, old) = between(&text, name);
        text.replace_range(start..start + old.len(), table);
        fs::write(path(page), &text).unwrap();
    }
    let (_, written) = between(&text, name);
    assert_eq!(written, table, "{name}: run `BLESS=1 cargo test --test it readme`");
}

/// What stands in single backticks and runs the program.
fn commands(text: &str) -> Vec<Vec<&str>> {
    let spans = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    let words = spans.map(|code| code.split_whitespace().collect::<Vec<_>>());
    words.filter(|words| words.len() > 1 && words.first() == Some(&"briefbook")).collect()
}

#[test]
fn the_tables_are_those_the_program_generates() {
    assert_generated("docs/settings.md", "settings", &settings());
    assert_generated("docs/keys.md", "keys", &keys());
}

#[test]
fn every_command_named_is_one_the_program_understands() {
    let text = pages();
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
    let text = pages();
    for verb in Args::command().get_subcommands().filter(|verb| !verb.is_hide_set()) {
        let example = format!("`briefbook {}", verb.get_name());
        assert!(text.contains(&example), "{example}");
    }
}

#[test]
fn every_link_leads_to_a_file() {
    for page in PAGES {
        let text = read(page);
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let local = targets.filter(|target| !target.contains("://") && !target.contains('{'));
        for target in local {
            let file = target.split('#').next().unwrap_or_default();
            let folder = path(page).parent().unwrap().to_path_buf();
            assert!(folder.join(file).exists(), "{page}: {target}");
        }
    }
}

#[test]
fn the_readme_stays_short() {
    let lines = read("README.md").lines().count();
    assert!(lines < 150, "{lines} lines: what does not help at the start belongs into docs");
}

#[test]
fn a_fresh_clone_needs_two_commands() {
    let text = read("README.md");
    assert!(text.lines().any(|line| line == "cargo run --release -- data/briefings"));
    let tests = text.lines().skip_while(|line| *line != "## Tests");
    assert_eq!(tests.take(4).last(), Some("cargo test"));
}
