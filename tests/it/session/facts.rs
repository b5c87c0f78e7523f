//! Facts in the sidebar and in the text: groups, jumps, details, corrections.

use std::sync::Arc;

use briefbook::protocol::{BookmarkRequest, Effect, Event, FactIndex};

use crate::support::session::{Beginning, Session};

const REPORT: &str = "The Army and its missiles\n\n\
    The ATACMS is a ballistic missile with a range of about 190 miles, according to the Pentagon.\n\n\
    Kyiv has asked Washington for the Army Tactical Missile System.\n\n\
    The Storm Shadow cruise missile has a range of more than 250 km, its maker MBDA said.\n\n\
    The Pentagon said that the ATACMS is not a priority.\n";

fn sitting() -> Session {
    Beginning::default().with_facts().with(&[("report.txt", REPORT)])
}

#[test]
fn the_sidebar_groups_weapons_ranges_and_actors() {
    let session = sitting();
    let screen = session.screen();
    for words in ["Weapons", "ATACMS", "Storm Shadow", "Ranges", "≈ 310 km", "≥ 250 km", "Actors"]
    {
        assert!(screen.contains(words), "{words} in\n{screen}");
    }
}

#[test]
fn a_fact_leads_to_its_passages_one_after_the_other() {
    let mut session = sitting();
    session.keys("gf/ATACMS<Enter>");
    let landed = |session: &Session| {
        let reader = session.state.reader.as_ref().unwrap();
        reader.landed.map(|span| reader.document.words(span).to_owned()).unwrap_or_default()
    };
    session.keys("<Enter>");
    assert_eq!(landed(&session), "ATACMS");
    session.keys("<Enter>");
    assert_eq!(landed(&session), "Army Tactical Missile System");
    session.keys("]f");
    let last = session.state.reader.as_ref().unwrap().landed.unwrap();
    assert_eq!(last.of(REPORT), "ATACMS");
    session.keys("]f");
    assert!(session.foot().contains("No further mention"), "{}", session.foot());
    session.keys("[f");
    assert_eq!(landed(&session), "Army Tactical Missile System");
}

#[test]
fn a_group_can_be_closed_here_and_in_the_text() {
    let mut session = sitting();
    session.keys("gf<Space>");
    let screen = session.screen();
    assert!(screen.contains("▸ Weapons") && screen.contains("▾ Ranges"), "{screen}");
    session.keys("<Space>");
    assert!(session.screen().contains("▾ Weapons"));
}

#[test]
fn details_list_every_sentence_and_esc_leads_back() {
    let mut session = sitting();
    session.keys("gfji");
    let screen = session.screen();
    assert!(screen.contains("not a priority"), "{screen}");
    session.keys("<Esc>");
    assert!(session.screen().contains("Ranges"));
}

#[test]
fn what_is_rejected_goes_and_comes_back() {
    let mut session = sitting();
    session.keys("gf/Storm<Enter>dd");
    session.keys("<Esc>");
    assert!(!session.screen().contains("Storm Shadow  "), "{}", session.screen());
    let kept = |session: &Session, holds: bool| {
        let is_it = |effect: &&Effect| matches!(effect, Effect::Bookmarks(BookmarkRequest::Correct { made, .. }) if *made == holds);
        session.effects.iter().filter(is_it).count()
    };
    assert_eq!(kept(&session, true), 1);
    session.keys("u");
    assert_eq!(kept(&session, false), 1);
    let facts = session.state.reader.as_ref().unwrap().facts.as_ref().unwrap();
    assert!(facts.in_group(briefbook::protocol::Group::Weapons).len() >= 2);
}

#[test]
fn the_facts_are_hidden_and_shown_again() {
    let mut session = sitting();
    session.keys("F");
    assert!(!session.screen().contains("Weapons"));
    session.keys("gf");
    assert!(session.screen().contains("Weapons"));
}

#[test]
fn a_sentence_in_the_details_goes_on_over_ranks_and_initials() {
    let text = "Visits\n\nOn Friday Lt. Gen. John Q. Smith of the U.S. Army, who came from \
        Kyiv, said that the ATACMS is no priority. He left.\n";
    let mut session = Beginning::default().with_facts().with(&[("visits.txt", text)]);
    session.keys("gf/ATACMS<Enter>i");
    let screen = session.screen().replace(['\n', '│'], " ");
    let words: Vec<&str> = screen.split_whitespace().collect();
    assert!(words.windows(4).any(|four| four == ["On", "Friday", "Lt.", "Gen."]), "{words:?}");
}

#[test]
fn facts_that_arrive_are_shown_as_they_are_without_being_copied() {
    let mut session = sitting();
    let (entry, document, known) = {
        let reader = session.state.reader.as_ref().unwrap();
        (reader.entry, Arc::clone(&reader.document), Arc::clone(reader.facts.as_ref().unwrap()))
    };
    let facts = Arc::new(FactIndex::clone(&known));
    session.happen(Event::Facts { entry, document, facts: Arc::clone(&facts) });
    let shown = session.state.reader.as_ref().unwrap().facts.clone().unwrap();
    assert!(Arc::ptr_eq(&shown, &facts), "nothing is done in proportion to their number");
}
