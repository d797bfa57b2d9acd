### Nederlands. De berichten en de waarden daarin zijn die van en.ftl; de build vergelijkt ze.
### Welke woorden van Microsoft zijn en welke van ons staat in GLOSSARY.md.


## form: hoe getallen, tijden en opsommingen worden geschreven

form-language = Nederlands
form-size = { $amount } { $unit }
form-size-exact = { $size-text } ({ $bytes } bytes)
form-money = { $symbol } { $amount }
form-cost = { $money } per maand
form-cost-at-least = ten minste { $money } per maand
form-cost-unknown = onbekend
form-cost-example = { $text } (voorbeeldprijzen)
form-month =
    { $position ->
        [1] januari
        [2] februari
        [3] maart
        [4] april
        [5] mei
        [6] juni
        [7] juli
        [8] augustus
        [9] september
        [10] oktober
        [11] november
       *[other] december
    }
form-date = { $day } { $month } { $year }
form-date-time = { $date }, { $clock } UTC
form-seconds =
    { $count ->
        [one] { $count } seconde
       *[other] { $count } seconden
    }
form-minutes =
    { $count ->
        [one] { $count } minuut
       *[other] { $count } minuten
    }
form-hours = { $count } uur
form-days =
    { $count ->
        [one] { $count } dag
       *[other] { $count } dagen
    }
form-now = zojuist
form-ago = { $duration } geleden
form-old = { $duration } oud
form-list-two = { $first } en { $last }
form-list-more = { $first }, { $last }


## verdict: wat er met een postvak of een licentie moet gebeuren

verdict-removable = Kan weg
verdict-required = Nodig
verdict-overlicensed = Te ruim
verdict-missing = Ontbreekt
verdict-blocked = Geblokkeerd
verdict-unknown = Onbekend
verdict-unlicensed = Zonder licentie
verdict-about-removable = Ten minste één licentie kan weg, en er is er geen nodig
verdict-about-required = Een licentie moet blijven, en wat er is past
verdict-about-overlicensed = Een licentie moet blijven, maar een goedkoper product volstaat
verdict-about-missing = Een licentie is nodig, en wat er is volstaat niet
verdict-about-blocked = Geen licentie kan weg voordat er iets is gedaan
verdict-about-unknown = Een feit dat het oordeel kan veranderen is niet bekend
verdict-about-unlicensed = Er is geen licentie, en er is er geen nodig
verdict-license-keep = Blijft
verdict-license-removable = Kan weg
verdict-license-swap = Kan worden vervangen
verdict-license-blocked = Geblokkeerd
verdict-license-unknown = Onbekend
verdict-effect-need = Een licentie moet blijven
verdict-effect-block = Kan niet weg voordat er iets is gedaan
verdict-effect-ack = Kan weg na bevestiging bij naam
verdict-effect-unknown = Niet bekend
verdict-effect-note = Opmerking


## title: een reden in twee of drie woorden

title-over-50-gb = Meer dan 50 GB
title-size-limit = Aan de grens van de grootte
title-near-50-gb = Dicht bij 50 GB
title-archive = In-place archief
title-litigation-hold = Bewaring voor juridische procedure
title-in-place-hold = eDiscovery-bewaring
title-retention-policy = Bewaarbeleid
title-label-hold = Bewaarlabel
title-org-retention = Bewaarbeleid voor de hele organisatie
title-delay-hold = Nalopende bewaring
title-defender = Defender voor Office 365
title-defender-in-suite = Defender in een pakket
title-sign-in-used = Gebruikt als account van een persoon
title-sign-in-open = Aanmelding toegestaan
title-smtp-auth = SMTP AUTH toegestaan
title-dir-synced = On-premises beheerd
title-multi-geo = Buiten de standaardregio
title-pre-2018-quota = Quotum van voor juli 2018
title-onedrive-content = Inhoud in OneDrive
title-group-inherited = Toegewezen door een groep
title-not-shared = Geen gedeeld postvak
title-not-exchange = Geen Exchange-product
title-device-account = Ruimte, apparaat of telefoon
title-kiosk-quota = Kiosk-abonnement
title-never-used = Nooit gebruikt
title-fact-missing = Er ontbreekt een feit


## tally: een reden na haar aantal, midden in een zin

tally-over-50-gb = { $count } met meer dan 50 GB
tally-size-limit = { $count } aan de grens van de grootte
tally-near-50-gb = { $count } dicht bij 50 GB
tally-archive = { $count } met een archief
tally-litigation-hold = { $count } in bewaring voor een juridische procedure
tally-in-place-hold = { $count } in eDiscovery-bewaring
tally-retention-policy = { $count } onder een bewaarbeleid
tally-label-hold = { $count } met een bewaarlabel
tally-org-retention = { $count } onder bewaarbeleid van de hele organisatie
tally-delay-hold = { $count } in nalopende bewaring
tally-defender = { $count } met Defender voor Office 365
tally-defender-in-suite = { $count } met Defender in een pakket
tally-sign-in-used = { $count } gebruikt als account van een persoon
tally-sign-in-open = { $count } met aanmelding toegestaan
tally-smtp-auth = { $count } met SMTP AUTH toegestaan
tally-dir-synced = { $count } on-premises beheerd
tally-multi-geo = { $count } buiten de standaardregio
tally-pre-2018-quota = { $count } met een quotum van voor juli 2018
tally-onedrive-content = { $count } met inhoud in OneDrive
tally-group-inherited = { $count } met een licentie van een groep
tally-not-shared = { $count } niet gedeeld
tally-not-exchange = { $count } met een ander soort product
tally-device-account = { $count } voor een ruimte, apparaat of telefoon
tally-kiosk-quota = { $count } met een Kiosk-abonnement
tally-never-used = { $count } nooit gebruikt
tally-fact-missing = { $count } met een ontbrekend feit


## reason: een reden als zin, met haar waarden

reason-over-50-gb = { $size-text } in gebruik, meer dan { $limit }
reason-size-limit = { $size-text } in gebruik, { $limit } of meer: een postvak zonder licentie verzendt niet meer vanaf 49,5 GB
reason-near-50-gb = { $size } in gebruik, dicht bij 50 GB
reason-archive =
    { $auto ->
        [yes] Het heeft een in-place archief dat vanzelf groeit
       *[no] Het heeft een in-place archief
    }
reason-archive-sized =
    { $auto ->
        [yes] Het heeft een in-place archief dat vanzelf groeit, met { $size } erin
       *[no] Het heeft een in-place archief met { $size } erin
    }
reason-archive-empty = Het heeft een in-place archief, dat leeg is
reason-litigation-hold = Het is in bewaring voor een juridische procedure
reason-in-place-hold =
    { $count ->
        [one] Het is in eDiscovery- of in-place bewaring: { $list }
       *[other] Het valt onder { $count } eDiscovery- of in-place bewaringen: { $list }
    }
reason-retention-policy =
    { $count ->
        [one] Een bewaarbeleid geldt voor dit postvak: { $list }
       *[other] Er gelden { $count } bewaarbeleidsregels voor dit postvak: { $list }
    }
reason-label-hold = Een bewaarlabel houdt ten minste één item vast
reason-org-retention =
    { $count ->
        [one] Een bewaarbeleid van de hele organisatie geldt ook hier: { $list }
       *[other] Er gelden hier { $count } bewaarbeleidsregels van de hele organisatie: { $list }
    }
reason-delay-hold =
    { $hold ->
        [release] Een bewaring eindigde minder dan 30 dagen geleden; een nalopende vrijgave (DelayReleaseHoldApplied) houdt de inhoud nog vast
       *[mailbox] Een bewaring eindigde minder dan 30 dagen geleden; een nalopende bewaring (DelayHoldApplied) houdt de inhoud nog vast
    }
reason-defender = Het heeft { $product }, voor Microsoft Defender voor Office 365
reason-defender-in-suite = { $product } bevat Microsoft Defender voor Office 365
reason-sign-in-used = Aanmelding is toegestaan en het account is gebruikt op { $at } ({ $source })
reason-sign-in-open = Aanmelding is toegestaan; er is geen gebruik gevonden
reason-smtp-auth = SMTP AUTH is toegestaan voor dit postvak: een scanner of toepassing verzendt er misschien mee
reason-dir-synced = Het wordt on-premises beheerd, als gebruikerspostvak ({ $value })
reason-dir-synced-unsaid = Het wordt on-premises beheerd, en daar staat niet dat het gedeeld is
reason-multi-geo = Het staat in regio { $region }; de standaardregio is { $default }
reason-pre-2018-quota = Het heeft { $quota } zonder licentie, van voor juli 2018; bij de volgende wijziging van de licenties is dat voorgoed weg
reason-onedrive-content =
    { $cloud ->
        [gcc-high] In de OneDrive van het account ({ $product }) staat { $size-text }
        [dod] In de OneDrive van het account ({ $product }) staat { $size-text }
       *[worldwide] In de OneDrive van het account ({ $product }) staat { $size-text }; zonder licentie is die na 60 dagen alleen-lezen en na 93 gearchiveerd
    }
reason-onedrive-files =
    { $count ->
        [one] { $size } in { $count } bestand
       *[other] { $size } in { $count } bestanden
    }
reason-onedrive-unread = De OneDrive van het account ({ $product }) kon niet worden gelezen; er kan inhoud in staan
reason-group-inherited =
    { $plural ->
        [one] { $product } komt van de groep { $list }
       *[other] { $product } komt van de groepen { $list }
    }
reason-group-inherited-too =
    { $plural ->
        [one] { $product } is rechtstreeks toegewezen en ook door de groep { $list }: de rechtstreekse weghalen maakt niets vrij
       *[other] { $product } is rechtstreeks toegewezen en ook door de groepen { $list }: de rechtstreekse weghalen maakt niets vrij
    }
reason-not-shared = Het is geen gedeeld postvak; het type is: { $kind }
reason-not-exchange = { $product } heeft geen onderdeel voor postvak, archief of Defender voor Office 365
reason-device-account = { $product } is voor ruimten, apparaten en telefoons
reason-kiosk-quota = { $product } is een Kiosk-abonnement, dat aan geen voorwaarde voldoet
reason-kiosk-quota-sized = { $product } is een Kiosk-abonnement met { $quota }, dat aan geen voorwaarde voldoet
reason-never-used = Het is nooit gebruikt en telt dus als leeg
reason-fact-missing = Niet bekend: { $fact }; { $why }


## remedy: wat een reden wegneemt

remedy-reduce-size = Breng het postvak onder { $size } en beoordeel opnieuw
remedy-disable-archive = Schakel het archief uit, want het is leeg: Disable-Mailbox -Archive
remedy-decide-archive = Beslis over het archief: zet de inhoud ergens anders en schakel het uit, of houd de licentie
remedy-end-hold = Beëindig de bewaring, samen met wie erom vroeg
remedy-exclude-from-policy = Sluit het postvak uit van het bewaarbeleid, of aanvaard dat de licentie blijft
remedy-wait-for-delay-hold = Wacht tot de nalopende bewaring eindigt, hoogstens 30 dagen; of beëindig die nu (Set-Mailbox -RemoveDelayHoldApplied of -RemoveDelayReleaseHoldApplied, rol Legal Hold)
remedy-block-sign-in = Blokkeer de aanmelding, als niemand en niets zich met dit account aanmeldt (--block-sign-in, of { ui-users } > { ui-active-users } > { ui-block-sign-in })
remedy-move-use = Zoek uit wie het gebruikt, geef die persoon een account en blokkeer daarna de aanmelding
remedy-set-remote-mailbox-shared = Wijzig het type on-premises: Set-RemoteMailbox -Type Shared
remedy-acknowledge = Bevestig het bij naam: --ack { $code }
remedy-save-onedrive = Bewaar de inhoud van OneDrive eerst ergens anders
remedy-leave-group = Haal het account uit de groep { $group }
remedy-leave-group-dynamic = Wijzig het account of de regel van de groep { $group }: de leden volgen een regel, niemand kan er met de hand uit
remedy-leave-group-synced = Haal het account on-premises uit de groep { $group }: die wordt daar beheerd
remedy-leave-group-role = Laat een Beheerder voor bevoorrechte rollen het account uit de groep { $group } halen
remedy-convert-to-shared = Converteer het eerst naar een gedeeld postvak, zolang het de licentie nog heeft
remedy-swap-to = Vervang het door { $product }, in één wijziging
remedy-assign-sufficient = Wijs { $product } toe
remedy-assign-any = Schaf een product aan dat volstaat; geen van de aanwezige doet dat
remedy-grant-permission = Verleen de toepassing { $permission } en beoordeel opnieuw
remedy-read-again = Beoordeel opnieuw
remedy-other = Zoek de reden op in docs/rules.md
remedy-reveal-report-names = Toon echte namen in de gebruiksrapporten (een instelling van de hele tenant), of laat de toepassing Exchange lezen


## fact: namen van feiten en hun waarden

fact-kind = Soort postvak
fact-size = Grootte
fact-quota = Quotum
fact-archive = Archief
fact-archive-size = Grootte van het archief
fact-holds = Bewaring
fact-org-holds = Bewaring van de organisatie
fact-dir-sync = On-premises
fact-region = Regio
fact-default-region = Standaardregio
fact-sign-in = Aanmelding
fact-last-sign-in = Laatste aanmelding
fact-last-activity = Laatste activiteit
fact-smtp-auth = SMTP AUTH
fact-onedrive = OneDrive
fact-licenses = Licenties
fact-skus = Producten
fact-none = geen
fact-yes = ja
fact-no = nee
fact-never = nooit
fact-never-used = nooit gebruikt
fact-unlimited = onbeperkt
fact-allowed = toegestaan
fact-blocked = geblokkeerd
fact-organization = volgens de instelling van de organisatie
fact-archive-on = aan
fact-archive-expanding = aan, groeit vanzelf
fact-litigation = bewaring voor juridische procedure
fact-label = bewaarlabel
fact-delay = nalopende bewaring
fact-delay-release = nalopende vrijgave
fact-synced = on-premises beheerd
fact-synced-as = on-premises beheerd als { $value }
fact-cloud-only = in de cloud
fact-onedrive-files =
    { $count ->
        [one] { $size }, { $count } bestand
       *[other] { $size }, { $count } bestanden
    }
fact-kind-user = gebruikerspostvak
fact-kind-shared = gedeeld postvak
fact-kind-room = ruimtepostvak
fact-kind-equipment = apparatuurpostvak


## gap: waarom een feit niet bekend is

gap-not-read = het is niet gelezen
gap-absent = het staat niet in het antwoord
gap-forbidden = { $permission } is niet verleend
gap-not-offered = hier niet beschikbaar: { $text }
gap-concealed = het rapport verbergt namen
gap-stale = het is { $old } oud en mag { $longest } oud zijn
gap-unparsable = “{ $text }” is niet te begrijpen
gap-conflict = { $one } zegt “{ $one-says }”, { $other } zegt “{ $other-says }”
gap-not-found = het is niet gevonden
gap-ambiguous =
    { $count ->
        [one] { $count } rij heeft deze naam
       *[other] { $count } rijen hebben deze naam
    }
gap-not-yet = het is er nog niet: Microsoft staat 14 gebruiksrapporten per 10 minuten toe, probeer het over enkele minuten opnieuw
gap-failed = het lezen is mislukt ({ $code })
gap-failed-request = het lezen is mislukt ({ $code }, aanvraag-id { $request })
gap-other = het is niet bekend
gap-from = { $why } ({ $source })


## source: waar feiten worden gelezen

