//! The words of the guide: what holds for every generated crate, or for every one that has the part.
//!
//! Whether a crate has it, and what code stands below, is decided in `guide`.

pub(super) const CREDENTIALS: &[&str] = &[
    "The builder takes each credential by the name of its scheme. A token that expires is given by a",
    "provider instead: a function, or a type of your own that is a `CredentialProvider`. It is asked when",
    "a call needs a token; the client and its clones keep the answer until shortly before it expires, or",
    "until the server answers 401: then it is asked again, and that call is sent once more.",
];

pub(super) const CLIENT_CREDENTIALS: &[&str] =
    &["With the feature `oauth2`, tokens are obtained with the ID and the secret of a client:"];

pub(super) const CALLS: &[&str] = &[
    "Calls are built from a group of operations: required values are arguments, optional ones are",
    "methods of the call, and awaiting it sends it. `.with_response()` gives status, headers and the",
    "number of attempts beside the value, `.raw()` the answer as it came, and `.build()` the request",
    "without sending it. `.header()` and `.extra_query()` add what the document does not know, and the",
    "client's `request()` calls a path that it does not know.",
    "",
    "Values that the document does not know do not fail: enums and unions keep them as `Unknown`, and",
    "unknown fields are ignored.",
];

pub(super) const ERRORS: &[&str] = &[
    "`?` turns every operation's error into `Error`. Before that, `documented()` is the typed body of a",
    "documented status. `status()`, `headers()`, `request_id()` and the raw `body()` are there whatever",
    "the body was, and `kind()` tells what went wrong. A body that does not fit is reported by its place,",
    "such as `items[3].email`; what stands there is not repeated.",
];

pub(super) const RETRIES: &[&str] = &[
    "Calls that may be repeated are: after faults of the connection and the statuses 408, 429 and 5xx,",
    "twice, after a random wait that doubles, or the one the server asks for. A `POST` or `PATCH` is",
    "repeated only if it never reached the server, or after `.idempotent()`. A budget shared by all clones",
    "of a client ends retries when most calls fail.",
    "",
    "Connecting, an attempt, the pause between two pieces of an answer and the whole call have time-outs,",
    "and answers a largest size; the builder sets them for all calls, most can be set for one. `https` is",
    "demanded except on the loopback, redirects are not followed, and no value in a path can reach another.",
];

pub(super) const RATE_LIMITS: &[&str] = &[
    "`limit_rate()` of the builder keeps the limits below, `rate_limit()` one of your own: calls wait for",
    "their turn, within their time-outs. The clones of a client share it, and wait together when an answer",
    "of 429 asks for time. Without either, nothing is held back.",
];

pub(super) const PAGES: &[&str] = &[
    "Lists that come in pages have `.items()` and `.pages()`, which ask for the next page when it is",
    "needed. Both are also a `Stream`, and `position()` is where to `resume()` later, in another process",
    "if need be. A list that leads back to where it was, or that has no end, ends with an error.",
];

pub(super) const AHEAD: &[&str] =
    &["Pages that have numbers can be asked for ahead, such as four at a time: `.prefetch(4)`."];

pub(super) const EVENTS: &[&str] = &[
    "- Server-sent events come as `Events`: `next()` gives each as it arrives, and `reconnect()` lets the",
    "  call be sent again from the last event when the connection ends.",
];

pub(super) const LINES: &[&str] =
    &["- Lines of JSON come as `Lines`: `next()` gives each as it arrives."];

pub(super) const ON_REQUEST: &[&str] = &[
    "- A call that answers either as a whole or as a stream gives the stream by `.events()` or `.lines()`.",
];

pub(super) const OPEN: &[&str] = &[
    "- An event or a line that does not fit is an error, and the next one follows. Once it has begun, only",
    "  the server's silence ends a stream: after 60 seconds, or `idle_timeout()`.",
];

pub(super) const DOWNLOADS: &[&str] = &[
    "- A call that answers with text or bytes has `.download()`, which gives them in chunks, at most 1 GiB",
    "  or `.max_response_bytes()`.",
];

pub(super) const UPLOADS: &[&str] = &[
    "- A body that is sent as it is is an `Upload`: bytes, text, a file, a reader or a stream. What can be",
    "  read only once is never sent again.",
];

pub(super) const PARTS: &[&str] = &[
    "- Files in forms are of the type `Part`: any `Upload`, with a file name and a content type.",
];

pub(super) const UPDATES: &[&str] = &[
    "A field that may be absent *or* null is `Nullish`, so that an update can leave a value alone, clear it",
    "or set it. `diff` gives the smallest update between two states.",
];

pub(super) const WEBHOOKS: &[&str] = &[
    "The verifier checks the signature and the age before it reads the event. One of a type that this",
    "version does not know is kept.",
];

pub(super) const BLOCKING: &[&str] = &[
    "The feature `blocking` adds a client for programs without an async runtime, and needs none below it.",
    "Groups, calls and options are the same; `.send()` sends, and pages and items are iterators.",
];

pub(super) const LOGS: &[&str] = &[
    "No error, no `Debug` and no span shows a credential. `Debug` of the API's types shows their data, and",
    "with the feature `redact-debug` only their names. The feature `tracing` gives a span for each call and",
    "each attempt, with method, template of the path, status and number of attempts; `trace_targets(true)`",
    "of the builder adds the path and query of the request, without credentials.",
    "",
    "What lies below has logs of its own. At the level `TRACE`, `ureq` and `ureq_proto`, which send for",
    "blocking clients, hand all that they send to the crate `log`, credentials included: filter them out,",
    "such as by `RUST_LOG=trace,ureq=info,ureq_proto=info`.",
];

pub(super) const TESTING: &[&str] = &[
    "The feature `test-util` adds a transport that answers from a script, in time that passes at once.",
    "`test_util::example()` makes up a value of any of the API's types, and `Answer::example` an answer of",
    "one. Nothing leaves the process, and a request that no answer is meant for fails its call.",
];

pub(super) const FEATURES: &[&str] = &[
    "Each group of operations is a feature, and a build with few groups compiles only the types that they",
    "reach: `default-features = false`, then the groups, a transport and TLS. Without a transport there",
    "are types and requests, and `Transport` takes your own. Names that begin with `_` are not for people.",
];

pub(super) const UPGRADING: &[&str] = &[
    "Structs and enums are `#[non_exhaustive]`, so a document that grows breaks no program: new fields,",
    "values, variants and operations are a minor version. What the document removes or renames, and a field",
    "that changes between required and optional, is a major one. A feature may gain types, never lose them,",
    "within a version; the hidden features may change at any time.",
];
