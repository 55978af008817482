//! What a call costs: processor time of this thread, peak of memory.

use std::fs;
use std::hint::black_box;
use std::time::Instant;

/// Nanoseconds of processor time of the calling thread so far. Where the
/// system does not tell (all but Linux), wall-clock time.
pub fn now() -> f64 {
    // A thread that gives way is booked up to this moment, not to the last
    // tick of the scheduler.
    std::thread::yield_now();
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let told: Option<u64> = told.split(' ').next().and_then(|it| it.parse().ok());
    let told = told.filter(|it| *it > 0);
    told.map_or_else(|| START.with(|start| start.elapsed().as_nanos() as f64), |it| it as f64)
}

thread_local! {
    static START: Instant = Instant::now();
}

/// Seconds of processor time of one call.
pub fn seconds<T>(call: impl FnOnce() -> T) -> (f64, T) {
    let before = now();
    let result = black_box(call());
    ((now() - before) / 1e9, result)
}

/// Seconds of one call, by as many calls as it takes to measure.
pub fn seconds_of_many<T>(least: f64, mut call: impl FnMut() -> T) -> f64 {
    let mut n_calls = 1_u32;
    loop {
        let (all, ()) = seconds(|| {
            for _ in 0..n_calls {
                black_box(call());
            }
        });
        if all >= least {
            return all / f64::from(n_calls);
        }
        n_calls = (n_calls * 2).min(10_000);
    }
}
