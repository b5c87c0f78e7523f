//! Equations of pages: on one line, and once.

use super::*;

const POWER: &str = "<msup><mn>10</mn><mn>6</mn></msup>";

#[test]
fn equations_stand_on_one_line_with_their_exponents() {
    let inline = format!("<p>It holds <math><mn>3</mn><mo>×</mo>{POWER}</math> rounds.</p>");
    assert_eq!(text(&inline), "It holds 3×10⁶ rounds.\n");
    let tex = "<annotation encoding='application/x-tex'>\\frac{v}{t}</annotation>";
    let fraction = "<mfrac><mi>v</mi><mi>t</mi></mfrac>";
    let block = format!(
        "<p>So<math display='block'><semantics>{fraction}{tex}</semantics></math>holds.</p>"
    );
    assert_eq!(text(&block), "So\n\nv/t\n\nholds.\n");
    let cell = "<table><tr><th>Area<th>Speed<tr><td><math><mn>5</mn><msup><mi>m</mi><mn>2</mn></msup></math>\
                <td><math><mn>7</mn><mtext>&nbsp;km/h</mtext></math></table>";
    assert_eq!(text(cell), "Area\tSpeed\n5m²\t7 km/h\n");
    assert_eq!(text("<p>a <math alttext='x over y'></math> b</p>"), "a x over y b\n");
}

#[test]
fn what_shows_an_equation_twice_is_written_once() {
    let math = format!(
        "<math><semantics><mrow>{POWER}</mrow><annotation>10^{{6}}</annotation></semantics></math>"
    );
    let pictured = format!(
        "<p>About <span><span style='display: none;'>{math}</span>\
         <img alt='{{\\displaystyle 10^{{6}}}}' src='a.svg'></span> rounds.</p>"
    );
    let document = read(&pictured);
    assert_eq!(&**document.text(), "About 10⁶ rounds.\n");
    assert!(document.caveats().is_empty());
    for drawn in [
        format!(
            "<span><span>{math}</span><span aria-hidden='true'><b>10</b><i>6</i></span></span>"
        ),
        format!(
            "<span><nobr aria-hidden='true'>106</nobr><span role='presentation'>{math}</span></span>"
        ),
    ] {
        assert_eq!(text(&format!("<p>About {drawn} rounds.</p>")), "About 10⁶ rounds.\n");
    }
}

#[test]
fn words_beside_an_equation_that_are_none_of_it_stay() {
    let math = format!("<math>{POWER}</math>");
    let kept = format!("<p>{math} rounds</p><p aria-hidden='true'>More words.</p>");
    assert_eq!(text(&kept), "10⁶ rounds\n\nMore words.\n");
    let hidden = format!("<p>Seen.</p><p hidden>{math}</p><p>Later.</p>");
    assert_eq!(text(&hidden), "Seen.\n\nLater.\n");
    let picture = format!("<p>{math} <img alt='A truck on a road' src='a.jpg'></p>");
    assert!(text(&picture).contains("A truck on a road"));
}
