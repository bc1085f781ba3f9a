//! The blocking client of the generated SDK against sockets that are scripted byte for byte.
//!
//! That its 21 operations are those of the other client is checked beside those, in `customers`;
//! here is what only the transport below it can get wrong.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod paging;
#[cfg(test)]
mod server;
#[cfg(test)]
mod threads;
#[cfg(test)]
mod time;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod traces;
#[cfg(test)]
mod tree;
#[cfg(test)]
mod wire;
