//! The loop: an event changes the state, effects are performed, the state is painted. Nothing here
//! decides anything about documents.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use thiserror::Error;

use super::colour;
use super::colour::Colours;
use super::effects::{EffectRunner, Flow, Setup};
use super::incoming::Incoming;
use crate::app::base::keymap::Keymap;
use crate::app::base::locator::Locator;
use crate::app::{State, update};
use crate::config::Config;
use crate::corpus::collect;
use crate::corpus::corpus::Corpus;
use crate::protocol::{Effect, Event, Notice};
use crate::terminal::background::Background;
use crate::terminal::guard::{EnterError, Terminal};
use crate::terminal::input;
use crate::terminal::input::Input;
use crate::terminal::signals;
use crate::terminal::signals::{GONE_STATUS, Lending, Signal};
use crate::terminal::translate;
use crate::terminal::translate::Clicks;
use crate::text::CleanText;
use crate::userdata::remembered::MemoryKeeper;
use crate::view;

/// How long the first paint waits for something to show. On a machine at rest a short document is
/// there after 1 or 2 ms.
const FIRST_PAINT: Duration = Duration::from_millis(25);

/// How long after the first paint everything else begins: the terminal shows the page meanwhile.
const REST: Duration = Duration::from_millis(40);

/// How long everything else waits at most for the document that is asked for: both would be slower
/// at the same time.
const LONGEST_REST: Duration = Duration::from_secs(1);

/// How long events are taken in before the screen is painted again.
const BATCH: Duration = Duration::from_millis(12);

/// How long nothing happens before what could wait is done.
const QUIET: Duration = Duration::from_millis(100);

/// How long nothing happens before it is tried again to keep what could not be kept.
const RETRY: Duration = Duration::from_secs(3);

/// What the reader is started with.
pub struct Options {
    /// The documents to show, with their index.
    pub corpus: Corpus,
    /// The settings.
    pub settings: Config,
    /// The keys.
    pub keymap: Keymap,
    /// Which colours are wanted.
    pub colours: Colours,
    /// What was kept from the last time, and where to keep more.
    pub remembered: MemoryKeeper,
    /// Where to begin, as the command line asks.
    pub start: StartRequest,
    /// What the user should know from the start.
    pub notices: Vec<Notice>,
}

/// Where the command line asks the reader to begin.
#[derive(Clone, Debug, Default)]
pub struct StartRequest {
    /// What is searched for in all documents.
    pub query: Option<String>,
    /// The place in the document that is opened first.
    pub at: Option<Locator>,
}

