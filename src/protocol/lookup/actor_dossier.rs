//! What the library knows of one actor: as data, gathered from the index. What is shown of it, the pane
//! says.

use std::sync::Arc;

use crate::document::Date;
use crate::facts::CertaintyClass;
use crate::protocol::document_head::DocumentHead;
use crate::text::{CleanText, Span};

/// What the library knows of an actor.
#[derive(Clone, Debug, Default)]
pub struct ActorDossier {
    /// Its name.
    pub name: CleanText,
    /// What kinds of actor documents say it is, in most documents first.
    pub kinds: Vec<CleanText>,
    /// The names it has in the library, each with the number of documents, in most first.
    pub names: Vec<(CleanText, usize)>,
    /// How many documents name it.
    pub total: usize,
    /// How many of them, the newest, were gone through for the rest.
    pub read: usize,
    /// Roles, words, weapons and documents, in this order, each the newest first.
    pub passages: Vec<ActorPassage>,
}

/// What a passage tells of an actor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorAspect {
    /// A role that it is given.
    #[default]
    Role,
    /// Something that it is said to have said.
    Said,
    /// A weapon with which it stands in one sentence, or of whose range it speaks.
    Weapon,
    /// A document that names it.
    Document,
}

impl ActorAspect {
    /// Every aspect, in the order of the dossier.
    pub const ALL: [Self; 4] = [Self::Role, Self::Said, Self::Weapon, Self::Document];
}

/// A passage that tells something of an actor, the newest that tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorPassage {
    /// What it tells.
    pub aspect: ActorAspect,
    /// The document.
    pub paper: Arc<DocumentHead>,
    /// Where.
    pub span: Span,
    /// The role, the name of the weapon, the title of the document; nothing of words.
    pub words: CleanText,
    /// The sentence, on one line.
    pub sentence: CleanText,
    /// How surely words are said.
    pub certainty: CertaintyClass,
    /// How many documents tell it; of a document, how often it names the actor.
    pub count: usize,
    /// When the first of them was published, of those with a date.
    pub since: Option<Date>,
    /// The key of a weapon.
    pub weapon: Option<String>,
}
