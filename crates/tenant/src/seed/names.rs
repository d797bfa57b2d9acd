//! Names of people and mailboxes. All are put together from lists; nobody is meant. The second member of a
//! pair is what remains of a name in an address.

/// Given names.
#[rustfmt::skip] // one name a line would be a long walk
const GIVEN: &[(&str, &str)] = &[
    ("Aïcha", "aicha"), ("Amir", "amir"), ("Anna", "anna"), ("Anouk", "anouk"), ("Arjun", "arjun"),
    ("Åsa", "asa"), ("Ben", "ben"), ("Bram", "bram"), ("Brigitte", "brigitte"), ("Carmen", "carmen"),
    ("Chidi", "chidi"), ("Chloé", "chloe"), ("Ciarán", "ciaran"), ("Daan", "daan"), ("Dana", "dana"),
    ("Đặng", "dang"), ("Ebba", "ebba"), ("Ekin", "ekin"), ("Elif", "elif"), ("Emre", "emre"),
    ("Esther", "esther"), ("Farah", "farah"), ("Femke", "femke"), ("Finn", "finn"), ("Fleur", "fleur"),
    ("François", "francois"), ("Gerrit", "gerrit"), ("Gül", "gul"), ("Hana", "hana"), ("Hugo", "hugo"),
    ("Ilse", "ilse"), ("Imran", "imran"), ("Inés", "ines"), ("Ivo", "ivo"), ("Jaap", "jaap"),
    ("Jana", "jana"), ("Jasper", "jasper"), ("Jing", "jing"), ("Joost", "joost"), ("Jürgen", "juergen"),
    ("Karim", "karim"), ("Katarína", "katarina"), ("Koen", "koen"), ("Lars", "lars"), ("Lena", "lena"),
    ("Lotte", "lotte"), ("Łukasz", "lukasz"), ("Maarten", "maarten"), ("Maeve", "maeve"), ("Maja", "maja"),
    ("Marek", "marek"), ("Mehmet", "mehmet"), ("Mila", "mila"), ("Milan", "milan"), ("Mohammed", "mohammed"),
    ("Nadia", "nadia"), ("Niels", "niels"), ("Noor", "noor"), ("Ömer", "omer"), ("Oscar", "oscar"),
    ("Paulien", "paulien"), ("Petra", "petra"), ("Pieter", "pieter"), ("Priya", "priya"), ("Quinten", "quinten"),
    ("Rachid", "rachid"), ("Renée", "renee"), ("Roos", "roos"), ("Ruben", "ruben"), ("Ryo", "ryo"),
    ("Sanne", "sanne"), ("Sara", "sara"), ("Seán", "sean"), ("Selma", "selma"), ("Siân", "sian"),
    ("Sophie", "sophie"), ("Søren", "soren"), ("Sven", "sven"), ("Tamara", "tamara"), ("Thijs", "thijs"),
    ("Tomás", "tomas"), ("Tuğba", "tugba"), ("Uma", "uma"), ("Valérie", "valerie"), ("Wanjiru", "wanjiru"),
    ("Wei", "wei"), ("Willem", "willem"), ("Xander", "xander"), ("Yara", "yara"), ("Yusuf", "yusuf"),
    ("Zeynep", "zeynep"), ("Zoë", "zoe"), ("Anne-Marie", "anne-marie"), ("Jan-Willem", "jan-willem"),
    ("مريم", "maryam"), ("ליאור", "lior"), ("Ελένη", "eleni"), ("Иван", "ivan"), ("美咲", "misaki"),
    ("Maximiliaan-Alexander", "maximiliaan-alexander"),
];

