//! The nouns of Boxseat and the records that travel between its rooms.
