//! Serves the pages of the tests' sample organisation, and writes its report beside: to look at while working on
//! the look. `cargo run -p boxseat-web --example sample -- FOLDER`

#[path = "../tests/common/mod.rs"]
mod common;

use std::error::Error;
use std::path::PathBuf;

use boxseat_web::ReportView;
use model::CloudId;
use tokio::net::TcpListener;
use words::{Language, Locale};

#[tokio::main(flavor = "current_thread")]
#[expect(clippy::print_stdout, reason = "it says where the pages are")]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("give an empty folder")?);
    let site = common::site(&folder.join("data"), true).await;
    for language in Language::ALL {
        let view = ReportView {
            review: &common::review(),
            prices: &common::prices(),
            locale: &Locale::new(*language, CloudId::Worldwide),
            now: common::now(),
            whole: true,
            simulated: true,
        };
        let name = format!("report.{}.html", language.tag());
        fs_err::write(folder.join(name), boxseat_web::report_html(&view)?)?;
    }
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}/", listener.local_addr()?);
    boxseat_web::serve(listener, site, std::future::pending()).await?;
    Ok(())
}