source-exchange = Exchange, { $name }
source-graph = Microsoft Graph, { $name }
source-report = gebruiksrapport { $name }
source-export = geëxporteerd bestand
source-unknown = { $name }


## step: stappen van een plan, en wat ervan kwam

step-intended = Begonnen
step-done = Gedaan
step-refused = Geweigerd
step-not-applied = Niet uitgevoerd
step-unconfirmed = Onbevestigd
step-drifted = Ongemoeid gelaten
step-about-intended = Het is genoteerd en misschien verzonden; de volgende opdracht zoekt het uit
step-about-done = Het is teruggelezen zoals gewenst
step-about-refused = Er is niets gewijzigd
step-about-not-applied = Er is zeker niets gewijzigd; het kan opnieuw worden geprobeerd
step-about-unconfirmed = Het resultaat kon niet op tijd worden gelezen; de volgende beoordeling stelt het vast
step-about-drifted = Het account is niet als voorheen en niet als gewenst, en is dus ongemoeid gelaten
step-remove = { $list } verwijderen
step-assign = { $list } toewijzen
step-replace = { $first } vervangen door { $last }
step-nothing = Niets wijzigen
step-product-partly =
    { $count ->
        [one] { $product } ({ $count } onderdeel uit)
       *[other] { $product } ({ $count } onderdelen uit)
    }
step-set-usage-location = Gebruikslocatie instellen op { $code }
step-clear-usage-location = Gebruikslocatie weghalen
step-block-sign-in = Aanmelding blokkeren
step-allow-sign-in = Aanmelding toestaan
step-other = Een ander soort wijziging
step-purpose-remove = Licenties verwijderen
step-purpose-assign = Licenties toewijzen
step-purpose-total = Aantal licenties wijzigen
step-purpose-restore = Terugzetten


## refusal: waarom een stap niet is uitgevoerd

refusal-verdict = Niet verzonden: de zojuist gelezen feiten spreken ertegen ({ $list })
refusal-verdict-unsaid = Niet verzonden: de zojuist gelezen feiten laten het niet meer toe
refusal-unread = Niet verzonden: vlak ervoor kon dit niet worden gelezen: { $source } ({ $code })
refusal-changed = Niet verzonden: het account is niet meer zoals het plan verwacht; maak een nieuw plan
refusal-excluded = Niet verzonden: het is uitgesloten ({ $text })
refusal-service = De dienst heeft het geweigerd: “{ $text }” ({ $code })
refusal-not-permitted = De dienst weigerde het: de verbinding mist de machtiging { $permission }, of het account heeft een beheerdersrol waarvoor meer nodig is
refusal-earlier-step = Niet verzonden: stap { $number } op hetzelfde account is niet gelukt
refusal-passing = Niet gelukt binnen de tijd ({ $code }); probeer het opnieuw
refusal-stopped = Niet verzonden: de uitvoering is voor deze stap gestopt
refusal-other = Niet uitgevoerd


## service: wat met een licentie eindigt

service-archive = Archief
service-onedrive = OneDrive en SharePoint
service-teams = Teams
service-office = Office-apps
service-defender = Defender voor Office 365
service-mailbox = Eigen postvak
service-hold = Bewaring
service-ends-archive = Het archief: om het te houden is een licentie nodig
service-ends-onedrive =
    { $cloud ->
        [gcc-high] OneDrive en SharePoint: het account kan ze niet meer gebruiken
        [dod] OneDrive en SharePoint: het account kan ze niet meer gebruiken
       *[worldwide] OneDrive en SharePoint: een bestaande OneDrive is na 60 dagen alleen-lezen en na 93 gearchiveerd
    }
service-ends-teams = Teams: het account kan het niet meer gebruiken
service-ends-office = Office-apps: het account kan ze niet meer gebruiken
service-ends-defender = Defender voor Office 365: deze licentie dekt het postvak niet meer
service-ends-mailbox = Het eigen postvakabonnement: als gedeeld postvak gaat het door zonder licentie
service-ends-mailbox-quota = Het eigen postvakabonnement: als gedeeld postvak gaat het door met hoogstens { $quota }
service-ends-hold = De bewaring: om die te houden is een licentie nodig
service-ends-other = { $name }


## summary: de zinnen voor een leidinggevende

summary-none-licensed = Geen enkel gedeeld postvak heeft een licentie
summary-removable =
    { $count ->
        [one] { $count } van de { $total } gedeelde postvakken met een licentie heeft die niet nodig: { $text }
       *[other] { $count } van de { $total } gedeelde postvakken met een licentie hebben die niet nodig: { $text }
    }
summary-only =
    { $total ->
        [one] Het enige gedeelde postvak met een licentie heeft die niet nodig: { $text }
       *[other] Geen van de { $total } gedeelde postvakken met een licentie heeft die nodig: { $text }
    }
summary-none-removable =
    { $total ->
        [one] Het enige gedeelde postvak met een licentie kan die nu niet missen
       *[other] Geen van de { $total } gedeelde postvakken met een licentie kan die nu missen
    }
summary-saving-unknown = besparing onbekend
summary-with = { $first }; { $last }.
summary-alone = { $text }.
summary-must-stay =
    { $count ->
        [one] { $count } moet blijven
       *[other] { $count } moeten blijven
    }
summary-must-stay-because =
    { $count ->
        [one] { $count } moet blijven: { $list }
       *[other] { $count } moeten blijven: { $list }
    }
summary-must-stay-several =
    { $count ->
        [one] { $count } moet blijven: { $list } (om meer dan één reden)
       *[other] { $count } moeten blijven: { $list } (sommige om meer dan één reden)
    }
summary-once-blocked = Nog { $count } zodra de aanmelding is geblokkeerd.
summary-others =
    { $count ->
        [one] { $count } om een andere reden
       *[other] { $count } om andere redenen
    }
summary-extras =
    { $count ->
        [one] { $count } postvak heeft naast de licentie die moet blijven nog een andere, die weg kan.
       *[other] { $count } postvakken hebben naast de licentie die moet blijven nog een andere, die weg kan.
    }
summary-overlicensed =
    { $count ->
        [one] { $count } postvak heeft meer dan het nodig heeft: een goedkoper product volstaat.
       *[other] { $count } postvakken hebben meer dan ze nodig hebben: een goedkoper product volstaat.
    }
summary-missing =
    { $count ->
        [one] { $count } postvak heeft een licentie nodig en heeft die niet.
       *[other] { $count } postvakken hebben een licentie nodig en hebben die niet.
    }
summary-blocked =
    { $count ->
        [one] { $count } is geblokkeerd totdat er iets is gedaan.
       *[other] { $count } zijn geblokkeerd totdat er iets is gedaan.
    }
summary-unknown =
    { $count ->
        [one] { $count } is onbekend, omdat er een feit ontbreekt.
       *[other] { $count } zijn onbekend, omdat er feiten ontbreken.
    }
summary-leavers =
    { $count ->
        [one] { $count } gebruikerspostvak met een licentie heeft een geblokkeerde aanmelding: een vertrokken medewerker, niet geconverteerd?
       *[other] { $count } gebruikerspostvakken met een licentie hebben een geblokkeerde aanmelding: vertrokken medewerkers, niet geconverteerd?
    }


## ui (public): opschriften, zoals het beheercentrum in de cloud van de lezer ze schrijft

ui-users = Gebruikers
ui-active-users = Actieve gebruikers
ui-licenses-and-apps =
    { $layout ->
        [product-licenses] Productlicenties
       *[licenses-and-apps] Licenties en apps
    }
ui-licenses = Licenties
ui-product-licenses = Productlicenties
ui-edit = Bewerken
ui-off = Uit
ui-on = Aan
ui-save =
    { $layout ->
        [product-licenses] Opslaan
       *[licenses-and-apps] Wijzigingen opslaan
    }
ui-billing = Facturering
ui-your-products =
    { $layout ->
        [product-licenses] Abonnementen
       *[licenses-and-apps] Uw producten
    }
ui-add-remove-licenses = Licenties toevoegen/verwijderen
ui-total-licenses = Totaal aantal licenties
ui-submit-change =
    { $layout ->
        [product-licenses] Verzenden
       *[licenses-and-apps] Wijziging verzenden
    }
ui-close = Sluiten
ui-unlicensed = Zonder licentie
ui-unlicensed-search = niet-gelicenseerd, niet gelicentieerd, geen licentie
ui-unlicensed-users = Gebruikers zonder licentie
ui-licensed-shared-mailboxes = Gedeelde postvakken met licentie
ui-teams-and-groups =
    { $cloud ->
        [germany] Groepen
       *[worldwide] Teams en groepen
    }
ui-shared-mailboxes = Gedeelde postvakken
ui-block-sign-in = Aanmelding blokkeren
ui-sign-in-blocked = Aanmelding geblokkeerd
ui-sign-in-allowed = Aanmelding toegestaan
ui-assigned = Toegewezen
ui-available = Beschikbaar
ui-account = Account
ui-mail = E-mail
ui-review = Beoordeling
ui-history = Geschiedenis
ui-put-back = Terugzetten
ui-embedded-tenant = Ingebouwde tenant (gesimuleerd)
ui-cloud =
    { $cloud ->
        [gcc-high] Amerikaanse overheid (GCC High)
        [dod] Amerikaanse overheid (DoD)
        [china] Office 365 beheerd door 21Vianet
        [germany] Office 365 Duitsland
       *[worldwide] Microsoft 365 wereldwijd
    }


## article (public): de licentie van een gedeeld postvak weghalen in het beheercentrum, stap voor stap; **vet** zijn de opschriften daar

article-title = Een licentie van een gedeeld postvak verwijderen
article-intro = Een gedeeld postvak heeft meestal geen licentie nodig. Haal die weg om haar aan iemand anders te geven, of om er niet meer voor te betalen.
article-required = Een licentie is nodig als het gedeelde postvak:
article-required-size = meer dan 50 GB in gebruik heeft
article-required-archive = een in-place archief gebruikt
article-required-hold = in bewaring is voor een juridische procedure
article-required-defender = een Microsoft Defender-licentie heeft
article-step-open = Ga in het beheercentrum naar **{ ui-users }** > [**{ ui-active-users }**]({ $link-active-users }).
article-step-select =
    { $layout ->
        [product-licenses] Selecteer het gedeelde postvak en dan **{ ui-edit }** naast **{ ui-product-licenses }**.
       *[licenses-and-apps] Selecteer het gedeelde postvak.
    }
article-step-clear =
    { $layout ->
        [product-licenses] Zet op de pagina **{ ui-product-licenses }** de schakelknop van de licentie op **{ ui-off }**.
       *[licenses-and-apps] Vouw op het tabblad **{ ui-licenses-and-apps }** het onderdeel **{ ui-licenses }** uit en schakel het selectievakje van de licentie uit.
    }
article-step-save = Selecteer **{ ui-save }**.
article-step-check = Terug op **{ ui-active-users }** is de status van het gedeelde postvak nu **{ ui-unlicensed }**.
article-step-pay =
    { $layout ->
        [product-licenses] U betaalt nog voor de licentie. Ga om te stoppen naar **{ ui-billing }** > [**{ ui-your-products }**]({ $link-products }), selecteer **{ ui-add-remove-licenses }**, typ het nieuwe totaal en kies **{ ui-submit-change }** en **{ ui-close }**.
       *[licenses-and-apps] U betaalt nog voor de licentie. Ga om te stoppen naar **{ ui-billing }** > [**{ ui-your-products }**]({ $link-products }), selecteer **{ ui-add-remove-licenses }**, typ het nieuwe totaal en kies **{ ui-submit-change }**.
    }
article-not-here = Licenties zijn gebruikersinstellingen: ze worden gewijzigd bij **{ ui-active-users }**, niet bij [**{ ui-shared-mailboxes }**]({ $link-shared-mailboxes }).


## billing (public): voor een licentie die niemand heeft wordt nog betaald; hoe het verder kan en de regels daarvoor

billing-still-paying =
    { $count ->
        [one] U betaalt er nog voor.
       *[other] U betaalt er nog voor.
    }
billing-available =
    { $count ->
        [one] { $count } licentie van { $product } is weer beschikbaar.
       *[other] { $count } licenties van { $product } zijn weer beschikbaar.
    }
billing-pass-on = Geef haar door: wijs haar toe aan een andere gebruiker.
billing-stop-paying =
    { $layout ->
        [product-licenses] Of stop met betalen: { ui-billing } > { ui-your-products } > { ui-add-remove-licenses } > nieuw totaal > { ui-submit-change } > { ui-close } ({ $link-products })
       *[licenses-and-apps] Of stop met betalen: { ui-billing } > { ui-your-products } > { ui-add-remove-licenses } > nieuw totaal > { ui-submit-change } ({ $link-products })
    }
billing-new-total = Verlaag { $product } van { $total } naar { $count } licenties in totaal.
billing-rule-total = In het vak komt het nieuwe totaal, niet het verschil.
billing-rule-assigned = Het totaal kan niet lager zijn dan het aantal dat is toegewezen: haal eerst de licentie van het account.
billing-rule-mca = Bij een Microsoft Customer Agreement kan het totaal omlaag binnen 7 dagen na aankoop of verlenging, en alleen als terugkerende facturering aanstaat; plan het anders voor de verlenging.
billing-rule-mosa = Bij een Microsoft Online Subscription Agreement kan het totaal altijd omlaag, en de prijs volgt.
billing-rule-prepaid = Licenties die met een productcode zijn gekocht kunnen niet terug: verleng met een kleinere code.
billing-rule-partner = Licenties van een partner worden door die partner verlaagd.
billing-rule-partner-named = { $name } heeft deze licenties verkocht: vraag daar om een totaal van { $count }.
billing-rule-trial = Voor een proefversie wordt niet betaald, dus er is niets terug te geven.
billing-rule-role = Een licentie weghalen kan een Licentiebeheerder of Gebruikersbeheerder, het totaal verlagen een Factureringsbeheerder.
billing-rule-reassign = Volgens de voorwaarden van Microsoft mag een licentie eens in de 90 dagen van persoon wisselen, behalve als iemand voorgoed vertrekt.
billing-obstacle-unknown = Dit abonnement is er niet meer, dus er is niets gewijzigd. Open het product opnieuw.
billing-obstacle-unread = Er is niets gewijzigd, want dit kon niet worden gelezen: { $why }. Probeer het opnieuw.
billing-obstacle-unchanged =
    { $total ->
        [one] Het abonnement heeft al { $total } licentie; er is niets gewijzigd.
       *[other] Het abonnement heeft al { $total } licenties; er is niets gewijzigd.
    }
billing-obstacle-range = Het nieuwe totaal is minstens 1, dus er is niets gewijzigd. Zeg het abonnement op om er geen te hebben. In het vak hoort het nieuwe totaal, niet het verschil.
billing-obstacle-assigned =
    { $total ->
        [one] Er is { $total } licentie van dit product toegewezen, dus dit abonnement heeft er minstens { $count } nodig. Er is niets gewijzigd: haal die eerst bij het account weg.
       *[other] Er zijn { $total } licenties van dit product toegewezen, dus dit abonnement heeft er minstens { $count } nodig. Er is niets gewijzigd: haal eerst licenties bij accounts weg.
    }
