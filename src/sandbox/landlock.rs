//! Landlock for a worker: it may open nothing, start nothing and connect to nothing. It is not asked
//! which rights a kernel knows: those that an older one lacks are left out by the crate.

use landlock::{
    ABI, Access, AccessFs, AccessNet, LandlockStatus, RestrictionStatus, Ruleset, RulesetAttr,
    RulesetError, RulesetStatus, Scope,
};

use super::layer::Enforcement;

/// The newest set of rights that the crate knows. A newer one is taken here, and tried, when the crate
/// has it.
const NEWEST: ABI = ABI::V10;

/// Takes every right from the calling thread and from the threads that it starts from now on.
pub fn confine() -> Enforcement {
    match restrict() {
        Ok(status) if status.ruleset == RulesetStatus::NotEnforced => {
            let reason = match status.landlock {
                LandlockStatus::NotEnabled => "this kernel was started without it",
                _ => "this kernel has none (it came with Linux 5.13)",
            };
            Enforcement::Missing(reason.to_owned())
        }
        Ok(_) => Enforcement::Held,
        Err(error) => Enforcement::Missing(format!("the kernel refuses it ({error})")),
    }
}

/// Handles every right and grants none: there is no rule.
fn restrict() -> Result<RestrictionStatus, RulesetError> {
    Ruleset::default()
        .handle_access(AccessFs::from_all(NEWEST))?
        .handle_access(AccessNet::from_all(NEWEST))?
        .scope(Scope::from_all(NEWEST))?
        .create()?
        .restrict_self()
}

#[cfg(test)]
mod tests {
    use super::super::attempts::{Act, attempts, refusals};
    use super::*;

    /// Landlock holds for the thread that asks for it, so one of the tests' threads can be held.
    #[test]
    fn a_thread_that_is_held_opens_nothing_and_starts_nothing() {
        let parent = rustix::process::getppid();
        let held = std::thread::spawn(move || (confine(), attempts(parent)));
        let (enforcement, attempts) = held.join().unwrap();
        let mut refused = refusals(&attempts);
        if let Enforcement::Missing(reason) = enforcement {
            refused.retain(|(act, _)| *act != Act::Debug);
            assert_eq!(refused, [], "{reason}");
            return;
        }
        for act in [Act::ReadFile, Act::WriteFile, Act::ListFolder, Act::StartProgram] {
            assert!(refused.contains(&(act, libc::EACCES)), "{act:?}: {refused:?}");
        }
        assert!(std::fs::File::open("/dev/null").is_ok(), "other threads are free");
    }
}
