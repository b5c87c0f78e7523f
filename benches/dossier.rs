//! The dossiers of a weapon and of an actor, the disputes, the timeline and the trends of a library of `BRIEFBOOK_PAPERS`
//! documents (2,000 unless told) with three statements each: how long the index takes to answer and what
//! that costs all cores, how long a key takes to reach the screen, and how much memory the process has then.
//! `BRIEFBOOK_LIBRARY` is a folder that keeps the index for the next time, so that the memory is that of
//! reading and not of writing. Prints; judges nothing.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench may panic and prints")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use briefbook::app::base::keymap::Keymap;
use briefbook::app::{State, update};
use briefbook::config::{Config, KeyPress};
use briefbook::corpus::corpus::Corpus;
use briefbook::corpus::lookup;
use briefbook::document::Date;
use briefbook::facts::{Approx, Class, slug};
use briefbook::files::places::{PlaceOptions, Places};
use briefbook::index::{
    ActorFacts, CatalogueRow, Named, Record, StatedRange, StoredFacts, StoredRole, StoredSaying,
    WeaponBeside, WeaponStatement,
};
use briefbook::protocol::{Effect, Event, LookupReport, LookupRequest, NamedEntity};
use briefbook::reading::documents::Documents;
use briefbook::reading::in_memory::InMemory;
use briefbook::text::Span;
use briefbook::view::{self, theme::Palette};
use cpu_time::ProcessTime;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

const SIZE: Size = Size { width: 160, height: 50 };

/// Weapons of the library; a tenth of all statements are on the first.
const WEAPONS: u64 = 300;

/// Weapons whose trends are asked for at once.
const MOST_ROWS: u64 = 300;

/// The actor whom every document names.
const ACTOR: &str = "Ann Lee";

/// Times that each answer is asked for.
const TIMES: usize = 20;

fn main() {
    let number = |name| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let papers = number("BRIEFBOOK_PAPERS").unwrap_or(2_000);
    let temporary = tempfile::tempdir().unwrap();
    let home = std::env::var_os("BRIEFBOOK_LIBRARY").map(PathBuf::from);
    let home = home.unwrap_or_else(|| temporary.path().to_owned());
    let corpus = corpus(&home, papers);
    corpus.coverage().set_complete(true);
    if corpus.index().is_none_or(|index| index.len() < papers) {
        write(&corpus, papers);
        println!("the index was written: what follows has the memory of writing too");
    }
    println!("{papers} documents, {} statements; {}", papers * 3, memory());
    let first = LookupRequest::Dossier(weapon(0));
    answers("dossier, a tenth of all statements", &corpus, &first);
    answers("dossier of one of the other weapons", &corpus, &LookupRequest::Dossier(weapon(7)));
    let everywhere = NamedEntity { class: Class::Actor, ids: vec![slug(ACTOR)] };
    answers("dossier of an actor whom all name", &corpus, &LookupRequest::Dossier(everywhere));
    answers("disputes", &corpus, &LookupRequest::Disputes);
    let timeline = |words: &str| LookupRequest::Timeline(words.to_owned());
    answers("timeline of the library", &corpus, &timeline(""));
    answers("timeline of a weapon", &corpus, &timeline("weapon:\"Weapon 0\""));
    answers("timeline of a search", &corpus, &timeline("tests -weapon:\"Weapon 3\""));
    let page = (0..MOST_ROWS).map(weapon).collect();
    answers("trends of a page of weapons", &corpus, &LookupRequest::Trends(Class::Weapon, page));
    keys(&corpus);
    println!("{}", memory());
}

/// A library whose documents are in its index only.
fn corpus(home: &Path, papers: u64) -> Corpus {
    let places = Places::under(home, PlaceOptions::default());
    let documents = Arc::new(Documents::of_user(InMemory::default(), &places));
    // An index of a folder that is not there lies in memory.
    let folder = home.join(format!("stated-{papers}"));
    std::fs::create_dir_all(&folder).unwrap();
    Corpus::new(places, vec![folder], documents)
}

