//! `fetch` from servers and files, good and bad: what is written, what is said, and that nothing changes
//! when something is wrong.

mod bench;
mod disk;
mod network;
mod server;
