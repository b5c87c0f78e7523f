//! Builds a lexicon from its files: which names, words and traits follow from an entry. At run time
//! only for the reader's own names, because the rest is built with the program (see `image`).

use std::collections::HashMap;

use super::checks::Checks;
use super::phrases::Need;
use super::relations::has_any;
use super::schema::{ActorEntry, File, HeadEntry, PlaceEntry, Section, StateEntry, WeaponEntry};
use super::sense::Sense;
use super::traits::Traits;
use super::variants::{Variants, is_abbreviation, is_shared, spoken_forms};
use super::{Head, Known, Lexicon, LexiconError, function_words};
use crate::facts::actor_kind::ActorKind;
use crate::facts::slug::slug;
use crate::facts::token::{atoms, fold_word};

impl Lexicon {
    /// A lexicon of these files, each a name (for messages) and its TOML.
    ///
    /// # Errors
    /// [`LexiconError::Invalid`] names the first malformed file.
    pub fn of_files<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, LexiconError> {
        Self::of_parsed(&parsed(files)?)
    }

    /// The same of files that must keep what `Checks` asks for.
    ///
    /// # Errors
    /// [`LexiconError::Invalid`] names the first file that is malformed or does not keep it.
    pub fn of_checked_files<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, LexiconError> {
        let files = parsed(files)?;
        let mut checks = Checks::default();
        for (name, file) in &files {
            let mut sections = file.section.iter();
            sections.try_for_each(|section| checks.read(section)).map_err(invalid(name))?;
        }
        Self::of_parsed(&files)
    }

    /// Adds a reader's own names, in the form of `data/lexicon`.
    ///
    /// # Errors
    /// [`LexiconError::Invalid`] if `toml` is malformed.
    pub fn with_user(mut self, toml: &str) -> Result<Self, LexiconError> {
        let files = parsed([("of your own", toml)])?;
        if files.iter().any(|(_, file)| !file.section.is_empty()) {
            self.add_files(&files)?;
            self.settle();
        }
        Ok(self)
    }

    fn of_parsed(files: &[(&str, File)]) -> Result<Self, LexiconError> {
        let mut lexicon = Self::default();
        function_words::mark(&mut lexicon.words);
        lexicon.add_files(files)?;
        lexicon.settle();
        Ok(lexicon)
    }

    fn settle(&mut self) {
        self.words.settle();
        self.phrases.settle(self.words.count());
        self.states_by_key = (0..place_of(&self.states)).collect();
        let states = &self.states;
        let key = |number: &u32| states.get(*number as usize).map(|known| &*known.id);
        self.states_by_key.sort_by(|one, other| key(one).cmp(&key(other)));
    }

    fn add_files(&mut self, files: &[(&str, File)]) -> Result<(), LexiconError> {
        let sections = || files.iter().flat_map(|(_, file)| &file.section);
        self.everyday.extend(sections().flat_map(|section| section.everyday.iter().cloned()));
        let first = place_of(&self.weapons);
        sections().for_each(|section| self.add_section(section));
        self.relate(first, files)
    }

    /// Notes which weapon belongs to which; the files' own begin at number `first`.
    fn relate(&mut self, first: u32, files: &[(&str, File)]) -> Result<(), LexiconError> {
        let entries = || files.iter().flat_map(|(name, file)| named_weapons(name, file));
        if !entries().any(|(_, entry)| has_any(entry)) {
            return Ok(());
        }
        let mut numbers = HashMap::with_capacity(self.weapons.len());
        for (weapon, number) in self.weapons.iter().zip(0..) {
            numbers.entry(&*weapon.name).or_insert(number);
        }
        for ((name, entry), number) in entries().zip(first..) {
            self.relations.add(number, entry, &numbers).map_err(invalid(name))?;
        }
        Ok(())
    }

    fn add_section(&mut self, section: &Section) {
        section.weapons.iter().for_each(|entry| self.add_weapon(entry));
        section.heads.iter().for_each(|entry| self.add_head(entry));
        section.states.iter().for_each(|entry| self.add_state(entry));
        let first = place_of(&self.actors);
        for entry in &section.organisations {
            self.add_actor(entry, organisation_kind(&entry.kind));
        }
        if section.media {
            self.media.push((first, place_of(&self.actors)));
        }
        for entry in &section.persons {
            self.add_actor(entry, ActorKind::Person);
        }
        section.places.iter().for_each(|entry| self.add_place(entry));
        self.add_bare_places(section);
        self.add_phrase_lists(section);
        self.add_word_lists(section);
        self.add_further_names(section);
    }

