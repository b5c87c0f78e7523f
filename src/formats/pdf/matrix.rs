//! Where what is drawn stands: from the measure of a drawing to that of the page around it.

use unpdf::parser::backend::{ContentOp, get_number_from_value};

/// From the place of a drawing to the place on the page.
pub(super) type Matrix = [f32; 6];

/// Where a point of a drawing stands on the page.
pub(super) fn placed([a, b, c, d, e, f]: Matrix, x: f32, y: f32) -> (f32, f32) {
    (a * x + c * y + e, b * x + d * y + f)
}

/// `inner` within `outer`.
pub(super) fn within(inner: Matrix, outer: Matrix) -> Matrix {
    let [a, b, c, d, ..] = inner;
    let turn = |x: f32, y: f32| {
        let [oa, ob, oc, od, ..] = outer;
        (oa * x + oc * y, ob * x + od * y)
    };
    let ((a, b), (c, d)) = (turn(a, b), turn(c, d));
    let (e, f) = placed(outer, inner[4], inner[5]);
    [a, b, c, d, e, f]
}

/// The matrix that an instruction names.
pub(super) fn matrix_of(op: &ContentOp) -> Option<Matrix> {
    let numbers = op.operands.iter().map(get_number_from_value).collect::<Option<Vec<f32>>>()?;
    numbers.try_into().ok()
}
