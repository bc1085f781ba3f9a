//! The record: what users of the generated crate see of it, and of the version before. This file owns its
//! format; what a surface is, and its text, is the generator's.
//!
//! It stands beside the settings, like the second lock, and says what the next version is compared with.
//! It is a function of itself and of what is generated: generating twice changes nothing.

use crate::digest::{sha256, unix_lines};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::fs;
use std::io;
use std::path::Path;

/// How the names of records end.
pub const ENDING: &str = ".surface.json";

/// The name of the record beside the settings.
pub const NAME: &str = "sdk.surface.json";

const SCHEMA_VERSION: u32 = 1;

/// No record is larger; what is, need not be read.
const SIZE_LIMIT: u64 = 64 << 20;

/// The last surface that was generated, and the last one of another version before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    before: Option<String>,
    last: String,
}

/// What was found where a record should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Missing,
    /// Something that is not a record we can read, and why.
    Malformed(String),
    /// A record as it was written, but for line endings.
    Record(Record),
}

/// What a record needs to know of a surface.
#[derive(Deserialize)]
struct Head {
    package: Package,
}

#[derive(Deserialize)]
struct Package {
    version: String,
}

impl Record {
    /// The record after generating a crate with the surface `now`, where `found` stood.
    #[must_use]
    pub fn after(found: &Found, now: &str) -> Self {
        let now = now.to_owned();
        match found {
            Found::Record(record) if version(&record.last) == version(&now) => {
                Self { before: record.before.clone(), last: now }
            }
            Found::Record(record) => Self { before: Some(record.last.clone()), last: now },
            Found::Missing | Found::Malformed(_) => Self { before: None, last: now },
        }
    }

    /// The last surface.
    #[must_use]
    pub fn last(&self) -> &str {
        &self.last
    }

    /// The last surface of another version before it.
    #[must_use]
    pub fn before(&self) -> Option<&str> {
        self.before.as_deref()
    }

    /// The text of the record.
    #[must_use]
    pub fn render(&self) -> String {
        let before = self.before.as_deref().unwrap_or("null");
        let text = |digest: &str| {
            format!(
                "{{\n\"before\": {before},\n\"digest\": \"{digest}\",\n\"last\": {},\n\"schema_version\": {SCHEMA_VERSION}\n}}\n",
                self.last
            )
        };
        text(&sha256(text("").as_bytes()))
    }

    /// Looks for a record at `path`. Its text may come from anyone.
    ///
    /// # Errors
    /// When a file stands there that cannot be read.
    pub fn find(path: &Path) -> io::Result<Found> {
        let meta = match fs::metadata(path) {
            Ok(meta) => meta,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Missing),
            Err(error) => return Err(error),
        };
        // Reading a pipe would wait for ever.
        if !meta.is_file() {
            return Ok(Found::Malformed("not a file".to_owned()));
        }
        if meta.len() > SIZE_LIMIT {
            return Ok(Found::Malformed(format!("larger than {} MiB", SIZE_LIMIT >> 20)));
        }
        Ok(Self::parse(&fs::read(path)?))
    }

    /// Reads the text of a record; never answers [`Found::Missing`].
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Found {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written<'a> {
            #[serde(borrow)]
            before: Option<&'a RawValue>,
            #[serde(rename = "digest")]
            _digest: String,
            #[serde(borrow)]
            last: &'a RawValue,
            #[serde(rename = "schema_version")]
            _version: u32,
        }
        #[derive(Deserialize)]
        struct Version {
            schema_version: u32,
        }
        let bytes = unix_lines(bytes);
        match serde_json::from_slice::<Version>(&bytes) {
            Err(error) => return Found::Malformed(format!("no record of a surface: {error}")),
            Ok(Version { schema_version }) if schema_version != SCHEMA_VERSION => {
                return Found::Malformed(format!(
                    "a record of format {schema_version}, and this tool reads {SCHEMA_VERSION}"
                ));
            }
            Ok(_) => {}
        }
        let written: Written<'_> = match serde_json::from_slice(&bytes) {
            Ok(written) => written,
            Err(error) => return Found::Malformed(format!("no record of a surface: {error}")),
        };
        let record = Self {
            before: written.before.map(|raw| raw.get().to_owned()),
            last: written.last.get().to_owned(),
        };
        if *record.render().as_bytes() == *bytes {
            Found::Record(record)
        } else {
            Found::Malformed("no longer as it was written: someone changed it".to_owned())
        }
    }
}

/// The package's version in a surface.
#[must_use]
pub fn version(surface: &str) -> Option<String> {
    serde_json::from_str::<Head>(surface).ok().map(|head| head.package.version)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surface(version: &str, rest: &str) -> String {
        format!("{{\"package\":{{\"version\":\"{version}\"}},\n\"rest\":\"{rest}\"}}")
    }

    fn after(record: &Record, now: &str) -> Record {
        Record::after(&Found::Record(record.clone()), now)
    }

    #[test]
    fn a_version_is_remembered_until_the_next_but_one() {
        let first = Record::after(&Found::Missing, &surface("0.1.0", "a"));
        assert_eq!(first.before(), None);
        assert_eq!(after(&first, first.last()), first);
        let edited = after(&first, &surface("0.1.0", "b"));
        assert_eq!((edited.before(), edited.last()), (None, &*surface("0.1.0", "b")));
        let second = after(&edited, &surface("0.2.0", "c"));
        assert_eq!(second.before(), Some(&*surface("0.1.0", "b")));
        let again = after(&second, &surface("0.2.0", "d"));
        assert_eq!(again.before(), Some(&*surface("0.1.0", "b")));
        assert_eq!(after(&again, &surface("0.3.0", "e")).before(), Some(&*surface("0.2.0", "d")));
    }

    #[test]
    fn what_is_written_is_read() {
        let first = Record::after(&Found::Missing, &surface("0.1.0", "a"));
        let second = after(&first, &surface("0.2.0", "b"));
        for record in [first, second] {
            let text = record.render();
            assert_eq!(Record::parse(text.as_bytes()), Found::Record(record.clone()));
            let windows = text.replace('\n', "\r\n");
            assert_eq!(Record::parse(windows.as_bytes()), Found::Record(record));
        }
    }

    #[test]
    fn what_is_no_file_or_too_large_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(Record::find(dir.path()).unwrap(), Found::Malformed(_)));
        let path = dir.path().join(NAME);
        assert_eq!(Record::find(&path).unwrap(), Found::Missing);
        fs::File::create(&path).unwrap().set_len(SIZE_LIMIT + 1).unwrap();
        let Found::Malformed(why) = Record::find(&path).unwrap() else { panic!("it was read") };
        assert_eq!(why, "larger than 64 MiB");
    }

    #[test]
    fn what_is_no_record_is_malformed() {
        let text = Record::after(&Found::Missing, &surface("0.1.0", "a")).render();
        for case in [
            String::new(),
            "[]".into(),
            "<<<<<<< ours\n".into(),
            text.replace("0.1.0", "0.1.1"),
            text.replace("schema_version\": 1", "schema_version\": 2"),
            text.replace("\"before\"", "\"more\""),
            text.replace("null", "{}"),
            format!("{text}\n"),
        ] {
            assert!(matches!(Record::parse(case.as_bytes()), Found::Malformed(_)), "{case}");
        }
        assert!(matches!(Record::parse(b"\xff"), Found::Malformed(_)));
    }
}
