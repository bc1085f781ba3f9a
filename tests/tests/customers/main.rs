//! The generated SDK, `polar-sdk`, against a real HTTP server on the loopback, as its users call it.
//!
//! Decides nothing about how the SDK is made; every expectation comes from the API: the targets,
//! bodies and statuses are written out by hand here and derived from nothing that the generator
//! reads or writes.

#[cfg(test)]
mod bodies;
#[cfg(test)]
mod calls;
#[cfg(test)]
mod construction;
#[cfg(test)]
mod diffs;
#[cfg(test)]
mod documented_errors;
#[cfg(test)]
mod external_ids;
#[cfg(test)]
mod grants;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod malformed;
#[cfg(test)]
mod mode;
#[cfg(test)]
mod offline;
#[cfg(test)]
mod operations;
#[cfg(test)]
mod paging;
#[cfg(test)]
mod patches;
#[cfg(test)]
mod payment_methods;
#[cfg(test)]
mod probes;
#[cfg(test)]
mod program;
#[cfg(test)]
mod queries;
#[cfg(test)]
mod round_trips;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod support;
#[cfg(test)]
mod undocumented_errors;
#[cfg(test)]
mod unions;
#[cfg(test)]
mod values;
#[cfg(test)]
mod webhooks;
