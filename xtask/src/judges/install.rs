//! What judges need, installed below `target/judges` once for each content of its pins. Each failure says what to do.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use sha2::{Digest as _, Sha256};

use super::program::Program;

/// An installation from a registry; 500 MB of small files on a slow machine.
const LIMIT: Duration = Duration::from_mins(15);
/// Asking a program for its version.
const SOON: Duration = Duration::from_mins(1);
/// In an installed folder: the digest of the pins that it was made from. Written last.
const MARK: &str = "installed.sha256";

/// Python with packages, and the programs of a folder beside it.
#[derive(Debug)]
pub(super) struct Python {
    python: PathBuf,
    programs: PathBuf,
}

/// Node with packages, and the programs of a folder beside them.
#[derive(Debug)]
pub(super) struct Node {
    folder: PathBuf,
}

/// Debian's browser.
#[derive(Debug)]
pub(super) struct Chromium {
    /// Drives it, over WebDriver.
    pub(super) driver: PathBuf,
    /// The browser itself.
    pub(super) browser: PathBuf,
}

impl Python {
    /// The command line of a program of the folder.
    pub(super) fn script(&self, name: &str) -> Vec<PathBuf> {
        vec![self.python.clone(), self.programs.join(name)]
    }

    /// A program that came with a package.
    pub(super) fn tool(&self, name: &str) -> Vec<PathBuf> {
        vec![self.python.with_file_name(name)]
    }
}

impl Node {
    /// The command line of a program of the folder.
    pub(super) fn script(&self, name: &str) -> Vec<PathBuf> {
        vec!["node".into(), self.folder.join(name)]
    }

    /// A program that came with a package.
    pub(super) fn tool(&self, name: &str) -> Vec<PathBuf> {
        vec![self.folder.join("node_modules/.bin").join(name)]
    }

    /// A file of a package.
    pub(super) fn file(&self, path: &str) -> PathBuf {
        self.folder.join("node_modules").join(path)
    }
}

/// A virtual environment with the packages of `requirements.txt`.
pub(super) fn venv(programs: &Path, folder: &Path) -> anyhow::Result<Python> {
    let pins = programs.join("requirements.txt");
    let version = version(&debian("python3", "python3 python3-venv")?)?;
    let venv = folder.join("venv");
    let python = Python {
        python: venv.join("bin/python"),
        programs: folder.to_owned(),
    };
    once(folder, &version, std::slice::from_ref(&pins), || {
        Program::new("python3", SOON)
            .args(["-m", "venv"])
            .arg(&venv)
            .good()
            .context("no virtual environment; run `apt-get install python3-venv`")?;
        Program::new(&python.python, LIMIT)
            .args(["-m", "pip", "install", "--quiet", "--no-input", "--no-deps"])
            .arg("--requirement")
            .arg(&pins)
            .good()
            .with_context(|| not_installed(&pins, "the Python package index"))?;
        Program::new(&python.python, SOON)
            .args(["-m", "pip", "check"])
            .good()
            .with_context(|| format!("{}: the pins do not fit together", pins.display()))
    })?;
    copy_programs(programs, folder)?;
    Ok(python)
}

/// A folder with the packages of `package.json`, in the versions of `package-lock.json`.
pub(super) fn npm(programs: &Path, folder: &Path) -> anyhow::Result<Node> {
    let pins = ["package.json", "package-lock.json"].map(|name| programs.join(name));
    let version = version(&debian("node", "nodejs")?)?;
    debian("npm", "npm")?;
    once(folder, &version, &pins, || {
        for pin in &pins {
            fs_err::copy(pin, folder.join(pin.file_name().unwrap_or_default()))?;
        }
        // No package runs a script of its own: what it would download from elsewhere nobody needs.
        Program::new("npm", LIMIT)
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .arg("--loglevel=error")
            .dir(folder)
            .good()
            .with_context(|| not_installed(&pins[0], "the npm registry"))
    })?;
    copy_programs(programs, folder)?;
    Ok(Node {
        folder: folder.to_owned(),
    })
}

