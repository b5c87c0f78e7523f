//! What an actor is, in the lexicon and in what is found.

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActorKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// An armed group, a force or a unit.
    Group,
    /// A state that acts as one.
    State,
}

impl ActorKind {
    /// Its name in machine-readable output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Group => "group",
            Self::State => "state",
        }
    }
}