/// Why the reader could not start, as a sentence.
#[derive(Debug, Error)]
pub enum SessionError {
    /// The terminal could not be taken over.
    #[error(transparent)]
    Terminal(#[from] EnterError),
    /// The system gave no thread, or no keyboard.
    #[error("the reader could not start: {0}")]
    System(#[from] io::Error),
    /// Something the user made could not be kept, to the last.
    #[error("{0}")]
    Unsaved(CleanText),
}

/// Runs the reader until the user leaves. Returns the exit status.
///
/// # Errors
/// If the terminal cannot be taken over, the system gives no threads, or something the user made could
/// not be kept when the reader ended.
pub fn run(options: Options) -> Result<u8, SessionError> {
    let after_panic = CleanText::from("briefbook had to stop; nothing that was saved is lost.");
    let (sender, receiver) = channel();
    let lending: Arc<Lending> = Arc::default();
    let told = sender.clone();
    // Before the terminal is changed there is somebody to give it back.
    signals::watch(Arc::clone(&lending), move |signal| {
        told.send(Incoming::Signal(signal)).is_ok()
    })?;
    let terminal = Terminal::enter(options.settings.mouse, after_panic)?;
    let mut session = Session::start(options, (terminal, lending), sender, receiver)?;
    session.first_paint();
    session.rest = Some(Rest::from(Instant::now()));
    session.listen()?;
    session.go_on()
}

struct Session {
    state: State,
    runner: EffectRunner,
    colours: Colours,
    clicks: Clicks,
    sender: Sender<Incoming>,
    receiver: Receiver<Incoming>,
    /// What has arrived and was not taken in yet.
    arrived: VecDeque<Incoming>,
    status: Option<u8>,
    /// When the work begins that the first paint did not need; `None` once it has.
    rest: Option<Rest>,
}

/// When everything begins that was put off for the first paint.
#[derive(Clone, Copy)]
struct Rest {
    next: Instant,
    /// In any case.
    last: Instant,
}

impl Rest {
    fn from(now: Instant) -> Self {
        Self { next: now + REST, last: now + LONGEST_REST }
    }

    /// The same, put off once more; `None` if it was put off for long enough.
    fn later(self, now: Instant) -> Option<Self> {
        (now < self.last).then_some(Self { next: now + REST, ..self })
    }
}

impl Session {
    fn start(
        options: Options,
        (terminal, lending): (Terminal, Arc<Lending>),
        sender: Sender<Incoming>,
        receiver: Receiver<Incoming>,
    ) -> Result<Self, SessionError> {
        let Options { corpus, settings, keymap, colours, mut remembered, start, notices } = options;
        let clipboard = settings.clipboard;
        let mut state = State::new(settings, keymap, terminal.size());
        state.screen.light = colour::guess_light();
        state.screen.no_colour = !colours.wanted;
        state.notices = notices;
        state.journey.locator = start.at;
        state.restore(remembered.restored());
        remembered.opened(corpus.roots());
        let exports = corpus.places().outside(corpus.roots());
        state.bookmarks.export_to = exports.join("bookmarks.md");
        let single = collect::single(corpus.roots(), corpus.documents().in_memory());
        let told = sender.clone();
        let setup = Setup { terminal, corpus, remembered, clipboard, sender: told, lending };
        let runner = EffectRunner::new(setup);
        let clicks = Clicks::default();
        let arrived = VecDeque::new();
        let (status, rest) = (None, None);
        let mut session =
            Self { state, runner, colours, clicks, sender, receiver, arrived, status, rest };
        match single {
            Some(reports) => reports.into_iter().for_each(|report| session.happen(report)),
            None => session.runner.scan()?,
        }
        start.query.into_iter().for_each(|query| session.happen(Event::SearchFor(query)));
        Ok(session)
    }

    /// Paints as soon as there is something to show, and soon in any case: a page, or a list that
    /// fills the screen, because what opens a page in a library so large takes longer.
    fn first_paint(&mut self) {
        let deadline = Instant::now() + FIRST_PAINT;
        let is_full =
            |state: &State| state.list.rows().len() >= usize::from(state.screen.size.height);
        while self.state.reader.is_none() && !is_full(&self.state) && self.status.is_none() {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.receiver.recv_timeout(left) {
                Ok(incoming) => self.take(incoming),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        self.paint();
    }

    /// Begins to listen to the keyboard, and asks for the background's colour.
    fn listen(&mut self) -> Result<(), SessionError> {
        // A change of size before the terminal was asked for its size was told to nobody.
        if let Some(size) = self.runner.size().filter(|size| *size != self.state.screen.size) {
            self.happen(Event::Resize(size));
            self.paint();
        }
        let sender = self.sender.clone();
        let reader =
            input::InputReader::spawn(move |input| sender.send(Incoming::Input(input)).is_ok())?;
        self.runner.listen_with(reader);
        if self.colours.depend_on_ground(&self.state.settings) {
            self.runner.ask_background();
        }
        Ok(())
    }

    fn go_on(mut self) -> Result<u8, SessionError> {
        while self.status.is_none() {
            let Some(incoming) = self.next() else { break };
            let mut typed = !is_event(&incoming);
            self.take(incoming);
            let deadline = Instant::now() + BATCH;
            while self.status.is_none() && Instant::now() < deadline {
                // What a key did is painted before more reports are taken in.
                let next = if typed { self.next_typed() } else { self.next_arrived() };
                let Some(incoming) = next else { break };
                typed |= !is_event(&incoming);
                self.take(incoming);
            }
            if self.status.is_none() {
                self.paint();
            }
        }
        let Self { state, runner, status, receiver, arrived, .. } = self;
        // Who lost the terminal, or was ended from outside, may not have seen what is new.
        runner.finish(status == Some(0));
        // The program ends: taking a list of a hundred thousand documents apart would keep the user
        // waiting for nothing.
        std::mem::forget(state);
        match unsaved(arrived.into_iter().chain(receiver.try_iter())) {
            Some(words) => Err(SessionError::Unsaved(words)),
            None => Ok(status.unwrap_or(0)),
        }
    }

    /// Waits for what arrives next. After the first moments of quiet, once the document that is asked
    /// for has come, the facts and everything else that could wait are begun.
    fn next(&mut self) -> Option<Incoming> {
        if let Some(incoming) = self.next_arrived() {
            return Some(incoming);
        }
        while let Some(rest) = self.rest {
            let left = rest.next.saturating_duration_since(Instant::now());
            match self.receiver.recv_timeout(left) {
                Ok(incoming) => return Some(incoming),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {
                    let awaited = self.state.journey.towards.is_some();
                    self.rest = rest.later(Instant::now()).filter(|_| awaited);
                    if self.rest.is_none() {
                        self.begin_the_rest();
                    }
                }
            }
        }
        let behind = self.state.list.is_behind(&self.state.catalogue);
        if !behind && !self.state.is_failing() {
            return self.receiver.recv().ok();
        }
        match self.receiver.recv_timeout(if behind { QUIET } else { RETRY }) {
            Ok(incoming) => Some(incoming),
            Err(RecvTimeoutError::Timeout) => {
                if !behind {
                    self.runner.retry();
                }
                Some(Incoming::Event(Event::Quiet))
            }
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// What has arrived, keys first: a key does not wait for ten thousand documents that are reported.
    fn next_arrived(&mut self) -> Option<Incoming> {
        self.next_typed().or_else(|| self.arrived.pop_front())
    }

    /// The next key that has arrived, or signal of the system.
    fn next_typed(&mut self) -> Option<Incoming> {
        self.arrived.extend(self.receiver.try_iter());
        let key = self.arrived.iter().position(|incoming| !is_event(incoming))?;
        self.arrived.remove(key)
    }

    fn begin_the_rest(&mut self) {
        self.rest = None;
        let begun = self.runner.release();
        if let Err(error) = begun {
            let words = format!("The system gives no thread ({error}): no facts will be found.");
            self.happen(Event::Notice(Notice::warning(&words)));
        }
    }

    fn paint(&mut self) {
        let palette = self.colours.palette(&self.state.settings, self.state.screen.light);
        let state = &self.state;
        if self.runner.draw(|frame| view::draw(frame, state, palette)).is_err() {
            self.status = Some(GONE_STATUS);
        }
    }

    fn take(&mut self, incoming: Incoming) {
        let event = match incoming {
            Incoming::Event(event) => Some(event),
            Incoming::Batch(event, permit) => {
                self.happen(event);
                drop(permit);
                None
            }
            Incoming::Input(input) => self.typed(input),
            Incoming::Signal(signal) => self.signalled(signal),
        };
        if let Some(event) = event {
            self.happen(event);
        }
    }

    fn happen(&mut self, event: Event) {
        for effect in update(&mut self.state, event) {
            if matches!(effect, Effect::AskGround)
                && !self.colours.depend_on_ground(&self.state.settings)
            {
                continue;
            }
            match self.runner.perform(effect) {
                Flow::On => {}
                Flow::Then(event) => self.happen(event),
                Flow::Quit => self.status = self.status.or(Some(0)),
            }
        }
    }

    fn typed(&mut self, input: Input) -> Option<Event> {
        match input {
            Input::Key(key) => translate::key(key).map(Event::Key),
            Input::Mouse(mouse) => self.clicks.mouse(mouse, Instant::now()).map(Event::Mouse),
            Input::Paste(words) => Some(Event::Paste(words)),
            Input::Background(ground) => Some(Event::Ground { light: ground == Background::Light }),
            Input::Gone => self.end(GONE_STATUS),
        }
    }

    fn signalled(&mut self, signal: Signal) -> Option<Event> {
        match signal {
            Signal::End { status } => self.end(status),
            Signal::Resize => self.runner.size().map(Event::Resize),
            Signal::Continue => self.runner.resume(),
            Signal::Suspend => {
                self.runner.suspend();
                None
            }
        }
    }

    fn end(&mut self, status: u8) -> Option<Event> {
        self.status = Some(status);
        Some(Event::Terminate)
    }
}

/// True for what is for the state and comes from no key and no signal.
fn is_event(incoming: &Incoming) -> bool {
    matches!(incoming, Incoming::Event(_) | Incoming::Batch(..))
}

/// What was lost, if anything was: told when the workers that keep things ended.
fn unsaved(told: impl Iterator<Item = Incoming>) -> Option<CleanText> {
    let lost = told.filter_map(|incoming| match incoming {
        Incoming::Event(Event::Unsaved(words)) => Some(words),
        _ => None,
    });
    let sentences: Vec<CleanText> = lost.collect();
    let words = sentences.iter().map(CleanText::as_str).collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then(|| CleanText::line(&words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_does_not_come_holds_nothing_up_for_ever() {
        let begun = Instant::now();
        let mut rest = Rest::from(begun);
        assert_eq!(rest.next, begun + REST);
        let mut now = begun;
        while let Some(later) = rest.later(now) {
            assert_eq!(later.next, now + REST);
            now = later.next;
            rest = later;
        }
        assert!((LONGEST_REST..LONGEST_REST + REST).contains(&(now - begun)));
    }
}
