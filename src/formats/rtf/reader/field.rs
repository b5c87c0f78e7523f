//! Fields of an RTF text: what an instruction says of its result. Carries out none.

use super::super::super::{hyperlink, running, symbols};
use super::super::state::Result;
use super::Reader;

impl Reader<'_> {
    /// What an instruction says of the result that comes next.
    pub(super) fn field(&mut self, instruction: &str) {
        self.state.style.link =
            hyperlink::address(instruction).and_then(|to| self.out.link_to(&to));
        let name = instruction.split_whitespace().next().unwrap_or_default();
        match name.to_ascii_uppercase().as_str() {
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "STYLEREF" if self.in_running => {
                self.text(running::PAGE_NUMBER);
                self.state.result = Result::Silent;
            }
            "NOTEREF" => self.state.result = Result::NoteMark,
            "SYMBOL" => {
                if let Some(sign) = symbols::of_field(instruction) {
                    self.text(&sign);
                    self.state.result = Result::Silent;
                }
            }
            _ => {}
        }
    }
}
