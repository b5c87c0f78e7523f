//! Letters and their grounds: the contrast of every pair, computed as WCAG 2.2 has it, from the
//! themes and from screens as they are painted. Colours are xterm's.

use briefbook::view::theme::{Palette, Theme};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use crate::screens::marked;
use crate::support::session::{Beginning, Session, samples};

/// What letters need, and what lines and bars need, which say nothing themselves.
const LETTERS: f64 = 4.5;
const LINES: f64 = 3.0;

/// Every palette with colours, with the terminal's own ground and letters. Where the ground is painted, the
/// terminal is one of the other kind: nothing may lean on its letters.
const PALETTES: [(Palette, Rgb, Rgb); 6] = [
    (Palette::Dark, WHITE, BLACK),
    (Palette::Light, BLACK, PALE),
    (Palette::OnDark, BLACK, PALE),
    (Palette::OnLight, WHITE, BLACK),
    (Palette::Sixteen, BLACK, PALE),
    (Palette::SixteenLight, WHITE, BLACK),
];

type Rgb = [f64; 3];

const BLACK: Rgb = [0.0; 3];
const WHITE: Rgb = [255.0; 3];
const PALE: Rgb = [229.0; 3];

/// xterm's sixteen colours.
const SIXTEEN: [Rgb; 16] = [
    BLACK,
    [205.0, 0.0, 0.0],
    [0.0, 205.0, 0.0],
    [205.0, 205.0, 0.0],
    [0.0, 0.0, 238.0],
    [205.0, 0.0, 205.0],
    [0.0, 205.0, 205.0],
    PALE,
    [127.0; 3],
    [255.0, 0.0, 0.0],
    [0.0, 255.0, 0.0],
    [255.0, 255.0, 0.0],
    [92.0, 92.0, 255.0],
    [255.0, 0.0, 255.0],
    [0.0, 255.0, 255.0],
    WHITE,
];

fn rgb(colour: Option<Color>, otherwise: Rgb) -> Rgb {
    let number = match colour {
        None | Some(Color::Reset) => return otherwise,
        Some(Color::Indexed(number)) => usize::from(number),
        Some(Color::Black) => 0,
        Some(Color::Red) => 1,
        Some(Color::Green) => 2,
        Some(Color::Yellow) => 3,
        Some(Color::Blue) => 4,
        Some(Color::Magenta) => 5,
        Some(Color::Cyan) => 6,
        Some(Color::Gray) => 7,
        Some(Color::DarkGray) => 8,
        Some(Color::LightRed) => 9,
        Some(Color::White) => 15,
        Some(other) => panic!("{other} is new here"),
    };
    match number {
        0..16 => SIXTEEN[number],
        16..232 => {
            let level = |step: usize| if step == 0 { 0.0 } else { (55 + 40 * step) as f64 };
            let number = number - 16;
            [level(number / 36), level(number / 6 % 6), level(number % 6)]
        }
        _ => [(8 + 10 * (number - 232)) as f64; 3],
    }
}

fn luminance(colour: Rgb) -> f64 {
    let linear = |channel: f64| match channel / 255.0 {
        low if low <= 0.04045 => low / 12.92,
        high => ((high + 0.055) / 1.055).powf(2.4),
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

/// The contrast of a style's letters. Dim letters are two thirds as strong, as most terminals have
/// them.
fn contrast(style: Style, (ground, letters): (Rgb, Rgb)) -> f64 {
    let mut under = rgb(style.bg, ground);
    let mut over = rgb(style.fg, letters);
    if style.add_modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut under, &mut over);
    }
    if style.add_modifier.contains(Modifier::DIM) {
        for (letter, behind) in over.iter_mut().zip(under) {
            *letter = *letter * 2.0 / 3.0 + behind / 3.0;
        }
    }
    let (one, other) = (luminance(over) + 0.05, luminance(under) + 0.05);
    if one > other { one / other } else { other / one }
}

