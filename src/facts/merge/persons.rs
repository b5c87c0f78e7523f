//! Which names are one person: the same family name and given names that agree.

use foldhash::HashMap;

use super::beginnings::Beginnings;
use super::keys::{name_words, nearly_equal, spoken};
use crate::text::folded;

/// Shorter family names are never matched with a letter missing.
const SHORTEST_TYPO: usize = 8;

/// How many family names with the same beginning are compared for a typing error.
const MOST_ALIKE: usize = 16;

/// How many persons of one family name are told apart by their given names.
const MOST_NAMESAKES: usize = 64;

/// The persons of a document by their family names.
#[derive(Debug)]
pub struct Persons {
    by_family: HashMap<String, Vec<Person>>,
    by_start: HashMap<String, Vec<String>>,
    /// Persons by their first given names, as long as one person alone has it.
    by_given: HashMap<String, Option<usize>>,
    /// How every family name begins: most words are refused by a look at it.
    beginnings: Beginnings,
}

/// How many first letters two names must share to be one in spite of a typing error.
const BEGINNING: usize = 4;

impl Default for Persons {
    fn default() -> Self {
        Self {
            by_family: HashMap::default(),
            by_start: HashMap::default(),
            by_given: HashMap::default(),
            beginnings: Beginnings::new(BEGINNING),
        }
    }
}

#[derive(Clone, Debug)]
struct Person {
    given: Vec<String>,
    entity: usize,
}

/// A name taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Given names, initials, particles.
    pub given: Vec<String>,
    /// The family name without its article ("abadi" of "al-Abadi").
    pub family: String,
}

impl Name {
    /// Takes a name apart; `None` if it holds no word.
    pub fn of(words: &str) -> Option<Self> {
        let mut parts = name_words(&spoken(words));
        while parts.len() > 1
            && parts
                .last()
                .is_some_and(|last| matches!(last.as_str(), "ii" | "iii" | "iv" | "jr" | "sr"))
        {
            parts.pop();
        }
        let family = parts.pop()?;
        parts.retain(|part| !PARTICLES.contains(&part.as_str()));
        Some(Self { given: parts, family })
    }

    /// The same for a name of East Asia, whose family name comes first: "Feng Shih-kuan", "Choi Yong Su",
    /// "Wang Yi". `None` if the form does not say so.
    pub fn family_first(words: &str) -> Option<Self> {
        let parts: Vec<_> = words.split_whitespace().collect();
        let (family, given) = parts.split_first()?;
        let written = match given {
            [given] => given.split_once('-').is_some_and(|(first, second)| {
                let small = second.starts_with(char::is_lowercase) && !second.contains('-');
                small && first.starts_with(char::is_uppercase)
            }),
            _ => false,
        };
        let known = FAMILIES.contains(family) && matches!(given.len(), 1 | 2);
        if !written && !known {
            return None;
        }
        let mut parts = name_words(words).into_iter();
        Some(Self { family: parts.next()?, given: parts.collect() })
    }
}

/// Family names of China, Korea and Vietnam that are no English words and no given names of others.
/// Source: lists of the commonest family names by the statistical offices of these countries.
const FAMILIES: &[&str] = &[
    "Bai", "Bae", "Cai", "Cao", "Chang", "Chen", "Cheng", "Cho", "Choe", "Choi", "Chou", "Chu",
    "Chung", "Cui", "Deng", "Dinh", "Ding", "Dong", "Du", "Duan", "Duong", "Fang", "Feng", "Gao",
    "Guo", "Hoang", "Hong", "Hou", "Hsiao", "Hsieh", "Hsu", "Hu", "Huang", "Hwang", "Huynh",
    "Jang", "Jeong", "Jia", "Jiang", "Jin", "Jung", "Kang", "Kim", "Kong", "Kwon", "Lai", "Lam",
    "Le", "Li", "Liang", "Liao", "Lim", "Lin", "Liu", "Lu", "Luo", "Ma", "Mao", "Meng", "Ngo",
    "Nguyen", "Pak", "Pan", "Peng", "Pham", "Phan", "Qian", "Qin", "Ri", "Ryu", "Seo", "Shen",
    "Shi", "Shin", "Tang", "Tian", "Tran", "Tsai", "Vo", "Vu", "Wang", "Wei", "Wen", "Wu", "Xi",
    "Xia", "Xiao", "Xie", "Xu", "Xue", "Yan", "Yang", "Yao", "Yeh", "Yi", "Yin", "Yoon", "Yu",
    "Yuan", "Yun", "Zeng", "Zhang", "Zhao", "Zheng", "Zhong", "Zhou", "Zhu", "Zou",
];

const PARTICLES: &[&str] = &["al", "el", "ul", "as", "ash", "ad", "az", "an", "ar", "at"];

impl Persons {
    /// Enters a person under a name.
    pub fn enter(&mut self, name: &Name, entity: usize) {
        self.enter_given(name, entity);
        self.beginnings.add(&name.family);
        let known = self.by_family.entry(name.family.clone()).or_default();
        if known.len() >= MOST_NAMESAKES {
            return;
        }
        if known.iter().any(|person| person.entity == entity && person.given == name.given) {
            return;
        }
        if known.is_empty() && name.family.chars().count() >= SHORTEST_TYPO {
            self.by_start.entry(start(&name.family)).or_default().push(name.family.clone());
        }
        known.push(Person { given: name.given.clone(), entity });
    }

