//! Which keys ask for which command: the default bindings with the user's on top. The help, the palette, the
//! footer and docs/keys.md are generated from it. Running a command is not its business.

use std::collections::BTreeMap;

use super::command::Command;
use super::default_keys::DEFAULTS;
use super::layouts::Layouts;
use super::pane_id::Context;
use crate::config::{self, KeyCode, KeyPress, Sequence};

/// What follows the keys of a sequence like `m{a-z}`, in the table of the default keys and as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    /// Nothing.
    None,
    /// A letter from a to z.
    Letter,
    /// Any character.
    Character,
}

impl Tail {
    /// As the table has it.
    pub const fn shown(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Letter => "{a-z}",
            Self::Character => "{char}",
        }
    }

    /// What follows the keys of a command.
    const fn of(command: Command) -> Self {
        use Command::{GoToMark, Seek, SeekLeft, SeekLeftTo, SeekTo, SetMark};
        match command {
            SetMark | GoToMark => Self::Letter,
            Seek | SeekLeft | SeekTo | SeekLeftTo => Self::Character,
            _ => Self::None,
        }
    }

    /// The character that a key stands for here, if it can follow.
    fn takes(self, press: KeyPress) -> Option<char> {
        let KeyPress { code: KeyCode::Char(c), ctrl: false, alt: false, .. } = press else {
            return None;
        };
        match self {
            Self::None => None,
            Self::Letter => c.is_ascii_lowercase().then_some(c),
            Self::Character => Some(c),
        }
    }
}

/// One binding in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where it holds.
    pub context: Context,
    /// The keys to press, one after the other.
    pub keys: Sequence,
    /// What follows them.
    pub tail: Tail,
    /// What they ask for.
    pub command: Command,
}

impl Binding {
    /// The keys as the help shows them.
    pub fn shown(&self) -> String {
        format!("{}{}", self.keys, self.tail.shown())
    }

    fn same_keys(&self, keys: &Sequence, tail: Tail) -> bool {
        self.keys == *keys && self.tail == tail
    }
}

/// All bindings in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Keymap {
    bindings: Vec<Binding>,
    unbound: Vec<(Context, Sequence)>,
    layouts: Layouts,
}

/// What keys typed so far stand for.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolution {
    /// Nothing begins with them.
    Unknown,
    /// More keys are to come; these bindings can be reached.
    Prefix(Vec<Binding>),
    /// A command, with its letter if it takes one.
    Complete(Command, Option<char>),
}

impl Default for Keymap {
    fn default() -> Self {
        let rows = DEFAULTS.iter().flat_map(|(context, keys, command)| {
            keys.iter().filter_map(|keys| parse(*context, keys, *command))
        });
        Self { bindings: rows.collect(), unbound: Vec::new(), layouts: Layouts::default() }
    }
}

impl Keymap {
    /// The default bindings with the user's on top. Lines that name no context or no command have
    /// been reported by `config` and are passed over.
    pub fn with(user: &[config::UserBinding]) -> Self {
        let mut keymap = Self::default();
        for binding in user.iter().filter(|binding| !takes_interrupt(binding)) {
            keymap.apply(binding);
        }
        keymap
    }

    /// What is wrong with the user's bindings, each with its line: those that are passed over because
    /// Ctrl-c always ends the program, and that no other way out is left.
    pub fn faults(&self, user: &[config::UserBinding]) -> Vec<(usize, &'static str)> {
        let refused = user.iter().filter(|binding| takes_interrupt(binding));
        let refused =
            refused.map(|b| (b.line, "Ctrl-c always ends the program and cannot be bound"));
        let mut faults: Vec<_> = refused.collect();
        let ends = |context, command| self.keys_of(context, command).is_some();
        let is_closed = |context| !ends(context, Command::Quit) && !ends(context, Command::Palette);
        if [Context::List, Context::Page].into_iter().any(is_closed) {
            let line = user.iter().map(|binding| binding.line).max().unwrap_or_default();
            faults.push((line, "no key is left that ends the program, but for Ctrl-c; bind quit"));
        }
        faults
    }

    /// The same with letters of the user's own layout, each with its key on an English keyboard.
    pub fn with_layout(self, letters: &[(char, char)]) -> Self {
        Self { layouts: Layouts::with(letters), ..self }
    }

    /// The layouts whose letters are taken for keys.
    pub fn layouts(&self) -> &Layouts {
        &self.layouts
    }

    /// The names that may stand in `keys.toml`: contexts and actions.
    pub fn vocabulary() -> (Vec<&'static str>, Vec<&'static str>) {
        let contexts = Context::ALL.iter().map(|context| context.name());
        (contexts.collect(), Command::ALL.iter().map(|command| command.name()).collect())
    }

