//! Lines and points as dots in cells: Braille patterns, half blocks or plain characters. Knows no map and
//! writes into no cell: it says which character a cell has.

use crate::app::panes::map::MapDots;

/// Kinds of dots, of which the last wins where several share a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    /// A border.
    Border,
    /// A coast.
    Coast,
    /// A ring.
    Ring,
}

/// Dots in so many columns and rows of cells.
pub struct Raster {
    dots: MapDots,
    columns: u16,
    rows: u16,
    cells: Vec<(u8, Option<Ink>)>,
}

impl Raster {
    /// One without dots.
    pub fn new(columns: u16, rows: u16, dots: MapDots) -> Self {
        let cells = vec![(0, None); usize::from(columns) * usize::from(rows)];
        Self { dots, columns, rows, cells }
    }

    /// How many dots a cell has beside and below each other.
    const fn fineness(&self) -> (u16, u16) {
        match self.dots {
            MapDots::Braille => (2, 4),
            MapDots::Halves => (1, 2),
            MapDots::Ascii => (1, 1),
        }
    }

    /// Draws a line between two points, given as shares of width and height; what lies outside is left out.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), ink: Ink) {
        let Some((from, to)) = clipped(from, to) else { return };
        let (x, y) = self.fineness();
        let wide = f64::from(self.columns) * f64::from(x);
        let high = f64::from(self.rows) * f64::from(y);
        let steps =
            ((to.0 - from.0).abs() * wide).max((to.1 - from.1).abs() * high).ceil().max(1.0);
        for step in 0..=steps as u32 {
            let share = f64::from(step) / steps;
            let at = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            self.dot((at.0 * wide, at.1 * high), ink);
        }
    }

    /// Sets the dot of a column and row of dots.
    fn dot(&mut self, (x, y): (f64, f64), ink: Ink) {
        if x < 0.0 || y < 0.0 {
            return;
        }
        let (fine_x, fine_y) = self.fineness();
        let (x, y) = (x as u32, y as u32);
        let (column, row) = (x / u32::from(fine_x), y / u32::from(fine_y));
        if column >= u32::from(self.columns) || row >= u32::from(self.rows) {
            return;
        }
        let bit = match self.dots {
            MapDots::Braille => BRAILLE[(y % 4) as usize][(x % 2) as usize],
            MapDots::Halves => 1 << (y % 2),
            MapDots::Ascii => 1,
        };
        let at = row as usize * usize::from(self.columns) + column as usize;
        if let Some((bits, inked)) = self.cells.get_mut(at) {
            *bits |= bit;
            *inked = (*inked).max(Some(ink));
        }
    }

    /// The character of a cell and its ink; `None` where nothing is drawn.
    pub fn cell(&self, column: u16, row: u16) -> Option<(char, Ink)> {
        let at = usize::from(row) * usize::from(self.columns) + usize::from(column);
        let (bits, ink) = *self.cells.get(at).filter(|_| column < self.columns)?;
        let ink = ink?;
        let character = match (self.dots, bits, ink) {
            (MapDots::Braille, bits, _) => char::from_u32(0x2800 + u32::from(bits))?,
            (MapDots::Halves, 1, _) => '▀',
            (MapDots::Halves, 2, _) => '▄',
            (MapDots::Halves, ..) => '█',
            (MapDots::Ascii, _, Ink::Border) => '.',
            (MapDots::Ascii, _, Ink::Coast) => '#',
            (MapDots::Ascii, _, Ink::Ring) => '+',
        };
        Some((character, ink))
    }
}

/// The bits of a Braille pattern, by row and column of its dots (Unicode, block U+2800).
const BRAILLE: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// The part of a line inside the square from 0 to 1 (Liang and Barsky, 1984); `None` if none is.
fn clipped(from: (f64, f64), to: (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    for (p, q) in [(-dx, from.0), (dx, 1.0 - from.0), (-dy, from.1), (dy, 1.0 - from.1)] {
        if !p.is_finite() || !q.is_finite() || (p == 0.0 && q < 0.0) {
            return None;
        }
        match p {
            p if p < 0.0 => enters = enters.max(q / p),
            p if p > 0.0 => leaves = leaves.min(q / p),
            _ => {}
        }
    }
    let at = |share: f64| (from.0 + dx * share, from.1 + dy * share);
    (enters <= leaves).then(|| (at(enters), at(leaves)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both ends of a line and its ink.
    type Line = ((f64, f64), (f64, f64), Ink);

    fn drawn(dots: MapDots, lines: &[Line]) -> String {
        let mut raster = Raster::new(4, 2, dots);
        lines.iter().for_each(|(from, to, ink)| raster.line(*from, *to, *ink));
        let row = |y| (0..4).map(|x| raster.cell(x, y).map_or(' ', |(c, _)| c)).collect::<String>();
        format!("{}|{}", row(0), row(1))
    }

    #[test]
    fn a_line_is_drawn_in_whatever_dots_there_are() {
        let across = [((0.0, 0.1), (1.0, 0.1), Ink::Coast)];
        assert_eq!(drawn(MapDots::Braille, &across), "⠉⠉⠉⠉|    ");
        assert_eq!(drawn(MapDots::Halves, &across), "▀▀▀▀|    ");
        assert_eq!(drawn(MapDots::Ascii, &across), "####|    ");
        let down = [((0.1, 0.0), (0.1, 1.0), Ink::Border)];
        assert_eq!(drawn(MapDots::Ascii, &down), ".   |.   ");
    }

    #[test]
    fn what_lies_outside_is_left_out_and_a_ring_is_on_top() {
        let far =
            [((-9.0, -9.0), (-1.0, 9.0), Ink::Coast), ((f64::NAN, 0.0), (1.0, 1.0), Ink::Coast)];
        assert_eq!(drawn(MapDots::Ascii, &far), "    |    ");
        let through = [((-5.0, 0.9), (5.0, 0.9), Ink::Ring), ((0.0, 0.9), (0.3, 0.9), Ink::Coast)];
        assert_eq!(drawn(MapDots::Ascii, &through), "    |++++");
    }
}
