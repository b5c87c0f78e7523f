//! The program as people run it: in a terminal, with a folder of documents and a home.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::support::house::House;
use crate::support::papers::Dice;
use crate::support::pty::{PATIENCE, Pty};
use crate::support::rounds::rounds;

/// Ctrl-c leaves a field or a box. (Esc and a key close after it would be one key with Alt.)
const CANCEL: &str = "\u{3}";

fn furnished() -> House {
    let house = House::new();
    let paragraphs = |title: &str| {
        let body: String = (1..=60).map(|n| format!("{title} says {n} of sixty.\n\n")).collect();
        format!("{title}\n\n{body}")
    };
    house.document("2024-01-01-alpha.txt", paragraphs("Alpha"));
    house.document("2024-02-01-bravo.txt", paragraphs("Bravo"));
    house
}

fn reading(house: &House) -> Pty {
    let pty = Pty::run(house.in_terminal(&["documents"]));
    pty.wait_for("Bravo says 1 of sixty.");
    pty
}

fn assert_restored(pty: &Pty) {
    assert_eq!(pty.modes_left_on(), [""; 0]);
    assert!(pty.settings_restored());
    assert!(!pty.screen().screen().alternate_screen());
}

fn quit(mut pty: Pty) {
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
    assert_restored(&pty);
}

#[test]
fn it_opens_a_folder_reads_searches_resizes_and_quits() {
    let house = furnished();
    let mut pty = reading(&house);
    assert!(pty.screen().screen().alternate_screen() && !pty.settings_restored());
    pty.wait_for("Docu");
    pty.keys("j");
    pty.wait_for("Alpha says 1 of sixty.");
    pty.keys("\r G");
    pty.wait_for("Alpha says 60 of sixty.");
    pty.keys("/says 3\r");
    pty.wait_for("11");
    pty.wait_for("Alpha says 3");
    pty.resize(130, 40);
    pty.wait_until("a wide screen", |pty| pty.screen().screen().contents().lines().count() >= 39);
    pty.keys("?");
    pty.wait_for("Keys in the page");
    pty.keys(CANCEL);
    pty.wait_until("no help", |pty| !pty.screen().screen().contents().contains("Keys in the"));
    quit(pty);
}

#[test]
fn it_searches_as_one_types_and_goes_on_into_the_next_document() {
    let house = furnished();
    house.document("2024-03-01-charlie.txt", "Charlie\n\nAlpha and Bravo are quoted here.\n");
    let pty = Pty::run(house.in_terminal(&["--query", "59", "documents"]));
    pty.wait_for("2 documents");
    pty.wait_for("Bravo says 59 of sixty.");
    pty.keys("\r");
    pty.wait_for("document 1/2");
    pty.wait_for("says 59 of sixty.");
    pty.keys("s");
    pty.wait_for("2 documents");
    pty.keys("\u{15}quoted");
    pty.wait_for("1 document");
    pty.wait_for("Alpha and Bravo are quoted here.");
    pty.keys("\u{15}says 60");
    pty.wait_for("2 documents");
    pty.keys("\r");
    pty.wait_for("document 1/2");
    let first = pty.screen().screen().contents().contains("Bravo says");
    pty.keys("200n");
    pty.wait_for("document 2/2");
    pty.wait_for(if first { "Alpha says" } else { "Bravo says" });
    quit(pty);
    let again = Pty::run(house.in_terminal(&["documents"]));
    again.wait_for("Charlie");
    again.keys("s");
    again.wait_for("says 60");
    again.keys("\u{1b}[A");
    again.wait_for("2 documents");
    again.keys(CANCEL);
    again.wait_for("Documents");
    quit(again);
}

#[test]
fn it_begins_at_the_place_that_is_named() {
    let house = furnished();
    for (place, expected) in [("says 44", "Bravo says 44 of sixty."), ("50%", "Bravo says 32")] {
        let pty = Pty::run(house.in_terminal(&["--at", place, "documents/2024-02-01-bravo.txt"]));
        pty.wait_for(expected);
        quit(pty);
    }
}

