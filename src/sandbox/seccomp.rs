//! The seccomp filter of a worker: a list of the calls of the system that reading a document makes, and
//! of nothing else. No path, no process and no address can be named by any of them. It does not kill
//! what asks for another: the answer is that there is no such call, which libraries know how to take.

use std::collections::BTreeMap;

use libc::c_long;
use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
    SeccompFilter, SeccompRule, TargetArch, apply_filter_all_threads,
};

use super::layer::Enforcement;

/// Calls that are allowed whatever their arguments. Descriptors are those that the worker was given:
/// its socket, its pipe and the open files that come along with orders.
const ALLOWED: &[c_long] = &[
    // Memory.
    libc::SYS_brk,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_madvise,
    // Reading and writing what is open. `fstat` and no relative of it: those take paths.
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_pread64,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_recvfrom,
    libc::SYS_recvmsg,
    libc::SYS_lseek,
    libc::SYS_fstat,
    libc::SYS_close,
    libc::SYS_ppoll,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_poll,
    // Threads of this process, and how they wait for each other.
    libc::SYS_futex,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_exit,
    libc::SYS_exit_group,
    // Signals that this process gets: the guard page below a stack is one.
    libc::SYS_sigaltstack,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_restart_syscall,
    // Time and chance.
    libc::SYS_clock_gettime,
    libc::SYS_clock_getres,
    libc::SYS_clock_nanosleep,
    libc::SYS_gettimeofday,
    libc::SYS_nanosleep,
    libc::SYS_getrandom,
];

/// A call that is allowed if the bits `mask` of one of its arguments are `value`.
struct Bounded {
    call: c_long,
    argument: u8,
    mask: u64,
    value: u64,
}

/// All bits that the kernel looks at in an argument that is an `int`.
const WHOLE: u64 = u32::MAX as u64;

/// What makes a new process, or a new view of the system, of a new thread.
const CLONE: u64 = (libc::CLONE_THREAD
    | libc::CLONE_NEWNS
    | libc::CLONE_NEWCGROUP
    | libc::CLONE_NEWUTS
    | libc::CLONE_NEWIPC
    | libc::CLONE_NEWUSER
    | libc::CLONE_NEWPID
    | libc::CLONE_NEWNET) as u32 as u64;

/// Applies the filter to every thread of this process, and with it `no_new_privs`.
pub fn confine() -> Enforcement {
    let applied = filter(own_id()).map(|program| apply_filter_all_threads(&program));
    match applied {
        Ok(Ok(())) => Enforcement::Held,
        Ok(Err(error)) => Enforcement::Missing(format!("the kernel refuses it ({error})")),
        Err(error) => Enforcement::Missing(format!("it cannot be written ({error})")),
    }
}

fn own_id() -> u64 {
    u64::from(std::process::id())
}

/// The filter of a process with this number, for the processor that the program was compiled for.
fn filter(process: u64) -> Result<BpfProgram, BackendError> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> =
        ALLOWED.iter().map(|call| (*call, Vec::new())).collect();
    for Bounded { call, argument, mask, value } in bounded(process) {
        let length = SeccompCmpArgLen::Dword;
        let condition =
            SeccompCondition::new(argument, length, SeccompCmpOp::MaskedEq(mask), value)?;
        rules.entry(call).or_default().push(SeccompRule::new(vec![condition])?);
    }
    let refusal = SeccompAction::Errno(libc::ENOSYS.unsigned_abs());
    let processor = TargetArch::try_from(std::env::consts::ARCH)?;
    SeccompFilter::new(rules, refusal, SeccompAction::Allow, processor)?.try_into()
}