    fn add_weapon(&mut self, entry: &WeaponEntry) {
        let number = place_of(&self.weapons);
        self.weapons.push(Known::new(&entry.name, &entry.class));
        self.variants.add(number, entry);
        let sense = Sense::Weapon(number);
        let variants = Variants::of(entry);
        for name in spoken_forms(&entry.name).chain(entry.also.iter().map(String::as_str)) {
            let weak = entry.weak.iter().any(|weak| weak == name) || is_shared(&entry.name, name);
            let own = if variants.has(name) { Sense::Variant(number) } else { sense };
            let company = self.everyday.contains(name) || is_abbreviation(name);
            let need = if company { Need::Company } else { Need::Nothing };
            let need = if weak { Need::Support } else { need };
            self.phrases.add(&mut self.words, name, own, need);
            self.learn_designator(name);
        }
        for name in entry.weak.iter().filter(|name| !entry.also.contains(name)) {
            self.add_phrase(name, sense, true);
        }
    }

    /// The letters that begin "DF-21D" begin other weapons too.
    fn learn_designator(&mut self, name: &str) {
        if !name.contains(|c: char| c.is_ascii_digit()) {
            return;
        }
        let atoms = atoms(name);
        if let [(letters, _), (number, _), ..] = &atoms[..]
            && letters.len() <= 5
            && letters.len() > 1
            && number.starts_with(|c: char| c.is_ascii_digit())
            && !letters.starts_with(|c: char| c.is_ascii_digit())
            && !self.words.traits(self.words.id(letters)).any(Traits::FUNCTION)
        {
            self.words.mark(letters, Traits::DESIGNATOR);
        }
    }

    fn add_head(&mut self, entry: &HeadEntry) {
        let number = place_of(&self.heads);
        if !entry.expands.is_empty() {
            self.spelled.insert(entry.expands.to_lowercase().replace('-', " "), number);
        }
        self.heads.push(Head {
            word: entry.word.clone(),
            expands: entry.expands.clone(),
            class: entry.class.clone(),
            needs: entry.needs,
            bare: entry.bare,
        });
        for name in [&entry.word, &entry.plural] {
            self.add_phrase(name, Sense::Head(number), false);
        }
        self.mark_words(&entry.word, Traits::WEAPON_WORD);
    }

    fn add_state(&mut self, entry: &StateEntry) {
        let number = place_of(&self.states);
        self.states.push(Known::new(&entry.name, "state"));
        for adjective in &entry.adjectives {
            self.adjectives.entry(fold_word(adjective)).or_insert(number);
        }
        let names = [&entry.also, &entry.official];
        self.add_phrase(&entry.name, Sense::State(number), false);
        for name in names.into_iter().flatten() {
            self.add_phrase(name, Sense::State(number), false);
        }
        let forms = [
            (&entry.adjectives, Sense::Adjective(number), false),
            (&entry.people, Sense::People(number), false),
            (&entry.capitals, Sense::Capital(number), false),
            (&entry.government, Sense::Government(number), false),
            (&entry.weak, Sense::Government(number), true),
        ];
        for (list, sense, weak) in forms {
            list.iter().for_each(|name| self.add_phrase(name, sense, weak));
        }
    }

    fn add_actor(&mut self, entry: &ActorEntry, kind: ActorKind) {
        let number = place_of(&self.actors);
        self.actors.push(Known::new(&entry.name, kind.word()));
        let sense = match kind {
            ActorKind::Person => Sense::Person(number),
            _ => Sense::Organisation(number),
        };
        for name in spoken_forms(&entry.name).chain(entry.also.iter().map(String::as_str)) {
            let weak = entry.weak.iter().any(|weak| weak == name);
            self.add_name(name, sense, weak);
        }
        for name in &entry.weak {
            self.add_name(name, sense, true);
        }
    }

    /// A name of an actor; one that means something else too needs a sign of it.
    fn add_name(&mut self, name: &str, sense: Sense, weak: bool) {
        let company = self.everyday.contains(name);
        let need = if company { Need::Company } else { Need::support_if(weak) };
        self.phrases.add(&mut self.words, name, sense, need);
    }

    fn add_place(&mut self, entry: &PlaceEntry) {
        let number = place_of(&self.places);
        self.places.push(Known::new(&entry.name, &entry.kind));
        self.add_phrase(&entry.name, Sense::Place(number), false);
        for name in &entry.also {
            self.add_phrase(name, Sense::Place(number), false);
        }
        for name in &entry.weak {
            self.add_phrase(name, Sense::Place(number), true);
        }
    }

    fn add_bare_places(&mut self, section: &Section) {
        let lists = [
            (&section.cities, "city"),
            (&section.regions, "region"),
            (&section.waters, "water"),
            (&section.mountains, "mountain"),
            (&section.islands, "island"),
            (&section.bases, "base"),
            (&section.continents, "continent"),
        ];
        for (names, kind) in lists {
            for name in names {
                let number = place_of(&self.places);
                self.places.push(Known::new(name, kind));
                self.add_phrase(name, Sense::Place(number), false);
            }
        }
    }

