//! Links, commands of the settings and what is piped in, with the real program in a terminal: which program
//! gets which words.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;

use crate::support::house::House;
use crate::support::pty::{PATIENCE, Pty};

const BINARY: &str = env!("CARGO_BIN_EXE_briefbook");

/// A house with a `xdg-open` that writes down its arguments, one a line.
fn furnished(text: &str) -> House {
    let house = House::new();
    fs::create_dir_all(house.documents().join("sub")).unwrap();
    house
        .document("start.md", text)
        .document("sub/other.md", "# Other\n\nFirst.\n\n## Part\n\nHere.\n");
    let folder = house.path("programs");
    fs::create_dir(&folder).unwrap();
    let opener = folder.join("xdg-open");
    let script = "#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" > \"$HOME/../new\"; mv \"$HOME/../new\" \"$HOME/../opened\"\n";
    fs::write(&opener, script).unwrap();
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    fs::create_dir_all(house.path("home")).unwrap();
    house
}

fn program(house: &House) -> CommandBuilder {
    let mut program = house.in_terminal(&["documents"]);
    let path = std::env::var("PATH").unwrap();
    program.env("PATH", format!("{}:{path}", house.path("programs").display()));
    program
}

fn wait_for_file(house: &House, name: &str) -> String {
    let began = Instant::now();
    loop {
        if let Ok(words) = fs::read_to_string(house.path(name)) {
            return words;
        }
        assert!(began.elapsed() < PATIENCE, "nobody wrote {name}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn quit(mut pty: Pty) {
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
}

#[cfg(not(target_os = "macos"))]
#[test]
fn the_opener_gets_what_was_shown_as_one_word_and_only_then() {
    let house = furnished(
        "# A start\n\n[a](https://example.org/x?a=$(id)&b='c) and [b](javascript:alert(1))\n",
    );
    let pty = Pty::run(program(&house));
    pty.wait_for("a and b");
    pty.keys("grx2\r");
    pty.wait_for("Not opened: only http");
    pty.keys("\u{1b}");
    pty.wait_until("the box is gone", |pty| {
        !pty.screen().screen().contents().contains("Not opened")
    });
    pty.keys("x1\r");
    pty.wait_for("https://example.org/x?a=$(id)&b=%27c");
    assert!(!house.path("opened").exists());
    pty.keys("\r");
    assert_eq!(wait_for_file(&house, "opened"), "1\nhttps://example.org/x?a=$(id)&b=%27c\n");
    quit(pty);
}

#[test]
fn a_link_leads_into_another_file_and_back() {
    let house = furnished(
        "# A start\n\nSee [other](sub/other.md#part), and [no](no.md), and [out](/etc/hostname).\n",
    );
    let pty = Pty::run(program(&house));
    pty.wait_for("See other");
    pty.keys("grx1\r");
    pty.wait_for("Here.");
    pty.keys("\u{f}");
    pty.wait_for("See other");
    pty.keys("x2\r");
    pty.wait_for("There is no file ");
    pty.keys("x3\r");
    pty.wait_for("This link leads out of the library");
    pty.wait_for("/etc/hostname");
    pty.keys("\r");
    pty.wait_until("the box is gone", |pty| !pty.screen().screen().contents().contains("Leave it"));
    pty.wait_for("See other");
    quit(pty);
}

#[test]
fn what_links_here_is_asked_of_the_index() {
    let house = furnished("# A start\n\nIt is told in [the other](sub/other.md), they say.\n");
    assert!(house.run(&["index", "build", "documents"]).status.success());
    let pty = Pty::run(program(&house));
    pty.wait_for("they say");
    pty.keys("grx1\r");
    pty.wait_for("Here.");
    pty.keys("gh");
    pty.wait_for("What links here");
    pty.wait_for("It is told in the other, they say.");
    pty.keys("\r");
    pty.wait_until("the passage", |pty| {
        let contents = pty.screen().screen().contents();
        contents.contains("they say.") && !contents.contains("What links here")
    });
    quit(pty);
}

#[test]
fn a_command_of_the_settings_gets_the_text_and_nothing_else_is_run() {
    let house = furnished("# A start\n\n$(touch never) one two three\n");
    house.setting(
        "config.toml",
        "[pipes]\nupper = \"tr a-z A-Z\"\nfails = \"sh -c 'echo oh no >&2; exit 4'\"\n",
    );
    let pty = Pty::run(program(&house));
    pty.wait_for("one two three");
    pty.keys("gr|upper\r");
    pty.wait_for("upper: exit status: 0");
    pty.wait_for("$(TOUCH NEVER) ONE TWO THREE");
    pty.keys("\u{1b}");
    pty.wait_until("the box is gone", |pty| !pty.screen().screen().contents().contains("TOUCH"));
    pty.keys("|fails\r");
    pty.wait_for("fails: exit status: 4");
    pty.wait_for("oh no");
    pty.keys("\u{1b}");
    pty.wait_until("the box is gone", |pty| !pty.screen().screen().contents().contains("oh no"));
    assert!(!house.path("never").exists() && !house.path("documents/never").exists());
    quit(pty);
}

#[test]
fn what_is_piped_in_is_read_without_a_sign() {
    let house = furnished("# A start\n\nx\n");
    let pty =
        Pty::run(house.shell(&format!("printf 'Piped\\n\\nWords from a pipe.\\n' | '{BINARY}'")));
    pty.wait_for("Words from a pipe.");
    quit(pty);
    let pty = Pty::run(house.shell(&format!("'{BINARY}' < documents/sub/other.md")));
    pty.wait_for("Here.");
    quit(pty);
}

#[test]
fn a_list_of_files_opens_them_with_keys_from_the_terminal() {
    let house = furnished("# A start\n\nWords of the start.\n");
    house.document("third.md", "# Third\n\nx\n");
    let list = "printf 'documents/start.md\\0documents/sub/other.md\\0'";
    let pty = Pty::run(house.shell(&format!("{list} | '{BINARY}' --files-from - -0")));
    pty.wait_for("A start");
    pty.wait_for("Other");
    assert!(!pty.screen().screen().contents().contains("Third"));
    quit(pty);
}

#[test]
fn the_plain_reader_takes_its_answers_from_the_keyboard_where_a_text_is_piped_in() {
    let house = furnished("# A start\n\nx\n");
    let mut pty = Pty::run(
        house.shell(&format!("printf 'Piped\\n\\nWords from a pipe.\\n' | '{BINARY}' --plain -")),
    );
    pty.wait_for("Words from a pipe.");
    pty.wait_for("h helps:");
    pty.keys("w\r");
    pty.wait_for("Document 1 of 1, Piped");
    pty.keys("q\r");
    assert_eq!(pty.wait().0, 0);
}
