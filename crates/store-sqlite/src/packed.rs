//! Records are kept packed: thirty snapshots of a large tenant take a third of the room.

use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::{Work, damaged, json};

/// No record is nearly as long, bytes; what unpacks to more is damaged.
const LONGEST: u64 = 64 * 1024 * 1024;

/// A value as packed JSON.
pub(crate) fn pack(value: &impl Serialize) -> Work<Vec<u8>> {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(json(value)?.as_bytes())?;
    Ok(packer.finish()?)
}

/// The value of a packed column; what does not read back names its table and row.
pub(crate) fn unpack<T: DeserializeOwned>(
    table: &'static str,
    row: &str,
    packed: &[u8],
) -> Work<T> {
    let mut json = Vec::with_capacity(packed.len() * 8);
    let read = DeflateDecoder::new(packed)
        .take(LONGEST)
        .read_to_end(&mut json);
    read.map_err(|e| damaged(table, row, e))?;
    serde_json::from_slice(&json).map_err(|e| damaged(table, row, e))
}

/// So many records are worth a thread.
const WORTH_A_THREAD: usize = 256;

/// Does the same with each item, in their order, on as many processors as there are: packing and unpacking takes
/// longer than the database does.
pub(crate) fn with_each<T: Sync, U: Send>(
    items: &[T],
    work: impl Fn(&T) -> Work<U> + Sync,
) -> Work<Vec<U>> {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = processors.min(items.len() / WORTH_A_THREAD).max(1);
    if threads == 1 {
        return items.iter().map(work).collect();
    }
    thread::scope(|scope| {
        let parts = items.chunks(items.len().div_ceil(threads));
        let started: Vec<_> = parts
            .map(|part| scope.spawn(|| part.iter().map(&work).collect::<Work<Vec<U>>>()))
            .collect();
        let mut all = Vec::with_capacity(items.len());
        for thread in started {
            all.extend(thread.join().unwrap_or_else(|panic| resume_unwind(panic))?);
        }
        Ok(all)
    })
}

#[cfg(test)]
mod tests {
    use store::StoreError;

    use super::*;
    use crate::failure::Failure;

    #[test]
    fn any_text_comes_back() {
        for text in [
            String::new(),
            "é\u{1F4EC}\"\\".to_owned(),
            "Contoso ".repeat(10_000),
        ] {
            let packed = pack(&text).unwrap();
            assert_eq!(unpack::<String>("record", "1", &packed).unwrap(), text);
        }
    }

    #[test]
    fn many_items_keep_their_order_and_the_first_failure_counts() {
        for count in [0, 1, WORTH_A_THREAD, 10 * WORTH_A_THREAD + 7] {
            let items: Vec<usize> = (0..count).collect();
            assert_eq!(with_each(&items, |&n| Ok(n)).unwrap(), items);
        }
        let items: Vec<usize> = (0..10 * WORTH_A_THREAD).collect();
        let failed = with_each(&items, |&n| {
            if n % 1000 == 999 {
                Err(damaged("record", n, "odd"))
            } else {
                Ok(n)
            }
        });
        assert!(
            matches!(failed, Err(Failure::Store(StoreError::Damaged { row, .. })) if row == "999")
        );
    }

    #[test]
    fn a_column_that_was_changed_anywhere_never_panics() {
        let packed = pack(&vec!["Contoso"; 50]).unwrap();
        for place in 0..packed.len() {
            let mut changed = packed.clone();
            changed[place] ^= 0x55;
            for column in [&changed[..], &packed[..place]] {
                match unpack::<Vec<String>>("record", "1", column) {
                    Ok(_)
                    | Err(Failure::Store(StoreError::Damaged {
                        table: "record", ..
                    })) => {}
                    Err(other) => panic!("byte {place}: {other:?}"),
                }
            }
        }
    }
}
