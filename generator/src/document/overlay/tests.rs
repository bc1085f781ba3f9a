//! What overlays do to a document, and what is said about those that cannot be applied.
