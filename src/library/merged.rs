//! Takes things in order into a list that is in order, in place: of a list of a million, no second one
//! is made for the sake of a thousand. Compares nothing itself.

/// Before which things of `list` each of `fresh` belongs, which is in order too; `before` says whether
/// one of the list comes first. The middle one halves the way of the others.
pub(super) fn places<T, N>(
    list: &[T],
    fresh: &[N],
    before: &impl Fn(&T, &N) -> bool,
) -> Vec<usize> {
    let mut places = Vec::with_capacity(fresh.len());
    find(list, fresh, (0, before), &mut places);
    places
}

fn find<T, N>(
    list: &[T],
    fresh: &[N],
    (from, before): (usize, &impl Fn(&T, &N) -> bool),
    out: &mut Vec<usize>,
) {
    let (low, rest) = fresh.split_at(fresh.len() / 2);
    let Some((one, high)) = rest.split_first() else { return };
    let place = list.partition_point(|old| before(old, one));
    let (first, last) = list.split_at(place);
    find(first, low, (from, before), out);
    out.push(from + place);
    find(last, high, (from + place, before), out);
}

/// Puts each of `fresh` before what stands at its place; places grow, and none is beyond the end.
pub(super) fn insert<T: Copy>(list: &mut Vec<T>, fresh: &[T], places: &[usize]) {
    let Some(filler) = fresh.first() else { return };
    let mut end = list.len();
    list.resize(end + fresh.len(), *filler);
    for (nth, (one, &place)) in fresh.iter().zip(places).enumerate().rev() {
        list.copy_within(place..end, place + nth + 1);
        if let Some(free) = list.get_mut(place + nth) {
            *free = *one;
        }
        end = place;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_merged_is_in_order(
            mut list in prop::collection::vec(0..40_u8, 0..30),
            mut fresh in prop::collection::vec(0..40_u8, 0..30))
        {
            list.sort_unstable();
            fresh.sort_unstable();
            let mut all = [list.as_slice(), &fresh].concat();
            all.sort_unstable();
            let places = places(&list, &fresh, &|old, new| old < new);
            insert(&mut list, &fresh, &places);
            prop_assert_eq!(list, all);
        }
    }
}
