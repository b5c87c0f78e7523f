//! Hostile documents and names: whatever they hold, nothing but our own sequences and visible text
//! reaches the terminal, and the program always ends when asked to.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::thread;
use std::time::Duration;

use crate::support::house::House;
use crate::support::pty::Pty;
use crate::terminal_words::strangers;

/// Sequences that terminals obey, with a body that would show: each as it is written with ESC.
const SEQUENCES: &[&str] = &[
    "\x1b[31m",
    "\x1b[2J\x1b[1;1H",
    "\x1b[6n",
    "\x1b[?1049l",
    "\x1b[8;1;1t",
    "\x1b[21t",
    "\x1bc",
    "\x1b]0;title\x07",
    "\x1b]2;title\x1b\\",
    "\x1b]52;c;cHduZWQ=\x07",
    "\x1b]8;;http://x\x1b\\link",
    "\x1b]11;#000000\x1b\\",
    "\x1bP$qm\x1b\\",
    "\x1bPtmux;\x1b\x1b]52;c;AA==\x07\x1b\\",
    "\x1b_Gf=24\x1b\\",
    "\x1b^message\x1b\\",
    "\x1bXstring\x1b\\",
    "\x1b]0;unterminated",
    "\x1b[",
    "\x1b(0",
    "\x1b#8",
    "\x1b7\x1b8",
    "\x1b[200~pasted\x1b[201~",
    "\x1b",
    "\u{9b}31m",
];

/// Directions, hidden characters and tags.
const TRICKS: &str = "\u{202e}evil\u{202c}\u{2066}a\u{2069}\u{200b}\u{200d}\u{feff}\u{2060}\u{ad}\
                      \u{200e}\u{200f}\u{61c}\u{e0041}\u{e007f}\u{fff9}x\u{fffb}\u{2028}\u{2029}";

/// Every control character, as UTF-8 where it is one.
fn controls() -> String {
    ('\0'..='\u{1f}').chain('\u{7f}'..='\u{9f}').map(|c| format!("c{c}d ")).collect()
}

fn hostile_text() -> String {
    let sequences: String =
        SEQUENCES.iter().map(|words| format!("Then {words} and on.\n\n")).collect();
    let eight: String = SEQUENCES.iter().map(|words| eight_bit(words) + " after\n\n").collect();
    format!("Hostile\n\n{sequences}{eight}{}\n\n{TRICKS}\n\nThe end of it.\n", controls())
}

/// The same with the C1 characters that stand for ESC and a letter.
fn eight_bit(words: &str) -> String {
    let pairs =
        [("\x1b[", "\u{9b}"), ("\x1b]", "\u{9d}"), ("\x1bP", "\u{90}"), ("\x1b_", "\u{9f}")];
    let pairs =
        pairs.into_iter().chain([("\x1b^", "\u{9e}"), ("\x1bX", "\u{98}"), ("\x1b\\", "\u{9c}")]);
    pairs.fold(words.to_owned(), |words, (seven, eight)| words.replace(seven, eight))
}

/// The same as Markdown: raw, as entities, in code, links, headings, tables and front matter.
fn hostile_markdown() -> String {
    let entities: String =
        (0..32).chain(127..160).map(|n| format!("a&#{n};[31m b&#x{n:x}; ")).collect();
    let yaml: String = "Title \\e]0;x\\a \\x9b31m \\u202e \\x1b[2J".into();
    format!(
        "---\ntitle: \"{yaml}\"\nauthor: \"A\x1b]0;y\x07B\"\nsource: 'S\u{9b}2J\u{202e}'\n\
         date: 2024-01-01\n---\n# H &#27;]0;z&#7; {TRICKS}\n\n{entities}\n\n\
         `code \x1b]52;c;AA==\x07` [l\x1b[31m](http://x/\x1b]0;q\x07) ![i\u{9b}m](j)\n\n\
         | a\x1b[2J | b&#155;m |\n|---|---|\n| \u{202e}c | &#x1b;]2;t&#x1b;\\ |\n\n\
         ```\x1b[31m\n\x1b]0;in code\x07 &#27;\n```\n\n<b\x1b[1m>raw\u{9b}</b>\n\n{}",
        hostile_text()
    )
}

