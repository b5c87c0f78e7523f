//! One table of settings: it parses `config.toml`, writes its template and fills the manual. Knows
//! no file and no default but those of [`Config`].

use std::fmt::Write;

use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

use super::nearest;
use super::pipes;
use super::problem::{ConfigProblem, Lines, brief, written};
use super::settings::{Clipboard, Config, Fit, ListColumn, ListSort, Stems, Theme, Units};
use super::template::{Template, TemplateError};

/// One setting: how it is spelled, what it may be, what it is for.
#[derive(Debug)]
pub struct Setting {
    /// Its name in `config.toml`.
    pub key: &'static str,
    /// What it may be.
    pub kind: SettingKind,
    /// What it is for, as a sentence.
    pub about: &'static str,
}

/// What a setting may be, and the field of [`Config`] that holds it.
#[derive(Debug)]
pub enum SettingKind {
    /// One of a few words.
    Word {
        /// The words.
        allowed: &'static [&'static str],
        /// The word of a configuration.
        get: fn(&Config) -> &'static str,
        /// Takes the word over; does nothing if it is none of those allowed.
        set: fn(&mut Config, &str),
    },
    /// True or false.
    Flag(fn(&mut Config) -> &mut bool),
    /// A whole number.
    Count {
        /// The least it may be.
        least: u16,
        /// The most it may be.
        most: u16,
        /// Where it is held.
        field: fn(&mut Config) -> &mut u16,
    },
    /// A form of citation.
    Form(fn(&mut Config) -> &mut Template),
    /// Columns of the list, each at most once.
    Columns(fn(&mut Config) -> &mut Vec<ListColumn>),
}

macro_rules! word {
    ($values:ident, $field:ident) => {
        SettingKind::Word {
            allowed: $values::WORDS,
            get: |config| config.$field.word(),
            set: |config, word| {
                config.$field = $values::from_word(word).unwrap_or(config.$field);
            },
        }
    };
}

/// Every setting, in the order of the template.
pub const SETTINGS: &[Setting] = &[
    Setting {
        key: "theme",
        kind: word!(Theme, theme),
        about: "Colours of the screen; `auto` follows the terminal's background, `none` uses bold and underline only.",
    },
    Setting {
        key: "width",
        kind: SettingKind::Count { least: 20, most: 400, field: |config| &mut config.width },
        about: "Widest line of prose, in characters.",
    },
    Setting {
        key: "justify",
        kind: SettingKind::Flag(|config| &mut config.justify),
        about: "Whether prose is stretched to an even right edge.",
    },
    Setting {
        key: "hyphenate",
        kind: SettingKind::Flag(|config| &mut config.hyphenate),
        about: "Whether long words are divided at the end of a line.",
    },
    Setting {
        key: "fit",
        kind: word!(Fit, fit),
        about: "How lines are broken: `optimal` evens out the whole paragraph, `first` fills line after line.",
    },
    Setting {
        key: "mouse",
        kind: SettingKind::Flag(|config| &mut config.mouse),
        about: "Whether the reader listens to the mouse; F2 switches it while reading.",
    },
    Setting { key: "sort", kind: word!(ListSort, sort), about: "What the list is ordered by." },
    Setting {
        key: "bottom_lines",
        kind: SettingKind::Flag(|config| &mut config.bottom_lines),
        about: "Whether the list shows the bottom line of a paper under its title; `zb` switches it while reading.",
    },
    Setting {
        key: "columns",
        kind: SettingKind::Columns(|config| &mut config.columns),
        about: "Columns of the list, as in `columns = [\"facts\", \"first\"]`, from the left; where room is short, the last ones are left out. `zc` chooses them while reading.",
    },
    Setting {
        key: "units",
        kind: word!(Units, units),
        about: "The unit that ranges are converted to.",
    },
    Setting {
        key: "search.stems",
        kind: word!(Stems, stems),
        about: "Whether a search for a word finds other forms of it: `english` finds \"missiles\" for `missile`, the word itself first. Words in quotation marks are always exact.",
    },
    Setting {
        key: "citation",
        kind: SettingKind::Form(|config| &mut config.citation),
        about: "What `y` copies; what stands in [ ] is left out if a field in it is empty.",
    },
    Setting {
        key: "clipboard",
        kind: word!(Clipboard, clipboard),
        about: "Where `y` copies to: `terminal` asks the terminal (OSC 52), `native` runs wl-copy, xclip, xsel, pbcopy or tmux, `auto` does both where both are at hand.",
    },
];

