//! What the library states of one weapon, and of which weapons its sources disagree.

use briefbook::app::base::geometry::PaneId;
use briefbook::ledger::Verdict;
use briefbook::view::theme::Palette;

use crate::support::session::{Beginning, Session};

const MAKER: &str = "---\ntitle: Fact sheet\ndate: 2023-05-12\nsource: Lake Wire\n---\n\n\
    The Storm Shadow missile has a range of more than 250 km, the manufacturer, MBDA, says.\n";
const PRESS: &str = "---\ntitle: Comparison\ndate: 2023-08-28\nsource: Harbour Post\n---\n\n\
    The Storm Shadow missile has a range of 560 km.\n\nGermany has not sent the Taurus missile.\n";
const SHORT: &str = "---\ntitle: Handbook\ndate: 2022-01-02\nsource: Institute\n---\n\n\
    The Storm Shadow missile has a range of 240 km. Emmanuel Macron came to Paris.\n";
const AGAIN: &str = "---\ntitle: Handbook again\ndate: 2022-02-03\nsource: Other Post\n---\n\n\
    It was printed elsewhere.\n\nThe Storm Shadow missile has a range of 240 km. So it says.\n";

fn papers() -> [(&'static str, &'static str); 4] {
    [("maker.md", MAKER), ("press.md", PRESS), ("short.md", SHORT), ("again.md", AGAIN)]
}

fn sit(columns: u16, rows: u16) -> Session {
    Beginning::default().size(columns, rows).with_facts().with(&papers())
}

#[test]
fn a_dossier_compares_every_statement_with_the_chosen_one() {
    let mut session = sit(120, 36);
    session.keys("gF/storm<Enter>gd");
    assert_eq!(session.state.focus, PaneId::Dossier);
    let screen = session.screen();
    for words in
        ["Storm Shadow: dossier", "cruise missile", "0 km", "≥ 250 km", "MBDA", "3 statements"]
    {
        assert!(screen.contains(words), "{words} is missing:\n{screen}");
    }
    assert!(screen.contains("! 1 disagrees"), "{screen}");
    assert!(screen.contains("~ 1 allows it"), "{screen}");
    assert!(screen.contains("“The Storm Shadow missile has a range of 560 km.”"), "{screen}");
    assert!(session.place_of("560 km").y < session.place_of("250 km").y, "the newest first");
    session.keys("2j");
    assert!(
        session.screen().contains("in the same words in 1 other document"),
        "{}",
        session.screen()
    );
    let verdicts: Vec<_> = (0..3).map(|at| session.state.dossier.verdict(at)).collect();
    assert_eq!(verdicts, [Some(Verdict::Conflict), Some(Verdict::Conflict), None]);
}

#[test]
fn enter_leads_to_the_passage_and_back_leads_to_the_row() {
    let mut session = sit(120, 36);
    session.keys("gF/storm<Enter>gdj<Enter>");
    assert_eq!((session.open(), session.state.focus), (Some("maker.md"), PaneId::Page));
    let reader = session.state.reader.as_ref().unwrap();
    assert!(reader.landed.unwrap().of(reader.document.text()).contains("250 km"));
    session.keys("<C-o>");
    assert_eq!(session.state.focus, PaneId::Dossier);
    assert_eq!(session.state.dossier.rows.selected(), 1);
    session.keys("<Enter>gg<C-o><C-o>");
    assert_eq!(session.state.focus, PaneId::Dossier, "after a jump in the document too");
    session.keys("<Esc>");
    assert_eq!(session.state.focus, PaneId::Page, "back where the keys were");
}

#[test]
fn closed_again_it_leads_back_to_the_pane_that_it_was_opened_from() {
    let mut session = sit(120, 36);
    session.keys("gt/storm<Enter>jgd");
    assert_eq!(session.state.focus, PaneId::Dossier);
    session.keys("<Esc>");
    assert_eq!((session.state.focus, session.state.ranges.rows.selected()), (PaneId::Ranges, 1));
    session.keys("gdgd");
    assert_eq!(session.state.focus, PaneId::Ranges);
}

