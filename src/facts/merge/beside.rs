//! Roles that fill the block or cell beside a name that fills its own: below it, or right or left of it in a
//! table. Which words are a role or a name, the rules say.

use crate::facts::candidate::{Candidate, RoleOf};
use crate::facts::passage::Passage;
use crate::facts::rules::{lone_name, opening_role, role_line};
use crate::text::Span;

/// What filled the blocks and cells before.
#[derive(Debug, Default)]
pub struct Beside {
    /// The person whose name filled the block or cell before.
    lone: Option<Span>,
    /// The role that filled the cell before; only inside a row.
    office: Option<Span>,
    /// True inside a row of a table.
    row: bool,
}

impl Beside {
    /// What comes until [`Self::end_row`] are cells of one row: a role may stand before its name there, and
    /// none belongs to a name of the row above.
    pub fn begin_row(&mut self) {
        *self = Self { row: true, ..Self::default() };
    }

    /// The row is over.
    pub fn end_row(&mut self) {
        (self.office, self.row) = (None, false);
    }

    /// Reads the next block or cell, and adds the role that it is or has.
    pub fn note(&mut self, passage: &Passage, found: &[Candidate], roles: &mut Vec<RoleOf>) {
        let asked = self.row || self.lone.is_some();
        let role = if asked { role_line(passage) } else { None };
        let beside = self.row && self.lone.is_some();
        let role = role.or_else(|| if beside { opening_role(passage) } else { None });
        let before = self.office.take();
        roles.extend(self.lone.zip(role).map(|(person, role)| RoleOf { person, role }));
        let name = lone_name(passage, found);
        self.lone = name.or(self.lone.filter(|_| role.is_some()));
        if let (Some(person), Some(role)) = (name, before) {
            // The row goes on with the role of the next name.
            roles.push(RoleOf { person, role });
            self.lone = None;
        }
        self.office = role.filter(|_| self.row && self.lone.is_none());
    }
}
