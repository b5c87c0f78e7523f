//! Where a link leads that names a file: looked for beside the document and below the folders of the
//! library, never opened. What lies outside of these is told apart, so that nobody is led there unasked.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

use super::containers::file_of;
use super::in_memory::InMemory;
use crate::files::open;
use crate::files::open::special;
use crate::formats::{Kind, Source, kind, read};
use crate::protocol::{FollowReport, FollowRequest};
use crate::text::CleanText;

/// What stands for a folder that a link leads to.
pub const FOLDER_PAGES: [&str; 4] = ["README.md", "index.md", "index.html", "index.htm"];

/// Bytes of a file that tell what it is.
const HEAD: usize = 64 << 10;

/// Endings of documents that links leave out.
const ENDINGS: [&str; 5] = [".md", ".markdown", ".html", ".htm", ".txt"];

/// Where a link leads, in a library of these folders and files.
pub fn followed(roots: &[PathBuf], in_memory: &InMemory, request: &FollowRequest) -> FollowReport {
    let target = &request.target;
    let shown = || CleanText::path(Path::new(OsStr::from_bytes(&target.path)));
    if target.path.contains(&0) {
        return FollowReport::Refused(CleanText::line(&format!("No file is called {}.", shown())));
    }
    let names = [Some(&target.path), target.written.as_ref()];
    let names = names.into_iter().flatten().map(|bytes| Path::new(OsStr::from_bytes(bytes)));
    if InMemory::holds(&request.from) {
        return beside_in_memory(in_memory, &request.from, names);
    }
    let from = std::path::absolute(file_of(&request.from)).unwrap_or_default();
    let home = from.parent().unwrap_or(Path::new("/"));
    let mut first = None;
    for name in names {
        for place in places(roots, home, name) {
            first.get_or_insert_with(|| plain(&place));
            if let Some(found) = endings(&place).into_iter().find_map(|path| looked(roots, &path)) {
                return found;
            }
        }
    }
    FollowReport::Missing(first.unwrap_or_else(|| home.to_owned()))
}

/// Samples lead to each other; of what came on standard input nobody knows where it lay.
fn beside_in_memory<'a>(
    in_memory: &InMemory,
    from: &Path,
    names: impl Iterator<Item = &'a Path>,
) -> FollowReport {
    let home = from.parent().unwrap_or(from);
    let mut last = PathBuf::new();
    for name in names {
        last = name.to_owned();
        let there = |path: &PathBuf| in_memory.get(path).is_some();
        if let Some(path) = endings(&plain(&home.join(name))).into_iter().find(there) {
            return FollowReport::Inside(path);
        }
    }
    let words = "This document is not a file, so that nothing lies beside it: its link leads to";
    FollowReport::Refused(CleanText::line(&format!("{words} {}.", CleanText::path(&last))))
}

/// The places where a file of that name may lie, nearest first. A path that begins with "/" is one of
/// the library's folders first, as on a web site.
fn places(roots: &[PathBuf], home: &Path, name: &Path) -> Vec<PathBuf> {
    let relative: PathBuf =
        name.components().filter(|part| !matches!(part, Component::RootDir)).collect();
    let below = roots.iter().map(|root| root.join(&relative));
    match name.is_absolute() {
        true => below.chain([name.to_owned()]).collect(),
        false => [home.join(name)].into_iter().chain(below).collect(),
    }
}

/// A path, with the endings that links leave out, and that of the source of a web page.
fn endings(path: &Path) -> Vec<PathBuf> {
    let mut all = vec![path.to_owned()];
    for ending in ENDINGS {
        let mut longer = path.as_os_str().to_owned();
        longer.push(ending);
        all.push(longer.into());
    }
    let is_page = path.extension().is_some_and(|kind| kind == "html" || kind == "htm");
    all.extend(is_page.then(|| path.with_extension("md")));
    all
}

/// What is at a path; `None` if nothing is.
fn looked(roots: &[PathBuf], path: &Path) -> Option<FollowReport> {
    let real = path.canonicalize().ok()?;
    let about = real.metadata().ok()?;
    if about.is_dir() {
        let pages = FOLDER_PAGES.iter().map(|page| path.join(page));
        let found = pages.into_iter().find(|page| page.is_file());
        return match found {
            Some(page) => looked(roots, &page),
            None => Some(refused(path, "is a folder")),
        };
    }
    if let Some(kind) = special(about.file_type()) {
        return Some(refused(path, &format!("is {kind}, not a file")));
    }
    // As the list has it, if that is the same file.
    let known = plain(path);
    let same = known.canonicalize().is_ok_and(|known| known == real);
    let shown = if same { known } else { real.clone() };
    match roots.iter().any(|root| is_below(root, &real)) {
        true => Some(unread(&real).unwrap_or(FollowReport::Inside(shown))),
        false => Some(FollowReport::Outside(shown)),
    }
}

/// That a file of the library is no document, if its beginning says so: what is open stays open.
fn unread(path: &Path) -> Option<FollowReport> {
    let head = open::open(path).and_then(|file| open::read_head(file, path, HEAD)).ok()?;
    match kind(path, &head) {
        Kind::Unsupported(_) | Kind::Binary | Kind::Empty => {
            let source = Source { name: path, bytes: &head, whole: true };
            let why = read(&source).err()?;
            Some(refused(path, &format!("cannot be read here: {why}")))
        }
        _ => None,
    }
}

fn refused(path: &Path, what: &str) -> FollowReport {
    FollowReport::Refused(CleanText::line(&format!("{} {what}.", CleanText::path(&plain(path)))))
}

