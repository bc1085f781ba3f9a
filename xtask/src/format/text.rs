//! The report for people.

use super::{Streams, harmless, one_line, painted};
use crate::pipeline::Comparison;
use crate::report::{Change, Report};

pub(super) fn render(report: &Report) -> Streams {
    // What the generator wrote may be colored, if colors are wanted.
    let own = if report.colored { painted } else { harmless };
    let mut streams = Streams { stdout: String::new(), stderr: own(&report.findings.text) };
    if !streams.stderr.is_empty() && !streams.stderr.ends_with('\n') {
        streams.stderr.push('\n');
    }
    if let Some(text) = &report.output {
        streams.stdout.push_str(&own(text));
    }
    let mut line = |text: String| streams.stdout.push_str(&(text + "\n"));
    if !report.title.is_empty() {
        line(one_line(&report.title));
    }
    for text in report.comparison.iter().flat_map(comparison) {
        line(one_line(&text));
    }
    for cause in &report.causes {
        line(format!("cause: {}", one_line(&cause.message)));
    }
    for change in &report.changes {
        line(one_line(&entry(change)));
    }
    for text in report.changes.iter().filter_map(|change| change.diff.as_deref()) {
        line(format!("\n{}", harmless(text).trim_end()));
    }
    if report.drift && (report.repair.is_some() || !report.by_hand.is_empty()) {
        line(String::new());
    }
    for sentence in &report.by_hand {
        line(format!("by hand: {}", one_line(sentence)));
    }
    if let Some(command) = &report.repair {
        line(format!("repair: {}", one_line(command)));
    }
    for remark in &report.remarks {
        streams.stderr.push_str(&format!("note: {}\n", one_line(remark)));
    }
    if let Some(failure) = &report.failure {
        streams.stderr.push_str(&format!("error: {}\n", one_line(&failure.message)));
        if let Some(help) = &failure.help {
            streams.stderr.push_str(&format!("help: {}\n", one_line(help)));
        }
    }
    streams
}

/// One line for each change, with what it means and whom it concerns.
fn comparison(it: &Comparison) -> Vec<String> {
    let mut lines = Vec::new();
    for change in &it.changes {
        let axes =
            [("wire", change.wire), ("source", change.source), ("behaviour", change.behaviour)];
        let axes: Vec<String> = axes
            .iter()
            .filter(|(_, level)| *level != "none")
            .map(|(axis, level)| format!("{axis} {level}"))
            .collect();
        let axes = if axes.is_empty() { "words only".to_owned() } else { axes.join(", ") };
        let way = if change.direction == "none" { "" } else { change.direction };
        let way = if way.is_empty() { String::new() } else { format!(", in the {way}") };
        let way = way.replace("in the both", "both ways");
        let mark = if change.approved.is_some() { "approved" } else { change.bump };
        lines.push(format!("{mark}[{}] {}", change.code, change.sentence()));
        lines.push(format!("  {axes}{way}"));
        if !change.operations.is_empty() {
            lines.push(format!("  operations: {}", change.operations.join(", ")));
        }
        if let Some(because) = &change.approved {
            lines.push(format!("  approved: {because}"));
        }
    }
    lines
}

fn entry(change: &Change) -> String {
    let mut entry = format!("{} {}", change.mark.letter(), change.path);
    if let Some((added, removed)) = change.lines {
        entry.push_str(&format!("  +{added} -{removed}"));
    }
    if !change.why.is_empty() {
        entry.push_str(&format!("  ({})", change.why));
    }
    entry
}
