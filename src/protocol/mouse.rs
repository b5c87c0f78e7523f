//! A use of the mouse, as the terminal reports it.

/// A use of the mouse at a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What was done.
    pub action: MouseAction,
    /// Column, from 0.
    pub column: u16,
    /// Row, from 0.
    pub row: u16,
}

/// What was done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseAction {
    /// The left button was pressed.
    Click,
    /// It was pressed again at once at the same place.
    DoubleClick,
    /// It was pressed a third time.
    TripleClick,
    /// The mouse was moved with the left button down.
    Drag,
    /// The left button was let go.
    Release,
    /// The wheel was turned towards the user.
    WheelDown,
    /// The wheel was turned away from the user.
    WheelUp,
}
