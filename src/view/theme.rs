//! Styles by meaning. Every pair of letters and ground that is painted has a contrast of 4.5 to 1 at
//! least (tests/it/contrast.rs). The only file that names colours; what carries a colour carries a second sign
//! too (an attribute here, a glyph or a word where it is painted).

use ratatui::style::{Color, Modifier, Style};

/// How each kind of thing is painted. Plain fields: a theme that forgets one does not compile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// What lies under everything.
    pub ground: Style,
    /// Running text.
    pub text: Style,
    /// What matters less: dates, counts, hints.
    pub dim: Style,
    /// Lines between panes, rules, quotation bars.
    pub line: Style,
    /// The heading of a pane without the focus.
    pub pane: Style,
    /// The heading of the pane with the focus.
    pub pane_focused: Style,
    /// Title and first-level headings in the text.
    pub title: Style,
    /// Deeper headings in the text.
    pub heading: Style,
    /// Emphasised words.
    pub emphasis: Style,
    /// Strongly emphasised words.
    pub strong: Style,
    /// Struck-out words.
    pub struck: Style,
    /// Words that the document does not let a person see.
    pub hidden: Style,
    /// Code.
    pub code: Style,
    /// Quoted paragraphs.
    pub quote: Style,
    /// Links.
    pub link: Style,
    /// List markers and paragraph numbers.
    pub marker: Style,
    /// A weapon, in the text and in the sidebar.
    pub weapon: Style,
    /// A range.
    pub range: Style,
    /// An actor.
    pub actor: Style,
    /// A place.
    pub place: Style,
    /// A date.
    pub date: Style,
    /// What is hedged, under the lens.
    pub hedged: Style,
    /// What is judged by a word of probability, under the lens.
    pub estimative: Style,
    /// What is denied, under the lens.
    pub denied: Style,
    /// What is conditional, under the lens.
    pub conditional: Style,
    /// What is planned, under the lens.
    pub planned: Style,
    /// A match.
    pub hit: Style,
    /// The match one stands on.
    pub hit_current: Style,
    /// A passage that is bookmarked.
    pub marked: Style,
    /// Where passages overlap that are bookmarked.
    pub marked_twice: Style,
    /// The passage just jumped to.
    pub landed: Style,
    /// The passage being selected.
    pub passage: Style,
    /// The selected row of the pane with the focus.
    pub selected: Style,
    /// The selected row of a pane without the focus.
    pub selected_idle: Style,
    /// The title of an unread document.
    pub unread: Style,
    /// What failed.
    pub failure: Style,
    /// A message.
    pub notice: Style,
    /// A key in a hint.
    pub key: Style,
    /// A box over the panes.
    pub overlay: Style,
    /// Part of a query that cannot be understood.
    pub wrong: Style,
}

/// Which palette is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// 256 colours on a dark ground of our own: what the user asked for holds on any terminal.
    Dark,
    /// 256 colours on a light ground of our own.
    Light,
    /// The colours of `Dark` on the terminal's own ground.
    OnDark,
    /// The colours of `Light` on the terminal's own ground.
    OnLight,
    /// The terminal's own sixteen colours, on a dark ground.
    Sixteen,
    /// The terminal's own sixteen colours, on a light ground.
    SixteenLight,
    /// Attributes only.
    Plain,
}

impl Theme {
    /// The theme of a palette.
    pub const fn of(palette: Palette) -> Self {
        match palette {
            Palette::Dark => grounded(coloured(&DARK), Color::Indexed(234)),
            Palette::Light => grounded(coloured(&LIGHT), Color::Indexed(231)),
            Palette::OnDark => coloured(&DARK),
            Palette::OnLight => coloured(&LIGHT),
            Palette::Sixteen => coloured(&SIXTEEN),
            Palette::SixteenLight => coloured(&SIXTEEN_LIGHT),
            Palette::Plain => plain(),
        }
    }
}

/// The colours a palette chooses; numbers are places in the 256-colour table of xterm.
struct Colours {
    text: Color,
    dim: Color,
    line: Color,
    title: Color,
    heading: Color,
    code: Color,
    link: Color,
    /// Weapons, ranges, actors, places.
    facts: [Color; 4],
    hit: (Color, Color),
    current: (Color, Color),
    landed: Color,
    marked: Color,
    twice: Color,
    passage: (Color, Color),
    selected: (Color, Color),
    idle: Color,
    failure: Color,
    notice: Color,
    overlay: Color,
}

const DARK: Colours = Colours {
    text: Color::Indexed(252),
    dim: Color::Indexed(248),
    line: Color::Indexed(243),
    title: Color::Indexed(230),
    heading: Color::Indexed(180),
    code: Color::Indexed(151),
    link: Color::Indexed(110),
    facts: [Color::Indexed(216), Color::Indexed(222), Color::Indexed(117), Color::Indexed(150)],
    hit: (Color::Indexed(230), Color::Indexed(58)),
    current: (Color::Indexed(16), Color::Indexed(221)),
    landed: Color::Indexed(236),
    marked: Color::Indexed(17),
    twice: Color::Indexed(53),
    passage: (Color::Indexed(255), Color::Indexed(60)),
    selected: (Color::Indexed(255), Color::Indexed(24)),
    idle: Color::Indexed(237),
    failure: Color::Indexed(210),
    notice: Color::Indexed(186),
    overlay: Color::Indexed(235),
};

