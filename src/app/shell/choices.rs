//! What the user chose on the screen and finds again the next time: looks, units, orders, widths of
//! panes. A choice that replaced a setting of `config.toml` or of the command line holds as long as
//! that setting stays what it was: who changes the file means it.

use std::collections::BTreeMap;

use crate::app::panes::entities::Order;
use crate::app::panes::range_columns::Column;
use crate::config::{Config, Setting};
use crate::protocol::{Effect, Memo};

/// The settings that can be changed on the screen.
const SETTINGS: [&str; 8] =
    ["theme", "units", "sort", "width", "justify", "hyphenate", "bottom_lines", "columns"];

/// Between what was chosen and the setting that it replaced.
const INSTEAD: &str = " instead of ";

/// What can be chosen on the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// The settings.
    pub settings: Config,
    /// Columns of the list and of the sidebar, if the user gave them any.
    pub columns: (Option<u16>, Option<u16>),
    /// True if the facts are hidden.
    pub no_facts: bool,
    /// True if the page shows how surely its sentences are said.
    pub lens: bool,
    /// The order of the ranges, and whether it is the other way round.
    pub ranges: (Column, bool),
    /// The order of weapons, actors and places; likewise.
    pub entities: (Order, bool),
}

impl Choices {
    /// These as far as nothing else was kept in earlier sessions. `self` has the settings of the file
    /// and the command line.
    pub fn with(mut self, kept: &BTreeMap<String, String>) -> Self {
        for name in SETTINGS {
            let Some(setting) = Setting::named(name) else { continue };
            let chosen = kept.get(name).and_then(|kept| kept.split_once(INSTEAD));
            let configured = setting.value(&mut self.settings);
            if let Some((chosen, _)) = chosen.filter(|(_, before)| *before == configured) {
                setting.set(&mut self.settings, chosen);
            }
        }
        let of = |name: &str| kept.get(name).map(String::as_str);
        let order = |name: &str| {
            let kept = of(name).unwrap_or_default();
            (kept.strip_suffix(REVERSED).unwrap_or(kept), kept.ends_with(REVERSED))
        };
        let columns = |name: &str| of(name).and_then(|columns| columns.parse().ok());
        self.columns = (columns("list-columns"), columns("side-columns"));
        self.no_facts = of("facts").map_or(self.no_facts, |kept| kept == "hidden");
        self.lens = of("lens").map_or(self.lens, |kept| kept == "shown");
        let (word, reversed) = order("ranges-order");
        self.ranges = Column::named(word).map_or(self.ranges, |column| (column, reversed));
        let (word, reversed) = order("entities-order");
        self.entities = Order::named(word).map_or(self.entities, |order| (order, reversed));
        self
    }

    /// What is to be kept of these choices where they are others than before.
    pub fn news(&self, before: &Self, configured: &Config) -> Vec<Effect> {
        let before = before.entries(configured);
        let changed = self.entries(configured).into_iter().filter(|new| !before.contains(new));
        changed.map(|(name, value)| Effect::Remember(Memo::Choice { name, value })).collect()
    }

    /// Each with its name, as it is kept.
    fn entries(&self, configured: &Config) -> Vec<(&'static str, String)> {
        let value = |setting: &Setting, config: &Config| setting.value(&mut config.clone());
        let settings = SETTINGS.iter().filter_map(|name| {
            let setting = Setting::named(name)?;
            let (chosen, before) = (value(setting, &self.settings), value(setting, configured));
            Some((*name, format!("{chosen}{INSTEAD}{before}")))
        });
        let columns = |width: Option<u16>| width.map(|width| width.to_string()).unwrap_or_default();
        let order =
            |word: &str, reversed| format!("{word}{}", if reversed { REVERSED } else { "" });
        let others = [
            ("list-columns", columns(self.columns.0)),
            ("side-columns", columns(self.columns.1)),
            ("facts", if self.no_facts { "hidden" } else { "shown" }.to_owned()),
            ("lens", if self.lens { "shown" } else { "hidden" }.to_owned()),
            ("ranges-order", order(self.ranges.0.word(), self.ranges.1)),
            ("entities-order", order(self.entities.0.word(), self.entities.1)),
        ];
        settings.chain(others).collect()
    }
}

/// Behind an order that is the other way round.
const REVERSED: &str = " reversed";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{ListColumn, Theme, Units};

    fn kept(choices: &Choices, configured: &Config) -> BTreeMap<String, String> {
        let entries = choices.entries(configured).into_iter();
        entries.map(|(name, value)| (name.to_owned(), value)).collect()
    }

    #[test]
    fn what_was_chosen_is_found_again() {
        let configured = Config::default();
        let columns = vec![ListColumn::Trend, ListColumn::Facts];
        let settings = Config {
            theme: Theme::Light,
            units: Units::Nautical,
            width: 90,
            columns,
            ..Config::default()
        };
        let choices = Choices {
            settings,
            columns: (Some(30), None),
            no_facts: true,
            lens: true,
            ranges: (Column::SaidBy, true),
            entities: (Order::Kind, false),
        };
        let again = Choices::default().with(&kept(&choices, &configured));
        assert_eq!(again, choices);
        assert_eq!(Choices::default().with(&BTreeMap::new()), Choices::default());
    }

    #[test]
    fn a_setting_that_was_changed_since_counts() {
        let configured = Config::default();
        let light = Config { theme: Theme::Light, ..Config::default() };
        let kept = kept(&Choices { settings: light, ..Choices::default() }, &configured);
        let dark = Config { theme: Theme::Dark, ..Config::default() };
        let settings = |settings| Choices { settings, ..Choices::default() }.with(&kept).settings;
        assert_eq!(settings(dark).theme, Theme::Dark);
        assert_eq!(settings(configured).theme, Theme::Light);
    }

    #[test]
    fn what_is_no_choice_is_passed_over() {
        let odd = [("theme", "pink instead of \"auto\""), ("width", "9"), ("list-columns", "x")];
        let odd = odd.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(Choices::default().with(&BTreeMap::from(odd)), Choices::default());
    }

    #[test]
    fn only_news_are_kept() {
        let (configured, before) = (Config::default(), Choices::default());
        assert!(before.news(&before, &configured).is_empty());
        let after = Choices { no_facts: true, ..Choices::default() };
        let news = after.news(&before, &configured);
        assert_eq!(news.len(), 1, "{news:?}");
    }
}
