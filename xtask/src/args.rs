//! The command line as clap reads it. Defaults that depend on the place are in `places`.

use crate::pipeline::Stage;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// OpenAPI document in, Rust SDK crate out.
#[derive(Debug, Parser)]
#[command(name = "xtask", bin_name = "cargo xtask", version, about, arg_required_else_help = true)]
#[command(
    after_help = "Exit codes: 0 fine, 1 drift or findings, 2 usage, 3 input, 4 cannot write, 70 internal error."
)]
pub struct Cli {
    /// Flags of every command.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// Flags of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// The OpenAPI document [default: spec/openapi.yaml of the workspace]
    #[arg(long, global = true, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// The settings; a second sdk.lock is kept beside them [default: sdk.yaml beside the document,
    /// when it exists]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// An overlay of the document, to be applied after those of the settings; can be repeated
    #[arg(long, global = true, value_name = "FILE")]
    pub overlay: Vec<PathBuf>,
    /// The directory of the generated crate [default: generated of the workspace]
    #[arg(long, global = true, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// When to color text
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// How to print the result
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Also say how long each part took
    #[arg(long, short, global = true)]
    pub verbose: bool,
}

/// When to color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How to print a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON object.
    Json,
    /// Annotations of GitHub Actions.
    Github,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the crate: changed files only, all or nothing
    Generate {
        /// Compare only, like `check`
        #[arg(long)]
        check: bool,
        /// Which operations
        #[command(flatten)]
        select: Select,
        /// How to compare
        #[command(flatten)]
        compare: Compare,
    },
    /// Say whether the crate on disk is what would be generated, and why not
    Check {
        /// Which operations; by default those that the crate on disk was generated with
        #[command(flatten)]
        select: Select,
        /// How to compare
        #[command(flatten)]
        compare: Compare,
    },
    /// Copy the crate into another project, or verify such a copy offline
    Vendor(Vendor),
    /// Print one stage of the pipeline
    Inspect {
        /// The stage
        stage: Stage,
        /// Only the type of this name
        #[arg(long = "type", value_name = "NAME")]
        type_name: Option<String>,
        /// Only the operation of this id
        #[arg(long, value_name = "ID")]
        operation: Option<String>,
        /// Which operations
        #[command(flatten)]
        select: Select,
    },
    /// Report what the document says and the crate does not, and which operations that concerns
    Lint {
        /// Which operations
        #[command(flatten)]
        select: Select,
        /// Stop with exit code 1 when there is a warning that the settings do not accept
        #[arg(long)]
        deny_warnings: bool,
    },
    /// Overlays: changes to the document that are kept apart from it
    #[command(subcommand)]
    Overlay(Overlay),
    /// Say what the code of a finding means, or where an item of the crate comes from; alone, list
    /// the codes
    Explain {
        /// The code, as in `warning[CODE]`; an item, as in `Customer::email` or
        /// `customers().get()`; a place in the document (`#/components/…`); or FILE:LINE of the crate
        #[arg(value_name = "CODE|ITEM|FILE:LINE")]
        about: Option<String>,
    },
    /// Let an independent mock server judge the requests of the SDK (needs npm)
    Conformance,
    /// Generate and compile a crate of every OpenAPI document below a directory, and print a table
    Corpus(Corpus),
    /// Generate one document of a corpus, in a process that is measured
    #[command(hide = true)]
    CorpusOne {
        /// Where to write what is to know about the crate
        #[arg(long, value_name = "FILE")]
        result: PathBuf,
        /// How much memory it may take
        #[arg(long, value_name = "MIB")]
        memory_limit: Option<u64>,
    },
}

/// What to do with overlays.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Overlay {
    /// Print the document as it is with its overlays, and what each of their actions selected
    Apply,
}

/// Flags of the commands that compare.
#[derive(Clone, Copy, Debug, Args)]
pub struct Compare {
    /// Stop with exit code 1 when there is a warning
    #[arg(long)]
    pub deny_warnings: bool,
    /// Show diffs in full length
    #[arg(long)]
    pub full: bool,
}

/// Flags of `corpus`.
#[derive(Debug, Args)]
pub struct Corpus {
    /// The directory with the documents, or one document
    #[arg(value_name = "DIR")]
    pub directory: PathBuf,
    /// Where crates, results and the table go [default: target/corpus of the workspace]
    #[arg(long, value_name = "DIR")]
    pub work: Option<PathBuf>,
    /// Only documents whose path has this in it
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,
    /// Compile with the default lints of Clippy
    #[arg(long, conflicts_with = "no_check")]
    pub clippy: bool,
    /// Generate only, compile nothing
    #[arg(long)]
    pub no_check: bool,
    /// Forget what earlier runs found out
    #[arg(long)]
    pub fresh: bool,
    /// How long one document may take to generate, and how long to compile
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    pub time_limit: u64,
    /// How much memory generating one document may take, where the system can limit it
    #[arg(long, value_name = "MIB", default_value_t = 4096)]
    pub memory_limit: u64,
}

/// Flags of the commands that can select, in addition to the settings.
#[derive(Clone, Debug, Args)]
pub struct Select {
    /// Only operations that one of these fits: conditions with commas between, such as `tag=Orders`,
    /// `path=/v1/**,method=get`, `id=orders:*`, `deprecated`, `x-internal=true`; or webhooks:
    /// `webhook=order.*`
    #[arg(long, value_name = "SELECTOR", value_parser = selector)]
    pub only: Vec<String>,
    /// No operation that one of these fits
    #[arg(long, value_name = "SELECTOR", value_parser = selector)]
    pub without: Vec<String>,
}

/// Refuses a selector that cannot be read. What it means is the generator's business.
fn selector(text: &str) -> Result<String, String> {
    crate::pipeline::check_selector(text).map(|()| text.to_owned())
}

/// Flags of `vendor`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("direction").required(true).args(["to", "verify"]))]
pub struct Vendor {
    /// Copy the crate to this directory: absent, empty, or an earlier copy
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    /// Compare this copy with its own lock
    #[arg(long, value_name = "DIR")]
    pub verify: Option<PathBuf>,
    /// Overwrite what was edited in an earlier copy
    #[arg(long, conflicts_with = "verify")]
    pub force: bool,
}
