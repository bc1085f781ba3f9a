//! The generated SDK, `polar-sdk`, against servers that misbehave, inputs that attack, and anything
//! that could make it repeat itself or give its token away.
//!
//! The servers write raw bytes, because none that keeps to HTTP can break it.

#[cfg(test)]
mod backoff;
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod case;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod channels;
#[cfg(test)]
mod client;
#[cfg(test)]
mod logs;
#[cfg(test)]
mod repeats;
#[cfg(test)]
mod secret;
#[cfg(test)]
mod server;
#[cfg(test)]
mod streams;
#[cfg(test)]
mod strings;
#[cfg(test)]
mod values;
