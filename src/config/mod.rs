//! Settings and key bindings as the user wrote them: parsed, checked, never applied here.
