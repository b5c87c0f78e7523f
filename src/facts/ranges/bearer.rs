//! Ships beside what they carry: the range in "the frigate with its missiles, which have a range of
//! 160 km" is the missiles'. Ships sail farther, and it is said at what speed.

use super::measure::Measure;
use super::scene::{Placed, Scene};
use super::words::PROJECTILES;
use crate::facts::candidate::What;
use crate::facts::rules::OF_SHIPS;
use crate::facts::word_list::list;

impl Scene<'_> {
    /// The weapon nearest before the distance that a ship carries, if a ship is all that was found; none
    /// if what its shells reach is told, and no gun is named.
    pub(super) fn borne_by(
        &self,
        found: Placed,
        measure: &Measure,
        start: usize,
    ) -> Option<Placed> {
        let far = measure.max_km.or(measure.min_km).is_some_and(|km| km >= SAILED);
        let knots = (measure.after..measure.after + 6)
            .any(|at| self.passage.is_any(at, list!("knots knot kn kt kts endurance days")));
        if far || knots || !(self.sails(Some(found.found.span)) || self.is_ships_name(&found)) {
            return Some(found);
        }
        let end = self.weapons.partition_point(|weapon| weapon.end <= measure.first);
        let mut before =
            self.weapons[..end].iter().rev().take_while(|weapon| weapon.first >= start);
        let borne = before.find(|weapon| {
            let own = self.class(weapon).unwrap_or_default();
            ["missile", "torpedo", "gun", "rocket"].iter().any(|class| own.contains(class))
        });
        let shells = (found.end..measure.first).any(|at| {
            self.passage.is_any(at, PROJECTILES)
                && (at.saturating_sub(5)..at).any(|at| self.passage.is_any(at, list!("whose its")))
        });
        borne.copied().or((!shells).then_some(found))
    }

    /// "the frigate Tana": a name right after a kind of ship, or one that a rule for ships found.
    fn is_ships_name(&self, found: &Placed) -> bool {
        let before = self.ends_at(found.first).map(|at| self.weapons[at].found.span);
        let unlisted = found.found.what == What::NamedWeapon(None);
        unlisted && (OF_SHIPS.contains(&found.found.rule) || before.is_some() && self.sails(before))
    }
}

/// Kilometres that no missile or gun of a ship reaches, but for the largest.
const SAILED: f64 = 3_000.0;

#[cfg(test)]
mod tests {
    use crate::facts::ranges::told::ranges;

    #[test]
    fn what_a_ship_carries_has_the_range_that_no_ship_sails() {
        let text = "The frigate with its missiles, which have a range of 160 km, left the port.";
        assert_eq!(ranges(text), ["160 km: missiles"]);
    }

    #[test]
    fn a_ship_sails_so_far_at_a_speed() {
        let text = "The frigate, armed with missiles, has a range of 2,500 miles at 15 knots.";
        assert_eq!(ranges(text), ["2,500 miles: frigate"]);
        let text = "The frigate, armed with missiles, has a range of 7,000 nautical miles.";
        assert_eq!(ranges(text), ["7,000 nautical miles: frigate"]);
    }
}
