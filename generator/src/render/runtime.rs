//! The runtime's sources, copied as they are.

macro_rules! sources {
    ($($path:literal),* $(,)?) => {
        /// The files: path below `src/runtime/`, text.
        const SOURCES: &[(&str, &str)] = &[$(($path, include_str!(concat!("../../runtime/src/runtime/", $path)))),*];
    };
}

sources! {
    "env.rs",
    "http/builder.rs",
    "http/call.rs",
    "http/client.rs",
    "http/content_type.rs",
    "http/error.rs",
    "http/headers.rs",
    "http/items.rs",
    "http/mod.rs",
    "http/operation.rs",
    "http/operation_error.rs",
    "http/paged.rs",
    "http/pages.rs",
    "http/percent.rs",
    "http/receive.rs",
    "http/render.rs",
    "http/reply.rs",
    "http/reqwest.rs",
    "http/response.rs",
    "http/retry_after.rs",
    "http/route.rs",
    "http/secret.rs",
    "http/security.rs",
    "http/sending.rs",
    "http/server.rs",
    "http/style.rs",
    "http/template.rs",
    "http/transport.rs",
    "http/webhooks.rs",
    "json/buffer.rs",
    "json/chain.rs",
    "json/decode.rs",
    "json/integer_enum.rs",
    "json/keys.rs",
    "json/kind.rs",
    "json/literal.rs",
    "json/member.rs",
    "json/mod.rs",
    "json/nullish.rs",
    "json/object.rs",
    "json/one_or_many.rs",
    "json/selected.rs",
    "json/setters.rs",
    "json/slot.rs",
    "json/string_enum.rs",
    "json/tagged.rs",
    "json/text.rs",
    "json/union.rs",
    "json/untagged.rs",
    "mod.rs",
}

/// The files, by their path in the crate.
pub(super) fn files() -> impl Iterator<Item = (String, String)> {
    SOURCES.iter().map(|(path, text)| (format!("src/runtime/{path}"), (*text).to_owned()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if entry.file_type().unwrap().is_dir() {
                walk(&entry.path(), &format!("{prefix}{name}/"), found);
            } else {
                found.push(format!("{prefix}{name}"));
            }
        }
    }

    #[test]
    fn every_source_of_the_runtime_is_copied() {
        let mut found = Vec::new();
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src/runtime"), "", &mut found);
        found.sort();
        let listed: Vec<String> =
            super::SOURCES.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(found, listed);
    }
}
