// @generated from an OpenAPI document; change the document or its settings instead.
//! The types of the API, by the first word of their names.

mod address;
mod ambiguous;
mod benefit;
mod country;
mod custom;
mod customer;
mod http;
mod list;
mod member;
mod metadata;
mod not;
mod pagination;
mod payment;
mod recurring;
mod resource;
mod tax;
mod validation;
mod webhook;

pub use self::address::*;
pub use self::ambiguous::*;
pub use self::benefit::*;
pub use self::country::*;
pub use self::custom::*;
pub use self::customer::*;
pub use self::http::*;
pub use self::list::*;
pub use self::member::*;
pub use self::metadata::*;
pub use self::not::*;
pub use self::pagination::*;
pub use self::payment::*;
pub use self::recurring::*;
pub use self::resource::*;
pub use self::tax::*;
pub use self::validation::*;
pub use self::webhook::*;
