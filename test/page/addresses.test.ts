/** The addresses of the page: what its router knows, the service serves, and nothing else. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** `employees/$employee` of the router as the service writes it. */
const served = (path: string) => {
  const whole = path.startsWith("/") ? path : `/companies/$company/${path}`;
  return whole.replaceAll("$", ":");
};

test("the service serves the addresses that the page knows", () => {
  const [, addresses] = read("src/page/serve-page.ts").match(/const ADDRESSES = \[(.*?)\]/s)!;
  const ofService = [...addresses!.matchAll(/"([^"]+)"/g)].map(([, address]) => address!);
  const ofRouter = [...read("web/app/router.tsx").matchAll(/(?:path: |section\()"([^"]+)"/g)]
    .map(([, path]) => path!)
    .filter((path) => path !== "/")
    .map(served);
  assert.equal(ofRouter.length, 22);
  // Who holds a link is shown it before they are anybody (web/app/page.tsx).
  assert.deepEqual(ofService.toSorted(), ["/", "/link", ...ofRouter].toSorted());
});
