//! Words of scripts that run from right to left, brought from the order they stand in on the page to
//! the order they are read in. A page is painted from left to right whatever its script is; this turns
//! it around (Unicode Standard Annex 9, rule L2, backwards). Takes no part in finding lines.

use unicode_normalization::UnicodeNormalization;

use super::piece::Piece;

/// Letters of scripts that run from right to left: Hebrew to Arabic and their forms.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
        && !is_number(c)
}

/// Marks above and below letters, which stand behind the letter they belong to.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}'
        | '\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{FB1E}'
        | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}' | '\u{300}'..='\u{36F}')
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}')
}

/// True if most letters run from right to left.
pub(super) fn runs_right_to_left<'w>(words: impl Iterator<Item = &'w str>) -> bool {
    let (mut right, mut left) = (0_usize, 0_usize);
    for c in words.flat_map(str::chars) {
        if is_right_to_left(c) {
            right += 1;
        } else if c.is_alphabetic() {
            left += 1;
        }
    }
    right > left
}

/// Brings the pieces of a page into reading order: each by itself, and from right to left if the page
/// runs so. Places then count from the right edge.
pub(super) fn settle(pieces: &mut [Piece]) {
    let mirrored = runs_right_to_left(pieces.iter().map(|piece| piece.text.as_str()));
    let edge = pieces.iter().map(|piece| piece.right).fold(0.0, f32::max);
    for piece in pieces {
        if piece.text.chars().any(is_right_to_left) {
            let words = logical(&piece.text, mirrored);
            piece.replace(0..piece.text.len(), &words);
        }
        if mirrored {
            (piece.left, piece.right) = (edge - piece.right, edge - piece.left);
        }
    }
}

/// Words as they are read, from words as they stand.
fn logical(words: &str, mirrored: bool) -> String {
    let clusters = clusters(words);
    let mut out = String::with_capacity(words.len());
    let mut push = |cluster: &str, turned: bool| match cluster.chars().next() {
        Some(c) if turned => {
            out.push(mirror(c));
            out.push_str(cluster.get(c.len_utf8()..).unwrap_or_default());
        }
        _ => out.push_str(cluster),
    };
    // Whether each cluster runs from right to left: what has no direction goes with its neighbours.
    let turned = directions(&clusters, mirrored);
    let mut runs: Vec<(bool, Vec<&str>)> = Vec::new();
    for (cluster, turned) in clusters.iter().zip(&turned) {
        match runs.last_mut() {
            Some((same, run)) if same == turned => run.push(cluster),
            _ => runs.push((*turned, vec![cluster])),
        }
    }
    if mirrored {
        runs.reverse();
    }
    for (turned, mut run) in runs {
        if turned {
            run.reverse();
        }
        run.iter().for_each(|cluster| push(cluster, turned));
    }
    // Forms of Arabic letters in their places are the letters themselves.
    out.chars().flat_map(letters).collect()
}

/// Letters with the marks that belong to them.
fn clusters(words: &str) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    let mut start = 0;
    for (at, c) in words.char_indices() {
        if at > start && !is_mark(c) {
            out.extend(words.get(start..at));
            start = at;
        }
    }
    out.extend(words.get(start..));
    out
}

fn directions(clusters: &[&str], mirrored: bool) -> Vec<bool> {
    let strong = |cluster: &&str| {
        let c = cluster.chars().next().unwrap_or(' ');
        match () {
            () if is_right_to_left(c) => Some(true),
            () if c.is_alphabetic() || is_number(c) => Some(false),
            () => None,
        }
    };
    let known: Vec<Option<bool>> = clusters.iter().map(strong).collect();
    let mut before = Vec::with_capacity(known.len());
    let mut last = None;
    for direction in &known {
        last = direction.or(last);
        before.push(last);
    }
    let mut behind = None;
    let mut out: Vec<bool> = Vec::with_capacity(known.len());
    for (direction, before) in known.iter().zip(&before).rev() {
        behind = direction.or(behind);
        out.push(match (direction, before, behind) {
            (Some(own), ..) => *own,
            (None, Some(before), Some(behind)) if *before == behind => behind,
            _ => mirrored,
        });
    }
    out.reverse();
    out
}

/// The sign that stands for one in a line that is turned around.
fn mirror(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        c => c,
    }
}

fn letters(c: char) -> Box<dyn Iterator<Item = char>> {
    let is_form = matches!(c, '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    if is_form { Box::new(std::iter::once(c).nfkc()) } else { Box::new(std::iter::once(c)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> String {
        logical(words, runs_right_to_left(std::iter::once(words)))
    }

    #[test]
    fn lines_from_right_to_left_are_turned_and_numbers_are_not() {
        let reversed = |words: &str| words.chars().rev().collect::<String>();
        let read_back = read(&reversed("הטיל הוצב בחוף"));
        assert_eq!(read_back, "הטיל הוצב בחוף");
        // "The missile flies 300 km (the maker)" with its number and brackets as they stand.
        let painted =
            format!("){}( {} 300 {}", reversed("היצרן"), reversed("קמ"), reversed("הטיל טס"));
        assert_eq!(
            read(&painted.replace(')', "X").replace('(', ")").replace('X', "(")),
            "הטיל טס 300 קמ (היצרן)"
        );
    }

    #[test]
    fn a_word_in_another_script_stays_where_it_is() {
        let arabic: String = "صاروخ".chars().rev().collect();
        assert_eq!(
            read(&format!("The word {arabic} means missile")),
            "The word صاروخ means missile"
        );
        let hebrew: String = "מערכת".chars().rev().collect();
        assert_eq!(logical(&format!("HIMARS {hebrew}"), true), "מערכת HIMARS");
    }

    #[test]
    fn marks_stay_with_their_letters_and_forms_are_letters() {
        // Alef with a vowel mark, then bet, as painted from left to right.
        assert_eq!(read("ב\u{5D0}\u{5B7}"), "\u{5D0}\u{5B7}ב");
        assert_eq!(read("\u{FEE1}\u{FEFC}\u{FEB3}"), "\u{633}\u{644}\u{627}\u{645}");
    }

    #[test]
    fn a_page_from_right_to_left_counts_from_its_right_edge() {
        let piece = |text: &str, left: f32| Piece {
            text: text.to_owned(),
            left,
            right: left + 50.0,
            ..Piece::default()
        };
        let mut pieces = vec![piece("ףוחב", 100.0), piece("ליטה", 300.0)];
        settle(&mut pieces);
        assert_eq!((pieces[1].text.as_str(), pieces[1].left), ("הטיל", 0.0));
        assert_eq!(pieces[0].left, 200.0);
    }
}
