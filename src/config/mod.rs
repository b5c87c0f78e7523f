//! Settings and key bindings as the user wrote them: parsed, checked, never applied here. Reads no
//! files: text comes in, settings and problems come out.

mod keys;
mod nearest;
mod pipes;
mod press;
mod problem;
mod settings;
mod table;
mod template;

pub use keys::{UNBOUND, UserBinding, Vocabulary, parse_keys, parse_layout};
pub use nearest::nearest;
pub use pipes::Pipe;
pub use press::{KeyCode, KeyError, KeyPress, Sequence};
pub use problem::ConfigProblem;
pub use settings::{Clipboard, Config, Fit, ListColumn, ListSort, Stems, Theme, Units};
pub use table::{SETTINGS, Setting, SettingKind, parse, template};
pub use template::{Template, TemplateError, TemplateField, TemplatePiece};
