//! How long the tests run that repeat something: kills, damage, files that come and go.

/// The variable that makes them longer: `BRIEFBOOK_ROUNDS=10` repeats ten times as often as usual.
const VARIABLE: &str = "BRIEFBOOK_ROUNDS";

/// The number of repetitions where `usual` are enough for every day.
pub fn rounds(usual: u32) -> u32 {
    let times = std::env::var(VARIABLE).ok();
    usual * times.map_or(1, |number| number.parse::<u32>().unwrap())
}
