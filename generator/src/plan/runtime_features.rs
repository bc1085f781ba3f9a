//! The features that the runtime has, as its manifest lists them, and what is said of each.
//!
//! What they turn on is the runtime's; here it is only read, and put into words for the README.

/// The runtime's manifest: what it depends on, the crate depends on.
pub(crate) const RUNTIME_MANIFEST: &str = include_str!("../../runtime/Cargo.toml");

/// A feature of the runtime.
pub(super) struct RuntimeFeature {
    /// Its name.
    pub(super) name: &'static str,
    /// What it turns on.
    pub(super) enables: Vec<String>,
    /// Whether it is on by default.
    pub(super) usual: bool,
    /// Whether it is part of `full`: it only adds, and there is no choosing between it and another.
    pub(super) full: bool,
    /// What it is for, as Markdown.
    pub(super) about: &'static str,
}

/// What is said of each feature.
const ABOUT: &[(&str, &str)] = &[
    ("blocking", "A client for programs without an async runtime, under `blocking`."),
    ("native-tls", "TLS by the operating system, instead of `rustls`."),
    ("oauth2", "Tokens by OAuth 2 client credentials, fetched and renewed as needed."),
    ("redact-debug", "`Debug` of the API's types shows their names and no data."),
    ("reqwest", "The transport for async programs. Without one, `Transport` takes your own."),
    ("rustls", "TLS in Rust, for the transports."),
    ("test-util", "A scripted transport and example values, for tests without a network."),
    ("tracing", "A span per call and per attempt, for the `tracing` crate."),
    ("webhooks", "Verifying and reading what the API sends."),
];

/// Features that `full` leaves out: one stands in for another, one takes something away.
const NOT_FULL: [&str; 2] = ["native-tls", "redact-debug"];

/// The runtime's features, by name, without `default`.
pub(super) fn runtime_features() -> Vec<RuntimeFeature> {
    let listed = listed();
    let usual = listed.iter().find(|(name, _)| *name == "default");
    let usual = usual.map(|(_, enables)| enables.clone()).unwrap_or_default();
    let mut features: Vec<RuntimeFeature> = listed
        .into_iter()
        .filter(|(name, _)| *name != "default")
        .map(|(name, enables)| RuntimeFeature {
            name,
            enables: enables.into_iter().map(str::to_owned).collect(),
            usual: usual.contains(&name),
            full: !NOT_FULL.contains(&name),
            about: ABOUT.iter().find(|(own, _)| *own == name).map_or("", |(_, about)| about),
        })
        .collect();
    features.sort_by_key(|feature| feature.name);
    features
}

/// The rows of the manifest's `[features]`: names, and what each turns on.
fn listed() -> Vec<(&'static str, Vec<&'static str>)> {
    let Some((_, table)) = RUNTIME_MANIFEST.split_once("[features]\n") else { return Vec::new() };
    let table = table.split("\n[").next().unwrap_or_default();
    let mut rows: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in table.lines().filter(|line| !line.trim_start().starts_with('#')) {
        let (name, values) = match line.split_once('=') {
            Some((name, values)) if !name.contains('"') => (Some(name.trim()), values),
            _ => (None, line),
        };
        rows.extend(name.map(|name| (name, Vec::new())));
        if let Some((_, enables)) = rows.last_mut() {
            enables.extend(values.split('"').skip(1).step_by(2));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_is_read_and_explained() {
        let features = runtime_features();
        let names: Vec<&str> = features.iter().map(|feature| feature.name).collect();
        assert!(names.contains(&"reqwest") && names.contains(&"webhooks"), "{names:?}");
        for feature in &features {
            assert!(!feature.about.is_empty(), "nothing is said of `{}`", feature.name);
            for enables in &feature.enables {
                let (first, rest) = enables.split_once(['/', ':']).unwrap_or((enables, ""));
                let known = first == "dep" || !rest.is_empty() || names.contains(&first);
                assert!(known, "`{}` turns on `{enables}`, which is nothing", feature.name);
            }
        }
        assert!(features.iter().any(|feature| feature.usual), "nothing is on by default");
    }
}
