//! What the files of the lexicon must keep beyond their form. Asked when the program is built; a
//! reader's own names need not keep it.

use std::collections::HashMap;

use super::schema::Section;
use super::variants::{is_shared, spoken_forms};
use crate::facts::token::atoms;
use crate::facts::token_kind::Case;

/// The strong names read so far.
#[derive(Debug, Default)]
pub struct Checks<'a> {
    /// The thing that each names: its number and its canonical name.
    owners: HashMap<Vec<(String, bool)>, (usize, &'a str)>,
    things: usize,
}

impl<'a> Checks<'a> {
    /// Reads a section.
    ///
    /// # Errors
    /// In words, that it has no source, or that a strong name in it is another thing's too: the text
    /// could not tell which is meant.
    pub fn read(&mut self, section: &'a Section) -> Result<(), String> {
        if section.source.trim().is_empty() {
            return Err("a section has no source".to_owned());
        }
        for entry in &section.weapons {
            self.enter(&entry.name, &entry.also, &entry.weak)?;
        }
        for entry in section.organisations.iter().chain(&section.persons) {
            self.enter(&entry.name, &entry.also, &entry.weak)?;
        }
        Ok(())
    }

    fn enter(&mut self, entry: &'a str, also: &[String], weak: &[String]) -> Result<(), String> {
        self.things += 1;
        let spoken = spoken_forms(entry).filter(|name| !is_shared(entry, name));
        let names = spoken.chain(also.iter().map(String::as_str));
        for name in names.filter(|name| !weak.iter().any(|weak| weak == name)) {
            let own = (self.things, entry);
            let (owner, other) = *self.owners.entry(spelling(name)).or_insert(own);
            if owner != self.things {
                return Err(format!("“{name}” is a strong name of “{other}” and of “{entry}”"));
            }
        }
        Ok(())
    }
}

/// A name as it is looked up: its words, and which of them are in capitals.
fn spelling(name: &str) -> Vec<(String, bool)> {
    let capitals = |case| matches!(case, Case::Upper | Case::Mixed);
    atoms(name).into_iter().map(|(word, case)| (word, capitals(case))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(toml: &str) -> Option<String> {
        let section: Section = toml::from_str(toml).unwrap();
        Checks::default().read(&section).err()
    }

    #[test]
    fn a_strong_name_is_one_things_name() {
        let shared = r#"
            source = "A handbook"
            weapons = [{ name = "Typhon (launcher)", class = "launcher", also = ["MRC-1"] }]
            organisations = [{ name = "Typhon" }, { name = "Maritime Research", also = ["MRC 1"] }]
            "#;
        let words = problem(shared).unwrap();
        for name in ["MRC 1", "Typhon (launcher)", "Maritime Research"] {
            assert!(words.contains(name), "{words}");
        }
        let weak = shared.replace("also = [\"MRC 1\"]", "weak = [\"MRC 1\"]");
        assert_eq!(problem(&weak), None);
        assert_eq!(problem("weapons = []"), Some("a section has no source".to_owned()));
    }

    #[test]
    fn capitals_tell_two_names_apart_and_one_thing_may_have_one_name_twice() {
        let toml = r#"
            source = "A handbook"
            weapons = [{ name = "Mi-6", class = "helicopter", also = ["Mi 6"] }]
            organisations = [{ name = "Secret Intelligence Service", also = ["MI6"] }]
            "#;
        assert_eq!(problem(toml), None);
    }
}
