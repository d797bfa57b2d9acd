//! What a browser loads beside a page: one style sheet, whose name is its digest, so that it may be kept for ever.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// The style sheet.
pub(crate) const CSS: &str = include_str!("../assets/boxseat.css");

static DIGEST: LazyLock<[u8; 32]> = LazyLock::new(|| Sha256::digest(CSS.as_bytes()).into());

/// The name of the style sheet below `/assets/`.
pub(crate) static CSS_NAME: LazyLock<String> =
    LazyLock::new(|| format!("boxseat.{}.css", hex::encode(&DIGEST[..8])));

/// The digest of the style sheet as a content security policy names it.
pub(crate) static CSS_HASH: LazyLock<String> =
    LazyLock::new(|| format!("sha256-{}", STANDARD.encode(*DIGEST)));