const LIGHT: Colours = Colours {
    text: Color::Indexed(235),
    dim: Color::Indexed(240),
    line: Color::Indexed(244),
    title: Color::Indexed(17),
    heading: Color::Indexed(58),
    code: Color::Indexed(22),
    link: Color::Indexed(24),
    facts: [Color::Indexed(88), Color::Indexed(58), Color::Indexed(24), Color::Indexed(22)],
    hit: (Color::Indexed(16), Color::Indexed(229)),
    current: (Color::Indexed(16), Color::Indexed(214)),
    landed: Color::Indexed(254),
    marked: Color::Indexed(194),
    twice: Color::Indexed(187),
    passage: (Color::Indexed(16), Color::Indexed(153)),
    selected: (Color::Indexed(255), Color::Indexed(25)),
    idle: Color::Indexed(254),
    failure: Color::Indexed(124),
    notice: Color::Indexed(58),
    overlay: Color::Indexed(255),
};

/// Of the sixteen colours those that can be read on black.
const SIXTEEN: Colours = Colours {
    heading: Color::Yellow,
    code: Color::Green,
    link: Color::Cyan,
    facts: [Color::LightRed, Color::Yellow, Color::Cyan, Color::Green],
    failure: Color::LightRed,
    notice: Color::Yellow,
    ..OF_THE_TERMINAL
};

/// Of the sixteen colours those that can be read on white.
const SIXTEEN_LIGHT: Colours = Colours {
    heading: Color::Blue,
    code: Color::Magenta,
    link: Color::Blue,
    facts: [Color::Red, Color::Magenta, Color::Blue, Color::Magenta],
    failure: Color::Red,
    notice: Color::Magenta,
    ..OF_THE_TERMINAL
};

/// What both choices of the sixteen colours share: the terminal's own letters on its own ground.
const OF_THE_TERMINAL: Colours = Colours {
    text: Color::Reset,
    dim: Color::Reset,
    line: Color::Reset,
    title: Color::Reset,
    heading: Color::Reset,
    code: Color::Reset,
    link: Color::Reset,
    facts: [Color::Reset; 4],
    hit: (Color::Black, Color::Cyan),
    current: (Color::Black, Color::Yellow),
    landed: Color::Reset,
    marked: Color::Reset,
    twice: Color::Reset,
    passage: (Color::Reset, Color::Reset),
    selected: (Color::White, Color::Blue),
    idle: Color::Reset,
    failure: Color::Reset,
    notice: Color::Reset,
    overlay: Color::Reset,
};

const fn grounded(theme: Theme, ground: Color) -> Theme {
    Theme { ground: Style::new().bg(ground), ..theme }
}

const fn fg(colour: Color) -> Style {
    Style::new().fg(colour)
}

const fn pair(colours: (Color, Color)) -> Style {
    Style::new().fg(colours.0).bg(colours.1)
}

const fn coloured(c: &Colours) -> Theme {
    Theme {
        ground: Style::new(),
        text: fg(c.text),
        dim: fg(c.dim).add_modifier(dimming(c)),
        line: fg(c.line).add_modifier(dimming(c)),
        pane: fg(c.dim),
        pane_focused: fg(c.title).add_modifier(Modifier::BOLD),
        title: fg(c.title).add_modifier(Modifier::BOLD),
        heading: fg(c.heading).add_modifier(Modifier::BOLD),
        emphasis: Style::new().add_modifier(Modifier::ITALIC),
        strong: Style::new().add_modifier(Modifier::BOLD),
        struck: fg(c.dim).add_modifier(Modifier::CROSSED_OUT),
        hidden: fg(c.dim).add_modifier(Modifier::ITALIC),
        code: fg(c.code),
        quote: fg(c.dim).add_modifier(Modifier::ITALIC),
        link: fg(c.link).add_modifier(Modifier::UNDERLINED),
        marker: fg(c.heading),
        weapon: fg(c.facts[0]).add_modifier(Modifier::UNDERLINED),
        range: fg(c.facts[1]).add_modifier(Modifier::UNDERLINED.union(Modifier::BOLD)),
        actor: fg(c.facts[2]).add_modifier(Modifier::ITALIC),
        place: fg(c.facts[3]),
        date: fg(c.dim),
        hedged: fg(c.notice).add_modifier(Modifier::ITALIC),
        estimative: fg(c.link).add_modifier(Modifier::UNDERLINED),
        denied: fg(c.failure).add_modifier(Modifier::BOLD.union(Modifier::ITALIC)),
        conditional: fg(c.heading).add_modifier(Modifier::ITALIC.union(Modifier::UNDERLINED)),
        planned: fg(c.code).add_modifier(Modifier::BOLD),
        hit: pair(c.hit).add_modifier(Modifier::UNDERLINED),
        hit_current: pair(c.current).add_modifier(Modifier::BOLD),
        landed: Style::new().bg(c.landed),
        marked: Style::new().bg(c.marked),
        marked_twice: Style::new().bg(c.twice).add_modifier(Modifier::UNDERLINED),
        passage: pair(c.passage).add_modifier(turning(c)),
        selected: pair(c.selected).add_modifier(Modifier::BOLD).remove_modifier(Modifier::DIM),
        selected_idle: Style::new().bg(c.idle),
        unread: fg(c.text).add_modifier(Modifier::BOLD),
        failure: fg(c.failure).add_modifier(Modifier::BOLD),
        notice: fg(c.notice),
        key: fg(c.heading).add_modifier(Modifier::BOLD),
        overlay: fg(c.text).bg(c.overlay),
        wrong: fg(c.failure).add_modifier(Modifier::UNDERLINED),
    }
}