/// Calls of which only a part is allowed. `clone3` is not among them: its flags are in memory, where a
/// filter cannot look, and C libraries ask for `clone` when there is no such call.
fn bounded(process: u64) -> Vec<Bounded> {
    let bound = |call, argument, mask, value: libc::c_int| Bounded {
        call,
        argument,
        mask,
        value: u64::from(value.unsigned_abs()),
    };
    let executable = u64::from(libc::PROT_EXEC.unsigned_abs());
    vec![
        // Memory that is data and does not become code.
        bound(libc::SYS_mmap, 2, executable, 0),
        bound(libc::SYS_mprotect, 2, executable, 0),
        bound(libc::SYS_clone, 0, CLONE, libc::CLONE_THREAD),
        // Not whom signals about a file are sent to.
        bound(libc::SYS_fcntl, 1, WHOLE, libc::F_DUPFD_CLOEXEC),
        bound(libc::SYS_fcntl, 1, WHOLE, libc::F_GETFD),
        bound(libc::SYS_fcntl, 1, WHOLE, libc::F_GETFL),
        bound(libc::SYS_prctl, 0, WHOLE, libc::PR_SET_NAME),
        // By which a process aborts.
        Bounded { call: libc::SYS_tgkill, argument: 0, mask: WHOLE, value: process },
    ]
}

#[cfg(test)]
mod tests {
    use seccompiler::apply_filter;

    use super::super::attempts::{Act, attempts, refusals};
    use super::*;

    /// A filter can hold for one thread, so one of the tests' threads can be held.
    fn held<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
        let held = std::thread::spawn(move || {
            apply_filter(&filter(own_id()).unwrap()).unwrap();
            work()
        });
        held.join().unwrap()
    }

    #[test]
    fn a_thread_that_is_held_can_do_nothing_of_what_is_tried() {
        let parent = rustix::process::getppid();
        let attempts = held(move || attempts(parent));
        let every: Vec<_> = Act::ALL.iter().map(|act| (*act, libc::ENOSYS)).collect();
        assert_eq!(refusals(&attempts), every);
    }

    #[test]
    fn a_thread_that_is_held_starts_threads_waits_and_takes_memory() {
        let sum = held(|| {
            std::thread::scope(|scope| {
                let count = |from: usize| (from..from + (1 << 20)).collect::<Vec<_>>().len();
                let threads = [0, 1, 2].map(|from| scope.spawn(move || count(from)));
                std::thread::sleep(std::time::Duration::from_millis(1));
                threads.map(|thread| thread.join().unwrap()).iter().sum::<usize>()
            })
        });
        assert_eq!(sum, 3 << 20);
    }

    /// Calls for which there is no safe function to try them by.
    #[test]
    fn no_call_that_names_a_path_a_process_or_an_address_is_allowed() {
        let never = [
            libc::SYS_openat,
            libc::SYS_openat2,
            libc::SYS_open_by_handle_at,
            libc::SYS_statx,
            libc::SYS_newfstatat,
            libc::SYS_fchmod,
            libc::SYS_ftruncate,
            libc::SYS_unlinkat,
            libc::SYS_execve,
            libc::SYS_execveat,
            libc::SYS_clone3,
            libc::SYS_kill,
            libc::SYS_ptrace,
            libc::SYS_process_vm_readv,
            libc::SYS_process_vm_writev,
            libc::SYS_pidfd_getfd,
            libc::SYS_socket,
            libc::SYS_socketpair,
            libc::SYS_connect,
            libc::SYS_bind,
            libc::SYS_sendto,
            libc::SYS_sendmsg,
            libc::SYS_mount,
            libc::SYS_unshare,
            libc::SYS_bpf,
            libc::SYS_perf_event_open,
            libc::SYS_userfaultfd,
            libc::SYS_io_uring_setup,
            libc::SYS_keyctl,
            libc::SYS_ioctl,
            libc::SYS_memfd_create,
        ];
        let bounded: Vec<_> = bounded(1).iter().map(|bounded| bounded.call).collect();
        for call in never {
            assert!(!ALLOWED.contains(&call) && !bounded.contains(&call), "call {call}");
        }
    }
}
