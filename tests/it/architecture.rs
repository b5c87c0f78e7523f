//! The shape of the house: which room may use which, who has windows to the world, and how long
//! things may grow. It reads the sources; it does not run them.

mod uses;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// Every room and its floor. A room uses rooms of lower floors only; siblings never.
const FLOORS: &[(&str, u8)] = &[
    ("text", 0),
    ("config", 1),
    ("document", 1),
    ("geography", 1),
    ("formats", 2),
    ("facts", 2),
    ("query", 2),
    ("layout", 2),
    ("bookmarks", 2),
    ("ledger", 3),
    ("library", 3),
    ("index", 3),
    ("files", 4),
    ("protocol", 4),
    ("app", 5),
    ("sandbox", 5),
    ("terminal", 5),
    ("reading", 6),
    ("view", 6),
    ("userdata", 7),
    ("corpus", 8),
    ("runtime", 9),
    ("cli", 10),
    ("main", 11),
];

/// Windows to the world and parts with a place: paths that only these rooms may name.
const WINDOWS: &[(&str, &[&str])] = &[
    ("std::fs", &["files", "sandbox", "reading", "userdata", "corpus", "terminal"]),
    // Parsers of archives read bytes in memory through these two.
    ("std::io::Cursor", &[]),
    ("std::io::Read", &["files", "sandbox", "reading", "userdata"]),
    // Whether a file or the machine is at fault.
    ("std::io::ErrorKind", &["index", "corpus", "sandbox", "cli"]),
    (
        "std::io",
        &[
            "files", "sandbox", "reading", "userdata", "corpus", "terminal", "runtime", "cli",
            "main",
        ],
    ),
    ("std::net", &[]),
    ("std::thread", &["files", "sandbox", "corpus", "terminal", "runtime"]),
    ("std::sync::mpsc", &["files", "sandbox", "corpus", "runtime"]),
    ("std::time::Instant", &["files", "sandbox", "reading", "corpus", "terminal", "runtime"]),
    ("std::time::SystemTime", &["files", "reading", "userdata", "corpus"]),
    ("std::env", &["files", "sandbox", "terminal", "runtime", "cli", "main"]),
    ("std::process", &["files", "sandbox", "terminal", "runtime", "main"]),
    ("rustix", &["files", "sandbox", "corpus", "terminal", "runtime"]),
    ("libc", &["sandbox"]),
    ("landlock", &["sandbox"]),
    ("seccompiler", &["sandbox"]),
    ("signal_hook", &["terminal"]),
    ("tempfile", &["files", "userdata", "reading", "cli"]),
    ("ignore", &["corpus"]),
    ("notify", &["corpus"]),
    // The rules of time zones; which one is the user's only the clock of `files` asks.
    ("jiff", &["bookmarks", "files"]),
    ("directories", &["files"]),
    ("clap", &["cli", "main"]),
    ("anyhow", &["main"]),
    ("tantivy", &["index", "corpus"]),
    ("tantivy_sstable", &["index"]),
    ("ratatui::layout", &["protocol", "app", "view", "terminal", "runtime"]),
    ("ratatui::crossterm::event", &["terminal"]),
    ("ratatui", &["view", "terminal", "runtime"]),
    ("crossterm", &[]),
];

/// Lines of code in a file, without comments, blank lines and tests.
const FILE_LINES: usize = 400;
/// Lines of a function, from its signature to its closing brace.
const FUNCTION_LINES: usize = 60;
/// Files that are tables, one row a line, and may be longer.
const TABLES: &[&str] = &["app/base/command.rs", "app/base/default_keys.rs"];

/// Floors inside of rooms. A part uses parts of lower floors of its room only.
const INNER_FLOORS: &[(&str, u8)] = &[
    ("app/base/", 0),
    ("app/panes/", 1),
    ("app/shell/", 2),
    ("facts/lexicon/", 0),
    ("facts/rules/", 1),
    ("facts/lens/", 2),
    ("facts/ranges/", 3),
    ("facts/merge/", 4),
];

#[test]
fn the_sources_keep_the_rules_of_the_house() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut broken, mut used) = (Vec::new(), BTreeSet::new());
    for file in rust_files(&root) {
        let name = file.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        let seen = inspected(&name, &fs::read_to_string(&file).unwrap());
        broken.extend(seen.found);
        used.extend(seen.used);
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
    let allowed =
        WINDOWS.iter().flat_map(|(window, rooms)| rooms.iter().map(|room| (*window, *room)));
    let idle: Vec<_> = allowed.filter(|pair| !used.contains(pair)).collect();
    assert!(idle.is_empty(), "rooms that have a window and never look through it: {idle:?}");
}