/// Family names.
#[rustfmt::skip]
const FAMILY: &[(&str, &str)] = &[
    ("Aalbers", "aalbers"), ("Achterberg", "achterberg"), ("Adeyemi", "adeyemi"), ("Andersen", "andersen"),
    ("Aydın", "aydin"), ("Bakker", "bakker"), ("Barnes", "barnes"), ("Bauer", "bauer"), ("Benali", "benali"),
    ("Bergström", "bergstrom"), ("Bianchi", "bianchi"), ("Boersma", "boersma"), ("Bos", "bos"),
    ("Bouwmeester", "bouwmeester"), ("Brouwer", "brouwer"), ("Byrne", "byrne"), ("Carter", "carter"),
    ("Çelik", "celik"), ("Chen", "chen"), ("Claes", "claes"), ("Cohen", "cohen"), ("Cooper", "cooper"),
    ("Costa", "costa"), ("D'Angelo", "dangelo"), ("de Boer", "deboer"), ("de Groot", "degroot"),
    ("de Haan", "dehaan"), ("de Jong", "dejong"), ("de la Cruz", "delacruz"), ("de Vries", "devries"),
    ("De Smet", "desmet"), ("Demir", "demir"), ("Dijkstra", "dijkstra"), ("Dubois", "dubois"),
    ("Dvořák", "dvorak"), ("Eriksson", "eriksson"), ("Evans", "evans"), ("Farah", "farah"),
    ("Fernández", "fernandez"), ("Fischer", "fischer"), ("Fitzgerald", "fitzgerald"), ("Garcia", "garcia"),
    ("Gerritsen", "gerritsen"), ("Goossens", "goossens"), ("Green", "green"), ("Haddad", "haddad"),
    ("Hansen", "hansen"), ("Hendriks", "hendriks"), ("Hermans", "hermans"), ("Hoekstra", "hoekstra"),
    ("Horváth", "horvath"), ("Huisman", "huisman"), ("Hughes", "hughes"), ("Ibrahim", "ibrahim"),
    ("in 't Veld", "intveld"), ("Ivanov", "ivanov"), ("Jacobs", "jacobs"), ("Janssen", "janssen"),
    ("Jensen", "jensen"), ("Kamara", "kamara"), ("Kaya", "kaya"), ("Keller", "keller"), ("Khan", "khan"),
    ("Kim", "kim"), ("Klein", "klein"), ("Kok", "kok"), ("Koster", "koster"), ("Kowalska", "kowalska"),
    ("Kramer", "kramer"), ("Kuipers", "kuipers"), ("Lambert", "lambert"), ("Larsen", "larsen"),
    ("Leclercq", "leclercq"), ("Lewis", "lewis"), ("Li", "li"), ("Maes", "maes"), ("Martens", "martens"),
    ("Meijer", "meijer"), ("Mensah", "mensah"), ("Moreau", "moreau"), ("Mulder", "mulder"),
    ("Müller", "mueller"), ("Murphy", "murphy"), ("Nakamura", "nakamura"), ("Nguyễn", "nguyen"),
    ("Nielsen", "nielsen"), ("Novák", "novak"), ("O'Brien", "obrien"), ("Öztürk", "ozturk"),
    ("Okafor", "okafor"), ("Olsen", "olsen"), ("Oosterhuis", "oosterhuis"), ("Papadopoulou", "papadopoulou"),
    ("Patel", "patel"), ("Peeters", "peeters"), ("Pereira", "pereira"), ("Petrova", "petrova"),
    ("Popescu", "popescu"), ("Postma", "postma"), ("Prins", "prins"), ("Quist", "quist"), ("Reid", "reid"),
    ("Ricci", "ricci"), ("Roberts", "roberts"), ("Rossi", "rossi"), ("Ruiz", "ruiz"), ("Şahin", "sahin"),
    ("Santos", "santos"), ("Schäfer", "schaefer"), ("Schouten", "schouten"), ("Silva", "silva"),
    ("Singh", "singh"), ("Smit", "smit"), ("Sørensen", "sorensen"), ("Stewart", "stewart"),
    ("Suzuki", "suzuki"), ("Szabó", "szabo"), ("Tanaka", "tanaka"), ("Ter Horst", "terhorst"),
    ("Thompson", "thompson"), ("Timmermans", "timmermans"), ("Torres", "torres"), ("Traoré", "traore"),
    ("Vaillant", "vaillant"), ("van Beek", "vanbeek"), ("van den Berg", "vandenberg"),
    ("van der Heijden", "vanderheijden"), ("van der Meulen", "vandermeulen"), ("van Dijk", "vandijk"),
    ("van Leeuwen", "vanleeuwen"), ("van 't Hof", "vanthof"), ("Verbeeck", "verbeeck"),
    ("Vermeulen", "vermeulen"), ("Visser", "visser"), ("Vogel", "vogel"), ("Vos", "vos"), ("Walsh", "walsh"),
    ("Wagner", "wagner"), ("Weber", "weber"), ("Willems", "willems"), ("Wójcik", "wojcik"), ("Wong", "wong"),
    ("Yılmaz", "yilmaz"), ("Zhang", "zhang"), ("Zimmermann", "zimmermann"),
    ("Vandenbroucke-Schellekens", "vandenbroucke-schellekens"),
];

