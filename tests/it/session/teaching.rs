//! What the screen teaches: hints at the foot, the help by task, what can follow a key.

use briefbook::app::base::command::Command;
use briefbook::app::base::pane_id::PaneId;
use briefbook::protocol::{Event, Notice};

use super::list::{documents, three};
use crate::support::session::{Beginning, Session};

fn wide(columns: u16) -> Session {
    Beginning::default().size(columns, 30).with(&documents())
}

#[test]
fn the_foot_has_as_many_hints_as_there_is_room_for() {
    let hints = |columns: u16| {
        let mut session = wide(columns);
        session.keys("<Enter>");
        session.foot()
    };
    let (narrow, wide) = (hints(80), hints(200));
    assert!(narrow.contains("? help") && narrow.contains("a bookmark"), "{narrow}");
    for hint in ["a bookmark", "gb bookmarks", "gt all ranges", "gF all weapons", ": commands"] {
        assert!(wide.contains(hint), "{hint}: {wide}");
    }
    assert!(wide.len() > narrow.len());
}

#[test]
fn hints_are_of_what_is_at_hand() {
    let mut session = wide(200);
    assert!(!session.foot().contains("all again"), "{}", session.foot());
    session.keys("fbravo<Enter>");
    assert!(session.foot().contains("Esc all again"), "{}", session.foot());
    session.keys("<Esc>/a<Enter>");
    assert!(session.foot().contains("n next match"), "{}", session.foot());
    let one = [("a.md", "# Alpha\n\nOne.\n")];
    let session = Beginning::default().size(200, 30).with(&one);
    assert!(!session.foot().contains("all ranges"), "{}", session.foot());
}

#[test]
fn under_a_box_the_foot_shows_the_keys_of_the_box() {
    let mut session = wide(120);
    session.keys("?");
    assert!(session.foot().contains("/ find a key"), "{}", session.foot());
    session.keys("<Esc>:");
    let foot = session.foot();
    assert!(foot.contains("Enter do it") && foot.contains("Esc close"), "{foot}");
    assert!(!foot.contains("filter"), "{foot}");
    session.keys("<Esc><C-p>");
    assert!(session.foot().contains("Enter open it"), "{}", session.foot());
}

#[test]
fn help_has_the_panes_own_keys_first_then_tasks_and_says_that_there_is_more() {
    let mut session = wide(120);
    session.keys("<Enter>gf?");
    let screen = session.screen();
    let line = |words: &str| {
        let at = screen.lines().position(|line| line.contains(words));
        at.unwrap_or_else(|| panic!("no {words}: {screen}"))
    };
    assert!(line("Keys in the facts") < line("This is no fact"));
    assert!(line("This is no fact") < line("Move and read"));
    assert!(screen.contains("more"), "{screen}");
    session.keys("G");
    assert!(session.screen().contains("▴"), "{}", session.screen());
    let choices = &session.state.chooser().unwrap().choices;
    let commands = choices.iter().filter(|choice| !choice.before.is_empty()).count();
    assert!(commands > 60 && commands <= Command::ALL.len(), "{commands}");
}

#[test]
fn keys_in_the_help_do_what_they_do_elsewhere() {
    let mut session = three();
    session.keys("?q");
    assert!(session.state.chooser().is_none() && !session.has_quit(), "q goes one step back");
    session.keys("??");
    assert!(session.state.chooser().is_none(), "the help's own key closes it");
    session.keys("?jj");
    let at = |session: &Session| session.state.chooser().unwrap().rows.selected();
    assert_eq!(at(&session), 3, "the heading is passed over");
    session.keys("k<C-d>G");
    assert_eq!(at(&session), session.state.chooser().unwrap().choices.len() - 1);
    session.keys("/quit now");
    assert!(session.screen().contains("› quit now"), "{}", session.screen());
    session.keys("<Esc>");
    assert!(session.state.chooser().is_none());
}

#[test]
fn any_other_key_in_the_help_leads_to_what_it_does() {
    let mut session = three();
    let told = |session: &Session| {
        let chooser = session.state.chooser().unwrap();
        chooser.choices[chooser.rows.selected()].words.to_string()
    };
    session.keys("?s");
    assert!(told(&session).starts_with("Search all documents"), "{}", told(&session));
    session.keys("m");
    assert!(told(&session).starts_with("Mark this place"), "{}", told(&session));
    session.keys("@");
    assert!(session.foot().contains("No key @"), "{}", session.foot());
}

