"""The tenant without anybody's library: what a client says it did is read a second time by plain requests."""

import contextlib
import html
import json
import os
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request

with open(os.environ["JUDGE_CONNECT"], encoding="utf-8") as file:
    connect = json.load(file)
with open(os.environ["JUDGE_PEOPLE"], encoding="utf-8") as file:
    _told = json.load(file)

people = _told["people"]
public_client_id = _told["publicClientId"]
graph = connect["graph"]
authority = f"{connect['authority']}/{connect['tenantId']}"
SCOPE = "https://graph.microsoft.com/.default"

_trust = ssl.create_default_context(cafile=connect["caFile"])
_token = None


def fetch(url, data=None, headers=None):
    """Status and body of any request."""
    request = urllib.request.Request(url, data=data, headers=headers or {})
    try:
        with urllib.request.urlopen(request, context=_trust) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def token():
    """Of the application, by client credentials."""
    global _token
    if _token is None:
        form = {
            "grant_type": "client_credentials",
            "client_id": connect["clientId"],
            "client_secret": connect["clientSecret"],
            "scope": SCOPE,
        }
        status, body = fetch(f"{authority}/oauth2/v2.0/token", urllib.parse.urlencode(form).encode())
        assert status == 200, body
        _token = json.loads(body)["access_token"]
    return _token


def get(path):
    """`GET` of a path of Graph or of a whole address."""
    url = path if path.startswith("https:") else f"{graph}/v1.0{path}"
    status, body = fetch(url, headers={"authorization": f"Bearer {token()}"})
    assert status == 200, body
    return json.loads(body)


def person(role=None):
    """The person of this role; the one without any when none is named."""
    return next(one for one in people if (role in one["roles"] if role else not one["roles"]))


def enter_code(flow, somebody):
    """What somebody does in a browser who is shown a code on a device."""
    form = {
        "otc": flow["user_code"],
        "loginfmt": somebody["userName"],
        "passwd": somebody["password"],
        "do": "sign_in",
    }
    status, page = fetch(flow["verification_uri"], urllib.parse.urlencode(form).encode())
    assert status == 200 and b"You are signed in" in page, page


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def browse(uri, somebody):
    """What a browser does with somebody in front of it: the sign-in page, its form, and the way back; the answer
    stands in the address that leads back to the application."""
    browser = urllib.request.build_opener(urllib.request.HTTPSHandler(context=_trust), _Stay)
    page = browser.open(uri).read().decode()
    action = re.search(r'<form[^>]* action="([^"]*)"', page)[1]
    hidden = re.search(r'name="request" value="([^"]*)"', page)[1]
    form = {
        "request": html.unescape(hidden),
        "loginfmt": somebody["userName"],
        "passwd": somebody["password"],
    }
    try:
        page = browser.open(urllib.parse.urljoin(uri, html.unescape(action)), urllib.parse.urlencode(form).encode())
        raise AssertionError(page.read().decode())
    except urllib.error.HTTPError as back:
        assert back.code == 302, back.read()
        query = urllib.parse.urlsplit(back.headers["location"]).query
        return dict(urllib.parse.parse_qsl(query))


def _admin(method, path, body=None):
    """Asks `/_tenant`: the tenant as its owner sees it."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        f"{connect['admin']}/_tenant{path}", data=data, method=method, headers={"content-type": "application/json"}
    )
    with urllib.request.urlopen(request, context=_trust) as answer:
        text = answer.read()
        return json.loads(text) if text else None


@contextlib.contextmanager
def disturbed(operation, effect):
    """Disturbs the next call of an operation, and sees that there was one."""
    _admin("DELETE", "/faults")
    _admin("POST", "/faults", {"matcher": {"operation": operation}, "effect": effect, "times": 1})
    yield
    [fault] = _admin("GET", "/faults")
    _admin("DELETE", "/faults")
    assert fault["fired"] == 1, "the tenant was not asked"


def all_rows(path):
    """Of a collection, over all its pages."""
    rows = []
    while path:
        page = get(path)
        rows += page["value"]
        path = page.get("@odata.nextLink")
    return rows


def held(user):
    """The products that an account holds, read anew."""
    return [row["skuId"] for row in get(f"/users/{user['id']}?$select=assignedLicenses")["assignedLicenses"]]


class Cast:
    """Accounts and products of the sample organisation that the checks need, each found by what it is."""

    def __init__(self):
        select = "id,userPrincipalName,displayName,usageLocation,assignedLicenses,licenseAssignmentStates"
        self.users = all_rows(f"/users?$top=999&$select={select}")
        self.skus = all_rows("/subscribedSkus")
        active = [sku for sku in self.skus if sku["capabilityStatus"] == "Enabled"]
        left = {sku["skuId"]: sku["prepaidUnits"]["enabled"] - sku["consumedUnits"] for sku in active}

        def states(user):
            return user["licenseAssignmentStates"]

        # One direct licence, and more of its kind are left.
        self.holder = next(
            user
            for user in self.users
            if len(states(user)) == 1 and not states(user)[0]["assignedByGroup"] and left.get(states(user)[0]["skuId"], 0) > 2
        )
        self.sku_id = states(self.holder)[0]["skuId"]
        self.without = next(user for user in self.users if not states(user) and user["usageLocation"])
        self.nowhere = next(user for user in self.users if not states(user) and not user["usageLocation"])
        self.inherits, self.inherited_sku_id = next(
            (user, state["skuId"])
            for user in self.users
            for state in states(user)
            if state["assignedByGroup"]
            and not any(other["skuId"] == state["skuId"] and not other["assignedByGroup"] for other in states(user))
        )
        self.sold_out = next(sku for sku in active if left[sku["skuId"]] <= 0)
