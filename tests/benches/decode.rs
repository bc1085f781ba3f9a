//! How fast bodies are decoded: the SDK's types, the same types with serde's derive, and
//! `serde_json::Value`.
//!
//! Measures whole calls of `serde_json::from_str` and nothing else. The derived types stand in
//! `derived`; their enums list fewer values than the SDK's, which favours them if anything.
//!
//! Times, of which only the ratios within one run mean something:
//!
//! ```text
//! cargo bench -p tests --bench decode
//! ```
//!
//! Instructions, which do not depend on what else the machine does (one decoding of one body). They
//! are not time: the SDK reads a UUID with nearly twice derive's instructions and in half its time.
//!
//! ```text
//! cargo bench -p tests --bench decode --no-run
//! valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect='decode::read*' \
//!     target/release/deps/decode-… --test --exact decode::customer::sdk
//! ```

#[path = "decode/bodies.rs"]
mod bodies;
#[path = "decode/derived.rs"]
mod derived;

use divan::Bencher;
use serde::de::DeserializeOwned;

fn main() {
    divan::main();
}

/// One customer of 710 bytes, its tag in the place where the server writes it.
#[divan::bench_group(sample_size = 20)]
mod customer {
    use super::*;

    fn body() -> String {
        bodies::customer(0, bodies::SERVED)
    }

    #[divan::bench]
    fn sdk(bencher: Bencher<'_, '_>) {
        run::<polar_sdk::Customer>(bencher, &body());
    }

    #[divan::bench]
    fn derived(bencher: Bencher<'_, '_>) {
        run::<super::derived::Customer>(bencher, &body());
    }

    #[divan::bench]
    fn value(bencher: Bencher<'_, '_>) {
        run::<serde_json::Value>(bencher, &body());
    }
}

/// A page of 100 customers.
mod page {
    use super::*;

    #[divan::bench]
    fn sdk(bencher: Bencher<'_, '_>) {
        run::<polar_sdk::ListResourceCustomer>(bencher, &bodies::page());
    }

    #[divan::bench]
    fn derived(bencher: Bencher<'_, '_>) {
        run::<super::derived::ListResourceCustomer>(bencher, &bodies::page());
    }

    #[divan::bench]
    fn value(bencher: Bencher<'_, '_>) {
        run::<serde_json::Value>(bencher, &bodies::page());
    }
}

/// 10,000 tagged unions with a customer's payload, by the place of the tag among the 18 keys. They
/// are read one by one and dropped: as one list they would measure the allocator's page faults.
#[divan::bench_group(sample_count = 12)]
mod unions {
    use super::*;

    const PLACES: [usize; 3] = [0, bodies::SERVED, 17];

    #[divan::bench(args = PLACES)]
    fn sdk(bencher: Bencher<'_, '_>, place: usize) {
        run_each::<polar_sdk::Customer>(bencher, &bodies::customers(place));
    }

    #[divan::bench(args = PLACES)]
    fn derived(bencher: Bencher<'_, '_>, place: usize) {
        run_each::<super::derived::Customer>(bencher, &bodies::customers(place));
    }

    #[divan::bench(args = PLACES)]
    fn value(bencher: Bencher<'_, '_>, place: usize) {
        run_each::<serde_json::Value>(bencher, &bodies::customers(place));
    }
}

/// 10,000 structs without a union.
#[divan::bench_group(sample_count = 30)]
mod structs {
    use super::*;

    #[divan::bench]
    fn sdk(bencher: Bencher<'_, '_>) {
        run::<Vec<polar_sdk::Member>>(bencher, &bodies::members());
    }

    #[divan::bench]
    fn derived(bencher: Bencher<'_, '_>) {
        run::<Vec<super::derived::Member>>(bencher, &bodies::members());
    }

    #[divan::bench]
    fn value(bencher: Bencher<'_, '_>) {
        run::<serde_json::Value>(bencher, &bodies::members());
    }
}

fn run<T: DeserializeOwned>(bencher: Bencher<'_, '_>, body: &str) {
    bencher.bench_local(|| read::<T>(divan::black_box(body)));
}

fn run_each<T: DeserializeOwned>(bencher: Bencher<'_, '_>, bodies: &[String]) {
    bencher.bench_local(|| {
        for body in bodies {
            divan::black_box_drop(read::<T>(divan::black_box(body)));
        }
    });
}

/// Its own function, so that callgrind can be told to count nothing else.
#[inline(never)]
#[expect(clippy::expect_used, reason = "figures for bodies that do not fit would mean nothing")]
fn read<T: DeserializeOwned>(body: &str) -> T {
    serde_json::from_str(body).expect("the body fits its type")
}
