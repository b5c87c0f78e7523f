//! A document as it goes into the index: its row, its text and its facts. Reads no document.

use std::collections::BTreeSet;

use tantivy::TantivyDocument;

use super::actor_facts;
use super::catalogue_row::CatalogueRow;
use super::schema::Fields;
use super::stated_range::steps;
use super::stored_facts::{CLASSES, Named, StoredFacts};
use super::weapon_statement::WeaponStatement;
use crate::facts::Class;
use crate::query::{Days, FactKind};
use crate::text::{Span, folded};

/// Bytes of a text that can be searched; the rest of a longer one cannot.
const MOST_SEARCHED: usize = 64 << 20;

/// Bytes of a text that are kept for quoting from it.
const MOST_QUOTED: usize = 8 << 20;

/// How often the words of a title count: as much as so many in the text.
const TITLE_WEIGHT: usize = 3;

/// Characters of all the forms in which one class of facts is named that are searched.
const MOST_FORMS: usize = 64 << 10;

/// A document to be indexed.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Its row in the catalogue.
    pub row: CatalogueRow,
    /// Its canonical text; empty if it cannot be read.
    pub text: String,
    /// Its facts.
    pub stored_facts: StoredFacts,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// What the files are called that it links to, each once, in small letters and without endings.
    pub links: Vec<String>,
}

impl Record {
    /// The record with the counts of its facts and the limits of its text noted in its row.
    #[must_use]
    pub fn completed(mut self) -> Self {
        self.row.counts = self.stored_facts.counts();
        self.row.cut = self.text.len() > MOST_QUOTED;
        self
    }

    pub(super) fn into_document(self, fields: Fields) -> TantivyDocument {
        let Self { row, mut text, stored_facts, authors, links } = self;
        let mut document = TantivyDocument::default();
        document.add_bytes(fields.key, &row.place.key());
        document.add_bytes(fields.row, &row.to_bytes());
        for _ in 0..TITLE_WEIGHT {
            document.add_text(fields.body, &row.title);
        }
        document.add_text(fields.title, &row.title);
        document.add_text(fields.source, row.source.as_deref().unwrap_or_default());
        authors.iter().for_each(|author| document.add_text(fields.author, author));
        document.add_text(fields.folder, row.place.folder().to_string_lossy());
        if let Some(stated) = row.date {
            document.add_u64(fields.date, Days::number(stated).into());
        }
        links.iter().for_each(|link| document.add_text(fields.link, link));
        add_facts(&mut document, fields, &text, &stored_facts);
        let searched = text.floor_char_boundary(MOST_SEARCHED);
        text.truncate(searched);
        document.add_text(fields.body, &text);
        text.truncate(text.floor_char_boundary(MOST_QUOTED));
        document.add_text(fields.text, text);
        document
    }
}

fn add_facts(
    document: &mut TantivyDocument,
    fields: Fields,
    text: &str,
    stored_facts: &StoredFacts,
) {
    if !stored_facts.named.is_empty() {
        document.add_bytes(fields.named, &stored_facts.named_to_bytes());
    }
    if !stored_facts.stated.is_empty() || !stored_facts.statements.is_empty() {
        document.add_bytes(fields.stated, &stored_facts.stated_to_bytes());
    }
    if !stored_facts.actors.is_empty() {
        document.add_bytes(fields.actors, &actor_facts::to_bytes(&stored_facts.actors));
    }
    add_statements(document, fields, &stored_facts.statements);
    for class in CLASSES {
        let forms = forms(text, &stored_facts.named, class);
        let field = fields.naming(class);
        field.into_iter().for_each(|field| forms.iter().for_each(|f| document.add_text(field, f)));
    }
    let mut keys: BTreeSet<String> = stored_facts.named.iter().map(fact_key).collect();
    keys.extend(stored_facts.named.iter().flat_map(where_keys));
    let counts = stored_facts.counts();
    for (fact, count) in [
        (FactKind::Weapon, counts.weapons),
        (FactKind::Range, counts.ranges),
        (FactKind::Actor, counts.actors),
    ] {
        keys.extend((count > 0).then(|| kind_key(fact).to_owned()));
    }
    keys.iter().for_each(|key| document.add_text(fields.fact, key));
    for metres in stored_facts.stated.iter().filter_map(super::StatedRange::metres) {
        document.add_u64(fields.metres, metres);
    }
}

/// Adds what statements are compared by, each to every column.
fn add_statements(document: &mut TantivyDocument, fields: Fields, statements: &[WeaponStatement]) {
    let [states, says, holds, low, high, traits, words] = fields.statements;
    for statement in statements {
        let stated = &statement.stated;
        let condition = folded(&stated.condition);
        let (base, own) = (&statement.base, &stated.weapon_id);
        document.add_bytes(states, format!("{base}{SEPARATOR}{own}").as_bytes());
        document.add_bytes(says, statement.source.as_bytes());
        document
            .add_bytes(holds, format!("{}{SEPARATOR}{condition}", statement.variant).as_bytes());
        document.add_u64(low, steps(stated.claim.0));
        document.add_u64(high, steps(stated.claim.1));
        document.add_u64(traits, statement.traits().number());
        document.add_u64(words, statement.words);
    }
}

/// Every form in which things of a class are named, each once.
pub(super) fn forms<'a>(text: &'a str, named: &'a [Named], class: Class) -> BTreeSet<&'a str> {
    let of_class = named.iter().filter(|named| named.class == class);
    let mut length = 0;
    let forms = of_class.flat_map(|named| {
        let mentions = named.mentions.iter().map(|span: &Span| span.of(text));
        std::iter::once(named.name.as_str()).chain(mentions)
    });
    let fits = |form: &&str| {
        length += form.len();
        length < MOST_FORMS
    };
    forms.take_while(fits).collect()
}

/// What separates the parts of a fact's key. No name holds it: names are clean of control characters.
pub(super) const SEPARATOR: char = '\u{1}';

/// The sign of a generic word in the key of a fact.
pub(super) const GENERIC: &str = "generic";

/// The key of a thing: class and key, then name and kind as this document gives them and the sign of a
/// generic word, so that all things of the library can be listed from their keys alone.
fn fact_key(named: &Named) -> String {
    let sign = if named.proper { "" } else { GENERIC };
    let (name, kind) = (&named.name, &named.kind);
    format!("{}{name}{SEPARATOR}{kind}{SEPARATOR}{sign}", thing(named.class, &named.id))
}

/// What the keys begin with that say where places lie.
pub(super) const WHERE: &str = "where:";

/// The keys of a place that say where it lies in this document: its key, its number in the gazetteer and by
/// which sign; nothing but the key, where it is named without one.
fn where_keys(named: &Named) -> Vec<String> {
    let id = &named.id;
    let at = named.at.iter();
    let at =
        at.map(|(number, by)| format!("{WHERE}{id}{SEPARATOR}{number}{SEPARATOR}{}", by.word()));
    at.chain(named.unlocated.then(|| format!("{WHERE}{id}"))).collect()
}

/// What the keys of one thing begin with in every document.
pub(super) fn thing(class: Class, id: &str) -> String {
    format!("{}:{id}{SEPARATOR}", class.word())
}

/// The key of the documents that have a kind of fact.
pub(super) fn kind_key(fact: FactKind) -> &'static str {
    match fact {
        FactKind::Weapon => "has:weapon",
        FactKind::Range => "has:range",
        FactKind::Actor => "has:actor",
    }
}
