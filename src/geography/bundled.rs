//! The places and outlines that come with the program. `build.rs` makes their image from
//! `data/geography`.

use super::gazetteer::Gazetteer;
use super::outline::Outlines;

/// What the gazetteer and the outlines are read from.
static IMAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/geography.image"));

/// Short names of regions: country, short name, name.
static CODES: &str = include_str!("../../data/geography/codes.tsv");

impl Gazetteer<'static> {
    /// The places that come with the program; none, if the program itself is damaged.
    pub fn bundled() -> Self {
        Self::of(IMAGE, CODES).unwrap_or_default()
    }
}

impl Outlines {
    /// The coasts and borders that come with the program.
    pub fn bundled() -> Self {
        Self::of(IMAGE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::building;

    #[test]
    fn the_image_holds_what_the_files_say() {
        let places = include_str!("../../data/geography/places.tsv");
        let outlines = include_str!("../../data/geography/outlines.txt");
        assert!(building::image(places, outlines).unwrap() == IMAGE);
        assert!(IMAGE.len() < 2 << 20, "{} bytes", IMAGE.len());
        assert_eq!(Gazetteer::bundled().len(), places.lines().count());
        assert_eq!(Outlines::bundled().lines().len(), outlines.lines().count());
    }

    #[test]
    fn a_line_that_is_no_place_is_told_with_its_number() {
        let good = "city\tElmport\tXX\t\t1.5\t-2.5\t10\tOld Elmport\n";
        assert!(building::image(good, "c 1,2 3,4\n").is_ok());
        let bad = format!("{good}town\tNowhere\tXX\t\t1\t2\t3\t\n");
        assert!(building::image(&bad, "").unwrap_err().contains("line 2"));
        assert!(building::image(good, "c 1,2\nd 1,2\n").unwrap_err().contains("line 2"));
    }

    #[test]
    fn a_damaged_image_is_no_danger() {
        for length in (0..IMAGE.len()).step_by(IMAGE.len() / 50) {
            let cut = Gazetteer::of(&IMAGE[..length], CODES).unwrap_or_default();
            assert!(cut.named("Kyiv").len() <= 9);
            let _ = Outlines::of(&IMAGE[..length]);
        }
    }
}