    /// Every binding, in the order of the table.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// Bindings that hold in a context, the context's own first.
    pub fn in_context(&self, context: Context) -> impl Iterator<Item = &Binding> {
        let own = self.bindings.iter().filter(move |b| b.context == context);
        let all = self.bindings.iter().filter(move |b| {
            b.context == Context::All && context != Context::All && !self.is_hidden(b, context)
        });
        own.chain(all)
    }

    /// What the keys typed so far stand for in a context.
    pub fn resolve(&self, context: Context, typed: &[KeyPress]) -> Resolution {
        let bindings = || self.in_context(context);
        let exact = |b: &&Binding| b.tail == Tail::None && b.keys.presses() == typed;
        if let Some(exact) = bindings().find(exact) {
            return Resolution::Complete(exact.command, None);
        }
        if let Some((last, before)) = typed.split_last() {
            let followed = bindings().filter(|b| b.keys.presses() == before);
            let mut taken = followed.filter_map(|b| Some((b.command, b.tail.takes(*last)?)));
            if let Some((command, letter)) = taken.next() {
                return Resolution::Complete(command, Some(letter));
            }
        }
        let reached: Vec<Binding> =
            bindings().filter(|b| b.keys.starts_with(typed)).cloned().collect();
        if reached.is_empty() { Resolution::Unknown } else { Resolution::Prefix(reached) }
    }

    /// What these keys stand for with one more, and which key that is: a letter that means nothing here
    /// is taken for the one that its key has on an English keyboard.
    pub fn read(
        &self,
        context: Context,
        typed: &[KeyPress],
        key: KeyPress,
    ) -> (KeyPress, Resolution) {
        let resolve = |key| self.resolve(context, &[typed, &[key]].concat());
        let resolution = resolve(key);
        let other = self.layouts.same_key(key).filter(|_| resolution == Resolution::Unknown);
        other.map_or((key, resolution), |other| (other, resolve(other)))
    }

    /// The first keys bound to a command, as the help shows them.
    pub fn keys_of(&self, context: Context, command: Command) -> Option<String> {
        let of = |at: Context| {
            self.bindings.iter().filter(move |b| b.command == command && b.context == at)
        };
        let all = of(Context::All).find(|b| !self.is_hidden(b, context));
        of(context).next().or(all).map(Binding::shown)
    }

    /// Commands with all their keys in a context, in the order of the commands.
    pub fn by_command(&self, context: Context) -> BTreeMap<Command, Vec<String>> {
        let mut commands: BTreeMap<Command, Vec<String>> = BTreeMap::new();
        for binding in self.in_context(context) {
            commands.entry(binding.command).or_default().push(binding.shown());
        }
        commands
    }

    /// True if a context has keys of its own for a command.
    pub fn is_own(&self, context: Context, command: Command) -> bool {
        self.bindings.iter().any(|b| b.context == context && b.command == command)
    }

    /// True if the context binds the same keys itself, whatever follows them there, or the user took
    /// them away there.
    fn is_hidden(&self, binding: &Binding, context: Context) -> bool {
        let own = |own: &Binding| own.context == context && own.keys == binding.keys;
        self.bindings.iter().any(own)
            || self.unbound.iter().any(|(at, keys)| *at == context && *keys == binding.keys)
    }

    fn apply(&mut self, user: &config::UserBinding) {
        let Some(context) = Context::named(&user.context) else { return };
        let command = Command::named(&user.action);
        let tail = command.map_or(Tail::None, Tail::of);
        let replaced = |b: &Binding| match command {
            Some(_) => b.same_keys(&user.keys, tail),
            None => b.keys == user.keys,
        };
        self.bindings.retain(|b| b.context != context || !replaced(b));
        match command {
            Some(command) => {
                self.bindings.push(Binding { context, keys: user.keys.clone(), tail, command });
            }
            None => self.unbound.push((context, user.keys.clone())),
        }
    }
}

/// True for a binding that would take Ctrl-c away from the way out.
fn takes_interrupt(user: &config::UserBinding) -> bool {
    let first = user.keys.presses().first();
    let is_interrupt = first.is_some_and(|key| key.ctrl && key.code == config::KeyCode::Char('c'));
    is_interrupt && Command::named(&user.action) != Some(Command::Interrupt)
}

