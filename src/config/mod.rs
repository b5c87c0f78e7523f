//! Settings and key bindings as the user wrote them: parsed, checked, never applied here. Reads no
//! files: text comes in, settings and problems come out.

mod keys;
mod nearest;
mod press;
mod problem;
mod settings;
mod table;
mod template;

pub use keys::{Binding, UNBOUND, Vocabulary, parse_keys};
pub use nearest::nearest;
pub use press::{KeyCode, KeyError, KeyPress, Sequence};
pub use problem::Problem;
pub use settings::{Clipboard, Config, Fit, ListSort, Theme, Units};
pub use table::{Kind, SETTINGS, Setting, parse, template};
pub use template::{Field, Piece, Template, TemplateError};
