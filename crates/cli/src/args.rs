//! What can be typed. The help texts stand here, beside the options that they explain; `docs/cli.md` and the man
//! pages are made from them.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use model::{CloudId, ReasonCode, Verdict};
use tenant::Profile;
use url::Url;

/// Take back the licences that your shared mailboxes don't need.
///
/// Boxseat answers one question, with proof, for every shared mailbox of a Microsoft 365 tenant: does it need a
/// licence, which one, and why? Then it takes the others back, and can put each of them back.
///
/// Start with `boxseat demo`: it needs no tenant and no account.
#[derive(Debug, Parser)]
#[command(
    name = "boxseat",
    version,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Global {
    /// The tenant to work on, as a connect file.
    ///
    /// JSON with authority, graph, exchange (base URLs without a path), tenantId, clientId and clientSecret;
    /// optional: cloud, caFile, write. Its owner alone may be able to read it. Without it the embedded tenant of
    /// the data folder is used. A connection to another machine is read-only unless the file says `"write": true`.
    /// `serve` takes several, one for each tenant.
    #[arg(long, global = true, value_name = "FILE", env = "BOXSEAT_CONNECT")]
    pub(crate) connect: Vec<PathBuf>,
    /// The data folder: history, reviews and the embedded tenant.
    ///
    /// When left out: the folder for application data of your system, such as ~/.local/share/boxseat.
    #[arg(long, global = true, value_name = "DIR", env = "BOXSEAT_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// The policy that decides: current, article-2021, or a policy file (TOML).
    ///
    /// When left out: the one that is set on the pages for the tenant, else current.
    #[arg(long, global = true, value_name = "NAME|FILE", env = "BOXSEAT_POLICY")]
    pub(crate) policy: Option<String>,
    /// What products cost per month: TOML or JSON with currency and perMonth (by part number, such as SPE_E3).
    ///
    /// When left out: those that are set on the pages for the tenant; else the embedded tenant shows example prices,
    /// marked as such, and a real tenant shows none.
    #[arg(long, global = true, value_name = "FILE", env = "BOXSEAT_PRICES")]
    pub(crate) prices: Option<PathBuf>,
    /// The language to speak: en, nl. When left out: that of the system.
    #[arg(long, global = true, value_name = "LANGUAGE", env = "BOXSEAT_LANG")]
    pub(crate) lang: Option<String>,
    /// Say more: the number of requests by kind.
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
    /// Say only results and errors.
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Show no progress. It is also left out when standard error is not a terminal, or `NO_PROGRESS` is set.
    #[arg(long, global = true)]
    pub(crate) no_progress: bool,
    /// When to use colour; `NO_COLOR` is respected. Colour never says anything that the text does not.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show what Boxseat does, on a sample organisation of its own.
    ///
    /// Makes the embedded tenant of the data folder, connects to it as to a real one, reviews it, and prints the
    /// result and what to type next. Then it serves the admin centre until Ctrl-C, and prints the link that signs in
    /// there.
    Demo(Demo),
    /// Serve the admin centre, until Ctrl-C.
    ///
    /// For the tenants of the connect files, or for the embedded tenant of the data folder. People sign in with
    /// Microsoft Entra ID or, at the embedded tenant, by a link that is printed and signs in once. It answers this
    /// machine alone unless it has a certificate or stands behind a proxy. docs/sign-in.md says what to set up.
    Serve(ServePages),
    /// The local administrator, for the day on which nobody can sign in otherwise.
    #[command(subcommand)]
    LocalAdmin(LocalAdmin),
    /// Say for every shared mailbox whether it needs its licence, and why.
    ///
    /// Changes nothing in the tenant. First it settles what an earlier command left open.
    Review(Review),
    /// Show everything that is known about one mailbox.
    ///
    /// Each fact with its source and age, each licence with what it is good for and what ends when it goes, and its
    /// history.
    Show(Show),
    /// List who may open mailboxes.
    ///
    /// People and groups with full access, read now: nobody whose access is denied or inherited, and not the mailbox's own
    /// account. Nothing of it is kept, and no verdict depends on it.
    Members(Members),
    /// Take back licences that are not needed.
    ///
    /// It always shows first what will change: each licence with every service that ends with it, and what could
    /// not be put back. What is not removable is refused, with its reason.
    #[command(visible_alias = "unassign")]
    RemoveLicense(RemoveLicense),
    /// Put back exactly what a change took.
    ///
    /// The same products, the same service plans off, the same sign-in state; then it reads them back.
    Restore(Restore),
    /// Finish what a stopped command began.
    ///
    /// Finds out what happened to each step, and sends those that were not sent, after the same checks as before.
    /// Asks nothing: the change was confirmed when it was begun.
    Resume(Resume),
    /// List every change: who, when, before, after, outcome.
    History(History),
    /// Check what Boxseat assumes about Microsoft 365, as far as a tenant shows it to a reader.
    ///
    /// Reads only. Prints what is as assumed and what is not, and writes the same into a file that holds numbers and
    /// forms, and no name, id, address or token of the tenant, so that it can be sent in. Ends with 0 whatever it
    /// found: what is otherwise is a result, and no failure.
    Probe(Probe),
    /// The embedded tenant (simulated).
    #[command(subcommand)]
    Tenant(Tenant),
    /// Print a script that completes commands in your shell.
    Completions(Completions),
    /// Write the man pages into a folder.
    Man(Man),
    /// Print the reference of the command line (docs/cli.md).
    #[command(hide = true)]
    Docs,
}