fn parse(context: Context, keys: &str, command: Command) -> Option<Binding> {
    let tail = Tail::of(command);
    let keys = keys.strip_suffix(tail.shown())?;
    Some(Binding { context, keys: keys.parse().ok()?, tail, command })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> Vec<KeyPress> {
        keys.parse::<Sequence>().unwrap().presses().to_vec()
    }

    #[test]
    fn every_row_of_the_table_parses_and_none_is_there_twice() {
        let rows = DEFAULTS.iter().map(|(_, keys, _)| keys.len()).sum::<usize>();
        let keymap = Keymap::default();
        assert_eq!(keymap.bindings().len(), rows);
        for (at, one) in keymap.bindings().iter().enumerate() {
            let same = |b: &&Binding| b.context == one.context && b.same_keys(&one.keys, one.tail);
            assert!(!keymap.bindings()[at + 1..].iter().any(|b| same(&b)), "{}", one.shown());
        }
    }

    #[test]
    fn no_binding_is_the_beginning_of_another() {
        let keymap = Keymap::default();
        for context in Context::ALL {
            for one in keymap.in_context(*context).filter(|b| b.tail == Tail::None) {
                let longer = |b: &&Binding| {
                    b.keys.presses().len() > one.keys.presses().len()
                        && b.keys.starts_with(one.keys.presses())
                };
                assert_eq!(keymap.in_context(*context).find(longer), None, "{}", one.shown());
            }
        }
    }

    #[test]
    fn every_command_can_be_reached_by_a_key() {
        let keymap = Keymap::default();
        let reached = |c: &Command| keymap.bindings().iter().any(|b| b.command == *c);
        assert_eq!(Command::ALL.iter().find(|c| !reached(c)), None);
    }

    #[test]
    fn sequences_letters_and_contexts_are_told_apart() {
        let keymap = Keymap::default();
        let resolve = |context, keys| keymap.resolve(context, &typed(keys));
        assert_eq!(resolve(Context::Page, "gg"), Resolution::Complete(Command::Top, None));
        assert!(matches!(resolve(Context::Page, "g"), Resolution::Prefix(next) if next.len() > 2));
        assert_eq!(resolve(Context::Page, "mx"), Resolution::Complete(Command::SetMark, Some('x')));
        assert_eq!(resolve(Context::Page, "mX"), Resolution::Unknown);
        let sought = Resolution::Complete(Command::Seek, Some('X'));
        assert_eq!(resolve(Context::Selecting, "fX"), sought);
        assert!(matches!(resolve(Context::Selecting, "f"), Resolution::Prefix(_)));
        assert_eq!(resolve(Context::Page, "f"), Resolution::Complete(Command::Filter, None));
        assert_eq!(resolve(Context::Page, "''"), Resolution::Complete(Command::LastPlace, None));
        assert_eq!(
            resolve(Context::List, "J"),
            Resolution::Complete(Command::ScrollPageDown, None)
        );
        assert_eq!(resolve(Context::Page, "J"), Resolution::Complete(Command::NextDocument, None));
    }

    #[test]
    fn ctrl_c_stays_a_way_out_and_it_is_said_when_no_other_is_left() {
        let user = |keys: &str, line| config::UserBinding {
            context: "all".into(),
            keys: keys.parse().unwrap(),
            action: "down".into(),
            line,
        };
        let all = ["<C-c>", "Q", "q", "<Esc>", ":", "?", "<C-c>x"];
        let all: Vec<_> = all.iter().zip(1..).map(|(keys, line)| user(keys, line)).collect();
        let keymap = Keymap::with(&all);
        for context in Context::ALL {
            let end = keymap.resolve(*context, &typed("<C-c>"));
            assert_eq!(end, Resolution::Complete(Command::Interrupt, None), "{context:?}");
        }
        let faults: Vec<usize> = keymap.faults(&all).iter().map(|(line, _)| *line).collect();
        assert_eq!(faults, [1, 7, 7]);
        let some = [user("Q", 1)];
        assert_eq!(Keymap::with(&some).faults(&some), [], "the palette is left");
    }

    #[test]
    fn the_user_can_rebind_and_unbind() {
        let user = |context: &str, keys: &str, action: &str| config::UserBinding {
            context: context.into(),
            keys: keys.parse().unwrap(),
            action: action.into(),
            line: 1,
        };
        let keymap = Keymap::with(&[
            user("all", "x", "quit"),
            user("page", "j", "none"),
            user("all", "m", "set-mark"),
        ]);
        let resolve = |context, keys| keymap.resolve(context, &typed(keys));
        assert_eq!(resolve(Context::List, "x"), Resolution::Complete(Command::Quit, None));
        assert_eq!(resolve(Context::Page, "j"), Resolution::Unknown);
        assert_eq!(resolve(Context::List, "j"), Resolution::Complete(Command::Down, None));
        assert_eq!(resolve(Context::List, "mb"), Resolution::Complete(Command::SetMark, Some('b')));
    }
}
