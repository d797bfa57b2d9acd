"""msgraph-sdk and azure-identity against the embedded tenant: every answer goes through Microsoft's own models."""

import asyncio
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from azure.core.exceptions import ClientAuthenticationError
from azure.identity import ClientSecretCredential, DeviceCodeCredential
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.models.assigned_license import AssignedLicense
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.user import User
from msgraph.generated.users.item.assign_license.assign_license_post_request_body import AssignLicensePostRequestBody
from msgraph.generated.users.item.user_item_request_builder import UserItemRequestBuilder
from msgraph.generated.users.users_request_builder import UsersRequestBuilder
from msgraph_core import PageIterator
from msgraph_core.requests.batch_request_builder import BatchRequestBuilder
from msgraph_core.requests.batch_request_content import BatchRequestContent
from msgraph_core.requests.batch_request_item import BatchRequestItem

import plain
from tap import acheck, done, refused

host = urlsplit(plain.graph).netloc
cast = plain.Cast()


def client_of(credential, scopes):
    """As the library's samples make one, at another address."""
    provider = AzureIdentityAuthenticationProvider(
        credential, scopes=scopes, allowed_hosts=[host, host.partition(":")[0]]
    )
    adapter = GraphRequestAdapter(provider)
    adapter.base_url = f"{plain.graph}/v1.0"
    return GraphServiceClient(request_adapter=adapter), adapter


def secret_credential(secret=plain.connect["clientSecret"]):
    return ClientSecretCredential(
        plain.connect["tenantId"],
        plain.connect["clientId"],
        secret,
        authority=plain.connect["authority"],
        disable_instance_discovery=True,
    )


client, adapter = client_of(secret_credential(), [plain.SCOPE])


def users_query(**parameters):
    query = UsersRequestBuilder.UsersRequestBuilderGetQueryParameters(**parameters)
    configuration = RequestConfiguration(query_parameters=query)
    configuration.headers.add("ConsistencyLevel", "eventual")
    return configuration


def change(add=(), remove=()):
    return AssignLicensePostRequestBody(
        add_licenses=[AssignedLicense(disabled_plans=[], sku_id=UUID(sku)) for sku in add],
        remove_licenses=[UUID(sku) for sku in remove],
    )


def assign(user, add=(), remove=(), by=client):
    return by.users.by_user_id(user["id"]).assign_license.post(change(add, remove))


# Live answers have these (captured in 2026), which the metadata of v1.0 does not.
BEYOND = {"directorySizeQuota", "isMultipleDataLocationsForServicesEnabled", "onPremisesSyncStatus", "replicationScope"}


def is_known(model, beyond=()):
    """The models, made from Microsoft's metadata, have a place for every member."""
    unknown = {name for name in model.additional_data if not name.startswith("@odata.")}
    assert unknown == set(beyond), unknown


async def refuses(status, code, text, user, **how):
    """The typed error of a refused change, and that nothing changed for the account."""
    before = plain.held(user)
    with refused(ODataError) as caught:
        await assign(user, **how)
    error = caught.error
    assert error.response_status_code == status, error
    assert error.error.code == code, error
    assert text in error.error.message, error
    assert error.error.inner_error.request_id and isinstance(error.error.inner_error.date, datetime), error
    assert plain.held(user) == before


checks = []


def check(what):
    def keep(body):
        checks.append((what, body))
        return body

    return keep


@check("signs in with a secret, and reads the products as its models have them")
async def _():
    found = (await client.subscribed_skus.get()).value
    assert len(found) == len(cast.skus)
    for sku, known in zip(found, cast.skus, strict=True):
        assert sku.sku_id == UUID(known["skuId"]) and sku.sku_part_number == known["skuPartNumber"]
        assert sku.consumed_units == known["consumedUnits"]
        assert sku.prepaid_units.enabled == known["prepaidUnits"]["enabled"]
        assert [plan.service_plan_id for plan in sku.service_plans] == [
            UUID(plan["servicePlanId"]) for plan in known["servicePlans"]
        ]
        is_known(sku)


