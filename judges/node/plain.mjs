// The tenant without anybody's library: what a client says it did is read a second time by plain requests.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** Addresses, ids and the secret. */
export const connect = JSON.parse(readFileSync(process.env.JUDGE_CONNECT, "utf8"));
/** Who can sign in, and the id of the public client. */
export const { people, publicClientId } = JSON.parse(readFileSync(process.env.JUDGE_PEOPLE, "utf8"));
export const tokenUrl = `${connect.authority}/${connect.tenantId}/oauth2/v2.0/token`;
export const scope = "https://graph.microsoft.com/.default";

let token;

/** A token of the application, by client credentials. */
export async function plainToken() {
  token ??= fetch(tokenUrl, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: connect.clientId,
      client_secret: connect.clientSecret,
      scope,
    }),
  }).then(async (answer) => {
    const body = await answer.json();
    assert.equal(answer.status, 200, JSON.stringify(body));
    return body.access_token;
  });
  return token;
}

/** `GET` of a path of Graph or of a whole address. */
export async function get(path) {
  const url = path.startsWith("https:") ? path : `${connect.graph}/v1.0${path}`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${await plainToken()}` } });
  const body = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(body));
  return body;
}

/** Asks `/_tenant`: the tenant as its owner sees it. */
export async function admin(method, path, body) {
  const answer = await fetch(`${connect.admin}/_tenant${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

/** Disturbs the next call of an operation; answers how often that happened. */
export async function disturbed(operation, effect, body) {
  await admin("DELETE", "/faults");
  await admin("POST", "/faults", { matcher: { operation }, effect, times: 1 });
  await body();
  const [fault] = await admin("GET", "/faults");
  await admin("DELETE", "/faults");
  assert.equal(fault.fired, 1, "the tenant was not asked");
}

async function post(url, form) {
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams(form) });
  return { status: answer.status, text: await answer.text() };
}

/** What a person does in a browser who is shown a code: enters it, and signs in. */
export async function enterCode(page, code, person) {
  const form = { otc: code, loginfmt: person.userName, passwd: person.password, do: "sign_in" };
  const shown = await post(page, form);
  assert.match(shown.text, /You are signed in/);
}

/** What a browser does with somebody in front of it: the page, its form, and the way back to the application. */
export async function browse(url, somebody) {
  const text = (html) => html.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
  const page = await (await fetch(url)).text();
  const [, action] = page.match(/<form[^>]* action="([^"]*)"/) ?? assert.fail(page);
  const [, request] = page.match(/name="request" value="([^"]*)"/) ?? assert.fail(page);
  const form = { request: text(request), loginfmt: somebody.userName, passwd: somebody.password };
  const answer = await fetch(new URL(text(action), url), {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "manual",
  });
  assert.equal(answer.status, 302, await answer.clone().text());
  return Object.fromEntries(new URL(answer.headers.get("location")).searchParams);
}

/** A token of somebody by the device code flow. */
export async function personToken(person, wanted = scope) {
  const client = { client_id: publicClientId, scope: wanted };
  const begun = JSON.parse((await post(tokenUrl.replace("/token", "/devicecode"), client)).text);
  await enterCode(begun.verification_uri, begun.user_code, person);
  const grant = {
    grant_type: "urn:ietf:params:oauth:grant-type:device_code",
    client_id: publicClientId,
    device_code: begun.device_code,
  };
  const answer = await post(tokenUrl, grant);
  assert.equal(answer.status, 200, answer.text);
  return JSON.parse(answer.text).access_token;
}

/** The person of this role; the one without any when none is named. */
export function person(role) {
  return people.find(({ roles }) => (role ? roles.includes(role) : roles.length === 0));
}

/** All rows of a collection. */
export async function all(path) {
  const rows = [];
  for (let next = path; next; ) {
    const page = await get(next);
    rows.push(...page.value);
    next = page["@odata.nextLink"];
  }
  return rows;
}

/** The products that an account holds by itself, read anew. */
export async function held(id) {
  const { assignedLicenses } = await get(`/users/${id}?$select=assignedLicenses`);
  return assignedLicenses.map((license) => license.skuId);
}

/** An account with a direct licence of a product that is left, and one without that may be given it. */
export async function cast() {
  const users = await all(
    "/users?$top=999&$select=id,userPrincipalName,usageLocation,accountEnabled,assignedLicenses,licenseAssignmentStates",
  );
  const skus = await all("/subscribedSkus");
  const left = (sku) => sku.prepaidUnits.enabled - sku.consumedUnits > 2 && sku.capabilityStatus === "Enabled";
  const direct = (user, sku) =>
    user.licenseAssignmentStates.length === 1 &&
    user.licenseAssignmentStates[0].skuId === sku.skuId &&
    user.licenseAssignmentStates[0].assignedByGroup === null;
  for (const sku of skus.filter(left)) {
    const holder = users.find((user) => direct(user, sku));
    if (!holder) continue;
    const bare = users.filter((user) => user.licenseAssignmentStates.length === 0);
    const inherits = users.find((user) =>
      user.licenseAssignmentStates.some(
        (state) =>
          state.assignedByGroup !== null &&
          user.licenseAssignmentStates.every((other) => other.skuId !== state.skuId || other.assignedByGroup !== null),
      ),
    );
    return {
      users,
      skus,
      sku,
      holder,
      without: bare.find((user) => user.usageLocation),
      nowhere: bare.find((user) => !user.usageLocation),
      inherits,
      soldOut: skus.find((other) => other.consumedUnits >= other.prepaidUnits.enabled && other.capabilityStatus === "Enabled"),
    };
  }
  assert.fail("the sample organisation has no account with a direct licence");
}