/// What shared mailboxes are for.
#[rustfmt::skip]
const TOPICS: &[(&str, &str)] = &[
    ("Accounts payable", "accountspayable"), ("Applications", "applications"), ("Archive", "archive"),
    ("Billing", "billing"), ("Bookings", "bookings"), ("Catering", "catering"), ("Claims", "claims"),
    ("Complaints", "complaints"), ("Compliance", "compliance"), ("Contracts", "contracts"),
    ("Crewing", "crewing"), ("Customer care", "customercare"), ("Dispatch", "dispatch"), ("Events", "events"),
    ("Facilities", "facilities"), ("Feedback", "feedback"), ("Finance", "finance"), ("Fleet", "fleet"),
    ("Helpdesk", "helpdesk"), ("HR", "hr"), ("Info", "info"), ("Insurance", "insurance"),
    ("Invoices", "invoices"), ("IT requests", "itrequests"), ("Jobs", "jobs"), ("Legal", "legal"),
    ("Logistics", "logistics"), ("Maintenance", "maintenance"), ("Marketing", "marketing"),
    ("Newsletter", "newsletter"), ("Notifications", "notifications"), ("Orders", "orders"),
    ("Payroll", "payroll"), ("Permits", "permits"), ("Planning", "planning"), ("Press", "press"),
    ("Privacy", "privacy"), ("Procurement", "procurement"), ("Projects", "projects"), ("Quality", "quality"),
    ("Reception", "reception"), ("Returns", "returns"), ("Safety", "safety"), ("Sales", "sales"),
    ("Scans", "scans"), ("Service desk", "servicedesk"), ("Shipping", "shipping"), ("Suggestions", "suggestions"),
    ("Support", "support"), ("Tenders", "tenders"), ("Training", "training"), ("Travel", "travel"),
    ("Warehouse", "warehouse"),
];

/// Where an organisation has offices.
#[rustfmt::skip]
const PLACES: &[(&str, &str)] = &[
    ("Aalst", "aalst"), ("Almere", "almere"), ("Amersfoort", "amersfoort"), ("Amsterdam", "amsterdam"),
    ("Antwerp", "antwerp"), ("Apeldoorn", "apeldoorn"), ("Arnhem", "arnhem"), ("Barcelona", "barcelona"),
    ("Berlin", "berlin"), ("Bologna", "bologna"), ("Breda", "breda"), ("Brno", "brno"), ("Bruges", "bruges"),
    ("Brussels", "brussels"), ("Cologne", "cologne"), ("Copenhagen", "copenhagen"), ("Cork", "cork"),
    ("Delft", "delft"), ("Dresden", "dresden"), ("Dublin", "dublin"), ("Düsseldorf", "duesseldorf"),
    ("Eindhoven", "eindhoven"), ("Enschede", "enschede"), ("Frankfurt", "frankfurt"), ("Gdańsk", "gdansk"),
    ("Ghent", "ghent"), ("Glasgow", "glasgow"), ("Göteborg", "goteborg"), ("Graz", "graz"),
    ("Groningen", "groningen"), ("Haarlem", "haarlem"), ("Hamburg", "hamburg"), ("Hasselt", "hasselt"),
    ("Helsinki", "helsinki"), ("Kraków", "krakow"), ("Leeds", "leeds"), ("Leeuwarden", "leeuwarden"),
    ("Leiden", "leiden"), ("Leipzig", "leipzig"), ("Leuven", "leuven"), ("Liège", "liege"), ("Lille", "lille"),
    ("Lisbon", "lisbon"), ("Ljubljana", "ljubljana"), ("Lyon", "lyon"), ("Maastricht", "maastricht"),
    ("Madrid", "madrid"), ("Malmö", "malmo"), ("Mechelen", "mechelen"), ("Milan", "milan"), ("Munich", "munich"),
    ("Nijmegen", "nijmegen"), ("Oslo", "oslo"), ("Ostend", "ostend"), ("Porto", "porto"), ("Prague", "prague"),
    ("Rotterdam", "rotterdam"), ("Seville", "seville"), ("Tallinn", "tallinn"), ("Tilburg", "tilburg"),
    ("Trieste", "trieste"), ("Turin", "turin"), ("Utrecht", "utrecht"), ("Vienna", "vienna"),
    ("Vilnius", "vilnius"), ("Warsaw", "warsaw"), ("York", "york"), ("Zürich", "zurich"), ("Zwolle", "zwolle"),
];

