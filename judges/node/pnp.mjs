// CLI for Microsoft 365 against the embedded tenant, at the names of Microsoft's hosts, which it knows by heart.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { cast, connect, enterCode, held, person, publicClientId } from "./plain.mjs";
import { check, done } from "./tap.mjs";

const program = new URL("node_modules/.bin/m365", import.meta.url).pathname;
const { users, skus, sku, holder, without, nowhere, inherits, soldOut } = await cast();

/** Runs a command: its exit code, and what it printed. */
function run(...words) {
  return new Promise((resolve) => {
    execFile(program, [...words, "--output", "json"], { maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }));
  });
}

/** What a command that ends well answers. */
async function answer(...words) {
  const { code, stdout, stderr } = await run(...words);
  assert.equal(code, 0, `${words.join(" ")}\n${stdout}${stderr}`);
  return stdout.trim() ? JSON.parse(stdout) : null;
}

/** A command that ends badly says why, and nothing changed for the account. */
async function refuses(user, text, ...words) {
  const before = await held(user.id);
  const { code, stdout, stderr } = await run(...words);
  assert.notEqual(code, 0, stdout);
  assert.match(stdout + stderr, text);
  assert.deepEqual(await held(user.id), before);
}

const license = (verb, user, ids, ...more) =>
  ["entra", "user", "license", verb, "--userId", user.id, "--ids", ids, ...more];
const secret = ["--appId", connect.clientId, "--tenant", connect.tenantId, "--secret"];

await check("does not sign in with a wrong secret", async () => {
  const { code, stdout, stderr } = await run("login", "--authType", "secret", ...secret, "wrong");
  assert.notEqual(code, 0);
  assert.match(stdout + stderr, /AADSTS7000215/);
});

await check("signs in with a secret", async () => {
  await answer("login", "--authType", "secret", ...secret, connect.clientSecret);
  const status = await answer("status");
  assert.equal(status.appId, connect.clientId);
  assert.equal(status.appTenant, connect.tenantId);
});

await check("pages to the end, and finds every account once", async () => {
  const found = await answer("entra", "user", "list", "--properties", "id");
  assert.deepEqual(found.map((user) => user.id).toSorted(), users.map((user) => user.id).toSorted());
});

await check("reads an account", async () => {
  const found = await answer("entra", "user", "get", "--userName", holder.userPrincipalName);
  assert.equal(found.id, holder.id);
});

await check("filters accounts", async () => {
  const url = `@graph/users?$filter=accountEnabled eq false&$select=id&$top=999`;
  const found = await answer("request", "--url", url);
  const wanted = users.filter((user) => !user.accountEnabled).map((user) => user.id);
  assert.deepEqual(found.value.map((user) => user.id).toSorted(), wanted.toSorted());
});

await check("lists the products", async () => {
  assert.deepEqual(await answer("entra", "license", "list"), skus);
});

await check("removes a licence", async () => {
  assert.ok((await held(holder.id)).includes(sku.skuId));
  await answer(...license("remove", holder, sku.skuId, "--force"));
  assert.ok(!(await held(holder.id)).includes(sku.skuId));
});

await check("assigns a licence", async () => {
  await answer(...license("add", holder, sku.skuId));
  assert.ok((await held(holder.id)).includes(sku.skuId));
});

await check("is refused the removal of what is not there", () =>
  refuses(without, /does not have a corresponding license/, ...license("remove", without, sku.skuId, "--force")));

await check("is refused the removal of what a group gives", () => {
  const { skuId } = inherits.licenseAssignmentStates.find((state) => state.assignedByGroup);
  return refuses(inherits, /inherited from a group membership/, ...license("remove", inherits, skuId, "--force"));
});

await check("is refused a licence for an account without a country", () =>
  refuses(nowhere, /invalid usage location/, ...license("add", nowhere, sku.skuId)));

await check("is refused a licence of which none is left", () =>
  refuses(without, /does not have any available licenses/, ...license("add", without, soldOut.skuId)));

await check("is refused a product that the organisation does not have", () =>
  refuses(
    without,
    /does not correspond to a valid company License/,
    ...license("add", without, "11111111-2222-4333-8444-555555555555"),
  ));

await check("is refused an account that is not there", () =>
  refuses(without, /does not exist|not found/i, "entra", "user", "get", "--id", "99999999-2222-4333-8444-555555555555"));

await check("signs out, and is not signed in any more", async () => {
  await answer("logout");
  const { code, stdout, stderr } = await run("entra", "license", "list");
  assert.notEqual(code, 0);
  assert.match(stdout + stderr, /Log in to Microsoft 365 first/);
});

/** Signs in with a code on another device. */
function signIn(somebody) {
  return new Promise((resolve, reject) => {
    const login = spawn(program, [
      ...["login", "--authType", "deviceCode", "--appId", publicClientId, "--tenant", connect.tenantId],
    ]);
    let told = "";
    let entered;
    const read = (chunk) => {
      told += chunk;
      const shown = told.match(/open the page (\S+) and enter the code (\w+)/);
      if (shown) entered ??= enterCode(shown[1], shown[2], somebody).catch(reject);
    };
    login.stdout.on("data", read);
    login.stderr.on("data", read);
    login.on("close", (code) => (code === 0 ? resolve() : reject(new Error(told))));
  });
}

await check("signs a person in with a code on another device", async () => {
  const somebody = person("License Administrator");
  await signIn(somebody);
  assert.equal((await answer("status")).connectedAs, somebody.userName);
  assert.equal((await answer("entra", "user", "get", "--userName", "@meusername")).userPrincipalName, somebody.userName);
});

await check("lists the licences of somebody, and one's own", async () => {
  const ids = async (...words) => (await answer("entra", "user", "license", "list", ...words)).map((row) => row.skuId);
  assert.deepEqual(await ids("--userId", holder.id), await held(holder.id));
  assert.deepEqual(await ids(), await held(person("License Administrator").userName));
});

await check("is refused a change by somebody without a role", async () => {
  await answer("logout");
  await signIn(person());
  await refuses(without, /Insufficient privileges/, ...license("add", without, sku.skuId));
});

done();
