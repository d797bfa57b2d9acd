//! `remove-license`: take back licences that are not needed.

use engine::{Events, RemovalGoal, Targets};
use model::{SkuId, catalogue};
use rules::Answers;

use crate::app::App;
use crate::args::RemoveLicense;
use crate::change;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::inputs;
use crate::progress::Work;
use crate::session::Session;

pub(crate) async fn run(app: &App, args: &RemoveLicense) -> Result<Exit, Failure> {
    let goal = goal(args)?;
    let propose = async |session: &Session, events: &Events| {
        let (by, conn) = (&session.caller, &session.connection);
        session
            .engine
            .propose_removal(by, conn, &goal, &session.policy, events)
            .await
    };
    change::run(app, &args.change, Work::Remove, propose).await
}

fn goal(args: &RemoveLicense) -> Result<RemovalGoal, Failure> {
    let targets = match &args.from {
        Some(path) => Targets::Named(inputs::mailboxes::from_file(path)?),
        None if args.all_removable => Targets::AllRemovable,
        None => Targets::Named(args.mailboxes.clone()),
    };
    let exclusions = match &args.exclude {
        Some(path) => inputs::exclusions::from_file(path)?,
        None => Vec::new(),
    };
    Ok(RemovalGoal {
        targets,
        license: args.license.as_deref().map(product).transpose()?,
        block_sign_in: args.block_sign_in,
        answers: answers(args)?,
        exclusions,
    })
}

/// What a person answers for. Only for mailboxes that the person named one by one.
fn answers(args: &RemoveLicense) -> Result<Answers, Failure> {
    let answered = !args.ack.is_empty() || !args.overrides.is_empty();
    if answered && args.mailboxes.is_empty() {
        return Err(Failure::NotNamed);
    }
    let reason = args
        .reason
        .as_deref()
        .map(str::trim)
        .filter(|reason| !reason.is_empty());
    let mut answers = Answers::none();
    for &code in &args.ack {
        answers = answers.ack(code);
    }
    for &code in &args.overrides {
        answers = answers.overriding(code, reason.ok_or(Failure::NoReason(code))?);
    }
    let forbidden: Vec<_> = answers.forbidden().collect();
    if forbidden.is_empty() {
        Ok(answers)
    } else {
        Err(Failure::NotOverridable(forbidden))
    }
}

/// The product that a name, a part number or an id means.
fn product(text: &str) -> Result<SkuId, Failure> {
    if let Ok(id) = text.parse() {
        return Ok(id); // one that no list knows may be held all the same
    }
    let list = catalogue::catalogue();
    let mut found: Vec<_> = list
        .sharing_part_number(text)
        .map(|product| product.id)
        .collect();
    if found.is_empty() {
        let named = list
            .products()
            .filter(|product| product.name.eq_ignore_ascii_case(text.trim()));
        found.extend(named.map(|product| product.id));
    }
    match found[..] {
        [one] => Ok(one),
        [] => Err(Failure::UnknownProduct(text.to_owned())),
        _ => Err(Failure::AmbiguousProduct(
            text.to_owned(),
            found.iter().map(ToString::to_string).collect(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_found_by_name_part_number_and_id() {
        let e3 = "05e9a617-0261-4cee-bb44-138d3ef5d965"
            .parse::<SkuId>()
            .unwrap();
        for text in [
            "SPE_E3",
            "spe_e3",
            "Microsoft 365 E3",
            "05e9a617-0261-4cee-bb44-138d3ef5d965",
        ] {
            assert_eq!(product(text).unwrap(), e3, "{text}");
        }
        assert!(matches!(product("E33"), Err(Failure::UnknownProduct(_))));
        assert!(
            matches!(product("MCOPSTN5"), Err(Failure::AmbiguousProduct(_, ids)) if ids.len() == 2)
        );
    }
}