#[test]
fn it_steps_back_out_of_the_page_and_the_program() {
    let house = furnished();
    let mut pty = reading(&house);
    pty.keys("\r");
    pty.keys("q");
    pty.keys("q");
    assert_eq!(pty.wait().0, 0);
    assert_restored(&pty);
}

#[test]
fn signals_end_it_with_the_status_of_the_shell_and_keep_the_place() {
    for (name, status) in [("TERM", 143), ("HUP", 129)] {
        let house = furnished();
        let mut pty = reading(&house);
        pty.keys("\r20j");
        pty.wait_for("Bravo says 12 of sixty.");
        pty.signal(name);
        assert_eq!(pty.wait().0, status, "SIG{name}");
        assert_restored(&pty);
        let again = Pty::run(house.in_terminal(&["documents"]));
        again.wait_for("Bravo says 12 of sixty.");
        quit(again);
    }
}

#[test]
fn a_closed_window_ends_it_soon_and_keeps_the_place() {
    let house = furnished();
    let mut pty = reading(&house);
    pty.keys("\r20j");
    pty.wait_for("Bravo says 12 of sixty.");
    pty.close();
    let (status, elapsed) = pty.wait();
    assert_eq!(status, 129);
    assert!(elapsed < Duration::from_secs(2), "{elapsed:?}");
    let kept = fs::read_to_string(house.path("state/briefbook/positions.jsonl")).unwrap();
    assert!(kept.contains("bravo"), "{kept}");
}

#[test]
fn a_suspended_reader_leaves_a_sane_terminal_and_comes_back() {
    let house = furnished();
    let mut shell = house.in_terminal(&[""; 0]);
    shell.get_argv_mut().clear();
    shell.get_argv_mut().extend(["sh".into(), "-i".into()]);
    shell.env("PS1", "prompt> ");
    let pty = Pty::run(shell);
    pty.wait_for("prompt>");
    pty.keys(&format!("{} documents\n", env!("CARGO_BIN_EXE_briefbook")));
    pty.wait_for("Bravo says 1 of sixty.");
    pty.keys("\u{1a}");
    // Keys typed before the shell has the terminal again would be lost.
    pty.wait_until("the shell", |pty| {
        pty.screen().screen().contents().matches("prompt>").count() == 2
    });
    pty.keys("echo so $((40+2))\n");
    pty.wait_for("so 42");
    assert_eq!(pty.modes_left_on(), [""; 0]);
    pty.keys("fg\n");
    pty.wait_for("Bravo says 1 of sixty.");
    pty.keys("Q");
    pty.wait_until("the shell", |pty| !pty.screen().screen().alternate_screen());
    assert_eq!(pty.modes_left_on(), [""; 0]);
    pty.keys("exit\n");
}

#[test]
fn with_no_color_there_are_attributes_and_no_colours() {
    let house = furnished();
    let mut quiet = house.in_terminal(&["documents"]);
    quiet.env("NO_COLOR", "1");
    let pty = Pty::run(quiet);
    pty.wait_for("Bravo says 1 of sixty.");
    pty.keys("/bravo");
    pty.wait_for("/bravo");
    let parser = pty.screen();
    let cells = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
    let cells: Vec<_> =
        cells.filter_map(|(row, column)| parser.screen().cell(row, column)).collect();
    assert!(cells.iter().any(|cell| cell.bold()) && cells.iter().any(|cell| cell.inverse()));
    let plain = |cell: &&&vt100::Cell| {
        cell.fgcolor() == vt100::Color::Default && cell.bgcolor() == vt100::Color::Default
    };
    assert_eq!(cells.iter().filter(plain).count(), cells.len());
    let written = String::from_utf8_lossy(&pty.written()).into_owned();
    for colour in ["38;5;", "48;5;", "38;2;", "48;2;"] {
        assert!(!written.contains(colour), "{colour}");
    }
    pty.keys(CANCEL);
    quit(pty);
}