/// The same as a web page: as entities in words, attributes, tables, code and in what search engines
/// read.
fn hostile_page() -> String {
    let entities: String =
        (0..32).chain(127..160).map(|n| format!("<p>a&#{n};[31m b&#x{n:x}; ")).collect();
    format!(
        "<!doctype html><html lang='e&#27;n'><head><title>T&#27;]0;x&#7;{TRICKS}</title>\
         <meta name=author content='A&#155;31m\x1b]0;y\x07'><meta property=og:site_name \
         content='S&#x202e;'><script type='application/ld+json'>{{\"@type\":\"Report\",\
         \"headline\":\"H\\u001b]0;z\\u0007\\u009b31m\",\"datePublished\":\"2024-01-01\"}}</script>\
         </head><body><h1>H&#27;[2J {TRICKS}</h1>{entities}<a href='http://x/&#27;]0;q&#7;'>l</a>\
         <table><tr><td>a&#155;m<td>b\x1b[2J<tr><td>c<td>&#8238;d</table><pre>&#27;]52;c;AA==&#7;</pre>\
         <ul><li>\u{9b}31m one</ul><p>{}",
        hostile_text()
    )
}

/// Opens the folder, walks through every document and overlay, quits; what was written.
fn visited(house: &House, count: usize) -> Vec<u8> {
    let mut pty = Pty::run(house.in_terminal(&["documents"]));
    pty.wait_for("unread");
    for _ in 0..count {
        for keys in ["\r", "G", " bb", "zz]ht", "tx", "\u{3}/a\r", "nngl", "\u{10}", "\u{3}j"] {
            pty.keys(keys);
            settle(&pty);
        }
    }
    pty.resize(140, 40);
    for keys in [",", "\u{3}?", "\u{3}gg", "jjjk", "fa", "\u{3}R"] {
        pty.keys(keys);
        settle(&pty);
    }
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
    assert_eq!(pty.modes_left_on(), [""; 0]);
    assert!(pty.settings_restored());
    pty.written()
}

/// Waits until nothing more is written for a moment.
fn settle(pty: &Pty) {
    let mut before = 0;
    while pty.written().len() != before {
        before = pty.written().len();
        thread::sleep(Duration::from_millis(25));
    }
}

fn assert_clean(what: &str, written: &[u8]) {
    let wrong = strangers(written);
    assert!(
        wrong.is_empty(),
        "{what}: {} of them, the first: {:?}",
        wrong.len(),
        &wrong[..wrong.len().min(8)]
    );
}

/// What was hidden is seen: ESC and the characters above 127 have their marks.
fn assert_marked(written: &[u8]) {
    let text = String::from_utf8_lossy(written).into_owned();
    assert!(text.contains('\u{241b}') && text.contains('\u{fffd}'));
}

#[test]
fn no_sequence_of_a_text_reaches_the_terminal() {
    let house = House::new();
    house.document("a.txt", hostile_text());
    let mut pty = Pty::run(house.in_terminal(&["documents"]));
    // The page, and not only the title in the list, which may be there before it.
    pty.wait_for("Then \u{241b}[31m and on.");
    for _ in 0..12 {
        pty.keys(" ");
    }
    // The whole page is drawn anew: the screen of the tests leaves out U+FFFD, which shifts what
    // is drawn over it.
    pty.keys("G\x0c");
    pty.wait_for("The end of it.");
    pty.keys("gg");
    pty.wait_for("Then \u{241b}[31m and on.");
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
    assert_clean("text", &pty.written());
}

