//! What a caught panic says. Catching is done where the work is.

use std::any::Any;

/// The words of a caught panic, raw: they may quote a document.
pub fn panic_message(payload: &(dyn Any + Send)) -> &str {
    let owned = payload.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("unknown fault")
}
