//! In the sandbox: the worker's own side. It bounds and confines itself, reads orders from standard
//! input and answers on standard output until that closes. It cannot open a file, though it may be given
//! an open one, and knows no path.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::UnixStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Resource, Rlimit, setrlimit, setsid};

use super::check::{CHECK, Confinement};
use super::confinement::confine;
use super::frames::{Answer, ORDER_HEAD, Order, answer_head, order_length};
use super::handover::receive;
use super::parent::BUSY;
use crate::document::{Document, to_wire};
use crate::files::panics::panic_message;
use crate::formats::{self, Source};

/// Stack of the thread that parses. Deep nesting alone is to be no reason to fail; memory is used
/// only as far as the stack is.
const STACK: usize = 64 << 20;

/// Memory for data, the stack included. With the program itself it stays below 500 MB.
const DATA: u64 = 460 << 20;

/// Addresses, which allocators reserve generously.
const ADDRESSES: u64 = 1 << 30;

/// What the thread that reads orders waits beyond the time of an order.
const GRACE: Duration = Duration::from_secs(1);

/// A document's bytes as they arrive.
enum Content {
    Bytes(Vec<u8>),
    /// In a file, where nobody else reads.
    File(File),
}

/// Answers orders until there are no more; returns the exit status.
pub fn serve() -> u8 {
    bound();
    if std::env::args_os().nth(2).is_some_and(|word| word == CHECK) {
        return check();
    }
    // Before there is another thread, and before the first byte of a document.
    confine(&mut |_, _| {});
    // There is nowhere to print to; what a panic says becomes the answer.
    std::panic::set_hook(Box::new(|_| {}));
    let answered = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&answered);
    let (sender, receiver) = channel();
    let parser = thread::Builder::new().stack_size(STACK);
    if parser.spawn(move || parse_all(&receiver, &counter)).is_err() {
        return 1;
    }
    let Ok(orders) = io::stdin().as_fd().try_clone_to_owned().map(UnixStream::from) else {
        return 1;
    };
    let mut given = 0;
    // Ending the process ends the parsing too: nobody waits for it any more.
    while let Some((order, content)) = next(&orders) {
        let time = order.time;
        given += 1;
        if sender.send((order, content)).is_err() {
            return 1;
        }
        if !in_time(&orders, time * BUSY + GRACE) && answered.load(Ordering::Acquire) < given {
            return 1;
        }
    }
    0
}

/// Answers with what holds this process; returns the exit status.
fn check() -> u8 {
    let body = to_wire(&Confinement::of_this_process());
    let sent = body.is_ok_and(|body| put(Answer::Whole, &body).is_ok());
    u8::from(!sent)
}

/// Bounds that hold whatever a parser does. A system that does not know one of them goes without.
fn bound() {
    let bounds = [
        (Resource::Data, DATA),
        (Resource::As, ADDRESSES),
        (Resource::Core, 0),
        (Resource::Fsize, 0),
        (Resource::Nofile, 16),
    ];
    for (resource, most) in bounds {
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
    // No controlling terminal, even by name.
    let _ = setsid();
}

/// Waits for the next order or the end; false if there was neither in `time`.
fn in_time(orders: &UnixStream, time: Duration) -> bool {
    let wait = Timespec::try_from(time).ok();
    let ready = poll(&mut [PollFd::new(orders, PollFlags::IN)], wait.as_ref());
    ready.map_or(true, |count| count > 0)
}

/// The next order with its document; `None` when there are no more, or when it makes no sense.
fn next(orders: &UnixStream) -> Option<(Order, Content)> {
    let mut head = [0; ORDER_HEAD];
    let file = receive(orders, &mut head).ok()?;
    let mut body = vec![0; order_length(head)?];
    let mut orders = orders;
    orders.read_exact(&mut body).ok()?;
    let order = Order::from_bytes(&body).ok()?;
    let content = match order.attached {
        true => Content::File(file?),
        false => Content::Bytes(all(orders, order.bytes).ok()?),
    };
    Some((order, content))
}

/// As many bytes as were announced.
fn all(source: impl Read, bytes: u64) -> io::Result<Vec<u8>> {
    let mut content = Vec::with_capacity(usize::try_from(bytes).map_err(io::Error::other)?);
    source.take(bytes).read_to_end(&mut content)?;
    match content.len() as u64 == bytes {
        true => Ok(content),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

fn parse_all(orders: &Receiver<(Order, Content)>, answered: &AtomicUsize) {
    for (order, content) in orders {
        let read = bytes(content, &order).and_then(|bytes| parse(&order, &bytes));
        let sent = match read.and_then(|document| wire(Answer::Whole, &document)) {
            Ok(body) => put(Answer::Whole, &body),
            Err(words) => put(Answer::Refusal, words.as_bytes()),
        };
        if sent.is_err() {
            return;
        }
        answered.fetch_add(1, Ordering::Release);
    }
}

/// The document's bytes, which may have to be read yet.
fn bytes(content: Content, order: &Order) -> Result<Vec<u8>, String> {
    match content {
        Content::Bytes(bytes) => Ok(bytes),
        Content::File(file) => {
            all(file, order.bytes).map_err(|error| format!("it cannot be read: {error}"))
        }
    }
}

fn parse(order: &Order, bytes: &[u8]) -> Result<Document, String> {
    let name = Path::new(OsStr::from_bytes(&order.name));
    let source = Source { name, bytes, whole: true };
    // The whole follows: a beginning that cannot be sent is no loss.
    let mut early = |document| {
        let _ = wire(Answer::Early, &document).map(|body| put(Answer::Early, &body));
    };
    let inner = Path::new(OsStr::from_bytes(&order.inner));
    let read = AssertUnwindSafe(|| formats::read_inside(&source, inner, &order.limits, &mut early));
    match catch_unwind(read) {
        Ok(read) => read.map_err(|error| error.to_string()),
        Err(panic) => Err(format!(
            "the part of the program that reads this format failed ({}); please report it",
            panic_message(&*panic)
        )),
    }
}

/// The wire form of a document, if it is no longer than an answer may be.
fn wire(answer: Answer, document: &Document) -> Result<Vec<u8>, String> {
    let body = to_wire(document).map_err(|error| error.to_string())?;
    let fits = answer_head(answer, body.len()).is_some();
    fits.then_some(body).ok_or_else(|| "too large: its text is longer than is kept".to_owned())
}

fn put(answer: Answer, body: &[u8]) -> io::Result<()> {
    let head = answer_head(answer, body.len()).unwrap_or_default();
    let mut out = io::stdout().lock();
    out.write_all(&head)?;
    out.write_all(body)?;
    out.flush()
}
