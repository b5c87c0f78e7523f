//! `briefbook completions` and `briefbook man`: generated from the command line's own description, the
//! keys, and what is told of files and exit states.

use std::io;

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Args, DONE, FAILED, NOTHING, Output, PARTLY};
use crate::app::base::keymap::Keymap;
use crate::app::base::pane_id::Context;

/// Where files are kept, with what for.
const FILES: [(&str, &str); 7] = [
    (
        "~/.config/briefbook/config.toml",
        "Settings; `briefbook config init` writes one that explains them.",
    ),
    ("~/.config/briefbook/keys.toml", "Your own keys, and the letters of your keyboard layout."),
    (
        "~/.local/share/briefbook/",
        "Bookmarks, corrections of facts, saved searches: worth a backup.",
    ),
    (
        "~/.local/state/briefbook/",
        "Where you were, what you read, marks, what you chose on the screen.",
    ),
    (
        "~/.cache/briefbook/",
        "The index of each folder, and documents that were slow to read; can be deleted.",
    ),
    (
        ".briefbookignore",
        "In a folder of documents: what is not to be listed, written like a .gitignore.",
    ),
    ("~/Library/Application Support/briefbook/", "Stands for all of these but the last on macOS."),
];

/// Variables of the environment that count.
const VARIABLES: [(&str, &str); 6] = [
    (
        "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME, XDG_CACHE_HOME",
        "Stand for ~/.config, ~/.local/share, ~/.local/state and ~/.cache.",
    ),
    ("NO_COLOR", "If it is not empty: no colours, unless --color always is given."),
    ("COLORTERM, TERM", "Whether the terminal has more than sixteen colours."),
    ("COLORFGBG", "Whether the ground is light, until the terminal answers."),
    ("VISUAL, EDITOR", "The editor that the key for editing runs."),
    ("WAYLAND_DISPLAY, DISPLAY, TMUX", "Which clipboard can be reached."),
];

/// Prints completions for a shell.
pub fn completions(shell: Shell, out: &mut Output) -> io::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "briefbook", &mut script);
    out.data(&String::from_utf8_lossy(&script))?;
    Ok(DONE)
}

/// Prints the manual page in roff.
pub fn man(out: &mut Output) -> io::Result<u8> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut page)?;
    out.data(&String::from_utf8_lossy(&page))?;
    out.data(&keys(&Keymap::default()))?;
    out.data(&section("FILES", &FILES))?;
    out.data(&section("ENVIRONMENT", &VARIABLES))?;
    let gone = "The terminal has gone.".to_owned();
    let states = [
        (DONE, "All is well.".to_owned()),
        (NOTHING, "Nothing was found, or something is wrong that was looked for.".to_owned()),
        (FAILED, "It could not be done; standard error says why.".to_owned()),
        (PARTLY, "Some documents could not be read; the rest is there.".to_owned()),
        (129, gone),
    ];
    let states = states.map(|(state, words)| (state.to_string(), words));
    let states: Vec<(&str, &str)> =
        states.iter().map(|(state, words)| (state.as_str(), words.as_str())).collect();
    out.data(&section("EXIT STATUS", &states))?;
    Ok(DONE)
}

/// The usual keys, by where they hold.
fn keys(keymap: &Keymap) -> String {
    let mut page = String::from(".SH KEYS\nThe usual ones; keys.toml changes them.\n");
    for context in Context::ALL {
        page.push_str(&format!(".SS {}\n", escaped(context.title())));
        let mut rows: Vec<(crate::app::base::command::Command, Vec<String>)> = Vec::new();
        for binding in keymap.bindings().iter().filter(|b| b.context == *context) {
            match rows.iter_mut().find(|(command, _)| *command == binding.command) {
                Some((_, keys)) => keys.push(binding.shown()),
                None => rows.push((binding.command, vec![binding.shown()])),
            }
        }
        for (command, keys) in rows {
            page.push_str(&entry(&keys.join(" "), command.says()));
        }
    }
    page
}

fn section(name: &str, rows: &[(&str, &str)]) -> String {
    let entries: String = rows.iter().map(|(name, words)| entry(name, words)).collect();
    format!(".SH {name}\n{entries}")
}

fn entry(name: &str, words: &str) -> String {
    format!(".TP\n\\fB{}\\fR\n{}\n", escaped(name), escaped(words))
}

/// Words that roff takes for nothing but words.
fn escaped(words: &str) -> String {
    let words = words.replace('\\', "\\e").replace('-', "\\-").replace('`', "\\(ga");
    match words.starts_with(['.', '\'']) {
        true => format!("\\&{words}"),
        false => words,
    }
}
