//! The macro that declares an operation which can also answer with a stream.

/// Declares the second way to read an operation's answer, beside its usual one:
///
/// `Name: Item => events json until "[DONE]", accept "text/event-stream", flag "stream";`
///
/// `until` names the data that ends the stream, `flag` a member of the body that asks for it. Lines
/// of JSON are `lines json`. Of events, `json` says that the data is JSON, `text` that it is text,
/// `envelope` that the event as a whole is the value.
#[allow(unused_macros)]
macro_rules! streamed {
    (
        $name:ident: $item:ty => events $how:ident $(until $end:literal)?,
        accept $accept:literal $(, flag $flag:literal)?;
    ) => {
        impl<'a, M: 'a> $name<'a, M> {
            /// Asks for the answer as server-sent events, read while they arrive.
            $(#[doc = concat!("\n\nSets `", $flag, "` in the body.")])?
            pub fn events(
                self,
            ) -> $crate::runtime::Open<'a, Self, $crate::runtime::Events<$item, M>, M> {
                let format = $crate::runtime::EventFormat::$how() $(.until($end))?;
                self.call.accept($accept) $(.flag($flag))? .events(format)
            }
        }
    };
    (
        $name:ident: $item:ty => lines json, accept $accept:literal $(, flag $flag:literal)?;
    ) => {
        impl<'a, M: 'a> $name<'a, M> {
            /// Asks for the answer as lines of JSON, read while they arrive.
            $(#[doc = concat!("\n\nSets `", $flag, "` in the body.")])?
            pub fn lines(
                self,
            ) -> $crate::runtime::Open<'a, Self, $crate::runtime::Lines<$item, M>, M> {
                self.call.accept($accept) $(.flag($flag))? .lines()
            }
        }
    };
}
