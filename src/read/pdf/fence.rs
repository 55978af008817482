//! The fence around third-party code that may panic, recurse deeply, or run
//! away.
//!
//! [`on_big_stack`] gives a whole document a thread of its own with a deep
//! stack; [`guarded`] turns a panic of one page into a value. A budget counts
//! work, never time, so that the same file gives the same result on a slow
//! machine; what exceeds it leaves through the same fence.
//!
//! A stack overflow or a failed allocation ends the process all the same. The
//! checks in `survey` keep the known files away from both, and the program
//! reads in a child process (`cli::child`).

use std::cell::Cell;
use std::panic::{
    AssertUnwindSafe, PanicHookInfo, catch_unwind, resume_unwind, set_hook, take_hook,
};
use std::sync::Once;
use std::thread;

/// Stack of the reading thread. Only touched pages of it are ever paid for.
const STACK_BYTES: usize = 64 << 20;

thread_local! {
    static FENCED: Cell<bool> = const { Cell::new(false) };
}

/// What stopped a fenced piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Stopped {
    /// The code behind the fence panicked.
    Panicked,
    /// The budget was used up.
    OverBudget,
}

/// Payload of the unwinding that leaves a library from inside a callback.
struct OverBudget;

/// Leaves the code behind the fence because the budget is used up. Unwinds
/// without a panic message.
pub(super) fn leave_over_budget() -> ! {
    resume_unwind(Box::new(OverBudget))
}

/// Runs `work` and turns a panic into a value.
///
/// The caller must throw away what the work was changing, since it may be half
/// done; for this reason it is handed nothing that is used again.
pub(in crate::read) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Stopped> {
    let outer = FENCED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    FENCED.set(outer);
    result.map_err(
        |payload| {
            if payload.is::<OverBudget>() { Stopped::OverBudget } else { Stopped::Panicked }
        },
    )
}

/// Runs `work` on a thread with a deep stack, for recursive parsers.
pub(super) fn on_big_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Stopped> {
    thread::scope(|scope| {
        let thread = thread::Builder::new()
            .name("pdf".into())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, || guarded(work));
        match thread.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(_)) | Err(_) => Err(Stopped::Panicked),
        }
    })
}

/// Keeps panics inside PDF libraries, which [`crate::read::read`] catches and
/// reports as warnings, from being printed on standard error as well.
///
/// The panic hook belongs to the program, not to a library, so nothing here
/// changes it unasked: a program calls this once at its start. Every other
/// panic still goes to the hook that was installed before.
pub fn silence_fenced_panics() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic: &PanicHookInfo<'_>| {
            if !FENCED.get() {
                before(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_value() {
        assert_eq!(guarded(|| 1), Ok(1));
        assert_eq!(guarded(|| -> u8 { resume_unwind(Box::new("x")) }), Err(Stopped::Panicked));
        assert_eq!(guarded(|| -> u8 { leave_over_budget() }), Err(Stopped::OverBudget));
        assert!(!FENCED.get());
    }

    #[test]
    fn the_big_stack_is_big() {
        fn depth(n: u32) -> u32 {
            let padding = std::hint::black_box([n; 256]);
            if n == 0 { 0 } else { 1 + depth(n - 1).max(padding[0] - n) }
        }
        assert_eq!(on_big_stack(|| depth(10_000)), Ok(10_000));
        assert_eq!(on_big_stack(|| -> u8 { leave_over_budget() }), Err(Stopped::OverBudget));
    }
}
