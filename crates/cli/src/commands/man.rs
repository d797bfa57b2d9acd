//! `man`: a man page for each command.

use std::io;
use std::path::Path;

use crate::args::Man;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reference;

pub(crate) fn run(args: &Man) -> Result<Exit, Failure> {
    let mut root = reference::command();
    root.build();
    fs_err::create_dir_all(&args.dir)
        .and_then(|()| pages(&root, "boxseat", &args.dir))
        .map_err(|e| Failure::Write(args.dir.clone(), e))?;
    Ok(Exit::Done)
}

/// The page of a command, then those below it: `boxseat-tenant-serve.1`.
fn pages(command: &clap::Command, name: &str, dir: &Path) -> io::Result<()> {
    let mut page = Vec::new();
    clap_mangen::Man::new(
        command
            .clone()
            .name(name.to_owned())
            .display_name(name.to_owned()),
    )
    .render(&mut page)?;
    fs_err::write(dir.join(format!("{name}.1")), page)?;
    for child in command
        .get_subcommands()
        .filter(|c| !c.is_hide_set() && c.get_name() != "help")
    {
        pages(child, &format!("{name}-{}", child.get_name()), dir)?;
    }
    Ok(())
}
