//! Kinds of changes, each by a small pair of documents.
