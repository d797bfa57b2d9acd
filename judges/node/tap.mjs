// What was found, in the Test Anything Protocol.

import assert from "node:assert/strict";

let told = 0;
let failed = 0;

/** One check: it passes unless `body` throws. The checks after it run all the same. */
export async function check(what, body) {
  told += 1;
  try {
    await body();
    console.log(`ok ${told} - ${what}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok ${told} - ${what}`);
    for (const line of String(error?.stack ?? error).split("\n")) console.log(`# ${line}`);
  }
}

/** The plan, which says that nothing was left out. */
export function done() {
  console.log(`1..${told}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** What `body` throws; that it throws nothing is a failure. */
export async function refused(body) {
  try {
    await body();
  } catch (error) {
    return error;
  }
  assert.fail("it was not refused");
}