#[test]
fn a_weapon_can_be_chosen_wherever_one_is_named() {
    for keys in [
        "<C-p>comparison<Enter>gf/storm<Enter>gd",
        "<C-p>comparison<Enter>gf/560<Enter>gd",
        "<C-p>comparison<Enter>]fgd",
        "<C-p>comparison<Enter>gd",
        "gF/storm<Enter><Enter>gd",
    ] {
        let mut session = sit(120, 36);
        session.keys(keys);
        assert!(session.screen().contains("Storm Shadow: dossier"), "{keys}\n{}", session.screen());
    }
    let mut session = sit(120, 36);
    session.keys("gd");
    assert!(session.foot().contains("Choose a weapon first"), "{}", session.foot());
    session.keys("gF<Tab>gd");
    assert!(session.foot().contains("no dossier"), "{}", session.foot());
}

#[test]
fn of_what_nothing_is_stated_the_dossier_says_so() {
    let mut session = sit(80, 24);
    session.keys("gF/taurus<Enter>gd");
    let screen = session.screen();
    assert!(screen.contains("No document that is indexed states how far"), "{screen}");
    assert!(screen.contains("Taurus"), "{screen}");
    session.keys("<Enter>");
    assert!(session.foot().contains("No statement is selected."), "{}", session.foot());
}

#[test]
fn passages_of_the_dossier_are_bookmarked_and_filtered() {
    let folder = tempfile::tempdir().unwrap();
    let mut session =
        Beginning::default().size(120, 36).with_facts().keeping(folder.path()).with(&papers());
    session.keys("gF/storm<Enter>gda<Enter>");
    assert_eq!(session.state.bookmarks.kept.len(), 1, "{}", session.screen());
    session.keys("/lake<Enter>");
    assert!(session.screen().contains("statements with “lake”"), "{}", session.screen());
    assert!(session.screen().contains("1 statement "), "{}", session.screen());
    session.keys("<Esc>,");
    assert!(session.screen().contains("by distance"), "{}", session.screen());
    assert!(session.place_of("560 km").y < session.place_of("250 km").y);
    session.keys(";");
    assert!(session.place_of("240 km").y < session.place_of("560 km").y, "{}", session.screen());
}

#[test]
fn what_is_no_range_leaves_dossier_and_disputes() {
    let folder = tempfile::tempdir().unwrap();
    let mut session =
        Beginning::default().size(120, 36).with_facts().keeping(folder.path()).with(&papers());
    session.keys("gX");
    assert!(session.screen().contains("Storm Shadow"), "{}", session.screen());
    session.keys("<Enter>");
    assert_eq!(session.state.focus, PaneId::Dossier);
    session.keys("dd");
    assert!(!session.screen().contains(" 560 km "), "{}", session.screen());
    session.keys("<Esc>");
    assert_eq!(session.state.focus, PaneId::Disputes);
}

#[test]
fn disputes_say_why_and_lead_to_the_dossier() {
    let mut session = sit(120, 36);
    session.keys("gX");
    let screen = session.screen();
    for words in
        ["Disputes about ranges", "1 weapon", "240 km", "560 km", "Harbour Post", "explains both"]
    {
        assert!(screen.contains(words), "{words} is missing:\n{screen}");
    }
    assert!(!screen.contains("say so)"), "the same words count once:\n{screen}");
    session.keys("/nobody<Enter>");
    assert!(session.screen().contains("No dispute has all these words."), "{}", session.screen());
    let mut session = Session::of(&[("a.txt", "Nothing.")]);
    session.keys("gX");
    assert!(session.screen().contains("contradict"), "{}", session.screen());
}

#[test]
fn any_window_shows_both_panes_in_any_colours() {
    let hostile = format!(
        "---\ntitle: \u{1b}]0;x\u{7}{}\ndate: 2024-01-01\n---\n\nThe ATACMS missile has a range of 300 km, \
         {} said.\n",
        "long ".repeat(300),
        "the \u{202e}very long ministry ".repeat(40)
    );
    let mut session = Beginning::default().size(120, 36).with_facts().with(&[
        ("a.md", MAKER),
        ("b.md", PRESS),
        ("c.md", hostile.as_str()),
    ]);
    for keys in ["gF/storm<Enter>gd", "gX"] {
        session.keys(keys);
        for (columns, rows) in [(12, 3), (20, 5), (40, 9), (70, 14), (80, 24), (300, 80)] {
            session.resize(columns, rows);
            for palette in [Palette::Dark, Palette::Light, Palette::Sixteen, Palette::Plain] {
                let painted = session.painted_with(palette);
                let clean =
                    |cell: &ratatui::buffer::Cell| !cell.symbol().contains(char::is_control);
                assert!(painted.content.iter().all(clean));
            }
        }
        session.resize(120, 36);
    }
}
