//! What an operation is, and the macro that declares one.
//!
//! The macro states which reader belongs to which status. All else is generic code here, and what
//! does not depend on the operation's types is not even generic: an SDK has hundreds of them.

use bytes::Bytes;

use super::error::Error;
use super::operation_error::OperationError;
use super::reply::{Reply, Unread};
use crate::runtime::http::request::route::Route;

/// An answer with its whole body.
pub type Answer = ::http::Response<Bytes>;

/// One operation of an API: its route, and how its answers are read.
pub trait Operation {
    /// The route.
    const ROUTE: &'static Route;
    /// What a success returns.
    type Output;
    /// The errors that the operation documents.
    type Error;

    /// Reads a successful answer; `None` if its status is not documented.
    fn success(reply: &mut Reply) -> Option<Result<Self::Output, Unread>>;

    /// Reads a failure; `None` if its status is not documented.
    fn failure(_reply: &Reply) -> Option<Result<Self::Error, Unread>> {
        None
    }

    /// Whether the body of an answer with this status is left to be read piece by piece.
    fn is_live(_status: u16) -> bool {
        false
    }

    /// Decodes an answer, however it was received.
    ///
    /// # Errors
    /// As sending the call would, from the answer on.
    fn decode(response: Answer) -> Result<Self::Output, OperationError<Self::Error>>
    where
        Self: Sized,
    {
        finish::<Self>(Reply::new(Self::ROUTE, response)).map(|(value, _)| value)
    }
}

/// The value of an answer, next to the answer itself.
pub(crate) fn finish<O: Operation>(
    mut reply: Reply,
) -> Result<(O::Output, Reply), OperationError<O::Error>> {
    let read = if reply.status.is_success() { O::success(&mut reply) } else { None };
    match read {
        Some(Ok(value)) => Ok((value, reply)),
        Some(Err(unread)) => Err(Error::from_unread(unread, reply).into()),
        None => Err(failed::<O>(reply)),
    }
}

/// The error that an answer without a documented success is.
pub(crate) fn failed<O: Operation>(reply: Reply) -> OperationError<O::Error> {
    // A body that does not fit must not hide the status, but where it does not is worth knowing.
    let (documented, unread) = match O::failure(&reply) {
        Some(Ok(documented)) => (Some(documented), None),
        Some(Err(unread)) => (None, Some(unread)),
        None => (None, None),
    };
    OperationError::new(Error::from_status(reply, unread), documented)
}