billing-obstacle-inactive = Het abonnement is niet actief ({ $value }), dus er is niets gewijzigd. Activeer het eerst opnieuw.
billing-obstacle-trial = Het abonnement is een proefversie, dus er is niets gewijzigd. Koop het eerst.
billing-obstacle-partner = Een partner heeft dit abonnement verkocht en wijzigt als enige het aantal; er is niets gewijzigd. Vraag het daar.
billing-obstacle-partner-named = { $name } heeft dit abonnement verkocht en wijzigt als enige het aantal; er is niets gewijzigd. Vraag het daar.
billing-obstacle-representative = Een vertegenwoordiger van Microsoft heeft dit abonnement verkocht; er is niets gewijzigd. Vraag het daar.
billing-obstacle-prepaid = Het abonnement is met een productcode betaald, dus de licenties kunnen niet terug en er is niets gewijzigd. Verleng met een kleinere code.
billing-obstacle-credit = Er loopt een kredietcontrole, die hoogstens twee werkdagen duurt; er is niets gewijzigd. Probeer het daarna opnieuw.
billing-obstacle-recurring = Terugkerende facturering staat uit, dus het aantal kan niet omlaag en er is niets gewijzigd. Zet die eerst aan.
billing-obstacle-renewal = De zeven dagen na aankoop of verlenging zijn voorbij en er is geen verlenging waarbij het aantal omlaag kan; er is niets gewijzigd.
billing-obstacle-service = De dienst weigerde het: “{ $text }” ({ $code }). Er is niets gewijzigd.
billing-state-instructed = Opdracht gegeven, niets verzonden
billing-state-intended = Begonnen
billing-state-done = Gedaan
billing-state-scheduled = Vanaf { $at }
billing-state-refused = Geweigerd
billing-state-unconfirmed = Niet bevestigd
billing-change = { $product } van { $total } naar { $count } licenties in totaal brengen
billing-renews = Verlenging op { $at }.


## shared (public): de pagina Gedeelde postvakken

shared-lead = Elk gedeeld postvak van de laatste beoordeling, met wat bepaalt of het een licentie nodig heeft.
shared-choose = Selecteer een postvak: het account opent bij { ui-active-users }, waar een licentie weg kan.
shared-count =
    { $count ->
        [one] { $count } gedeeld postvak
       *[other] { $count } gedeelde postvakken
    }
shared-archive = Archief
shared-hold = Bewaring
shared-members = Leden
shared-members-show = Leden tonen
shared-members-show-of = Leden tonen van { $name }
shared-members-read-all = De leden van deze postvakken lezen
shared-members-of = Leden van { $name }
shared-members-lead = Personen en groepen met volledige toegang: zij kunnen het postvak openen. Het is zojuist gelezen; er wordt geen lijst van bewaard, en geen oordeel hangt ervan af.
shared-members-read-at = Leden gelezen op { $when }
shared-members-count =
    { $count ->
        [one] { $count } lid
       *[other] { $count } leden
    }
shared-members-none = Geen leden
shared-members-none-about = Niemand heeft volledige toegang. Wie dit postvak moet lezen, kan op de pagina van Microsoft worden toegevoegd.
shared-members-more =
    { $count ->
        [one] en nog { $count }
       *[other] en nog { $count }
    }
shared-members-gone = niet meer in de directory
shared-members-unread = De leden zijn niet bekend. { $why }
shared-members-how = Met PowerShell
shared-members-about = Exchange Online PowerShell toont ze ook, en wie als het postvak mag verzenden:
shared-members-open = Het account openen
shared-microsoft = { ui-shared-mailboxes } bij Microsoft
shared-first = Eerste pagina
shared-about = Over gedeelde postvakken


## offline (public): de pagina die geëxporteerde bestanden beoordeelt

offline-lead = De oordelen uit bestanden die u zelf hebt geëxporteerd. Er wordt geen tenant bevraagd en niets bewaard.
offline-private = De bestanden blijven in het geheugen van dit programma en worden met het antwoord vergeten. Er wordt niets naar schijf geschreven en geen verbinding gemaakt.
offline-files = Geëxporteerde bestanden, CSV of JSON
offline-drop = Kies ze, of sleep ze hierheen.
offline-limits =
    { $count ->
        [one] { $count } bestand, samen { $limit }
       *[other] Hoogstens { $count } bestanden, samen { $limit }
    }
offline-as-of = Geëxporteerd op
offline-as-of-about = De dag waarop de bestanden zijn gemaakt. Een gebruiksrapport zegt het zelf, en dat telt.
offline-answer = Toon de oordelen als
offline-answer-page = deze pagina
offline-answer-report = een rapport om te bewaren (HTML)
offline-answer-csv = een tabel om te bewaren (CSV)
offline-submit = De bestanden beoordelen
offline-again = Andere bestanden beoordelen
offline-download-report = Het rapport downloaden
offline-download-csv = De tabel downloaden (CSV)
offline-recognised = Wat de bestanden zijn
offline-file = Bestand
offline-kind = Herkend als
offline-rows = Rijen
offline-true-as-of = Geldig op
offline-own-date = eigen datum
offline-given-date = de dag die u opgaf
offline-in-the-report = Ze staan allemaal in het rapport
offline-keep = Het resultaat bewaren
offline-keep-large = Het resultaat is te groot om van deze pagina te bewaren: kies een rapport of een tabel in het formulier.
offline-wanted = Wat meer zou zeggen
offline-exports = Exports die gelezen kunnen worden
offline-exports-about = Een bestand wordt herkend aan zijn kolommen, niet aan zijn naam. Begin met de eerste drie; om de andere wordt gevraagd waar ze een oordeel kunnen veranderen.
offline-export-mailboxes = Postvakken
offline-export-users = Accounts en licenties
offline-export-statistics = Groottes
offline-export-mailbox-usage = Groottes, uit het gebruiksrapport
offline-export-onedrive-usage = Gebruik van OneDrive
offline-export-active-user-report = Activiteit van gebruikers
offline-export-sign-ins = Laatste aanmeldingen
offline-export-products = Producten
offline-export-organization = Instellingen van de organisatie
offline-export-active-users = De lijst Actieve gebruikers
offline-line-center = In het beheercentrum:
offline-no-mailbox = In deze bestanden staat geen gedeeld postvak. Begin met de export Get-Mailbox hieronder.
offline-failed = Er is niets beoordeeld
offline-failed-about = { $why } Er is niets bewaard.
offline-no-file = Er is geen bestand gekozen. Kies ten minste één export.
offline-no-date = De dag waarop de bestanden zijn geëxporteerd ontbreekt. Zonder die dag is hun leeftijd niet bekend, en wat te oud is beslist niets.
offline-bad-date = “{ $text }” is geen dag zoals 2026-12-31, of ligt in de toekomst. Geef de dag waarop de bestanden zijn geëxporteerd.
offline-too-many =
    { $count ->
        [one] Er is meer dan { $count } bestand gestuurd. Stuur er minder, of gebruik “boxseat review --offline”, dat geen grens heeft.
       *[other] Er zijn meer dan { $count } bestanden gestuurd. Stuur er minder, of gebruik “boxseat review --offline”, dat geen grens heeft.
    }
offline-too-large = De bestanden zijn samen groter dan { $limit }. Stuur er minder of kleinere, of gebruik “boxseat review --offline”, dat geen grens heeft.
offline-broken-form = Het formulier is niet heel aangekomen. Stuur het opnieuw.


## help (public): de pagina Help: het artikel met wat eromheen hoort, verwante onderwerpen, woordenlijst, toetsen; **vet** zijn opschriften, `code` wordt getypt

help-lead = Hoe u een licentie van een gedeeld postvak verwijdert, en wat erbij hoort.
help-search = Zoeken in Help
help-found = Gevonden in Help
help-nothing-found = Nergens in Help staat “{ $text }”. Zoek op één woord ervan, of lees verder.
help-cloud = Cloud
help-cloud-show = De stappen tonen
help-layout-new = { ui-cloud }, pagina's zoals vanaf 2023
help-steps = De stappen
help-steps-in = In { ui-cloud }
help-closed = Office 365 Duitsland is in oktober 2021 gesloten. De woorden ervan blijven, voor de ingebouwde tenant.
help-here = Hier openen
help-in-microsoft = De pagina van Microsoft zelf
help-more-conditions = Boxseat stelt meer vragen dan deze vier: andere bewaringen, een quotum van voor juli 2018, wie zich aanmeldt, waar het postvak wordt beheerd. Wat niet bekend is geldt nooit als “niet nodig”.
help-stop-paying = Voordat het totaal omlaag gaat
help-related = Verwante onderwerpen
help-back = Alles van Help
help-glossary = Woordenlijst
help-keys = Toetsenbord
help-keys-about = Alles werkt ook zonder sneltoetsen. In een tekstvak typen de toetsen.
help-keys-single = Losse toetsen als opdracht gebruiken
help-key-search = Naar het zoekvak
help-key-down = Volgende rij
help-key-up = Vorige rij
help-key-open = De rij openen
help-key-close = Het paneel of dialoogvenster sluiten
help-key-help = Deze toetsen tonen

help-about-title = Over gedeelde postvakken
help-about-summary = Wat een gedeeld postvak is, wie het mag gebruiken en wat het kost.
help-about-many = Een gedeeld postvak hoort bij een taak en niet bij een persoon: **info@**, **support@**, een receptie. Verschillende mensen lezen en beantwoorden de post, en delen de agenda.
help-about-permissions = Mensen openen het met hun eigen account, via machtigingen. **Volledige toegang** (Full Access) opent het en wijzigt wat erin staat. Met **Verzenden als** (Send As) komt post van het postvak zelf. **Verzenden namens** (Send on Behalf) toont beide namen. Met alleen volledige toegang kan niemand verzenden.
help-about-license = Tot 50 GB is er geen licentie nodig. Iedereen die het gebruikt heeft een eigen licentie voor Exchange Online nodig.
help-about-concurrent = Ongeveer 25 mensen tegelijk kan het aan. Bij meer mislukken verbindingen en verschijnen berichten dubbel; een Microsoft 365-groep is er voor meer mensen.
help-about-sign-in = Niemand meldt zich aan als het postvak. Blokkeer de aanmelding van het account en laat dat zo: **{ ui-users }** > **{ ui-active-users }** > **{ ui-block-sign-in }**. Meldt iemand zich er toch mee aan, dan is er een licentie nodig zoals voor een persoon.
help-about-anchor = Het account in de directory is het anker. Verwijder het nooit: het postvak zou meegaan.
help-about-outside = Alleen mensen van de organisatie kunnen toegang krijgen. Leden kunnen berichten verwijderen, en post eruit kan niet worden versleuteld.
help-about-geo = In een tenant met verschillende regio's krijgt het een licentie zoals het postvak van een persoon.

help-create-title = Een gedeeld postvak maken
help-create-summary = Een naam, een adres, leden; er gaat geen licentie in zitten.
help-create-open = Ga als Globale beheerder of Exchange-beheerder naar **{ ui-teams-and-groups }** > [**{ ui-shared-mailboxes }**]({ $link-shared-mailboxes }) en selecteer **Een gedeeld postvak toevoegen**.
help-create-name = Geef het een naam. Het adres volgt uit de naam en kan worden gewijzigd. Sla op.
help-create-members = Na enkele minuten kunnen er leden bij. Zij zien de post en de antwoorden erop.
help-create-block = Controleer of de aanmelding van het account is geblokkeerd. Nieuwe zijn sinds oktober 2025 geblokkeerd gemaakt; oudere en geconverteerde kunnen open staan.
help-create-shell = In Exchange Online PowerShell: `New-Mailbox -Shared -Name "Info" -DisplayName "Info" -PrimarySmtpAddress info@contoso.com`
help-create-hybrid = Staat Exchange ook on-premises, maak het dan daar: wat alleen in de cloud wordt gemaakt is daar niet bekend.

help-configure-title = Een gedeeld postvak configureren
help-configure-summary = Namen, doorsturen, automatische antwoorden, kopieën, apps, bewaring, leden.
help-configure-open = Elke instelling staat bij [**{ ui-shared-mailboxes }**]({ $link-shared-mailboxes }): selecteer het postvak, dan **{ ui-edit }** naast de instelling, en sla op.
help-configure-names = **Naam en adressen**: andere adressen zijn aliassen. Het primaire adres kan veranderen zodra er een alias is.
help-configure-forward = **Doorsturen** gaat naar één adres; voor meer adressen naar een distributielijst. Daarvoor is geen licentie nodig.
help-configure-replies = **Automatische antwoorden** zijn tekst zonder afbeeldingen, voor mensen binnen, of voor mensen binnen en buiten, nooit alleen voor die buiten.
help-configure-sent = **Verzonden items**: een antwoord blijft in de map van wie het schreef. Zet kopieën aan, en alle leden zien het ook in het postvak.
help-configure-apps = **E-mailapps** bepaalt met welke programma's het mag worden geopend.
help-configure-hold = **Bewaring voor juridische procedure** krijgt een duur, een opmerking en een koppeling. Nodig is Exchange Online (Plan 2), of Plan 1 met de uitbreiding voor archivering, en dan moet de licentie blijven.
help-configure-members = **Leden** mogen het openen; hun machtigingen kunnen verschillen.
help-configure-hidden = **Adreslijst**: een postvak dat verborgen is ontvangt nog post, maar nieuwe leden kunnen het in Outlook pas toevoegen als het weer zichtbaar is.

help-convert-title = Een gebruikerspostvak converteren, en terug
help-convert-summary = Voor wie is vertrokken: eerst converteren, dan de licentie weg, nooit het account.
help-convert-license = Bij het converteren moet het postvak zijn licentie nog hebben. Is die al weg, wijs dan eerst weer een licentie toe.
help-convert-how = Selecteer het postvak in het Exchange-beheercentrum onder **Ontvangers** > **Postvakken** en converteer het naar een gedeeld postvak; of typ `Set-Mailbox -Identity robin@contoso.com -Type Shared`. Post, agenda en regels blijven.
help-convert-wait = Het duurt even. Haal de licentie pas weg als het type **SharedMailbox** is: een gebruikerspostvak zonder licentie wordt meteen afgesloten en na 30 dagen verwijderd.
help-convert-password = Het oude wachtwoord blijft werken tot de aanmelding is geblokkeerd. Blokkeer die.
help-convert-size = Boven 50 GB, met een archief of in bewaring blijft de licentie. De beoordeling zegt wat ervan geldt.
help-convert-account = Verwijder het account niet. Is het verwijderd, herstel het dan, wijs een licentie toe en wacht met converteren op het postvak.
help-convert-hybrid = Staat Exchange ook on-premises, wijzig het type dan ook daar (`Set-RemoteMailbox -Type Shared`). Anders kan de synchronisatie er weer een gebruikerspostvak van maken, dat zonder licentie verloren gaat.
help-convert-back = Terug: converteer het naar een gewoon postvak, wijs een licentie toe aan het account, stel het wachtwoord opnieuw in en sta de aanmelding toe.