/// What has letters.
fn lettered(theme: &Theme) -> Vec<(&'static str, Style)> {
    vec![
        ("text", theme.text),
        ("dim", theme.dim),
        ("pane", theme.pane),
        ("pane focused", theme.pane_focused),
        ("title", theme.title),
        ("heading", theme.heading),
        ("struck", theme.struck),
        ("hidden", theme.hidden),
        ("code", theme.code),
        ("quote", theme.quote),
        ("link", theme.link),
        ("marker", theme.marker),
        ("weapon", theme.weapon),
        ("range", theme.range),
        ("actor", theme.actor),
        ("place", theme.place),
        ("date", theme.date),
        ("hedged", theme.hedged),
        ("estimative", theme.estimative),
        ("denied", theme.denied),
        ("conditional", theme.conditional),
        ("planned", theme.planned),
        ("unread", theme.unread),
        ("failure", theme.failure),
        ("notice", theme.notice),
        ("key", theme.key),
        ("wrong", theme.wrong),
    ]
}

/// What is painted over letters of any style.
fn grounds(theme: &Theme) -> Vec<(&'static str, Style)> {
    vec![
        ("nothing", Style::new()),
        ("overlay", Style { fg: None, ..theme.overlay }),
        ("landed", theme.landed),
        ("marked", theme.marked),
        ("marked twice", theme.marked_twice),
        ("chosen elsewhere", theme.selected_idle),
        ("chosen", theme.selected),
        ("hit", theme.hit),
        ("current hit", theme.hit_current),
        ("passage", theme.passage),
    ]
}

#[test]
fn letters_of_every_style_can_be_read_on_every_ground() {
    for (palette, ground, own) in PALETTES {
        let theme = Theme::of(palette);
        for (letters, style) in lettered(&theme) {
            for (name, over) in grounds(&theme) {
                let style = theme.ground.patch(style).patch(over);
                let contrast = contrast(style, (ground, own));
                assert!(contrast >= LETTERS, "{palette:?}: {letters} on {name}: {contrast:.2}");
            }
        }
        for under in [theme.ground, Style { fg: None, ..theme.overlay }] {
            let contrast = contrast(under.patch(theme.line), (ground, own));
            assert!(contrast >= LINES, "{palette:?}: lines: {contrast:.2}");
        }
    }
}

#[test]
fn what_is_painted_can_be_read() {
    let samples = samples();
    let sitting = |keys: &str| {
        let mut session = Beginning::default().size(140, 40).with_facts().with(&samples);
        session.keys(keys);
        session
    };
    let screens = [
        "",
        "<Enter>",
        "<Enter>gf",
        "<Enter>gf<Tab>",
        "<Enter>gf2j<Enter>",
        "<Enter>gfji",
        "<Enter>/the<Enter>",
        "<Enter>/the<Enter>gsy",
        "<C-p>strike research<Enter>2]h",
        "<Enter>t2j",
        "gt2j",
        "gF",
        "gF<Enter>j",
        "gX",
        "gy",
        "gm",
        "gFgd",
        "zc<Enter><Esc>",
        "satacms<Down>",
        "sATACMS range:>far",
        "<Enter>?j",
        ":page",
        "<C-p>atacms",
        ",j",
        "<Enter>g",
        "ftaurus",
    ];
    for keys in screens {
        readable(&sitting(keys), keys);
    }
    for keys in ["", "gb", "gR", "<Enter>gf"] {
        readable(&marked(140, 40, keys), keys);
    }
}

fn readable(session: &Session, keys: &str) {
    for (palette, ground, own) in PALETTES {
        let buffer: Buffer = session.painted_with(palette);
        for (at, cell) in buffer.content.iter().enumerate() {
            let (x, y) = buffer.pos_of(at);
            let symbol = cell.symbol();
            let needed = match symbol.chars().next() {
                None | Some(' ') => continue,
                Some('\u{2500}'..='\u{259f}' | '\u{2800}'..='\u{28ff}') => LINES,
                Some(_) => LETTERS,
            };
            let contrast = contrast(cell.style(), (ground, own));
            let line: String = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
            assert!(
                contrast >= needed,
                "{palette:?} after {keys:?}: {symbol:?} at {x}, {y}: {contrast:.2} in {line:?}"
            );
        }
    }
}
