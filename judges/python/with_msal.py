"""MSAL for Python against the embedded tenant's authority: every way to a token, and each refusal."""

import json
import threading

import msal

import plain
from tap import check, done


def confidential(secret=plain.connect["clientSecret"], authority=plain.authority, client_id=plain.connect["clientId"]):
    return msal.ConfidentialClientApplication(
        client_id, client_credential=secret, authority=authority, instance_discovery=False
    )


def public():
    return msal.PublicClientApplication(plain.public_client_id, authority=plain.authority, instance_discovery=False)


def works(token, path="/subscribedSkus"):
    """The token opens Graph."""
    status, body = plain.fetch(f"{plain.graph}/v1.0{path}", headers={"authorization": f"Bearer {token}"})
    assert status == 200, body
    return json.loads(body)


def refuses(answer, error, code):
    assert "access_token" not in answer, answer
    assert (answer["error"], answer["error_codes"]) == (error, [code]), answer
    assert answer["error_description"].startswith(f"AADSTS{code}: "), answer
    assert answer["correlation_id"] and answer["trace_id"], answer


@check("signs in with a secret")
def _():
    app = confidential()
    answer = app.acquire_token_for_client([plain.SCOPE])
    assert answer["token_source"] == "identity_provider", answer
    assert works(answer["access_token"]) == plain.get("/subscribedSkus")
    again = app.acquire_token_for_client([plain.SCOPE])
    assert (again["token_source"], again["access_token"]) == ("cache", answer["access_token"])


@check("signs in to Exchange, which does not open Graph")
def _():
    answer = confidential().acquire_token_for_client(["https://outlook.office365.com/.default"])
    status, _ = plain.fetch(f"{plain.graph}/v1.0/users", headers={"authorization": f"Bearer {answer['access_token']}"})
    assert status == 401, status


@check("is refused with a wrong secret")
def _():
    refuses(confidential(secret="wrong").acquire_token_for_client([plain.SCOPE]), "invalid_client", 7000215)


@check("is refused as an application that nobody registered")
def _():
    app = confidential(client_id="11111111-2222-4333-8444-555555555555")
    refuses(app.acquire_token_for_client([plain.SCOPE]), "unauthorized_client", 700016)


@check("is refused for a resource that is none")
def _():
    answer = confidential().acquire_token_for_client(["https://nothing.contoso.com/.default"])
    refuses(answer, "invalid_resource", 500011)


@check("finds no tenant of another name")
def _():
    try:
        confidential(authority=f"{plain.connect['authority']}/11111111-2222-4333-8444-555555555555")
    except ValueError as error:
        assert "AADSTS90002" in str(error.__context__), error
    else:
        raise AssertionError("it was found")


@check("signs a person in with a code on another device, and stays signed in")
def _():
    app, person = public(), plain.person("License Administrator")
    flow = app.initiate_device_flow(scopes=["User.Read.All"])
    assert flow["user_code"] in flow["message"], flow
    later = threading.Timer(1, plain.enter_code, [flow, person])
    later.start()
    answer = app.acquire_token_by_device_flow(flow)
    later.join()
    assert answer["id_token_claims"]["preferred_username"] == person["userName"], answer
    works(answer["access_token"], "/users?$top=1")
    [account] = app.get_accounts()
    assert account["username"] == person["userName"], account
    silent = app.acquire_token_silent_with_error(["User.Read.All"], account, force_refresh=True)
    assert silent["access_token"] != answer["access_token"], silent
    works(silent["access_token"], "/users?$top=1")


@check("signs nobody in whose code nobody enters")
def _():
    app = public()
    flow = app.initiate_device_flow(scopes=["User.Read.All"])
    answer = app.acquire_token_by_device_flow(flow, exit_condition=lambda flow: True)
    refuses(answer, "authorization_pending", 70016)


@check("signs a person in with a browser")
def _():
    app, person = public(), plain.person("Global Reader")
    flow = app.initiate_auth_code_flow(["User.Read.All"], redirect_uri="http://localhost")
    answer = app.acquire_token_by_auth_code_flow(flow, plain.browse(flow["auth_uri"], person))
    assert answer["id_token_claims"]["name"] == person["displayName"], answer
    works(answer["access_token"], "/users?$top=1")


@check("is refused a code that was used already")
def _():
    app, person = public(), plain.person("Global Reader")
    flow = app.initiate_auth_code_flow(["User.Read.All"], redirect_uri="http://localhost")
    back = plain.browse(flow["auth_uri"], person)
    assert "access_token" in app.acquire_token_by_auth_code_flow(flow, back)
    refuses(public().acquire_token_by_auth_code_flow(flow, back), "invalid_grant", 54005)


done()
