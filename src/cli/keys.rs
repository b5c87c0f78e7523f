//! `briefbook keys`: the table of keys, as docs/keys.md and the help have it.

use std::io;

use serde::Serialize;

use super::start::settings;
use super::{Args, DONE, Output, json};
use crate::app::base::keymap::{Context, Keymap};

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
        out.data(&table(&settings.keymap))?;
        return Ok(DONE);
    }
    for row in rows(&settings.keymap) {
        out.data(&json::line(&row))?;
    }
    Ok(DONE)
}

/// The keys as a Markdown table.
pub fn table(keymap: &Keymap) -> String {
    let mut table = String::from("| where | keys | action | what it does |\n|---|---|---|---|\n");
    for Row { context, keys, action, says } in rows(keymap) {
        let keys: Vec<String> = keys.iter().map(|keys| format!("`{keys}`")).collect();
        let keys = keys.join(" ").replace('|', "\\|");
        table.push_str(&format!("| {context} | {keys} | {action} | {says} |\n"));
    }
    table
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
