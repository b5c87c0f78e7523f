//! Which file uses which, and which type names are public twice: read from the sources, with what a
//! room passes on (`pub use`) followed to the file that holds it.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};

/// A path of names: of a module, or of an item in one.
type Names = Vec<String>;

/// The sources as modules.
#[derive(Default)]
pub struct Sources {
    /// The file of every module, by its path; the root is the empty one.
    files: BTreeMap<Names, String>,
    /// What a module passes on under a name, and where that is.
    passed_on: BTreeMap<Names, Names>,
    /// The modules that a module passes on with all they have (`pub use lookup::*`).
    all_passed_on: BTreeMap<Names, Vec<Names>>,
    /// Modules that can be named from outside the crate.
    open: BTreeSet<Names>,
    /// Types that are `pub`, by module and name.
    types: BTreeSet<Names>,
    /// What each module names.
    named: BTreeMap<Names, Vec<Names>>,
}

impl Sources {
    /// Reads the sources, each a name below `src` and its text. Files for tests are left out.
    pub fn of<'a>(sources: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut all = Self::default();
        let mut parsed = Vec::new();
        for (name, text) in sources {
            let for_tests = name.contains("/tests/") || name.ends_with("/tests.rs");
            if let (false, false, Ok(file)) = (for_tests, name == "main.rs", syn::parse_file(text))
            {
                all.files.insert(module_of(name), name.to_owned());
                parsed.push((module_of(name), file));
            }
        }
        all.open.insert(Vec::new());
        parsed.sort_by_key(|(module, _)| module.len());
        for (module, file) in &parsed {
            all.declare(module, file);
        }
        for (module, file) in &parsed {
            let mut reader =
                Reader { sources: &mut all, module, inside: 0, imported: BTreeMap::new() };
            reader.visit_file(file);
        }
        all
    }

    /// Modules, types and what is passed on, before paths are looked up.
    fn declare(&mut self, module: &Names, file: &syn::File) {
        let is_open = self.open.contains(module);
        for item in &file.items {
            match item {
                syn::Item::Mod(inner) if is_open && is_public(&inner.vis) => {
                    self.open.insert(child(module, &inner.ident));
                }
                syn::Item::Struct(item) if is_public(&item.vis) => {
                    self.types.insert(child(module, &item.ident));
                }
                syn::Item::Enum(item) if is_public(&item.vis) => {
                    self.types.insert(child(module, &item.ident));
                }
                syn::Item::Trait(item) if is_public(&item.vis) => {
                    self.types.insert(child(module, &item.ident));
                }
                syn::Item::Use(item) if !matches!(item.vis, syn::Visibility::Inherited) => {
                    for (path, name) in leaves(&item.tree) {
                        if let Some(target) = self.resolved(module, &path) {
                            self.pass_on(module, name, target);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// The path from the root of the crate, if it stays in the crate.
    fn resolved(&self, module: &Names, path: &[String]) -> Option<Names> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([module, rest].concat()),
            "super" => {
                let above = path.iter().take_while(|name| *name == "super").count();
                let kept = module.len().checked_sub(above)?;
                Some([&module[..kept], &path[above..]].concat())
            }
            _ => {
                let own = [module.as_slice(), &path[..1]].concat();
                self.files.contains_key(&own).then(|| [module.as_slice(), path].concat())
            }
        }
    }

    /// A module passes something on under a name, or all that a module has if there is none.
    fn pass_on(&mut self, module: &Names, name: String, target: Names) {
        if !name.is_empty() {
            self.passed_on.insert([module.as_slice(), &[name]].concat(), target);
            return;
        }
        if self.open.contains(module) {
            self.open.insert(target.clone());
        }
        self.all_passed_on.entry(module.clone()).or_default().push(target);
    }

    /// Where that is what a module passes on under the last name of this path.
    fn passed(&self, path: &[String]) -> Option<Names> {
        if let Some(target) = self.passed_on.get(path) {
            return Some(target.clone());
        }
        let (name, module) = path.split_last()?;
        let from = self.all_passed_on.get(module)?.iter();
        let mut inside = from.map(|from| [from.as_slice(), std::slice::from_ref(name)].concat());
        inside.find(|at| self.passed_on.contains_key(at) || self.types.contains(at))
    }

    /// The module whose file holds what a path leads to.
    fn holder(&self, path: &[String], steps: usize) -> Option<&Names> {
        let depth =
            (0..=path.len()).rev().find(|depth| self.files.contains_key(&path[..*depth]))?;
        let next = path.get(..=depth).and_then(|next| self.passed(next));
        match next {
            Some(target) if steps < 8 => {
                self.holder(&[target.as_slice(), &path[depth + 1..]].concat(), steps + 1)
            }
            _ => self.files.get_key_value(&path[..depth]).map(|(module, _)| module),
        }
    }

    /// Files that use each other in a circle: each circle in the order of names.
    pub fn circles(&self) -> Vec<Vec<&str>> {
        let modules: Vec<&Names> = self.files.keys().collect();
        let place = |module: &Names| modules.binary_search(&module).ok();
        let edges: Vec<Vec<usize>> = modules
            .iter()
            .map(|module| {
                let named = self.named.get(*module).into_iter().flatten();
                let used = named.filter_map(|path| place(self.holder(path, 0)?));
                used.filter(|at| modules[*at] != *module).collect()
            })
            .collect();
        let circles = strong_components(&edges).into_iter().filter(|circle| circle.len() > 1);
        let files = |circle: Vec<usize>| {
            let mut files: Vec<&str> =
                circle.iter().map(|at| self.files[modules[*at]].as_str()).collect();
            files.sort_unstable();
            files
        };
        circles.map(files).collect()
    }

    /// Uses of a part by a part of a lower floor, or of another one on its floor: "one uses other". A
    /// part is what lies below a path; the longest that fits counts. Files of no part are not looked at.
    pub fn upward(&self, floors: &[(&str, u8)]) -> Vec<String> {
        let part_of = |file: &str| {
            let fits = floors.iter().filter(|(part, _)| file.starts_with(part));
            fits.max_by_key(|(part, _)| part.len()).copied()
        };
        let mut found = BTreeSet::new();
        for (module, paths) in &self.named {
            let Some(file) = self.files.get(module) else { continue };
            let Some((part, floor)) = part_of(file) else { continue };
            let used = paths.iter().filter_map(|path| self.files.get(self.holder(path, 0)?));
            for other in used {
                if let Some((its, above)) = part_of(other)
                    && its != part
                    && above >= floor
                {
                    found.insert(format!("{file} uses {other}"));
                }
            }
        }
        found.into_iter().collect()
    }

    /// Names that more than one public type has, with their modules.
    pub fn names_twice(&self) -> BTreeMap<&str, Vec<String>> {
        let passed: BTreeSet<Names> = self
            .passed_on
            .iter()
            .filter(|(from, _)| self.open.contains(&from[..from.len() - 1]))
            .filter_map(|(_, target)| {
                let holder = self.holder(target, 0)?;
                Some([holder.as_slice(), &target[target.len() - 1..]].concat())
            })
            .collect();
        let mut names: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for path in &self.types {
            let (name, module) = path.split_last().expect("a type has a name");
            if self.open.contains(module) || passed.contains(path) {
                names.entry(name).or_default().push(module.join("::"));
            }
        }
        names.retain(|_, modules| modules.len() > 1);
        names
    }
}

struct Reader<'a> {
    sources: &'a mut Sources,
    module: &'a Names,
    /// How many modules of the same file stand around.
    inside: usize,
    /// Where names that were imported come from.
    imported: BTreeMap<String, Names>,
}

impl Reader<'_> {
    fn note(&mut self, path: &[String]) {
        let outer = path.iter().take_while(|name| *name == "super").count();
        let path = &path[outer.min(self.inside)..];
        let found = match path.first().and_then(|first| self.imported.get(first)) {
            Some(from) => Some([from.as_slice(), &path[1..]].concat()),
            None => self.sources.resolved(self.module, path),
        };
        if let Some(found) = found {
            self.sources.named.entry(self.module.clone()).or_default().push(found);
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if module.attrs.iter().any(super::is_for_tests) {
            return;
        }
        self.inside += 1;
        visit::visit_item_mod(self, module);
        self.inside -= 1;
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        for (path, name) in leaves(&item.tree) {
            let Some(found) = self.sources.resolved(self.module, &path) else { continue };
            if matches!(item.vis, syn::Visibility::Inherited) {
                self.sources.named.entry(self.module.clone()).or_default().push(found.clone());
            }
            self.imported.insert(name, found);
        }
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Names = path.segments.iter().map(|s| s.ident.to_string()).collect();
        if names.len() > 1 {
            self.note(&names);
        }
        visit::visit_path(self, path);
    }
}

/// The module that a file is.
fn module_of(name: &str) -> Names {
    let mut parts: Names = name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib")) {
        parts.pop();
    }
    parts
}

fn child(module: &Names, name: &syn::Ident) -> Names {
    [module.as_slice(), &[name.to_string()]].concat()
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

/// The paths of an import, each with the name it has from then on.
fn leaves(tree: &syn::UseTree) -> Vec<(Names, String)> {
    let mut found = Vec::new();
    gather(tree, &[], &mut found);
    found
}

fn gather(tree: &syn::UseTree, before: &[String], found: &mut Vec<(Names, String)>) {
    let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
    match tree {
        syn::UseTree::Path(node) => gather(&node.tree, &with(&node.ident), found),
        syn::UseTree::Group(group) => {
            group.items.iter().for_each(|item| gather(item, before, found))
        }
        syn::UseTree::Name(name) if name.ident == "self" => {
            found.push((before.to_vec(), before.last().cloned().unwrap_or_default()));
        }
        syn::UseTree::Name(name) => found.push((with(&name.ident), name.ident.to_string())),
        syn::UseTree::Rename(name) => found.push((with(&name.ident), name.rename.to_string())),
        syn::UseTree::Glob(_) => found.push((before.to_vec(), String::new())),
    }
}

/// The strongly connected components of a graph (Tarjan's algorithm).
fn strong_components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search {
        edges,
        order: vec![None; edges.len()],
        low: vec![0; edges.len()],
        stack: Vec::new(),
        on_stack: vec![false; edges.len()],
        seen: 0,
        found: Vec::new(),
    };
    for node in 0..edges.len() {
        if search.order[node].is_none() {
            search.visit(node);
        }
    }
    search.found
}

struct Search<'a> {
    edges: &'a [Vec<usize>],
    order: Vec<Option<usize>>,
    low: Vec<usize>,
    stack: Vec<usize>,
    on_stack: Vec<bool>,
    seen: usize,
    found: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn visit(&mut self, node: usize) {
        self.order[node] = Some(self.seen);
        self.low[node] = self.seen;
        self.seen += 1;
        self.stack.push(node);
        self.on_stack[node] = true;
        for &next in &self.edges[node] {
            if self.order[next].is_none() {
                self.visit(next);
                self.low[node] = self.low[node].min(self.low[next]);
            } else if self.on_stack[next] {
                self.low[node] = self.low[node].min(self.order[next].unwrap_or_default());
            }
        }
        if Some(self.low[node]) == self.order[node] {
            let from = self.stack.iter().rposition(|other| *other == node).unwrap_or_default();
            let component = self.stack.split_off(from);
            component.iter().for_each(|other| self.on_stack[*other] = false);
            self.found.push(component);
        }
    }
}
