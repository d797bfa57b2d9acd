// @microsoft/microsoft-graph-client against the embedded tenant.

import assert from "node:assert/strict";
import {
  BatchRequestContent,
  BatchResponseContent,
  Client,
  GraphError,
  PageIterator,
  ResponseType,
} from "@microsoft/microsoft-graph-client";
import { all, cast, connect, disturbed, held, person, personToken, plainToken } from "./plain.mjs";
import { check, done, refused } from "./tap.mjs";

/** A client that signs in with whatever token `give` gives. */
const as = (give) =>
  Client.init({
    baseUrl: `${connect.graph}/`,
    customHosts: new Set([new URL(connect.graph).hostname]),
    authProvider: (answer) => give().then((token) => answer(null, token), answer),
  });
const client = as(plainToken);
const { users, skus, sku, holder, without, nowhere, inherits, soldOut } = await cast();
const assign = (user, add, remove, by = client) =>
  by.api(`/users/${user.id}/assignLicense`).post({
    addLicenses: add.map((skuId) => ({ skuId, disabledPlans: [] })),
    removeLicenses: remove,
  });

/** The error that the library makes of a refusal, and that nothing changed for the account. */
async function refuses(user, status, code, text, body) {
  const before = await held(user.id);
  const error = await refused(body);
  assert.ok(error instanceof GraphError, error?.stack);
  assert.equal(error.statusCode, status, error.message);
  assert.equal(error.code, code);
  assert.match(error.message, text);
  assert.ok(error.requestId && error.date instanceof Date, "ids and date of the request");
  assert.deepEqual(await held(user.id), before);
}

await check("pages to the end, and finds every account once", async () => {
  const first = await client.api("/users").top(40).select("id").get();
  assert.equal(first.value.length, 40);
  const ids = [];
  const pages = new PageIterator(client, first, (user) => ids.push(user.id) > 0);
  await pages.iterate();
  assert.ok(pages.isComplete());
  assert.deepEqual(ids.toSorted(), users.map((user) => user.id).toSorted());
});

await check("filters accounts", async () => {
  const found = await client.api("/users").filter("accountEnabled eq false").select("id").top(999).get();
  const wanted = users.filter((user) => !user.accountEnabled).map((user) => user.id);
  assert.deepEqual(found.value.map((user) => user.id).toSorted(), wanted.toSorted());
});

await check("counts with an advanced query", async () => {
  const found = await client
    .api("/users")
    .header("ConsistencyLevel", "eventual")
    .filter("assignedLicenses/$count ne 0")
    .count(true)
    .select("id")
    .top(1)
    .get();
  assert.equal(found["@odata.count"], users.filter((user) => user.assignedLicenses.length > 0).length);
});

await check("lists the products", async () => {
  const found = await client.api("/subscribedSkus").get();
  assert.deepEqual(found.value, skus);
});

await check("downloads a report, which is somewhere else", async () => {
  const report = client.api("/reports/getMailboxUsageDetail(period='D7')").responseType(ResponseType.TEXT);
  const [header, ...rows] = (await report.get()).replace(/^\ufeff/, "").trim().split("\n");
  assert.match(header, /^Report Refresh Date,User Principal Name,/);
  assert.ok(rows.length > 0);
});

await check("removes a licence", async () => {
  assert.ok((await held(holder.id)).includes(sku.skuId));
  await assign(holder, [], [sku.skuId]);
  assert.ok(!(await held(holder.id)).includes(sku.skuId));
});

await check("assigns a licence", async () => {
  await assign(holder, [sku.skuId], []);
  assert.ok((await held(holder.id)).includes(sku.skuId));
});

await check("sends several requests as one, and gets an answer for each", async () => {
  // The library takes only scheme and host away: the version must not be there.
  const request = (path, method = "GET", body) =>
    new Request(`${connect.graph}${path}`, {
      method,
      headers: body ? { "content-type": "application/json" } : {},
      body: body && JSON.stringify(body),
    });
  const change = { addLicenses: [{ skuId: sku.skuId, disabledPlans: [] }], removeLicenses: [] };
  const content = new BatchRequestContent([
    { id: "1", request: request(`/users/${holder.id}?$select=id`) },
    { id: "2", request: request(`/users/${without.id}/assignLicense`, "POST", change) },
    { id: "3", request: request("/users/nobody@contoso.com") },
  ]);
  const answers = new BatchResponseContent(await client.api("/$batch").post(await content.getContent()));
  assert.equal(answers.getResponseById("1").status, 200);
  assert.equal((await answers.getResponseById("1").json()).id, holder.id);
  assert.equal(answers.getResponseById("2").status, 200);
  assert.equal(answers.getResponseById("3").status, 404);
  assert.deepEqual(await held(without.id), [sku.skuId]);
  await assign(without, [], [sku.skuId]);
});

await check("is refused the removal of what is not there", () =>
  refuses(without, 400, "Request_BadRequest", /does not have a corresponding license/, () =>
    assign(without, [], [sku.skuId])));

await check("is refused the removal of what a group gives", () =>
  refuses(inherits, 400, "Request_BadRequest", /inherited from a group membership/, () =>
    assign(inherits, [], [inherits.licenseAssignmentStates.find((state) => state.assignedByGroup).skuId])));

await check("is refused a licence for an account without a country", () =>
  refuses(nowhere, 400, "Request_BadRequest", /invalid usage location/, () => assign(nowhere, [sku.skuId], [])));

await check("is refused a licence of which none is left", () =>
  refuses(without, 400, "Request_BadRequest", /does not have any available licenses/, () =>
    assign(without, [soldOut.skuId], [])));

await check("is refused a product that the organisation does not have", () =>
  refuses(without, 400, "Request_BadRequest", /does not correspond to a valid company License/, () =>
    assign(without, ["11111111-2222-4333-8444-555555555555"], [])));

await check("is refused an account that is not there", () =>
  refuses(without, 404, "Request_ResourceNotFound", /does not exist/, () =>
    assign({ id: "99999999-2222-4333-8444-555555555555" }, [sku.skuId], [])));

await check("is refused a bad token", () =>
  refuses(without, 401, "InvalidAuthenticationToken", /CompactToken/, () =>
    assign(without, [sku.skuId], [], as(async () => "nonsense"))));

await check("is refused a change by somebody without a role", async () => {
  const token = await personToken(person());
  await refuses(without, 403, "Authorization_RequestDenied", /Insufficient privileges/, () =>
    assign(without, [sku.skuId], [], as(async () => token)));
});

await check("is refused a change while there is another one", () =>
  disturbed("users.assignLicense", { kind: "conflict" }, () =>
    refuses(without, 409, "Directory_ConcurrencyViolation", /./, () => assign(without, [sku.skuId], []))));

await check("waits when it is told to, and comes again", () =>
  disturbed("users.get", { kind: "throttle", retryAfter: "1" }, async () => {
    const user = await client.api(`/users/${holder.id}`).select("id").get();
    assert.equal(user.id, holder.id);
  }));

done();
