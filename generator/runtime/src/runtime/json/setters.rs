//! `setters!`: building the body of a request.
//!
//! `new` takes what must be there, and one method each sets what may be. Checks nothing: limits
//! that the API puts on a value are the server's to judge.

/// Implements `new` and the setters of a struct.
///
/// Fields that must be written are parameters of `new`, by name and type; one that may be `null`
/// has the type `Option<T>` there. The others are listed after it:
///
/// | words | methods |
/// |---|---|
/// | `optional name: T` | `name(value)` |
/// | `nullable name: T` | `name(value)`; without it, `null` is written |
/// | `nullish name name_null: T` | `name(value)` and `name_null()` |
/// | `rest name: T` | `name(value)`, where `T` is the whole map |
#[allow(unused_macros)]
macro_rules! setters {
    ($type:ident {
        new($($parameter:ident: $required:ty),* $(,)?)
        $(, $word:ident $name:ident $($null:ident)?: $value:ty)* $(,)?
    }) => {
        #[allow(
            deprecated,
            clippy::should_implement_trait,
            clippy::too_many_arguments,
            reason = "the fields are the document's, and so are their names and number"
        )]
        impl $type {
            /// A value with everything that is required, and nothing else.
            #[must_use]
            pub fn new($($parameter: impl Into<$required>),*) -> Self {
                Self {
                    $($parameter: $parameter.into(),)*
                    $($name: Default::default(),)*
                }
            }

            $(
                #[doc = concat!("Sets `", stringify!($name), "`.")]
                #[must_use]
                pub fn $name(mut self, value: impl Into<$value>) -> Self {
                    self.$name = setters!(@$word value.into());
                    self
                }

                $(
                    #[doc = concat!("Sets `", stringify!($name), "` to `null`.")]
                    #[must_use]
                    pub fn $null(mut self) -> Self {
                        self.$name = $crate::runtime::json::Nullish::Null;
                        self
                    }
                )?
            )*
        }
    };

    (@optional $value:expr) => { Some($value) };
    (@nullable $value:expr) => { Some($value) };
    (@nullish $value:expr) => { $crate::runtime::json::Nullish::Value($value) };
    (@rest $value:expr) => { $value };
}
