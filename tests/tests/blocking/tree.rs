//! What is below a blocking client: no async runtime.

use std::process::Command;

/// What would be one, or is made to run on one.
const RUNTIMES: [&str; 12] = [
    "actix-rt",
    "async-executor",
    "async-global-executor",
    "async-io",
    "async-std",
    "futures-executor",
    "hyper",
    "mio",
    "monoio",
    "reqwest",
    "smol",
    "tokio",
];

#[test]
fn no_async_runtime_is_below_a_blocking_client() {
    for features in ["all,blocking", "all,blocking,rustls", "all,blocking,tracing,webhooks"] {
        let packages = packages(features);
        assert!(packages.iter().any(|name| name == "ureq"), "{features}: {packages:?}");
        for name in RUNTIMES {
            assert!(!packages.iter().any(|package| package == name), "{features}: {name}");
        }
    }
    // The question can find one.
    assert!(packages("all,reqwest").iter().any(|name| name == "tokio"));
}

/// The names of all packages that the SDK is built with.
fn packages(features: &str) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(tests::cases::workspace())
        .args(["tree", "--offline", "--package", "polar-sdk", "--no-default-features"])
        .args(["--features", features, "--edges", "normal,build", "--prefix", "none"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}
