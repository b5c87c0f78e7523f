//! Standard output and error for the verbs: data on one, sentences on the other. A reader that
//! closes the pipe ends the output quietly.

use std::io::{self, BufWriter, ErrorKind, Write};

use super::complain;

/// Where a verb writes.
pub struct Output {
    data: Box<dyn Write>,
    messages: Box<dyn Write>,
    closed: bool,
}

impl Output {
    /// Standard output and standard error.
    pub fn standard() -> Self {
        Self::new(Box::new(BufWriter::new(io::stdout())), Box::new(io::stderr()))
    }

    /// Any two writers.
    pub fn new(data: Box<dyn Write>, messages: Box<dyn Write>) -> Self {
        Self { data, messages, closed: false }
    }

    /// Writes data. Does nothing once the reader has closed the pipe.
    ///
    /// # Errors
    /// If writing fails for another reason than a closed pipe.
    pub fn data(&mut self, words: &str) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let written = self.data.write_all(words.as_bytes());
        self.quietly(written)
    }

    /// Writes a sentence for the user.
    pub fn message(&mut self, words: &str) {
        // There is nowhere left to say that standard error is closed.
        let _ = self.messages.write_all(complain(words).as_bytes());
    }

    /// Hands on what is still held back.
    ///
    /// # Errors
    /// If writing fails for another reason than a closed pipe.
    pub fn flush(&mut self) -> io::Result<()> {
        let flushed = self.data.flush();
        self.quietly(flushed)
    }

    /// True once nobody reads any more.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    fn quietly(&mut self, result: io::Result<()>) -> io::Result<()> {
        match result {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            result => result,
        }
    }
}
