//! From mentions to entities: variants, abbreviations, short forms and family names find the thing
//! they name. Reads names, never sentences.

mod abbreviations;
mod aliases;
mod alone;
mod beginnings;
mod beside;
mod finished;
mod governments;
mod heads;
mod keys;
mod loose;
mod mentioned;
mod neighbours;
mod organisations;
mod others_roles;
mod persons;
mod role_words;
mod sayings;
mod support;
mod surnames;
mod variants;

use std::borrow::Cow;

// Names of a document are keys here: the hash is fast, and seeded anew for every table, so that no author
// can choose names that collide. Nothing depends on the order of a table.
use foldhash::{HashMap, HashSet};

use super::candidate::{Alias, Candidate, RoleOf, What};
use super::lens::Stances;
use super::lexicon::{Known, Lexicon, SHIP_PREFIXES};
use super::model::{ActorKind, Class, Entity, Facts, Mention, RangeFact, Role, Stance, slug};
use super::notes;
use super::passage::Passage;
use super::ranges::Ranged;
use crate::text::{CleanText, Span, single_spaced};
use abbreviations::Abbreviations;
use beside::Beside;
use finished::{range_fact, told, unique_ids};
use heads::Heads;
use mentioned::Mentioned;
use persons::{Name, Persons};
use role_words::clean_role;
use sayings::sayings;
use variants::note_family;

/// What all passages gave, in the order of the text.
#[derive(Debug, Default)]
pub struct Gathered {
    found: Vec<Candidate>,
    roles: Vec<RoleOf>,
    aliases: Vec<Alias>,
    loose: Vec<Span>,
    /// What filled the blocks and cells before.
    pub beside: Beside,
    /// Ranges in the order of the text.
    pub ranges: Vec<Ranged>,
    /// How everything is said.
    pub stances: Stances,
}

impl Gathered {
    /// The family names and abbreviations that stand alone, of which so many came before.
    pub fn loose_from(&self, before: usize) -> &[Span] {
        self.loose.get(before..).unwrap_or_default()
    }

    /// How many family names and abbreviations stand alone so far.
    pub fn loose_count(&self) -> usize {
        self.loose.len()
    }

    /// Takes the decided candidates of a passage.
    pub fn take(
        &mut self,
        passage: &Passage,
        found: &[Candidate],
        roles: Vec<RoleOf>,
        aliases: Vec<Alias>,
    ) {
        self.beside.note(passage, found, &mut self.roles);
        alone::collect(passage, found, &mut self.loose);
        self.found.extend_from_slice(found);
        self.roles.extend(roles);
        self.aliases.extend(aliases);
    }
}

impl Gathered {
    /// Makes sure the weak names that the ranges from place `from` on bear out.
    pub fn vouch(&mut self, from: usize) {
        let ranges = self.ranges.get(from..).unwrap_or_default();
        for weapon in ranges.iter().filter(|range| range.vouches).filter_map(|range| range.weapon) {
            let name = self.found.iter_mut().rev().find(|found| found.span == weapon);
            if let Some(name) = name {
                name.weak = false;
            }
        }
    }
}

/// All entities and ranges of a document.
pub fn merge(text: &str, lexicon: &Lexicon, mut gathered: Gathered) -> Facts {
    support::drop_unsupported(text, lexicon, &mut gathered.found);
    others_roles::cut(text, lexicon, &gathered.found, &mut gathered.roles);
    let mut merger = Merger::new(text, lexicon);
    merger.note_titles(&gathered.found, &gathered.roles);
    merger.enter_names(&gathered.found);
    merger.add_found(&gathered.found);
    merger.add_aliases(&gathered.aliases);
    merger.add_loose(&gathered.loose);
    merger.add_roles(&gathered.roles);
    gathered.stances.settle();
    let facts = merger.finish(gathered.ranges, &gathered.stances);
    Facts { sentences: gathered.stances.into_sentences(), ..facts }
}

