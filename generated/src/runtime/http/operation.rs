//! What an operation is, and the macro that declares one.
//!
//! The macro states which reader belongs to which status. All else is generic code here, and what
//! does not depend on the operation's types is not even generic: an SDK has hundreds of them.

use bytes::Bytes;

use super::error::Error;
use super::operation_error::OperationError;
use super::reply::{Reply, Unread};
use super::route::Route;

/// One operation of an API: its route, and how its answers are read.
pub trait Operation {
    /// The route.
    const ROUTE: &'static Route;
    /// What a success returns.
    type Output;
    /// The errors that the operation documents.
    type Error;

    /// Reads a successful answer; `None` if its status is not documented.
    fn success(reply: &Reply) -> Option<Result<Self::Output, Unread>>;

    /// Reads a failure; `None` if its status is not documented.
    fn failure(_reply: &Reply) -> Option<Result<Self::Error, Unread>> {
        None
    }

    /// Decodes an answer, however it was received.
    ///
    /// # Errors
    /// As sending the call would, from the answer on.
    fn decode(
        response: ::http::Response<Bytes>,
    ) -> Result<Self::Output, OperationError<Self::Error>>
    where
        Self: Sized,
    {
        finish::<Self>(Reply::new(Self::ROUTE, response)).map(|(value, _)| value)
    }
}

/// The value of an answer, next to the answer itself.
pub(super) fn finish<O: Operation>(
    reply: Reply,
) -> Result<(O::Output, Reply), OperationError<O::Error>> {
    let read = if reply.status.is_success() { O::success(&reply) } else { None };
    match read {
        Some(Ok(value)) => Ok((value, reply)),
        Some(Err(unread)) => Err(Error::from_unread(unread, reply).into()),
        None => {
            // A body that does not fit must not hide the status.
            let documented = O::failure(&reply).and_then(Result::ok);
            Err(OperationError::new(Error::from_status(reply), documented))
        }
    }
}

/// Declares the call of an operation: its route, its answers, and the options every call has.
///
/// `Name: METHOD "/path" "id" security [["scheme"]] accept "type"; Success { 200 => json };
/// Failure { 404 => NotFound json };`, where the readers are `json`, `text`, `bytes` and `empty`.
/// With several successes each names its variant of the enum `Success`, as failures do; the
/// variant of an `empty` one holds nothing.
#[allow(unused_macros)]
macro_rules! operation {
    (
        $name:ident: $method:ident $path:literal $id:literal
        security [$([$($scheme:literal),* $(,)?]),* $(,)?]
        accept $accept:literal;
        $success:ty { $($successes:tt)* };
        $failure:ty { $($failures:tt)* };
    ) => {
        impl<'a> $name<'a> {
            /// The method, path and security of this operation.
            pub const ROUTE: $crate::runtime::Route = $crate::runtime::Route {
                id: $id,
                method: stringify!($method),
                path: $path,
                security: &[$(&[$($scheme),*]),*],
                accept: $accept,
            };

            /// Sets a header of this call; it replaces whatever else would set it.
            pub fn header(self, name: &str, value: &str) -> Self {
                Self { call: self.call.header(name, value) }
            }

            /// Sets a query parameter that the operation does not document.
            pub fn extra_query(self, name: &str, value: &str) -> Self {
                Self { call: self.call.extra_query(name, value) }
            }

            /// Sets how long this call may take, instead of the client's time-out.
            pub fn timeout(self, timeout: ::std::time::Duration) -> Self {
                Self { call: self.call.timeout(timeout) }
            }

            /// Sets how many bytes a successful answer may have, instead of the client's limit.
            pub fn max_response_bytes(self, bytes: u64) -> Self {
                Self { call: self.call.max_response_bytes(bytes) }
            }

            /// The request as it would be sent, credentials included.
            ///
            /// # Errors
            /// If the call is refused, as sending it would be.
            pub fn build(
                &self,
            ) -> ::std::result::Result<
                $crate::runtime::Request<$crate::runtime::Bytes>,
                $crate::runtime::Error,
            > {
                self.call.build()
            }

            /// Sends the call when awaited, and returns status, headers and raw body beside the
            /// value.
            pub fn with_response(self) -> $crate::runtime::SendingResponse<'a, Self> {
                self.call.send_response()
            }
        }

        impl $crate::runtime::Operation for $name<'_> {
            const ROUTE: &'static $crate::runtime::Route = &$name::ROUTE;
            type Output = $success;
            type Error = $failure;

            fn success(
                reply: &$crate::runtime::Reply,
            ) -> ::std::option::Option<
                ::std::result::Result<$success, $crate::runtime::Unread>,
            > {
                operation!(@success reply $success; $($successes)*)
            }

            operation!(@failure $failure; $($failures)*);
        }

        impl<'a> ::std::future::IntoFuture for $name<'a> {
            type Output = ::std::result::Result<
                $success,
                $crate::runtime::OperationError<$failure>,
            >;
            type IntoFuture = $crate::runtime::Sending<'a, Self>;

            fn into_future(self) -> Self::IntoFuture {
                self.call.send()
            }
        }
    };

    // The only success needs no name.
    (@success $reply:ident $success:ty; $pattern:pat => $reader:ident $(,)?) => {
        ::std::matches!($reply.code(), $pattern).then(|| $reply.$reader())
    };
    (@success $reply:ident $success:ty; $($arms:tt)*) => {
        operation!(@arms $reply $success; $($arms)*)
    };

    (@failure $failure:ty;) => {};
    (@failure $failure:ty; $($arms:tt)*) => {
        fn failure(
            reply: &$crate::runtime::Reply,
        ) -> ::std::option::Option<::std::result::Result<$failure, $crate::runtime::Unread>> {
            operation!(@arms reply $failure; $($arms)*)
        }
    };

    (@arms $reply:ident $enum:ty; $($pattern:pat => $variant:ident $reader:ident),+ $(,)?) => {{
        $(if ::std::matches!($reply.code(), $pattern) {
            return ::std::option::Option::Some(operation!(@give $reply $enum; $variant $reader));
        })+
        ::std::option::Option::None
    }};

    (@give $reply:ident $enum:ty; $variant:ident empty) => {
        $reply.empty().map(|()| <$enum>::$variant)
    };
    (@give $reply:ident $enum:ty; $variant:ident $reader:ident) => {
        $reply.$reader().map(<$enum>::$variant)
    };
}