help-resolve-title = Problemen met gedeelde postvakken oplossen
help-resolve-summary = Wat het vaakst misgaat, en wat helpt.
help-resolve-address = **Het adres is in gebruik** (“proxy address … is already being used”): een ander postvak, een groep of een contactpersoon heeft het. Kies een ander adres, of haal het daar weg. Dezelfde alias in twee domeinen vraagt eerst om een eigen naam.
help-resolve-send = **Geen machtiging om te verzenden** vlak nadat het postvak is gemaakt of iemand is toegevoegd: het duurt hoogstens een uur voor dat overal is aangekomen. Wacht en verzend opnieuw.
help-resolve-full = **Het kan niet verzenden, of ontvangt niet meer**: het is vol. Zonder licentie stopt het verzenden bij 49,5 GB en het ontvangen bij 50 GB. Verwijder of verplaats post, of wijs Exchange Online (Plan 2) toe.
help-resolve-inherited = **De licentie kan niet weg**: een groep wijst haar toe. Het paneel bij **{ ui-active-users }** noemt de groep; haal het account daar uit de groep.
help-resolve-hold = **De bewaring wordt geweigerd**: de licentie staat haar niet toe. Wijs Exchange Online (Plan 2) toe, of Plan 1 met de uitbreiding voor archivering.
help-resolve-back = **Het is weer een gebruikerspostvak geworden**: on-premises is het dat nog. Wijs meteen een licentie toe en wijzig dan daar het type.
help-resolve-copies = **Antwoorden ontbreken in Verzonden items**: kopieën staan uit. Zet ze aan in de instellingen van het postvak.
help-resolve-size = **Een grootte is onbekend**: de gebruiksrapporten verbergen namen. Toon ze in **Instellingen** > **Organisatie-instellingen** > **Rapporten**, of laat Boxseat Exchange lezen.
help-resolve-total = **Het totaal kan niet omlaag**: er zijn nog licenties toegewezen, de 7 dagen zijn voorbij, of een partner heeft ze verkocht. Zie onder de stappen.

help-term-unlicensed = { ui-unlicensed }
help-term-unlicensed-about = Het account heeft geen product. Zo staat het in de kolom { ui-licenses } van { ui-active-users }, en daarmee eindigt het artikel. De vertaling van Microsoft heeft hier “niet-gelicenseerd”, wat geen Nederlands is.
help-term-unlicensed-also = { ui-unlicensed-search }
help-term-hold = Bewaring voor juridische procedure
help-term-hold-about = Alles in het postvak wordt bewaard, voor een rechtszaak, tot de bewaring eindigt. Daarvoor is een licentie nodig. De vertaling van Microsoft heeft hier “in de procedure geplaatst”.
help-term-hold-also = litigation hold, in de procedure geplaatst, juridische bewaring
help-term-archive = In-place archief
help-term-archive-about = Een tweede postvak naast het eerste, voor oude post. Daarvoor is een licentie nodig, ook als het leeg is. De vertaling van Microsoft heeft hier “archivering op de plaats”.
help-term-archive-also = in-place archiving, archivering op de plaats, onlinearchief
help-term-box = Het selectievakje uitschakelen
help-term-box-about = Haal het vinkje naast de licentie weg en kies { ui-save }. In stap 3 van de vertaling van Microsoft ontbreekt het werkwoord (“en het selectievakje uit”).
help-term-box-also = uitvinken, het selectievakje uit
help-term-shared-page = { ui-shared-mailboxes }
help-term-shared-page-about = De pagina van Microsoft met deze postvakken. Licenties gaan daar niet weg. De vertaling van Microsoft noemt haar ook “Gedeeld postvak”.
help-term-shared-page-also = pagina gedeeld postvak
help-term-assigned = { ui-assigned }, { ui-available }
help-term-assigned-about = Licenties die accounts hebben, en licenties waarvoor wordt betaald en die niemand heeft.
help-term-assigned-also = vrij, ongebruikt, verbruikt
help-term-license = Licentie
help-term-license-about = Een product zoals het aan een account is toegewezen.
help-term-license-also = license, SKU, abonnement
help-term-verdict = Oordeel
help-term-verdict-about = Wat de regels van een postvak zeggen: { verdict-removable }, { verdict-required }, { verdict-overlicensed }, { verdict-missing }, { verdict-blocked }, { verdict-unknown } of { verdict-unlicensed }.
help-term-verdict-also = verdict, uitkomst
help-term-return = Teruggeven, doorgeven
help-term-return-about = Twee wegen voor een licentie die niemand heeft: het totaal van het abonnement verlagen, of haar aan iemand anders toewijzen.
help-term-return-also = retourneren, opnieuw toewijzen
help-term-put-back = { ui-put-back }
help-term-put-back-about = Een wijziging wordt precies ongedaan gemaakt: dezelfde producten met dezelfde onderdelen uit, dezelfde aanmelding.
help-term-put-back-also = ongedaan maken, herstellen
## history (public): het logboek als pagina

history-lead = Alles wat Boxseat heeft gewijzigd of heeft geprobeerd te wijzigen, in elk venster en met elke opdracht. Niets hiervan wordt ooit herschreven.
history-nothing-found = Niets voldoet. Zoek op een deel van de naam of het adres van het postvak, of wis het filter.
history-empty = Er is nog niets gewijzigd. Wat u wijzigt, terugzet of koopt komt hier te staan.
history-outcomes = Alle resultaten
history-every = Alles, ook wat is begonnen
history-verify = Geschiedenis controleren
history-export-csv = Exporteren (CSV)
history-export-json = Exporteren (JSON)
history-run-alone = Alleen deze uitvoering
history-put-back-run = Deze uitvoering terugzetten
history-put-back-picked = Terugzetten wat is geselecteerd
history-older = Oudere
history-entry = Nummer { $number }
history-may-not = U mag hier alles bekijken. Terugzetten vraagt de rol Licentiebeheerder, Gebruikersbeheerder of Globale beheerder.
history-total = Nieuw totaal
history-run-started = Uitvoering begonnen
history-run-ended = Uitvoering afgelopen


## home (public): de eerste pagina van een tenant

home-deciding = Vraagt een beslissing
home-near = Dicht bij of boven 50 GB
home-near-about = Boven 50 GB ontvangt een postvak zonder licentie niets meer. Maak het kleiner, of geef het op tijd een licentie.
home-holds = Bewaring zonder licentie
home-holds-about = Een bewaring aanhouden vraagt een licentie. Wijs er een toe, of beëindig de bewaring samen met wie erom vroeg.
home-sign-in = Aanmelding toegestaan
home-sign-in-about = Niemand meldt zich bij een gedeeld postvak aan met het eigen account ervan. Zoek uit wie het doet, of blokkeer het.
home-all = Alle tonen
home-changes = Sinds de vorige beoordeling
home-since = Vergeleken met de beoordeling van { $date }
home-no-changes = Geen oordeel is veranderd.
home-moved =
    { $count ->
        [one] { $count } postvak ging van “{ $first }” naar “{ $last }”
       *[other] { $count } postvakken gingen van “{ $first }” naar “{ $last }”
    }
home-new =
    { $count ->
        [one] { $count } postvak is nieuw: “{ $last }”
       *[other] { $count } postvakken zijn nieuw: “{ $last }”
    }
home-gone =
    { $count ->
        [one] { $count } postvak is weg; het was “{ $first }”
       *[other] { $count } postvakken zijn weg; ze waren “{ $first }”
    }
home-from-to = van “{ $first }” naar “{ $last }”
home-came = nieuw, “{ $last }”
home-went = weg, was “{ $first }”
home-chart = Gedeelde postvakken met licentie in de tijd
home-chart-about =
    { $count ->
        [one] Een beoordeling: { $last } van de gedeelde postvakken met licentie hadden die niet nodig.
       *[other] { $count } beoordelingen. Bij de eerste hadden { $first } van de gedeelde postvakken met licentie die niet nodig; bij de laatste { $last }.
    }
home-can-go = Licentie niet nodig
home-must-stay = Licentie blijft
home-as-table = Hetzelfde als tabel
home-reviewed = Beoordeeld
home-begin = Van deze tenant is nog niets bekend
home-begin-about = Een beoordeling leest producten, accounts met een licentie en gedeelde postvakken, en zegt van elk postvak of het zijn licentie nodig heeft. Er wordt niets gewijzigd.
home-begin-now = Nu beoordelen
home-see-review = Bekijk de beoordeling
home-saving = per maand voor licenties die weg kunnen
home-saving-example = per maand voor licenties die weg kunnen (voorbeeldprijzen)
home-saving-at-least = ten minste per maand voor licenties die weg kunnen
home-chart-first = Er is één beoordeling. Elke volgende komt hier in beeld, zodat u het ziet veranderen.


## run (public): uitvoeringen van plannen, voorstellen, en wat op de achtergrond gebeurt

run-title = Uitvoering
run-progress =
    { $total ->
        [one] { $done } van { $total } stap
       *[other] { $done } van { $total } stappen
    }
run-pace = { $count } per minuut, nog ongeveer { $duration }
run-how-far = Voortgang
run-may-close = U kunt deze pagina sluiten: dat stopt niets, en wie haar later opent ziet hetzelfde.
run-began = Begonnen door { $name } op { $when }
run-ended = Afgelopen op { $when }
run-waiting = Wacht
run-steps = Stappen
run-beginning = Het gaat zo beginnen
run-beginning-about = Wat een eerdere uitvoering open liet wordt eerst afgehandeld. Er is nog niets gewijzigd.
run-not-begun = Het is niet begonnen
run-not-begun-about = { $why } Er is niets gewijzigd. Maak het voorstel opnieuw als dat is opgelost.
run-broken-about = Het brak af zonder iets te zeggen. Wat is gedaan staat in de geschiedenis; maak het voorstel opnieuw.
run-on-its-way = Onderweg; het is gedaan zodra het is teruggelezen
run-stopped = Het is onderbroken
run-stopped-about = Wat het uitvoerde is voor het einde gestopt. Wat is gedaan blijft gedaan; een stap die was begonnen kan zijn uitgevoerd of niet. “{ run-finish }” zoekt dat uit en doet de rest, en “boxseat resume” doet hetzelfde.
run-stopped-because = { $why } Wat is gedaan blijft gedaan; een stap die was begonnen kan zijn uitgevoerd of niet. “{ run-finish }” zoekt dat uit en doet de rest, en “boxseat resume” doet hetzelfde.
run-finish = Voltooien
run-available = Weer beschikbaar
run-ways-on = Wat u kunt doen:
run-pass-on = Doorgeven aan een gebruiker
run-stop-paying = Er niet meer voor betalen
run-of = { $first } van { $last }
run-proposal = Wat er zou veranderen
run-nothing-changes = Er zou niets veranderen
run-would-remove = Verwijder { $first } van { $last }
run-would-put-back = Zet { $first } terug op { $last }
run-nothing-yet = Er is nog niets gewijzigd. Elk account wordt vlak voor de wijziging nog eens gelezen.
run-will-change = Wat verandert
run-ends = Wat daarmee eindigt
run-cannot-come-back = Wat later niet kan worden teruggezet
run-will-stay = Wat blijft zoals het is
run-alone = Alleen dit postvak bekijken
run-all-the-same = Toch verwijderen
run-override-it = Opzijzetten:
run-acknowledge-it = Bevestigen:
run-name-of-mailbox = Typ de naam van het postvak
run-reason = De reden, voor de geschiedenis
run-see = Bekijk wat er zou veranderen
run-type-number = Typ het aantal postvakken, { $number }
run-run = Deze wijzigingen uitvoeren
run-leave = Annuleren
run-back = Terug
run-lost = { $text }: { $list }
run-answered = Verantwoord: { $text }
run-answered-because = Verantwoord: { $text } (“{ $why }”)
run-new-review = Nieuwe beoordeling
run-under-way = Er is een beoordeling bezig
run-reviewing = De tenant wordt gelezen en elk gedeeld postvak beoordeeld. Er wordt niets gewijzigd.
run-review-failed = { $why } Er is niets gewijzigd, en de vorige beoordeling is er nog.
run-review-broken = De beoordeling brak af zonder iets te zeggen. Er is niets gewijzigd, en de vorige beoordeling is er nog. Begin haar opnieuw.
run-proposing = De postvakken worden opnieuw gelezen. Er wordt niets gewijzigd.
run-proposal-failed = { $why } Er is niets gewijzigd. Ga terug en vraag het opnieuw als dat is opgelost.
run-proposal-broken = Het lezen brak af zonder iets te zeggen. Er is niets gewijzigd. Ga terug en vraag het opnieuw.
run-reading-tenant = Producten en abonnementen worden gelezen
run-reading-reports = Gebruiksrapporten worden gelezen
run-reading-accounts = Gelezen gebruikers met licentie: { $text }
run-reading-mailboxes = Gelezen postvakken: { $text }
run-reading-sizes = Gelezen groottes: { $text }
run-reading-sign-ins = Gelezen aanmeldingen: { $text }
run-reading-mail-apps = Gelezen mailinstellingen: { $text }
run-assessing = Beoordeelde postvakken: { $text }
run-line-left = { $text }, nog ongeveer { $duration }
run-pick = { $name } selecteren
run-pick-group =
    { $count ->
        [one] Selecteren
       *[other] Alle { $count } selecteren
    }
run-picked = Met wat is geselecteerd
run-only-product = Welke licenties
run-any-product = Alle die weg kunnen
run-leave-alone = Sommige postvakken ongemoeid laten
run-leave-alone-which = Hun adressen, een per regel
run-leave-alone-why = Waarom ze ongemoeid blijven
run-everything = Bekijk alles wat weg kan
run-may-not = U mag hier alles bekijken. Licenties verwijderen vraagt de rol Licentiebeheerder, Gebruikersbeheerder of Globale beheerder.
run-may-not-block = Aanmelding blokkeren vraagt de rol Gebruikersbeheerder of Globale beheerder.
run-read-only = Deze verbinding is alleen-lezen: er kan niets mee worden gewijzigd.
run-refused = { $why } Er is niets gewijzigd.
run-bad-form = Formulier niet begrepen
run-bad-form-about = Wat is verzonden komt niet van een pagina van Boxseat zoals die nu is. Er is niets gewijzigd. Open de pagina opnieuw en vul haar nog eens in.
run-nothing-picked = Er is niets geselecteerd
run-nothing-picked-about = Er is geen postvak geselecteerd, en er is niets gewijzigd. Ga terug en selecteer er ten minste een.
run-one-by-one = Een postvak tegelijk
run-one-by-one-about = Voorwaarden worden voor een postvak tegelijk bevestigd of opzijgezet. Er is niets gewijzigd. Selecteer een enkel postvak.
run-name-not-typed = De naam klopt niet
run-name-not-typed-about = Typ de naam van het postvak om een voorwaarde opzij te zetten: { $name }. Er is niets gewijzigd. Ga terug en typ de naam.
run-no-reason = De reden ontbreekt
run-no-reason-about = Een voorwaarde opzijzetten vraagt een reden, die de geschiedenis bewaart. Er is niets gewijzigd. Ga terug en geef er een.
run-number-not-typed = Het aantal klopt niet
run-number-not-typed-about =
    { $count ->
        [one] Dit wijzigt { $count } postvak. Er is nog niets gewijzigd. Ga terug en typ dat aantal.
       *[other] Dit wijzigt { $count } postvakken. Er is nog niets gewijzigd. Ga terug en typ dat aantal.
    }
run-no-proposal = Dit voorstel is er niet meer
run-no-proposal-about = Een voorstel blijft een tijd bewaard, voor wie erom vroeg, en niet na een herstart van Boxseat; of deze pagina toonde een ander plan. Er is niets gewijzigd. Vraag het opnieuw vanuit de beoordeling.
run-no-run = Uitvoering niet gevonden
run-no-run-about = De geschiedenis kent geen uitvoering “{ $text }”, en er is niets gewijzigd. Kies een uitvoering in de geschiedenis.


## products (public): Uw producten (Abonnementen) en Licenties

products-lead = Waarvoor deze tenant betaalt, nu gelezen uit Microsoft Graph. Een rij is een abonnement; { ui-assigned } en { ui-available } tellen alle abonnementen van het product.
products-licenses-lead = Elk product met al zijn abonnementen samen, nu gelezen uit Microsoft Graph.
products-product = Product
products-status = Status
products-next = Verlenging of einde
products-sold-by = Verkocht door
products-holders = Wie ze heeft
products-not-needed = Op gedeelde postvakken die ze niet nodig hebben
products-not-needed-count =
    { $count ->
        [one] { $count } kan weg
       *[other] { $count } kunnen weg
    }
