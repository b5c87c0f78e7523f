//! How orders reach a worker: through a socket that carries an open file along with the words, so that
//! a long document need not be copied through it. Knows nothing of what is ordered.

use std::fs::File;
use std::io::{self, IoSlice, IoSliceMut, Read};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;

use rustix::cmsg_space;
use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, recvmsg, sendmsg,
};

/// Sends the beginning of `words` and with its first byte `file`; returns how many bytes were sent.
///
/// # Errors
/// What the system says; [`io::ErrorKind::WouldBlock`] if nothing was sent because there is no room.
pub fn send(socket: &UnixStream, words: &[u8], file: &File) -> io::Result<usize> {
    let files = [file.as_fd()];
    let mut space = [MaybeUninit::uninit(); cmsg_space!(ScmRights(1))];
    let mut along = SendAncillaryBuffer::new(&mut space);
    if !along.push(SendAncillaryMessage::ScmRights(&files)) {
        return Err(io::ErrorKind::OutOfMemory.into());
    }
    Ok(sendmsg(socket, &[IoSlice::new(words)], &mut along, SendFlags::empty())?)
}

/// Fills `room` and returns the file that came along, if one did.
///
/// # Errors
/// What the system says; [`io::ErrorKind::UnexpectedEof`] if the other side closed before.
pub fn receive(mut socket: &UnixStream, room: &mut [u8]) -> io::Result<Option<File>> {
    let mut space = [MaybeUninit::uninit(); cmsg_space!(ScmRights(1))];
    let mut along = RecvAncillaryBuffer::new(&mut space);
    let flags = RecvFlags::empty();
    let received = loop {
        match recvmsg(socket, &mut [IoSliceMut::new(room)], &mut along, flags) {
            Err(rustix::io::Errno::INTR) => {}
            received => break received?.bytes,
        }
    };
    if received == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let file = along.drain().find_map(first_file);
    socket.read_exact(room.get_mut(received..).unwrap_or_default())?;
    Ok(file.map(File::from))
}

fn first_file(message: RecvAncillaryMessage<'_>) -> Option<OwnedFd> {
    match message {
        RecvAncillaryMessage::ScmRights(mut files) => files.next(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, Write};

    use super::*;

    #[test]
    fn a_file_comes_with_the_first_byte_and_only_once() {
        let (here, there) = UnixStream::pair().unwrap();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"what is in it").unwrap();
        file.rewind().unwrap();
        assert_eq!(send(&here, b"words", &file).unwrap(), 5);
        (&here).write_all(b" and more").unwrap();
        let mut room = [0; 7];
        let mut received = receive(&there, &mut room).unwrap().unwrap();
        assert_eq!(&room, b"words a");
        let mut content = String::new();
        received.read_to_string(&mut content).unwrap();
        assert_eq!(content, "what is in it");
        assert!(receive(&there, &mut room).unwrap().is_none());
        assert_eq!(&room, b"nd more");
        drop(here);
        let ended = receive(&there, &mut room).unwrap_err();
        assert_eq!(ended.kind(), io::ErrorKind::UnexpectedEof);
    }
}
