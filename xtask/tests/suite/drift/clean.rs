//! No false alarm: whatever is written in another way, and wherever `check` is started.

use super::flips::Random;
use super::noise;
use super::real::{Real, copy};
use crate::bench::Result;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Every feature of the generator, its document and settings written in three other ways: the crate
/// on disk, which was made from the original, stays what would be generated.
#[test]
fn how_inputs_are_written_is_no_drift() -> Result {
    let features = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/features");
    let mut checks = 0;
    let mut alarms = Vec::new();
    for feature in folders(&features)? {
        let name = feature.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let real = Real::empty()?;
        copy(&feature, &real.path("spec"))?;
        let line = "--spec spec/spec.yaml";
        let spec = real.read("spec/spec.yaml")?;
        real.run(&format!("generate {line}")).expect(0);
        let Some(said) = noise::tree(&spec) else {
            return Err(format!("{name} is not read").into());
        };
        let mut random = Random(checks + 1);
        let variants = [
            ("CRLF", spec.replace("\r\n", "\n").replace('\n', "\r\n")),
            ("JSON", noise::json(&said, &mut random)),
            ("YAML", noise::yaml(&said, &mut random)),
        ];
        for (variant, text) in variants {
            real.write("spec/spec.yaml", text)?;
            let done = real.run(&format!("check {line}"));
            if done.code != 0 {
                alarms.push(format!("{name} as {variant}: {}{}", done.stdout, done.stderr));
            }
            checks += 1;
        }
    }
    println!("{checks} checks");
    assert!(checks >= 200, "{checks}");
    assert!(alarms.is_empty(), "{} alarms\n{}", alarms.len(), alarms.join("\n"));
    Ok(())
}

/// The settings, and the other file of the document, written in another way.
#[test]
fn how_settings_and_other_files_are_written_is_no_drift() -> Result {
    let real = Real::generated()?;
    for name in ["spec/sdk.yaml", "spec/shared/pet.yaml"] {
        let text = real.read(name)?;
        let said = noise::tree(&text).ok_or("not read")?;
        for seed in 1..=5 {
            for other in
                [noise::json(&said, &mut Random(seed)), noise::yaml(&said, &mut Random(seed))]
            {
                assert_ne!(other, text);
                real.write(name, other)?;
                real.run("check").expect(0);
            }
        }
        real.write(name, text)?;
    }
    Ok(())
}

#[test]
fn what_is_around_is_no_drift() -> Result {
    let real = Real::generated()?;
    // Times.
    for path in ["spec/openapi.yaml", "spec/sdk.yaml", "generated/src/lib.rs", "generated/sdk.lock"]
    {
        let time = SystemTime::now() - Duration::from_secs(86_400);
        File::options().append(true).open(real.path(path))?.set_modified(time)?;
        real.run("check").expect(0);
    }
    // Where it is started, and how places are named.
    let (spec, out) = (real.path("spec/openapi.yaml"), real.path("generated"));
    for folder in ["spec", "generated", "generated/src"] {
        let flags = format!("--spec {} --out {}", spec.display(), out.display());
        real.run_in(&real.path(folder), &format!("check {flags}")).expect(0);
        real.run_in(&real.path(folder), "check --spec ./../spec/openapi.yaml --out ../generated");
    }
    real.run_in(&real.path("spec"), "check --spec openapi.yaml --out ../generated").expect(0);
    // Another place.
    let moved = real.copy()?;
    moved.run("check").expect(0);
    // What builds and repositories leave.
    for path in ["target/debug/x.rs", "Cargo.lock", ".git/config"] {
        real.write(&format!("generated/{path}"), "x")?;
        real.run("check").expect(0);
    }
    // What neither git nor an archive keeps.
    fs::create_dir_all(real.path("generated/src/empty/folder"))?;
    real.run("check").expect(0);
    modes(&real)
}

/// What a umask or a read-only checkout makes of files.
#[cfg(unix)]
fn modes(real: &Real) -> Result {
    use std::os::unix::fs::PermissionsExt;
    for mode in [0o600, 0o400, 0o666, 0o440] {
        for path in ["generated/src/lib.rs", "generated/sdk.lock", "spec/openapi.yaml"] {
            fs::set_permissions(real.path(path), fs::Permissions::from_mode(mode))?;
        }
        real.run("check").expect(0);
    }
    Ok(())
}

#[cfg(not(unix))]
fn modes(_: &Real) -> Result {
    Ok(())
}

fn folders(root: &Path) -> Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(root)? {
        let path = entry?.path();
        if path.join("spec.yaml").exists() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}
