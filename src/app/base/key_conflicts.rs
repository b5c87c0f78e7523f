//! Which keys of the user's stand in each other's way or in that of the usual ones: a key that is the
//! beginning of others hides these, and one that begins with another can never be reached.

use super::keymap::{Binding, Keymap, Tail};

use super::pane_id::Context;
use crate::config::{ConfigProblem, KeyCode, KeyPress, Sequence, UNBOUND, UserBinding};

/// Sequences that are named in one sentence.
const MOST_NAMED: usize = 4;

/// What most terminals send for some keys with Control.
const SAME_BYTES: [(char, &str); 4] =
    [('i', "Tab"), ('m', "Enter"), ('[', "Esc"), ('h', "Backspace")];

/// The conflicts of the user's keys, in the order of their lines.
pub fn of(user: &[UserBinding]) -> Vec<ConfigProblem> {
    let keymap = Keymap::with(user);
    let bound = user.iter().filter(|binding| binding.action != UNBOUND);
    bound.filter_map(|binding| Some(problem(binding, &conflict(binding, user, &keymap)?))).collect()
}

fn problem(binding: &UserBinding, message: &str) -> ConfigProblem {
    ConfigProblem::of_line(binding.line, &binding.keys.to_string(), message)
}

/// Why a key cannot be reached, or what it hides.
fn conflict(user: &UserBinding, all: &[UserBinding], keymap: &Keymap) -> Option<String> {
    let keys = &user.keys;
    if let Some(why) = unreachable(keys) {
        return Some(format!("`{keys}` can never be reached: {why}"));
    }
    let again = all.iter().rfind(|other| other.context == user.context && other.keys == *keys);
    if let Some(again) = again.filter(|again| again.line != user.line) {
        return Some(format!("`{keys}` does nothing here: line {} binds it again", again.line));
    }
    let context = Context::named(&user.context)?;
    let contexts: &[Context] = if context == Context::All { Context::ALL } else { &[context] };
    let others: Vec<UserBinding> = all.iter().filter(|other| *other != user).cloned().collect();
    let before = Keymap::with(&others);
    let mut hidden: Vec<String> = Vec::new();
    let mut lost: Vec<(Context, &Binding)> = Vec::new();
    for at in contexts {
        let holds = |b: &&Binding| b.context == context && b.keys == *keys;
        if !keymap.in_context(*at).any(|b| holds(&b)) {
            lost.extend(keymap.in_context(*at).find(|b| b.keys == *keys).map(|b| (*at, b)));
            continue;
        }
        if let Some(first) = keymap.in_context(*at).find(|b| begins(b, keys)) {
            let name = first.command.name();
            let place = at.name();
            return Some(format!(
                "`{keys}` can never be reached in [{place}]: `{}` is `{name}` there already",
                first.keys
            ));
        }
        let longer = before.in_context(*at).filter(|b| is_behind(b, keys));
        for binding in longer {
            let told = format!("`{}` ({})", binding.shown(), binding.command.name());
            if !hidden.contains(&told) {
                hidden.push(told);
            }
        }
    }
    if !hidden.is_empty() {
        let more = hidden.len().saturating_sub(MOST_NAMED);
        hidden.truncate(MOST_NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        return Some(format!("`{keys}` hides {}{more}", hidden.join(", ")));
    }
    let (at, binding) = lost.first()?;
    let name = binding.command.name();
    Some(format!("`{keys}` does not hold in [{}], where it is `{name}`", at.name()))
}

/// True if a binding is complete before the keys are.
fn begins(binding: &Binding, keys: &Sequence) -> bool {
    let (own, keys) = (binding.keys.presses(), keys.presses());
    binding.tail == Tail::None && own.len() < keys.len() && keys.starts_with(own)
}

/// True if a binding goes on where the keys are complete.
fn is_behind(binding: &Binding, keys: &Sequence) -> bool {
    let longer = binding.keys.presses().len() > keys.presses().len();
    let tailed = binding.keys == *keys && binding.tail != Tail::None;
    binding.keys.starts_with(keys.presses()) && (longer || tailed)
}

/// Why no terminal, or no key, leads to a sequence.
fn unreachable(keys: &Sequence) -> Option<String> {
    let (first, rest) = keys.presses().split_first()?;
    if let KeyPress { code: KeyCode::Char('1'..='9'), ctrl: false, alt: false, .. } = first {
        return Some("digits count how often the next key is repeated".to_owned());
    }
    if rest.iter().any(|key| key.code == KeyCode::Esc) {
        return Some("Esc forgets the keys before it".to_owned());
    }
    keys.presses().iter().find_map(|key| {
        let KeyPress { code: KeyCode::Char(letter), ctrl: true, alt: false, .. } = *key else {
            return None;
        };
        let (_, name) = SAME_BYTES.iter().find(|(known, _)| *known == letter)?;
        Some(format!("most terminals send {name} for `{key}`"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bindings: &[(&str, &str, &str)]) -> Vec<String> {
        let user = bindings.iter().zip(1..).map(|((context, keys, action), line)| UserBinding {
            context: (*context).to_owned(),
            keys: keys.parse().unwrap(),
            action: (*action).to_owned(),
            line,
        });
        let user: Vec<UserBinding> = user.collect();
        of(&user).iter().map(ToString::to_string).collect()
    }

    fn one(context: &str, keys: &str, action: &str) -> String {
        told(&[(context, keys, action)]).join("\n")
    }

    #[test]
    fn a_key_that_is_the_beginning_of_others_is_told_with_what_it_hides() {
        let said = one("all", "g", "quit");
        assert!(said.starts_with("line 1: `g` hides `gw` ") || said.contains("hides `g"), "{said}");
        assert!(said.contains("and ") && said.contains("more"), "{said}");
        assert!(one("page", "m", "down").contains("hides `m{a-z}` (set-mark)"));
        assert!(one("list", "]", "down").contains("`]u` (next-unread)"));
    }

    #[test]
    fn what_begins_with_another_key_can_never_be_reached() {
        let said = one("list", "jx", "quit");
        assert!(said.contains("can never be reached in [list]: `j` is `down`"), "{said}");
        let said = told(&[("page", "w", "down"), ("page", "wx", "up")]);
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].contains("`w` hides `wx`") && said[1].contains("never"), "{said:?}");
        let freed = told(&[("list", "j", "none"), ("list", "jx", "quit")]);
        assert_eq!(freed, [""; 0], "the key before it was taken away");
    }

    #[test]
    fn keys_that_no_terminal_sends_and_digits_are_told() {
        assert!(one("all", "7", "quit").contains("digits count"));
        assert!(one("all", "g Esc", "quit").contains("Esc forgets"));
        assert!(one("all", "Ctrl-i", "quit").contains("send Tab"));
        assert!(!one("all", "0", "quit").contains("count"), "no count begins with it");
    }

    #[test]
    fn a_key_that_a_pane_has_itself_and_one_bound_twice_are_told() {
        let said = one("all", "dd", "down");
        assert!(said.contains("does not hold in [page], where it is `remove-bookmark`"), "{said}");
        let said = told(&[("page", "Ctrl-x", "up"), ("page", "<C-x>", "down")]);
        assert_eq!(said, ["line 1: `Ctrl-x` does nothing here: line 2 binds it again"]);
    }

    #[test]
    fn what_stands_in_nobodys_way_is_not_told() {
        let plain =
            [("all", "Alt-w", "quit"), ("page", "x", "none"), ("page", "<C-n>", "next-heading")];
        assert_eq!(told(&plain), [""; 0]);
    }
}
