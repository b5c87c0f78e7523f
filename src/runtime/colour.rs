//! Which colours the terminal gets: from the settings, the command line and the environment. What
//! each palette looks like is the view's.

use crate::config::{Config, Theme};
use crate::terminal::background::Background;
use crate::view::theme::Palette;

/// What decides the palette besides the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// False for no colour at all.
    pub wanted: bool,
    /// True if the terminal has 256 colours.
    pub many: bool,
    /// False for the system's console, which may show the question for its ground instead of
    /// answering it.
    pub answers: bool,
}

/// The answer to `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// As the environment says.
    #[default]
    Auto,
    /// Colours in any case.
    Always,
    /// No colours.
    Never,
}

impl Colours {
    /// Reads the environment: `NO_COLOR` (no-color.org: any text but an empty one), `COLORTERM`,
    /// `TERM`, and whether GNU screen runs (`STY`).
    pub fn from_environment(when: When, variable: impl Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM").unwrap_or_default();
        let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        // What the terminal around GNU screen can do says nothing of screen.
        let screened = set("STY") && !set("TMUX");
        let many = (set("COLORTERM") && !screened)
            || ["256color", "direct", "kitty", "alacritty", "foot", "ghostty"]
                .iter()
                .any(|name| term.contains(name));
        let wanted = match when {
            When::Auto => !set("NO_COLOR"),
            When::Always => true,
            When::Never => false,
        };
        Self { wanted, many, answers: term != "linux" }
    }

    /// The palette for a theme on a light or a dark ground.
    pub fn palette(self, settings: &Config, light: bool) -> Palette {
        match settings.theme {
            _ if !self.wanted => Palette::Plain,
            Theme::None => Palette::Plain,
            Theme::Sixteen if light => Palette::SixteenLight,
            Theme::Sixteen => Palette::Sixteen,
            Theme::Auto if !self.many && light => Palette::SixteenLight,
            Theme::Auto if !self.many => Palette::Sixteen,
            Theme::Auto if light => Palette::OnLight,
            Theme::Auto => Palette::OnDark,
            Theme::Dark => Palette::Dark,
            Theme::Light => Palette::Light,
        }
    }

    /// True if the ground decides the palette and can be asked for.
    pub fn depend_on_ground(self, settings: &Config) -> bool {
        self.answers && self.palette(settings, true) != self.palette(settings, false)
    }
}

/// Whether the ground is light, as `COLORFGBG` has it; dark without it.
pub fn guess_light() -> bool {
    let variable = std::env::var("COLORFGBG").ok();
    Background::guess(variable.as_deref()) == Background::Light
}

#[cfg(test)]
mod tests {
    use super::*;

    fn palette(when: When, variables: &[(&str, &str)], theme: Theme, light: bool) -> Palette {
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        let settings = Config { theme, ..Config::default() };
        Colours::from_environment(when, variable).palette(&settings, light)
    }

    #[test]
    fn the_environment_and_the_settings_choose_the_palette() {
        let xterm = ("TERM", "xterm-256color");
        for (when, variables, theme, light, expected) in [
            (When::Auto, vec![xterm], Theme::Auto, false, Palette::OnDark),
            (When::Auto, vec![xterm], Theme::Auto, true, Palette::OnLight),
            (When::Auto, vec![("TERM", "linux")], Theme::Auto, false, Palette::Sixteen),
            (When::Auto, vec![("TERM", "xterm")], Theme::Auto, true, Palette::SixteenLight),
            (When::Auto, vec![xterm], Theme::Sixteen, true, Palette::SixteenLight),
            (When::Auto, vec![xterm, ("NO_COLOR", "1")], Theme::Dark, false, Palette::Plain),
            (When::Auto, vec![xterm, ("NO_COLOR", "")], Theme::Dark, false, Palette::Dark),
            (When::Always, vec![xterm, ("NO_COLOR", "1")], Theme::Dark, false, Palette::Dark),
            (When::Never, vec![xterm], Theme::Dark, false, Palette::Plain),
        ] {
            assert_eq!(palette(when, &variables, theme, light), expected, "{variables:?}");
        }
    }

    #[test]
    fn the_console_is_not_asked_for_its_ground() {
        let of = |term: &str| {
            let term = term.to_owned();
            Colours::from_environment(When::Auto, |name| (name == "TERM").then(|| term.clone()))
        };
        let settings = Config::default();
        assert!(of("xterm-256color").depend_on_ground(&settings));
        assert!(of("xterm").depend_on_ground(&settings));
        assert!(!of("linux").depend_on_ground(&settings));
    }
}
