//! The sandbox, with the real program in it: what a worker answers, what becomes of one that runs
//! away, and that nothing is left of it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use briefbook::document::Document;
use briefbook::formats::Limits;
use briefbook::sandbox::{
    Act, Content, DESCRIBING, Enforcement, Job, Layer, OPENING, Sandbox, SandboxError,
};

use crate::support::house::House;

fn sandbox() -> Sandbox {
    Sandbox::new(env!("CARGO_BIN_EXE_briefbook").into())
}

fn job<'a>(name: &'a str, bytes: &'a [u8]) -> Job<'a> {
    Job {
        name: Path::new(name),
        inner: Path::new(""),
        content: Content::Bytes(bytes),
        limits: Limits::WHOLE,
        time: DESCRIBING,
    }
}

fn read(sandbox: &Sandbox, name: &str, bytes: &[u8]) -> Result<Document, SandboxError> {
    sandbox.read(&job(name, bytes), &AtomicBool::new(false), &mut |_| {})
}

fn read_content(sandbox: &Sandbox, content: Content<'_>) -> Result<Document, SandboxError> {
    sandbox.read(&Job { content, ..job("a.txt", b"") }, &AtomicBool::new(false), &mut |_| {})
}

/// A program that is no worker: a shell script.
fn impostor(script: &str) -> (tempfile::TempDir, PathBuf) {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("impostor");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    (folder, path)
}

#[test]
fn a_document_comes_from_behind_the_wall_as_it_is_read_in_front_of_it() {
    let text = b"# A title\n\nWords of 2023-07-22, \x1b[31mred\x1b[0m and **bold**.\n\n- one\n";
    let source = briefbook::formats::Source { name: Path::new("a.md"), bytes: text, whole: true };
    let sandbox = sandbox();
    for _ in 0..3 {
        let read = read(&sandbox, "a.md", text).unwrap();
        assert_eq!(read, briefbook::formats::read(&source).unwrap());
    }
}

#[test]
fn a_reason_comes_back_as_a_sentence_and_the_worker_goes_on() {
    let sandbox = sandbox();
    let refused = read(&sandbox, "a.png", b"\x89PNG\r\n").unwrap_err();
    assert_eq!(refused.to_string(), "this is an image, which briefbook cannot read");
    assert_eq!(&**read(&sandbox, "a.txt", b"words").unwrap().text(), "words");
}

#[test]
fn large_documents_pass_both_ways() {
    let text = "A line of words that is long enough.\n".repeat(100_000);
    let job = Job { time: OPENING, ..job("a.txt", text.as_bytes()) };
    let read = sandbox().read(&job, &AtomicBool::new(false), &mut |_| {}).unwrap();
    assert_eq!(read.text().len(), text.len());
}

/// More of them than a worker may have open at a time.
#[test]
fn open_files_are_read_by_one_worker_after_the_other_and_let_go() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    let sandbox = sandbox();
    for number in 0..40 {
        let words = format!("Words of file {number}.\n").repeat(500);
        std::fs::write(&path, &words).unwrap();
        let file = File::open(&path).unwrap();
        let content = Content::File(&file, words.len() as u64);
        let document = read_content(&sandbox, content).unwrap();
        assert_eq!(document, read(&sandbox, "a.txt", words.as_bytes()).unwrap());
    }
}

#[test]
fn a_file_that_was_cut_short_meanwhile_is_refused_and_the_worker_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "words").unwrap();
    let (sandbox, file) = (sandbox(), File::open(&path).unwrap());
    let refused = read_content(&sandbox, Content::File(&file, 6)).unwrap_err();
    assert_eq!(refused.to_string(), "it cannot be read: unexpected end of file");
    assert_eq!(&**read(&sandbox, "a.txt", b"words").unwrap().text(), "words");
}

#[test]
fn a_worker_that_says_nothing_is_given_up() {
    let (_folder, program) = impostor("exec sleep 60");
    let begun = Instant::now();
    let time = Duration::from_millis(300);
    let job = Job { time, ..job("a.txt", &[b'x'; 1 << 20]) };
    let error = Sandbox::new(program).read(&job, &AtomicBool::new(false), &mut |_| {}).unwrap_err();
    assert!(matches!(error, SandboxError::TooLong(_)), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(3));
}