struct Merger<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    entities: Vec<Entity>,
    by_key: HashMap<Class, HashMap<String, usize>>,
    /// What the same words stood for before, where they always stand for the same.
    by_words: HashMap<(What, &'a str), usize>,
    persons: Persons,
    heads: Heads<'a>,
    /// Bodies that every state has, by what is the same for all, each with its state.
    bodies: HashMap<String, Vec<(Option<String>, usize)>>,
    /// Ships of the document by the names they bear without a prefix.
    ships: HashMap<String, Candidate>,
    /// Abbreviations the text defines.
    abbreviations: Abbreviations,
    mentioned: Mentioned,
    /// Persons of the lexicon whom the text names in full.
    in_full: HashSet<u32>,
    /// Those to whom it gives a title or an office beside their surname.
    titled: HashSet<u32>,
    /// What stands for each person of the lexicon whose surname alone is given.
    surnames: HashMap<u32, usize>,
    /// How many mentions may yet go from one thing to another: see `aliases`.
    moves_left: usize,
}

impl<'a> Merger<'a> {
    fn new(text: &'a str, lexicon: &'a Lexicon) -> Self {
        Self {
            text,
            lexicon,
            entities: Vec::new(),
            by_key: HashMap::default(),
            by_words: HashMap::default(),
            persons: Persons::default(),
            heads: Heads::default(),
            bodies: HashMap::default(),
            ships: HashMap::default(),
            abbreviations: Abbreviations::default(),
            mentioned: Mentioned::default(),
            in_full: HashSet::default(),
            titled: HashSet::default(),
            surnames: HashMap::default(),
            moves_left: 0,
        }
    }

    /// Full names of persons first: a family name may come before them.
    fn enter_names(&mut self, found: &[Candidate]) {
        let mut entered = HashSet::default();
        let text = self.text;
        for found in found {
            let words = found.span.of(text);
            match found.what {
                What::KnownActor(number) if entered.insert((found.what, words)) => {
                    self.enter_known(number, words);
                }
                What::Person if entered.insert((found.what, words)) => self.enter_person(words),
                _ if found.what.is_named_weapon() => self.enter_ship(found, words),
                _ => {}
            }
        }
    }

    /// "USS Nimitz": later "Nimitz" alone is the ship, not the man.
    fn enter_ship(&mut self, found: &Candidate, words: &str) {
        let Some((prefix, name)) = words.split_once(' ') else { return };
        let upper =
            (2..=5).contains(&prefix.len()) && prefix.chars().all(|c| c.is_ascii_uppercase());
        if upper && SHIP_PREFIXES.split(' ').any(|known| known.eq_ignore_ascii_case(prefix)) {
            self.ships.entry(keys::name_words(name).join(" ")).or_insert(*found);
        }
    }

    fn enter_known(&mut self, number: u32, words: &str) {
        let Some(known) = self.lexicon.actor(number).filter(|known| known.kind == "person") else {
            return;
        };
        // A surname that a person of the lexicon has may be anybody's.
        let whole = keys::name_words(words) == keys::name_words(&known.name);
        if !whole && Name::of(words).is_none_or(|name| name.given.is_empty()) {
            return;
        }
        self.in_full.insert(number);
        let entity = self.known(Class::Actor, known);
        let names = [Name::of(&known.name), Name::of(words), Name::family_first(words)];
        for name in names.into_iter().flatten() {
            self.persons.enter(&name, entity);
        }
    }

    fn enter_person(&mut self, words: &str) {
        let Some(name) = Name::of(words).filter(|name| !name.given.is_empty()) else {
            return;
        };
        let entity = match self.persons.find(&name) {
            Some(entity) => entity,
            None => self.person(words),
        };
        self.persons.enter(&name, entity);
        if let Some(name) = Name::family_first(words) {
            self.persons.enter(&name, entity);
        }
    }

    fn person(&mut self, words: &str) -> usize {
        let words = &*keys::spoken(words);
        let key = keys::name_words(words).join(" ");
        self.entity((Class::Actor, key), words, ActorKind::Person.word().into(), true)
    }

    fn add_found(&mut self, found: &[Candidate]) {
        let mut mentioned = Vec::with_capacity(found.len());
        for (at, candidate) in found.iter().enumerate() {
            let owner = match candidate.what {
                What::Organisation(_) => governments::owner(self.text, found, at),
                _ => None,
            };
            let found = candidate;
            if let Some(entity) = self.add(found, owner) {
                mentioned.push((found.span.start, entity));
            }
        }
        self.mentioned.set_found(mentioned);
    }