/// Reads the text of `config.toml`. A wrong key or value keeps its default and is reported; what
/// is right around it counts. Problems are in the order of the lines.
pub fn parse(text: &str) -> (Config, Vec<ConfigProblem>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut config = Config::default();
    let lines = Lines::of(text);
    let mut problems: Vec<ConfigProblem> =
        errors.iter().map(|error| damage(&lines, error)).collect();
    for (key, value) in table.get_ref() {
        if key.get_ref() == pipes::KEY {
            let (read, wrong) = pipes::read(&lines, lines.at(key.span().start), value);
            config.pipes = read;
            problems.extend(wrong);
            continue;
        }
        for (name, at, value) in flat(key, value) {
            if let Err(problem) = apply(&mut config, lines.at(at), &name, value) {
                problems.push(problem);
            }
        }
    }
    problems.sort_by_key(|problem| problem.line);
    (config, problems)
}

/// A `config.toml` with every setting explained and commented out at its default.
pub fn template() -> String {
    let mut text = String::from(
        "# Settings of briefbook. Each line shows a default: remove the `#` before it to change it.\n",
    );
    for setting in SETTINGS {
        let (allowed, default) = (setting.allowed(), setting.default());
        let (about, key) = (setting.about, setting.key);
        // Writing to a string does not fail.
        let _ = write!(text, "\n# {about}\n# Allowed: {allowed}.\n#{key} = {default}\n");
    }
    text + pipes::TEMPLATE
}