#[test]
fn what_nobody_wants_any_more_is_called_off_at_once() {
    let (_folder, program) = impostor("exec sleep 60");
    let cancel = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(Duration::from_millis(100));
            cancel.store(true, Ordering::Relaxed);
        });
        let begun = Instant::now();
        let error = Sandbox::new(program).read(&job("a.txt", b"x"), &cancel, &mut |_| {});
        assert!(matches!(error, Err(SandboxError::Cancelled)));
        assert!(begun.elapsed() < Duration::from_secs(2));
    });
}

#[test]
fn every_way_to_fail_is_a_sentence() {
    let failures = [
        ("kill -ABRT $$", "reading it takes more memory than the program allows"),
        ("exit 7", "the part of the program that reads this format failed"),
        ("head -c 1000 /dev/zero | tr '\\0' '\\377'; cat >/dev/null", "no known form"),
        // A document of the right length that makes no sense.
        ("printf '\\001\\003\\000\\000\\000abc'; cat >/dev/null", "gave a wrong answer"),
    ];
    for (script, words) in failures {
        let (_folder, program) = impostor(script);
        let error = read(&Sandbox::new(program), "a.txt", b"words").unwrap_err().to_string();
        assert!(error.contains(words), "{script}: {error}");
    }
    let missing = read(&Sandbox::new("/nowhere/briefbook".into()), "a.txt", b"words").unwrap_err();
    assert!(missing.to_string().contains("did not start"), "{missing}");
}

/// The process whose parent is `parent`, as the system lists it.
#[cfg(target_os = "linux")]
fn child_of(parent: u32) -> Option<u32> {
    let processes = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    numbers.into_iter().find(|number| {
        let stat = std::fs::read_to_string(format!("/proc/{number}/stat")).unwrap_or_default();
        let parent_of = stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(1));
        parent_of.is_some_and(|known| known == parent.to_string())
    })
}

/// What a parser that was taken over would do is tried by a worker itself, behind each layer.
#[cfg(target_os = "linux")]
#[test]
fn a_worker_is_refused_files_programs_sockets_and_other_processes() {
    let found = sandbox().check().unwrap();
    let [landlock, seccomp] = &found.layers[..] else { panic!("{found:?}") };
    assert_eq!((landlock.layer, seccomp.layer), (Layer::Landlock, Layer::Seccomp));
    if landlock.enforcement == Enforcement::Held {
        let refused = |act| landlock.attempts.iter().any(|a| a.act == act && a.refusal.is_some());
        for act in [Act::ReadFile, Act::WriteFile, Act::ListFolder, Act::StartProgram, Act::Debug] {
            assert!(refused(act), "{act:?}: {landlock:?}");
        }
    }
    if std::fs::read_to_string("/proc/self/status").unwrap().contains("\nSeccomp:") {
        assert_eq!(seccomp.enforcement, Enforcement::Held);
        assert_eq!((found.possible(), seccomp.attempts.len()), (vec![], Act::ALL.len()));
    }
}

/// The process that was started by this path.
#[cfg(target_os = "linux")]
fn process_called(program: &Path) -> Option<PathBuf> {
    let name = program.to_str()?.to_owned() + "\0";
    let mut processes = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let folder = processes.find(|entry| {
        std::fs::read(entry.path().join("cmdline"))
            .is_ok_and(|words| words.starts_with(name.as_bytes()))
    });
    Some(folder?.path())
}

/// What the system says of every thread of a process.
#[cfg(target_os = "linux")]
fn states_of_threads(process: PathBuf) -> Vec<String> {
    let threads = std::fs::read_dir(process.join("task")).unwrap().map(Result::unwrap);
    threads.map(|thread| std::fs::read_to_string(thread.path().join("status")).unwrap()).collect()
}