#[test]
fn without_a_terminal_it_says_so_and_writes_no_escape() {
    let house = furnished();
    let output = house.run(&["documents"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"");
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("not a terminal") && words.contains("briefbook text"), "{words}");
    assert!(!words.contains('\u{1b}') && words.lines().count() == 1);
}

#[test]
fn a_dumb_terminal_is_told_so_without_an_escape() {
    let house = furnished();
    let mut dumb = house.in_terminal(&["documents"]);
    dumb.env("TERM", "dumb");
    let mut pty = Pty::run(dumb);
    assert_eq!(pty.wait().0, 2);
    assert!(!pty.written().contains(&0x1b));
    let words = String::from_utf8(pty.written()).unwrap();
    assert!(words.contains("briefbook --plain"), "{words}");
}

#[test]
fn a_path_that_is_not_there_is_told_and_nothing_is_painted() {
    let house = furnished();
    let mut pty = Pty::run(house.in_terminal(&["documents/\u{1b}]0;x\u{7}nowhere"]));
    assert_eq!(pty.wait().0, 2);
    let written = String::from_utf8(pty.written()).unwrap();
    assert!(written.contains("does not exist") && !written.contains('\u{1b}'), "{written:?}");
}

#[test]
fn a_document_from_standard_input_is_read_with_keys_from_the_terminal() {
    let house = furnished();
    let mut shell =
        house.shell(&format!("printf 'Piped\\n\\nWords from a pipe.\\n' | '{}' -", BINARY));
    shell.env("PS1", "");
    let mut pty = Pty::run(shell);
    pty.wait_for("Words from a pipe.");
    pty.keys("e");
    pty.wait_for("not a file");
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
    assert_restored(&pty);
}

const BINARY: &str = env!("CARGO_BIN_EXE_briefbook");

#[test]
fn the_editor_gets_the_terminal_the_file_and_the_line() {
    let house = furnished();
    let editor = house.path("editor");
    fs::write(
        &editor,
        "#!/bin/sh\necho \"edits $1 of ${2##*/}\"\nread line\necho \"$line\" >> \"$2\"\n",
    )
    .unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let mut program = house.in_terminal(&["documents"]);
    program.env("EDITOR", &editor);
    let pty = Pty::run(program);
    pty.wait_for("Bravo says 1 of sixty.");
    pty.keys("\r5Ge");
    pty.wait_for("edits +9 of 2024-02-01-bravo.txt");
    assert!(!pty.screen().screen().alternate_screen());
    pty.keys("Added by hand.\n");
    pty.wait_until("the reader", |pty| pty.screen().screen().alternate_screen());
    pty.wait_for("Bravo says 4 of sixty.");
    // The file is read anew by itself, a moment later; the place stays.
    pty.wait_until("what was added", |pty| {
        pty.keys("G");
        pty.screen().screen().contents().contains("Added by hand.")
    });
    quit(pty);
}

/// A reader whose editor is this shell script, in a folder with a space in its name.
fn with_editor(house: &House, script: &str) -> Pty {
    let folder = house.path("my tools");
    fs::create_dir(&folder).unwrap();
    let editor = folder.join("editor");
    fs::write(&editor, format!("#!/bin/sh\n{script}")).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let mut program = house.in_terminal(&["documents"]);
    program.env("EDITOR", format!("'{}' --flag", editor.display()));
    let pty = Pty::run(program);
    pty.wait_for("Bravo says 1 of sixty.");
    pty.keys("e");
    pty
}

#[test]
fn keys_that_interrupt_are_meant_for_the_editor() {
    let house = furnished();
    let script = "trap 'echo interrupted' INT QUIT\necho \"ready $1\"\n\
        read line || read line || read line\necho over\n";
    let pty = with_editor(&house, script);
    pty.wait_for("ready --flag");
    pty.keys("\x03");
    pty.wait_for("interrupted");
    pty.keys("\n\n\n");
    pty.wait_until("the reader", |pty| pty.screen().screen().alternate_screen());
    quit(pty);
}

