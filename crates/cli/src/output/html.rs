//! A review as one self-contained page: no script, no font, no picture from elsewhere.

use std::fmt::Write as _;

const STYLE: &str = "\
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}\
body{max-width:75rem;margin:2rem auto;padding:0 1rem}\
.mark{display:inline-block;padding:.1rem .6rem;border:1px solid;border-radius:1rem;font-size:.875rem}\
.first{font-size:1.375rem;font-weight:600}\
table{border-collapse:collapse;width:100%;font-size:.9375rem}\
th,td{text-align:left;vertical-align:top;padding:.45rem .6rem;border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)}\
th:last-child,td:last-child{text-align:right;white-space:nowrap}\
@media print{body{margin:0}thead{display:table-header-group}tr{break-inside:avoid}}";

/// A page.
#[derive(Debug)]
pub(crate) struct Page {
    /// BCP 47.
    pub(crate) language: &'static str,
    /// The tenant's name.
    pub(crate) title: String,
    /// What kind of tenant it is: simulated, or which one.
    pub(crate) mark: String,
    /// The sentences, the one for a manager first.
    pub(crate) sentences: Vec<String>,
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Page {
    /// The page as one document.
    pub(crate) fn render(&self) -> String {
        let mut out = format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
             <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<p class=\"mark\">{}</p>\n<h1>{}</h1>\n",
            self.language,
            escaped(&self.title),
            escaped(&self.mark),
            escaped(&self.title),
        );
        for (at, sentence) in self.sentences.iter().enumerate() {
            let class = if at == 0 { " class=\"first\"" } else { "" };
            writeln!(out, "<p{class}>{}</p>", escaped(sentence)).expect("writing to a String");
        }
        out.push_str("<table>\n<thead>\n<tr>");
        for cell in &self.header {
            write!(out, "<th scope=\"col\">{}</th>", escaped(cell)).expect("writing to a String");
        }
        out.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &self.rows {
            out.push_str("<tr>");
            for cell in row {
                write!(out, "<td>{}</td>", escaped(cell)).expect("writing to a String");
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n</main>\n</body>\n</html>\n");
        out
    }
}

/// Text as HTML takes it.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_becomes_markup_and_nothing_is_fetched() {
        let evil = "<script>alert('x')</script>\"&".to_owned();
        let page = Page {
            language: "en",
            title: evil.clone(),
            mark: evil.clone(),
            sentences: vec![evil.clone()],
            header: vec![evil.clone()],
            rows: vec![vec![evil]],
        };
        let html = page.render();
        assert!(
            !html.contains("<script") && !html.contains("src=") && !html.contains("href="),
            "{html}"
        );
        assert_eq!(html.matches("&lt;script&gt;alert(&#39;x&#39;)").count(), 6);
    }
}