#[test]
fn no_sequence_of_a_document_in_any_encoding_reaches_the_terminal() {
    let house = House::new();
    let raw: Vec<u8> =
        (0..=255_u8).flat_map(|byte| [b'a', byte, b'[', b'3', b'1', b'm', b' ']).collect();
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(hostile_text().encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let latin: Vec<u8> =
        hostile_text().chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect();
    house.document("all.txt", [b"Every byte\n\n".as_slice(), &raw].concat());
    house.document("utf16.txt", utf16).document("latin.txt", latin);
    house.document("jis.txt", b"ISO \x1b$B4A;z\x1b(B and \x1b]0;x\x07\n\nWords of it.\n");
    house.document("cr.txt", "Overprint\n\nsecret\rpublic\x08\x08\x08\x0b\x0c\x07 words.\n");
    let written = visited(&house, 5);
    assert_clean("encodings", &written);
    assert_marked(&written);
}

#[test]
fn no_sequence_of_a_web_page_reaches_the_terminal() {
    let house = House::new();
    house.document("a.html", hostile_page()).document("b.txt", hostile_page());
    let written = visited(&house, 2);
    assert_clean("a page", &written);
    assert_marked(&written);
}

#[test]
fn no_sequence_of_markdown_reaches_the_terminal() {
    let house = House::new();
    house.document("a.md", hostile_markdown()).document("b.md", hostile_markdown());
    let written = visited(&house, 2);
    assert_clean("Markdown", &written);
    assert_marked(&written);
}

#[test]
fn no_sequence_of_a_file_name_reaches_the_terminal() {
    let house = House::new();
    let names: &[&[u8]] = &[
        b"esc\x1b]0;owned\x07.txt",
        b"csi\x1b[2J.txt",
        b"new\nline.txt",
        b"tab\tname.txt",
        b"latin\xe9\x9b31m.txt",
        "bidi\u{202e}txt.exe.txt".as_bytes(),
        "c1\u{9b}31m\u{9d}0;x\u{9c}.txt".as_bytes(),
        "zero\u{200b}\u{feff}width\u{e0041}.txt".as_bytes(),
        b"del\x7f\x08\r.txt",
        b"-rf.txt",
        b"--help.md",
        b"*?[a].txt",
        b"cursed\x1b]0;x\x07.pdf",
        b"empty\x1b[31m\n.txt",
    ];
    for (at, name) in names.iter().enumerate() {
        let text = match name {
            n if n.starts_with(b"cursed") => "%PDF-1.7\n".to_owned(),
            n if n.starts_with(b"empty") => String::new(),
            _ => format!("{at}\n\nx\n"),
        };
        house.document(OsStr::from_bytes(name), text);
    }
    let folder = house.documents().join(OsStr::from_bytes(b"sub\x1b]0;f\x07\xff"));
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("inside.txt"), "Inside\n\nWords.\n").unwrap();
    let written = visited(&house, names.len() + 1);
    assert_clean("names", &written);
    assert_marked(&written);
}

#[test]
fn marks_without_end_and_long_lines_are_shown_soon_and_clean() {
    let house = House::new();
    house.document("marks.txt", format!("Marks\n\na{} b\n", "\u{301}".repeat(100_000)));
    house.document("joined.txt", format!("Joined\n\n{}\n", "👩\u{200d}".repeat(20_000)));
    house.document("line.txt", format!("Line\n\n{}\n", "word ".repeat(200_000)));
    house.document("solid.txt", "x".repeat(1_000_000));
    house.document("lines.txt", format!("Lines\n{}", "\n".repeat(300_000)));
    house.document("quotes.md", format!("# Deep\n\n{}deep\n", ">".repeat(20_000)));
    house.document("lists.md", format!("# Lists\n\n{}\n", "- ".repeat(5_000)));
    house.document("stars.md", format!("# Stars\n\n{}\n", "*a **b ".repeat(20_000)));
    let written = visited(&house, 8);
    assert_clean("long", &written);
    assert!(written.len() < 4 << 20, "{} bytes were written", written.len());
}

#[test]
fn the_verbs_print_no_sequence_of_document_or_name() {
    let house = House::new();
    house.document("t.txt", hostile_text()).document("m.md", hostile_markdown());
    let name = OsStr::from_bytes(b"n\x1b]0;x\x07\n\xff\xe2\x80\xae.txt");
    house
        .document(name, "Fine\n\nWords.\n")
        .document(OsStr::from_bytes(b"p\x1b[2J.pdf"), "%PDF-1.7\n");
    let named = house.documents().join(name);
    let missing = house.documents().join("gone\x1b]0;x\x07.txt");
    let documents = house.documents();
    let commands: &[&[&OsStr]] = &[
        &["text".as_ref(), "documents/t.txt".as_ref()],
        &["text".as_ref(), "documents/m.md".as_ref()],
        &["text".as_ref(), named.as_ref()],
        &["text".as_ref(), missing.as_ref()],
        &["list".as_ref(), documents.as_ref()],
        &["list".as_ref(), "--json".as_ref(), documents.as_ref()],
        &["list".as_ref(), missing.as_ref()],
        &[missing.as_ref()],
        &["config".as_ref(), "check".as_ref(), "--config".as_ref(), missing.as_ref()],
        &["config".as_ref(), "path".as_ref(), "--config".as_ref(), missing.as_ref()],
        &["--plain".as_ref(), missing.as_ref()],
    ];
    for words in commands {
        let output = house.run(words);
        for (stream, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let wrong = strangers(text.replace(['\n', '\t'], " ").as_bytes());
            assert!(wrong.is_empty(), "{words:?} on {stream}: {wrong:?}");
        }
    }
}