impl Setting {
    /// The setting called `key`.
    pub fn named(key: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.key == key)
    }

    /// What it may be, as one writes it: `"km" or "miles"`, `true or false`, `20 to 400`.
    pub fn allowed(&self) -> String {
        match &self.kind {
            SettingKind::Word { allowed, .. } => one_of(allowed),
            SettingKind::Flag(_) => "true or false".to_owned(),
            SettingKind::Count { least, most, .. } => format!("{least} to {most}"),
            SettingKind::Form(_) => format!("text with the fields {}", Template::fields()),
            SettingKind::Columns(_) => format!("a list of {}", one_of(ListColumn::WORDS)),
        }
    }

    /// Its default as one writes it.
    pub fn default(&self) -> String {
        self.value(&mut Config::default())
    }

    /// Its value in `config` as one writes it.
    pub fn value(&self, config: &mut Config) -> String {
        match &self.kind {
            SettingKind::Word { get, .. } => format!("\"{}\"", get(config)),
            SettingKind::Flag(field) => field(config).to_string(),
            SettingKind::Count { field, .. } => field(config).to_string(),
            SettingKind::Form(field) => quoted(&field(config).to_string()),
            SettingKind::Columns(field) => {
                let words = field(config).iter().map(|column| format!("\"{column}\""));
                format!("[{}]", words.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// Takes over a value as one writes it; false if it is none that is allowed.
    pub fn set(&self, config: &mut Config, written: &str) -> bool {
        let line = format!("value = {written}");
        let Ok(table) = DeTable::parse(&line) else { return false };
        let value = table.get_ref().get("value");
        value.is_some_and(|value| self.take(config, value.get_ref()))
    }

    /// Takes `value` over if it is allowed.
    fn take(&self, config: &mut Config, value: &DeValue<'_>) -> bool {
        match (&self.kind, value) {
            (SettingKind::Word { allowed, set, .. }, DeValue::String(word)) => {
                set(config, word);
                allowed.contains(&word.as_ref())
            }
            (SettingKind::Flag(field), DeValue::Boolean(flag)) => {
                *field(config) = *flag;
                true
            }
            (SettingKind::Count { least, most, field }, DeValue::Integer(number)) => {
                let count = u16::from_str_radix(number.as_str(), number.radix()).ok();
                let count = count.filter(|count| (least..=most).contains(&count));
                *field(config) = count.unwrap_or(*field(config));
                count.is_some()
            }
            (SettingKind::Form(field), DeValue::String(written)) => {
                let form = Template::parse(written).ok();
                form.map(|form| *field(config) = form).is_some()
            }
            (SettingKind::Columns(field), DeValue::Array(written)) => {
                let columns = columns(written);
                columns.map(|columns| *field(config) = columns).is_some()
            }
            _ => false,
        }
    }

    /// What is wrong with a form of citation, and the field that was probably meant.
    fn fault(&self, value: &DeValue<'_>) -> Option<TemplateError> {
        match (&self.kind, value) {
            (SettingKind::Form(_), DeValue::String(written)) => Template::parse(written).err(),
            _ => None,
        }
    }

    /// The allowed word that was probably meant.
    fn nearest_word(&self, value: &DeValue<'_>) -> Option<&'static str> {
        match (&self.kind, value) {
            (SettingKind::Word { allowed, .. }, DeValue::String(word)) => {
                nearest(word, allowed.iter().copied())
            }
            (SettingKind::Columns(_), DeValue::Array(written)) => {
                let unknown = words_of(written).find(|word| ListColumn::from_word(word).is_none());
                unknown.and_then(|word| nearest(word, ListColumn::WORDS.iter().copied()))
            }
            _ => None,
        }
    }
}

/// A setting with its place; of a table whose name begins names of settings (`[search]`), each one in it.
fn flat<'a, 't>(
    key: &'a Spanned<DeString<'t>>,
    value: &'a Spanned<DeValue<'t>>,
) -> Vec<(String, usize, &'a Spanned<DeValue<'t>>)> {
    let name: &str = key.get_ref();
    let begins = format!("{name}.");
    match value.get_ref() {
        DeValue::Table(inner) if SETTINGS.iter().any(|one| one.key.starts_with(&begins)) => {
            let setting = |(key, value): (&'a Spanned<DeString<'t>>, &'a Spanned<DeValue<'t>>)| {
                (format!("{begins}{}", key.get_ref()), key.span().start, value)
            };
            inner.iter().map(setting).collect()
        }
        _ => vec![(name.to_owned(), key.span().start, value)],
    }
}

fn apply(
    config: &mut Config,
    line: usize,
    key: &str,
    value: &Spanned<DeValue<'_>>,
) -> Result<(), ConfigProblem> {
    let Some(setting) = Setting::named(key) else {
        let names = SETTINGS.iter().map(|setting| setting.key);
        let all: Vec<&str> = names.clone().collect();
        return Err(ConfigProblem::new(line, key, &format!("unknown setting `{}`", brief(key)))
            .allowing(&all.join(", "))
            .near(nearest(key, names)));
    };
    if setting.take(config, value.get_ref()) {
        return Ok(());
    }
    if let Some(fault) = setting.fault(value.get_ref()) {
        let near = match fault {
            TemplateError::Unknown { nearest, .. } => nearest.map(|name| format!("{{{name}}}")),
            _ => None,
        };
        let problem = ConfigProblem::new(line, key, &format!("in `{key}` {fault}"));
        let fields = if near.is_none() { Template::fields() } else { String::new() };
        return Err(problem.allowing(&fields).near(near.as_deref()));
    }
    let message = match (&setting.kind, value.get_ref()) {
        (SettingKind::Columns(_), DeValue::Array(columns)) => {
            format!("`{key}` cannot hold {}", wrong_column(columns))
        }
        (_, value) => format!("`{key}` cannot be {}", written(value)),
    };
    Err(ConfigProblem::new(line, key, &message)
        .allowing(&setting.allowed())
        .near(setting.nearest_word(value.get_ref())))
}

/// The columns that an array names; `None` if one of them is no column, or there twice.
fn columns(array: &DeArray<'_>) -> Option<Vec<ListColumn>> {
    let mut columns = Vec::new();
    for value in array {
        let column = ListColumn::from_word(value.get_ref().as_str()?)?;
        if columns.contains(&column) {
            return None;
        }
        columns.push(column);
    }
    Some(columns)
}

/// The first value of an array that is no column; if all are, one is there twice.
fn wrong_column(array: &DeArray<'_>) -> String {
    let known = |value: &DeValue<'_>| value.as_str().and_then(ListColumn::from_word).is_some();
    let wrong = array.iter().map(Spanned::get_ref).find(|value| !known(value));
    wrong.map_or_else(|| "a column twice".to_owned(), written)
}

/// The strings of an array.
fn words_of<'a>(written: &'a DeArray<'_>) -> impl Iterator<Item = &'a str> {
    written.iter().filter_map(|value| value.get_ref().as_str())
}

/// A place where the file is no TOML.
pub(super) fn damage(lines: &Lines, error: &toml::de::Error) -> ConfigProblem {
    let offset = error.span().map_or(0, |span| span.start);
    let message = error.message().lines().collect::<Vec<_>>().join(", ");
    ConfigProblem::new(lines.at(offset), "", &message)
}

fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// `text` as a basic string of TOML, on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => drop(write!(out, "\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_the_search_stand_in_a_table_too() {
        let (config, problems) = parse("width = 60\n[search]\nstems = \"none\"\nstem = 1\n");
        assert_eq!((config.stems, config.width), (Stems::None, 60));
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(
            told.len() == 1 && told[0].starts_with("line 4: unknown setting `search.stem`"),
            "{told:?}"
        );
        assert_eq!(parse("search = 3").1.len(), 1);
    }

    #[test]
    fn every_setting_can_be_set() {
        let text = "theme = \"light\"\nwidth = 60\njustify = true\nhyphenate = true\n\
                    fit = \"first\"\nmouse = false\nsort = \"unread\"\nbottom_lines = true\ncolumns = [\"last\", \"facts\"]\nunits = \"miles\"\n\
                    search.stems = \"none\"\ncitation = \"{quote}\"\nclipboard = \"off\"\n";
        let (config, problems) = parse(text);
        assert_eq!(problems, []);
        let expected = Config {
            theme: Theme::Light,
            width: 60,
            justify: true,
            hyphenate: true,
            fit: Fit::First,
            mouse: false,
            sort: ListSort::Unread,
            bottom_lines: true,
            columns: vec![ListColumn::Last, ListColumn::Facts],
            units: Units::Miles,
            stems: Stems::None,
            citation: Template::parse("{quote}").unwrap(),
            clipboard: Clipboard::Off,
            pipes: Vec::new(),
        };
        assert_eq!(config, expected);
    }

    #[test]
    fn columns_are_a_list_in_which_each_stands_once() {
        let told = |text: &str| {
            let (config, problems) = parse(text);
            assert_eq!(config.columns, []);
            problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        let about = "a list of \"facts\", \"disputed\", \"bookmarks\", \"first\", \"last\", \"trend\" or \"new\"";
        assert_eq!(
            told("columns = \"facts\""),
            format!("line 1: `columns` cannot be \"facts\"; allowed: {about}")
        );
        assert!(
            told("columns = [\"facts\", \"lst\"]")
                .contains("cannot hold \"lst\"; did you mean `last`?")
        );
        assert!(told("columns = [\"facts\", 3]").contains("cannot hold 3; allowed"));
        assert!(told("columns = [\"first\", \"first\"]").contains("cannot hold a column twice"));
        assert_eq!(told("columns = []"), "");
    }

    #[test]
    fn a_misspelt_key_names_its_line_and_the_key_that_was_meant() {
        let (config, problems) = parse("width = 60\n\nthem = \"dark\"\n");
        assert_eq!(config.width, 60);
        assert_eq!(config.theme, Theme::Auto);
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["line 3: unknown setting `them`; did you mean `theme`?"]);
    }

    #[test]
    fn a_wrong_value_keeps_the_default_and_tells_what_is_allowed() {
        let text = "width = 7\nsort = \"size\"\njustify = \"yes\"\ntheme = \"drak\"\nunits = 3";
        let (config, problems) = parse(text);
        assert_eq!(config, Config::default());
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let sorts = "\"date\", \"title\", \"source\", \"length\", \"unread\", \"facts\", \
                     \"disputed\", \"bookmarks\", \"first\", \"last\" or \"new\"";
        assert_eq!(
            told,
            [
                "line 1: `width` cannot be 7; allowed: 20 to 400".to_owned(),
                format!("line 2: `sort` cannot be \"size\"; allowed: {sorts}"),
                "line 3: `justify` cannot be \"yes\"; allowed: true or false".to_owned(),
                "line 4: `theme` cannot be \"drak\"; did you mean `dark`?".to_owned(),
                "line 5: `units` cannot be 3; allowed: \"km\", \"miles\" or \"nautical\""
                    .to_owned(),
            ]
        );
    }

    #[test]
    fn a_wrong_form_of_citation_says_what_is_wrong_and_which_fields_there_are() {
        let (config, problems) = parse("citation = \"{quote} {autor}\"");
        assert_eq!(config, Config::default());
        let told = problems[0].to_string();
        assert_eq!(
            told,
            "line 1: in `citation` there is no field `{autor}`; did you mean `{author}`?"
        );
        let told = parse("\ncitation = \"{quote\"").1[0].to_string();
        assert!(told.starts_with("line 2: in `citation` `{` stands alone"), "{told}");
        assert!(told.contains("allowed: {quote}, {title}, {date}"), "{told}");
        let told = parse("citation = 3").1[0].to_string();
        assert!(told.starts_with("line 1: `citation` cannot be 3; allowed: text with"), "{told}");
    }

    #[test]
    fn a_damaged_line_does_not_lose_the_others() {
        let (config, problems) = parse("width = 50\nmouse = = \njustify = true\n");
        assert_eq!((config.width, config.justify), (50, true));
        assert!(problems.iter().any(|problem| problem.line == 2), "{problems:?}");
    }

    #[test]
    fn the_template_is_the_default_with_and_without_its_comments() {
        let template = template();
        assert_eq!(parse(&template), (Config::default(), vec![]));
        let lines = template.lines().map(|line| match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with(' ') => rest,
            _ => line,
        });
        let spoken = lines.collect::<Vec<_>>().join("\n");
        assert!(SETTINGS.iter().all(|setting| spoken.contains(&format!("\n{} = ", setting.key))));
        assert_eq!(parse(&spoken), (Config::default(), vec![]));
    }

    #[test]
    fn messages_are_fit_for_a_terminal() {
        let (_, problems) = parse("theme = \"\\u001b]0;x\\u0007\"\n\"\\u001b[31m\" = 1\n");
        assert_eq!(problems.len(), 2);
        for problem in problems {
            assert!(!problem.to_string().chars().any(char::is_control), "{problem}");
        }
    }
}
