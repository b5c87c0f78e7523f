//! The lexicon that comes with the program. `build.rs` makes its image from `data/lexicon`.

use super::lexicon::{Lexicon, LexiconError};

/// What [`Lexicon::of_image`] reads.
static IMAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.image"));

impl Lexicon {
    /// The lexicon that comes with the program.
    ///
    /// # Errors
    /// [`LexiconError::Damaged`] if the program itself is damaged.
    pub fn bundled() -> Result<Self, LexiconError> {
        Self::of_image(IMAGE)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::document::{Block, BlockKind, Document, Parts};
    use crate::facts::extract;
    use crate::facts::lexicon::Relation;
    use crate::text::{CleanText, Span};

    const OWN: &str = r#"
        [[section]]
        weapons = [
          { name = "Kestrel-9", class = "cruise missile", also = ["Kestrel-9B", "DF-21"], weak = ["Merlin"] },
        ]
        organisations = [{ name = "Harbour Office of Elmport", kind = "group", also = ["HOE"] }]
        places = [{ name = "Elmport", kind = "town" }]
        given = ["Zyphora", "Maria"]
        "#;

    /// The contents of `data/lexicon`, in the order of its files' names.
    fn bundled_files() -> Vec<String> {
        let mut paths = Vec::new();
        for folder in ["actors", "weapons"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/lexicon").join(folder);
            paths.extend(fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
        }
        paths.sort();
        paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
    }

    /// The lexicon built from `data/lexicon`, and files of our own.
    fn built(own: &[(&str, &str)]) -> Lexicon {
        let contents = bundled_files();
        let files = contents.iter().map(|toml| ("bundled", toml.as_str()));
        Lexicon::of_files(files.chain(own.iter().copied())).unwrap()
    }

    #[test]
    fn the_image_holds_what_the_files_say() {
        let (read, built) = (Lexicon::bundled().unwrap(), built(&[]));
        assert!(read == built);
        assert!(read.counts().0 > 1_000);
        assert!(built.image().unwrap() == IMAGE, "the same files make the same image");
    }

    /// The files as they are parsed, to count what they list.
    fn listed(list: &str) -> usize {
        let files = bundled_files();
        let parsed = files.iter().map(|toml| toml.parse::<toml::Table>().unwrap());
        let count = |table: toml::Table| {
            let sections = table["section"].as_array().unwrap().clone();
            let sourced =
                |section: &toml::Value| section["source"].as_str().is_some_and(|s| s.len() > 3);
            assert!(sections.iter().all(sourced), "a section has no source");
            let lists = sections.iter().filter_map(|section| section.get(list)?.as_array());
            lists.map(Vec::len).sum::<usize>()
        };
        parsed.map(count).sum()
    }

    #[test]
    fn it_names_thousands_of_weapons_and_organisations_each_with_a_source() {
        assert!(listed("weapons") >= 6_000);
        assert!(listed("organisations") >= 4_000);
        assert!(Lexicon::bundled().unwrap().counts().0 >= 6_000);
    }

    #[test]
    fn every_state_is_found_by_its_key() {
        let lexicon = Lexicon::bundled().unwrap();
        let states: Vec<_> = (0..).map_while(|number| lexicon.state(number)).collect();
        assert!(states.len() > 150);
        for state in &states {
            let first = states.iter().find(|other| other.id == state.id);
            assert_eq!(lexicon.state_of_key(&state.id), first.copied(), "{}", state.name);
        }
        assert_eq!(lexicon.state_of_key("atlantis"), None);
    }

    fn family_of(lexicon: &Lexicon, id: &str) -> Option<String> {
        Some(lexicon.family_of(id)?.name.to_string())
    }

    #[test]
    fn ships_have_classes_and_variants_have_bases() {
        let lexicon = Lexicon::bundled().unwrap();
        for (id, family) in [
            ("hms-astute", Some("Astute-class")),
            ("uss-carney", Some("Arleigh Burke-class")),
            ("lee-enfield-no-4", Some("Lee-Enfield")),
            ("astute-class", None),
            ("no-such-weapon", None),
        ] {
            assert_eq!(family_of(&lexicon, id).as_deref(), family, "{id}");
        }
        let related = |number: u32| {
            let class = lexicon.related(number, Relation::ClassOf);
            class.map(|class| class.kind == lexicon.weapon(number).unwrap().kind)
        };
        let weapons = u32::try_from(lexicon.counts().0).unwrap();
        let ships: Vec<bool> = (0..weapons).filter_map(related).collect();
        assert!(ships.len() > 1_000);
        let same = ships.iter().filter(|&&same| same).count();
        assert!(same * 20 > ships.len() * 19, "a ship is of the kind of its class: {same}");
    }

    #[test]
    fn own_names_may_belong_to_bundled_ones_but_not_to_nobody() {
        let of = |class: &str| {
            let entry = "{ name = \"HMS Fictive\", class = \"submarine\", class_of = ";
            let toml = format!("[[section]]\nweapons = [{entry}\"{class}\" }}]");
            Lexicon::bundled().unwrap().with_user(&toml)
        };
        let lexicon = of("Astute-class").unwrap();
        assert_eq!(family_of(&lexicon, "hms-fictive").as_deref(), Some("Astute-class"));
        let words = of("Astuter-class").unwrap_err().to_string();
        assert!(words.contains("class_of") && words.contains("HMS Fictive"), "{words}");
    }

    #[test]
    fn names_of_the_reader_come_on_top_as_if_they_were_in_the_files() {
        let read = Lexicon::bundled().unwrap().with_user(OWN).unwrap();
        assert!(read == built(&[("own", OWN)]));
        assert!(read != Lexicon::bundled().unwrap());
        let more = "[[section]]\nweapons = [{ name = \"Osprey-3\", class = \"drone\" }]";
        let both = built(&[("own", OWN), ("more", more)]);
        assert!(read.with_user(more).unwrap() == both);
    }

    #[test]
    fn no_names_of_the_reader_change_nothing() {
        for none in ["", "# mine\n"] {
            let read = Lexicon::bundled().unwrap().with_user(none).unwrap();
            assert!(read == Lexicon::bundled().unwrap());
        }
    }

    #[test]
    fn a_file_that_is_no_lexicon_is_told_with_its_line() {
        let files = [("weapons/new.toml", "[[section]]\nweapns = []\n")];
        let words = Lexicon::of_files(files).unwrap_err().to_string();
        assert!(words.contains("weapons/new.toml") && words.contains("line 2"), "{words}");
    }

    fn of_copy(bytes: Vec<u8>) -> Result<Lexicon, LexiconError> {
        Lexicon::of_image(bytes.leak())
    }

    #[test]
    fn an_image_that_is_not_whole_is_an_error() {
        let image = Lexicon::of_files([("own", OWN)]).unwrap().image().unwrap();
        assert!(of_copy(image.clone()).is_ok());
        let step = image.len() / 200;
        for length in (0..image.len()).step_by(step).chain([image.len() - 1]) {
            assert!(of_copy(image[..length].to_vec()).is_err(), "{length}");
        }
        assert!(of_copy([&image[..], &[0]].concat()).is_err());
    }

    #[test]
    fn an_image_with_wrong_bytes_is_an_error_or_harmless() {
        let text = "The Kestrel-9B missile of Elmport has a range of 300 km, said Maria Zyphora.";
        let block = Block::new(BlockKind::Paragraph, Span::new(0, text.len()));
        let parts = Parts { text: CleanText::text(text), blocks: vec![block], ..Parts::default() };
        let document = Document::new(parts).unwrap();
        let image = Lexicon::of_files([("own", OWN)]).unwrap().image().unwrap();
        for at in (0..image.len()).step_by(image.len() / 200) {
            for other in [0, 0x7f, 0xff] {
                let mut wrong = image.clone();
                wrong[at] ^= other;
                if let Ok(lexicon) = of_copy(wrong) {
                    extract(&document, &lexicon);
                    extract(&document, &lexicon.with_user(OWN).unwrap());
                }
            }
        }
    }
}