products-after-blocking =
    { $count ->
        [one] nog { $count } zodra de aanmelding is geblokkeerd
       *[other] nog { $count } zodra de aanmelding is geblokkeerd
    }
products-not-reviewed = nog niet beoordeeld
products-as-reviewed = Zoals de beoordeling van { $when } vond.
products-in-grace =
    { $count ->
        [one] { $count } ervan verlopen, in de respijtperiode
       *[other] { $count } ervan verlopen, in de respijtperiode
    }
products-suspended =
    { $count ->
        [one] { $count } opgeschort: kan niet worden toegewezen
       *[other] { $count } opgeschort: kunnen niet worden toegewezen
    }
products-of-organisation = voor de organisatie, niet voor personen
products-free = kost niets
products-unknown = Niet bekend
products-status-enabled = Actief
products-status-warning = Verlopen, in respijtperiode
products-status-suspended = Opgeschort
products-status-locked-out = Vergrendeld
products-status-deleted = Verwijderd
products-renews = Verlenging op { $at }
products-ends = Eindigt op { $at }
products-renews-or-ends = Verlenging of einde op { $at }
products-trial-ends = Proefversie, eindigt op { $at }
products-declines = Volgende stap op { $at }
products-trial = Proefversie
products-microsoft = Microsoft
products-partner = Een partner
products-partner-named = { $name } (partner)
products-representative = Een vertegenwoordiger van Microsoft
products-agreement = Overeenkomst
products-agreement-mca = Microsoft Customer Agreement
products-agreement-mosa = Microsoft Online Subscription Agreement
products-agreement-prepaid = productcode
products-recurring-on = terugkerende facturering aan
products-recurring-off = terugkerende facturering uit
products-reduce-until = kan meteen omlaag tot { $when }
products-scheduled =
    { $count ->
        [one] { $count } licentie vanaf de verlenging
       *[other] { $count } licenties vanaf de verlenging
    }
products-credit-check = kredietcontrole loopt
products-bought = Gekocht op
products-subscription = Abonnement
products-no-subscription = er staat geen abonnement bij
products-others = Abonnementen van producten die niet meer in gebruik zijn
products-empty = Deze tenant heeft geen product.
products-gap = De producten konden niet worden gelezen: { $why }. Dat geldt niet als geen; laad de pagina opnieuw.
products-subscriptions-gap = De abonnementen zijn niet bekend: { $why }. Hieronder staan de producten zonder.
products-not-found = Abonnement niet gevonden
products-not-found-about = “{ $text }” is geen abonnement van deze tenant, of niet meer. Ga terug naar { ui-your-products } en kies er een.
products-unread = Niet gelezen
products-gap-of-subscriptions = De abonnementen konden niet worden gelezen: { $why }. Er is niets gewijzigd; laad de pagina opnieuw.
products-billing-gap = Wat alleen de facturering weet kon niet worden gelezen: { $why }.
products-microsoft-page = { ui-your-products } bij Microsoft
products-back = { ui-billing } > { ui-your-products }
products-least =
    { $count ->
        [one] Ten minste { $count }: zoveel is er toegewezen dat geen ander abonnement dekt.
       *[other] Ten minste { $count }: zoveel zijn er toegewezen die geen ander abonnement dekt.
    }
products-new-total = Het nieuwe totaal, niet het verschil.
products-real = Deze tenant heeft een plaatsvervanger voor de facturering van Microsoft: het aantal wordt daar echt gewijzigd, en teruggelezen.
products-by-hand = Microsoft heeft geen interface voor dit aantal. Verzenden stuurt niets: u krijgt de precieze stappen, en Boxseat kijkt na tot het nieuwe totaal er is.
products-by-seller = Wie het heeft verkocht wijzigt dit aantal. Verzenden stuurt niets: u krijgt de precieze stappen, en Boxseat kijkt na tot het nieuwe totaal er is.
products-denied = Uw rol kan het totaal niet wijzigen. Dat kan een Factureringsbeheerder of Globale beheerder; een Licentiebeheerder of Gebruikersbeheerder wijst licenties toe en haalt ze weg.
products-denied-ask = U kunt wel zien waarom te vragen.
products-show = Tonen wat te vragen
products-refused = Er is niets gewijzigd
products-differs = Het totaal is intussen gewijzigd: de pagina toonde { $total }, nu is het { $count }. Er is niets gewijzigd; kijk opnieuw en verzend dan nog eens.
products-not-a-number = “{ $text }” is geen heel getal, dus er is niets gewijzigd. Typ het nieuwe totaal.
products-changed = Gewijzigd, en teruggelezen
products-changed-about =
    { $count ->
        [one] Het abonnement heeft { $count } licentie in totaal; het waren er { $total }.
       *[other] Het abonnement heeft { $count } licenties in totaal; het waren er { $total }.
    }
products-available-now =
    { $count ->
        [one] Er is { $count } licentie van het product beschikbaar.
       *[other] Er zijn { $count } licenties van het product beschikbaar.
    }
products-would-submit = Het kan hier worden verzonden, door een Factureringsbeheerder of Globale beheerder, en geldt meteen.
products-would-schedule = Het kan hier worden verzonden, door een Factureringsbeheerder of Globale beheerder, en geldt vanaf { $at }.
products-instruction = Wat te doen
products-instruction-about = Er is niets verstuurd. Iemand wijzigt het aantal, met de rol Factureringsbeheerder of Globale beheerder:
products-step-open = Ga in het beheercentrum naar **{ ui-billing } > { ui-your-products }** ([de pagina van Microsoft]({ $link-products })).
products-step-select = Selecteer **{ $product }** en dan **{ ui-add-remove-licenses }**.
products-step-total = Typ in **{ ui-total-licenses }** het getal **{ $count }**. Nu is het { $total }.
products-step-submit =
    { $layout ->
        [product-licenses] Selecteer **{ ui-submit-change }** en dan **{ ui-close }**.
       *[licenses-and-apps] Selecteer **{ ui-submit-change }**.
    }
products-ask-partner =
    { $count ->
        [one] Een partner heeft deze licenties verkocht: vraag daar om een totaal van { $count }. Nu is het { $total }.
       *[other] Een partner heeft deze licenties verkocht: vraag daar om een totaal van { $count }. Nu is het { $total }.
    }
products-ask-partner-named =
    { $count ->
        [one] { $name } heeft deze licenties verkocht: vraag daar om een totaal van { $count }. Nu is het { $total }.
       *[other] { $name } heeft deze licenties verkocht: vraag daar om een totaal van { $count }. Nu is het { $total }.
    }
products-ask-representative =
    { $count ->
        [one] Een vertegenwoordiger van Microsoft heeft deze licenties verkocht: vraag daar om een totaal van { $count }. Nu is het { $total }.
       *[other] Een vertegenwoordiger van Microsoft heeft deze licenties verkocht: vraag daar om een totaal van { $count }. Nu is het { $total }.
    }
products-before = Vóór { $when }: dan wordt de termijn met het oude aantal verlengd, of eindigt ze. Een partner heeft het misschien eerder nodig.
products-watches = Verwachte totalen
products-watches-about = Zolang deze pagina's draaien leest Boxseat elk kwartier de abonnementen en de producten, en het noteert in de geschiedenis wanneer het nieuwe totaal er is.
products-watch = { $product }: van { $total } naar { $count }
products-watch-waiting = Nog niet zover
products-watch-half = Het abonnement heeft het; het product toont het nog niet
products-watch-reached = Het is zover
products-watch-other =
    { $count ->
        [one] Het heeft nu { $count } licentie, niet het oude en niet het nieuwe aantal
       *[other] Het heeft nu { $count } licenties, niet het oude en niet het nieuwe aantal
    }
products-watch-gone = Het abonnement is er niet meer
products-watch-unread = Het kon niet worden gelezen
products-watch-scheduled = Aangenomen; het geldt vanaf { $at }
products-watch-asked = gevraagd door { $name } op { $when }
products-watch-checked = laatst gelezen: { $text }
products-check = Nu controleren
products-stop = Niet meer volgen
products-take-off = Van de lijst halen


## cli (public): wat de opdrachtregel zegt

cli-licenses =
    { $count ->
        [one] { $count } licentie
       *[other] { $count } licenties
    }
cli-mailboxes =
    { $count ->
        [one] { $count } postvak
       *[other] { $count } postvakken
    }
cli-progress-connect = Verbinden met { $host }
cli-progress-seed = De voorbeeldorganisatie { $name } wordt gemaakt
cli-progress-tenant = Producten en abonnementen lezen
cli-progress-reports = Gebruiksrapporten lezen
cli-progress-users = Gebruikers met een licentie lezen: { $done }
cli-progress-mailboxes = Postvakken lezen: { $done }
cli-progress-statistics = Groottes lezen: { $done } van { $total }
cli-progress-sign-ins = Aanmeldingen lezen: { $done } van { $total }
cli-progress-mail-apps = E-mailinstellingen lezen: { $done } van { $total }
cli-progress-assess = Beoordelen: { $done } van { $total }
cli-progress-settle =
    { $count ->
        [one] { $count } stap die een eerdere opdracht open liet wordt afgerond
       *[other] { $count } stappen die een eerdere opdracht open liet worden afgerond
    }
cli-progress-apply = Verwijderen: { $done } van { $total }
cli-progress-restore = Terugzetten: { $done } van { $total }
cli-progress-read-back = Wachten tot de dienst het toont: { $done } van { $total } ({ $old })
cli-progress-throttled = De dienst vraagt om { $old } te wachten
cli-requests =
    { $count ->
        [one] { $count } aanvraag in { $old }
       *[other] { $count } aanvragen in { $old }
    }
cli-embedded = Ingebouwde tenant (gesimuleerd): { $name }
cli-reviewed = { $tenant }, beoordeeld op { $when }
cli-page = Het beheercentrum: { $address }
cli-page-link = Meld u één keer aan met: { $address }
cli-page-enter = Enter toont een nieuwe koppeling, Ctrl-C beëindigt dit.
cli-page-stop = Ctrl-C beëindigt dit.
cli-admin-is = De lokale beheerder is “{ $name }”, ingesteld op { $when }.
cli-admin-none = Er is geen lokale beheerder.
cli-admin-set = De lokale beheerder is nu “{ $name }”.
cli-admin-removed = De lokale beheerder “{ $name }” is verwijderd.
cli-admin-password = Wachtwoord (15 tekens of meer):
cli-admin-password-again = Nog een keer:
cli-ready = De ingebouwde tenant antwoordt op { $address }
cli-ca-key = De sleutel staat in { $path }; houd die voor uzelf.
cli-ca-never-install = Wijs één programma dit certificaat aan en installeer het nooit in een systeem of browser. Het is { $count } dagen geldig.
cli-public-client = De id van de openbare client: { $value }
cli-header-user-name = Aanmeldnaam
cli-header-password = Wachtwoord
cli-header-roles = Rollen
cli-header-mailbox = Postvak
cli-header-address = Adres
cli-header-verdict = Oordeel
cli-header-reasons = Redenen
cli-header-licenses = Licenties
cli-header-license = Licentie
cli-header-size = Grootte
cli-header-cost = Per maand
cli-header-fact = Feit
cli-header-value = Waarde
cli-header-source = Bron
cli-header-as-of = Geldig op
cli-header-read = Gelezen
cli-header-age = Leeftijd
cli-header-remedy = Wat te doen
cli-header-assigned-by = Toegewezen door
cli-header-ends = Eindigt ermee
cli-header-good-for = Goed voor
cli-header-change = Wijziging
cli-header-when = Wanneer
cli-header-who = Wie
cli-header-before = Voor
cli-header-after = Na
cli-header-outcome = Uitkomst
cli-assigned-direct = rechtstreeks
cli-none-directly = geen eigen
cli-usage-location = gebruikslocatie { $code }
cli-no-usage-location = geen gebruikslocatie
cli-assigned-group = groep { $group }
cli-empty-review = Niets voldoet. Zonder --verdict en --mailbox toont review elk gedeeld postvak.
cli-left-out =
    { $count ->
        [one] { $count } gedeeld postvak heeft geen licentie en heeft er geen nodig; “boxseat review” toont ook dat.
       *[other] { $count } gedeelde postvakken hebben geen licentie en hebben er geen nodig; “boxseat review” toont ook die.
    }
cli-empty-history = Er is nog niets gewijzigd.
cli-nothing-to-resume = Geen eerdere opdracht liet iets open.
cli-verified =
    { $count ->
        [one] Het logboek is heel: { $count } regel, en de hash klopt.
       *[other] Het logboek is heel: { $count } regels, en elke hash klopt.
    }
cli-nothing-to-remove = Er kan nu geen licentie weg. “boxseat review” zegt per postvak waarom.
cli-next = Wat u nu kunt typen
cli-next-show = alles over één postvak
cli-next-dry-run = wat er zou veranderen, zonder het te doen
cli-next-remove =
    { $count ->
        [one] de licentie verwijderen die niet nodig is
       *[other] de { $count } licenties verwijderen die niet nodig zijn
    }
cli-next-history = wat er is gewijzigd, en door wie
cli-next-restore = een wijziging terugzetten
cli-next-review = opnieuw beoordelen
cli-will-change = Dit verandert:
cli-will-not-change = Dit blijft zoals het is:
cli-will-end = Eindigt met { $product }:
cli-will-end-of = Eindigt met { $product } ({ $list }):
cli-will-end-more = ook: { $list }
cli-will-end-nothing = Verder eindigt er niets met { $product }.
cli-cannot-come-back = Dit kan later niet worden teruggezet:
cli-lost-product = { $product } ({ $list }): het abonnement is opgeschort, verlopen of te klein, dus het kan niet opnieuw worden toegewezen
cli-lost-location = Elke licentie van { $list }: zonder gebruikslocatie wijst de dienst er geen toe
cli-tenant = In de tenant { $tenant } ({ $host })
cli-dry-run = Er is niets gewijzigd (--dry-run).
cli-confirm-remove = { $first } verwijderen van { $last }?
cli-confirm-restore = { $first } terugzetten op { $last }?
cli-confirm-block = De aanmelding wordt ook geblokkeerd.
cli-confirm-keys = [j/N]
cli-confirm-answers = j ja y yes
cli-confirm-number = Typ het getal { $number } om door te gaan:
cli-confirm-yes = Voeg --yes toe om door te gaan zonder vraag.
cli-confirm-max =
    { $count ->
        [one] Dit wijzigt { $count } postvak. Voer het uit in een terminal en typ het getal, of voeg --yes en --max toe.
       *[other] Dit wijzigt { $count } postvakken. Voer het uit in een terminal en typ het getal, of voeg --yes en --max toe.
    }
cli-declined = Er is niets gewijzigd.
cli-refused = { $account } houdt de licentie: { $why }
cli-refused-ack = { $account } houdt de licentie: { $why }. Toch verwijderen: --ack { $code }
cli-refused-override = { $account } houdt de licentie: { $why }. Toch verwijderen: --override { $code } --reason TEKST
cli-refused-never = { $account } houdt de licentie: { $why }. Dit kan niet worden opgeheven.
cli-excluded = { $account } is uitgesloten: { $text }
cli-excluded-until = { $account } is uitgesloten tot { $at }: { $text }
cli-removed = { $account } heeft nu de status { ui-unlicensed }.
cli-step-done = { $account }: { $action }
cli-left = { $account } heeft nog { $list }.
cli-restored = { $account } heeft weer { $list }.
cli-unconfirmed = { $account }: onbevestigd. De wijziging is misschien gemaakt; “boxseat review” zoekt het uit.
cli-step-failed = { $account }: { $why }
cli-quota-after = { $account } heeft nu een quotum van { $quota }.
cli-settled =
    { $count ->
        [one] { $count } stap die een eerdere opdracht open liet is afgerond.
       *[other] { $count } stappen die een eerdere opdracht open liet zijn afgerond.
    }
