//! The command line as clap reads it. Defaults that depend on the place are in `places`.

use crate::fetch::{Limits, Wanted};
use crate::pipeline::Stage;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;

/// OpenAPI document in, Rust SDK crate out.
#[derive(Debug, Parser)]
#[command(name = "xtask", bin_name = "cargo xtask", version, about, arg_required_else_help = true)]
// Lines are as long as they are, also where another crate of the build turns on clap's wrapping.
#[command(term_width = 0)]
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
#[command(next_help_heading = "Options of every command")]
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
    /// A changelog; of `diff` only.
    Markdown,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the crate: changed files only, all or nothing
    Generate {
        /// Compare only, like `check`
        #[arg(long)]
        check: bool,
        /// The recorded version was never published: its successor is that of the version before it
        #[arg(long, conflicts_with = "check")]
        unreleased: bool,
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
    /// Say what lies between two versions for those who use the crate, and the least version for it
    Diff(Diff),
    /// Copy the crate into another project, upgrade such a copy, or verify it offline
    Vendor(Vendor),
    /// Set up a project for another API: document, settings, crate, command line, CI
    New(New),
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
    /// Bring the vendor's document, and write the part of it that the settings select
    Fetch(Fetch),
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

/// Flags of `fetch`.
#[derive(Clone, Debug, Args)]
pub struct Fetch {
    /// A URL (https, or http to this machine), or a file [default: `source` of the settings]
    #[arg(value_name = "URL or FILE")]
    pub source: Option<String>,
    /// Write nothing; stop with exit code 1 when something would change
    #[arg(long, visible_alias = "dry-run")]
    pub check: bool,
    /// Replace a document that no fetch wrote
    #[arg(long)]
    pub force: bool,
    /// How long it may take, if the document is from a URL
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub time_limit: u64,
    /// How large the document may be after decompression, if it is from a URL
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=256))]
    pub size_limit: u64,
}

impl Fetch {
    /// The same without the units of a command line.
    #[must_use]
    pub fn wanted(&self) -> Wanted {
        let limits =
            Limits { time: Duration::from_secs(self.time_limit), size: self.size_limit << 20 };
        let source = self.source.clone();
        Wanted { source, check: self.check, force: self.force, limits }
    }
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

/// Flags of `diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// The old side: a document, or a recorded sdk.surface.json [default: the one recorded beside the
    /// settings]
    #[arg(value_name = "OLD")]
    pub old: Option<PathBuf>,
    /// The new side [default: the present document and settings]
    #[arg(value_name = "NEW")]
    pub new: Option<PathBuf>,
    /// The settings of the old document [default: those of the new one]
    #[arg(long, value_name = "FILE")]
    pub old_config: Option<PathBuf>,
    /// Stop with exit code 1 when the version has to move by this part or more
    #[arg(long, value_name = "PART", value_enum, default_value_t = FailOn::None)]
    pub fail_on: FailOn,
    /// Print the JSON Schema of what `--format json` gives as `data`
    #[arg(long, conflicts_with_all = ["old", "new"])]
    pub schema: bool,
}

/// A part of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Never.
    None,
    /// At any change.
    Patch,
    /// When there is something new.
    Minor,
    /// When something breaks.
    Major,
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

/// Flags of `new`.
#[derive(Debug, Args)]
pub struct New {
    /// The directory of the project: absent or empty
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// The name of the generated package [default: made from the title of the document]
    #[arg(long, value_name = "NAME", value_parser = package_name)]
    pub name: Option<String>,
    /// Depend on this tool by Git, from this repository [default: by path, from where it was built]
    #[arg(long, value_name = "URL", requires = "tool_rev")]
    pub tool_git: Option<String>,
    /// The commit of that repository
    #[arg(long, value_name = "REV", requires = "tool_git")]
    pub tool_rev: Option<String>,
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

/// Refuses a name that no package can have.
fn package_name(text: &str) -> Result<String, String> {
    crate::pipeline::check_name(text).map(|()| text.to_owned())
}

/// Flags of `vendor`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("direction").required(true).args(["to", "upgrade", "verify"]))]
pub struct Vendor {
    /// Copy the crate to this directory: absent, empty, or an earlier copy
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    /// Replace the earlier copy in this directory, unless it was edited
    #[arg(long, value_name = "DIR")]
    pub upgrade: Option<PathBuf>,
    /// Compare this copy with its own lock
    #[arg(long, value_name = "DIR")]
    pub verify: Option<PathBuf>,
    /// The digest of the lock that the copy should have
    #[arg(long, value_name = "SHA256", conflicts_with_all = ["to", "upgrade"])]
    pub digest: Option<String>,
    /// Overwrite what was edited in an earlier copy
    #[arg(long, conflicts_with = "verify")]
    pub force: bool,
}