    fn add_phrase_lists(&mut self, section: &Section) {
        let lists = [
            (&section.modifiers, Sense::Modifier),
            (&section.neutral, Sense::Neutral),
            (&section.blocked, Sense::Blocked),
            (&section.ranks, Sense::Title),
            (&section.honorifics, Sense::Title),
            (&section.offices, Sense::Title),
            (&section.attribution, Sense::Attribution),
            (&section.organisation_heads, Sense::OrgHead),
        ];
        for (names, sense) in lists {
            names.iter().for_each(|name| self.add_phrase(name, sense, false));
        }
        for entry in &section.cues {
            entry
                .words
                .iter()
                .for_each(|name| self.add_phrase(name, Sense::Cue(entry.says), false));
        }
        for name in &section.modifiers {
            self.mark_words(name, Traits::WEAPON_WORD);
        }
        for name in section.ranks.iter().chain(&section.offices).chain(&section.honorifics) {
            self.mark_words(name, Traits::TITLE);
        }
    }

    fn add_word_lists(&mut self, section: &Section) {
        let lists = [
            (&section.series, Traits::DESIGNATOR),
            (&section.role_heads, Traits::ROLE_HEAD),
            (&section.given, Traits::GIVEN),
            (&section.family, Traits::FAMILY),
            (&section.particles, Traits::PARTICLE),
            (&section.saying_verbs, Traits::SAYING),
            (&section.acting_verbs, Traits::ACTING),
            (&section.months, Traits::MONTH),
            (&section.weekdays, Traits::WEEKDAY),
            (&section.never_names, Traits::NEVER_NAME),
            (&section.label_words, Traits::LABEL),
            (&section.organisation_heads, Traits::ORG_HEAD),
            (&section.first_heads, Traits::FIRST_HEAD),
            (&section.ethnic, Traits::ETHNIC),
            (&section.not_after, Traits::NOT_AFTER),
            (&section.weak, weak_name(section)),
            (&section.weak, Traits::WEAK_NAME),
        ];
        for (list, trait_) in lists {
            for word in list.iter().filter(|word| !word.contains(' ')) {
                self.words.mark(&fold_word(word), trait_);
            }
        }
    }

    fn add_further_names(&mut self, section: &Section) {
        let lists = [
            (&section.further_given, Traits::GIVEN),
            (&section.further_family, Traits::FAMILY),
            (&section.further_weak, Traits::WEAK_NAME),
        ];
        for (names, trait_) in lists.into_iter().filter(|(names, _)| !names.is_empty()) {
            self.words.add_names(names.split_whitespace().map(|name| (name, trait_)));
        }
    }

    fn add_phrase(&mut self, name: &str, sense: Sense, weak: bool) {
        self.phrases.add(&mut self.words, name, sense, Need::support_if(weak));
    }

    fn mark_words(&mut self, name: &str, trait_: Traits) {
        for (word, _) in atoms(name) {
            let id = self.words.intern(&word);
            if !self.words.traits(id).any(Traits::FUNCTION) {
                self.words.mark_id(id, trait_);
            }
        }
    }
}

fn parsed<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Vec<(&'a str, File)>, LexiconError> {
    let parse = |(name, toml): (&'a str, &str)| {
        let file = toml::from_str(toml).map_err(|error| invalid(name)(error.to_string()))?;
        Ok((name, file))
    };
    files.into_iter().map(parse).collect()
}

/// The weapons of a file, each with the file's name.
fn named_weapons<'a>(
    name: &'a str,
    file: &'a File,
) -> impl Iterator<Item = (&'a str, &'a WeaponEntry)> {
    let weapons = file.section.iter().flat_map(|section| &section.weapons);
    weapons.map(move |entry| (name, entry))
}

fn invalid(file: &str) -> impl Fn(String) -> LexiconError {
    move |problem| LexiconError::Invalid { file: file.to_owned(), problem }
}

impl Known {
    fn new(name: &str, kind: &str) -> Self {
        Self { id: slug(name).into(), name: name.to_owned().into(), kind: kind.to_owned().into() }
    }
}

/// Names that are ordinary words too are listed beside the given or family names they belong to.
fn weak_name(section: &Section) -> Traits {
    if section.given.is_empty() { Traits::FAMILY } else { Traits::GIVEN }
}

fn organisation_kind(kind: &str) -> ActorKind {
    match kind {
        "group" => ActorKind::Group,
        _ => ActorKind::Organisation,
    }
}

fn place_of(list: &[impl Sized]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}