/// Departments with jobs in them.
pub(super) const DEPARTMENTS: &[(&str, &[&str])] = &[
    ("Finance", &["Accountant", "Controller", "Credit manager"]),
    ("Human Resources", &["HR adviser", "Recruiter"]),
    (
        "IT",
        &["System administrator", "Service desk agent", "Developer"],
    ),
    ("Legal", &["Counsel", "Paralegal"]),
    ("Marketing", &["Communications adviser", "Web editor"]),
    (
        "Operations",
        &["Planner", "Shift leader", "Driver", "Fitter"],
    ),
    ("Procurement", &["Buyer"]),
    ("Sales", &["Account manager", "Inside sales"]),
    ("Support", &["Support engineer", "Team leader"]),
];

/// A name and what remains of it in an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) first: &'static str,
    pub(super) last: &'static str,
    pub(super) alias: String,
    /// Two things of the same name are told apart by this; nothing for the first one.
    pub(super) number: Option<u64>,
}

impl Named {
    /// First and last, and the number when there is one.
    pub(super) fn display(&self) -> String {
        match self.number {
            None => format!("{} {}", self.first, self.last),
            Some(number) => format!("{} {} {number}", self.first, self.last),
        }
    }
}

/// The person of this index. No two have the same address.
pub(super) fn person(index: u64, shift: u64) -> Named {
    combined(GIVEN, FAMILY, '.', index, shift)
}

/// The shared mailbox of this index. No two have the same address, and none that of a person.
pub(super) fn shared(index: u64, shift: u64) -> Named {
    combined(TOPICS, PLACES, '-', index, shift)
}

/// A place.
pub(super) fn place(draw: u64) -> (&'static str, &'static str) {
    pick(PLACES, draw)
}

/// Walks through all pairs before any comes back, in an order that does not look like one; from then on the
/// pairs carry a number.
fn combined(
    first: &[(&'static str, &'static str)],
    last: &[(&'static str, &'static str)],
    joint: char,
    index: u64,
    shift: u64,
) -> Named {
    let all = (first.len() * last.len()) as u64;
    let round = index / all;
    let at = (shift % all + (index % all) * coprime(all)) % all;
    let (first, first_alias) = pick(first, at);
    let (last, last_alias) = pick(last, at / (all / last.len() as u64));
    let number = (round > 0).then_some(round + 1);
    let mut alias = String::with_capacity(first_alias.len() + last_alias.len() + 4);
    alias.push_str(first_alias);
    alias.push(joint);
    alias.push_str(last_alias);
    if let Some(number) = number {
        alias.push_str(&number.to_string());
    }
    Named {
        first,
        last,
        alias,
        number,
    }
}

fn pick<T: Copy>(list: &[T], at: u64) -> T {
    list[usize::try_from(at % list.len() as u64).expect("it is below a usize")]
}

/// A stride that visits all of `n` places once; about the golden section, so that neighbours lie far apart.
const fn coprime(n: u64) -> u64 {
    let mut stride = n * 618 / 1000;
    // Ends at n + 1 at the latest, which has no factor in common with n.
    while gcd(stride, n) != 1 {
        stride += 1;
    }
    stride
}

const fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_lists_are_clean() {
        for list in [GIVEN, FAMILY, TOPICS, PLACES] {
            let mut aliases = BTreeSet::new();
            for (name, alias) in list {
                assert_eq!(name.trim(), *name);
                assert!(aliases.insert(alias), "{alias} twice");
                assert!(!alias.ends_with(|c: char| c.is_ascii_digit()));
                assert!(
                    alias.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
                    "{alias}"
                );
            }
        }
    }

    #[test]
    fn no_address_comes_twice() {
        let all = 40_000;
        let mut seen = BTreeSet::new();
        for shift in [0, 12_345_678_901] {
            seen.clear();
            for index in 0..all {
                for named in [person(index, shift), shared(index, shift)] {
                    assert!(seen.insert(named.alias.clone()), "{}", named.alias);
                }
            }
        }
    }

    #[test]
    fn the_first_hundred_people_share_few_names() {
        let first: BTreeSet<_> = (0..100).map(|index| person(index, 5).first).collect();
        let last: BTreeSet<_> = (0..100).map(|index| person(index, 5).last).collect();
        assert!(
            first.len() > 50 && last.len() > 50,
            "{} {}",
            first.len(),
            last.len()
        );
    }
}
