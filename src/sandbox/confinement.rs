//! Confines a worker for good, beside its bounds, in two layers. Says what the kernel grants; what is
//! refused in fact is tried in `attempts`.

use super::layer::{Enforcement, Layer};

/// Applies both layers to this process and calls `after` behind each. There is no way back, so this
/// comes once, before the first document and before there is a second thread. A kernel without a layer
/// goes without: the bounds of `child` hold in any case.
pub fn confine(after: &mut dyn FnMut(Layer, Enforcement)) {
    // In this order: the filter refuses the calls by which Landlock is set up.
    after(Layer::Landlock, landlock());
    after(Layer::Seccomp, seccomp());
}

#[cfg(target_os = "linux")]
fn landlock() -> Enforcement {
    super::landlock::confine()
}

#[cfg(not(target_os = "linux"))]
fn landlock() -> Enforcement {
    Enforcement::Missing("only Linux has it".to_owned())
}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
fn seccomp() -> Enforcement {
    super::seccomp::confine()
}

#[cfg(all(target_os = "linux", not(any(target_arch = "x86_64", target_arch = "aarch64"))))]
fn seccomp() -> Enforcement {
    Enforcement::Missing("the filter is not written for this processor".to_owned())
}

#[cfg(not(target_os = "linux"))]
fn seccomp() -> Enforcement {
    Enforcement::Missing("only Linux has it".to_owned())
}