/// The worker that reads documents is held as the one that checks itself is: all of its threads, and
/// for good.
#[cfg(target_os = "linux")]
#[test]
fn every_thread_of_a_worker_is_filtered_and_gets_no_privileges() {
    let folder = tempfile::tempdir().unwrap();
    // A name by which its worker is known among those of other tests.
    let program = folder.path().join("briefbook");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_briefbook"), &program).unwrap();
    let sandbox = Sandbox::new(program.clone());
    read(&sandbox, "a.txt", b"words").unwrap();
    let threads = states_of_threads(process_called(&program).unwrap());
    assert!(threads.len() >= 2, "{threads:?}");
    let own = std::fs::read_to_string("/proc/self/status").unwrap();
    for status in threads {
        assert!(status.contains("\nNoNewPrivs:\t1\n"), "{status}");
        assert!(status.contains("\nSeccomp:\t2\n") || !own.contains("\nSeccomp:"), "{status}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_ends_when_the_program_is_killed_in_the_middle_of_a_document() {
    let house = House::new();
    house.document("slow.html", format!("<!doctype html>{}", distinct_formatting()));
    let mut program = house.program(&["text", "documents/slow.html"]).spawn().unwrap();
    let wait = |done: &dyn Fn() -> bool| {
        let end = Instant::now() + Duration::from_secs(20);
        while !done() && Instant::now() < end {
            thread::sleep(Duration::from_millis(5));
        }
        done()
    };
    let parent = program.id();
    assert!(wait(&|| child_of(parent).is_some()), "a worker starts");
    let worker = child_of(parent).unwrap();
    let bare = || std::fs::read(format!("/proc/{worker}/environ")).unwrap_or_default().is_empty();
    assert!(wait(&bare), "it inherits no variable");
    program.kill().unwrap();
    program.wait().unwrap();
    let gone = || {
        let stat = std::fs::read_to_string(format!("/proc/{worker}/stat")).unwrap_or_default();
        // A process that has ended stays listed until its new parent has heard of it.
        stat.is_empty() || stat.contains(") Z ")
    };
    assert!(wait(&gone), "the worker ends");
}

/// Pages made to hurt. Each is read or refused within the time, and its words are there if it is read.
#[test]
fn hostile_pages_are_read_or_refused_in_time() {
    let nested = |tag: &str, times| format!("<{tag}>").repeat(times) + "deep words";
    let adopted = "<a><b><i><p>".repeat(60) + &"<p>x</b></i>".repeat(20_000) + "deep words";
    let pages = [
        ("nested", nested("div", 1_000_000), true),
        ("nested tables", nested("table><tr><td", 200_000), true),
        ("unclosed", "<p><font size=1><b>w ".repeat(100_000) + "deep words", true),
        ("adoption", adopted, true),
        ("comment", format!("<p>deep words<!--{}", "x -".repeat(1_700_000)), true),
        ("attributes", format!("<p {}>deep words", "a=b ".repeat(500_000)), true),
        (
            "data",
            format!("<img src='data:image/png;base64,{}'>deep words", "A".repeat(8 << 20)),
            true,
        ),
        ("entities", "&amp;&lt;&#155;&#x202e;".repeat(50_000) + "<p>deep words", true),
        ("formatting", distinct_formatting(), false),
        (
            "cells",
            "<table>".to_owned()
                + &"<tr><td colspan=1000000000 rowspan=1000000000>w".repeat(20_000)
                + "</table>deep words",
            true,
        ),
    ];
    let sandbox = sandbox();
    for (what, page, is_read) in pages {
        let page = format!("<!doctype html><title>t</title>{page}");
        let job = Job { time: OPENING, ..job("a.html", page.as_bytes()) };
        match sandbox.read(&job, &AtomicBool::new(false), &mut |_| {}) {
            Ok(document) => {
                let text = document.text();
                assert!(!is_read || text.contains("deep words"), "{what}: {} bytes", text.len());
                assert!(!text.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "{what}");
            }
            Err(error) => assert!(!is_read, "{what}: {error}"),
        }
    }
    assert_eq!(
        &**read(&sandbox, "a.txt", b"words").unwrap().text(),
        "words",
        "the sandbox still works"
    );
}

/// Elements that a browser opens anew in every paragraph, each time all of them: memory is the bound.
fn distinct_formatting() -> String {
    let open: String = (0..200).map(|n| format!("<b class=c{n}>")).collect();
    open + &"<p>w".repeat(100_000) + "deep words"
}