@check("pages to the end, and finds every account once")
async def _():
    page = await client.users.get(users_query(top=40, select=["id"]))
    assert len(page.value) == 40 and page.odata_next_link
    ids = []
    await PageIterator(page, adapter).iterate(lambda user: ids.append(user.id) or True)
    assert sorted(ids) == sorted(user["id"] for user in cast.users)


@check("filters accounts, and counts them")
async def _():
    found = await client.users.get(users_query(filter="assignedLicenses/$count ne 0", count=True, top=999, select=["id"]))
    licensed = sorted(user["id"] for user in cast.users if user["assignedLicenses"])
    assert sorted(user.id for user in found.value) == licensed
    assert found.odata_count == len(licensed)
    assert await client.users.count.get(RequestConfiguration(headers=users_query().headers)) == len(cast.users)


@check("reads an account and the licences that it holds as its models have them")
async def _():
    query = UserItemRequestBuilder.UserItemRequestBuilderGetQueryParameters(
        select=["id", "userPrincipalName", "accountEnabled", "createdDateTime", "assignedLicenses", "licenseAssignmentStates"]
    )
    user = await client.users.by_user_id(cast.inherits["userPrincipalName"]).get(RequestConfiguration(query_parameters=query))
    assert user.id == cast.inherits["id"] and isinstance(user.created_date_time, datetime)
    [known] = [row for row in cast.inherits["licenseAssignmentStates"] if row["skuId"] == cast.inherited_sku_id]
    [state] = [row for row in user.license_assignment_states if str(row.sku_id) == cast.inherited_sku_id]
    assert state.assigned_by_group == known["assignedByGroup"] and state.state == known["state"]
    assert isinstance(state.last_updated_date_time, datetime)
    is_known(user)
    details = (await client.users.by_user_id(user.id).license_details.get()).value
    assert {str(row.sku_id) for row in details} == {row["skuId"] for row in cast.inherits["assignedLicenses"]}


@check("reads groups, their licences and members as its models have them")
async def _():
    groups = (await client.groups.get()).value
    assert [group.id for group in groups] == [group["id"] for group in plain.get("/groups")["value"]]
    group = cast.inherits["licenseAssignmentStates"][0]["assignedByGroup"]
    members = (await client.groups.by_group_id(group).members.get()).value
    assert all(isinstance(member, User) for member in members)
    assert cast.inherits["id"] in [member.id for member in members]


@check("reads the organisation and its subscriptions as its models have them")
async def _():
    [organization] = (await client.organization.get()).value
    assert organization.id == plain.connect["tenantId"]
    is_known(organization, BEYOND)
    found = (await client.directory.subscriptions.get()).value
    assert [row.id for row in found] == [row["id"] for row in plain.get("/directory/subscriptions")["value"]]
    assert all(isinstance(row.created_date_time, datetime) for row in found)


@check("downloads a report, which is somewhere else")
async def _():
    report = await client.reports.get_mailbox_usage_detail_with_period("D7").get()
    header, *rows = report.decode("utf-8-sig").splitlines()
    assert header.startswith("Report Refresh Date,User Principal Name,"), header
    assert rows


@check("removes a licence")
async def _():
    assert cast.sku_id in plain.held(cast.holder)
    user = await assign(cast.holder, remove=[cast.sku_id])
    assert user.id == cast.holder["id"]
    assert cast.sku_id not in plain.held(cast.holder)


@check("assigns a licence")
async def _():
    await assign(cast.holder, add=[cast.sku_id])
    assert cast.sku_id in plain.held(cast.holder)


@check("blocks sign-in, and allows it again")
async def _():
    for enabled in (False, True):
        await client.users.by_user_id(cast.holder["id"]).patch(User(account_enabled=enabled))
        assert plain.get(f"/users/{cast.holder['id']}?$select=accountEnabled")["accountEnabled"] is enabled