/// What `demo` takes.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// The cloud of the sample organisation: worldwide, gcc-high, dod, china, germany.
    #[arg(long)]
    pub(crate) cloud: Option<CloudId>,
    /// The kind of sample organisation; contoso when left out.
    #[arg(long, value_parser = profiles())]
    pub(crate) profile: Option<Profile>,
    /// Let the embedded tenant behave otherwise than is assumed: NUMBER=WAY of docs/assumptions.md, by number or name;
    /// `assumed` turns it back. It is kept with the tenant. May be given several times.
    #[arg(long, value_name = "N=WAY")]
    pub(crate) assume: Vec<String>,
    /// End after the verdicts and serve nothing. A standard output that is not a terminal does the same.
    #[arg(long)]
    pub(crate) once: bool,
}

/// What `serve` takes.
#[derive(Debug, Args)]
pub(crate) struct ServePages {
    /// Where to listen; port 0 is any free one. Beyond this machine it needs --tls-cert or --behind-proxy.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8365")]
    pub(crate) listen: SocketAddr,
    /// A certificate with its chain (PEM): HTTPS, for the names in it.
    #[arg(
        long,
        value_name = "FILE",
        requires = "tls_key",
        conflicts_with = "behind_proxy"
    )]
    pub(crate) tls_cert: Option<PathBuf>,
    /// The certificate's private key (PEM), which not everybody may be able to read.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
    /// A proxy of yours ends HTTPS, and people reach it at this address, such as `https://boxseat.contoso.com`.
    ///
    /// Only that name is answered. The proxy has to pass on Host or Sec-Fetch-Site, and Origin; nobody but the proxy
    /// should reach the address that is listened on.
    #[arg(long, value_name = "URL")]
    pub(crate) behind_proxy: Option<Url>,
    /// The proxy sets X-Forwarded-For: slow down who guesses passwords by the last address there.
    #[arg(long, requires = "behind_proxy")]
    pub(crate) trust_forwarded_for: bool,
    /// The ways to sign in; all that are possible when left out.
    #[arg(long, value_name = "WAY", value_delimiter = ',')]
    pub(crate) sign_in: Vec<SignInWay>,
    /// Print address and one-time link as one line of JSON, once the pages answer.
    #[arg(long)]
    pub(crate) ready_json: bool,
}

/// The ways to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SignInWay {
    /// A link that is printed and signs in once: the embedded tenant on this machine only.
    Link,
    /// Microsoft Entra ID, of each tenant for itself.
    Entra,
    /// The local administrator, where one is set.
    Local,
}

/// The local administrator.
#[derive(Debug, Subcommand)]
pub(crate) enum LocalAdmin {
    /// Set the local administrator: the name, and a password that is asked for.
    ///
    /// Whoever knows both has all rights at all tenants of the pages. The password is read from the terminal, or as
    /// the first line of standard input; what is kept of it is a hash (argon2id). Sessions of the one before end.
    Set(SetLocalAdmin),
    /// Remove the local administrator, and end its sessions.
    Remove,
    /// Say whether there is a local administrator.
    Show,
}

/// What `local-admin set` takes.
#[derive(Debug, Args)]
pub(crate) struct SetLocalAdmin {
    /// The name to sign in with: letters, digits, hyphens, dots.
    #[arg(default_value = "local-admin")]
    pub(crate) name: String,
}

/// What `review` takes.
#[derive(Debug, Args)]
pub(crate) struct Review {
    /// Only this mailbox: its address, sign-in name or id. May be given several times.
    #[arg(long, value_name = "MAILBOX")]
    pub(crate) mailbox: Vec<String>,
    /// Which mailboxes; rooms and equipment are for information.
    #[arg(
        long,
        value_name = "TYPE",
        value_delimiter = ',',
        default_value = "shared"
    )]
    pub(crate) types: Vec<MailboxType>,
    /// Only mailboxes with these verdicts.
    #[arg(long, value_name = "VERDICT", value_delimiter = ',', value_parser = codes(Verdict::ALL, Verdict::as_str))]
    pub(crate) verdict: Vec<Verdict>,
    /// How to print it.
    #[arg(long, short, value_name = "FORMAT", default_value = "table")]
    pub(crate) output: ReviewFormat,
    /// From exported files instead of a tenant: nothing is connected to, and nothing is kept. docs/offline.md lists
    /// the exports and the lines that make them; each is known by its columns, whatever its name.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) offline: Vec<PathBuf>,
    /// When the exported files were made: a day like 2026-12-31, or a time. When left out: when each file was last
    /// changed. A usage report says it itself.
    #[arg(long, value_name = "DATE", requires = "offline")]
    pub(crate) as_of: Option<String>,
    /// Print the JSON Schema of `-o json` and end.
    #[arg(long)]
    pub(crate) schema: bool,
}

