//! The report for programs: one JSON object, whose fields may grow in number but not change in meaning.

use super::{Streams, harmless};
use crate::pipeline::{Finding, Severity};
use crate::report::{Change, Report};
use serde_json::{Value, json};

const SCHEMA_VERSION: u32 = 1;

pub(super) fn render(report: &Report) -> Streams {
    let failure =
        report.failure.as_ref().map(|it| json!({ "message": it.message, "help": it.help }));
    // Only maps with keys that are not strings fail, and there are none.
    let compared =
        report.comparison.as_ref().map(|it| serde_json::to_value(it).unwrap_or_default());
    let causes = report.causes.iter().map(|it| json!({ "code": it.code, "message": it.message }));
    let object = json!({
        "schema_version": SCHEMA_VERSION,
        "command": report.command,
        "exit": report.exit().code(),
        "title": report.title,
        "findings": report.findings.items.iter().map(finding).collect::<Vec<_>>(),
        "losses": report.losses.report,
        "causes": causes.collect::<Vec<_>>(),
        "changes": report.changes.iter().map(change).collect::<Vec<_>>(),
        "files": report.totals.map(|(files, _)| files),
        "repair": report.repair,
        "by_hand": report.by_hand,
        "remarks": report.remarks,
        "output": report.output,
        "data": compared.as_ref().or(report.data.as_ref()),
        "failure": failure,
    });
    Streams { stdout: harmless::json(&format!("{object:#}\n")), stderr: String::new() }
}

fn finding(it: &Finding) -> Value {
    json!({
        "severity": match it.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        },
        "code": it.code,
        "file": it.file,
        "pointer": it.pointer,
        "line": it.position.map(|(line, _)| line),
        "column": it.position.map(|(_, column)| column),
        "message": it.message,
        "help": it.help,
    })
}

fn change(it: &Change) -> Value {
    json!({
        "kind": it.mark.code(),
        "path": it.path,
        "why": it.why,
        "added": it.lines.map(|(added, _)| added),
        "removed": it.lines.map(|(_, removed)| removed),
        "line": it.line,
        "diff": it.diff,
    })
}