    fn add(&mut self, found: &Candidate, owner: Option<u32>) -> Option<usize> {
        let text = self.text;
        let words = found.span.of(text);
        let entity = match self.by_words.get(&(found.what, words)) {
            Some(&entity) if owner.is_none() => entity,
            _ => self.entity_of(found, words, owner)?,
        };
        if matches!(found.what, What::Organisation(_) | What::KnownActor(_)) {
            self.heads.remember(words, entity, found.span.start);
        }
        if found.what.is_named_weapon() {
            self.learn_class_name(entity, words);
        }
        self.mention(entity, found.span, found.rule);
        Some(entity)
    }

    /// The entity that a mention names, made if need be.
    fn entity_of(
        &mut self,
        found: &Candidate,
        words: &'a str,
        owner: Option<u32>,
    ) -> Option<usize> {
        let person = matches!(found.what, What::Person | What::KnownActor(_));
        if person
            && !self.ships.is_empty()
            && let Some(ship) = self.ships.get(&keys::name_words(words).join(" ")).copied()
        {
            return self.entity_of(&ship, ship.span.of(self.text), None);
        }
        let entity = match found.what {
            What::KnownWeapon(number) => {
                self.lexicon.weapon(number).map(|known| self.known(Class::Weapon, known))
            }
            What::NamedWeapon(base) => Some(self.named_weapon(words, base)),
            What::Generic(head) => Some(self.generic(words, head)),
            What::State(number) => {
                self.lexicon.state(number).map(|known| self.known(Class::Actor, known))
            }
            What::StatePlace(number) => self.state_place(number, None),
            What::CapitalPlace(number) => self.state_place(number, Some(words)),
            What::KnownActor(number) => self.known_actor(number, words),
            What::Person => Some(self.find_person(words)),
            What::Organisation(kind) => Some(self.organisation(words, kind, owner)),
            What::ShortForm => self.short_form(words, found.weak, found.span.start),
            What::KnownPlace(number) => {
                self.lexicon.place(number).map(|known| self.known(Class::Place, known))
            }
            What::OfClass(class) => Some(self.of_class(class, words)),
        }?;
        if let Some(entity) = self.entities.get_mut(entity) {
            note_family(self.lexicon, entity, found.what);
        }
        // What abbreviations and short forms stand for changes as the text goes on.
        let changes =
            matches!(found.what, What::NamedWeapon(_) | What::Organisation(_) | What::ShortForm);
        if !changes {
            self.by_words.insert((found.what, words), entity);
        }
        Some(entity)
    }

    fn mention(&mut self, entity: usize, span: Span, rule: &'static str) {
        self.entities[entity].mentions.push(Mention { span, rule, stance: Stance::default() });
    }

    fn known(&mut self, class: Class, known: &'a Known) -> usize {
        match self.by_key.get(&class).and_then(|keys| keys.get(&*known.id)) {
            Some(&entity) => entity,
            None => {
                let kind = known.kind.clone();
                self.entity((class, known.id.to_string()), &known.name, kind, true)
            }
        }
    }

    fn entity(
        &mut self,
        (class, key): (Class, String),
        name: &str,
        kind: Cow<'static, str>,
        named: bool,
    ) -> usize {
        let entities = &mut self.entities;
        *self.by_key.entry(class).or_default().entry(key).or_insert_with_key(|key| {
            entities.push(Entity {
                id: slug(key),
                name: CleanText::line(&single_spaced(&notes::without(name))),
                class,
                kind,
                named,
                family: None,
                base: None,
                roles: Vec::new(),
                mentions: Vec::new(),
            });
            entities.len() - 1
        })
    }

    fn named_weapon(&mut self, words: &str, base: Option<u32>) -> usize {
        let whole = base.and_then(|number| self.lexicon.weapon(number)).and_then(|known| {
            let block = words.starts_with("Block ") || words.starts_with("Mod ");
            block.then(|| format!("{} {words}", keys::undesignated(&known.name)))
        });
        let words = whole.as_deref().unwrap_or(words);
        let key = keys::designation(keys::without_hull(words));
        if let Some(entity) = self.abbreviations.get(&key) {
            return entity;
        }
        let kind = base
            .and_then(|number| self.lexicon.weapon(number))
            .map_or("weapon".into(), |known| known.kind.clone());
        self.entity((Class::Weapon, key), words, kind, true)
    }

