//! Papers that nobody wrote: any number of documents of about 3 kB with words as frequent as in real
//! texts (Zipf's law) and facts between them. The same number gives the same paper on every machine.

#![allow(dead_code, reason = "every user of this file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a broken test may panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Words that any text is full of, most frequent first.
const COMMON: &str = "the of and to in a is that for it as was with be by on not he his but at are \
    this have from or had an they which one were all their there been has when who will more no if \
    out so said what up its about into than them can only other new some could time these two may \
    then do first any my now such like our over man me even most made after also did many before \
    must through back years where much your way well down should because each just those people how";

/// Words of the whole vocabulary.
const WORDS: u64 = 60_000;

/// Words of a paper.
const LENGTH: usize = 420;

const WEAPONS: [&str; 12] = [
    "ATACMS",
    "Storm Shadow",
    "Taurus KEPD 350",
    "Kh-101",
    "Iskander-M",
    "Tomahawk",
    "Shahed-136",
    "Patriot",
    "S-400",
    "Kinzhal",
    "HIMARS",
    "Oreshnik",
];
const PEOPLE: [&str; 6] = [
    "Volodymyr Zelenskyy",
    "Jens Stoltenberg",
    "General Mark Milley",
    "Boris Pistorius",
    "Ursula von der Leyen",
    "Rustem Umerov",
];
const SYLLABLES: [&str; 24] = [
    "ra", "to", "mi", "ken", "sol", "va", "dri", "pe", "lun", "cor", "est", "ni", "ga", "bel",
    "tur", "on", "sha", "fil", "mo", "ter", "ix", "du", "har", "ly",
];

/// Numbers that look random and are always the same (SplitMix64).
pub struct Dice(u64);

impl Dice {
    /// Dice that start at a number.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len() as u64) as usize]
    }

    /// A word: the n-th most frequent one n times as rarely as the first.
    fn word(&mut self) -> String {
        let share = self.below(1 << 53) as f64 / (1_u64 << 53) as f64;
        let rank = (share * (WORDS as f64).ln()).exp() as u64 - 1;
        word(rank)
    }
}

/// The word of a rank.
pub fn word(rank: u64) -> String {
    let common: Vec<&str> = COMMON.split_whitespace().collect();
    if let Some(word) = common.get(rank as usize) {
        return (*word).to_owned();
    }
    let mut rest = rank;
    let mut word = String::new();
    while rest > 0 || word.len() < 4 {
        word.push_str(SYLLABLES[(rest % 24) as usize]);
        rest /= 24;
    }
    word
}

/// The name and the text of a paper.
pub fn paper(number: u64) -> (PathBuf, String) {
    let mut dice = Dice::new(number);
    let (year, month, day) = (2000 + dice.below(25), 1 + dice.below(12), 1 + dice.below(28));
    let subject = [dice.word(), dice.word(), dice.word()].join(" ");
    let mut text = format!(
        "---\ntitle: Paper {number} on {subject}\ndate: {year}-{month:02}-{day:02}\n\
         source: The {} desk\n---\n\n",
        word(200 + dice.below(40))
    );
    let mut words = 0;
    while words < LENGTH {
        for _ in 0..3 + dice.below(4) {
            words += sentence(&mut dice, &mut text);
        }
        text.push_str("\n\n");
    }
    let name = format!("{:02}/{:02}/paper-{number}.md", number / 400 % 100, number / 20 % 20);
    (name.into(), text)
}

/// Appends a sentence; one in ten states a fact. Returns its number of words.
fn sentence(dice: &mut Dice, text: &mut String) -> usize {
    if dice.below(10) == 0 {
        let (weapon, person) = (dice.pick(&WEAPONS), dice.pick(&PEOPLE));
        let km = 50 + dice.below(200) * 10;
        text.push_str(&match dice.below(3) {
            0 => format!("The {weapon} has a range of {km} km, {person} said. "),
            1 => format!("{person} asked for the {weapon} again. "),
            _ => format!("The {weapon} missile can reach targets up to {km} km away. "),
        });
        return 9;
    }
    let length = 8 + dice.below(16) as usize;
    let start = text.len();
    for _ in 0..length {
        text.push_str(&dice.word());
        text.push(' ');
    }
    text.pop();
    text[start..=start].make_ascii_uppercase();
    text.push_str(". ");
    length
}

/// Writes papers into a folder, as if a minute ago. Returns how many bytes they have together.
pub fn write(folder: &Path, numbers: std::ops::Range<u64>) -> u64 {
    let mut bytes = 0;
    for number in numbers {
        let (name, text) = paper(number);
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        bytes += text.len() as u64;
        fs::write(&path, text).unwrap();
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(60)).unwrap();
    }
    bytes
}
