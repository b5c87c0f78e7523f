//! What the library says of one weapon or actor, and of which weapons its sources disagree.

use briefbook::app::base::pane_id::PaneId;
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
    let verdicts: Vec<_> = (0..3).map(|at| session.state.whole.dossier.verdict(at)).collect();
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
    assert_eq!(session.state.whole.dossier.rows.selected(), 1);
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
    assert_eq!(
        (session.state.focus, session.state.whole.ranges.rows.selected()),
        (PaneId::Ranges, 1)
    );
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
    assert!(session.foot().contains("Choose a weapon or an actor first"), "{}", session.foot());
    session.keys("gF<Tab><Tab>/paris<Enter>gd");
    assert!(session.foot().contains("only weapons and actors"), "{}", session.foot());
}

const MINISTER: &str = "---\ntitle: Remarks\ndate: 2024-03-04\nsource: Lake Wire\n---\n\n\
    Defence Secretary Ben Wallace said that the Storm Shadow missile reportedly reaches 250 km.\n\n\
    Ben Wallace left.\n";
const EARLIER: &str = "---\ntitle: Earlier remarks\ndate: 2022-03-04\n---\n\n\
    Defence Secretary Ben Wallace praised the Taurus missile.\n";

/// The dossier of Ben Wallace.
fn wallace(columns: u16, rows: u16) -> Session {
    let papers = [("now.md", MINISTER), ("then.md", EARLIER), ("press.md", PRESS)];
    let mut session = Beginning::default().size(columns, rows).with_facts().with(&papers);
    session.keys("gF<Tab>/wallace<Enter>gd");
    assert_eq!(session.state.focus, PaneId::ActorDossier);
    session
}

#[test]
fn the_dossier_of_an_actor_tells_roles_words_weapons_and_documents() {
    let session = wallace(120, 36);
    let screen = session.screen();
    for words in [
        "Ben Wallace: dossier",
        "2 documents · by date",
        "named: Ben Wallace (2)",
        "first named 2022-03-04, last 2024-03-04",
        "Roles (1)",
        "Defence Secretary",
        "Is said to have said (1)",
        "h Defence Secretary Ben Wallace said that the Storm Shadow missile",
        "In one sentence with weapons (2)",
        "Named in (2)",
        "since 2022-03-04",
    ] {
        assert!(screen.contains(words), "{words} is missing:\n{screen}");
    }
    assert!(session.place_of("Storm Shadow  ").y < session.place_of("Taurus KEPD 350").y);
}

#[test]
fn rows_of_an_actor_lead_to_their_passage_and_back_and_to_the_dossier_of_a_weapon() {
    let mut session = wallace(120, 36);
    session.keys("<Tab><Enter>");
    assert_eq!((session.open(), session.state.focus), (Some("now.md"), PaneId::Page));
    let reader = session.state.reader.as_ref().unwrap();
    let landed = reader.landed.unwrap().of(reader.document.text());
    assert!(landed.starts_with("the Storm Shadow missile"), "{landed}");
    session.keys("<C-o>");
    assert_eq!(session.state.focus, PaneId::ActorDossier);
    assert_eq!(session.state.whole.actor_dossier.rows.selected(), 3);
    session.keys("<Tab>gd");
    assert_eq!(session.state.focus, PaneId::Dossier);
    assert!(session.screen().contains("Storm Shadow: dossier"), "{}", session.screen());
    session.keys("gd");
    assert_eq!(session.state.focus, PaneId::ActorDossier);
    assert_eq!(session.state.whole.actor_dossier.rows.selected(), 5);
    session.keys("<Tab>gd");
    assert_eq!(session.state.focus, PaneId::Page, "a document has no dossier of its own");
}

#[test]
fn an_actor_can_be_chosen_wherever_one_is_named_and_keys_without_a_meaning_say_so() {
    for keys in ["<C-p>earlier<Enter>gf/wallace<Enter>gd", "<C-p>earlier<Enter>]fgd"] {
        let papers = [("then.md", EARLIER), ("press.md", PRESS)];
        let mut session = Beginning::default().size(120, 36).with_facts().with(&papers);
        session.keys(keys);
        assert!(session.screen().contains("Ben Wallace: dossier"), "{keys}\n{}", session.screen());
    }
    let mut session = wallace(120, 36);
    session.keys("dd");
    assert!(session.foot().contains("no range in this row"), "{}", session.foot());
    session.keys("dn");
    assert!(session.foot().contains("not compared"), "{}", session.foot());
    session.keys("/nobody<Enter>");
    assert!(session.screen().contains("No passage has all these words"), "{}", session.screen());
    session.keys("<Esc>,");
    assert!(session.screen().contains("by number"), "{}", session.screen());
}

#[test]
fn what_is_said_of_a_pair_in_the_dossier_holds_for_the_disputes_and_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    for (keys, said) in [("dn", "no longer compared"), ("ds", "are one source")] {
        let mut session =
            Beginning::default().size(120, 36).with_facts().keeping(folder.path()).with(&papers());
        session.keys("gF/storm<Enter>gd");
        assert!(session.screen().contains("! 1 disagrees"), "{}", session.screen());
        session.keys(keys);
        assert!(session.foot().contains(said), "{keys}: {}", session.foot());
        assert!(!session.screen().contains("disagrees"), "{keys}\n{}", session.screen());
        session.keys("u");
        assert!(session.screen().contains("! 1 disagrees"), "{keys}\n{}", session.screen());
    }
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
    for keys in ["gF/storm<Enter>gd", "gX", "<Esc>gF<Esc><Tab>gd"] {
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