/// The sixteen colours have no grey that is safe on both grounds: there the attribute says "less".
const fn dimming(c: &Colours) -> Modifier {
    match c.dim {
        Color::Reset => Modifier::DIM,
        _ => Modifier::empty(),
    }
}

/// Sixteen colours have no ground for a passage that leaves every letter legible: there it is turned.
const fn turning(c: &Colours) -> Modifier {
    match c.passage.1 {
        Color::Reset => Modifier::REVERSED,
        _ => Modifier::BOLD,
    }
}

const fn plain() -> Theme {
    const NONE: Style = Style::new();
    const BOLD: Style = NONE.add_modifier(Modifier::BOLD);
    const DIM: Style = NONE.add_modifier(Modifier::DIM);
    const LINED: Style = NONE.add_modifier(Modifier::UNDERLINED);
    const TURNED: Style = NONE.add_modifier(Modifier::REVERSED);
    Theme {
        ground: NONE,
        text: NONE,
        dim: DIM,
        line: DIM,
        pane: NONE,
        pane_focused: BOLD.add_modifier(Modifier::UNDERLINED),
        title: BOLD.add_modifier(Modifier::UNDERLINED),
        heading: BOLD,
        emphasis: NONE.add_modifier(Modifier::ITALIC),
        strong: BOLD,
        struck: NONE.add_modifier(Modifier::CROSSED_OUT),
        hidden: NONE.add_modifier(Modifier::DIM.union(Modifier::ITALIC)),
        code: NONE,
        quote: NONE.add_modifier(Modifier::ITALIC),
        link: LINED,
        marker: BOLD,
        weapon: LINED,
        range: LINED.add_modifier(Modifier::BOLD),
        actor: NONE.add_modifier(Modifier::ITALIC),
        place: NONE,
        date: NONE,
        hedged: NONE.add_modifier(Modifier::ITALIC),
        estimative: LINED,
        denied: BOLD.add_modifier(Modifier::ITALIC),
        conditional: LINED.add_modifier(Modifier::ITALIC),
        planned: BOLD,
        hit: LINED.add_modifier(Modifier::BOLD),
        hit_current: TURNED.add_modifier(Modifier::BOLD),
        marked: LINED,
        marked_twice: LINED.add_modifier(Modifier::BOLD),
        passage: TURNED,
        landed: BOLD,
        selected: TURNED,
        selected_idle: LINED,
        unread: BOLD,
        failure: BOLD,
        notice: NONE,
        key: BOLD,
        overlay: NONE,
        wrong: LINED.add_modifier(Modifier::BOLD),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_palette_names_no_colour() {
        let painted = format!("{:?}", Theme::of(Palette::Plain));
        assert!(!painted.contains("Some"), "{painted}");
    }

    #[test]
    fn what_differs_in_colour_differs_in_attributes_too() {
        for palette in [
            Palette::OnDark,
            Palette::OnLight,
            Palette::Sixteen,
            Palette::SixteenLight,
            Palette::Plain,
        ] {
            let theme = Theme::of(palette);
            for (one, other) in [
                (theme.hit, theme.hit_current),
                (theme.hit, theme.text),
                (theme.link, theme.text),
                (theme.unread, theme.text),
                (theme.pane_focused, theme.pane),
                (theme.failure, theme.text),
                (theme.marked, theme.marked_twice),
                (theme.passage, theme.text),
                (theme.passage, theme.marked),
                (theme.hedged, theme.text),
                (theme.hedged, theme.estimative),
                (theme.hedged, theme.denied),
                (theme.hedged, theme.conditional),
                (theme.estimative, theme.conditional),
                (theme.denied, theme.conditional),
                (theme.denied, theme.planned),
                (theme.planned, theme.text),
            ] {
                assert_ne!(one.add_modifier, other.add_modifier, "{palette:?}");
            }
        }
    }
}
