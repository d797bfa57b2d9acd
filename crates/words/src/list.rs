//! Several things in one sentence.

use crate::locale::Locale;
use crate::msg::form;

/// `a`, `a and b`, `a, b and c`. Nothing gives nothing.
pub fn list<T: AsRef<str>>(things: &[T], locale: &Locale) -> String {
    match things {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let mut joined = String::new();
            for (at, thing) in first.iter().enumerate() {
                joined = if at == 0 {
                    thing.as_ref().to_owned()
                } else {
                    form::list_more(locale, &joined, thing.as_ref())
                };
            }
            form::list_two(locale, &joined, last.as_ref())
        }
    }
}

/// `a, b, c`: where the things are counted phrases or codes, and `and` would read badly.
pub fn commas<T: AsRef<str>>(things: &[T], locale: &Locale) -> String {
    let mut things = things.iter().map(AsRef::as_ref);
    let first = things.next().unwrap_or_default().to_owned();
    things.fold(first, |joined, thing| {
        form::list_more(locale, &joined, thing)
    })
}