    /// The person that a name, full or of the family alone, stands for.
    pub fn find(&self, name: &Name) -> Option<usize> {
        if let Some(known) = self.by_family.get(&name.family) {
            return agreeing(known, &name.given);
        }
        let alike = self.by_start.get(&start(&name.family))?;
        let long = name.family.chars().count() >= SHORTEST_TYPO;
        let family = alike
            .iter()
            .take(MOST_ALIKE)
            .find(|family| long && nearly_equal(family, &name.family))?;
        agreeing(self.by_family.get(family)?, &name.given)
    }

    /// The person that a single word stands for, if it is a family name of one.
    pub fn by_word(&self, word: &str) -> Option<usize> {
        let hyphen = word.bytes().rposition(|byte| byte == b'-');
        let last = hyphen.and_then(|hyphen| word.get(hyphen + 1..)).unwrap_or(word);
        if !self.beginnings.may_begin(last) {
            return None;
        }
        // An initial stands for nobody by itself.
        last.chars().filter(|c| c.is_alphanumeric()).nth(1)?;
        let name = Name::of(word)?;
        if !name.given.is_empty() || self.is_shared(&name.family) {
            return None;
        }
        self.find(&name)
    }

    /// The one person of the document with this first given name.
    pub fn by_given(&self, word: &str) -> Option<usize> {
        self.by_given.get(&folded(word)).copied().flatten()
    }

    /// Notes the first given name, written out.
    fn enter_given(&mut self, name: &Name, entity: usize) {
        let Some(given) = name.given.first().filter(|given| given.chars().count() > 2) else {
            return;
        };
        let known = self.by_given.entry(given.clone()).or_insert(Some(entity));
        if *known != Some(entity) {
            *known = None;
        }
    }

    /// True if several persons bear the family name: alone it is nobody's.
    fn is_shared(&self, family: &str) -> bool {
        let known = self.by_family.get(family).map(Vec::as_slice).unwrap_or_default();
        known.iter().any(|person| person.entity != known[0].entity && !person.given.is_empty())
    }
}

fn agreeing(known: &[Person], given: &[String]) -> Option<usize> {
    known.iter().find(|person| agree(&person.given, given)).map(|person| person.entity)
}

/// Given names agree if one list is empty, or their first names are equal or one is the other's
/// initial.
fn agree(one: &[String], other: &[String]) -> bool {
    match (one.first(), other.first()) {
        (Some(a), Some(b)) => {
            a == b || initial(a, b) || initial(b, a) || nearly_equal(a, b) && a.len() > 4
        }
        _ => true,
    }
}

fn initial(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
}

fn start(family: &str) -> String {
    family.chars().take(BEGINNING).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(words: &str) -> Name {
        Name::of(words).unwrap()
    }

    #[test]
    fn a_family_name_alone_finds_its_person() {
        let mut persons = Persons::default();
        persons.enter(&person("Haider al-Abadi"), 7);
        assert_eq!(persons.by_word("Abadi"), Some(7));
        assert_eq!(persons.find(&person("Al-Abadi")), Some(7));
        assert_eq!(persons.by_word("Baghdadi"), None);
    }

    #[test]
    fn a_family_name_with_an_apostrophe_stands_alone_too() {
        let mut persons = Persons::default();
        persons.enter(&person("Daniel O’Connell"), 4);
        assert_eq!(persons.by_word("O'Connell"), Some(4));
        assert_eq!(persons.by_word("O’Connell"), Some(4));
        assert_eq!(persons.by_word("O"), None);
        assert_eq!(persons.by_word("Connell"), None);
    }

    #[test]
    fn a_name_of_east_asia_begins_with_the_family() {
        let family = |words| Name::family_first(words).map(|name| name.family);
        assert_eq!(family("Feng Shih-kuan").as_deref(), Some("feng"));
        assert_eq!(family("Choi Yong Su").as_deref(), Some("choi"));
        assert_eq!(family("Hew Pelham-Ward"), None);
        assert_eq!(family("Haider al-Abadi"), None);
        assert_eq!(family("Mary Wang"), None);
    }

    #[test]
    fn given_names_that_differ_are_other_persons() {
        let mut persons = Persons::default();
        persons.enter(&person("Donald Trump"), 1);
        assert_eq!(persons.find(&person("Melania Trump")), None);
        assert_eq!(persons.find(&person("D. Trump")), Some(1));
    }

    #[test]
    fn namesakes_beyond_number_are_not_compared() {
        let mut persons = Persons::default();
        for number in 0..1000 {
            persons.enter(&person(&format!("P{number}q Smith")), number);
        }
        assert_eq!(persons.find(&person("P1q Smith")), Some(1));
        assert_eq!(persons.find(&person("P999q Smith")), None);
        assert_eq!(persons.by_word("Smith"), None, "anybody's");
    }

    #[test]
    fn a_letter_missing_in_a_long_name_is_forgiven() {
        let mut persons = Persons::default();
        persons.enter(&person("Volodymyr Zelenskyy"), 3);
        assert_eq!(persons.by_word("Zelenkyy"), Some(3));
    }
}