/// The browser, from Debian where it is not here yet.
pub(super) fn chromium() -> anyhow::Result<Chromium> {
    Ok(Chromium {
        browser: debian("chromium", "chromium")?,
        driver: debian("chromedriver", "chromium-driver")?,
    })
}

/// A program of a Debian package, which is installed first where it is missing and we may.
pub(super) fn debian(program: &str, package: &str) -> anyhow::Result<PathBuf> {
    if let Some(found) = on_path(program) {
        return Ok(found);
    }
    let command = format!("apt-get update && apt-get install --yes {package}");
    let root = Program::new("id", SOON).arg("-u").good()?.trim() == "0";
    if !root {
        bail!("`{program}` is not here; run this as root, then again: {command}");
    }
    Program::new("sh", LIMIT)
        .args(["-c", &command])
        .env("DEBIAN_FRONTEND", "noninteractive")
        .good()
        .with_context(|| {
            format!("`{program}` is not here and could not be installed; run: {command}")
        })?;
    on_path(program).with_context(|| format!("{package} brought no `{program}`"))
}

/// Does something in an empty folder unless it was done there already from the same pins.
fn once(
    folder: &Path,
    version: &str,
    pins: &[PathBuf],
    install: impl FnOnce() -> anyhow::Result<String>,
) -> anyhow::Result<()> {
    let mut digest = Sha256::new_with_prefix(version);
    for pin in pins {
        digest.update(fs_err::read(pin)?);
    }
    let wanted = hex::encode(digest.finalize());
    let mark = folder.join(MARK);
    if fs_err::read_to_string(&mark).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    if fs_err::exists(folder)? {
        fs_err::remove_dir_all(folder)?;
    }
    fs_err::create_dir_all(folder)?;
    install()?;
    fs_err::write(&mark, wanted)?;
    Ok(())
}

/// Programs stand beside their packages, where Node looks for them.
fn copy_programs(from: &Path, to: &Path) -> anyhow::Result<()> {
    for entry in fs_err::read_dir(from)? {
        let path = entry?.path();
        let is_program = path.extension().is_some_and(|e| e == "py" || e == "mjs");
        if let (true, Some(name)) = (is_program, path.file_name()) {
            fs_err::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

/// What a program says of its version: another one needs its packages anew.
fn version(program: &Path) -> anyhow::Result<String> {
    Program::new(program, SOON).arg("--version").good()
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}

fn not_installed(pins: &Path, registry: &str) -> String {
    format!(
        "the packages of {} could not be installed; see that this machine reaches {registry}, and run it again",
        pins.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_installation_is_made_once_for_each_content_of_its_pins() {
        let room = tempfile::tempdir().unwrap();
        let (pins, folder) = (room.path().join("pins"), room.path().join("installed"));
        let made = std::cell::Cell::new(0);
        let install = |version: &str, works: bool| {
            once(&folder, version, std::slice::from_ref(&pins), || {
                made.set(made.get() + 1);
                assert!(
                    folder.read_dir().unwrap().next().is_none(),
                    "the folder is empty"
                );
                fs_err::write(folder.join("thing"), "")?;
                if works {
                    Ok(String::new())
                } else {
                    bail!("no network")
                }
            })
        };
        fs_err::write(&pins, "a==1").unwrap();
        install("1", false).unwrap_err();
        install("1", true).unwrap();
        install("1", true).unwrap();
        assert_eq!(
            made.get(),
            2,
            "one that failed is no installation; one that worked is kept"
        );
        install("2", true).unwrap();
        fs_err::write(&pins, "a==2").unwrap();
        install("2", true).unwrap();
        assert_eq!(made.get(), 4, "another version, other pins");
    }

    #[test]
    fn a_program_is_found_where_a_shell_would_find_it() {
        let found = on_path("sh").unwrap();
        assert!(
            found.is_absolute() && found.ends_with("sh"),
            "{}",
            found.display()
        );
        assert_eq!(on_path("no-such-program"), None);
    }
}