fn id(weapon: u64) -> String {
    format!("weapon-{weapon}")
}

fn weapon(number: u64) -> NamedEntity {
    NamedEntity { class: Class::Weapon, ids: vec![id(number)] }
}

fn write(corpus: &Corpus, papers: u64) {
    let index = corpus.index_to_build().unwrap();
    let mut writer = index.writer().unwrap().unwrap();
    let root = &corpus.roots()[0];
    let filler = "The words of a paper that says nothing about it. ".repeat(50);
    for number in 0..papers {
        let mut text = format!("{ACTOR} spoke of it in paper {number}. ");
        let sentence = Span::new(0, text.len() - 1);
        let all: Vec<WeaponStatement> =
            (0..3).map(|at| statement(number * 3 + at, &mut text)).collect();
        text.push_str(&filler);
        let path = root.join(format!("{number}.txt"));
        let row = CatalogueRow {
            place: corpus.index_dir().place(&path),
            title: format!("Paper {number} on ranges"),
            date: day(number),
            source: Some(format!("Institute {}", number % 40)),
            ..CatalogueRow::default()
        };
        let mut named: Vec<Named> = all.iter().map(|own| named(&own.stated)).collect();
        let actors = vec![actor(&mut named, sentence)];
        let stated = all.iter().map(|own| own.stated.clone()).collect();
        let stored_facts = StoredFacts { named, stated, statements: all, actors };
        let record = Record { row, text, stored_facts, ..Record::default() };
        writer.put(record.completed(), false).unwrap();
        if number % 20_000 == 19_999 {
            writer.commit().unwrap();
        }
    }
    writer.finish(true).unwrap();
}

fn day(number: u64) -> Option<Date> {
    Date::of_day(2015 + (number % 10) as i16, 1 + (number % 12) as u8, 1 + (number % 28) as u8)
}

/// A statement in a sentence at the end of a text. Of every weapon there are a few values, of which some
/// contradict each other.
fn statement(number: u64, text: &mut String) -> WeaponStatement {
    let mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 16;
    let weapon = if mixed.is_multiple_of(10) { 0 } else { mixed / 10 % WEAPONS };
    let km = ((1 + weapon % 40) * 50 + [0, 0, 0, 10, 200][(mixed / 7 % 5) as usize]) as f64;
    let (start, name) = (text.len(), format!("Weapon {weapon}"));
    let said_by = ["", "", "the ministry", "Maker Works"][(mixed / 11 % 4) as usize];
    text.push_str(&format!("In case {number} of the tests the missile {name} has a range of "));
    let at = text.len();
    let written = format!("{km} km");
    text.push_str(&written);
    let span = Span::new(at, text.len());
    text.push_str(". ");
    let stated = StatedRange {
        span,
        scalars: span,
        written,
        min_km: Some(km),
        max_km: Some(km),
        approx: Approx::Exact,
        weapon_id: id(weapon),
        weapon: name.clone(),
        said_by: said_by.to_owned(),
        claim: (Some(km - 5.0), Some(km + 5.0)),
        ..StatedRange::default()
    };
    let variant = if mixed.is_multiple_of(9) { "er".to_owned() } else { String::new() };
    WeaponStatement {
        whole: span,
        sentence: Span::new(start, text.len() - 1),
        words: number + 1,
        base: id(weapon),
        base_name: name,
        source: format!("{said_by} {}", number / 3 % 40),
        own: said_by.is_empty(),
        departs: !variant.is_empty(),
        variant,
        stated,
        key: String::new(),
    }
}

fn named(stated: &StatedRange) -> Named {
    Named {
        class: Class::Weapon,
        id: stated.weapon_id.clone(),
        name: stated.weapon.clone(),
        kind: "missile".to_owned(),
        proper: true,
        times: 1,
        mentions: Vec::new(),
        at: Vec::new(),
        unlocated: false,
    }
}

