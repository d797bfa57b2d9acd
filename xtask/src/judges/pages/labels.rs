//! What is written on things, by Microsoft's article “Remove a license from a shared mailbox” in its English and
//! Dutch editions, for the two ways that its pages look. Written down here a second time on purpose: a judge does not
//! ask the accused. Where the Dutch edition is garbled, our own Dutch stands.

/// A language and one of the two ways in which the admin center looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Labels {
    pub(super) active_users: &'static str,
    /// Ours: where 21Vianet's layout is chosen.
    pub(super) settings: &'static str,
    /// Where the licences of an account are; `None` where they are on a page behind *Edit*.
    pub(super) tab: Option<&'static str>,
    /// What folds out on that tab.
    pub(super) licenses: &'static str,
    /// Beside *Product licenses*.
    pub(super) edit: &'static str,
    pub(super) save: &'static str,
    pub(super) unlicensed: &'static str,
    /// Ours: what stands below an account that holds nothing any more.
    pub(super) pass_on: &'static str,
    pub(super) products: &'static str,
    pub(super) add_remove: &'static str,
    pub(super) total: &'static str,
    pub(super) submit: &'static str,
}

const EN: Labels = Labels {
    active_users: "Active users",
    settings: "Settings",
    tab: Some("Licenses and Apps"),
    licenses: "Licenses",
    edit: "Edit",
    save: "Save changes",
    unlicensed: "Unlicensed",
    pass_on: "Pass it on to another user",
    products: "Your products",
    add_remove: "Add/Remove licenses",
    total: "Total licenses",
    submit: "Submit change",
};

const NL: Labels = Labels {
    active_users: "Actieve gebruikers",
    settings: "Instellingen",
    tab: Some("Licenties en apps"),
    licenses: "Licenties",
    edit: "Bewerken",
    save: "Wijzigingen opslaan",
    unlicensed: "Zonder licentie",
    pass_on: "Aan een andere gebruiker doorgeven",
    products: "Uw producten",
    add_remove: "Licenties toevoegen/verwijderen",
    total: "Totaal aantal licenties",
    submit: "Wijziging verzenden",
};

/// The labels of a language; `page` where product licences have a page of their own (Germany, 21Vianet).
pub(super) fn of(language: &str, page: bool) -> Labels {
    match (language, page) {
        ("nl", false) => NL,
        ("nl", true) => Labels {
            tab: None,
            licenses: "Productlicenties",
            save: "Opslaan",
            products: "Abonnementen",
            submit: "Verzenden",
            ..NL
        },
        (_, false) => EN,
        (_, true) => Labels {
            tab: None,
            licenses: "Product licenses",
            save: "Save",
            products: "Subscriptions",
            submit: "Submit",
            ..EN
        },
    }
}