#[test]
fn an_editor_that_stops_goes_on() {
    let house = furnished();
    let pty = with_editor(&house, "kill -STOP $$\necho 'went on'\nread line\n");
    pty.wait_for("went on");
    pty.keys("\n");
    pty.wait_until("the reader", |pty| pty.screen().screen().alternate_screen());
    quit(pty);
}

#[test]
fn an_editor_that_does_not_start_is_told() {
    let house = furnished();
    let mut program = house.in_terminal(&["documents"]);
    program.env("EDITOR", "/no/such/editor");
    let pty = Pty::run(program);
    pty.wait_for("Bravo says 1 of sixty.");
    pty.keys("e");
    pty.wait_for("did not start");
    quit(pty);
}

#[test]
fn the_place_is_kept_between_two_sittings_and_nothing_lies_in_the_documents_folder() {
    let house = furnished();
    let before = house.files("documents");
    let pty = reading(&house);
    pty.keys("\r50%");
    pty.wait_for("Bravo says 31 of sixty.");
    quit(pty);
    assert_eq!(house.files("documents"), before);
    let kept = house.files("state");
    assert!(!kept.is_empty());
    for (file, _) in &kept {
        let mode = fs::metadata(file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.display());
    }
    let pty = Pty::run(house.in_terminal(&["documents"]));
    pty.wait_for("Bravo says 31 of sixty.");
    assert!(pty.screen().screen().contents().contains("1 unread"));
    quit(pty);
}

#[test]
fn with_no_write_nothing_is_left_behind() {
    let house = furnished();
    let pty = Pty::run(house.in_terminal(&["--no-write", "documents"]));
    pty.wait_for("Bravo says 1 of sixty.");
    pty.keys("\r50%mar");
    pty.wait_for("Bravo says 31 of sixty.");
    quit(pty);
    for folder in ["home", "config", "data", "state", "cache"] {
        assert_eq!(house.files(folder), [], "{folder}");
    }
}

#[test]
fn looking_around_writes_no_file_but_the_index_and_the_memory_of_the_sitting() {
    let house = furnished();
    let pty = reading(&house);
    pty.keys("jk?");
    pty.wait_for("Keys in the list");
    pty.keys(CANCEL);
    quit(pty);
    for folder in ["home", "config"] {
        assert_eq!(house.files(folder), [], "{folder}");
    }
    let sittings = house.path("data/briefbook/sittings");
    assert!(house.files("data").iter().all(|(file, _)| file.starts_with(&sittings)));
    let index = house.path("cache/briefbook/index");
    assert!(house.files("cache").iter().all(|(file, _)| file.starts_with(&index)));
}

#[test]
fn without_a_path_the_samples_are_opened() {
    let house = House::new();
    let pty = Pty::run(house.in_terminal(&[""; 0]));
    pty.wait_for("Docu");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/briefings");
    let samples = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
    let count = samples.filter(|name| !name.as_encoded_bytes().starts_with(b".")).count();
    // One of them is a message, whose attachment is a document of its own.
    pty.wait_for(&format!("{} unread", count + 1));
    quit(pty);
}

#[test]
fn read_line_by_line_it_writes_no_escape() {
    let house = furnished();
    let mut program = house.program(&["--plain", "documents"]);
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"1\n\n/says 40\nn\nb\nt\nl\nh\nzzz\n99\nq\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let words = String::from_utf8(output.stdout).unwrap();
    assert!(words.contains("2 documents.") && words.contains("Bravo says 40 of sixty."), "{words}");
    assert!(!words.chars().any(|c| c.is_control() && c != '\n'));
}

#[test]
fn mistakes_in_the_settings_are_a_notice_and_the_rest_counts() {
    let house = furnished();
    house.setting("config.toml", "width = 50\nthem = \"dark\"\n");
    let pty = reading(&house);
    pty.wait_for("line 2");
    quit(pty);
}

