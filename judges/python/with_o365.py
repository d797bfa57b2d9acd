"""O365 against the embedded tenant, at the names of Microsoft's hosts, which it knows by heart."""

import json

from O365 import Account, MSGraphProtocol
from O365.utils.token import MemoryTokenBackend
from requests.exceptions import HTTPError

import plain
from tap import check, done, refused

cast = plain.Cast()
protocol = MSGraphProtocol()


def account(secret=plain.connect["clientSecret"]):
    return Account(
        (plain.connect["clientId"], secret),
        auth_flow_type="credentials",
        tenant_id=plain.connect["tenantId"],
        token_backend=MemoryTokenBackend(),
    )


signed_in = account()
directory = None


@check("signs in with a secret")
def _():
    global directory
    assert signed_in.authenticate()
    assert signed_in.is_authenticated
    directory = signed_in.directory()


@check("does not sign in with a wrong secret")
def _():
    assert not account("wrong").authenticate()


@check("pages to the end, and finds every account once")
def _():
    found = [user.object_id for user in directory.get_users(limit=None, batch=40)]
    assert sorted(found) == sorted(user["id"] for user in cast.users)


@check("filters accounts")
def _():
    name = cast.holder["userPrincipalName"]
    found = list(directory.get_users(limit=10, query=f"userPrincipalName eq '{name}'"))
    assert [user.object_id for user in found] == [cast.holder["id"]]


@check("reads an account")
def _():
    user = directory.get_user(cast.holder["userPrincipalName"])
    assert (user.object_id, user.display_name) == (cast.holder["id"], cast.holder["displayName"])


def call(method, path, body=None):
    """A request that the library has no word for, through its connection: its token, its retries, its errors."""
    url = f"{protocol.service_url}{path}"
    answer = signed_in.connection.oauth_request(url, method, data=body) if body else signed_in.connection.get(url)
    return answer.json()


def assign(user, add=(), remove=()):
    body = {"addLicenses": [{"skuId": sku, "disabledPlans": []} for sku in add], "removeLicenses": list(remove)}
    return call("post", f"users/{user['id']}/assignLicense", body)


@check("lists the products")
def _():
    assert call("get", "subscribedSkus")["value"] == cast.skus


@check("removes a licence")
def _():
    assert cast.sku_id in plain.held(cast.holder)
    assign(cast.holder, remove=[cast.sku_id])
    assert cast.sku_id not in plain.held(cast.holder)


@check("assigns a licence")
def _():
    assign(cast.holder, add=[cast.sku_id])
    assert cast.sku_id in plain.held(cast.holder)


for what, user, change, text in [
    ("the removal of what is not there", cast.without, {"remove": [cast.sku_id]}, "does not have a corresponding license"),
    ("the removal of what a group gives", cast.inherits, {"remove": [cast.inherited_sku_id]}, "inherited from a group"),
    ("a licence for an account without a country", cast.nowhere, {"add": [cast.sku_id]}, "invalid usage location"),
    ("a licence of which none is left", cast.without, {"add": [cast.sold_out["skuId"]]}, "any available licenses"),
    (
        "a product that the organisation does not have",
        cast.without,
        {"add": ["11111111-2222-4333-8444-555555555555"]},
        "valid company License",
    ),
]:

    @check(f"is refused {what}")
    def _():
        before = plain.held(user)
        with refused(HTTPError) as caught:
            assign(user, **change)
        assert caught.error.response.status_code == 400, caught.error
        error = json.loads(caught.error.response.text)["error"]
        assert error["code"] == "Request_BadRequest" and text in error["message"], error
        assert text in str(caught.error), "the library tells the text"
        assert plain.held(user) == before


@check("is refused an account that is not there")
def _():
    with refused(HTTPError) as caught:
        directory.get_user("nobody@contoso.com")
    assert caught.error.response.status_code == 404, caught.error


done()
