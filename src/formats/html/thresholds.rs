//! How much prose makes an article and how far names reach: the measures that several rules about
//! articles share.

/// Letters of prose that an article has.
pub(super) const ENOUGH: usize = 250;

/// Letters of a standfirst that is marked as such.
pub(super) const SHORT: usize = 20;

/// Elements around a block whose names tell what it is.
pub(super) const NEAR: usize = 3;
