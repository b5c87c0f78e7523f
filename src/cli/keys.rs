//! `briefbook keys`: the table of keys, in columns for people, as JSON for programs.

use std::io;

use serde::Serialize;

use super::start::settings;
use super::{Args, DONE, Output, json};
use crate::app::base::keymap::Keymap;
use crate::app::base::pane_id::Context;
use crate::text::width;

#[derive(Serialize)]
struct Row {
    context: &'static str,
    keys: Vec<String>,
    action: &'static str,
    says: &'static str,
}

/// Prints the keys in force.
pub fn run(as_json: bool, args: &Args, out: &mut Output) -> io::Result<u8> {
    let settings = settings(args);
    settings.problems.iter().for_each(|problem| out.message(problem));
    if !as_json {
        out.data(&listed(&settings.keymap))?;
        return Ok(DONE);
    }
    for row in rows(&settings.keymap) {
        out.data(&json::line(&row))?;
    }
    Ok(DONE)
}

/// The keys in columns, for people.
pub(super) fn listed(keymap: &Keymap) -> String {
    let rows = rows(keymap);
    let keys = |row: &Row| row.keys.join(" ");
    let cells = |widest: usize, words: &str| widest.max(width(words));
    let keys_cells = rows.iter().fold(0, |widest, row| cells(widest, &keys(row)));
    let action_cells = rows.iter().fold(0, |widest, row| cells(widest, row.action));
    let (mut list, mut context) = (String::new(), "");
    for row in &rows {
        if row.context != context {
            context = row.context;
            let space = if list.is_empty() { "" } else { "\n" };
            list.push_str(&format!("{space}[{context}]\n"));
        }
        let keys = keys(row);
        let gap = " ".repeat(keys_cells.saturating_sub(width(&keys)) + 2);
        list.push_str(&format!("{keys}{gap}{:action_cells$}  {}\n", row.action, row.says));
    }
    list
}

fn rows(keymap: &Keymap) -> Vec<Row> {
    let own = |context: &Context| {
        let context = *context;
        let bindings = keymap.bindings().iter().filter(move |b| b.context == context);
        let mut rows: Vec<Row> = Vec::new();
        for binding in bindings {
            let action = binding.command.name();
            match rows.iter_mut().find(|row| row.action == action) {
                Some(row) => row.keys.push(binding.shown()),
                None => rows.push(Row {
                    context: context.name(),
                    keys: vec![binding.shown()],
                    action,
                    says: binding.command.says(),
                }),
            }
        }
        rows
    };
    Context::ALL.iter().flat_map(own).collect()
}
