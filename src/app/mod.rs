//! State, and how events change it. Performs nothing: what it wants done it returns as effects.
