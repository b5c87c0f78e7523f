//! How the columns of the screen are shared: list, page, sidebar, titles on two lines, wide tables.

use briefbook::protocol::MouseAction;

use super::list::documents;
use crate::support::session::{Beginning, Session};

const LONG: &str = "A comparison of the ranges that makers, ministries and newspapers have stated";

/// The sizes at which width matters.
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 50)];

fn titled(columns: u16, rows: u16) -> Session {
    let long = format!("---\ntitle: {LONG}\ndate: 2024-05-20\nsource: The Post\n---\n\nWords.\n");
    let short = "---\ntitle: Annex\ndate: 2023-05-20\n---\n\nWords.\n".to_owned();
    Beginning::default().size(columns, rows).with(&[("a.md", long), ("b.md", short)])
}

/// The lines of the list, without what stands beside it.
fn list(session: &Session) -> Vec<String> {
    let screen = session.screen();
    let lines = screen.lines().filter_map(|line| line.split_once('│'));
    lines.map(|(list, _)| list.trim_matches([' ', '▌', '●']).to_owned()).collect()
}

#[test]
fn a_title_is_whole_on_one_line_or_on_two() {
    for (columns, rows) in SIZES {
        let session = titled(columns, rows);
        let lines = list(&session);
        let shown = lines[2..5].join(" ");
        if columns > 120 {
            assert!(shown.contains(LONG), "{columns}: {lines:#?}");
        } else {
            assert!(shown.contains("ranges that"), "two lines: {lines:#?}");
        }
    }
    assert!(list(&titled(300, 50))[2].contains(LONG), "one line where there is room for it");
}

#[test]
fn what_stands_below_a_title_is_never_cut() {
    for (columns, rows) in SIZES {
        let session = titled(columns, rows);
        let lines = list(&session);
        let dated: Vec<&String> = lines.iter().filter(|line| line.starts_with("202")).collect();
        assert_eq!(dated.len(), 2, "{lines:#?}");
        assert!(dated.iter().all(|line| line.contains("min") && !line.contains('…')), "{dated:?}");
    }
}

#[test]
fn rows_of_two_and_three_lines_are_clicked_where_they_are() {
    let mut session = titled(80, 24);
    let below = session.place_of("Annex");
    session.mouse(MouseAction::Click, below.x, below.y + 1);
    assert_eq!(session.selected(), Some("b.md"));
    let second = session.place_of("ranges");
    session.mouse(MouseAction::Click, second.x, second.y);
    assert_eq!(session.selected(), Some("a.md"));
}

#[test]
fn documents_with_the_same_title_are_told_apart_by_their_names() {
    let text = "# Briefing\n\nWords.\n";
    let same = [("north.md", text), ("south.md", text), ("other.md", "# Other\n\nWords.\n")];
    for (columns, rows) in SIZES {
        let session = Beginning::default().size(columns, rows).with(&same);
        let lines = list(&session).join("\n");
        assert!(lines.contains("north.md") && lines.contains("south.md"), "{lines}");
        assert!(!lines.contains("other.md"), "{lines}");
    }
}

fn table() -> String {
    let cell = "an accumulation of accomplishments and designations";
    let head = "| Designation | Manufacturer | Remarks |\n|---|---|---|\n";
    let row = format!("| {cell} | {cell} | {cell} |\n");
    format!("# Table\n\nProse before it.\n\n{head}{row}{row}\nProse after it.\n")
}

#[test]
fn a_wide_table_takes_the_whole_page_and_tears_no_word() {
    for (columns, rows) in SIZES {
        let documents = [("a.md", table()), ("b.md", "# Other\n\nWords.\n".to_owned())];
        let mut session = Beginning::default().size(columns, rows).with(&documents);
        session.keys(if columns > 80 { "<C-p>table<Enter>" } else { "<C-p>table<Enter>z0" });
        let screen = session.screen();
        for word in ["accomplishments", "designations", "accumulation"] {
            assert!(screen.matches(word).count() >= 3, "{columns}: {word}: {screen}");
        }
        let page = session.state.geometry().unwrap().page.unwrap();
        let rule = screen.lines().find(|line| line.contains("─────")).unwrap();
        let ruled = rule.chars().filter(|c| *c == '─').count();
        let room = usize::from(page.width) - 6;
        assert!(ruled + 3 >= room.min(55 * 3 + 4), "{columns}: {ruled} of {room}\n{screen}");
        assert!(session.state.frame().measure.columns <= 72, "prose keeps its measure");
    }
}

#[test]
fn what_is_clicked_in_a_wide_table_is_what_is_under_the_mouse() {
    let mut session = Beginning::default().size(200, 40).with(&[("a.md", table())]);
    session.keys("<Enter>");
    let at = session.place_of("Manufacturer");
    session.mouse(MouseAction::DoubleClick, at.x + 3, at.y);
    let reader = session.state.reader.as_ref().unwrap();
    let selected = reader.selecting.now.unwrap().span();
    assert_eq!(reader.document.words(selected), "Manufacturer");
    let cursor = session.cursor().unwrap();
    assert_eq!((cursor.y, cursor.x), (at.y, at.x + 3), "the cursor stands where it was clicked");
}

#[test]
fn code_is_not_cut_while_the_page_has_room() {
    let line = "x".repeat(100);
    let text = format!("# Code\n\n```\n{line}\n```\n");
    let mut session = Beginning::default().size(200, 40).with(&[("a.md", text)]);
    session.keys("<Enter>F");
    assert!(session.screen().contains(&line), "{}", session.screen());
}

#[test]
fn the_list_is_as_wide_in_its_own_right_on_every_screen() {
    for columns in [70, 80, 99, 100, 120, 160, 200, 300] {
        let session = Beginning::default().size(columns, 30).with(&documents());
        let panes = session.state.geometry().unwrap();
        let page = panes.page.unwrap().width;
        assert!(page >= 40, "{columns}: {page}");
    }
}

#[test]
fn results_with_the_same_title_are_told_apart_too() {
    let text = "# Briefing\n\nATACMS flew 300 km. The range of ATACMS is 300 km.\n";
    let same = [("north.md", text), ("south.md", text), ("other.md", "# Other\n\nATACMS.\n")];
    for (columns, rows) in SIZES {
        let mut session = Beginning::default().size(columns, rows).with_facts().with(&same);
        session.keys("satacms");
        let screen = session.screen();
        assert!(screen.contains("north.md") && screen.contains("south.md"), "{screen}");
        session.keys("<Esc>gt");
        let screen = session.screen();
        assert!(screen.contains("Briefing · "), "{screen}");
    }
}
