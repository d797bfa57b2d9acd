### English: the reference. Every other language is one file beside this one with the same messages, and
### the build compares them. The next lines declare the variables: what each holds decides how it is
### printed and what a caller must give. Arguments stand in this order.
### $account (Text): a mailbox as a person knows it: its name and address
### $action (Text): what a step does
### $address (Text): a network address
### $amount (Text): a number, printed already
### $at (Date): a day
### $auto (Choice): yes, no
### $bytes (Number): a number of bytes, in full
### $clock (Text): hours and minutes
### $code (Text): a code, as it is typed or sent
### $command (Text): a command to type
### $count (Number): how many
### $date (Text): a day, printed already
### $day (Text): day of the month
### $default (Text): the default region
### $done (Number): how many are done
### $duration (Text): a length of time, printed already
### $fact (Text): the name of a fact
### $first (Text): the beginning of a list
### $group (Text): the name of a group
### $hold (Choice): mailbox, release
### $host (Text): the name of a host
### $kind (Text): a kind of mailbox
### $last (Text): the end of a list
### $limit (Size): a size that is a limit
### $list (Text): several things, joined already
### $longest (Duration): how old something may be
### $month (Text): the name of a month
### $money (Text): an amount, printed already
### $name (Text): a name
### $number (Plain): a number that stands for itself, as it is typed
### $old (Duration): how old something is
### $one (Text): a source
### $one-says (Text): what it says
### $other (Text): another source
### $other-says (Text): what that one says
### $path (Text): a file or folder
### $permission (Text): a permission or role, as the service spells it
### $plural (Number): how many, where only the grammar asks
### $position (Number): a place in a row of names
### $product (Text): the name of a product
### $quota (Size): a quota
### $region (Text): a region
### $right (Choice): assign, buy, read, settings, sign_in
### $request (Text): a request id, for Microsoft's support
### $size (Size): a size
### $size-text (Text): a size, printed already
### $source (Text): where a fact was read
### $symbol (Text): a currency
### $tenant (Text): the name of a tenant
### $text (Text): text as it was found or printed already
### $total (Number): how many there are in all
### $unit (Text): KB, MB, GB …
### $value (Text): a value as it was found
### $when (DateTime): a time
### $why (Text): a reason, as a sentence without its end
### $year (Text): a year
###
### Any message may use these without being given them; they come from the cloud of the reader.
### $layout (Locale): licenses-and-apps, product-licenses
### $cloud (Locale): worldwide, gcc-high, dod, china, germany
### $link-active-users (Locale): Microsoft's page Active users
### $link-products (Locale): Microsoft's page of subscriptions
### $link-shared-mailboxes (Locale): Microsoft's page of shared mailboxes


## form: how numbers, times and lists are written

form-language = English
form-size = { $amount } { $unit }
form-size-exact = { $size-text } ({ $bytes } bytes)
form-money = { $symbol } { $amount }
form-cost = { $money } a month
form-cost-at-least = at least { $money } a month
form-cost-unknown = unknown
form-cost-example = { $text } (example prices)
form-month =
    { $position ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[other] December
    }