#[test]
fn esc_goes_back_and_never_leaves_the_program() {
    let mut session = three();
    session.keys("<Enter><Esc><Esc><Esc>");
    assert!(!session.has_quit());
    assert_eq!(session.state.focus, PaneId::List);
    assert!(session.foot().contains("q leaves briefbook"), "{}", session.foot());
    session.keys("q");
    assert!(session.has_quit());
    let mut alone = Session::of(&[("a.md", "# Alone\n\nOne.\n")]);
    alone.keys("<Esc><Esc>");
    assert!(!alone.has_quit() && alone.foot().contains("q leaves"), "{}", alone.foot());
}

#[test]
fn what_can_follow_a_key_is_not_cut_where_there_is_room() {
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        let mut session = Beginning::default().size(columns, rows).with(&documents());
        session.keys("<Enter>z");
        let screen = session.screen();
        let hints = screen.lines().filter(|line| line.contains("right margin"));
        assert_eq!(hints.count(), 1, "{screen}");
        assert!(screen.contains("Show only the page, or all panes again"), "{screen}");
    }
    let mut session = Beginning::default().size(200, 50).with(&documents());
    session.keys("<Enter>g");
    let screen = session.screen();
    let below = screen.lines().skip_while(|line| !line.starts_with("───")).collect::<String>();
    assert!(!below.contains('…'), "{screen}");
}

#[test]
fn sentences_of_the_palette_stand_beside_the_names_and_are_whole() {
    for columns in [120, 200] {
        let mut session = wide(columns);
        session.keys(":");
        let screen = session.screen();
        let boxed = screen.lines().filter(|line| line.contains("half-page-down")).count();
        assert_eq!(boxed, 1, "{screen}");
        session.keys("library-facts");
        let screen = session.screen();
        let told = "Weapons, actors and places of all documents, or go back";
        assert!(screen.contains(told), "{screen}");
    }
}

#[test]
fn a_long_message_is_whole_on_lines_above_the_foot() {
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        let mut session = Beginning::default().size(columns, rows).with(&documents());
        let words = "The theme cannot be pink; allowed: auto, dark, light, 16 or none (line 3 of \
                     /home/somebody/with/a/very/long/name/of/a/folder/config/briefbook/config.toml).";
        session.happen(Event::Notice(Notice::warning(words)));
        let screen = session.screen();
        let lines: Vec<&str> = screen.lines().rev().take(4).map(str::trim).collect();
        let told = lines.iter().rev().copied().collect::<Vec<_>>().join(" ");
        assert!(told.contains("The theme cannot be pink; allowed:"), "{columns}: {told}");
        assert!(told.replace(' ', "").contains("config.toml)."), "{columns}: {told}");
    }
}

#[test]
fn details_list_a_sentence_once_however_often_it_names_the_fact() {
    let text = "# Paper\n\nATACMS flew, and ATACMS hit what ATACMS was aimed at. \
                Later the ATACMS was gone.\n";
    let mut session = Beginning::default().with_facts().with(&[("a.md", text)]);
    session.keys("<Enter>gfi");
    let screen = session.screen();
    let facts: Vec<&str> =
        screen.lines().filter_map(|line| line.rsplit_once('│')).map(|(_, side)| side).collect();
    let facts = facts.join(" ");
    assert_eq!(facts.matches("flew").count(), 1, "{screen}");
    assert_eq!(facts.matches("Later").count(), 1, "{screen}");
}

#[test]
fn enter_in_a_box_in_which_nothing_matches_says_so_and_keeps_it_open() {
    for opens in [":", "<C-p>", ",", "?/"] {
        let mut session = wide(120);
        session.keys(opens).keys("zzqqzz<Enter>");
        assert!(session.state.chooser().is_some(), "{opens}");
        assert!(session.foot().contains("Nothing matches"), "{opens}: {}", session.foot());
        session.keys("<Esc>");
        assert!(session.state.chooser().is_none(), "{opens}");
    }
}

#[test]
fn a_sentence_of_the_help_is_cut_only_where_its_row_is_full() {
    let mut session = Beginning::default().size(80, 24).with(&documents());
    session.keys("?/export");
    let screen = session.screen();
    let cut = screen.lines().filter(|line| line.contains('…') && line.contains("export"));
    for line in cut {
        let gap = line.split('…').nth(1).unwrap_or("");
        assert!(!gap.starts_with("    "), "{screen}");
    }
    assert!(screen.contains("Write the bookmarks shown, or the chosen"), "{screen}");
}

#[test]
fn where_nothing_is_listed_the_foot_offers_nothing_to_do_with_it() {
    for pane in ["gC", "gb", "gR"] {
        let mut session = wide(80);
        session.keys(pane);
        let foot = session.foot();
        assert!(foot.contains("Esc close"), "{pane}: {foot}");
        for hint in ["take back", "go there", "accept", "note", "export"] {
            assert!(!foot.contains(hint), "{pane}: {foot}");
        }
    }
}
