//! A day in two sittings: what was corrected, marked and read is there tomorrow, though the folder has
//! another name and a file was edited meanwhile; and everything can be taken back.

use std::fs;

use crate::support::house::House;
use crate::support::pty::Pty;

/// A briefing of which the last paragraphs are far below the first page.
fn briefing() -> String {
    let body: String =
        (1..=40).map(|n| format!("Paragraph {n} says what there is to say.\n\n")).collect();
    format!(
        "Long range fires\n\nThe ATACMS missile has a range of about 190 miles.\n\n\
         The HIMARS launcher fires it.\n\n{body}The Taurus missile has a range of 500 km.\n"
    )
}

fn sit(house: &House, folder: &str) -> Pty {
    let mut pty = Pty::run(house.in_terminal(&[folder]));
    pty.resize(120, 36);
    pty.wait_for("Weapons");
    pty
}

fn quit(mut pty: Pty) {
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
}

/// Presses keys and waits for what is said.
fn press(pty: &Pty, keys: &str, said: &str) {
    pty.keys(keys);
    pty.wait_for(said);
}

/// Filters the facts by a word.
fn only(pty: &Pty, word: &str) {
    press(pty, "/", "facts with:");
    press(pty, &format!("\u{15}{word}"), &format!("facts with: {word}"));
    pty.keys("\r");
}

fn lines(house: &House, verb: &[&str]) -> usize {
    let output = house.run(verb);
    String::from_utf8(output.stdout).unwrap().lines().count()
}

fn kept(house: &House) -> (usize, usize) {
    (lines(house, &["corrections", "list"]), lines(house, &["bookmarks", "list"]))
}

/// What is said of everything that was done, the last first.
const TAKEN_BACK: [&str; 9] = [
    "is as it was before",
    "is taken back",
    "is as it was before",
    "is taken back",
    "is as it was before",
    "is taken back",
    "are two again",
    "is a fact again",
    "Nothing was done",
];

/// The last line of the screen.
fn foot(pty: &Pty) -> String {
    pty.screen().screen().contents().lines().last().unwrap_or_default().to_owned()
}

/// Takes the last thing back: what is said then, until another key takes it away.
fn take_back(pty: &Pty) -> String {
    let tells = |foot: &str| TAKEN_BACK.iter().any(|words| foot.contains(words));
    pty.keys("u");
    pty.wait_until("what is taken back", |pty| tells(&foot(pty)));
    let said = foot(pty);
    pty.keys("j");
    pty.wait_until("a quiet foot", |pty| !tells(&foot(pty)));
    said
}

/// The number of the first paragraph on the page.
fn top(pty: &Pty) -> Option<u32> {
    let screen = pty.screen().screen().contents();
    let (_, behind) = screen.split_once("Paragraph ")?;
    behind.split(' ').next()?.parse().ok()
}

#[test]
fn a_day_in_two_sittings_loses_nothing_and_everything_can_be_taken_back() {
    let house = House::new();
    house.settled_document("fires.txt", briefing());
    let first = sit(&house, "documents");
    press(&first, "\rgf", "HIMARS");
    only(&first, "Taurus");
    press(&first, "dd", "is no longer a fact");
    only(&first, "HIMARS");
    press(&first, "M", "Merging");
    only(&first, "ATACMS");
    press(&first, "M", "from now on");
    for paragraph in ["6", "9", "12"] {
        first.keys(&format!("gr{paragraph}G"));
        press(&first, "a", "Bookmarked. Note");
        press(&first, "check\r", "");
        first.wait_until("the note is taken", |pty| {
            !pty.screen().screen().contents().contains("Note (Enter")
        });
    }
    let marked = top(&first);
    first.keys("50%");
    first.wait_until("the middle", |pty| top(pty).is_some() && top(pty) != marked);
    let middle = top(&first);
    quit(first);
    assert_eq!(kept(&house), (2, 3));

    let renamed = house.path("reports");
    fs::rename(house.documents(), &renamed).unwrap();
    let edited = briefing().replace("Paragraph 20 says", "A new line.\n\nParagraph 20 says");
    fs::write(renamed.join("fires.txt"), edited).unwrap();

    let second = sit(&house, "reports");
    second.wait_until("the place of yesterday", |pty| top(pty) == middle);
    press(&second, "\rgC", "Taurus");
    second.wait_for("HIMARS is MGM-140 ATACMS");
    press(&second, "qgb", "Bookmarks of all documents");
    assert_eq!(second.screen().screen().contents().matches("check").count(), 3);
    press(&second, "q", "Facts");
    let said: Vec<String> = (0..9).map(|_| take_back(&second)).collect();
    quit(second);
    // Three notes, three bookmarks, a merging and a rejection, the last first.
    for (said, words) in said.iter().zip(TAKEN_BACK) {
        assert!(said.contains(words), "{said:?}");
    }
    assert_eq!(kept(&house), (0, 0));
}

/// The program at the end of a pipe.
fn piped(house: &House, file: &str) -> Pty {
    let program = env!("CARGO_BIN_EXE_briefbook");
    Pty::run(house.shell(&format!("cat documents/{file} | {program} -")))
}

#[test]
fn a_bookmark_in_what_was_piped_has_its_text_tomorrow_and_the_doctor_is_content() {
    let house = House::new();
    house.document("note.txt", "Note\n\nWhat was said on the telephone stands here.\n");
    let pty = piped(&house, "note.txt");
    pty.wait_for("on the telephone");
    press(&pty, "a", "Bookmarked. Note");
    press(&pty, "\r", "Bookmarked.");
    quit(pty);
    std::fs::remove_file(house.documents().join("note.txt")).unwrap();
    let listed = String::from_utf8(house.run(&["bookmarks", "list", "--json"]).stdout).unwrap();
    assert!(
        listed.contains("\"state\":\"exact\"") && listed.contains("on the telephone"),
        "{listed}"
    );
    let doctor = house.run(&["doctor", "documents"]);
    assert_eq!(doctor.status.code(), Some(0), "{}", String::from_utf8_lossy(&doctor.stdout));
    house.document("other.txt", "Other\n\nQuite another paper.\n");
    let pty = Pty::run(house.in_terminal(&["documents"]));
    pty.wait_for("another paper");
    press(&pty, "gb", "on the telephone");
    press(&pty, "\r", "What was said on the telephone stands here.");
    quit(pty);
}

#[test]
fn an_export_that_is_only_confirmed_does_not_become_a_document() {
    let house = House::new();
    house.document("alpha.txt", "Alpha\n\nA paragraph to be marked.\n");
    let mut command = house.in_terminal(&["."]);
    command.cwd(house.documents());
    let mut pty = Pty::run(command);
    pty.resize(160, 24);
    pty.wait_for("to be marked");
    press(&pty, "a\r", "Bookmarked.");
    press(&pty, "gb", "Bookmarks of all documents");
    let proposed = house.path("data/briefbook/exports/bookmarks.md");
    press(&pty, "X", &proposed.to_string_lossy());
    press(&pty, "\r", "1 bookmark written to");
    quit(pty);
    assert!(fs::read_to_string(&proposed).unwrap().contains("A paragraph to be marked."));
    assert_eq!(fs::read_dir(house.documents()).unwrap().count(), 1);
}