#[test]
fn planted_violations_are_found() {
    let planted = "//! A room.\n\
        use crate::view::draw;\n\
        use crate::{app::State, text::Span};\n\
        use std::{fmt, fs};\n\
        use super::super::cli;\n\
        fn now() { let _ = std::time::Instant::now(); }\n\
        fn paths() { crate::runtime::go(vec![crate::library::all()]); }\n";
    let found = violations("layout/wrap.rs", planted);
    let said = |words: &str| found.iter().filter(|v| v.contains(words)).count();
    assert_eq!(said("layout/wrap.rs:2: `layout` (floor 2) may not use `view` (floor 6)"), 1);
    assert_eq!(said("layout/wrap.rs:3: `layout` (floor 2) may not use `app` (floor 5)"), 1);
    assert_eq!(said("layout/wrap.rs:4: `std::fs` is a window only `"), 1);
    assert_eq!(said("layout/wrap.rs:5: `layout` (floor 2) may not use `cli` (floor 10)"), 1);
    assert_eq!(said("layout/wrap.rs:6: `std::time::Instant` is a window"), 1);
    assert_eq!(said("layout/wrap.rs:7: `layout` (floor 2) may not use `runtime`"), 1);
    assert_eq!(said("layout/wrap.rs:7: `layout` (floor 2) may not use `library`"), 1);
    assert_eq!(found.len(), 7, "{found:#?}");
}

#[test]
fn siblings_length_and_openings_are_watched_and_tests_are_free() {
    let sibling = violations("query/mod.rs", "//! A room.\nuse crate::layout::Line;\n");
    assert!(sibling[0].contains("may not use `layout` (floor 2)"), "{sibling:?}");
    let unopened = violations("query/mod.rs", "use std::fmt;\n");
    assert!(unopened[0].contains("does not open with `//!`"), "{unopened:?}");
    let long = format!("//! A room.\nfn f() {{\n{}}}\n", "g();\n".repeat(60));
    assert!(violations("query/mod.rs", &long)[0].contains("`f` has 62 lines"));
    let huge = format!("//! A room.\n{}", "const A: u8 = 1;\n".repeat(401));
    assert!(violations("query/mod.rs", &huge)[0].contains("401 lines of code"));
    assert!(violations("app/base/default_keys.rs", &huge).is_empty());
    let tested = "//! A room.\n#[cfg(test)]\nmod tests { use std::fs; use crate::view::draw; }\n";
    assert!(violations("query/mod.rs", tested).is_empty());
    assert!(!violations("attic/mod.rs", "//! A room.\n").is_empty());
}

#[test]
fn files_use_each_other_in_one_direction() {
    let sources = all_sources();
    let read = uses::Sources::of(sources.iter().map(|(name, text)| (&**name, &**text)));
    let circles = read.circles();
    assert!(circles.is_empty(), "\nthe circles:\n{circles:#?}\n");
}

#[test]
fn parts_of_a_room_use_lower_ones_only_and_panes_do_not_know_the_state() {
    let sources = all_sources();
    let read = uses::Sources::of(sources.iter().map(|(name, text)| (&**name, &**text)));
    let upward = read.upward(INNER_FLOORS);
    assert!(upward.is_empty(), "\n{}\n", upward.join("\n"));
    let rooms: Vec<_> = INNER_FLOORS.iter().map(|(part, _)| *part).collect();
    let is_there = |part: &&&str| sources.iter().any(|(name, _)| name.starts_with(**part));
    assert_eq!(rooms.iter().filter(is_there).count(), rooms.len(), "a part has another name now");
}

#[test]
fn a_name_means_one_public_type() {
    let sources = all_sources();
    let read = uses::Sources::of(sources.iter().map(|(name, text)| (&**name, &**text)));
    let twice = read.names_twice();
    assert!(twice.is_empty(), "\nwhere they are:\n{twice:#?}\n");
}

