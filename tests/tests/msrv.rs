//! Does the SDK build with the oldest Rust that its manifest names, as far as its dependencies say?
//!
//! Clippy's `incompatible_msrv` sees to the SDK's own code; this sees to what others wrote.

use std::process::Command;

use serde_json::Value;
use tests::Result;
use tests::cases;

#[test]
fn no_dependency_needs_a_newer_rust_than_the_sdk() -> Result {
    let metadata = metadata()?;
    let packages = metadata["packages"].as_array().ok_or("packages")?;
    let package = |id: &Value| packages.iter().find(|package| package["id"] == *id);
    let sdk = packages.iter().find(|package| package["name"] == "polar-sdk").ok_or("the SDK")?;
    let oldest = version(&sdk["rust_version"]).ok_or("the SDK names the oldest Rust")?;

    let nodes = metadata["resolve"]["nodes"].as_array().ok_or("nodes")?;
    let (mut pending, mut seen) = (vec![&sdk["id"]], Vec::new());
    while let Some(id) = pending.pop() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        let node = nodes.iter().find(|node| node["id"] == *id).ok_or("a node")?;
        // Those of development are not built by whoever uses the SDK.
        let used = |dependency: &&Value| {
            let kinds = dependency["dep_kinds"].as_array();
            kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"] != "dev"))
        };
        let dependencies = node["deps"].as_array().ok_or("deps")?;
        pending.extend(dependencies.iter().filter(used).map(|dependency| &dependency["pkg"]));
    }
    assert!(seen.len() > 50, "the dependencies are found");
    for package in seen.into_iter().filter_map(package) {
        let needs = version(&package["rust_version"]);
        assert!(
            needs.as_ref().is_none_or(|needs| *needs <= oldest),
            "{} {} needs Rust {needs:?}, the SDK says {oldest:?}",
            package["name"],
            package["version"]
        );
    }
    Ok(())
}

/// What Cargo says of the workspace with all features, without asking the network.
fn metadata() -> Result<Value> {
    let output = Command::new(env!("CARGO"))
        .current_dir(cases::workspace())
        .args(["metadata", "--offline", "--format-version=1", "--all-features"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .output()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Major, minor, patch.
fn version(text: &Value) -> Option<Vec<u64>> {
    let mut parts: Vec<u64> =
        text.as_str()?.split('.').map(str::parse).collect::<std::result::Result<_, _>>().ok()?;
    parts.resize(3, 0);
    Some(parts)
}
