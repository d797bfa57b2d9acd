//! Bytes to text: UTF-8 with or without a byte order mark, UTF-16 either way round (Windows PowerShell's default for
//! `>` and `Out-File`).

use super::ExportError;

/// The text of a file without its byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<String, ExportError> {
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest)?,
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        // Without a mark: the first character of every export is ASCII, so its other half is zero.
        [first, 0, ..] if *first != 0 => utf16(bytes, u16::from_le_bytes)?,
        [0, second, ..] if *second != 0 => utf16(bytes, u16::from_be_bytes)?,
        _ => utf8(bytes)?,
    };
    if text.trim().is_empty() {
        return Err(ExportError::Empty);
    }
    Ok(text)
}

fn utf8(bytes: &[u8]) -> Result<String, ExportError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(e) => Err(broken_after(&String::from_utf8_lossy(
            &bytes[..e.valid_up_to()],
        ))),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ExportError> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(pairs.len());
    for decoded in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        match decoded {
            Ok(c) => text.push(c),
            Err(_) => return Err(broken_after(&text)),
        }
    }
    if odd.is_empty() {
        Ok(text)
    } else {
        Err(broken_after(&text))
    }
}

/// The place behind a text.
fn broken_after(text: &str) -> ExportError {
    let line = text.matches('\n').count() as u64 + 1;
    let column = text.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
    ExportError::Encoding { line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16_of(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "Naam,Crèche 🏢\r\n";
        for mark in ["", "\u{feff}"] {
            let marked = format!("{mark}{text}");
            for bytes in [
                marked.clone().into_bytes(),
                utf16_of(&marked, u16::to_le_bytes),
                utf16_of(&marked, u16::to_be_bytes),
            ] {
                assert_eq!(decode(&bytes).unwrap(), text);
            }
        }
    }

    #[test]
    fn what_is_broken_is_named_by_its_place() {
        let at = |line, column| ExportError::Encoding { line, column };
        for (bytes, error) in [
            (&b""[..], ExportError::Empty),
            (b"\xEF\xBB\xBF \r\n", ExportError::Empty),
            (b"a,b\r\nCr\xE8che,1", at(2, 3)),
            (b"\xFF\xFEa\0\0\xD8b\0", at(1, 2)),
            (b"\xFF\xFEa\0b", at(1, 2)),
        ] {
            assert_eq!(decode(bytes).unwrap_err(), error);
        }
    }
}
