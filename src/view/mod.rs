//! Paints the state. Changes nothing and returns nothing.
