//! Observe, assess, plan, apply, settle, undo: the one way through which everything goes.