#[test]
fn a_storm_of_sizes_ends_with_the_last_one_painted() {
    let house = furnished();
    let mut pty = reading(&house);
    for step in 0..200_u16 {
        pty.resize(1 + step * 7 % 200, 1 + step * 3 % 70);
    }
    for (columns, rows) in [(1, 1), (5, 3), (1000, 400), (65535, 2), (90, 30)] {
        pty.resize(columns, rows);
    }
    pty.keys("G");
    let began = std::time::Instant::now();
    pty.wait_until("the foot on the last line", |pty| {
        let contents = pty.screen().screen().contents();
        contents.lines().count() == 30 && contents.contains("60 of sixty")
            || contents.contains("Alpha says 1 of sixty.")
    });
    assert!(began.elapsed() < PATIENCE);
    quit(pty);
}

#[test]
fn a_passage_is_copied_with_its_source_or_bare() {
    let house = furnished();
    let mut pty = reading(&house);
    let payload = |words: &str| format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(words));
    pty.keys("gry");
    pty.wait_for("Copied 5 words with their source.");
    let cited = "“Bravo says 1 of sixty.”\n— Bravo, 2024-02-01 (2024-02-01-bravo.txt, ¶ 2)";
    pty.wait_for_bytes(payload(cited).as_bytes());
    pty.keys("Y");
    pty.wait_for_bytes(payload("Bravo says 1 of sixty.").as_bytes());
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
}

#[test]
fn what_cannot_be_kept_to_the_last_is_told_on_the_way_out() {
    let house = furnished();
    fs::create_dir_all(house.path("data/briefbook/journal.lock")).unwrap();
    let mut pty = reading(&house);
    pty.keys("\ra");
    pty.wait_for("saving");
    pty.keys("\r");
    pty.wait_for("✗");
    pty.keys("Q");
    assert_eq!(pty.wait().0, 2);
    assert_restored(&pty);
    let screen = pty.screen().screen().contents();
    assert!(screen.contains("One change of your bookmarks is lost."), "{screen}");
}

#[test]
fn letter_marks_wait_until_they_can_be_kept_and_last() {
    let house = furnished();
    fs::create_dir_all(house.path("state/briefbook/positions.lock")).unwrap();
    let mut pty = reading(&house);
    // The keys after the mark take away its own message, which may have come after the failure.
    pty.keys("\r20jmajk");
    pty.wait_for("✗");
    fs::remove_dir(house.path("state/briefbook/positions.lock")).unwrap();
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
    let again = reading_again(&house);
    again.keys("\rgg'a");
    again.wait_for("Bravo says 12 of sixty.");
    quit(again);
}

fn reading_again(house: &House) -> Pty {
    let pty = Pty::run(house.in_terminal(&["documents"]));
    pty.wait_for("Bravo");
    pty
}

#[test]
fn what_is_chosen_on_the_screen_is_there_the_next_time_unless_the_settings_changed() {
    let house = furnished();
    let pty = reading(&house);
    pty.keys("ztlight\r");
    pty.wait_for("Colours: light");
    pty.keys("zumiles\r");
    pty.wait_for("statute miles");
    pty.keys(",title\r");
    pty.keys("4z>");
    pty.wait_for("columns.");
    quit(pty);
    let pty = reading_again(&house);
    pty.keys("zt");
    pty.wait_for("•  light");
    pty.keys(CANCEL);
    pty.keys("zu");
    pty.wait_for("•  miles");
    pty.keys(CANCEL);
    pty.keys(",");
    pty.wait_for("•  title");
    pty.keys(CANCEL);
    quit(pty);
    house.setting("config.toml", "theme = \"dark\"\n");
    let pty = reading_again(&house);
    pty.keys("zt");
    pty.wait_for("•  dark");
    pty.keys(CANCEL);
    pty.keys("zu");
    pty.wait_for("•  miles");
    pty.keys(CANCEL);
    quit(pty);
}

#[test]
fn esc_leaves_no_program_and_letters_of_another_layout_are_keys() {
    let house = furnished();
    let mut pty = reading(&house);
    pty.keys("\u{1b}");
    pty.wait_for("q leaves briefbook");
    pty.keys("о");
    pty.wait_for("Alpha says 1 of sixty.");
    pty.keys("Й");
    assert_eq!(pty.wait().0, 0);
    assert_restored(&pty);
}