    fn generic(&mut self, words: &str, head: u32) -> usize {
        let head = self.lexicon.head(head);
        let mut phrase = keys::phrase(words);
        let abbreviation = head.is_some_and(|head| !head.expands.is_empty());
        if let Some(head) = head.filter(|_| abbreviation) {
            let short = keys::phrase(&head.word);
            let before = phrase.strip_suffix(&short).unwrap_or("").to_owned();
            phrase = before + &keys::phrase(&head.expands);
        }
        // One name and kind in every document, whether it is written out there or not.
        let short = self.lexicon.spelled_out(&phrase);
        let kind = short.or(head).map_or("weapon".into(), |head| Cow::Owned(head.class.clone()));
        let shown = || keys::display(words, abbreviation);
        let name = short.map_or_else(shown, |short| short.expands.clone());
        self.entity((Class::Weapon, phrase), &name, kind, false)
    }

    /// A state by whatever name, or its capital, unless that is called as the state ("Singapore").
    fn state_place(&mut self, number: u32, capital: Option<&str>) -> Option<usize> {
        let state = self.lexicon.state(number)?;
        let own = |words: &&str| keys::name_words(&state.name) != keys::name_words(words);
        let named = capital.filter(own).map(|words| (words, "city"));
        let (name, kind) = named.unwrap_or((&*state.name, "state"));
        let key = format!("{} place", keys::name_words(name).join(" "));
        Some(self.entity((Class::Place, key), name, kind.into(), true))
    }

    fn find_person(&mut self, words: &str) -> usize {
        let found = Name::of(words).and_then(|name| self.persons.find(&name));
        match found {
            Some(entity) => entity,
            None => {
                let entity = self.person(words);
                if let Some(name) = Name::of(words) {
                    self.persons.enter(&name, entity);
                }
                entity
            }
        }
    }

    fn of_class(&mut self, class: Class, words: &str) -> usize {
        let key = keys::name_words(words).join(" ");
        self.entity((class, key), words, class.word().into(), true)
    }

    fn add_roles(&mut self, roles: &[RoleOf]) {
        let mut seen = HashSet::default();
        for role in roles {
            let Some(entity) = self.mentioned.at(role.person.start) else {
                continue;
            };
            let words = clean_role(role.role.of(self.text));
            let person = &mut self.entities[entity];
            if person.kind != "person" || words.is_empty() {
                continue;
            }
            let text = CleanText::line(&words);
            if seen.insert((entity, words)) {
                person.roles.push(Role { span: role.role, text });
            }
        }
    }

    fn finish(self, ranges: Vec<Ranged>, stances: &Stances) -> Facts {
        let mut numbered: Vec<(usize, Entity)> = self.entities.into_iter().enumerate().collect();
        numbered.retain(|(_, entity)| !entity.mentions.is_empty());
        for (_, entity) in &mut numbered {
            entity.mentions.sort_by_key(|mention| mention.span);
            for mention in &mut entity.mentions {
                mention.stance = stances.at(mention.span.start);
            }
        }
        numbered.sort_by_key(|(_, entity)| entity.mentions.first().map(|mention| mention.span));
        let places: HashMap<usize, usize> =
            numbered.iter().enumerate().map(|(new, (old, _))| (*old, new)).collect();
        let weapon_of = |span: Span| {
            let entity = self.mentioned.at(span.start).and_then(|old| places.get(&old))?;
            Some((*entity, span))
        };
        let (apart, ranges): (Vec<Ranged>, Vec<Ranged>) =
            ranges.into_iter().partition(|range| range.apart);
        let fact = |range: Ranged| {
            let stance = stances.at(range.span.start);
            range_fact(range, stance, weapon_of)
        };
        let facts =
            |ranges: Vec<Ranged>| -> Vec<RangeFact> { ranges.into_iter().map(fact).collect() };
        let (ranges, apart) = (facts(ranges), facts(apart));
        let entities = unique_ids(numbered.into_iter().map(|(_, entity)| entity).collect());
        let sayings = sayings(self.text, &entities, stances, ranges.iter().chain(&apart));
        let facts = Facts { entities, ranges, apart, sayings, sentences: Vec::new() };
        told(facts, self.text, self.lexicon)
    }
}