/// What each document says of the one actor whom all of them name: a role, a sentence, its weapons.
fn actor(all: &mut Vec<Named>, sentence: Span) -> ActorFacts {
    let weapons = (0..all.len()).map(|weapon| WeaponBeside { weapon, sentence, span: sentence });
    let (weapons, span) = (weapons.collect(), Span::new(0, ACTOR.len()));
    let actor = all.len();
    all.push(Named {
        class: Class::Actor,
        id: slug(ACTOR),
        name: ACTOR.to_owned(),
        kind: "person".to_owned(),
        mentions: vec![span],
        ..all.first().cloned().unwrap()
    });
    let saying = StoredSaying { sentence, span, ..StoredSaying::default() };
    let role = StoredRole { span, words: "minister".to_owned() };
    ActorFacts { actor, roles: vec![role], sayings: vec![saying], weapons }
}

fn answers(what: &str, corpus: &Corpus, request: &LookupRequest) {
    let (mut times, mut costs) = (Vec::new(), Vec::new());
    let mut found = String::new();
    for _ in 0..TIMES {
        let (begun, spent) = (Instant::now(), ProcessTime::now());
        let report = lookup::answer(corpus, request.clone());
        times.push(begun.elapsed());
        costs.push(spent.elapsed());
        found = match &report {
            LookupReport::Dossier(_, dossier) => {
                format!("{} of {} statements", dossier.statements.len(), dossier.total)
            }
            LookupReport::ActorDossier(_, dossier) => {
                let (passages, total) = (dossier.passages.len(), dossier.total);
                format!("{passages} passages of {} of {total} documents", dossier.read)
            }
            LookupReport::Disputes(all) => format!("{} weapons", all.len()),
            LookupReport::Timeline(_, timeline) => {
                format!("{} documents", timeline.dated().documents)
            }
            LookupReport::Trends(_, _, trends) => {
                format!("{} trends", trends.len())
            }
            LookupReport::Failed(_, why) => why.to_string(),
            _ => String::new(),
        };
    }
    println!("{what}: {found}");
    let [first, cost] = [times[0], costs[0]].map(|time| time.as_secs_f64() * 1e3);
    println!("  {:40} {first:7.2} ms, of all cores {cost:7.2} ms", "the first time");
    told("each time", times);
    told("of all cores", costs);
}

/// What a key costs: the change of the state, what it asks of the index, and the painting.
fn keys(corpus: &Corpus) {
    let mut state = State::new(Config::default(), Keymap::default(), SIZE);
    let mut terminal = Terminal::new(TestBackend::new(SIZE.width, SIZE.height)).unwrap();
    let mut happen = |event: Event| {
        let begun = Instant::now();
        let mut took = Duration::ZERO;
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            for effect in update(&mut state, event) {
                if let Effect::LookUp(request) = effect {
                    let asked = Instant::now();
                    events.push(Event::LookedUp(lookup::answer(corpus, request)));
                    took += asked.elapsed();
                }
            }
        }
        terminal.draw(|frame| view::draw(frame, &state, Palette::Dark)).unwrap();
        // What the index does, it does on another thread.
        begun.elapsed().saturating_sub(took)
    };
    let mut press = |keys: &[&str]| -> Vec<Duration> {
        keys.iter().map(|key| happen(Event::Key(key.parse::<KeyPress>().unwrap()))).collect()
    };
    press(&["g", "X"]);
    told("keys in the disputes", press(&["j"; 200]));
    press(&["<Enter>"]);
    told(
        "keys in the dossier",
        [press(&["j"; 300]), press(&[","; 6]), press(&["<C-d>"; 20])].concat(),
    );
}

fn told(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!("  {what:40} p50 {:7.2}  p99 {:7.2}  most {:7.2} ms", at(0.5), at(0.99), at(1.0));
}

/// "memory: 120 MB now, 180 MB at most".
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        let kb = line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok());
        kb.unwrap_or_default() / 1024
    };
    format!("memory: {} MB now, {} MB at most", of("VmRSS"), of("VmHWM"))
}