#[test]
fn the_mouse_selects_and_what_it_selects_is_copied() {
    let house = furnished();
    let pty = reading(&house);
    pty.keys("\r");
    pty.wait_for("▸ Bravo");
    let contents = pty.screen().screen().contents();
    let (row, line) =
        (1..).zip(contents.lines()).find(|(_, line)| line.contains("Bravo says 2 of")).unwrap();
    let column = line[..line.find("Bravo says 2").unwrap()].chars().count() + 1;
    pty.keys(&format!("\x1b[<0;{column};{row}M\x1b[<32;{};{row}M", column + 9));
    pty.wait_for("2 words selected");
    pty.keys(&format!("\x1b[<0;{};{row}mY", column + 9));
    pty.wait_for("Copied 2 words.");
    let copied = format!("\x1b]52;c;{}\x1b\\", STANDARD.encode("Bravo says"));
    pty.wait_for_bytes(copied.as_bytes());
    let click = |column| format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m");
    pty.keys(&click(column).repeat(2));
    pty.wait_for("1 word selected");
    pty.keys(&click(column + 1).repeat(3));
    pty.wait_for("5 words selected");
    quit(pty);
}

#[test]
fn letter_marks_and_bookmarks_both_last_and_are_different_things() {
    let house = furnished();
    let mut pty = reading(&house);
    pty.keys("\r21Gma");
    pty.wait_for("Marked with a");
    pty.keys("vea");
    pty.wait_for("Bookmarked.");
    pty.keys("\rQ");
    assert_eq!(pty.wait().0, 0);
    let again = reading_again(&house);
    again.keys("\rgg'a");
    again.wait_for("Bravo says 20 of sixty.");
    again.wait_for("◆");
    again.keys("]bdd");
    again.wait_until("no mark", |pty| !pty.screen().screen().contents().contains('◆'));
    again.keys("gg");
    again.wait_for("Bravo says 2 of sixty.");
    again.keys("'a");
    again.wait_for("Bravo says 20 of sixty.");
    quit(again);
}

/// The day of the bookmark that the pane shows where the clock is ahead or behind by these rules.
fn day_shown(house: &House, zone: &str) -> String {
    let mut program = house.in_terminal(&["documents"]);
    program.env("TZ", zone);
    let pty = Pty::run(program);
    pty.wait_for("Bravo says 1 of sixty.");
    pty.keys("gbw");
    pty.wait_for("exact · 20");
    let screen = pty.screen().screen().contents();
    quit(pty);
    let (_, day) = screen.split_once("exact · ").unwrap();
    day.chars().take("2026-11-30".len()).collect()
}

#[test]
fn the_day_of_a_bookmark_is_that_of_the_zone_the_user_is_in() {
    let house = furnished();
    let words = ["documents/2024-02-01-bravo.txt", "--quote", "Bravo says 4 of sixty."];
    assert!(house.run(&[&["bookmarks", "add"], &words[..]].concat()).status.success());
    // 26 hours lie between the two, so there is no moment at which they have the same day.
    assert_ne!(day_shown(&house, "AAA-14"), day_shown(&house, "BBB12"));
}

#[test]
fn a_signal_in_the_first_moments_leaves_the_terminal_as_it_was() {
    let house = House::new();
    house.document("a.txt", "Title\n\nWords.\n");
    let mut dice = Dice::new(5);
    for round in 0..rounds(20) {
        let mut pty = Pty::run(house.in_terminal(&["documents"]));
        // Any moment: before the handlers stand, between them and the first paint, after it.
        std::thread::sleep(std::time::Duration::from_micros(dice.below(60_000)));
        pty.signal("TERM");
        pty.wait();
        assert!(pty.settings_restored(), "round {round}");
        assert_eq!(pty.modes_left_on(), [] as [&str; 0], "round {round}");
    }
}