/// The kinds of mailboxes a review may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MailboxType {
    /// Shared mailboxes.
    Shared,
    /// Rooms.
    Room,
    /// Equipment.
    Equipment,
}

/// The forms of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReviewFormat {
    /// For people, on a terminal.
    Table,
    /// One array.
    Json,
    /// One object a line.
    Ndjson,
    /// For a spreadsheet.
    Csv,
    /// A Markdown table.
    Md,
    /// One self-contained page for a manager.
    Html,
}

/// What `show` takes.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The mailbox: its address, sign-in name or id.
    pub(crate) mailbox: String,
    /// How to print it.
    #[arg(long, short, value_name = "FORMAT", default_value = "table")]
    pub(crate) output: PlainFormat,
}

/// What `members` takes.
#[derive(Debug, Args)]
pub(crate) struct Members {
    /// The mailboxes: address, sign-in name or id.
    #[arg(value_name = "MAILBOX", required = true)]
    pub(crate) mailboxes: Vec<String>,
    /// How to print it.
    #[arg(long, short, value_name = "FORMAT", default_value = "table")]
    pub(crate) output: PlainFormat,
}

/// For people, or for machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlainFormat {
    /// For people, on a terminal.
    Table,
    /// One JSON document.
    Json,
}

/// What `remove-license` takes.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("which").required(true).multiple(false).args(["mailboxes", "from", "all_removable"]))]
pub(crate) struct RemoveLicense {
    /// The mailboxes: address, sign-in name or id.
    #[arg(value_name = "MAILBOX")]
    pub(crate) mailboxes: Vec<String>,
    /// Read the mailboxes from a file: one a line, or a CSV with a header; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// Every shared mailbox that holds a licence that can go.
    #[arg(long)]
    pub(crate) all_removable: bool,
    /// Only this product: its name, part number or id.
    #[arg(long, value_name = "SKU")]
    pub(crate) license: Option<String>,
    /// Block sign-in first: a shared mailbox has no need of it.
    #[arg(long)]
    pub(crate) block_sign_in: bool,
    /// Mailboxes to leave alone: CSV or JSON with mailbox, reason and (optional) until.
    #[arg(long, value_name = "FILE")]
    pub(crate) exclude: Option<PathBuf>,
    /// Acknowledge a reason by its code. Only for mailboxes that are named one by one; kept in the history.
    #[arg(long, value_name = "CODE", value_parser = codes(ReasonCode::ALL, ReasonCode::as_str))]
    pub(crate) ack: Vec<ReasonCode>,
    /// Remove although this reason speaks against it. Needs --reason; only for mailboxes that are named one by
    /// one; kept in the history.
    #[arg(long = "override", value_name = "CODE", value_parser = codes(ReasonCode::ALL, ReasonCode::as_str))]
    pub(crate) overrides: Vec<ReasonCode>,
    /// Why, for --override.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    #[command(flatten)]
    pub(crate) change: Change,
}

/// What `restore` takes.
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// A mailbox (its last change), the number of a change, or a plan (all its changes), as `boxseat history` lists them.
    #[arg(value_name = "MAILBOX|CHANGE")]
    pub(crate) what: String,
    #[command(flatten)]
    pub(crate) change: Change,
}

// (No doc comment: clap would make it the text of the commands that take it.)
#[derive(Debug, Args)]
pub(crate) struct Change {
    /// Show what would change, and change nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do not ask. For more than 20 mailboxes --max is needed too.
    #[arg(long, short)]
    pub(crate) yes: bool,
    /// Change at most so many mailboxes; with more, nothing is changed.
    #[arg(long, value_name = "N")]
    pub(crate) max: Option<usize>,
    /// How long to wait until the service shows a change. What it does not show by then is unconfirmed (exit code
    /// 4), and the next review settles it.
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    pub(crate) wait: u64,
    /// How to print the result.
    #[arg(long, short, value_name = "FORMAT", default_value = "table")]
    pub(crate) output: PlainFormat,
}

/// What `resume` takes.
#[derive(Debug, Args)]
pub(crate) struct Resume {
    /// How to print the result.
    #[arg(long, short, value_name = "FORMAT", default_value = "table")]
    pub(crate) output: PlainFormat,
}

