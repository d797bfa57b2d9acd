// @azure/msal-node against the embedded tenant's authority.

import assert from "node:assert/strict";
import { ConfidentialClientApplication, CryptoProvider, PublicClientApplication } from "@azure/msal-node";
import { browse, connect, enterCode, get, person, publicClientId, scope } from "./plain.mjs";
import { check, done, refused } from "./tap.mjs";

const authority = `${connect.authority}/${connect.tenantId}`;
const auth = { authority, knownAuthorities: [new URL(authority).host] };
const confidential = (clientSecret = connect.clientSecret, clientId = connect.clientId, more = auth) =>
  new ConfidentialClientApplication({ auth: { ...more, clientId, clientSecret } });
const forPeople = () => new PublicClientApplication({ auth: { ...auth, clientId: publicClientId } });

/** What Graph answers to a token. */
async function opened(token, path = "/subscribedSkus") {
  const answer = await fetch(`${connect.graph}/v1.0${path}`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}

/** An error of the authority as the library has it. */
function is(error, code, number) {
  assert.equal(error.errorCode, code, error.stack);
  assert.match(error.message, new RegExp(`AADSTS${number}: `));
  assert.ok(error.correlationId, "the id of the request");
}

await check("signs in with a secret, and keeps the token", async () => {
  const app = confidential();
  const first = await app.acquireTokenByClientCredential({ scopes: [scope] });
  assert.equal(first.fromCache, false);
  assert.ok(first.expiresOn > new Date());
  assert.deepEqual(await opened(first.accessToken), await get("/subscribedSkus"));
  const second = await app.acquireTokenByClientCredential({ scopes: [scope] });
  assert.deepEqual([second.fromCache, second.accessToken], [true, first.accessToken]);
});

await check("is refused with a wrong secret", async () => {
  const app = confidential("wrong");
  is(await refused(() => app.acquireTokenByClientCredential({ scopes: [scope] })), "invalid_client", 7000215);
});

await check("is refused as an application that nobody registered", async () => {
  const app = confidential("any", "11111111-2222-4333-8444-555555555555");
  is(await refused(() => app.acquireTokenByClientCredential({ scopes: [scope] })), "unauthorized_client", 700016);
});

await check("is refused for a resource that is none", async () => {
  const scopes = ["https://nothing.contoso.com/.default"];
  is(await refused(() => confidential().acquireTokenByClientCredential({ scopes })), "invalid_resource", 500011);
});

await check("finds no tenant of another name", async () => {
  const elsewhere = { ...auth, authority: `${connect.authority}/11111111-2222-4333-8444-555555555555` };
  const app = confidential(connect.clientSecret, connect.clientId, elsewhere);
  const error = await refused(() => app.acquireTokenByClientCredential({ scopes: [scope] }));
  assert.equal(error.errorCode, "endpoints_resolution_error", error.stack);
});

await check("signs a person in with a code on another device, and stays signed in", async () => {
  const app = forPeople();
  const somebody = person("License Administrator");
  const answer = await app.acquireTokenByDeviceCode({
    scopes: ["User.Read.All"],
    deviceCodeCallback: (shown) => enterCode(shown.verificationUri, shown.userCode, somebody),
  });
  assert.equal(answer.account.username, somebody.userName);
  assert.equal(answer.account.tenantId, connect.tenantId);
  await opened(answer.accessToken, "/users?$top=1");
  const silent = await app.acquireTokenSilent({ scopes: ["User.Read.All"], account: answer.account, forceRefresh: true });
  assert.notEqual(silent.accessToken, answer.accessToken);
  await opened(silent.accessToken, "/users?$top=1");
});

await check("signs nobody in who declines", async () => {
  const decline = async (shown) => {
    const form = new URLSearchParams({ otc: shown.userCode, do: "cancel" });
    assert.equal((await fetch(shown.verificationUri, { method: "POST", body: form })).status, 200);
  };
  const error = await refused(() =>
    forPeople().acquireTokenByDeviceCode({ scopes: ["User.Read.All"], deviceCodeCallback: decline }));
  assert.match(error.message, /authorization_declined/);
});

await check("signs a person in with a browser", async () => {
  const app = forPeople();
  const somebody = person("Global Reader");
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const request = { scopes: ["User.Read.All"], redirectUri: "http://localhost" };
  const url = await app.getAuthCodeUrl({ ...request, codeChallenge: challenge, codeChallengeMethod: "S256" });
  const { code } = await browse(url, somebody);
  const answer = await app.acquireTokenByCode({ ...request, code, codeVerifier: verifier });
  assert.equal(answer.account.name, somebody.displayName);
  await opened(answer.accessToken, "/users?$top=1");
  const again = await refused(() => forPeople().acquireTokenByCode({ ...request, code, codeVerifier: verifier }));
  is(again, "invalid_grant", 54005);
});

done();
