//! Client, engine and tenant in one thread on virtual time, with seeded faults and crash points.