#[test]
fn planted_circles_and_names_are_found() {
    let planted = [
        ("lib.rs", "//! The crate.\npub mod a;\npub mod b;\n"),
        ("a/mod.rs", "//! A room.\nmod one;\nmod two;\npub use one::One;\npub use two::Two;\n"),
        ("a/one.rs", "//! A file.\nuse super::Two;\npub struct One(Two);\npub struct Same;\n"),
        ("a/two.rs", "//! A file.\npub struct Two;\nfn f() { let _ = crate::a::one::go(); }\n"),
        (
            "b.rs",
            "//! A room.\nuse crate::a::One;\npub struct Two(One);\npub struct Same;\n\
                  #[cfg(test)]\nmod tests { use crate::c::Three; }\n",
        ),
        ("c.rs", "//! A room.\nuse crate::b::Two;\npub struct Three(Two);\n"),
    ];
    let read = uses::Sources::of(planted);
    assert_eq!(read.circles(), [["a/one.rs", "a/two.rs"]]);
    let upward = read.upward(&[("a/", 0), ("b", 1), ("c", 1)]);
    assert_eq!(upward, ["c.rs uses b.rs"], "what lies on a floor does not know each other");
    assert_eq!(read.upward(&[("a/", 2), ("b", 1)]), ["b.rs uses a/one.rs"]);
    let twice = read.names_twice();
    assert_eq!(twice.keys().copied().collect::<Vec<_>>(), ["Two"], "{twice:?}");
    assert_eq!(twice["Two"], ["a::two", "b"]);
}

#[test]
fn what_a_room_passes_on_as_a_whole_is_followed() {
    let planted = [
        ("lib.rs", "//! The crate.\npub mod a;\npub mod b;\n"),
        ("a/mod.rs", "//! A room.\nmod inner;\npub use inner::*;\n"),
        ("a/inner/mod.rs", "//! A room.\nmod one;\npub use one::One;\npub struct Two;\n"),
        ("a/inner/one.rs", "//! A file.\nuse crate::b::Three;\npub struct One(Three);\n"),
        ("b.rs", "//! A room.\nuse crate::a::One;\npub struct Three(One);\npub struct Two;\n"),
    ];
    let read = uses::Sources::of(planted);
    assert_eq!(read.circles(), [["a/inner/one.rs", "b.rs"]]);
    assert_eq!(read.names_twice().keys().copied().collect::<Vec<_>>(), ["Two"]);
}

/// Every source, by its name below `src`.
fn all_sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let named = |file: PathBuf| {
        let name = file.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        (name, fs::read_to_string(&file).unwrap())
    };
    rust_files(&root).into_iter().map(named).collect()
}

/// What the file breaks, one sentence each: file, line, rule.
fn violations(name: &str, source: &str) -> Vec<String> {
    inspected(name, source).found
}

/// What the file breaks, and which windows it looks through.
fn inspected<'a>(name: &'a str, source: &str) -> Inspector<'a> {
    let room = room_of(name);
    let mut found = Vec::new();
    if !source.starts_with("//!") {
        found.push(format!("{name}:1: the file does not open with `//!` saying what it is"));
    }
    if floor(room).is_none() && name != "lib.rs" {
        found.push(format!("{name}:1: `{room}` has no floor in tests/it/architecture.rs"));
    }
    let (depth, used) = (depth_of(name), BTreeSet::new());
    let mut inspector = Inspector { name, room, depth, found, used, test_lines: 0 };
    match syn::parse_file(source) {
        Ok(file) => inspector.visit_file(&file),
        Err(error) => inspector.found.push(format!("{name}:1: cannot be parsed: {error}")),
    }
    let lines = lines_of_code(source).saturating_sub(inspector.test_lines);
    if lines > FILE_LINES && !TABLES.contains(&name) {
        let rule = format!("{name}:1: {lines} lines of code; the limit is {FILE_LINES}");
        inspector.found.push(rule);
    }
    inspector
}

fn room_of(name: &str) -> &str {
    let first = name.split('/').next().unwrap_or(name);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// How many modules deep the file is: how often `super` leads to the crate.
fn depth_of(name: &str) -> usize {
    let parts = name.split('/').count();
    if name.ends_with("mod.rs") || name == "lib.rs" || name == "main.rs" {
        parts - 1
    } else {
        parts
    }
}

fn floor(room: &str) -> Option<u8> {
    let floors: BTreeMap<_, _> = FLOORS.iter().copied().collect();
    floors.get(room).copied()
}

fn lines_of_code(source: &str) -> usize {
    source.lines().filter(|line| is_code(line)).count()
}

fn is_code(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with("//")
}

struct Inspector<'a> {
    name: &'a str,
    room: &'a str,
    depth: usize,
    found: Vec<String>,
    /// Windows that the room may look through and does.
    used: BTreeSet<(&'static str, &'static str)>,
    test_lines: usize,
}