cli-total-removed = { $first } verwijderd van { $last }.
cli-total-refused =
    { $count ->
        [one] { $count } postvak is geweigerd.
       *[other] { $count } postvakken zijn geweigerd.
    }
cli-total-unconfirmed =
    { $count ->
        [one] { $count } postvak is onbevestigd.
       *[other] { $count } postvakken zijn onbevestigd.
    }
cli-undo = Terugzetten: { $command }
cli-change = Wijziging { $number }: { $action }
cli-offline =
    { $count ->
        [one] Uit { $count } geëxporteerd bestand; er is geen tenant bevraagd
       *[other] Uit { $count } geëxporteerde bestanden; er is geen tenant bevraagd
    }
cli-offline-own-date = { $path }: { $name }, rijen: { $count }, geldt voor { $when } (eigen datum)
cli-offline-as-of = { $path }: { $name }, rijen: { $count }, geldt voor { $when } (--as-of)
cli-offline-modified = { $path }: { $name }, rijen: { $count }, geldt voor { $when } (laatste wijziging van het bestand)
cli-offline-one-page = { $path } is één pagina van meer. Exporteer ook de andere; wat ontbreekt, telt als onbekend.
cli-offline-concealed = { $path } verbergt namen, dus de rijen horen bij niemand. Toon namen via Instellingen > Organisatie-instellingen > Rapporten en exporteer het opnieuw.
cli-offline-catalogue = Wat er in een product zit, komt uit de lijst van Boxseat zelf, en geen product telt als verlopen; een export van de producten zegt het voor deze tenant.
cli-offline-wanted = Om meer te kunnen zeggen:
cli-offline-export =
    { $count ->
        [one] voor { $count } postvak ({ $list })
       *[other] voor { $count } postvakken ({ $list })
    }
cli-offline-again =
    { $count ->
        [one] voor { $count } postvak ({ $list }): het gegeven bestand zegt het niet of is te oud. Exporteer het opnieuw.
       *[other] voor { $count } postvakken ({ $list }): het gegeven bestand zegt het niet of is te oud. Exporteer het opnieuw.
    }
cli-offline-exchange = Voer deze regel uit in Exchange Online PowerShell:
cli-offline-graph = Voer deze regel uit in Microsoft Graph PowerShell:
cli-exit-done = Gedaan, en teruggelezen.
cli-exit-failed = Er is iets mislukt dat hier niet staat.
cli-exit-usage = De opdracht is niet begrepen. Er is niets gewijzigd.
cli-exit-refused = Geweigerd: een oordeel, een uitsluiting of de verbinding laat het niet toe. Er is niets gewijzigd.
cli-exit-partial = Een deel is gedaan en een deel niet; de lijst zegt wat.
cli-exit-unconfirmed = Verzonden, maar het kon niet op tijd worden teruggelezen. De volgende beoordeling stelt het vast.
cli-exit-declined = Niet bevestigd. Er is niets gewijzigd.
cli-exit-access = De aanmelding of een machtiging ontbreekt. Er is niets gewijzigd.
cli-exit-busy = Een andere Boxseat wijzigt de tenant. Er is niets gewijzigd.
cli-exit-unreachable = De tenant was niet bereikbaar. Er is niets gewijzigd.
cli-exit-local = Een bestand, de gegevensmap of een poort van deze computer zit in de weg. Er is niets gewijzigd.
cli-exit-stopped = Gestopt door Ctrl-C of SIGTERM. Wat was begonnen rondt de volgende opdracht af; “boxseat resume” doet de rest.
cli-stopping = Wat was begonnen wordt afgerond; er wordt niets meer begonnen. Vraag het nogmaals om meteen te stoppen.
cli-stopped = Gestopt. Wat was begonnen rondt de volgende opdracht af.
cli-stopped-left =
    { $count ->
        [one] Gestopt zoals gevraagd: aan { $count } wijziging is niet begonnen. Wat wel was begonnen is klaar en staat in de geschiedenis. Voor de rest: { $command }
       *[other] Gestopt zoals gevraagd: aan { $count } wijzigingen is niet begonnen. Wat wel was begonnen is klaar en staat in de geschiedenis. Voor de rest: { $command }
    }
cli-stopped-open = Gestopt voordat alles wat was begonnen was teruggelezen. Elke wijziging is genoteerd en geen enkele gebeurt twee keer. Om uit te zoeken wat ervan kwam en de rest te doen: { $command }


## error (public): wat er misging, waar, en wat te doen

error-title = Fout
error-hint = Wat te doen
error-unknown-mailbox = Er is geen postvak “{ $name }”. Gebruik het adres, de aanmeldnaam of de id; “boxseat review” toont ze.
error-ambiguous-mailbox =
    { $count ->
        [one] “{ $name }” is { $count } postvak: { $list }. Gebruik het adres.
       *[other] “{ $name }” is de naam van { $count } postvakken: { $list }. Gebruik het adres van een ervan.
    }
error-not-held = { $account } heeft { $product } niet. Het heeft { $list }.
error-holds-nothing = { $account } heeft geen licentie.
error-nothing-to-put-back = { $account } is zoals het was; er is niets terug te zetten.
error-not-recorded = De geschiedenis zegt niet hoe { $account } was, dus het kan niet worden teruggezet.
error-changed-since = { $account } is sindsdien door anderen gewijzigd ({ $text }), en terugzetten zou dat ongedaan maken. Wijzig het met de hand.
error-no-usage-location = { $account } heeft geen gebruikslocatie, en zonder wijst de dienst geen licentie toe. Stel die in bij { ui-users } > { ui-active-users }, en zet het dan terug.
error-bad-usage-location = “{ $text }” is geen land. Gebruik de twee letters, zoals NL of US.
error-usage-location-unknown = Welke gebruikslocatie { $account } heeft kon niet worden gelezen, dus die is niet gewijzigd. Open het account opnieuw.
error-usage-location-changed = De gebruikslocatie van { $account } is sindsdien door anderen gewijzigd (nu { $code }), en terugzetten zou dat ongedaan maken. Wijzig die met de hand.
error-usage-location-cleared = De gebruikslocatie van { $account } is sindsdien door anderen gewijzigd (er is er nu geen), en terugzetten zou dat ongedaan maken. Wijzig die met de hand.
error-none-available =
    { $count ->
        [one] Er is { $count } licentie van { $product } nodig en er zijn er { $text } beschikbaar. Neem er elders een terug, of koop er een.
       *[other] Er zijn { $count } licenties van { $product } nodig en er zijn er { $text } beschikbaar. Neem er elders terug, of koop er bij.
    }
error-unknown-product = Geen product heet “{ $name }”. Gebruik de naam, het onderdeelnummer of de id; “boxseat show” toont wat een postvak heeft.
error-ambiguous-product = “{ $name }” is de naam van meer dan één product: { $list }. Gebruik de id van een ervan.
error-unknown-change = Er is geen wijziging “{ $name }”. “boxseat history” toont ze.
error-unknown-code = “{ $code }” is geen reden. De redenen zijn: { $list }
error-override-needs-reason = --override { $code } vraagt om --reason TEKST: waarom de licentie toch weg mag.
error-override-named-only = --ack en --override zijn voor postvakken die één voor één worden genoemd, niet voor --all-removable of --from.
error-not-overridable = Deze zijn niet te negeren: { $list }. --override is voor een reden waarom een licentie moet blijven.
error-not-acknowledgeable = --ack { $code } neemt dit niet weg ({ $text }). Het is voor redenen die weg mogen zodra iemand ze bevestigt.
error-too-many =
    { $count ->
        [one] Dit wijzigt { $count } postvak en --max staat er { $number } toe. Verhoog --max, of noem er minder.
       *[other] Dit wijzigt { $count } postvakken en --max staat er { $number } toe. Verhoog --max, of noem er minder.
    }
error-not-a-terminal = Hier kan niemand iets worden gevraagd. Voeg --yes toe, of --dry-run om te zien wat er zou veranderen.
error-language = Boxseat spreekt geen “{ $text }”. Het spreekt en en nl.
error-assume-form = “{ $text }” heeft niet de vorm N=MANIER, zoals quota-text=null. Ze staan in docs/assumptions.md; er is niets omgezet.
error-assume-unknown = Er is geen aanname “{ $text }” die om te zetten is; er is niets omgezet. Er zijn: { $list }
error-assume-no-switch = Aanname { $name } heeft geen schakelaar; docs/assumptions.md zegt waarom. Er is niets omgezet.
error-assume-unknown-way = Aanname { $name } kent geen manier “{ $text }”; er is niets omgezet. Er zijn: { $list }
error-denied = { $name } heeft geen rol die dit mag. { $right ->
        [assign] Dat vraagt de rol Licentiebeheerder, Gebruikersbeheerder of Globale beheerder.
        [buy] Dat vraagt de rol Factureringsbeheerder of Globale beheerder.
        [settings] Dat vraagt de rol Licentiebeheerder, Gebruikersbeheerder, Factureringsbeheerder of Globale beheerder.
        [sign_in] Dat vraagt de rol Gebruikersbeheerder of Globale beheerder.
       *[read] Dat vraagt een account van deze organisatie.
    }
error-secret = { $host } aanvaardt het clientgeheim van toepassing { $name } niet. Maak een nieuw geheim in Entra en zet het in het verbindingsbestand.
error-application = { $host } kent de toepassing { $name } niet. Controleer clientId en tenantId in het verbindingsbestand.
error-permission = { $host } weigert: { $permission } is niet verleend. Laat een beheerder dit aan de toepassing verlenen en probeer het opnieuw.
error-exchange-role = Exchange weigert: de toepassing heeft de machtiging { $permission } en een rol in Exchange nodig. Verleen beide en probeer het opnieuw.
error-host-down = { $host } is niet bereikbaar: { $why }. Controleer het netwerk en het verbindingsbestand en probeer het opnieuw.
error-proxy = De proxy { $host } laat de aanvraag niet door: { $why }. Controleer HTTPS_PROXY.
error-certificate = Het certificaat van { $host } wordt niet vertrouwd: { $why }. Noem de uitgever in caFile van het verbindingsbestand.
error-timeout = { $host } antwoordde niet binnen { $longest }. Probeer het later opnieuw.
error-throttled = { $host } bleef vragen om te wachten, samen { $old }. Probeer het later opnieuw.
error-service = { $host } antwoordde { $code }: “{ $text }”
error-request = Aanvraag-id voor Microsoft-ondersteuning: { $request }
error-answer = Het antwoord van { $host } is niet te begrijpen: { $why }. Er is niets uit afgeleid.
error-short-list = De lijst van { $host } is niet volledig: { $why }. Er is niets uit afgeleid.
error-report-column = Het gebruiksrapport { $name } heeft de kolom “{ $value }” niet meer. Groottes worden uit Exchange gelezen, als de toepassing dat mag.
error-unparsable-size = De grootte “{ $value }” van { $account } is niet te begrijpen. Ze telt als onbekend, nooit als nul.
error-read-only = De verbinding met { $host } is alleen-lezen. Voeg om te schrijven "write": true toe aan { $path }.
error-wrong-tenant = Het plan is voor een andere tenant dan { $tenant }. Er is niets verzonden.
error-connect-file = Het verbindingsbestand { $path } is niet bruikbaar: { $why }
error-connect-open = Het verbindingsbestand { $path } bevat een geheim en anderen mogen het lezen (modus { $code }). Voer uit: chmod 600 { $path }
error-file-missing = { $path } bestaat niet.
error-no-mailbox-named = { $path } noemt geen postvak.
error-file-unreadable = { $path } kan niet worden gelezen: { $why }
error-file-unwritable = { $path } kan niet worden geschreven: { $why }
error-file-line = { $path }, regel { $number }: { $why }
error-export-empty = { $path } is leeg: de opdracht die het schreef vond niets of werd gestopt. Exporteer het opnieuw.
error-export-encoding = { $path }, regel { $number }, kolom { $value }: dit is geen UTF-8 en geen UTF-16. Sla het op als UTF-8, of exporteer het met -Encoding utf8.
error-export-broken = { $path }, regel { $number }, kolom { $value }: { $why }. Exporteer het opnieuw en bewerk het tussendoor niet.
error-export-unknown = { $path } is geen export die Boxseat kent: er staat { $list } in. docs/offline.md noemt de exports, elk met de regel die hem maakt.
error-export-future = --as-of { $text } ligt in de toekomst. Geef de dag waarop de bestanden zijn geëxporteerd.
error-export-date = --as-of { $text } is geen dag als 2026-12-31 en geen tijd als 2026-12-31T14:00:00Z.
error-prices = De prijslijst { $path } is niet bruikbaar: { $why }
error-prices-unknown = { $path } noemt “{ $code }”, maar dat is geen product. Gebruik het onderdeelnummer, zoals SPE_E3.
error-exclusions = De uitsluitingen { $path } zijn niet bruikbaar: { $why }
error-policy = Het beleid { $name } is niet bruikbaar: { $why }
error-foreign-data = { $path } is geen gegevensmap van Boxseat: { $why }. Kies een andere met --data.
error-newer-data = De gegevensmap { $path } is door een nieuwere Boxseat geschreven. Gebruik die, of een andere map met --data.
error-data-busy = Een andere Boxseat schrijft in { $path } ({ $name }). Wacht tot die klaar is.
error-data-busy-unnamed = Een andere Boxseat schrijft in { $path }. Wacht tot die klaar is.
error-damaged-data = De gegevensmap { $path } is beschadigd: { $why }. Bewaar haar en zet een kopie terug.
error-other-organisation = { $path } bevat al een andere voorbeeldorganisatie ({ $name }). Laat die opties weg, of kies een andere map met --data.
error-other-sample = { $path } is een voorbeeldorganisatie van een andere versie van Boxseat. Verwijder dat bestand om een nieuwe te maken, of kies met --data een andere map.
error-damaged-ledger = Het logboek in { $path } is beschadigd bij regel { $number }: de hash klopt niet. Er wordt niets meer in geschreven; bewaar het bestand en zet een kopie terug.
error-port = De poort van { $address } is in gebruik. Kies een andere met --listen, of 0 voor een willekeurige.
error-listen = Luisteren op { $address } lukt niet: { $why }
error-one-tenant = Deze opdracht werkt op één tenant, en er zijn meer verbindingsbestanden opgegeven. Geef één --connect.
error-exposed = { $address } is voor andere computers bereikbaar, en niets beschermt wat er wordt verzonden. Er wordt niets aangeboden. Geef --tls-cert en --tls-key, of --behind-proxy met het adres van een proxy die HTTPS afhandelt, of luister op 127.0.0.1.
error-tls = Het certificaat of de sleutel ervan is niet te gebruiken: { $why }. Er wordt niets aangeboden. Geef --tls-cert en --tls-key als PEM-bestanden die bij elkaar horen.
error-proxy-address = --behind-proxy { $text } is geen adres van een proxy. Geef het zoals mensen het typen, zonder pad: https://boxseat.contoso.com
error-no-link = Een eenmalige koppeling leidt alleen naar de ingebouwde tenant, en alleen vanaf deze computer. Laat “link” weg uit --sign-in.
error-admin-name = “{ $name }” kan niet de naam van de lokale beheerder zijn. Gebruik letters, cijfers, streepjes, punten en onderstrepingstekens.
error-password-short = Het wachtwoord heeft minder dan 15 tekens. Er is niets ingesteld. Er is geen tweede factor, dus kies een langer wachtwoord: een paar woorden volstaan.
error-password-long = Het wachtwoord heeft meer dan 1.024 bytes. Er is niets ingesteld. Kies een korter wachtwoord.
error-passwords-differ = De twee wachtwoorden zijn niet gelijk. Er is niets ingesteld. Voer de opdracht opnieuw uit.
error-not-loopback = { $address } is geen adres van alleen deze computer, en de ingebouwde tenant antwoordt alleen deze computer. Gebruik 127.0.0.1 of [::1].
error-output = De uitvoer kan niet worden geschreven: { $why }
error-disk-full = De schijf met { $path } is vol. Wat was begonnen is genoteerd; maak ruimte en voer “boxseat review” uit.
error-lost-answer = Het antwoord op een wijziging is verloren gegaan. “boxseat review” zoekt uit wat ervan kwam.
error-unknown-account = De directory kent geen account “{ $name }”. Gebruik de aanmeldnaam of de id.
error-unsound-plan = Het plan doorstond zijn eigen controle niet ({ $why }), dus er is niets verzonden. Maak een nieuw plan.
error-bad-cursor = Dit is geen plaats in de lijst. Begin opnieuw bij de eerste pagina.
error-not-offered = Deze cloud, of het abonnement van de tenant, heeft geen { $name }.
error-setting-policy = Er is geen beleid “{ $name }”, dus er is niets gewijzigd. Kies er een uit de lijst.
error-setting-price = De prijs van { $name } ligt onder nul, dus er is niets gewijzigd. Gebruik 0 voor wat niets kost.
error-setting-mailbox = De uitsluiting noemt geen postvak, dus er is niets gewijzigd. Gebruik het adres, de aanmeldnaam of de id.
error-setting-reason = De uitsluiting heeft geen reden, dus er is niets gewijzigd. Zeg waarom het postvak met rust wordt gelaten.
error-setting-over = De laatste dag van de uitsluiting is voorbij, dus er is niets gewijzigd. Gebruik een dag die nog komt, of geen.
error-setting-layout = De licentiepagina van deze cloud had altijd één indeling, dus er is niets gewijzigd.
error-unexpected = Dit had niet mogen gebeuren: { $why }. Meld het alstublieft.

