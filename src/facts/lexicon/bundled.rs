//! The files of `data/lexicon`, compiled in.

macro_rules! bundled {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../data/lexicon/", $name)))
    };
}

/// Each file's name and contents.
pub const FILES: &[(&str, &str)] = &[
    bundled!("actors/family-names.toml"),
    bundled!("actors/given-names.toml"),
    bundled!("actors/organisations-government.toml"),
    bundled!("actors/organisations-groups.toml"),
    bundled!("actors/organisations-industry.toml"),
    bundled!("actors/organisations-international.toml"),
    bundled!("actors/organisations-media.toml"),
    bundled!("actors/organisations-military.toml"),
    bundled!("actors/organisations-research.toml"),
    bundled!("actors/peoples.toml"),
    bundled!("actors/persons.toml"),
    bundled!("actors/places.toml"),
    bundled!("actors/states.toml"),
    bundled!("actors/titles.toml"),
    bundled!("actors/words.toml"),
    bundled!("weapons/air-defence.toml"),
    bundled!("weapons/aircraft.toml"),
    bundled!("weapons/armour.toml"),
    bundled!("weapons/artillery.toml"),
    bundled!("weapons/ballistic-missiles.toml"),
    bundled!("weapons/cruise-missiles.toml"),
    bundled!("weapons/drones.toml"),
    bundled!("weapons/everyday.toml"),
    bundled!("weapons/generic.toml"),
    bundled!("weapons/munitions.toml"),
    bundled!("weapons/ships.toml"),
    bundled!("weapons/small-arms.toml"),
    bundled!("weapons/tactical-missiles.toml"),
];
