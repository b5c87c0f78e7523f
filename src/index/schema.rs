//! The fields of the index. A change here needs another [`VERSION`], which makes every index anew.

use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::store::Compressor;
use tantivy::tokenizer::{RawTokenizer, TextAnalyzer, TokenizerManager};
use tantivy::{IndexSettings, TantivyError};

use crate::facts::Class;

use super::tokens::{WHOLE, Whole};

/// The version of the fields and of the bytes in them.
pub const VERSION: u32 = 13;

/// The name under which the engine knows keys that are not cut into words.
const KEYS: &str = "keys";

/// Bytes of stored texts that are compressed together: larger blocks are smaller on the disk and
/// slower to quote from.
const BLOCK: usize = 32 << 10;

/// The fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// The key of the place.
    pub(super) key: Field,
    /// The row of the catalogue, readable for all documents at once.
    pub(super) row: Field,
    /// The ranges stated, readable for all documents at once.
    pub(super) stated: Field,
    /// What it names, stored.
    pub(super) named: Field,
    /// What it says of the actors that it names, stored.
    pub(super) actors: Field,
    /// The text, stored.
    pub(super) text: Field,
    /// The words of title and text.
    pub(super) body: Field,
    /// The words of the title.
    pub(super) title: Field,
    /// The words of the source.
    pub(super) source: Field,
    /// The words of the authors' names, stored.
    pub(super) author: Field,
    /// The words by which weapons, actors and places are named.
    pub(super) naming: [Field; 3],
    /// The folders above it.
    pub(super) folder: Field,
    /// Keys of the facts, and of the kinds of facts it has.
    pub(super) fact: Field,
    /// What the files are called that it links to, stored.
    pub(super) link: Field,
    /// The weapon of each statement that is compared, and in the same order whose word it is, its variant
    /// and condition, the bounds of its claim, its traits, and the number of its sentence.
    pub(super) statements: [Field; 7],
    /// How far each stated range reaches, in metres.
    pub(super) metres: Field,
    /// The date, as a number like 20230722.
    pub(super) date: Field,
}

/// The name of the field of [`Fields::row`]: fast fields are asked for by name.
pub(super) const ROW: &str = "card";

/// The name of the field of [`Fields::stated`].
pub(super) const STATED: &str = "stated";

/// The name of the field of [`Fields::date`].
pub(super) const DATE: &str = "date";

/// The names of the fields of [`Fields::statements`].
pub(super) const STATES: &str = "states";
pub(super) const SAYS: &str = "says";
pub(super) const HOLDS: &str = "holds";
pub(super) const CLAIM_LOW: &str = "claim-low";
pub(super) const CLAIM_HIGH: &str = "claim-high";
pub(super) const TRAITS: &str = "traits";
pub(super) const WORDS: &str = "words";

/// The name of the field of [`Fields::metres`].
pub(super) const METRES: &str = "metres";

/// The schema.
pub(super) fn schema() -> Schema {
    let mut builder = Schema::builder();
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let fast_bytes = || BytesOptions::default().set_fast();
    builder.add_bytes_field("key", BytesOptions::default().set_indexed());
    builder.add_bytes_field(ROW, fast_bytes());
    builder.add_bytes_field(STATED, fast_bytes());
    builder.add_bytes_field("named", BytesOptions::default().set_stored());
    builder.add_bytes_field("actors", BytesOptions::default().set_stored());
    builder.add_text_field("text", TextOptions::default().set_stored());
    builder.add_text_field("body", words(WHOLE, positions, true));
    for name in ["title", "source", "weapon", "actor", "place", "folder"] {
        builder.add_text_field(name, words(WHOLE, positions, false));
    }
    builder.add_text_field("author", words(WHOLE, positions, false).set_stored());
    builder.add_text_field("fact", words(KEYS, IndexRecordOption::Basic, false));
    builder.add_text_field("link", words(KEYS, IndexRecordOption::Basic, false).set_stored());
    for name in [STATES, SAYS, HOLDS] {
        builder.add_bytes_field(name, fast_bytes());
    }
    for name in [CLAIM_LOW, CLAIM_HIGH, TRAITS, WORDS] {
        builder.add_u64_field(name, NumericOptions::default().set_fast());
    }
    builder.add_u64_field(METRES, NumericOptions::default().set_fast());
    builder.add_u64_field(DATE, NumericOptions::default().set_fast());
    builder.build()
}

fn words(cut: &str, option: IndexRecordOption, lengths: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(cut)
        .set_index_option(option)
        .set_fieldnorms(lengths);
    TextOptions::default().set_indexing_options(indexing)
}

impl Fields {
    /// The field of the words by which things of a class are named; dates have none.
    pub(super) fn naming(self, class: Class) -> Option<Field> {
        let [weapon, actor, place] = self.naming;
        match class {
            Class::Weapon => Some(weapon),
            Class::Actor => Some(actor),
            Class::Place => Some(place),
            Class::Date => None,
        }
    }

    /// The fields of an index.
    ///
    /// # Errors
    /// If the index has other fields.
    pub(super) fn of(schema: &Schema) -> Result<Self, TantivyError> {
        Ok(Self {
            key: schema.get_field("key")?,
            row: schema.get_field(ROW)?,
            stated: schema.get_field(STATED)?,
            named: schema.get_field("named")?,
            actors: schema.get_field("actors")?,
            text: schema.get_field("text")?,
            body: schema.get_field("body")?,
            title: schema.get_field("title")?,
            source: schema.get_field("source")?,
            author: schema.get_field("author")?,
            naming: [
                schema.get_field("weapon")?,
                schema.get_field("actor")?,
                schema.get_field("place")?,
            ],
            folder: schema.get_field("folder")?,
            fact: schema.get_field("fact")?,
            link: schema.get_field("link")?,
            statements: [
                schema.get_field(STATES)?,
                schema.get_field(SAYS)?,
                schema.get_field(HOLDS)?,
                schema.get_field(CLAIM_LOW)?,
                schema.get_field(CLAIM_HIGH)?,
                schema.get_field(TRAITS)?,
                schema.get_field(WORDS)?,
            ],
            metres: schema.get_field(METRES)?,
            date: schema.get_field(DATE)?,
        })
    }
}

/// How texts are cut.
pub(super) fn tokenizers() -> TokenizerManager {
    // The engine asks for its own cutters even for fields that are not cut.
    let manager = TokenizerManager::default();
    manager.register(WHOLE, TextAnalyzer::from(Whole));
    manager.register(KEYS, TextAnalyzer::from(RawTokenizer::default()));
    manager
}

/// How texts are stored.
pub(super) fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Lz4,
        docstore_blocksize: BLOCK,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    }
}