## probe: wat van de diensten wordt aangenomen, nagekeken op een tenant
probe-reading = Nakijken wat door lezen te zien is …
probe-number = Nr.
probe-assumption = Aanname
probe-outcome = Uitkomst
probe-forms = Gezien
probe-confirmed = Zoals aangenomen
probe-contradicted = Anders
probe-nothing-there = Niet gezien: er is niets van dien aard
probe-not-readable = Niet gezien: het kon niet worden gelezen
probe-summary =
    { $total ->
        [one] { $total } aanname is nagekeken: { $done } zoals aangenomen, { $count } anders.
       *[other] { $total } aannamen zijn nagekeken: { $done } zoals aangenomen, { $count } anders.
    }
probe-not-read =
    { $count ->
        [one] Nog { $count } is door lezen niet te zien. docs/assumptions.md zegt wat elk is, en waarom.
       *[other] Nog { $count } zijn door lezen niet te zien. docs/assumptions.md zegt wat elk is, en waarom.
    }
probe-written = Geschreven naar { $path }: nummers, uitkomsten en vormen. Er staat geen naam, id, adres of token in; kijk het door en stuur het op.
probe-embedded = Dit is de ingebouwde tenant; die laat zien waarvoor hij is gemaakt.
probe-there = { $path } is er al en bleef zoals het was. De tenant is niets gevraagd. Verplaats dat bestand of noem met --out een ander.
probe-unwritable = { $path } kan niet worden gemaakt: { $why }. De tenant is niets gevraagd. Noem met --out een bestand in een map waarin geschreven mag worden.
probe-unwritten = De uitkomst kon niet naar { $path } worden geschreven: { $why }. De tenant is alleen gelezen. Maak ruimte of noem met --out een ander bestand en kijk opnieuw.

## web (public): wat de pagina's en het rapport zeggen

web-skip = Naar de inhoud
web-navigation = Pagina's
web-language = Taal
web-home = Startpagina
web-offline = Offline
web-connections = Verbindingen
web-settings = Instellingen
web-help = Help
web-title = Licenties van gedeelde postvakken
web-report-title = Licenties van gedeelde postvakken van { $tenant }
web-read = Gelezen op { $when } ({ $text })
web-read-by =
    { $count ->
        [one] met { $count } aanvraag
       *[other] met { $count } aanvragen
    }
web-policy = beleid { $name }
web-overview = Wat te doen
web-group-removable = Kan nu weg
web-group-removable-about = Er is geen licentie nodig. Ze kan nu worden teruggenomen, en precies zo worden teruggezet.
web-group-once-blocked = Kan weg zodra de aanmelding is geblokkeerd
web-group-once-blocked-about = Alleen de aanmelding van het account staat in de weg. Blokkeer die als niemand en niets zich ermee aanmeldt.
web-group-required = Moet blijven
web-group-required-about = Een licentie is nodig, en wat er is past.
web-group-blocked = Geblokkeerd tot er iets is gedaan
web-group-blocked-about = Er kan geen licentie weg voordat is opgelost wat in de weg staat.
web-group-unknown = Onbekend
web-group-unknown-about = Een feit dat het oordeel kan veranderen kon niet worden gelezen. Tot dat lukt blijft de licentie.
web-group-overlicensed = Een goedkoper product volstaat
web-group-overlicensed-about = Een licentie is nodig, maar niet zo'n grote.
web-group-missing = Er ontbreekt een licentie
web-group-missing-about = Een licentie is nodig, en wat er is volstaat niet.
web-group-unlicensed = Zonder licentie, en geen nodig
web-group-unlicensed-about = Niets te doen.
web-group-leavers = Vertrokken en niet geconverteerd
web-group-leavers-about = Gebruikerspostvakken met een licentie en geblokkeerde aanmelding. Als gedeeld postvak kunnen ze misschien zonder. Ze tellen hierboven niet mee.
web-leavers-unknown = Welke gebruikerspostvakken met een licentie een geblokkeerde aanmelding hebben is niet bekend: { $why }.
web-saving = Besparing: { $text }
web-cost = Kosten: { $text }
web-example-prices = De prijzen zijn voorbeelden. Geef uw eigen prijzen bij Instellingen, of met --prices.
web-example-prices-here = De prijzen zijn voorbeelden.
web-own-prices = Uw eigen prijzen invoeren
web-filter = Filter
web-filter-all = Alles
web-filter-show = Tonen
web-filter-clear = Filter wissen
web-search = Naam of adres
web-shown = { $count } van { $total } getoond
web-show-all = Alle { $count } tonen
web-next = Volgende pagina
web-empty-search = Geen gedeeld postvak voldoet. Zoek op een deel van de naam of het adres, of wis het filter.
web-empty-tenant = De laatste beoordeling vond geen gedeeld postvak.
web-to-home = Naar de startpagina
web-open-account = Openen bij { ui-active-users }
web-copy = Kopiëren
web-copied = Gekopieerd
web-not-read = niet gelezen
web-remedy-acknowledge = Bevestig het in het paneel van het account en sla op
web-remedy-block-sign-in = Blokkeer de aanmelding, als niemand en niets zich met dit account aanmeldt
web-reasons = Waarom
web-no-reason = Er staat niets in de weg, en niets vraagt om een licentie.
web-facts = Wat er bekend is
web-object-id = Object-id
web-username = Gebruikersnaam
web-assigned-partly =
    { $count ->
        [one] { $count } onderdeel uit
       *[other] { $count } onderdelen uit
    }
web-replace-by = door { $product }
web-no-license = Het heeft geen licentie.
web-no-history = Boxseat heeft aan dit account niets gewijzigd.
web-microsoft = { ui-active-users } bij Microsoft
web-not-found = Niet gevonden
web-not-found-about = Deze pagina bestaat niet. Misschien is het adres verkeerd getypt.
web-no-mailbox = Postvak niet gevonden
web-no-mailbox-about = De laatste beoordeling kent geen postvak met de id “{ $text }”. Het is misschien verwijderd, of nieuwer dan de beoordeling: voer “boxseat review” uit.
web-wrong-method = Hier niet mogelijk
web-wrong-method-about = Deze pagina neemt zo'n verzoek niet aan, en er is niets gewijzigd. Open haar via de navigatie.
web-not-signed-in = Niet aangemeld
web-not-signed-in-about = Er wordt niets getoond en er is niets gewijzigd. Meld u aan en laad de pagina opnieuw.
web-wrong-host = Geen naam van ons
web-wrong-host-about = Deze pagina's antwoorden alleen op { $list }, zodat geen andere site ze kan lezen. De aanvraag was voor “{ $text }”. Open het adres dat Boxseat heeft getoond.
web-bad-filter = Filter niet begrepen
web-bad-filter-about = “{ $text }” is geen filter. Er zijn: { $list }
web-denied = Uw rol staat dit niet toe
web-failed = De pagina kon niet worden gemaakt
web-failed-about = { $why }. Er is niets gewijzigd. Laad de pagina opnieuw; blijft het zo, voer dan “boxseat review” uit, dat meer zegt.


## users (public): de pagina Actieve gebruikers

users-lead = Iedereen met een account, ook gedeelde postvakken. Kies iemand om licenties te zien en te wijzigen.
users-read = Lijst gelezen: { $text }; elk account dat sindsdien is bekeken of gewijzigd is bijgewerkt.
users-never-read = De lijst van gebruikers is nog niet gelezen
users-never-read-about = Boxseat houdt een eigen lijst bij, zodat zoeken en filteren meteen antwoord geven. Het lezen kost één verzoek per 999 accounts en wijzigt niets.
users-read-now = Lijst lezen
users-refresh = Vernieuwen
users-reading = De adreslijst wordt gelezen
users-reading-done = { $done } accounts gelezen
users-reading-of = { $done } van { $total } accounts gelezen
users-reading-rate = { $count } per seconde
users-reading-left = nog ongeveer { $duration }
users-reading-watch = Opnieuw kijken
users-reading-failed = De lijst kon niet worden gelezen
users-reading-failed-about = { $why } De lijst is zoals ze was. Probeer het opnieuw; blijft het zo, kijk dan bij Verbindingen.
users-reading-broken-about = Het lezen brak af. De lijst is zoals ze was. Probeer het opnieuw.
users-count =
    { $count ->
        [one] { $count } gebruiker
       *[other] { $count } gebruikers
    }
users-more-than = Meer dan { $count } gebruikers
users-found =
    { $count ->
        [one] { $count } gebruiker gevonden
       *[other] { $count } gebruikers gevonden
    }
users-found-more-than = Meer dan { $count } gebruikers gevonden
users-search = Zoeken
users-search-for = Naam, gebruikersnaam of e-mail
users-filter = Filter
users-filter-all = Alle gebruikers
users-filter-licensed = Met licentie
users-filter-ours = { $name } (Boxseat)
users-filter-counted = { $name } ({ $amount })
users-by-product = Met het product
users-by-verdict = Met het oordeel
users-means-unlicensed = “{ $text }” is een woord voor { ui-unlicensed }: dit zijn de { ui-unlicensed-users }.
users-name = Weergavenaam
users-email = E-mail
users-sign-in = Aanmelding
users-allowed = Toegestaan
users-blocked = Geblokkeerd
users-mailbox = Postvak
users-usage-location = Gebruikslocatie
users-unknown = niet bekend
users-none = geen
users-by-group = via een groep
users-columns = Kolommen kiezen
users-columns-apply = Deze kolommen tonen
users-sort-name = Sorteren op weergavenaam
users-sort-username = Sorteren op gebruikersnaam
users-next = Volgende pagina
users-first = Eerste pagina
users-pages = Pagina's van de lijst
users-select = { $name } selecteren
users-select-page = Deze pagina selecteren
users-select-none = Niemand selecteren
users-selected =
    { $count ->
        [0] Niemand geselecteerd
        [one] { $count } geselecteerd
       *[other] { $count } geselecteerd
    }
users-selected-cut = Alleen de eerste { $count } blijven geselecteerd. Filter voor meer, en exporteer dan alles wat is gevonden.
users-export = Gebruikers exporteren
users-export-found = Alles wat is gevonden exporteren
users-export-selected = Selectie exporteren
users-export-part-numbers = Artikelnummers
users-review-selected = Bekijken wat er zou veranderen
users-table = Actieve gebruikers
users-empty = Niemand gevonden. Zoek op een deel van een naam, gebruikersnaam of e-mailadres, of kies een ander filter.
users-empty-all = De adreslijst bevat geen accounts.
users-removing = Wordt verwijderd…
users-changing = Wordt gewijzigd…
users-unconfirmed = Onbevestigd
users-file = actieve-gebruikers
users-no-user = Gebruiker niet gevonden
users-no-user-about = De adreslijst bevat geen account met de id “{ $text }”. Het kan zijn verwijderd: vernieuw de lijst.
users-bad-filter = Filter niet begrepen
users-bad-filter-about = “{ $text }” is geen filter van gebruikers. Kies er een uit de lijst op { ui-active-users }.


## panel (public): het paneel van één account

panel-back = Alle gebruikers
panel-parts = Onderdelen van dit account
panel-verdict = Oordeel
panel-facts = Feiten
panel-read-now = Zojuist uit de tenant gelezen.
panel-licenses-gap = Wat het account heeft is niet bekend: { $why }.
panel-none-held = Geen licentie
panel-choose =
    { $layout ->
        [product-licenses] Zet de schakelknop van een licentie op { ui-off } om haar weg te halen, op { ui-on } om haar toe te wijzen.
       *[licenses-and-apps] Schakel het selectievakje van een licentie uit om haar weg te halen, in om haar toe te wijzen.
    }
panel-assignable = Andere producten van de organisatie
panel-available = { $count } van { $total } beschikbaar
panel-by-group = Ze komt van de groep { $group } en heeft daarom geen eigen vakje.
panel-by-group-too = De groep { $group } geeft haar ook: zonder de eigen toewijzing houdt het account haar, en komt er niets vrij.
panel-ends =
    { $layout ->
        [product-licenses] Wat eindigt als ze { ui-off } staat
       *[licenses-and-apps] Wat eindigt als ze weggaat
    }
panel-ends-nothing = Er eindigt verder niets mee.
panel-ends-rest =
    { $count ->
        [one] Nog { $count } service
       *[other] Nog { $count } services
    }
