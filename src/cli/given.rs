//! What the command line gives to be read: the paths in it, those that a list of files names, and what is
//! piped in without `-`. Reads no document.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::args::Args;
use crate::files::open::{self, Piped};
use crate::text::CleanText;

/// Files that a list may name. A library is made of folders; each root of it costs a look.
const MOST_FILES: usize = 10_000;

/// Bytes of such a list.
const LONGEST_LIST: u64 = 8 << 20;

/// How long is waited for words of an open pipe where a folder would be read otherwise: a script that
/// hands its own standard input on pipes nothing in.
const PATIENCE: Duration = Duration::from_secs(1);

/// What is read where nothing is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unnamed {
    /// The current folder, unless words are piped in. A file on standard input is left to the loop that
    /// may read it.
    Here,
    /// Only what is piped in: else something has to be named.
    Nothing,
}

/// What is to be read, and what is to be said about it on standard error.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Files and folders; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// Sentences.
    pub said: Vec<CleanText>,
}

/// What a verb is to read.
///
/// # Errors
/// A sentence: nothing is named, or the list of files cannot be read.
pub fn given(paths: &[PathBuf], unnamed: Unnamed, args: &Args) -> Result<Given, CleanText> {
    let mut given = listed(paths, args)?;
    if !given.paths.is_empty() || args.files_from.is_some() {
        return Ok(given);
    }
    let (path, said) = match (unnamed, open::piped_in(PATIENCE)) {
        (Unnamed::Nothing, Piped::Nothing) => {
            return Err("nothing to read: name a file or a folder, or pipe a text in".into());
        }
        (Unnamed::Nothing, _) => ("-", None),
        (Unnamed::Here, Piped::Words) => {
            ("-", Some("reading standard input; name a folder to read that"))
        }
        (Unnamed::Here, _) => (".", None),
    };
    given.paths.push(path.into());
    given.said.extend(said.map(CleanText::from));
    Ok(given)
}

/// The paths of the command line and of the list that it names. What such a list names and is not there is
/// said and passed over.
///
/// # Errors
/// A sentence: the list cannot be read, names too much, or nothing that is there.
pub fn listed(paths: &[PathBuf], args: &Args) -> Result<Given, CleanText> {
    let mut given = Given { paths: paths.to_vec(), said: Vec::new() };
    let Some(from) = &args.files_from else { return Ok(given) };
    let sentence = |words: &str| CleanText::line(words);
    let is_input = |path: &Path| path.as_os_str() == "-";
    if is_input(from) && paths.iter().any(|path| is_input(path)) {
        return Err("standard input cannot be a document and the list of files".into());
    }
    let bytes = match is_input(from) {
        true => open::read_stdin(LONGEST_LIST, &AtomicBool::new(false)),
        false => open::read_named(from, LONGEST_LIST),
    };
    let bytes = bytes.map_err(|error| sentence(&error.to_string()))?;
    let names = names(&bytes, args.null);
    if names.len() > MOST_FILES {
        let words = format!(
            "the list names {} files, and {MOST_FILES} is the most: name their folder",
            names.len()
        );
        return Err(sentence(&words));
    }
    let (there, missing): (Vec<PathBuf>, Vec<PathBuf>) =
        names.into_iter().partition(|path| crate::reading::containers::exists(path));
    if let Some(first) = missing.first() {
        let (first, count) = (CleanText::path(first), missing.len());
        let others = if count > 1 { format!(", nor do {} more", count - 1) } else { String::new() };
        given
            .said
            .push(sentence(&format!("{first}, which the list names, does not exist{others}")));
    }
    if there.is_empty() && given.paths.is_empty() {
        let why = given.said.first().map(CleanText::as_str);
        return Err(sentence(why.unwrap_or("the list names no files")));
    }
    given.paths.extend(there);
    Ok(given)
}

/// The names in a list: a line each, or apart by NUL. A carriage return at the end of a line is none of
/// a name's, nor is a byte-order mark before all of them.
fn names(bytes: &[u8], null: bool) -> Vec<PathBuf> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let end = if null { b'\0' } else { b'\n' };
    let names = bytes.split(|byte| *byte == end).map(|name| match null {
        true => name,
        false => name.strip_suffix(b"\r").unwrap_or(name),
    });
    let named = names.filter(|name| !name.is_empty());
    named.map(|name| Path::new(OsStr::from_bytes(name)).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_on_lines_or_between_nuls() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(names(b"a b\n\nc\r\n-d\n", false), paths(&["a b", "c", "-d"]));
        assert_eq!(names(b"a\nb\0c\r\0", true), paths(&["a\nb", "c\r"]));
        assert_eq!(names(b"\xEF\xBB\xBFa\nb", false), paths(&["a", "b"]));
        assert!(names(b"", true).is_empty());
    }

    #[test]
    fn what_a_list_names_is_read_and_what_is_missing_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().join("there.txt");
        let list = folder.path().join("list");
        std::fs::write(&there, "words").unwrap();
        let args = || Args { files_from: Some(list.clone()), ..Args::default() };
        std::fs::write(&list, format!("{}\n/no/where.txt\n/no/one.txt\n", there.display()))
            .unwrap();
        let found = listed(&["x".into()], &args()).unwrap();
        assert_eq!(found.paths, [PathBuf::from("x"), there]);
        assert_eq!(
            &*found.said[0],
            "/no/where.txt, which the list names, does not exist, nor do 1 more"
        );
        std::fs::write(&list, "/no/where.txt\n").unwrap();
        assert!(listed(&[], &args()).unwrap_err().contains("does not exist"));
        std::fs::write(&list, "").unwrap();
        assert_eq!(&*listed(&[], &args()).unwrap_err(), "the list names no files");
        std::fs::write(&list, "a\n".repeat(MOST_FILES + 1)).unwrap();
        assert!(listed(&[], &args()).unwrap_err().contains("10000 is the most"));
    }
}