/// What `history` takes.
#[derive(Debug, Args)]
pub(crate) struct History {
    /// Only this mailbox: its address, sign-in name or id.
    #[arg(long, value_name = "MAILBOX")]
    pub(crate) mailbox: Option<String>,
    /// Check the hash chain of the whole ledger too.
    #[arg(long)]
    pub(crate) verify: bool,
    /// How to print it.
    #[arg(long, short, value_name = "FORMAT", default_value = "table")]
    pub(crate) output: HistoryFormat,
}

/// The forms of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HistoryFormat {
    /// For people, on a terminal.
    Table,
    /// One array.
    Json,
    /// One object a line.
    Ndjson,
    /// For a spreadsheet.
    Csv,
}

/// What `probe` takes.
#[derive(Debug, Args)]
pub(crate) struct Probe {
    /// The file to write; one that is there is left alone, and then nothing is read.
    #[arg(long, value_name = "FILE", default_value = "boxseat-probe.json")]
    pub(crate) out: PathBuf,
}

/// The embedded tenant (simulated).
#[derive(Debug, Subcommand)]
pub(crate) enum Tenant {
    /// Serve the embedded tenant of the data folder alone, for any other client, until Ctrl-C.
    ///
    /// It is made first where there is none, and answers this machine alone.
    Serve(Serve),
    /// Make the throw-away certificate authority of `tenant serve --tls` anew.
    ///
    /// Writes its certificate and its key (readable by its owner alone) into the data folder and prints where the
    /// certificate is: point one program at it, such as by `SSL_CERT_FILE` or `NODE_EXTRA_CA_CERTS`. Never install it
    /// in a system or a browser. It vouches for this machine alone, for 30 days. `tenant serve --tls` makes one by
    /// itself where there is none.
    Ca,
    /// Print who can sign in to the embedded tenant, and with which password.
    ///
    /// They are people of the sample organisation, one for each administrator's role. For an application that signs
    /// people in there is the id of a public client too. The tenant is made first where there is none.
    People(People),
}

/// What `tenant serve` takes.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Where to listen; port 0 is any free one.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    pub(crate) listen: SocketAddr,
    /// How many accounts to make; 250 when left out.
    #[arg(long, value_name = "N")]
    pub(crate) users: Option<u32>,
    /// The seed: the same seed makes the same organisation; 1 when left out.
    #[arg(long, value_name = "S")]
    pub(crate) seed: Option<u64>,
    /// Its cloud: worldwide, gcc-high, dod, china, germany.
    #[arg(long)]
    pub(crate) cloud: Option<CloudId>,
    /// The kind of sample organisation; contoso when left out.
    #[arg(long, value_parser = profiles())]
    pub(crate) profile: Option<Profile>,
    /// Let it behave otherwise than is assumed: NUMBER=WAY of docs/assumptions.md, by number or name; `assumed` turns
    /// it back. It is kept with the tenant. May be given several times.
    #[arg(long, value_name = "N=WAY")]
    pub(crate) assume: Vec<String>,
    /// Print the connect file as one line, once the tenant answers. It holds a secret.
    #[arg(long)]
    pub(crate) ready_json: bool,
    /// Over TLS, with a certificate of the data folder's throw-away authority, which the connect file names.
    #[arg(long)]
    pub(crate) tls: bool,
    /// Answer to the host names of Microsoft's services too, as a client does that knows no others.
    ///
    /// Only for a network of its own, such as that of `unshare --net`, whose hosts file points those names here. The
    /// authority that vouches for them has a file of its own: never let anything else trust it.
    #[arg(long, requires = "tls")]
    pub(crate) impersonate_hosts: bool,
}

/// What `tenant people` takes.
#[derive(Debug, Args)]
pub(crate) struct People {
    /// How to print it.
    #[arg(long, short, value_name = "FORMAT", default_value = "table")]
    pub(crate) output: PlainFormat,
}

/// What `completions` takes.
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell.
    pub(crate) shell: clap_complete::Shell,
}

/// What `man` takes.
#[derive(Debug, Args)]
pub(crate) struct Man {
    /// The folder.
    pub(crate) dir: PathBuf,
}

/// A parser that lists what may be typed.
fn codes<T: Copy + Send + Sync + std::str::FromStr + 'static>(
    all: &'static [T],
    text: fn(T) -> &'static str,
) -> impl clap::builder::TypedValueParser<Value = T>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    use clap::builder::TypedValueParser as _;
    let possible: Vec<_> = all.iter().map(|&code| text(code)).collect();
    clap::builder::PossibleValuesParser::new(possible).try_map(|typed| typed.parse::<T>())
}

fn profiles() -> impl clap::builder::TypedValueParser<Value = Profile> {
    codes(&Profile::ALL, Profile::as_str)
}
