//! Where somebody goes after signing in: to a page of our own or nowhere else.

use url::Url;

/// The path that was wished for, if it is one of ours. A browser reads an address more freely than people do
/// (`//host`, `/\host`, tabs and line ends inside), so it is read as a browser would and compared.
pub(crate) fn own_path(wished: &str) -> Option<&str> {
    let here = Url::parse("http://boxseat.invalid/").ok()?;
    let plain = wished.starts_with('/')
        && !wished.contains(|c: char| c.is_control() || c == '\\')
        && wished.len() <= 2048;
    let there = here.join(wished).ok()?;
    let own = plain && there.origin() == here.origin() && there.username().is_empty();
    // Nobody goes back to signing in.
    let leads_on = !there.path().starts_with("/sign-") && !there.path().starts_with("/auth/");
    (own && leads_on).then_some(wished)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_our_own_are_led_to() {
        for (wished, own) in [
            ("/", true),
            ("/t/contoso/users?q=a%2Fb&lang=nl", true),
            ("/t/contoso/users?q=//evil.example", true),
            ("", false),
            ("t/contoso", false),
            ("//evil.example", false),
            ("//evil.example/t/contoso", false),
            ("///evil.example", false),
            ("/\\evil.example", false),
            ("\\\\evil.example", false),
            ("/\t/evil.example", false),
            ("/\n/evil.example", false),
            ("/%09//evil.example", true), // a path, and one that does not exist
            ("https://evil.example", false),
            ("https:evil.example", false),
            ("javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("//user@localhost/", false),
            ("/sign-in?to=/sign-in", false),
            ("/sign-out", false),
            ("/auth/callback?code=1", false),
            ("/./sign-out", false),
        ] {
            assert_eq!(own_path(wished).is_some(), own, "{wished:?}");
        }
        assert_eq!(own_path(&format!("/{}", "a".repeat(4096))), None);
    }
}