/// True if a file is one of a root: it lies below, or below the folder of a root that is a file, and
/// nothing on the way is hidden. Links of the file system have been followed.
fn is_below(root: &Path, real: &Path) -> bool {
    let Ok(root) = file_of(root).canonicalize() else { return false };
    if root == real {
        return true;
    }
    let folder = if root.is_dir() { Some(root.as_path()) } else { root.parent() };
    let below = folder.and_then(|folder| real.strip_prefix(folder).ok());
    let hidden = |part: Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".");
    below.is_some_and(|below| !below.components().any(hidden))
}

/// A path without `.` and `..`, as it is written: whether it leads to the same file is asked apart.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            Component::ParentDir if out.has_root() => {}
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::document::LinkTarget;

    /// A library "l" with documents, and a file beside it.
    fn library() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("l");
        fs::create_dir_all(root.join("sub/deep")).unwrap();
        fs::create_dir_all(root.join("empty")).unwrap();
        for file in ["a.md", "b c.md", "100%.md", "sub/d.md", "sub/index.md", ".env", "q?.md"] {
            fs::write(root.join(file), "words").unwrap();
        }
        fs::write(root.join("../secret.md"), "words").unwrap();
        std::os::unix::fs::symlink(root.join("../secret.md"), root.join("out.md")).unwrap();
        std::os::unix::fs::symlink(root.join("a.md"), root.join("in.md")).unwrap();
        (folder, root)
    }

    fn led(root: &Path, from: &str, address: &str) -> FollowReport {
        let LinkTarget::File(target) = LinkTarget::of(address) else { panic!("{address}") };
        let request = FollowRequest { from: root.join(from), target };
        followed(&[root.to_owned()], &InMemory::default(), &request)
    }

    #[test]
    fn documents_of_the_library_are_found_however_they_are_named() {
        let (_folder, root) = library();
        for (from, address, to) in [
            ("a.md", "b%20c.md", "b c.md"),
            ("a.md", "./sub/../b c.md", "b c.md"),
            ("a.md", "sub/d", "sub/d.md"),
            ("a.md", "sub/d.html", "sub/d.md"),
            ("a.md", "sub", "sub/index.md"),
            ("a.md", "sub/", "sub/index.md"),
            ("a.md", "100%.md", "100%.md"),
            ("a.md", "q?.md", "q?.md"),
            ("sub/d.md", "../a.md?raw=1", "a.md"),
            ("sub/d.md", "/a.md", "a.md"),
            ("sub/d.md", "a", "a.md"),
            ("a.md", "in.md", "in.md"),
        ] {
            assert_eq!(led(&root, from, address), FollowReport::Inside(root.join(to)), "{address}");
        }
    }

    #[test]
    fn what_is_outside_or_hidden_is_told_apart_however_the_way_is_written() {
        let (_folder, root) = library();
        let secret = root.parent().unwrap().join("secret.md");
        for address in ["../secret.md", "%2e%2e/secret.md", "sub/../../secret.md", "..%2Fsecret.md"]
        {
            assert_eq!(
                led(&root, "a.md", address),
                FollowReport::Outside(secret.clone()),
                "{address}"
            );
        }
        assert_eq!(led(&root, "a.md", "out.md"), FollowReport::Outside(root.join("out.md")));
        assert_eq!(led(&root, "a.md", ".env"), FollowReport::Outside(root.join(".env")));
        let passwd = led(&root, "a.md", "/etc/passwd");
        assert_eq!(passwd, FollowReport::Outside("/etc/passwd".into()));
    }

    #[test]
    fn what_is_not_there_or_no_document_is_said_with_its_path() {
        let (_folder, root) = library();
        assert_eq!(led(&root, "sub/d.md", "no.md"), FollowReport::Missing(root.join("sub/no.md")));
        let FollowReport::Refused(words) = led(&root, "a.md", "empty") else { panic!("a folder") };
        assert!(words.ends_with("/l/empty is a folder."), "{words}");
        let FollowReport::Refused(words) = led(&root, "a.md", "a%00b") else { panic!("no name") };
        assert_eq!(&*words, "No file is called a␀b.");
        let FollowReport::Refused(words) = led(&root, "a.md", "/dev/null") else {
            panic!("device")
        };
        assert_eq!(&*words, "/dev/null is a device, not a file.");
        fs::write(root.join("p.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
        let FollowReport::Refused(words) = led(&root, "a.md", "p.png") else { panic!("a picture") };
        assert!(words.contains("p.png cannot be read here: "), "{words}");
        assert!(words.contains("image"), "{words}");
    }

    #[test]
    fn a_file_that_was_opened_alone_stands_for_its_folder() {
        let (_folder, root) = library();
        let alone = [root.join("sub/d.md")];
        let led = |address: &str| {
            let LinkTarget::File(target) = LinkTarget::of(address) else { panic!("{address}") };
            let request = FollowRequest { from: alone[0].clone(), target };
            followed(&alone, &InMemory::default(), &request)
        };
        assert_eq!(led("index.md"), FollowReport::Inside(root.join("sub/index.md")));
        assert_eq!(led("../a.md"), FollowReport::Outside(root.join("a.md")));
    }

    #[test]
    fn samples_lead_to_each_other_and_standard_input_nowhere() {
        let samples = InMemory::samples();
        let led = |from: &str| {
            let LinkTarget::File(target) = LinkTarget::of("2023-10-18-atacms-first-use.txt") else {
                panic!("no file")
            };
            followed(&[], &samples, &FollowRequest { from: from.into(), target })
        };
        let other = "briefbook:samples/2023-10-18-atacms-first-use.txt";
        assert_eq!(led("briefbook:samples/x.md"), FollowReport::Inside(other.into()));
        assert!(matches!(led("briefbook:input/standard input"), FollowReport::Refused(_)));
    }
}