impl Inspector<'_> {
    fn path(&mut self, segments: &[String], line: usize) {
        let floor = self.broken_floor(segments);
        if let Some(rule) = floor.or_else(|| self.broken_window(segments)) {
            let sentence = format!("{}:{line}: {rule}", self.name);
            if !self.found.contains(&sentence) {
                self.found.push(sentence);
            }
        }
    }

    fn broken_floor(&self, segments: &[String]) -> Option<String> {
        let used = self.used_room(segments)?;
        let (own, theirs) = (floor(self.room)?, floor(used)?);
        (used != self.room && theirs >= own).then(|| {
            format!(
                "`{}` (floor {own}) may not use `{used}` (floor {theirs}); imports go down only",
                self.room
            )
        })
    }

    /// The room a path leads into: after `crate`, `briefbook` or as many `super` as lead there.
    fn used_room<'s>(&self, segments: &'s [String]) -> Option<&'s str> {
        let supers = segments.iter().take_while(|s| *s == "super").count();
        let first = match segments.first()?.as_str() {
            "crate" | "briefbook" => 1,
            "super" if supers >= self.depth => supers,
            _ => return None,
        };
        segments.get(first).map(String::as_str)
    }

    fn broken_window(&mut self, segments: &[String]) -> Option<String> {
        let path = segments.join("::");
        let inside = |window: &str| path == window || path.starts_with(&format!("{window}::"));
        let (window, rooms) = WINDOWS.iter().find(|(window, _)| inside(window))?;
        let own = rooms.iter().find(|room| **room == self.room);
        self.used.extend(own.map(|room| (*window, *room)));
        own.is_none().then(|| {
            let rooms: Vec<_> = rooms.iter().map(|room| format!("`{room}`")).collect();
            let owners = if rooms.is_empty() { "no room".to_owned() } else { rooms.join(", ") };
            format!("`{window}` is a window only {owners} have")
        })
    }

    fn use_tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let mut path = before.to_vec();
        match tree {
            syn::UseTree::Path(node) => {
                path.push(node.ident.to_string());
                self.use_tree(&path, &node.tree);
            }
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|item| self.use_tree(before, item));
            }
            syn::UseTree::Name(name) => self.leaf(path, &name.ident),
            syn::UseTree::Rename(name) => self.leaf(path, &name.ident),
            syn::UseTree::Glob(glob) => self.path(&path, glob.span().start().line),
        }
    }

    fn leaf(&mut self, mut path: Vec<String>, last: &syn::Ident) {
        path.push(last.to_string());
        self.path(&path, last.span().start().line);
    }

    fn function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let (first, last) = (signature.span().start().line, block.span().end().line);
        let lines = last + 1 - first;
        if lines > FUNCTION_LINES {
            let (name, function) = (self.name, &signature.ident);
            self.found.push(format!(
                "{name}:{first}: `{function}` has {lines} lines; the limit is {FUNCTION_LINES}"
            ));
        }
    }

    /// Macros hold tokens, not syntax: paths in them are found by their look.
    fn tokens(&mut self, tokens: proc_macro2::TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let (mut colons, mut line) = (0, 1);
        for token in tokens {
            match token {
                proc_macro2::TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.path(&std::mem::take(&mut path), line);
                    }
                    line = ident.span().start().line;
                    path.push(ident.to_string());
                    colons = 0;
                }
                proc_macro2::TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                other => {
                    self.path(&std::mem::take(&mut path), line);
                    colons = 0;
                    if let proc_macro2::TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.path(&path, line);
    }
}

impl<'ast> Visit<'ast> for Inspector<'_> {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if module.attrs.iter().any(is_for_tests) {
            self.test_lines += module.span().end().line + 1 - module.span().start().line;
            return;
        }
        self.depth += 1;
        visit::visit_item_mod(self, module);
        self.depth -= 1;
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.use_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<_> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.path(&segments, path.span().start().line);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.function(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.function(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }
}

fn is_for_tests(attribute: &syn::Attribute) -> bool {
    let syn::Meta::List(list) = &attribute.meta else {
        return false;
    };
    let tokens = list.tokens.to_string();
    list.path.is_ident("cfg") && (tokens == "test" || tokens.starts_with("all (test ,"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