form-date = { $day } { $month } { $year }
form-date-time = { $date }, { $clock } UTC
form-seconds =
    { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
form-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
form-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
form-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
form-now = just now
form-ago = { $duration } ago
form-old = { $duration } old
form-list-two = { $first } and { $last }
form-list-more = { $first }, { $last }


## verdict: what to do with a mailbox or a licence

verdict-removable = Removable
verdict-required = Required
verdict-overlicensed = Overlicensed
verdict-missing = Missing
verdict-blocked = Blocked
verdict-unknown = Unknown
verdict-unlicensed = Unlicensed
verdict-about-removable = At least one licence can go, and none is needed
verdict-about-required = A licence must stay, and what is held fits
verdict-about-overlicensed = A licence must stay, but a cheaper product would do
verdict-about-missing = A licence is required, and nothing that is held suffices
verdict-about-blocked = No licence can go until something is done
verdict-about-unknown = A fact that could change the verdict is not known
verdict-about-unlicensed = It holds no licence and needs none
verdict-license-keep = Stays
verdict-license-removable = Can go
verdict-license-swap = Can be replaced
verdict-license-blocked = Blocked
verdict-license-unknown = Unknown
verdict-effect-need = A licence must stay
verdict-effect-block = Cannot go until something is done
verdict-effect-ack = Can go once acknowledged by name
verdict-effect-unknown = Not known
verdict-effect-note = Note


## title: a reason in two or three words

title-over-50-gb = More than 50 GB
title-size-limit = At the size limit
title-near-50-gb = Near 50 GB
title-archive = In-place archive
title-litigation-hold = Litigation hold
title-in-place-hold = eDiscovery hold
title-retention-policy = Retention policy
title-label-hold = Retention label
title-org-retention = Organisation-wide retention
title-delay-hold = Delay hold
title-defender = Defender for Office 365
title-defender-in-suite = Defender in a suite
title-sign-in-used = Used as a person's account
title-sign-in-open = Sign-in allowed
title-smtp-auth = SMTP AUTH allowed
title-dir-synced = Mastered on premises
title-multi-geo = Outside the default region
title-pre-2018-quota = Quota from before July 2018
title-onedrive-content = OneDrive content
title-group-inherited = Assigned by a group
title-not-shared = Not a shared mailbox
title-not-exchange = No Exchange product
title-device-account = Room, device or phone
title-kiosk-quota = Kiosk plan
title-never-used = Never used
title-fact-missing = A fact is missing


## tally: a reason after its number, inside a sentence

tally-over-50-gb = { $count } over 50 GB
tally-size-limit = { $count } at the size limit
tally-near-50-gb = { $count } near 50 GB
tally-archive = { $count } with an archive
tally-litigation-hold = { $count } on litigation hold
tally-in-place-hold = { $count } on eDiscovery hold
tally-retention-policy = { $count } under a retention policy
tally-label-hold = { $count } with a retention label
tally-org-retention = { $count } under organisation-wide retention
tally-delay-hold = { $count } on delay hold
tally-defender = { $count } with Defender for Office 365
tally-defender-in-suite = { $count } with Defender in a suite
tally-sign-in-used = { $count } used as a person's account
tally-sign-in-open = { $count } with sign-in allowed
tally-smtp-auth = { $count } with SMTP AUTH allowed
tally-dir-synced = { $count } mastered on premises
tally-multi-geo = { $count } outside the default region
tally-pre-2018-quota = { $count } with a quota from before July 2018
tally-onedrive-content = { $count } with OneDrive content
tally-group-inherited = { $count } licensed by a group
tally-not-shared = { $count } not shared
tally-not-exchange = { $count } with another kind of product
tally-device-account = { $count } for a room, device or phone
tally-kiosk-quota = { $count } with a Kiosk plan
tally-never-used = { $count } never used
tally-fact-missing = { $count } with a missing fact


## reason: a reason as a sentence, with its values

reason-over-50-gb = { $size-text } in use, more than { $limit }
reason-size-limit = { $size-text } in use, at or above { $limit }: a mailbox without a licence stops sending at 49.5 GB
reason-near-50-gb = { $size } in use, near 50 GB
reason-archive =
    { $auto ->
        [yes] It has an in-place archive that expands by itself
       *[no] It has an in-place archive
    }
reason-archive-sized =
    { $auto ->
        [yes] It has an in-place archive that expands by itself, with { $size } in it
       *[no] It has an in-place archive with { $size } in it
    }
reason-archive-empty = It has an in-place archive, which is empty
reason-litigation-hold = It is on litigation hold
reason-in-place-hold =
    { $count ->
        [one] It is on an eDiscovery or In-Place Hold: { $list }
       *[other] It is on { $count } eDiscovery or In-Place Holds: { $list }
    }
reason-retention-policy =
    { $count ->
        [one] A retention policy holds this mailbox: { $list }
       *[other] { $count } retention policies hold this mailbox: { $list }
    }
reason-label-hold = A retention label holds at least one item
reason-org-retention =
    { $count ->
        [one] A retention policy of the whole organisation covers it: { $list }
       *[other] { $count } retention policies of the whole organisation cover it: { $list }
    }
reason-delay-hold =
    { $hold ->
        [release] A hold ended less than 30 days ago; a delay release hold (DelayReleaseHoldApplied) still keeps its content
       *[mailbox] A hold ended less than 30 days ago; a delay hold (DelayHoldApplied) still keeps its content
    }
reason-defender = It holds { $product }, for Microsoft Defender for Office 365
reason-defender-in-suite = { $product } contains Microsoft Defender for Office 365
reason-sign-in-used = Sign-in is allowed, and the account was used on { $at } ({ $source })
reason-sign-in-open = Sign-in is allowed; no use was found
reason-smtp-auth = SMTP AUTH is allowed for this mailbox: a scanner or an application may send with it
reason-dir-synced = It is mastered on premises, as a user mailbox ({ $value })
reason-dir-synced-unsaid = It is mastered on premises, and nothing says there that it is shared
reason-multi-geo = It is stored in region { $region }; the default region is { $default }
reason-pre-2018-quota = It has { $quota } without a licence, from before July 2018; the next change of its licences takes that away for good
reason-onedrive-content =
    { $cloud ->
        [gcc-high] The account's OneDrive ({ $product }) holds { $size-text }
        [dod] The account's OneDrive ({ $product }) holds { $size-text }
       *[worldwide] The account's OneDrive ({ $product }) holds { $size-text }; without a licence it is read-only after 60 days and archived after 93
    }
reason-onedrive-files =
    { $count ->
        [one] { $size } in { $count } file
       *[other] { $size } in { $count } files
    }
reason-onedrive-unread = The account's OneDrive ({ $product }) could not be read; it may hold content
reason-group-inherited =
    { $plural ->
        [one] { $product } comes from the group { $list }
       *[other] { $product } comes from the groups { $list }
    }
reason-group-inherited-too =
    { $plural ->
        [one] { $product } is assigned directly and by the group { $list } as well: removing the direct assignment frees nothing
       *[other] { $product } is assigned directly and by the groups { $list } as well: removing the direct assignment frees nothing
    }
reason-not-shared = It is not a shared mailbox; its type is: { $kind }
reason-not-exchange = { $product } has no mailbox, archiving or Defender for Office 365 plan
reason-device-account = { $product } is for rooms, devices and phones
reason-kiosk-quota = { $product } is a Kiosk plan, which meets no condition
reason-kiosk-quota-sized = { $product } is a Kiosk plan with { $quota }, which meets no condition
reason-never-used = It was never used, so it counts as empty
reason-fact-missing = Not known: { $fact }; { $why }


## remedy: what would clear a reason

remedy-reduce-size = Bring the mailbox below { $size }, then review again
remedy-disable-archive = Disable the archive, which is empty: Disable-Mailbox -Archive
remedy-decide-archive = Decide about the archive: move its content elsewhere and disable it, or keep the licence
remedy-end-hold = End the hold, together with whoever asked for it
remedy-exclude-from-policy = Exclude the mailbox from the retention policy, or accept that its licence stays
remedy-wait-for-delay-hold = Wait until the delay hold ends, at most 30 days; or end it now (Set-Mailbox -RemoveDelayHoldApplied or -RemoveDelayReleaseHoldApplied, role Legal Hold)
remedy-block-sign-in = Block sign-in, if nobody and nothing signs in with this account (--block-sign-in, or { ui-users } > { ui-active-users } > { ui-block-sign-in })
remedy-move-use = Find out who uses it, give that person an account, then block sign-in
remedy-set-remote-mailbox-shared = Change the type on premises: Set-RemoteMailbox -Type Shared
remedy-acknowledge = Acknowledge it by name: --ack { $code }
remedy-save-onedrive = Save the OneDrive content elsewhere first
remedy-leave-group = Take the account out of the group { $group }
remedy-leave-group-dynamic = Change the account or the rule of the group { $group }: its members follow a rule, nobody can be taken out by hand
remedy-leave-group-synced = Take the account out of the group { $group } on premises, where the group is mastered
remedy-leave-group-role = Have a Privileged Role Administrator take the account out of the group { $group }
remedy-convert-to-shared = Convert it to a shared mailbox first, while it still holds its licence
remedy-swap-to = Replace it by { $product }, in one change
remedy-assign-sufficient = Assign { $product }
remedy-assign-any = Get a product that suffices; none that is owned does
remedy-grant-permission = Grant { $permission } to the application, then review again
remedy-read-again = Review again
remedy-other = Look the reason up in docs/rules.md
remedy-reveal-report-names = Show real names in the usage reports (a setting of the whole tenant), or let the application read Exchange


## fact: names of facts, and their values

fact-kind = Type of mailbox
fact-size = Size
fact-quota = Quota
fact-archive = Archive
fact-archive-size = Size of the archive
fact-holds = Holds
fact-org-holds = Retention of the organisation
fact-dir-sync = On premises
fact-region = Region
fact-default-region = Default region
fact-sign-in = Sign-in
fact-last-sign-in = Last sign-in
fact-last-activity = Last activity
fact-smtp-auth = SMTP AUTH
fact-onedrive = OneDrive
fact-licenses = Licenses
fact-skus = Products
fact-none = none
fact-yes = yes
fact-no = no
fact-never = never
fact-never-used = never used
fact-unlimited = unlimited
fact-allowed = allowed
fact-blocked = blocked
fact-organization = as the organisation's setting
fact-archive-on = on
fact-archive-expanding = on, expands by itself
fact-litigation = litigation hold
fact-label = retention label
fact-delay = delay hold
fact-delay-release = delay release hold
fact-synced = mastered on premises
fact-synced-as = mastered on premises as { $value }
fact-cloud-only = in the cloud
fact-onedrive-files =
    { $count ->
        [one] { $size }, { $count } file
       *[other] { $size }, { $count } files
    }
fact-kind-user = user mailbox
fact-kind-shared = shared mailbox
fact-kind-room = room mailbox
fact-kind-equipment = equipment mailbox


## gap: why a fact is not known

gap-not-read = it was not read
gap-absent = the answer does not contain it
gap-forbidden = { $permission } is not granted
gap-not-offered = not offered here: { $text }
gap-concealed = the report hides names
gap-stale = it is { $old } old and may be { $longest } old
gap-unparsable = “{ $text }” cannot be understood
gap-conflict = { $one } says “{ $one-says }”, { $other } says “{ $other-says }”
gap-not-found = it was not found
gap-ambiguous =
    { $count ->
        [one] { $count } row answers to the name
       *[other] { $count } rows answer to the name
    }
gap-not-yet = it has not arrived yet: Microsoft allows 14 usage reports in 10 minutes, so try again in some minutes
gap-failed = the read failed ({ $code })
gap-failed-request = the read failed ({ $code }, request id { $request })
gap-other = it is not known
gap-from = { $why } ({ $source })


## source: where facts are read

source-exchange = Exchange, { $name }
source-graph = Microsoft Graph, { $name }
source-report = usage report { $name }
source-export = exported file
source-unknown = { $name }


## step: steps of a plan, and what became of them

step-intended = Begun
step-done = Done
step-refused = Refused
step-not-applied = Not applied
step-unconfirmed = Unconfirmed
step-drifted = Left alone
step-about-intended = It is noted and may have been sent; the next command finds out
step-about-done = It was read back as wanted
step-about-refused = Nothing was changed
step-about-not-applied = Certainly nothing was changed; it may be tried again
step-about-unconfirmed = The result could not be read in time; the next review settles it
step-about-drifted = The account is neither as before nor as wanted, so it was left alone
step-remove = Remove { $list }
step-assign = Assign { $list }
step-replace = Replace { $first } by { $last }
step-nothing = Change nothing
step-product-partly =
    { $count ->
        [one] { $product } ({ $count } service plan off)
       *[other] { $product } ({ $count } service plans off)
    }
step-set-usage-location = Set the usage location to { $code }
step-clear-usage-location = Take the usage location away
step-block-sign-in = Block sign-in
step-allow-sign-in = Allow sign-in
step-other = Another kind of change
step-purpose-remove = Remove licences
step-purpose-assign = Assign licences
step-purpose-total = Change the number of licences
step-purpose-restore = Put back


## refusal: why a step was not carried out

refusal-verdict = Not sent: the facts just read speak against it ({ $list })
refusal-verdict-unsaid = Not sent: the facts just read no longer allow it
refusal-unread = Not sent: just before the write this could not be read: { $source } ({ $code })
refusal-changed = Not sent: the account is no longer as the plan expects; make a new plan
refusal-excluded = Not sent: it is excluded ({ $text })
refusal-service = The service refused it: “{ $text }” ({ $code })
refusal-not-permitted = The service refused it: the connection lacks the permission { $permission }, or the account holds an administrator role that takes more
refusal-earlier-step = Not sent: step { $number } on the same account did not succeed
refusal-passing = Not applied within the time ({ $code }); try again
refusal-stopped = Not sent: the run was stopped before this step
refusal-other = Not carried out


## service: what ends with a licence

service-archive = Archive
service-onedrive = OneDrive and SharePoint
service-teams = Teams
service-office = Office apps
service-defender = Defender for Office 365
service-mailbox = Mailbox of its own
service-hold = Hold
service-ends-archive = The archive: keeping one requires a licence
service-ends-onedrive =
    { $cloud ->
        [gcc-high] OneDrive and SharePoint: the account can no longer use them
        [dod] OneDrive and SharePoint: the account can no longer use them
       *[worldwide] OneDrive and SharePoint: an existing OneDrive is read-only after 60 days and archived after 93
    }
service-ends-teams = Teams: the account can no longer use it
service-ends-office = Office apps: the account can no longer use them
service-ends-defender = Defender for Office 365: this licence no longer covers the mailbox
service-ends-mailbox = The mailbox's own plan: as a shared mailbox it goes on without a licence
service-ends-mailbox-quota = The mailbox's own plan: as a shared mailbox it goes on with at most { $quota }
service-ends-hold = The hold: keeping one requires a licence
service-ends-other = { $name }


## summary: the sentences for a manager

summary-none-licensed = No shared mailbox holds a licence
summary-removable =
    { $count ->
        [one] { $count } of { $total } licensed shared mailboxes doesn't need it: { $text }
       *[other] { $count } of { $total } licensed shared mailboxes don't need it: { $text }
    }
summary-only =
    { $total ->
        [one] The only licensed shared mailbox doesn't need it: { $text }
       *[other] None of the { $total } licensed shared mailboxes needs it: { $text }
    }
summary-none-removable =
    { $total ->
        [one] The only licensed shared mailbox cannot lose its licence now
       *[other] None of the { $total } licensed shared mailboxes can lose its licence now
    }
summary-saving-unknown = saving unknown
summary-with = { $first }; { $last }.
summary-alone = { $text }.
summary-must-stay = { $count } must stay
summary-must-stay-because = { $count } must stay: { $list }
summary-must-stay-several = { $count } must stay: { $list } (some for more than one reason)
summary-once-blocked =
    { $count ->
        [one] { $count } more once sign-in is blocked.
       *[other] { $count } more once sign-in is blocked.
    }
summary-others =
    { $count ->
        [one] { $count } for another reason
       *[other] { $count } for other reasons
    }
summary-extras =
    { $count ->
        [one] { $count } of those that must stay also holds another licence, which can go.
       *[other] { $count } of those that must stay also hold another licence, which can go.
    }
summary-overlicensed =
    { $count ->
        [one] { $count } of those that must stay holds more than it needs: a cheaper product would do.
       *[other] { $count } of those that must stay hold more than they need: a cheaper product would do.
    }
summary-missing =
    { $count ->
        [one] { $count } needs a licence that it does not hold.
       *[other] { $count } need a licence that they do not hold.
    }
summary-blocked =
    { $count ->
        [one] { $count } is blocked until something is done.
       *[other] { $count } are blocked until something is done.
    }
summary-unknown =
    { $count ->
        [one] { $count } is unknown, because a fact is missing.
       *[other] { $count } are unknown, because facts are missing.
    }
summary-leavers =
    { $count ->
        [one] { $count } licensed user mailbox has sign-in blocked: a leaver not converted?
       *[other] { $count } licensed user mailboxes have sign-in blocked: leavers not converted?
    }


## ui (public): labels, spelled as the admin center of the reader's cloud spells them

ui-users = Users
ui-active-users = Active users
ui-licenses-and-apps =
    { $layout ->
        [product-licenses] Product licenses
       *[licenses-and-apps] Licenses and Apps
    }
ui-licenses = Licenses
ui-product-licenses = Product licenses
ui-edit = Edit
ui-off = Off
ui-on = On
ui-save =
    { $layout ->
        [product-licenses] Save
       *[licenses-and-apps] Save changes
    }
ui-billing = Billing
ui-your-products =
    { $layout ->
        [product-licenses] Subscriptions
       *[licenses-and-apps] Your products
    }
ui-add-remove-licenses = Add/Remove licenses
ui-total-licenses = Total licenses
ui-submit-change =
    { $layout ->
        [product-licenses] Submit
       *[licenses-and-apps] Submit change
    }
ui-close = Close
ui-unlicensed = Unlicensed
# Words by which search finds it as well, divided by commas.
ui-unlicensed-search = not licensed, no licence, no license
ui-unlicensed-users = Unlicensed users
ui-licensed-shared-mailboxes = Licensed shared mailboxes
ui-teams-and-groups =
    { $cloud ->
        [germany] Groups
       *[worldwide] Teams & groups
    }
ui-shared-mailboxes = Shared mailboxes
ui-block-sign-in = Block sign-in
ui-sign-in-blocked = Sign-in blocked
ui-sign-in-allowed = Sign-in allowed
ui-assigned = Assigned
ui-available = Available
ui-account = Account
ui-mail = Mail
ui-review = Review
ui-history = History
ui-put-back = Put back
ui-embedded-tenant = Embedded tenant (simulated)
ui-cloud =
    { $cloud ->
        [gcc-high] US Government (GCC High)
        [dod] US Government (DoD)
        [china] Office 365 operated by 21Vianet
        [germany] Office 365 Germany
       *[worldwide] Microsoft 365 worldwide
    }


## article (public): taking the licence of a shared mailbox away in the admin center, step by step; **bold** are its labels

article-title = Remove a licence from a shared mailbox
article-intro = A shared mailbox usually needs no licence. Take it away to give it to somebody else, or to stop paying for it.
article-required = A licence is required when the shared mailbox:
article-required-size = has more than 50 GB in use
article-required-archive = uses in-place archiving
article-required-hold = is on litigation hold
article-required-defender = has a Microsoft Defender licence assigned
article-step-open = In the admin center, go to **{ ui-users }** > [**{ ui-active-users }**]({ $link-active-users }).
article-step-select =
    { $layout ->
        [product-licenses] Select the shared mailbox, then **{ ui-edit }** beside **{ ui-product-licenses }**.
       *[licenses-and-apps] Select the shared mailbox.
    }
article-step-clear =
    { $layout ->
        [product-licenses] On the page **{ ui-product-licenses }**, set the toggle of the licence to **{ ui-off }**.
       *[licenses-and-apps] On the tab **{ ui-licenses-and-apps }**, expand **{ ui-licenses }** and clear the box of the licence.
    }
article-step-save = Select **{ ui-save }**.
article-step-check = Back on **{ ui-active-users }**, the shared mailbox is now **{ ui-unlicensed }**.
article-step-pay =
    { $layout ->
        [product-licenses] You are still paying for the licence. To stop, go to **{ ui-billing }** > [**{ ui-your-products }**]({ $link-products }), select **{ ui-add-remove-licenses }**, type the new total, then **{ ui-submit-change }** and **{ ui-close }**.
       *[licenses-and-apps] You are still paying for the licence. To stop, go to **{ ui-billing }** > [**{ ui-your-products }**]({ $link-products }), select **{ ui-add-remove-licenses }**, type the new total, then **{ ui-submit-change }**.
    }
article-not-here = Licenses are user settings: they are changed on **{ ui-active-users }**, not on [**{ ui-shared-mailboxes }**]({ $link-shared-mailboxes }).


## billing (public): a licence that nobody holds is still paid for; the ways on and the rules of returning it

billing-still-paying =
    { $count ->
        [one] You are still paying for it.
       *[other] You are still paying for them.
    }
billing-available =
    { $count ->
        [one] { $count } licence of { $product } is available again.
       *[other] { $count } licences of { $product } are available again.
    }
billing-pass-on = Pass it on: assign it to another user.
billing-stop-paying =
    { $layout ->
        [product-licenses] Or stop paying: { ui-billing } > { ui-your-products } > { ui-add-remove-licenses } > new total > { ui-submit-change } > { ui-close } ({ $link-products })
       *[licenses-and-apps] Or stop paying: { ui-billing } > { ui-your-products } > { ui-add-remove-licenses } > new total > { ui-submit-change } ({ $link-products })
    }
billing-new-total = Lower { $product } from { $total } to { $count } licences in all.
billing-rule-total = The box takes the new total, not the difference.
billing-rule-assigned = The total cannot go below the number that is assigned: remove the licence from the account first.
billing-rule-mca = Under a Microsoft Customer Agreement the total can go down within 7 days of buying or renewing, and only with recurring billing on; otherwise schedule it for the renewal.
billing-rule-mosa = Under a Microsoft Online Subscription Agreement the total can go down at any time, and the price follows.
billing-rule-prepaid = Licences bought with a product key cannot be returned: renew with a smaller key.
billing-rule-partner = Licences bought from a partner are lowered by that partner.
billing-rule-partner-named = { $name } sold these licences: ask there for a total of { $count }.
billing-rule-trial = A trial is not paid for, so there is nothing to return.
billing-rule-role = Removing a licence takes a License or User Administrator, lowering the total a Billing Administrator.
billing-rule-reassign = Microsoft's terms let a licence change hands once in 90 days, except when somebody leaves for good.
billing-obstacle-unknown = There is no such subscription any more, so nothing was changed. Open the product again.
billing-obstacle-unread = Nothing was changed, because this could not be read: { $why }. Try again.
billing-obstacle-unchanged =
    { $total ->
        [one] The subscription has { $total } licence already; nothing was changed.
       *[other] The subscription has { $total } licences already; nothing was changed.
    }
billing-obstacle-range = The new total must be at least 1, so nothing was changed. To have none, cancel the subscription. The box takes the new total, not the difference.
billing-obstacle-assigned =
    { $total ->
        [one] { $total } licence of this product is assigned, so this subscription needs at least { $count }. Nothing was changed: remove it from the account first.
       *[other] { $total } licences of this product are assigned, so this subscription needs at least { $count }. Nothing was changed: remove licences from accounts first.
    }
billing-obstacle-inactive = The subscription is not active ({ $value }), so nothing was changed. Reactivate it first.
billing-obstacle-trial = The subscription is a trial, so nothing was changed. Buy it first.
billing-obstacle-partner = A partner sold this subscription and alone changes the number; nothing was changed. Ask there.
billing-obstacle-partner-named = { $name } sold this subscription and alone changes the number; nothing was changed. Ask there.
billing-obstacle-representative = A Microsoft representative sold this subscription; nothing was changed. Ask there.
billing-obstacle-prepaid = The subscription was paid with a product key, so its licences cannot be returned and nothing was changed. Renew with a smaller key.
billing-obstacle-credit = A credit check is pending, which takes up to two working days; nothing was changed. Try again when it is done.
billing-obstacle-recurring = Recurring billing is off, so the number cannot go down and nothing was changed. Turn it on first.
billing-obstacle-renewal = The seven days after buying or renewing are over and there is no renewal at which the number could go down; nothing was changed.
billing-obstacle-service = The service refused it: “{ $text }” ({ $code }). Nothing was changed.
billing-state-instructed = Instruction given, nothing sent
billing-state-intended = Begun
billing-state-done = Done
billing-state-scheduled = From { $at } on
billing-state-refused = Refused
billing-state-unconfirmed = Unconfirmed
billing-change = Change { $product } from { $total } to { $count } licences in all
billing-renews = Renews on { $at }.


## shared (public): the page Shared mailboxes

shared-lead = Every shared mailbox of the last review, with what decides whether it needs a licence.
shared-choose = Select a mailbox: its account opens on { ui-active-users }, where a licence can be removed.
shared-count =
    { $count ->
        [one] { $count } shared mailbox
       *[other] { $count } shared mailboxes
    }
shared-archive = Archive
shared-hold = Hold
shared-members = Members
shared-members-show = Show members
shared-members-show-of = Show members of { $name }
shared-members-read-all = Read the members of these mailboxes
shared-members-of = Members of { $name }
shared-members-lead = People and groups with full access: they can open the mailbox. It was read just now; no list of it is kept, and no verdict depends on it.
shared-members-read-at = Members read on { $when }
shared-members-count =
    { $count ->
        [one] { $count } member
       *[other] { $count } members
    }
shared-members-none = No members
shared-members-none-about = Nobody has full access. Whoever has to read this mailbox can be added on Microsoft's page.
shared-members-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
shared-members-gone = no longer in the directory
shared-members-unread = The members are not known. { $why }
shared-members-how = With PowerShell
shared-members-about = Exchange Online PowerShell lists them too, and who may send as the mailbox:
shared-members-open = Open the account
shared-microsoft = { ui-shared-mailboxes } at Microsoft
shared-first = First page
shared-about = About shared mailboxes


## offline (public): the page that reviews exported files

offline-lead = The verdicts from files that you exported yourself. No tenant is asked, and nothing is kept.
offline-private = The files stay in the memory of this program and are forgotten with the answer. Nothing is written to disk, and no connection is made.
offline-files = Exported files, CSV or JSON
offline-drop = Choose them, or drop them here.
offline-limits =
    { $count ->
        [one] { $count } file, { $limit } in all
       *[other] At most { $count } files, { $limit } in all
    }
offline-as-of = Exported on
offline-as-of-about = The day on which the files were made. A usage report says it itself, and that counts.
offline-answer = Show the verdicts as
offline-answer-page = this page
offline-answer-report = a report to keep (HTML)
offline-answer-csv = a table to keep (CSV)
offline-submit = Review the files
offline-again = Review other files
offline-download-report = Download the report
offline-download-csv = Download the table (CSV)
offline-recognised = What the files are
offline-file = File
offline-kind = Recognised as
offline-rows = Rows
offline-true-as-of = True as of
offline-own-date = its own date
offline-given-date = the day you gave
offline-in-the-report = All of them are in the report
offline-keep = Keep the result
offline-keep-large = The result is too large to keep from this page: choose a report or a table in the form.
offline-wanted = What would say more
offline-exports = Exports that can be read
offline-exports-about = A file is known by its columns, not by its name. Begin with the first three; the others are asked for where they can change a verdict.
offline-export-mailboxes = Mailboxes
offline-export-users = Accounts and licences
offline-export-statistics = Sizes
offline-export-mailbox-usage = Sizes, from the usage report
offline-export-onedrive-usage = OneDrive usage
offline-export-active-user-report = Activity of users
offline-export-sign-ins = Last sign-ins
offline-export-products = Products
offline-export-organization = Settings of the organisation
offline-export-active-users = The list Active users
offline-line-center = In the admin center:
offline-no-mailbox = These files hold no shared mailbox. Begin with the export Get-Mailbox below.
offline-failed = Nothing was reviewed
offline-failed-about = { $why } Nothing was kept.
offline-no-file = No file was chosen. Choose at least one export.
offline-no-date = The day on which the files were exported is missing. Without it their age is not known, and what is too old decides nothing.
offline-bad-date = “{ $text }” is no day like 2026-12-31, or it lies in the future. Give the day on which the files were exported.
offline-too-many =
    { $count ->
        [one] More than { $count } file was sent. Send fewer, or use “boxseat review --offline”, which has no limit.
       *[other] More than { $count } files were sent. Send fewer, or use “boxseat review --offline”, which has no limit.
    }
offline-too-large = The files are larger than { $limit } in all. Send fewer or smaller ones, or use “boxseat review --offline”, which has no limit.
offline-broken-form = The form did not arrive whole. Send it again.


## help (public): the page Help: the article around it, related topics, glossary, keys; **bold** are labels, `code` is typed

help-lead = How to remove a licence from a shared mailbox, and what belongs to it.
help-search = Search in help
help-found = Found in help
help-nothing-found = Nothing in help says “{ $text }”. Search for one word of it, or read on.
help-cloud = Cloud
help-cloud-show = Show its steps
help-layout-new = { ui-cloud }, pages as from 2023
help-steps = The steps
help-steps-in = In { ui-cloud }
help-closed = Office 365 Germany closed in October 2021. Its words remain, for the embedded tenant.
help-here = Open it here
help-in-microsoft = Microsoft's own page
help-more-conditions = Boxseat asks more than these four questions: other holds, a quota from before July 2018, who signs in, where the mailbox is mastered. What is not known is never taken for “not needed”.
help-stop-paying = Before the total is lowered
help-related = Related topics
help-back = All of Help
help-glossary = Glossary
help-keys = Keyboard
help-keys-about = Everything works without a keyboard shortcut too. In a text box the keys type.
help-keys-single = Use single keys as commands
help-key-search = Go to the search box
help-key-down = Next row
help-key-up = Row before
help-key-open = Open the row
help-key-close = Close the panel or dialog
help-key-help = Show these keys

help-about-title = About shared mailboxes
help-about-summary = What a shared mailbox is, who may use it, and what it costs.
help-about-many = A shared mailbox belongs to a task instead of a person: **info@**, **support@**, a reception. Several people read and answer its mail, and share its calendar.
help-about-permissions = People open it with their own account, through permissions. **Full Access** opens it and changes what is in it. **Send As** lets mail come from the mailbox itself. **Send on Behalf** shows both names. Full Access alone sends nothing.
help-about-license = Up to 50 GB it needs no licence. Everybody who uses it needs an Exchange Online licence of their own.
help-about-concurrent = About 25 people at a time is what it bears. With more, connections fail and messages appear twice; a Microsoft 365 group serves more people.
help-about-sign-in = Nobody signs in as the mailbox. Block sign-in of its account and keep it blocked: **{ ui-users }** > **{ ui-active-users }** > **{ ui-block-sign-in }**. If somebody does sign in with it, it must be licensed like a person.
help-about-anchor = Its account in the directory is its anchor. Never delete it: the mailbox would go with it.
help-about-outside = Only people of the organisation can be given access. Members can delete messages, and mail from it cannot be encrypted.
help-about-geo = In a tenant with several regions it is licensed like a person's mailbox.

help-create-title = Create a shared mailbox
help-create-summary = A name, an address, members; no licence is used.
help-create-open = As Global or Exchange administrator, go to **{ ui-teams-and-groups }** > [**{ ui-shared-mailboxes }**]({ $link-shared-mailboxes }) and select **Add a shared mailbox**.
help-create-name = Give it a name. The address follows from the name and can be changed. Save.
help-create-members = After some minutes members can be added. They see its mail and the answers to it.
help-create-block = Check that sign-in of its account is blocked. New ones have been made blocked since October 2025; older ones and converted ones may be open.
help-create-shell = In Exchange Online PowerShell: `New-Mailbox -Shared -Name "Info" -DisplayName "Info" -PrimarySmtpAddress info@contoso.com`
help-create-hybrid = With Exchange on premises, create it there: what is made in the cloud alone is unknown to it.

help-configure-title = Configure a shared mailbox
help-configure-summary = Names, forwarding, automatic replies, copies, apps, hold, members.
help-configure-open = Each setting stands on [**{ ui-shared-mailboxes }**]({ $link-shared-mailboxes }): select the mailbox, then **{ ui-edit }** beside the setting, then save.
help-configure-names = **Name and addresses**: other addresses are aliases. The primary address can change once there is an alias.
help-configure-forward = **Forwarding** goes to one address; for several, to a distribution list. It needs no licence.
help-configure-replies = **Automatic replies** are text without pictures, for people inside, or for people inside and outside, never for those outside alone.
help-configure-sent = **Sent items**: an answer stays in the folder of whoever wrote it. Switch on copies, and all members see it in the mailbox too.
help-configure-apps = **Email apps** decides with which programs it may be opened.
help-configure-hold = **Litigation hold** takes a duration, a note and a link. It needs Exchange Online Plan 2, or Plan 1 with the archiving add-on, and then the licence must stay.
help-configure-members = **Members** may open it; their permissions can differ.
help-configure-hidden = **Address list**: a mailbox that is hidden still receives mail, but new members cannot add it in Outlook until it is shown again.

help-convert-title = Convert a user mailbox, and back
help-convert-summary = For somebody who left: first convert, then remove the licence, never the account.
help-convert-license = The mailbox must still hold its licence when it is converted. If that is gone already, assign it again first.
help-convert-how = In the Exchange admin center, select the mailbox under **Recipients** > **Mailboxes** and convert it to a shared mailbox; or type `Set-Mailbox -Identity robin@contoso.com -Type Shared`. Mail, calendar and rules stay.
help-convert-wait = It takes a while. Remove the licence only when the type reads **SharedMailbox**: a user mailbox without a licence is cut off at once and deleted after 30 days.
help-convert-password = The old password works on until sign-in is blocked. Block it.
help-convert-size = Above 50 GB, with an archive or on hold, the licence stays. The review says which of them hold.
help-convert-account = Do not delete the account. If it was deleted, restore it, assign a licence, and wait for the mailbox before converting.
help-convert-hybrid = With Exchange on premises, change the type there too (`Set-RemoteMailbox -Type Shared`). Else synchronisation can turn it back into a user mailbox, which without a licence is lost.
help-convert-back = Back: convert it to a regular mailbox, assign a licence to its account, reset the password, allow sign-in.

help-resolve-title = Resolve issues with shared mailboxes
help-resolve-summary = What goes wrong most often, and what helps.
help-resolve-address = **The address is in use** (“proxy address … is already being used”): another mailbox, group or contact has it. Choose another, or take it away there. The same alias in two domains needs a name of its own first.
help-resolve-send = **No permission to send** just after the mailbox was made or somebody was added: it takes up to an hour to arrive everywhere. Wait, then send again.
help-resolve-full = **It cannot send, or no longer receives**: it is full. Without a licence it stops sending at 49.5 GB and receiving at 50 GB. Delete or move mail, or assign Exchange Online Plan 2.
help-resolve-inherited = **The licence cannot be removed**: a group assigns it. The panel on **{ ui-active-users }** names the group; take the account out of it there.
help-resolve-hold = **The hold is refused**: the licence does not permit it. Assign Exchange Online Plan 2, or Plan 1 with the archiving add-on.
help-resolve-back = **It turned back into a user mailbox**: on premises it is still one. Assign a licence at once, then change the type there.
help-resolve-copies = **Answers are missing from Sent items**: copies are off. Switch them on in the mailbox's settings.
help-resolve-size = **A size is unknown**: the usage reports hide names. Show them in **Settings** > **Org settings** > **Reports**, or let Boxseat read Exchange.
help-resolve-total = **The total cannot be lowered**: licences are still assigned, the 7 days are over, or a partner sold them. See below the steps.

help-term-unlicensed = { ui-unlicensed }
help-term-unlicensed-about = The account holds no product. It is the value in the column { ui-licenses } of { ui-active-users }, and what the article ends with.
help-term-unlicensed-also = { ui-unlicensed-search }
help-term-hold = Litigation hold
help-term-hold-about = Everything in the mailbox is kept, for a legal case, until the hold ends. It needs a licence.
help-term-hold-also = litigation, legal hold
help-term-archive = In-place archive
help-term-archive-about = A second mailbox beside the first, for old mail. It needs a licence, also while it is empty.
help-term-archive-also = in-place archiving, online archive
help-term-box = Clear the box
help-term-box-about = Take the tick away beside the licence, then { ui-save }.
help-term-box-also = uncheck, untick
help-term-shared-page = { ui-shared-mailboxes }
help-term-shared-page-about = Microsoft's page of these mailboxes. Licences are not removed there.
help-term-shared-page-also = shared mailbox page
help-term-assigned = { ui-assigned }, { ui-available }
help-term-assigned-about = Licences that accounts hold, and licences that are paid for and nobody holds.
help-term-assigned-also = free, seats, consumed
help-term-license = Licence, license
help-term-license-about = A product as assigned to an account. Boxseat writes licence; labels and files follow Microsoft's license.
help-term-license-also = SKU, subscription
help-term-verdict = Verdict
help-term-verdict-about = What the rules say of a mailbox: { verdict-removable }, { verdict-required }, { verdict-overlicensed }, { verdict-missing }, { verdict-blocked }, { verdict-unknown } or { verdict-unlicensed }.
help-term-verdict-also = judgement, result
help-term-return = Return, pass on
help-term-return-about = Two ways to go on with a licence that nobody holds: lower the total of the subscription, or assign it to somebody else.
help-term-return-also = reassign, reduce
help-term-put-back = { ui-put-back }
help-term-put-back-about = A change is undone exactly: the same products with the same service plans off, the same sign-in.
help-term-put-back-also = undo, restore
## history (public): the ledger as a page

history-lead = Everything that Boxseat changed or tried to change, in any window and by any command. Nothing here is ever rewritten.
history-nothing-found = No entry matches. Search for a part of the mailbox's name or address, or clear the filter.
history-empty = Nothing was changed yet. What you change, put back or buy is listed here.
history-outcomes = All outcomes
history-every = Every entry, beginnings too
history-verify = Verify the history
history-export-csv = Export (CSV)
history-export-json = Export (JSON)
history-run-alone = This run alone
history-put-back-run = Put back this run
history-put-back-picked = Put back what is selected
history-older = Older entries
history-entry = Entry { $number }
history-may-not = You may look at everything here. Putting back takes the role License Administrator, User Administrator or Global Administrator.
history-total = New total
history-run-started = Run begun
history-run-ended = Run ended


## home (public): the first page of a tenant

home-deciding = Needs a decision
home-near = Near or above 50 GB
home-near-about = Above 50 GB a mailbox without a licence stops receiving. Make it smaller, or give it a licence in time.
home-holds = On hold without a licence
home-holds-about = Keeping a hold takes a licence. Assign one, or end the hold together with whoever asked for it.
home-sign-in = Sign-in allowed
home-sign-in-about = Nobody signs in to a shared mailbox with its own account. Find out who does, or block it.
home-all = Show all of them
home-changes = Since the previous review
home-since = Compared with the review of { $date }
home-no-changes = No verdict changed.
home-moved =
    { $count ->
        [one] { $count } mailbox went from “{ $first }” to “{ $last }”
       *[other] { $count } mailboxes went from “{ $first }” to “{ $last }”
    }
home-new =
    { $count ->
        [one] { $count } mailbox is new: “{ $last }”
       *[other] { $count } mailboxes are new: “{ $last }”
    }
home-gone =
    { $count ->
        [one] { $count } mailbox is gone; it was “{ $first }”
       *[other] { $count } mailboxes are gone; they were “{ $first }”
    }
home-from-to = from “{ $first }” to “{ $last }”
home-came = new, “{ $last }”
home-went = gone, was “{ $first }”
home-chart = Licensed shared mailboxes over time
home-chart-about =
    { $count ->
        [one] One review: { $last } of the licensed shared mailboxes did not need their licence.
       *[other] { $count } reviews. At the first, { $first } of the licensed shared mailboxes did not need their licence; at the last, { $last }.
    }
home-can-go = Licence not needed
home-must-stay = Licence stays
home-as-table = The same as a table
home-reviewed = Reviewed
home-begin = Nothing is known of this tenant yet
home-begin-about = A review reads products, licensed accounts and shared mailboxes, and says of each mailbox whether it needs its licence. It changes nothing.
home-begin-now = Review now
home-see-review = See the review
home-saving = a month for licences that can go
home-saving-example = a month for licences that can go (example prices)
home-saving-at-least = a month at least for licences that can go
home-chart-first = One review so far. Each one that follows is drawn here, so that you see it change.


## run (public): runs of plans, proposals, and what goes on in the background

run-title = Run
run-progress =
    { $total ->
        [one] { $done } of { $total } step
       *[other] { $done } of { $total } steps
    }
run-pace = { $count } a minute, about { $duration } left
run-how-far = Progress
run-may-close = You may close this page: that stops nothing, and whoever opens it later sees the same.
run-began = Begun by { $name } on { $when }
run-ended = Ended on { $when }
run-waiting = Waiting
run-steps = Steps
run-beginning = It is about to begin
run-beginning-about = What an earlier run left open is settled first. Nothing was changed yet.
run-not-begun = It did not begin
run-not-begun-about = { $why } Nothing was changed. Make the proposal again when that is solved.
run-broken-about = It broke off without saying why. What was done is in the history; make the proposal again.
run-on-its-way = On its way; it is done once it was read back
run-stopped = It was interrupted
run-stopped-about = Whatever ran it stopped before the end. What was done stays done; a step that was begun may or may not have been made. “{ run-finish }” finds out and does the rest, and “boxseat resume” does the same.
run-stopped-because = { $why } What was done stays done; a step that was begun may or may not have been made. “{ run-finish }” finds out and does the rest, and “boxseat resume” does the same.
run-finish = Finish
run-available = Available again
run-ways-on = What you can do:
run-pass-on = Pass it on to a user
run-stop-paying = Stop paying for it
run-of = { $first } of { $last }
run-proposal = What would change
run-nothing-changes = Nothing would change
run-would-remove = Remove { $first } from { $last }
run-would-put-back = Put back { $first } on { $last }
run-nothing-yet = Nothing was changed yet. Each account is read again just before its own change.
run-will-change = What changes
run-ends = What ends with it
run-cannot-come-back = What cannot be put back later
run-will-stay = What stays as it is
run-alone = Look at this one alone
run-all-the-same = Remove it all the same
run-override-it = Override:
run-acknowledge-it = Acknowledge:
run-name-of-mailbox = Type the name of the mailbox
run-reason = The reason, for the history
run-see = See what would change
run-type-number = Type the number of mailboxes, { $number }
run-run = Make these changes
run-leave = Cancel
run-back = Back
run-lost = { $text }: { $list }
run-answered = Answered for: { $text }
run-answered-because = Answered for: { $text } (“{ $why }”)
run-new-review = New review
run-under-way = A review is under way
run-reviewing = The tenant is read, and every shared mailbox is assessed. Nothing is changed.
run-review-failed = { $why } Nothing was changed, and the last review is still there.
run-review-broken = The review broke off without saying why. Nothing was changed, and the last review is still there. Begin it again.
run-proposing = The mailboxes are read afresh. Nothing is changed.
run-proposal-failed = { $why } Nothing was changed. When that is solved, go back and ask again.
run-proposal-broken = The reading broke off without saying why. Nothing was changed. Go back and ask again.
run-reading-tenant = Products and subscriptions are read
run-reading-reports = Usage reports are read
run-reading-accounts = Licensed users read: { $text }
run-reading-mailboxes = Mailboxes read: { $text }
run-reading-sizes = Sizes read: { $text }
run-reading-sign-ins = Sign-ins read: { $text }
run-reading-mail-apps = Mail settings read: { $text }
run-assessing = Mailboxes assessed: { $text }
run-line-left = { $text }, about { $duration } left
run-pick = Select { $name }
run-pick-group =
    { $count ->
        [one] Select it
       *[other] Select all { $count }
    }
run-picked = With what is selected
run-only-product = Which licences
run-any-product = All that can go
run-leave-alone = Leave some mailboxes alone
run-leave-alone-which = Their addresses, one a line
run-leave-alone-why = Why they are left alone
run-everything = See everything that can go
run-may-not = You may look at everything here. Removing licences takes the role License Administrator, User Administrator or Global Administrator.
run-may-not-block = Blocking sign-in takes the role User Administrator or Global Administrator.
run-read-only = This connection is read-only: nothing can be changed through it.
run-refused = { $why } Nothing was changed.
run-bad-form = Form not understood
run-bad-form-about = What was sent does not come from a page of Boxseat as it is now. Nothing was changed. Open the page again and fill it in anew.
run-nothing-picked = Nothing was selected
run-nothing-picked-about = No mailbox was selected, and nothing was changed. Go back and select at least one.
run-one-by-one = One mailbox at a time
run-one-by-one-about = Conditions are acknowledged and overridden for one mailbox at a time. Nothing was changed. Select one mailbox only.
run-name-not-typed = The name does not match
run-name-not-typed-about = To override a condition, type the mailbox's name: { $name }. Nothing was changed. Go back and type it.
run-no-reason = The reason is missing
run-no-reason-about = Overriding a condition takes a reason, which the history keeps. Nothing was changed. Go back and give one.
run-number-not-typed = The number does not match
run-number-not-typed-about =
    { $count ->
        [one] This changes { $count } mailbox. Nothing was changed yet. Go back and type that number.
       *[other] This changes { $count } mailboxes. Nothing was changed yet. Go back and type that number.
    }
run-no-proposal = This proposal is no longer there
run-no-proposal-about = A proposal is kept for a while, for whoever asked for it, and not beyond a restart of Boxseat; or this page showed another plan. Nothing was changed. Ask for it again from the review.
run-no-run = Run not found
run-no-run-about = The history knows no run “{ $text }”, and nothing was changed. Choose a run in the history.


## products (public): Your products (Subscriptions) and Licenses

products-lead = What this tenant pays for, read now from Microsoft Graph. A row is a subscription; { ui-assigned } and { ui-available } count all subscriptions of its product.
products-licenses-lead = Each product with all its subscriptions together, read now from Microsoft Graph.
products-product = Product
products-status = Status
products-next = Renews or ends
products-sold-by = Sold by
products-holders = Who holds it
products-not-needed = On shared mailboxes that don't need it
products-not-needed-count =
    { $count ->
        [one] { $count } can go
       *[other] { $count } can go
    }
products-after-blocking =
    { $count ->
        [one] { $count } more once sign-in is blocked
       *[other] { $count } more once sign-in is blocked
    }
products-not-reviewed = not reviewed yet
products-as-reviewed = As the review of { $when } found.
products-in-grace =
    { $count ->
        [one] { $count } of them in grace after expiry
       *[other] { $count } of them in grace after expiry
    }
products-suspended =
    { $count ->
        [one] { $count } suspended: cannot be assigned
       *[other] { $count } suspended: cannot be assigned
    }
products-of-organisation = for the organisation, not for people
products-free = costs nothing
products-unknown = Not known
products-status-enabled = Active
products-status-warning = Expired, in grace
products-status-suspended = Suspended
products-status-locked-out = Locked out
products-status-deleted = Deleted
products-renews = Renews on { $at }
products-ends = Ends on { $at }
products-renews-or-ends = Renews or ends on { $at }
products-trial-ends = Trial, ends on { $at }
products-declines = Next stage on { $at }
products-trial = Trial
products-microsoft = Microsoft
products-partner = A partner
products-partner-named = { $name } (partner)
products-representative = A Microsoft representative
products-agreement = Agreement
products-agreement-mca = Microsoft Customer Agreement
products-agreement-mosa = Microsoft Online Subscription Agreement
products-agreement-prepaid = product key
products-recurring-on = recurring billing on
products-recurring-off = recurring billing off
products-reduce-until = can be lowered at once until { $when }
products-scheduled =
    { $count ->
        [one] { $count } licence from the renewal on
       *[other] { $count } licences from the renewal on
    }
products-credit-check = credit check pending
products-bought = Bought on
products-subscription = Subscription
products-no-subscription = no subscription is listed for it
products-others = Subscriptions of products that are not in use any more
products-empty = This tenant owns no product.
products-gap = The products could not be read: { $why }. Nothing is taken for none; load the page again.
products-subscriptions-gap = The subscriptions are not known: { $why }. What follows is the products without them.
products-not-found = Subscription not found
products-not-found-about = “{ $text }” is no subscription of this tenant, or not any more. Go back to { ui-your-products } and choose one.
products-unread = Not read
products-gap-of-subscriptions = The subscriptions could not be read: { $why }. Nothing was changed; load the page again.
products-billing-gap = What only billing knows could not be read: { $why }.
products-microsoft-page = { ui-your-products } at Microsoft
products-back = { ui-billing } > { ui-your-products }
products-least =
    { $count ->
        [one] At least { $count }: so many are assigned and no other subscription covers them.
       *[other] At least { $count }: so many are assigned and no other subscription covers them.
    }
products-new-total = The new total, not the difference.
products-real = This tenant has a stand-in for Microsoft's billing: the number is really changed there, and read back.
products-by-hand = Microsoft has no interface for this number. Submitting sends nothing: you get the exact steps, and Boxseat watches until the new total is there.
products-by-seller = Whoever sold it changes this number. Submitting sends nothing: you get the exact steps, and Boxseat watches until the new total is there.
products-denied = Your role cannot change the total. That takes a Billing Administrator or a Global Administrator; a License or User Administrator assigns and removes licences.
products-denied-ask = You can still see what to ask for.
products-show = Show what to ask for
products-refused = Nothing was changed
products-differs = The total changed meanwhile: the page showed { $total }, now it is { $count }. Nothing was changed; look again, then submit anew.
products-not-a-number = “{ $text }” is not a whole number, so nothing was changed. Type the new total.
products-changed = Changed, and read back
products-changed-about =
    { $count ->
        [one] The subscription has { $count } licence in all; it had { $total }.
       *[other] The subscription has { $count } licences in all; it had { $total }.
    }
products-available-now =
    { $count ->
        [one] { $count } licence of the product is available.
       *[other] { $count } licences of the product are available.
    }
products-would-submit = It can be submitted here, by a Billing or Global Administrator, and holds at once.
products-would-schedule = It can be submitted here, by a Billing or Global Administrator, and holds from { $at } on.
products-instruction = What to do
products-instruction-about = Nothing was sent. A person changes the number, with the role Billing Administrator or Global Administrator:
products-step-open = In the admin center, go to **{ ui-billing } > { ui-your-products }** ([Microsoft's page]({ $link-products })).
products-step-select = Select **{ $product }**, then **{ ui-add-remove-licenses }**.
products-step-total = In **{ ui-total-licenses }**, type **{ $count }**. It is { $total } now.
products-step-submit =
    { $layout ->
        [product-licenses] Select **{ ui-submit-change }**, then **{ ui-close }**.
       *[licenses-and-apps] Select **{ ui-submit-change }**.
    }
products-ask-partner =
    { $count ->
        [one] A partner sold these licences: ask there for a total of { $count }. It is { $total } now.
       *[other] A partner sold these licences: ask there for a total of { $count }. It is { $total } now.
    }
products-ask-partner-named =
    { $count ->
        [one] { $name } sold these licences: ask there for a total of { $count }. It is { $total } now.
       *[other] { $name } sold these licences: ask there for a total of { $count }. It is { $total } now.
    }
products-ask-representative =
    { $count ->
        [one] A Microsoft representative sold these licences: ask there for a total of { $count }. It is { $total } now.
       *[other] A Microsoft representative sold these licences: ask there for a total of { $count }. It is { $total } now.
    }
products-before = Before { $when }: then the term renews or ends with the old number. A partner may need it earlier.
products-watches = Awaited totals
products-watches-about = While these pages are served, Boxseat reads the subscriptions and the products every quarter of an hour, and notes in the history when the new total is there.
products-watch = { $product }: from { $total } to { $count }
products-watch-waiting = Not there yet
products-watch-half = The subscription has it; the product does not show it yet
products-watch-reached = It is there
products-watch-other =
    { $count ->
        [one] It has { $count } licence now, neither the old nor the new number
       *[other] It has { $count } licences now, neither the old nor the new number
    }
products-watch-gone = The subscription is not there any more
products-watch-unread = It could not be read
products-watch-scheduled = Taken; it holds from { $at } on
products-watch-asked = asked for by { $name } on { $when }
products-watch-checked = last read { $text }
products-check = Check now
products-stop = Stop watching
products-take-off = Take it off the list


## cli (public): what the command line says

cli-licenses =
    { $count ->
        [one] { $count } licence
       *[other] { $count } licences
    }
cli-mailboxes =
    { $count ->
        [one] { $count } mailbox
       *[other] { $count } mailboxes
    }
cli-progress-connect = Connecting to { $host }
cli-progress-seed = Making the sample organisation { $name }
cli-progress-tenant = Reading products and subscriptions
cli-progress-reports = Reading usage reports
cli-progress-users = Reading licensed users: { $done }
cli-progress-mailboxes = Reading mailboxes: { $done }
cli-progress-statistics = Reading sizes: { $done } of { $total }
cli-progress-sign-ins = Reading sign-ins: { $done } of { $total }
cli-progress-mail-apps = Reading mail settings: { $done } of { $total }
cli-progress-assess = Assessing: { $done } of { $total }
cli-progress-settle =
    { $count ->
        [one] Settling { $count } step that an earlier command left open
       *[other] Settling { $count } steps that an earlier command left open
    }
cli-progress-apply = Removing: { $done } of { $total }
cli-progress-restore = Putting back: { $done } of { $total }
cli-progress-read-back = Waiting until the service shows it: { $done } of { $total } ({ $old })
cli-progress-throttled = The service asks to wait { $old }
cli-requests =
    { $count ->
        [one] { $count } request in { $old }
       *[other] { $count } requests in { $old }
    }
cli-embedded = Embedded tenant (simulated): { $name }
cli-reviewed = { $tenant }, reviewed { $when }
cli-page = The admin centre: { $address }
cli-page-link = Sign in once with: { $address }
cli-page-enter = Enter prints another link, Ctrl-C ends it.
cli-page-stop = Ctrl-C ends it.
cli-admin-is = The local administrator is “{ $name }”, set on { $when }.
cli-admin-none = There is no local administrator.
cli-admin-set = The local administrator is “{ $name }” now.
cli-admin-removed = The local administrator “{ $name }” is removed.
cli-admin-password = Password (15 characters or more):
cli-admin-password-again = Once more:
cli-ready = The embedded tenant answers at { $address }
cli-ca-key = Its key is in { $path }; keep it to yourself.
cli-ca-never-install = Point one program at the certificate, and never install it in a system or a browser. It is good for { $count } days.
cli-public-client = The id of the public client: { $value }
cli-header-user-name = Sign-in name
cli-header-password = Password
cli-header-roles = Roles
cli-header-mailbox = Mailbox
cli-header-address = Address
cli-header-verdict = Verdict
cli-header-reasons = Reasons
cli-header-licenses = Licenses
cli-header-license = License
cli-header-size = Size
cli-header-cost = Per month
cli-header-fact = Fact
cli-header-value = Value
cli-header-source = Source
cli-header-as-of = True as of
cli-header-read = Read
cli-header-age = Age
cli-header-remedy = What to do
cli-header-assigned-by = Assigned by
cli-header-ends = Ends with it
cli-header-good-for = Good for
cli-header-change = Change
cli-header-when = When
cli-header-who = Who
cli-header-before = Before
cli-header-after = After
cli-header-outcome = Outcome
cli-assigned-direct = directly
cli-none-directly = none of its own
cli-usage-location = usage location { $code }
cli-no-usage-location = no usage location
cli-assigned-group = group { $group }
cli-empty-review = Nothing matches. Without --verdict and --mailbox, review shows every shared mailbox.
cli-left-out =
    { $count ->
        [one] { $count } shared mailbox holds no licence and needs none; “boxseat review” lists it too.
       *[other] { $count } shared mailboxes hold no licence and need none; “boxseat review” lists them too.
    }
cli-empty-history = Nothing was changed yet.
cli-nothing-to-resume = No earlier command left anything open.
cli-verified =
    { $count ->
        [one] The ledger is whole: { $count } entry, its hash fits.
       *[other] The ledger is whole: { $count } entries, every hash fits.
    }
cli-nothing-to-remove = No licence can go now. “boxseat review” says why for each mailbox.
cli-next = What to type next
cli-next-show = everything about one mailbox
cli-next-dry-run = what would change, without changing it
cli-next-remove =
    { $count ->
        [one] remove the licence that is not needed
       *[other] remove the { $count } licences that are not needed
    }
cli-next-history = what was changed, and by whom
cli-next-restore = put a change back
cli-next-review = review again
cli-will-change = This will change:
cli-will-not-change = This stays as it is:
cli-will-end = Ends with { $product }:
cli-will-end-of = Ends with { $product } ({ $list }):
cli-will-end-more = also: { $list }
cli-will-end-nothing = Nothing else ends with { $product }.
cli-cannot-come-back = This cannot be put back later:
cli-lost-product = { $product } ({ $list }): the subscription is suspended, expired or too small, so it could not be assigned again
cli-lost-location = Any licence of { $list }: without a usage location the service assigns none
cli-tenant = In the tenant { $tenant } ({ $host })
cli-dry-run = Nothing was changed (--dry-run).
cli-confirm-remove = Remove { $first } from { $last }?
cli-confirm-restore = Put back { $first } on { $last }?
cli-confirm-block = Sign-in is blocked as well.
cli-confirm-keys = [y/N]
# What counts as yes, in small letters, divided by spaces.
cli-confirm-answers = y yes
cli-confirm-number = Type the number { $number } to go on:
cli-confirm-yes = Add --yes to go on without being asked.
cli-confirm-max =
    { $count ->
        [one] This changes { $count } mailbox. Run it in a terminal and type the number, or add --yes and --max.
       *[other] This changes { $count } mailboxes. Run it in a terminal and type the number, or add --yes and --max.
    }
cli-declined = Nothing was changed.
cli-refused = { $account } keeps its licence: { $why }
cli-refused-ack = { $account } keeps its licence: { $why }. To remove it all the same: --ack { $code }
cli-refused-override = { $account } keeps its licence: { $why }. To remove it all the same: --override { $code } --reason TEXT
cli-refused-never = { $account } keeps its licence: { $why }. This cannot be overridden.
cli-excluded = { $account } is excluded: { $text }
cli-excluded-until = { $account } is excluded until { $at }: { $text }
cli-removed = { $account } is now { ui-unlicensed }.
cli-step-done = { $account }: { $action }
cli-left = { $account } still holds { $list }.
cli-restored = { $account } holds { $list } again.
cli-unconfirmed = { $account }: unconfirmed. The change may have been made; “boxseat review” finds out.
cli-step-failed = { $account }: { $why }
cli-quota-after = { $account } has a quota of { $quota } now.
cli-settled =
    { $count ->
        [one] { $count } step that an earlier command left open was settled.
       *[other] { $count } steps that an earlier command left open were settled.
    }
cli-total-removed = { $first } removed from { $last }.
cli-total-refused =
    { $count ->
        [one] { $count } mailbox was refused.
       *[other] { $count } mailboxes were refused.
    }
cli-total-unconfirmed =
    { $count ->
        [one] { $count } mailbox is unconfirmed.
       *[other] { $count } mailboxes are unconfirmed.
    }
cli-undo = To put it back: { $command }
cli-change = Change { $number }: { $action }
cli-offline =
    { $count ->
        [one] From { $count } exported file; no tenant was asked
       *[other] From { $count } exported files; no tenant was asked
    }
cli-offline-own-date = { $path }: { $name }, rows: { $count }, true as of { $when } (its own date)
cli-offline-as-of = { $path }: { $name }, rows: { $count }, true as of { $when } (--as-of)
cli-offline-modified = { $path }: { $name }, rows: { $count }, true as of { $when } (when the file was last changed)
cli-offline-one-page = { $path } is one page of several. Export the others too; what it lacks counts as unknown.
cli-offline-concealed = { $path } hides names, so its rows belong to nobody. Show names in Settings > Org settings > Reports, and export it again.
cli-offline-catalogue = What is in a product comes from Boxseat's own list, and none counts as expired; an export of products says it for this tenant.
cli-offline-wanted = To say more:
cli-offline-export =
    { $count ->
        [one] for { $count } mailbox ({ $list })
       *[other] for { $count } mailboxes ({ $list })
    }
cli-offline-again =
    { $count ->
        [one] for { $count } mailbox ({ $list }): the file that was given does not say it, or is too old. Export it again.
       *[other] for { $count } mailboxes ({ $list }): the file that was given does not say it, or is too old. Export it again.
    }
cli-offline-exchange = Run this line in Exchange Online PowerShell:
cli-offline-graph = Run this line in Microsoft Graph PowerShell:
cli-exit-done = Done, and read back.
cli-exit-failed = Something failed that is not listed here.
cli-exit-usage = The command was not understood. Nothing was changed.
cli-exit-refused = Refused: a verdict, an exclusion or the connection does not allow it. Nothing was changed.
cli-exit-partial = Some was done and some was not; the list says which.
cli-exit-unconfirmed = Sent, but it could not be read back in time. The next review settles it.
cli-exit-declined = Not confirmed. Nothing was changed.
cli-exit-access = The sign-in or a permission is missing. Nothing was changed.
cli-exit-busy = Another Boxseat is changing the tenant. Nothing was changed.
cli-exit-unreachable = The tenant could not be reached. Nothing was changed.
cli-exit-local = A file, the data folder or a port of this machine is in the way. Nothing was changed.
cli-exit-stopped = Stopped by Ctrl-C or SIGTERM. What was begun is settled by the next command; “boxseat resume” does the rest.
cli-stopping = Finishing what was begun; nothing more is begun. Ask again to end at once.
cli-stopped = Stopped. What was begun is settled by the next command.
cli-stopped-left =
    { $count ->
        [one] Stopped as asked: { $count } change was not begun. What was begun is done and in the history. To do the rest: { $command }
       *[other] Stopped as asked: { $count } changes were not begun. What was begun is done and in the history. To do the rest: { $command }
    }
cli-stopped-open = Stopped before everything that was begun was read back. Each change is noted, and none is made twice. To find out what came of it and do the rest: { $command }


## error (public): what went wrong, where, and what to do

error-title = Error
error-hint = What to do
error-unknown-mailbox = No mailbox answers to “{ $name }”. Use its address, its sign-in name or its id; “boxseat review” lists them.
error-ambiguous-mailbox =
    { $count ->
        [one] “{ $name }” names { $count } mailbox: { $list }. Use the address.
       *[other] “{ $name }” names { $count } mailboxes: { $list }. Use the address of one.
    }
error-not-held = { $account } does not hold { $product }. It holds { $list }.
error-holds-nothing = { $account } holds no licence.
error-nothing-to-put-back = { $account } is as it was before; there is nothing to put back.
error-not-recorded = The history does not say how { $account } was, so it cannot be put back.
error-changed-since = { $account } was changed by others since ({ $text }), and putting it back would undo that. Change it by hand.
error-no-usage-location = { $account } has no usage location, and without one the service assigns no licence. Set it in { ui-users } > { ui-active-users }, then put it back.
error-bad-usage-location = “{ $text }” is no country. Use its two letters, such as NL or US.
error-usage-location-unknown = It could not be read which usage location { $account } has, so it was not changed. Open the account again.
error-usage-location-changed = The usage location of { $account } was changed by others since (now { $code }), and putting it back would undo that. Change it by hand.
error-usage-location-cleared = The usage location of { $account } was changed by others since (it has none now), and putting it back would undo that. Change it by hand.
error-none-available =
    { $count ->
        [one] { $count } licence of { $product } is needed and { $text } are available. Take one back elsewhere, or buy one.
       *[other] { $count } licences of { $product } are needed and { $text } are available. Take some back elsewhere, or buy some.
    }
error-unknown-product = No product is called “{ $name }”. Use its name, its part number or its id; “boxseat show” lists what a mailbox holds.
error-ambiguous-product = “{ $name }” names several products: { $list }. Use the id of one.
error-unknown-change = There is no change “{ $name }”. “boxseat history” lists them.
error-unknown-code = “{ $code }” is not a reason. The reasons are: { $list }
error-override-needs-reason = --override { $code } needs --reason TEXT: why the licence may go all the same.
error-override-named-only = --ack and --override are for mailboxes that are named one by one, not for --all-removable or --from.
error-not-overridable = These cannot be overridden: { $list }. --override is for a reason for which a licence must stay.
error-not-acknowledgeable = --ack { $code } does not clear this ({ $text }). It is for reasons that may go once acknowledged.
error-too-many =
    { $count ->
        [one] This changes { $count } mailbox and --max allows { $number }. Raise --max, or name fewer.
       *[other] This changes { $count } mailboxes and --max allows { $number }. Raise --max, or name fewer.
    }
error-not-a-terminal = Nobody can be asked here. Add --yes, or --dry-run to see what would change.
error-language = Boxseat does not speak “{ $text }”. It speaks en and nl.
error-assume-form = “{ $text }” is not of the form N=WAY, such as quota-text=null. docs/assumptions.md lists them; nothing was turned.
error-assume-unknown = There is no assumption “{ $text }” that could be turned, and nothing was turned. There are: { $list }
error-assume-no-switch = Assumption { $name } has no switch; docs/assumptions.md says why. Nothing was turned.
error-assume-unknown-way = Assumption { $name } has no way “{ $text }”, and nothing was turned. There are: { $list }
error-denied = { $name } has no role that may do this. { $right ->
        [assign] It takes the role License Administrator, User Administrator or Global Administrator.
        [buy] It takes the role Billing Administrator or Global Administrator.
        [settings] It takes the role License Administrator, User Administrator, Billing Administrator or Global Administrator.
        [sign_in] It takes the role User Administrator or Global Administrator.
       *[read] It takes an account of this organisation.
    }
error-secret = { $host } does not accept the client secret of application { $name }. Make a new secret in Entra and write it into the connect file.
error-application = { $host } does not know the application { $name }. Check clientId and tenantId in the connect file.
error-permission = { $host } refuses: { $permission } is not granted. Have an administrator grant it to the application, then try again.
error-exchange-role = Exchange refuses: the application needs the permission { $permission } and a role in Exchange. Grant both, then try again.
error-host-down = { $host } cannot be reached: { $why }. Check the network and the connect file, then try again.
error-proxy = The proxy { $host } does not let the request through: { $why }. Check HTTPS_PROXY.
error-certificate = The certificate of { $host } is not trusted: { $why }. Name its authority in caFile of the connect file.
error-timeout = { $host } did not answer within { $longest }. Try again later.
error-throttled = { $host } kept asking to wait, for { $old } in all. Try again later.
error-service = { $host } answered { $code }: “{ $text }”
error-request = Request id for Microsoft's support: { $request }
error-answer = The answer of { $host } cannot be understood: { $why }. Nothing was concluded from it.
error-short-list = The list from { $host } is not complete: { $why }. Nothing was concluded from it.
error-report-column = The usage report { $name } no longer has the column “{ $value }”. Sizes are read from Exchange instead, if the application may.
error-unparsable-size = The size “{ $value }” of { $account } cannot be understood. It counts as unknown, never as zero.
error-read-only = The connection to { $host } is read-only. To write, add "write": true to { $path }.
error-wrong-tenant = The plan is for another tenant than { $tenant }. Nothing was sent.
error-connect-file = The connect file { $path } cannot be used: { $why }
error-connect-open = The connect file { $path } holds a secret and others may read it (mode { $code }). Run: chmod 600 { $path }
error-file-missing = { $path } does not exist.
error-no-mailbox-named = { $path } names no mailbox.
error-file-unreadable = { $path } cannot be read: { $why }
error-file-unwritable = { $path } cannot be written: { $why }
error-file-line = { $path }, line { $number }: { $why }
error-export-empty = { $path } is empty: the command that wrote it found nothing, or was stopped. Export it again.
error-export-encoding = { $path }, line { $number }, column { $value }: this is neither UTF-8 nor UTF-16. Save it as UTF-8, or export it with -Encoding utf8.
error-export-broken = { $path }, line { $number }, column { $value }: { $why }. Export it again, and do not edit it in between.
error-export-unknown = { $path } is no export that Boxseat knows: it has { $list }. docs/offline.md lists the exports, each with the line that makes it.
error-export-future = --as-of { $text } lies in the future. Give the day on which the files were exported.
error-export-date = --as-of { $text } is no day like 2026-12-31, and no time like 2026-12-31T14:00:00Z.
error-prices = The price list { $path } cannot be used: { $why }
error-prices-unknown = { $path } names “{ $code }”, which is no product. Use its part number, such as SPE_E3.
error-exclusions = The exclusions { $path } cannot be used: { $why }
error-policy = The policy { $name } cannot be used: { $why }
error-foreign-data = { $path } is not a data folder of Boxseat: { $why }. Choose another with --data.
error-newer-data = The data folder { $path } was written by a newer Boxseat. Use that one, or another folder with --data.
error-data-busy = Another Boxseat is writing in { $path } ({ $name }). Wait until it has finished.
error-data-busy-unnamed = Another Boxseat is writing in { $path }. Wait until it has finished.
error-damaged-data = The data folder { $path } is damaged: { $why }. Keep it, and put back a copy.
error-other-organisation = { $path } holds another sample organisation already ({ $name }). Leave those options out, or choose another folder with --data.
error-other-sample = { $path } is a sample organisation of another version of Boxseat. Delete that file to make a new one, or choose another folder with --data.
error-damaged-ledger = The ledger in { $path } is damaged at entry { $number }: its hash does not match. Nothing is written to it; keep the file and restore a copy.
error-port = The port of { $address } is in use. Choose another with --listen, or 0 for any.
error-listen = { $address } cannot be listened on: { $why }
error-one-tenant = This command works on one tenant, and several connect files were given. Give one --connect.
error-exposed = { $address } can be reached by other machines, and nothing protects what is sent. Nothing is served. Give --tls-cert and --tls-key, or --behind-proxy with the address of a proxy that ends HTTPS, or listen on 127.0.0.1.
error-tls = The certificate or its key cannot be used: { $why }. Nothing is served. Give --tls-cert and --tls-key as PEM files that belong together.
error-proxy-address = --behind-proxy { $text } is no address of a proxy. Give it as people type it, without a path: https://boxseat.contoso.com
error-no-link = A one-time link leads to the embedded tenant only, and only from this machine. Leave out “link” from --sign-in.
error-admin-name = “{ $name }” cannot be the local administrator's name. Use letters, digits, hyphens, dots and underscores.
error-password-short = The password has fewer than 15 characters. Nothing was set. There is no second factor, so choose a longer one: a few words will do.
error-password-long = The password has more than 1,024 bytes. Nothing was set. Choose a shorter one.
error-passwords-differ = The two passwords are not the same. Nothing was set. Run the command again.
error-not-loopback = { $address } is not an address of this machine alone, and the embedded tenant answers this machine only. Use 127.0.0.1 or [::1].
error-output = The output cannot be written: { $why }
error-disk-full = The disk that holds { $path } is full. What was begun is noted; make room, then run “boxseat review”.
error-lost-answer = The answer to a write was lost. “boxseat review” finds out what became of it.
error-unknown-account = The directory holds no account “{ $name }”. Use its sign-in name or its id.
error-unsound-plan = The plan did not pass its own check ({ $why }), so nothing was sent. Make a new plan.
error-bad-cursor = This is no place in the list. Begin again at its first page.
error-not-offered = This cloud, or the plan of the tenant, does not have { $name }.
error-setting-policy = No policy is called “{ $name }”, so nothing was changed. Choose one of the list.
error-setting-price = The price of { $name } is below zero, so nothing was changed. Use 0 for what costs nothing.
error-setting-mailbox = The exclusion names no mailbox, so nothing was changed. Use its address, its sign-in name or its id.
error-setting-reason = The exclusion has no reason, so nothing was changed. Say why the mailbox is left alone.
error-setting-over = The last day of the exclusion is over, so nothing was changed. Use a day that is still to come, or none.
error-setting-layout = The licence page of this cloud has always had one layout, so nothing was changed.
error-unexpected = This should not have happened: { $why }. Please report it.

## probe (public): what is assumed of the services, looked at on a tenant
probe-reading = Looking at what can be seen by reading …
probe-number = No.
probe-assumption = Assumption
probe-outcome = Outcome
probe-forms = Seen
probe-confirmed = As assumed
probe-contradicted = Otherwise
probe-nothing-there = Not seen: there is nothing of the kind
probe-not-readable = Not seen: it could not be read
probe-summary =
    { $total ->
        [one] { $total } assumption was looked at: { $done } as assumed, { $count } otherwise.
       *[other] { $total } assumptions were looked at: { $done } as assumed, { $count } otherwise.
    }
probe-not-read =
    { $count ->
        [one] { $count } more cannot be seen by reading. docs/assumptions.md says what each is, and why.
       *[other] { $count } more cannot be seen by reading. docs/assumptions.md says what each is, and why.
    }
probe-written = Written to { $path }: numbers, outcomes and forms. No name, id, address or token is in it; look it through, and send it in.
probe-embedded = This is the embedded tenant, so it shows what it was made to show.
probe-there = { $path } is there already and was left as it is. The tenant was not asked. Move that file away, or name another with --out.
probe-unwritable = { $path } cannot be made: { $why }. The tenant was not asked. Name a file in a folder that you may write to with --out.
probe-unwritten = The result could not be written to { $path }: { $why }. The tenant was only read. Make room or name another file with --out, and look again.

## web (public): what the pages and the report say

web-skip = Skip to the content
web-navigation = Pages
web-language = Language
web-home = Home
web-offline = Offline
web-connections = Connections
web-settings = Settings
web-help = Help
web-title = Shared mailbox licences
web-report-title = Shared mailbox licences of { $tenant }
web-read = Read on { $when } ({ $text })
web-read-by =
    { $count ->
        [one] in { $count } request
       *[other] in { $count } requests
    }
web-policy = policy { $name }
web-overview = What to do
web-group-removable = Can be removed now
web-group-removable-about = No licence is needed. It can be taken back now, and put back exactly as it was.
web-group-once-blocked = Can be removed once sign-in is blocked
web-group-once-blocked-about = Nothing but the account's sign-in stands against it. Block sign-in if nobody and nothing signs in with it.
web-group-required = Must stay
web-group-required-about = A licence is required, and what is held fits.
web-group-blocked = Blocked until something is done
web-group-blocked-about = No licence can go before what stands in the way has been dealt with.
web-group-unknown = Unknown
web-group-unknown-about = A fact that could change the verdict could not be read. Until it is, the licence stays.
web-group-overlicensed = A cheaper product would do
web-group-overlicensed-about = A licence is required, but not one this large.
web-group-missing = A licence is missing
web-group-missing-about = A licence is required, and nothing that is held suffices.
web-group-unlicensed = No licence, and none needed
web-group-unlicensed-about = Nothing to do.
web-group-leavers = Leavers not converted
web-group-leavers-about = Licensed user mailboxes whose sign-in is blocked. As shared mailboxes they may do without a licence. They are not counted above.
web-leavers-unknown = Which licensed user mailboxes have sign-in blocked is not known: { $why }.
web-saving = Saving: { $text }
web-cost = Cost: { $text }
web-example-prices = The prices are examples. Give your own in Settings, or with --prices.
web-example-prices-here = The prices are examples.
web-own-prices = Enter your own
web-filter = Filter
web-filter-all = Everything
web-filter-show = Show
web-filter-clear = Clear the filter
web-search = Name or address
web-shown = { $count } of { $total } shown
web-show-all = Show all { $count }
web-next = Next page
web-empty-search = No shared mailbox matches. Search for a part of its name or address, or clear the filter.
web-empty-tenant = The last review found no shared mailbox.
web-to-home = Go to Home
web-open-account = Open in { ui-active-users }
web-copy = Copy
web-copied = Copied
web-not-read = not read
web-remedy-acknowledge = Confirm it in the account's panel, then save
web-remedy-block-sign-in = Block sign-in, if nobody and nothing signs in with this account
web-reasons = Why
web-no-reason = Nothing stands against it, and nothing asks for a licence.
web-facts = What is known
web-object-id = Object ID
web-username = Username
web-assigned-partly =
    { $count ->
        [one] { $count } service plan off
       *[other] { $count } service plans off
    }
web-replace-by = by { $product }
web-no-license = It holds no licence.
web-no-history = Boxseat has changed nothing on this account.
web-microsoft = { ui-active-users } at Microsoft
web-not-found = Not found
web-not-found-about = There is no such page. The address may be mistyped.
web-no-mailbox = Mailbox not found
web-no-mailbox-about = The last review knows no mailbox with the id “{ $text }”. It may be deleted, or newer than the review: run “boxseat review”.
web-wrong-method = Not possible here
web-wrong-method-about = This page does not take that kind of request, and nothing was changed. Open it from the navigation.
web-not-signed-in = Not signed in
web-not-signed-in-about = Nothing is shown and nothing was changed. Sign in, then load the page again.
web-wrong-host = Not a name of ours
web-wrong-host-about = These pages answer only to { $list }, so that no other site can read them. The request was for “{ $text }”. Open the address that Boxseat printed.
web-bad-filter = Filter not understood
web-bad-filter-about = “{ $text }” is not a filter. There are: { $list }
web-denied = Your role does not allow this
web-failed = The page could not be made
web-failed-about = { $why }. Nothing was changed. Load the page again; if it stays so, run “boxseat review”, which says more.


## users (public): the page Active users

users-lead = Everyone with an account, shared mailboxes too. Choose somebody to see and change licences.
users-read = List read { $text }; each account that is looked at or changed since is up to date.
users-never-read = The list of users has not been read yet
users-never-read-about = Boxseat keeps its own list, so that search and filters answer at once. Reading it takes one request for every 999 accounts and changes nothing.
users-read-now = Read the list
users-refresh = Refresh
users-reading = Reading the directory
users-reading-done = { $done } accounts read
users-reading-of = { $done } of { $total } accounts read
users-reading-rate = { $count } a second
users-reading-left = about { $duration } left
users-reading-watch = Look again
users-reading-failed = The list could not be read
users-reading-failed-about = { $why } The list is as it was. Try again; if it stays so, look at Connections.
users-reading-broken-about = The reading broke off. The list is as it was. Try again.
users-count =
    { $count ->
        [one] { $count } user
       *[other] { $count } users
    }
users-more-than = More than { $count } users
users-found =
    { $count ->
        [one] { $count } user matches
       *[other] { $count } users match
    }
users-found-more-than = More than { $count } users match
users-search = Search
users-search-for = Name, username or email
users-filter = Filter
users-filter-all = All users
users-filter-licensed = Licensed
users-filter-ours = { $name } (Boxseat)
users-filter-counted = { $name } ({ $amount })
users-by-product = With the product
users-by-verdict = With the verdict
users-means-unlicensed = “{ $text }” is a word for { ui-unlicensed }: these are the { ui-unlicensed-users }.
users-name = Display name
users-email = Email
users-sign-in = Sign-in
users-allowed = Allowed
users-blocked = Blocked
users-mailbox = Mailbox
users-usage-location = Usage location
users-unknown = not known
users-none = none
users-by-group = by a group
users-columns = Choose columns
users-columns-apply = Show these columns
users-sort-name = Sort by display name
users-sort-username = Sort by username
users-next = Next page
users-first = First page
users-pages = Pages of the list
users-select = Select { $name }
users-select-page = Select this page
users-select-none = Select nobody
users-selected =
    { $count ->
        [0] Nobody selected
        [one] { $count } selected
       *[other] { $count } selected
    }
users-selected-cut = Only the first { $count } stay selected. For more, filter, then export all that match.
users-export = Export users
users-export-found = Export all that match
users-export-selected = Export selection
users-export-part-numbers = Part numbers
users-review-selected = See what would change
users-table = Active users
users-empty = Nobody matches. Search for a part of a name, username or email, or choose another filter.
users-empty-all = The directory holds no account.
users-removing = Removing…
users-changing = Changing…
users-unconfirmed = Unconfirmed
users-file = active-users
users-no-user = User not found
users-no-user-about = The directory holds no account with the id “{ $text }”. It may be deleted: refresh the list.
users-bad-filter = Filter not understood
users-bad-filter-about = “{ $text }” is not a filter of users. Choose one from the list on { ui-active-users }.


## panel (public): the panel of one account

panel-back = All users
panel-parts = Parts of this account
panel-verdict = Verdict
panel-facts = Facts
panel-read-now = Read from the tenant just now.
panel-licenses-gap = What it holds is not known: { $why }.
panel-none-held = No licence
panel-choose =
    { $layout ->
        [product-licenses] Set the toggle of a licence to { ui-off } to take it away, to { ui-on } to assign it.
       *[licenses-and-apps] Clear the box of a licence to take it away, tick it to assign it.
    }
panel-assignable = Other products of the organisation
panel-available = { $count } of { $total } available
panel-by-group = It comes from the group { $group }, so it has no box of its own.
panel-by-group-too = The group { $group } gives it as well: without its own assignment the account still holds it, and nothing becomes available.
panel-ends =
    { $layout ->
        [product-licenses] What ends when it is { ui-off }
       *[licenses-and-apps] What ends when it goes
    }
panel-ends-nothing = Nothing else ends with it.
panel-ends-rest =
    { $count ->
        [one] { $count } further service
       *[other] { $count } further services
    }
panel-why = Why it must not simply go
panel-evidence = { $name }: { $value }. True as of { $when }, read { $text } ({ $source }).
panel-evidence-live = { $name }: { $value }. True and read { $text } ({ $source }).
panel-evidence-gap = { $name }: { $value }.
panel-ask = It can go all the same, if you name the mailbox and say why, below.
panel-needs-block = It can go once sign-in is blocked: choose { ui-block-sign-in }, below.
panel-shut = It cannot be taken away here, whoever answers for it:
panel-block-about = Sign-in is allowed now. A shared mailbox needs none: its members open it with their own accounts.
panel-block-role = Blocking sign-in takes the role User Administrator or Global Administrator.
panel-answer = To take away a licence that is needed
panel-answer-about = What you write here is kept in the history with your name.
panel-answer-name = Name of the mailbox, as above
panel-answer-reason = Why it may go all the same
panel-location-about = The account has no usage location, and without one no licence can be assigned. Give the two letters of its country, such as NL.
panel-reader = You can look, but not change licences: that takes the role License Administrator, User Administrator or Global Administrator.
panel-read-only = The connection to this tenant is read-only, so nothing can be saved.
panel-nothing-saved = Nothing was saved
panel-differs = The account is no longer as this page showed it. It is shown afresh now: look again, then save.
panel-now-assigned = { $product } was assigned meanwhile.
panel-now-unassigned = { $product } was taken away meanwhile.
panel-now-altered = { $product } is assigned in another way now: by somebody else, or with other service plans.
panel-now-known = What the account holds is known now; it was not.
panel-now-unknown = What the account holds could not be read any more.
panel-now-blocked = Sign-in was blocked meanwhile.
panel-now-allowed = Sign-in was allowed meanwhile.
panel-now-sign-in-unknown = Whether it can sign in could not be read any more.
panel-unchanged =
    { $layout ->
        [product-licenses] No toggle was changed, so there is nothing to save.
       *[licenses-and-apps] No box was changed, so there is nothing to save.
    }
panel-name-wrong = “{ $text }” is not the name of this mailbox. Type { $name }.
panel-name-missing = Type the name of the mailbox ({ $name }) and why its licence may go all the same.
panel-reason-missing = Say why the licence may go all the same. The reason is kept in the history.
panel-removing = Removing…
panel-changing = Changing…
panel-waiting = The change is on its way, and then it is read back. You may close this page: nothing stops.
panel-look-again = Look again
panel-follow = The whole run
panel-is-unlicensed = { $account } is now { ui-unlicensed }.
panel-still-holds = { $account } holds { $list } now.
panel-not-begun = The change could not begin
panel-not-begun-about = { $why } Nothing was changed.
panel-pass-on = Pass it on to another user
panel-pass-on-of = Pass on: { $product }
panel-pass-on-back = Back to the account
panel-pass-on-to = To whom: name, username or email
panel-pass-on-assign = Assign { $product } to { $name }
panel-pass-on-nobody = Nobody who may sign in and lacks this product was found. Search for a part of a name.
panel-pass-on-asks = no usage location yet
panel-pass-on-more = There are more: search for a part of the name.
panel-return-to =
    { $count ->
        [0] Remove it from the subscription
       *[other] Remove it from the subscription: new total { $count }
    }
panel-kept = { $why }. Until that is dealt with, the licence stays.
panel-kept-bare = The licence stays ({ $text }).
panel-excluded = It is left alone on purpose: { $text }.
panel-excluded-until = It is left alone on purpose until { $at }: { $text }.
panel-not-held = The account does not hold { $product }.
panel-nothing = Everything is as you asked already; there is nothing to change.
panel-not-overridable = { $name }: this cannot be overridden.
panel-not-acknowledgeable = { $name }: this does not go away by answering for it ({ $text }).
panel-override-reason = { $name }: say why the licence may go all the same.
panel-no-location = { $account } has no usage location, and without one no licence can be assigned. Give it, then save.
panel-bad-location = “{ $text }” is not a country's two letters, such as NL.
panel-location-unknown = The usage location of { $account } could not be read. Try again.
panel-location-changed = The usage location of { $account } was changed meanwhile.
panel-none-available = No licence of { $product } is available. Take one back elsewhere, or buy one.
panel-not-enough =
    { $count ->
        [one] { $count } licence of { $product } is needed, and { $amount } are available.
       *[other] { $count } licences of { $product } are needed, and { $amount } are available.
    }
panel-not-recorded = The history does not say how { $account } was, so it cannot be put back.
panel-changed-since = { $account } was changed by others since ({ $text }); putting it back would undo that. Change it by hand.
panel-obstacle = Something stands against it: { $text }.
panel-save-again = Save again to go on all the same.
panel-conflict = { $first } and { $last } both bring a service of which an account can have one. The service may refuse the second.
## signin (public): signing in and out, who is signed in, and what that person may

signin-title = Sign in
signin-about = Boxseat shows the licences of your organisation, and changes them in your name. Sign in first.
signin-link = With the link that Boxseat printed
signin-link-about = It stands in the terminal in which Boxseat runs, and signs in once. Press Enter there for another one.
signin-entra = With your work account
signin-entra-about = Microsoft Entra ID asks who you are. Your administrator roles there decide what you may do here.
signin-entra-embedded = Here it is the embedded tenant that asks. “boxseat tenant people” prints who can sign in, one for each role, with their passwords.
signin-entra-go = Sign in with Microsoft Entra ID
signin-entra-go-to = Sign in to { $name }
signin-entra-not-asked = The answer of Microsoft Entra ID came too late, or belongs to another window. Nobody was signed in. Start again here.
signin-entra-cancelled = You stopped the sign-in at Microsoft Entra ID. Nobody was signed in. Start again, or take another way.
signin-entra-declined = Microsoft Entra ID refused the sign-in ({ $code }). Nobody was signed in. Try again; if it stays so, the registration needs a look: docs/sign-in.md.
signin-entra-unreachable = Microsoft Entra ID could not be asked: { $why }. Nobody was signed in. Check the network, then try again.
signin-entra-odd = What Microsoft Entra ID answered cannot be used: { $why }. Nobody was signed in. Check authority and tenant in the connect file.
signin-entra-token = The proof that Microsoft Entra ID sent was not accepted: { $why }. Nobody was signed in. Start again; if it stays so, check the clock of this machine and the registration: docs/sign-in.md.
signin-local = As the local administrator
signin-local-about = For the day on which nobody can sign in otherwise. What you do is kept in the history under this name.
signin-name = Name
signin-password = Password
signin-submit = Sign in
signin-wrong = Name or password is not right. Nobody was signed in. Check both and try again.
signin-too-many = Too many attempts to sign in. Nothing was checked and nobody was signed in. Wait { $duration }, then try again.
signin-nowhere = No way to sign in
signin-nowhere-about = Nobody can sign in here. Set a local administrator with “boxseat local-admin set”, or start Boxseat with a connect file, and load this page again.
signin-link-spent = The link does not work any more
signin-link-spent-about = A link signs in once, and within 15 minutes. This one was used, or is too old; nobody was signed in. Press Enter in the terminal in which Boxseat runs: it prints another one.
signin-foreign = Refused: another site sent this
signin-foreign-about = The request came from a page that is not Boxseat's, so nothing was changed. If you did send it from here, load the page again and send it once more.
signin-not-yours = Another organisation's
signin-not-yours-about = You are signed in with an account of another organisation, so nothing of this one is shown and nothing was changed. Sign in with an account of this organisation.
signin-again = Sign in again
signin-out = Sign out
signin-signed-out = You are signed out
signin-signed-out-about = You are signed out of Boxseat on this browser.
signin-signed-out-entra = You may still be signed in at Microsoft Entra ID. On a computer that others use, sign out there too.
signin-out-entra = Sign out of Microsoft Entra ID
signin-names-certificate = the names in the certificate
signin-you = Signed in as
signin-way-link = by the link that was printed
signin-way-entra = through Microsoft Entra ID
signin-way-local = as the local administrator
signin-roles = Your roles
signin-no-role = None: you can see everything here and change nothing.
signin-may = You may
signin-may-not = You may not
signin-role-global = Global Administrator
signin-role-license = License Administrator
signin-role-user = User Administrator
signin-role-billing = Billing Administrator
signin-role-exchange = Exchange Administrator
signin-role-reader = Global Reader
signin-right-read = see reviews, mailboxes and the history
signin-right-assign = take licences back, assign them and put them back
signin-right-sign-in = block sign-in of an account
signin-right-buy = change how many licences are bought
signin-right-settings = change the settings
signin-read-only = This connection is read-only: Boxseat changes nothing in this tenant, whoever asks.


## settings (public): policy, prices, what is left alone, and the layout of the licence page

settings-about = What decides in this tenant, for everybody who works on it here and on the command line.
settings-may-not = You can see the settings but not change them: that takes the role of License, User, Billing or Global Administrator.
settings-save = Save
settings-set-by = Set by { $name } on { $when }.
settings-never-set = Not changed here yet.
settings-policy = Policy
settings-policy-about = When a shared mailbox needs a licence. A later review decides by it; reviews that were made stay as they are.
settings-policy-started = As Boxseat was started: { $name }
settings-policy-current = Microsoft's rules of today
settings-policy-article = Microsoft's article of 2021
settings-policy-from = since { $at }: { $text }
settings-prices = Prices per month and licence
settings-prices-about = What you pay, from your invoice or agreement. An empty field is an unknown price, never zero.
settings-prices-example = The prices below are examples. Saving makes them your own, so correct them first.
settings-prices-empty = The products show up here after the first review.
settings-prices-forget = Forget these prices
settings-currency = Currency
settings-bad-currency = “{ $text }” is no currency, so no price was changed. Use its three letters, such as EUR.
settings-bad-price = “{ $text }” is no price of { $product }, so no price was changed. Write a number such as 36.50.
settings-exclusions = Mailboxes left alone
settings-exclusions-about = Boxseat takes no licence from them, whatever the verdict. Each has a reason, and may have a last day.
settings-exclusions-empty = No mailbox is left alone. To leave one alone, fill in the form below.
settings-exclude = Leave a mailbox alone
settings-mailbox = Mailbox (address, sign-in name or id)
settings-reason = Reason
settings-until = Until and including
settings-until-optional = Until and including (optional)
settings-for-good = for good
settings-over = over: it holds no longer
settings-who = Set
settings-end = No longer leave alone
settings-bad-day = “{ $text }” is no day, so nothing was changed. Use the form 2026-12-31.
settings-layout = Layout of the licence page
settings-layout-about = Microsoft's own pages in this cloud changed from one to the other in 2023. Choose the one that you see there.
settings-layout-words = “{ $name }”, saved with “{ $text }”


## connections (public): the tenants behind the pages, and how each is

connections-about = Each tenant was asked just now, by the smallest read of each kind.
connections-more = Another tenant is added where Boxseat is started: boxseat serve --connect, once for each.
connections-answers = Answers
connections-in-part = Answers in part
connections-unreachable = Does not answer
connections-unreachable-about = No service of this tenant answered, so what the pages show is what was read before. Check the network, the proxy, and the addresses in the connect file.
connections-no-token = Signing in fails
connections-no-token-about = The application gets no token, so nothing can be read. Its secret may have expired: make a new one and put it into the connect file.
connections-denied-about = Some reads are not allowed. What they would tell is unknown, so verdicts that depend on it stay unknown. Give the application the permissions named below.
connections-cloud = Cloud
connections-tenant-id = Tenant ID
connections-changes = Changes
connections-read-only = Read-only: nothing is ever written
connections-may-write = Allowed, by people whose role allows them
connections-reviewed = Last review
connections-list = List of users read
connections-never = never
connections-runs = Open runs
connections-no-runs = none
connections-reads = What was tried
connections-read-yes = Allowed
connections-read-denied = Not allowed
connections-read-not-offered = Not offered here
connections-read-not-asked = Not asked
connections-read-failed = Failed
connections-needs = needs { $permission }
connections-writes-about = Whether changes are allowed shows only when something is changed. They need:
connections-switch = Switch tenant
connections-open = Go to { $name }
