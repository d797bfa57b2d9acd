//! What client and tenant share on the wire: paths, headers, codes, envelopes, size and date texts.