@check("sends several requests as one, and gets an answer for each")
async def _():
    def item(id, request):
        # The library leaves the whole address, which Graph refuses (microsoftgraph/msgraph-sdk-python#1015, and
        # msgraph-sdk-python-core#1116); this is the way round that its users found.
        one = BatchRequestItem(request_information=request, id=id)
        one.url = one.url.removeprefix(adapter.base_url)
        return one

    missing = RequestInformation(Method.GET, "{+baseurl}/users/nobody@contoso.com", {"baseurl": adapter.base_url})
    user = client.users.by_user_id(cast.holder["id"])
    batch = BatchRequestContent(
        {
            one.id: one
            for one in [
                item("1", user.to_get_request_information()),
                item("2", client.users.by_user_id(cast.without["id"]).assign_license.to_post_request_information(change(add=[cast.sku_id]))),
                item("3", missing),
            ]
        }
    )
    answers = await BatchRequestBuilder(adapter).post(batch)
    assert answers.get_response_status_codes() == {"1": 200, "2": 200, "3": 404}, answers.get_response_status_codes()
    # (Of a body that is JSON the library keeps nothing, so there is no more to look at.)
    assert plain.held(cast.without) == [cast.sku_id]
    await assign(cast.without, remove=[cast.sku_id])


@check("is refused the removal of what is not there")
async def _():
    await refuses(400, "Request_BadRequest", "does not have a corresponding license", cast.without, remove=[cast.sku_id])


@check("is refused the removal of what a group gives")
async def _():
    await refuses(
        400, "Request_BadRequest", "inherited from a group membership", cast.inherits, remove=[cast.inherited_sku_id]
    )


@check("is refused a licence for an account without a country")
async def _():
    await refuses(400, "Request_BadRequest", "invalid usage location", cast.nowhere, add=[cast.sku_id])


@check("is refused a licence of which none is left")
async def _():
    sold_out = cast.sold_out["skuId"]
    await refuses(400, "Request_BadRequest", "does not have any available licenses", cast.without, add=[sold_out])


@check("is refused a product that the organisation does not have")
async def _():
    unknown = "11111111-2222-4333-8444-555555555555"
    await refuses(400, "Request_BadRequest", "does not correspond to a valid company License", cast.without, add=[unknown])


@check("is refused an account that is not there")
async def _():
    with refused(ODataError) as caught:
        await client.users.by_user_id("nobody@contoso.com").get()
    assert caught.error.response_status_code == 404
    assert caught.error.error.code == "Request_ResourceNotFound", caught.error


@check("is refused an advanced filter without its header")
async def _():
    query = UsersRequestBuilder.UsersRequestBuilderGetQueryParameters(filter="endsWith(mail,'@contoso.com')")
    with refused(ODataError) as caught:
        await client.users.get(RequestConfiguration(query_parameters=query))
    assert caught.error.error.code == "Request_UnsupportedQuery", caught.error


@check("is refused with a wrong secret")
async def _():
    other, _ = client_of(secret_credential("wrong"), [plain.SCOPE])
    with refused(ClientAuthenticationError) as caught:
        await other.subscribed_skus.get()
    assert "AADSTS7000215" in str(caught.error), caught.error


@check("is refused a change while there is another one")
async def _():
    with plain.disturbed("users.assignLicense", {"kind": "conflict"}):
        await refuses(409, "Directory_ConcurrencyViolation", "", cast.without, add=[cast.sku_id])


@check("waits when it is told to, and comes again")
async def _():
    with plain.disturbed("users.get", {"kind": "throttle", "retryAfter": "1"}):
        user = await client.users.by_user_id(cast.holder["id"]).get()
        assert user.id == cast.holder["id"]


def device_client(person):
    def prompt(uri, code, _expires):
        plain.enter_code({"verification_uri": uri, "user_code": code}, person)

    credential = DeviceCodeCredential(
        plain.public_client_id,
        tenant_id=plain.connect["tenantId"],
        authority=plain.connect["authority"],
        disable_instance_discovery=True,
        prompt_callback=prompt,
    )
    return client_of(credential, ["https://graph.microsoft.com/User.ReadWrite.All"])[0]


@check("signs a person in with a code on another device, and reads who it is")
async def _():
    person = plain.person("License Administrator")
    me = await device_client(person).me.get()
    assert me.user_principal_name == person["userName"] and me.display_name == person["displayName"], me


@check("is refused a change by somebody without a role")
async def _():
    ordinary = device_client(plain.person())
    await refuses(403, "Authorization_RequestDenied", "Insufficient privileges", cast.without, add=[cast.sku_id], by=ordinary)


async def all_checks():
    for what, body in checks:
        await acheck(what)(body)


asyncio.run(all_checks())
done()