#[test]
fn wrong_words_on_the_command_line_are_not_echoed_raw() {
    let house = House::new();
    for words in
        [["--\x1b]0;x\x07"], ["--theme=\x1b[31m\u{9b}2J\u{202e}"], ["--width=\x1b]0;x\x07"]]
    {
        let output = house.run(&words);
        assert_eq!(output.status.code(), Some(2));
        let text = String::from_utf8(output.stderr).unwrap();
        assert_clean("usage", text.replace('\n', " ").as_bytes());
        let mut pty = Pty::run(house.in_terminal(&words));
        assert_eq!(pty.wait().0, 2);
        let text = String::from_utf8(pty.written()).unwrap();
        assert_clean("usage in a terminal", text.replace("\r\n", " ").as_bytes());
    }
}

#[test]
fn settings_with_sequences_are_told_without_them() {
    let house = House::new();
    house.document("a.txt", "Fine\n\nWords.\n").document("b.txt", "Fair\n\nWords.\n");
    house.setting(
        "config.toml",
        "\"th\\u001b]0;x\\u0007em\" = \"\\u009b31m\"\nwidth = \"\\u001b[2J\"\n",
    );
    house.setting(
        "keys.toml",
        "[\"a\\u001b[2Jll\"]\nq = \"qu\\u001b]0;x\\u0007it\"\n[all]\n\"\\u001b\" = \"quit\"\n",
    );
    let output = house.run(&["config", "check"]);
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_clean("config check", text.replace('\n', " ").as_bytes());
    assert_clean("notices", &visited(&house, 1));
}

#[test]
fn special_files_are_passed_over_and_hold_nothing_up() {
    let house = House::new();
    let at = |name: &str| house.documents().join(name);
    house.document("good.txt", "Good\n\nIt is fine.\n").document("empty.txt", "");
    house.document("binary.txt", [0, 1, 2, 0xff, 0xfe, 0, 0, 0, 0x80].repeat(50));
    fs::create_dir(at("folder.txt")).unwrap();
    let fifo =
        std::process::Command::new("mkfifo").args([at("pipe.txt"), at("folder.txt/p.md")]).status();
    assert!(fifo.unwrap().success());
    let _socket = UnixListener::bind(at("socket.txt")).unwrap();
    symlink(at("loop.txt"), at("loop.txt")).unwrap();
    symlink(house.documents(), at("folder.txt/up")).unwrap();
    symlink("/nowhere/at/all", at("dangling.txt")).unwrap();
    symlink("/dev/zero", at("zero.txt")).unwrap();
    symlink("/dev/tty", at("tty.md")).unwrap();
    house.document("secret.txt", "Secret\n\nWords.\n");
    fs::set_permissions(at("secret.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    let sparse = fs::File::create(at("sparse.txt")).unwrap();
    sparse.set_len(8 << 30).unwrap();
    let mut pty = Pty::run(house.in_terminal(&["documents"]));
    pty.wait_for("unread");
    pty.keys("fgood\r\r");
    pty.wait_for("It is fine.");
    pty.keys("gl");
    assert_clean("special files", &visited(&house, 8));
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
    for name in [
        "pipe.txt",
        "socket.txt",
        "loop.txt",
        "dangling.txt",
        "zero.txt",
        "folder.txt",
        "empty.txt",
    ] {
        let output = house.run(&["text", &format!("documents/{name}")]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{name}");
        assert_eq!(String::from_utf8(output.stderr).unwrap().lines().count(), 1, "{name}");
    }
}
