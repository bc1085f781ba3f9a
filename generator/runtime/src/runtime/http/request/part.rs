//! One part of a multipart body that holds a file, and what is said about it.

use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;

use super::upload::Upload;

/// A file in a `multipart/form-data` body: its content, its name, and its content type.
#[derive(Clone, Debug)]
pub struct Part {
    pub(crate) content: Upload,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
}

impl Part {
    /// A part with this content: bytes, text, or an [`Upload`] that is read while it is sent.
    pub fn new(content: impl Into<Upload>) -> Self {
        Self { content: content.into(), file_name: None, content_type: None }
    }

    /// The file at `path` under its own name, opened when it is sent. Reading blocks the thread
    /// that sends.
    ///
    /// # Errors
    /// As [`Upload::from_file`].
    pub fn from_file(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let name = path.file_name().map(|name| Path::new(name).display().to_string());
        Ok(Self { file_name: name, ..Self::new(Upload::from_file(path)?) })
    }

    /// Sets the file's name, which many servers insist on. What a header cannot hold is encoded.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the content type, such as `image/png`.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}

macro_rules! from {
    ($($type:ty),*) => {
        $(impl From<$type> for Part {
            fn from(content: $type) -> Self {
                Self::new(content)
            }
        })*
    };
}

from!(Upload, Bytes, Vec<u8>, String, &str, &[u8]);
