//! The data folder: whose it is, and the files of the store in it.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use fs_err::File;
use model::TenantId;
use store::StoreError;

use crate::failure::Failure;
use crate::schema;

const DATABASE: &str = "boxseat.db";
const SET_UP: &str = "boxseat.lock";

/// What files of ours begin with; the embedded tenant may have been there before the store.
const OURS: [&str; 4] = [DATABASE, SET_UP, "lease-", "tenant.db"];

/// What a file system or a desktop puts into every folder.
const NOBODYS: [&str; 2] = ["lost+found", ".DS_Store"];

/// A folder that is known to be ours.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Makes the folder, or makes sure that it is ours before anything is written to it.
    pub(crate) fn claim(path: &Path) -> Result<Self, StoreError> {
        let folder = Self(path.to_owned());
        let fail = |e: io::Error| Failure::from(e).at(path);
        match fs_err::metadata(path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => make_private(path).map_err(fail)?,
            Err(e) => return Err(fail(e)),
            Ok(found) if !found.is_dir() => {
                return Err(foreign(path, "it is a file; name a folder"));
            }
            Ok(_) => folder.inspect().map_err(|f| f.at(path))?,
        }
        Ok(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.0.join(DATABASE)
    }

    /// The file whose lock is the tenant's lease, opened and not locked.
    pub(crate) fn lease(&self, tenant: TenantId) -> io::Result<File> {
        private_file(&self.0.join(format!("lease-{tenant}.lock")))
    }

    /// Makes the database's file, readable by its owner alone, so that SQLite gives its log the same mode.
    pub(crate) fn ensure_database(&self) -> io::Result<()> {
        private_file(&self.database()).map(drop)
    }

    /// Waits until no other process sets the folder up, and keeps others waiting until it is dropped.
    pub(crate) fn set_up_alone(&self) -> io::Result<File> {
        let file = private_file(&self.0.join(SET_UP))?;
        file.lock()?;
        Ok(file)
    }

    /// Reads only: a folder of someone else's is left as it is.
    fn inspect(&self) -> Result<(), Failure> {
        let database = self.database();
        match fs_err::metadata(&database) {
            // (A crash may leave it empty.)
            Ok(found) if found.len() > 0 => return is_ours(&database),
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e.into()),
            Ok(_) | Err(_) => {}
        }
        for entry in fs_err::read_dir(&self.0)? {
            let name = entry?.file_name();
            let name = name.to_string_lossy();
            if !NOBODYS.contains(&&*name) && !OURS.iter().any(|ours| name.starts_with(ours)) {
                let why = format!(
                    "it holds `{name}` and no {DATABASE}, so it is not a data folder of Boxseat; name an empty or a new folder"
                );
                return Err(foreign(&self.0, why).into());
            }
        }
        only_for_owner(&self.0)?;
        Ok(())
    }
}

/// Looks at the header of the file, without SQLite: opening a database of someone else's may write beside it.
/// (The application id stands in the file itself since before there was a log.)
fn is_ours(database: &Path) -> Result<(), Failure> {
    const HEADER: usize = 100;
    const ID_AT: usize = 68;
    let mut header = Vec::with_capacity(HEADER);
    File::open(database)?
        .take(HEADER as u64)
        .read_to_end(&mut header)?;
    let ours = header.starts_with(b"SQLite format 3\0")
        && header.get(ID_AT..ID_AT + 4) == Some(&schema::APPLICATION_ID.to_be_bytes());
    if ours {
        return Ok(());
    }
    let why = "it is not a database of Boxseat; move it away, or name another data folder";
    Err(foreign(database, why).into())
}

fn foreign(path: &Path, why: impl Into<String>) -> StoreError {
    StoreError::Foreign {
        path: path.display().to_string(),
        why: why.into(),
    }
}

fn private_file(path: &Path) -> io::Result<File> {
    let mut options = fs_err::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use fs_err::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

fn make_private(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path)
}

#[cfg(unix)]
fn only_for_owner(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs_err::set_permissions(path, std::fs::Permissions::from_mode(0o700))
}

/// On other systems a folder is as private as the profile it lies in.
#[cfg(not(unix))]
fn only_for_owner(_path: &Path) -> io::Result<()> {
    Ok(())
}