/// Declares the call of an operation: its route, its answers, and the options every call has.
///
/// `Name: METHOD "/path" "id" security [["scheme"]] accept "type"; Success { 200 => json };
/// Failure { 404 => NotFound json };`, where the readers are `json`, `text`, `bytes` and `empty`.
/// `at "https://…"` before `security` names a server of the operation's own. With several successes each names its variant of the enum `Success`, as failures do; the
/// variant of an `empty` one holds nothing. A success that is `text` or `bytes` can be downloaded,
/// too.
///
/// `Item { 200 => events json until "[DONE]" };` is a stream of server-sent events with an `Item`
/// each, and `Item { 200 => lines json };` one of lines; see `streamed!` for the words.
#[allow(unused_macros)]
macro_rules! operation {
    (
        $name:ident: $method:tt $path:literal $id:literal
        $(at $server:literal)?
        security [$([$($scheme:literal),* $(,)?]),* $(,)?]
        accept $accept:literal;
        $item:ty { $pattern:pat => events $how:ident $(until $end:literal)? $(,)? };
        $failure:ty { $($failures:tt)* };
    ) => {
        operation!(@call $name $method $path $id [$($server)?] [$(&[$($scheme),*]),*] $accept);
        operation!(
            @stream $name $pattern, [$crate::runtime::Events] $item, $failure;
            events($crate::runtime::EventFormat::$how() $(.until($end))?); $($failures)*
        );
    };
    (
        $name:ident: $method:tt $path:literal $id:literal
        $(at $server:literal)?
        security [$([$($scheme:literal),* $(,)?]),* $(,)?]
        accept $accept:literal;
        $item:ty { $pattern:pat => lines json $(,)? };
        $failure:ty { $($failures:tt)* };
    ) => {
        operation!(@call $name $method $path $id [$($server)?] [$(&[$($scheme),*]),*] $accept);
        operation!(
            @stream $name $pattern, [$crate::runtime::Lines] $item, $failure;
            lines(); $($failures)*
        );
    };
    (
        $name:ident: $method:tt $path:literal $id:literal
        $(at $server:literal)?
        security [$([$($scheme:literal),* $(,)?]),* $(,)?]
        accept $accept:literal;
        $success:ty { $($successes:tt)* };
        $failure:ty { $($failures:tt)* };
    ) => {
        operation!(@call $name $method $path $id [$($server)?] [$(&[$($scheme),*]),*] $accept);
        operation!(@download $name $($successes)*);

        impl $name<'_> {
            /// Decodes an answer, however it was received.
            ///
            /// # Errors
            /// As sending the call would, from the answer on.
            pub fn decode(
                response: $crate::runtime::Answer,
            ) -> ::std::result::Result<$success, $crate::runtime::OperationError<$failure>> {
                <Self as $crate::runtime::Operation>::decode(response)
            }
        }

        impl<'a, M> $name<'a, M> {
            /// Gives status, headers and raw body beside the value.
            pub fn with_response(self) -> $crate::runtime::WithResponse<'a, Self, M> {
                self.call.with_response()
            }
        }

        impl<M> $crate::runtime::Operation for $name<'_, M> {
            const ROUTE: &'static $crate::runtime::Route = $name::ROUTE;
            type Output = $success;
            type Error = $failure;

            fn success(
                reply: &mut $crate::runtime::Reply,
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

        #[cfg(feature = "blocking")]
        impl $name<'_, $crate::runtime::Blocking> {
            /// Sends the call and waits for its answer.
            ///
            /// # Errors
            /// When the call fails.
            pub fn send(
                self,
            ) -> ::std::result::Result<$success, $crate::runtime::OperationError<$failure>> {
                self.call.send::<Self>()
            }
        }
    };

    // What all calls have.
    (
        @call $name:ident $method:tt $path:literal $id:literal [$($server:literal)?] $security:tt
        $accept:literal
    ) => {
        impl $name<'_> {
            /// The method, path and security of this operation.
            pub const ROUTE: &'static $crate::runtime::Route = &$crate::runtime::Route {
                id: $id,
                method: operation!(@method $method),
                path: $path,
                server: operation!(@server $($server)?),
                security: &$security,
                accept: $accept,
            };
        }

        impl<'a, M> $name<'a, M> {
            /// Sets a header of this call; it replaces whatever else would set it.
            pub fn header(self, name: &str, value: &str) -> Self {
                Self { call: self.call.header(name, value) }
            }

            /// Sets a query parameter that the operation does not document.
            pub fn extra_query(self, name: &str, value: &str) -> Self {
                Self { call: self.call.extra_query(name, value) }
            }

            /// Sets how long this call may take, all attempts and the waits between them included.
            pub fn timeout(self, timeout: ::std::time::Duration) -> Self {
                Self { call: self.call.timeout(timeout) }
            }

            /// Sets how long one attempt of this call may take.
            pub fn attempt_timeout(self, timeout: ::std::time::Duration) -> Self {
                Self { call: self.call.attempt_timeout(timeout) }
            }

            /// Sets how often this call may be sent again after it failed in a way that may pass.
            /// What is not idempotent is so only [on request](Self::idempotent).
            pub fn retries(self, retries: u32) -> Self {
                Self { call: self.call.retries(retries) }
            }

            /// States that sending this call twice does no more than sending it once.
            pub fn idempotent(self) -> Self {
                Self { call: self.call.idempotent() }
            }

            /// Sets how long the server may be silent within the answer.
            pub fn read_timeout(self, timeout: ::std::time::Duration) -> Self {
                Self { call: self.call.read_timeout(timeout) }
            }

            /// Sets how many bytes the headers of the answer may have.
            pub fn max_header_bytes(self, bytes: u64) -> Self {
                Self { call: self.call.max_header_bytes(bytes) }
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
                $crate::runtime::Request<$crate::runtime::Body>,
                $crate::runtime::Error,
            > {
                self.call.build()
            }

            /// Hands over the answer as it arrives: any status, the body unread.
            pub fn raw(self) -> $crate::runtime::Raw<'a, M> {
                self.call.raw()
            }
        }
    };

    // A method that is no word of Rust stands in quotes.
    (@method $method:ident) => {
        stringify!($method)
    };
    (@method $method:literal) => {
        $method
    };

    (@server) => {
        ""
    };
    (@server $server:literal) => {
        $server
    };

    // What a call has whose answer is a stream.
    (
        @stream $name:ident $pattern:pat, [$($stream:tt)*] $item:ty, $failure:ty;
        $open:ident($($format:tt)*); $($failures:tt)*
    ) => {
        /// Its output is none: what is decoded are the pieces, not the answer.
        impl<M> $crate::runtime::Operation for $name<'_, M> {
            const ROUTE: &'static $crate::runtime::Route = $name::ROUTE;
            type Output = ();
            type Error = $failure;

            fn success(
                reply: &mut $crate::runtime::Reply,
            ) -> ::std::option::Option<::std::result::Result<(), $crate::runtime::Unread>> {
                ::std::matches!(reply.code(), $pattern).then(|| reply.empty())
            }

            operation!(@failure $failure; $($failures)*);

            fn is_live(status: u16) -> bool {
                ::std::matches!(status, $pattern)
            }
        }

        impl<'a> ::std::future::IntoFuture for $name<'a> {
            type Output = ::std::result::Result<
                $($stream)*<$item>,
                $crate::runtime::OperationError<$failure>,
            >;
            type IntoFuture = $crate::runtime::Opening<'a, Self, $($stream)*<$item>>;

            fn into_future(self) -> Self::IntoFuture {
                self.call.$open::<Self, $item>($($format)*).into_future()
            }
        }

        #[cfg(feature = "blocking")]
        impl $name<'_, $crate::runtime::Blocking> {
            /// Sends the call and waits for the head of its answer.
            ///
            /// # Errors
            /// When the call fails.
            pub fn send(
                self,
            ) -> ::std::result::Result<
                $($stream)*<$item, $crate::runtime::Blocking>,
                $crate::runtime::OperationError<$failure>,
            > {
                self.call.$open::<Self, $item>($($format)*).send()
            }
        }
    };

    (@download $name:ident $pattern:pat => text $(,)?) => {
        operation!(@download $name);
    };
    (@download $name:ident $pattern:pat => bytes $(,)?) => {
        operation!(@download $name);
    };
    (@download $name:ident) => {
        impl<'a, M: 'a> $name<'a, M> {
            /// Hands over the bytes of a successful answer as they arrive, at most 1 GiB unless
            /// [another limit](Self::max_response_bytes) is set.
            pub fn download(
                self,
            ) -> $crate::runtime::Open<'a, Self, $crate::runtime::Download<M>, M> {
                self.call.download()
            }
        }
    };
    (@download $name:ident $($other:tt)*) => {};

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