panel-why = Waarom ze niet zomaar weg mag
panel-evidence = { $name }: { $value }. Zo was het op { $when }, gelezen { $text } ({ $source }).
panel-evidence-live = { $name }: { $value }. Zo was het bij het lezen, { $text } ({ $source }).
panel-evidence-gap = { $name }: { $value }.
panel-ask = Ze kan toch weg, als u hieronder het postvak noemt en zegt waarom.
panel-needs-block = Ze kan weg zodra de aanmelding is geblokkeerd: kies hieronder { ui-block-sign-in }.
panel-shut = Ze kan hier niet weg, wie er ook voor instaat:
panel-block-about = Aanmelden is nu toegestaan. Een gedeeld postvak heeft dat niet nodig: de leden openen het met hun eigen account.
panel-block-role = De aanmelding blokkeren vraagt de rol Gebruikersbeheerder of Globale beheerder.
panel-answer = Om een licentie weg te halen die nodig is
panel-answer-about = Wat u hier schrijft blijft met uw naam in de geschiedenis staan.
panel-answer-name = Naam van het postvak, zoals hierboven
panel-answer-reason = Waarom ze toch weg mag
panel-location-about = Het account heeft geen gebruikslocatie, en zonder kan geen licentie worden toegewezen. Geef de twee letters van het land, zoals NL.
panel-reader = U kunt kijken, maar geen licenties wijzigen: dat vraagt de rol Licentiebeheerder, Gebruikersbeheerder of Globale beheerder.
panel-read-only = De verbinding met deze tenant is alleen-lezen, dus er kan niets worden opgeslagen.
panel-nothing-saved = Er is niets opgeslagen
panel-differs = Het account is niet meer zoals deze pagina het toonde. Het wordt nu opnieuw getoond: kijk nog eens en sla dan op.
panel-now-assigned = { $product } is intussen toegewezen.
panel-now-unassigned = { $product } is intussen weggehaald.
panel-now-altered = { $product } is nu anders toegewezen: door iemand anders, of met andere serviceplannen.
panel-now-known = Wat het account heeft is nu bekend; eerst was het dat niet.
panel-now-unknown = Wat het account heeft kon niet meer worden gelezen.
panel-now-blocked = De aanmelding is intussen geblokkeerd.
panel-now-allowed = De aanmelding is intussen toegestaan.
panel-now-sign-in-unknown = Of het account zich kan aanmelden kon niet meer worden gelezen.
panel-unchanged =
    { $layout ->
        [product-licenses] Er is geen schakelknop omgezet, dus er is niets op te slaan.
       *[licenses-and-apps] Er is geen selectievakje gewijzigd, dus er is niets op te slaan.
    }
panel-name-wrong = “{ $text }” is niet de naam van dit postvak. Typ { $name }.
panel-name-missing = Typ de naam van het postvak ({ $name }) en waarom de licentie toch weg mag.
panel-reason-missing = Zeg waarom de licentie toch weg mag. De reden blijft in de geschiedenis staan.
panel-removing = Wordt verwijderd…
panel-changing = Wordt gewijzigd…
panel-waiting = De wijziging is onderweg en wordt daarna teruggelezen. U kunt deze pagina sluiten: er stopt niets.
panel-look-again = Nog eens kijken
panel-follow = De hele uitvoering
panel-is-unlicensed = { $account } heeft nu de status { ui-unlicensed }.
panel-still-holds = { $account } heeft nu { $list }.
panel-not-begun = De wijziging kon niet beginnen
panel-not-begun-about = { $why } Er is niets gewijzigd.
panel-pass-on = Aan een andere gebruiker doorgeven
panel-pass-on-of = Doorgeven: { $product }
panel-pass-on-back = Terug naar het account
panel-pass-on-to = Aan wie: naam, gebruikersnaam of e-mail
panel-pass-on-assign = { $product } toewijzen aan { $name }
panel-pass-on-nobody = Niemand gevonden die zich mag aanmelden en dit product niet heeft. Zoek op een deel van een naam.
panel-pass-on-asks = nog geen gebruikslocatie
panel-pass-on-more = Er zijn er meer: zoek op een deel van de naam.
panel-return-to =
    { $count ->
        [0] Uit het abonnement verwijderen
       *[other] Uit het abonnement verwijderen: nieuw totaal { $count }
    }
panel-kept = { $why }. Tot dat is opgelost blijft de licentie.
panel-kept-bare = De licentie blijft ({ $text }).
panel-excluded = Het wordt met opzet met rust gelaten: { $text }.
panel-excluded-until = Het wordt met opzet met rust gelaten tot { $at }: { $text }.
panel-not-held = Het account heeft { $product } niet.
panel-nothing = Alles is al zoals u vroeg; er is niets te wijzigen.
panel-not-overridable = { $name }: dit kan niet worden opgeheven.
panel-not-acknowledgeable = { $name }: dit gaat niet weg doordat iemand ervoor instaat ({ $text }).
panel-override-reason = { $name }: zeg waarom de licentie toch weg mag.
panel-no-location = { $account } heeft geen gebruikslocatie, en zonder kan geen licentie worden toegewezen. Geef die op en sla dan op.
panel-bad-location = “{ $text }” is geen landcode van twee letters, zoals NL.
panel-location-unknown = De gebruikslocatie van { $account } kon niet worden gelezen. Probeer het opnieuw.
panel-location-changed = De gebruikslocatie van { $account } is intussen gewijzigd.
panel-none-available = Er is geen licentie van { $product } beschikbaar. Neem er elders een terug, of koop er een.
panel-not-enough =
    { $count ->
        [one] Er is { $count } licentie van { $product } nodig, en er zijn er { $amount } beschikbaar.
       *[other] Er zijn { $count } licenties van { $product } nodig, en er zijn er { $amount } beschikbaar.
    }
panel-not-recorded = De geschiedenis zegt niet hoe { $account } was, dus het kan niet worden teruggezet.
panel-changed-since = { $account } is sindsdien door anderen gewijzigd ({ $text }); terugzetten zou dat ongedaan maken. Wijzig het met de hand.
panel-obstacle = Er staat iets in de weg: { $text }.
panel-save-again = Sla nog eens op om toch door te gaan.
panel-conflict = { $first } en { $last } brengen allebei een service mee waarvan een account er één kan hebben. De service kan de tweede weigeren.
## signin (public): aan- en afmelden, wie is aangemeld, en wat diegene mag

signin-title = Aanmelden
signin-about = Boxseat toont de licenties van uw organisatie en wijzigt ze in uw naam. Meld u eerst aan.
signin-link = Met de koppeling die Boxseat heeft getoond
signin-link-about = Ze staat in de terminal waarin Boxseat draait, en meldt één keer aan. Druk daar op Enter voor een nieuwe.
signin-entra = Met uw werkaccount
signin-entra-about = Microsoft Entra ID vraagt wie u bent. Uw beheerdersrollen daar bepalen wat u hier mag.
signin-entra-embedded = Hier is het de ingebouwde tenant die dat vraagt. “boxseat tenant people” toont wie zich kan aanmelden, één per rol, met het wachtwoord.
signin-entra-go = Aanmelden met Microsoft Entra ID
signin-entra-go-to = Aanmelden bij { $name }
signin-entra-not-asked = Het antwoord van Microsoft Entra ID kwam te laat of hoort bij een ander venster. Er is niemand aangemeld. Begin hier opnieuw.
signin-entra-cancelled = U hebt het aanmelden bij Microsoft Entra ID afgebroken. Er is niemand aangemeld. Begin opnieuw of kies een andere manier.
signin-entra-declined = Microsoft Entra ID heeft de aanmelding geweigerd ({ $code }). Er is niemand aangemeld. Probeer het opnieuw; blijft het zo, kijk dan de registratie na: docs/sign-in.md.
signin-entra-unreachable = Microsoft Entra ID kon niet worden gevraagd: { $why }. Er is niemand aangemeld. Controleer het netwerk en probeer het dan opnieuw.
signin-entra-odd = Wat Microsoft Entra ID antwoordde is niet te gebruiken: { $why }. Er is niemand aangemeld. Controleer authority en tenant in het verbindingsbestand.
signin-entra-token = Het bewijs dat Microsoft Entra ID stuurde is niet aanvaard: { $why }. Er is niemand aangemeld. Begin opnieuw; blijft het zo, controleer dan de klok van deze computer en de registratie: docs/sign-in.md.
signin-local = Als lokale beheerder
signin-local-about = Voor de dag waarop niemand zich anders kan aanmelden. Wat u doet staat onder deze naam in de geschiedenis.
signin-name = Naam
signin-password = Wachtwoord
signin-submit = Aanmelden
signin-wrong = Naam of wachtwoord klopt niet. Er is niemand aangemeld. Controleer beide en probeer het opnieuw.
signin-too-many = Te veel pogingen om aan te melden. Er is niets gecontroleerd en niemand aangemeld. Wacht { $duration } en probeer het dan opnieuw.
signin-nowhere = Geen manier om aan te melden
signin-nowhere-about = Hier kan niemand zich aanmelden. Stel een lokale beheerder in met “boxseat local-admin set”, of start Boxseat met een verbindingsbestand, en laad deze pagina opnieuw.
signin-link-spent = De koppeling werkt niet meer
signin-link-spent-about = Een koppeling meldt één keer aan, binnen 15 minuten. Deze is al gebruikt of te oud; er is niemand aangemeld. Druk op Enter in de terminal waarin Boxseat draait: dan verschijnt een nieuwe.
signin-foreign = Geweigerd: een andere site heeft dit verstuurd
signin-foreign-about = Het verzoek kwam van een pagina die niet van Boxseat is, dus er is niets gewijzigd. Hebt u het wel van hier verstuurd, laad de pagina dan opnieuw en verstuur het nog eens.
signin-not-yours = Van een andere organisatie
signin-not-yours-about = U bent aangemeld met een account van een andere organisatie, dus van deze wordt niets getoond en er is niets gewijzigd. Meld u aan met een account van deze organisatie.
signin-again = Opnieuw aanmelden
signin-out = Afmelden
signin-signed-out = U bent afgemeld
signin-signed-out-about = U bent in deze browser afgemeld bij Boxseat.
signin-signed-out-entra = Bij Microsoft Entra ID bent u misschien nog aangemeld. Meld u op een computer die anderen ook gebruiken daar eveneens af.
signin-out-entra = Afmelden bij Microsoft Entra ID
signin-names-certificate = de namen in het certificaat
signin-you = Aangemeld als
signin-way-link = met de koppeling die is getoond
signin-way-entra = via Microsoft Entra ID
signin-way-local = als lokale beheerder
signin-roles = Uw rollen
signin-no-role = Geen: u kunt hier alles zien en niets wijzigen.
signin-may = U mag
signin-may-not = U mag niet
signin-role-global = Globale beheerder
signin-role-license = Licentiebeheerder
signin-role-user = Gebruikersbeheerder
signin-role-billing = Factureringsbeheerder
signin-role-exchange = Exchange-beheerder
signin-role-reader = Globale lezer
signin-right-read = beoordelingen, postvakken en de geschiedenis zien
signin-right-assign = licenties weghalen, toewijzen en terugzetten
signin-right-sign-in = aanmelding van een account blokkeren
signin-right-buy = wijzigen hoeveel licenties er worden gekocht
signin-right-settings = de instellingen wijzigen
signin-read-only = Deze verbinding is alleen-lezen: Boxseat wijzigt niets in deze tenant, wie het ook vraagt.


## settings (public): beleid, prijzen, wat met rust wordt gelaten, en de indeling van de licentiepagina

settings-about = Wat in deze tenant beslist, voor iedereen die er hier en op de opdrachtregel aan werkt.
settings-may-not = U kunt de instellingen zien maar niet wijzigen: daarvoor is de rol Licentiebeheerder, Gebruikersbeheerder, Factureringsbeheerder of Globale beheerder nodig.
settings-save = Opslaan
settings-set-by = Ingesteld door { $name } op { $when }.
settings-never-set = Hier nog niet gewijzigd.
settings-policy = Beleid
settings-policy-about = Wanneer een gedeeld postvak een licentie nodig heeft. Een volgende beoordeling beslist ermee; eerdere beoordelingen blijven zoals ze zijn.
settings-policy-started = Zoals Boxseat is gestart: { $name }
settings-policy-current = De regels van Microsoft van nu
settings-policy-article = Het artikel van Microsoft uit 2021
settings-policy-from = sinds { $at }: { $text }
settings-prices = Prijzen per maand en licentie
settings-prices-about = Wat u betaalt, volgens uw factuur of overeenkomst. Een leeg veld is een onbekende prijs, nooit nul.
settings-prices-example = De prijzen hieronder zijn voorbeelden. Opslaan maakt ze tot de uwe, dus verbeter ze eerst.
settings-prices-empty = De producten staan hier na de eerste beoordeling.
settings-prices-forget = Deze prijzen vergeten
settings-currency = Valuta
settings-bad-currency = “{ $text }” is geen valuta, dus er is geen prijs gewijzigd. Gebruik de drie letters, zoals EUR.
settings-bad-price = “{ $text }” is geen prijs van { $product }, dus er is geen prijs gewijzigd. Schrijf een getal zoals 36,50.
settings-exclusions = Postvakken die met rust worden gelaten
settings-exclusions-about = Boxseat haalt er geen licentie weg, wat het oordeel ook is. Elk heeft een reden, en misschien een laatste dag.
settings-exclusions-empty = Er wordt geen postvak met rust gelaten. Vul het formulier hieronder in om dat te doen.
settings-exclude = Een postvak met rust laten
settings-mailbox = Postvak (adres, aanmeldingsnaam of id)
settings-reason = Reden
settings-until = Tot en met
settings-until-optional = Tot en met (mag leeg blijven)
settings-for-good = voorgoed
settings-over = voorbij: geldt niet meer
settings-who = Ingesteld
settings-end = Niet langer met rust laten
settings-bad-day = “{ $text }” is geen dag, dus er is niets gewijzigd. Gebruik de vorm 2026-12-31.
settings-layout = Indeling van de licentiepagina
settings-layout-about = De pagina's van Microsoft zelf zijn in deze cloud in 2023 van de ene naar de andere gegaan. Kies de indeling die u daar ziet.
settings-layout-words = “{ $name }”, opslaan met “{ $text }”


## connections (public): de tenants achter de pagina's, en hoe het met elk gaat

connections-about = Elke tenant is zojuist gevraagd, met de kleinste leesactie van elke soort.
connections-more = Een tenant erbij komt waar Boxseat wordt gestart: boxseat serve --connect, één keer voor elk.
connections-answers = Antwoordt
connections-in-part = Antwoordt deels
connections-unreachable = Antwoordt niet
connections-unreachable-about = Geen dienst van deze tenant heeft geantwoord, dus de pagina's tonen wat eerder is gelezen. Controleer het netwerk, de proxy en de adressen in het verbindingsbestand.
connections-no-token = Aanmelden mislukt
connections-no-token-about = De toepassing krijgt geen token, dus er kan niets worden gelezen. Misschien is het geheim verlopen: maak een nieuw en zet het in het verbindingsbestand.
connections-denied-about = Sommige leesacties zijn niet toegestaan. Wat ze zouden zeggen is onbekend, dus oordelen die ervan afhangen blijven onbekend. Geef de toepassing de machtigingen die hieronder staan.
connections-cloud = Cloud
connections-tenant-id = Tenant-id
connections-changes = Wijzigingen
connections-read-only = Alleen-lezen: er wordt nooit iets geschreven
connections-may-write = Toegestaan, door mensen met een rol die dat toestaat
connections-reviewed = Laatste beoordeling
connections-list = Lijst met gebruikers gelezen
connections-never = nooit
connections-runs = Lopende of onderbroken wijzigingen
connections-no-runs = geen
connections-reads = Wat is geprobeerd
connections-read-yes = Toegestaan
connections-read-denied = Niet toegestaan
connections-read-not-offered = Bestaat hier niet
connections-read-not-asked = Niet gevraagd
connections-read-failed = Mislukt
connections-needs = vraagt { $permission }
connections-writes-about = Of wijzigingen zijn toegestaan blijkt pas als er iets wordt gewijzigd. Ze vragen:
connections-switch = Andere tenant
connections-open = Naar { $name }
