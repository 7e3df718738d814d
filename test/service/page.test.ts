/** The page as it is served: its addresses, its policy, its files. */
import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fastify, type FastifyInstance } from "fastify";
import { servePage } from "../../src/page/serve-page.ts";
import { newFolder } from "../../lab/service/service.ts";

let folder: string;
let app: FastifyInstance;

before(async () => {
  folder = await newFolder();
  await mkdir(join(folder, "assets"));
  await mkdir(join(folder, "guide"));
  await writeFile(join(folder, "index.html"), '<script nonce="__CSP_NONCE__"></script><meta nonce="__CSP_NONCE__">');
  await writeFile(join(folder, "favicon.svg"), "<svg/>");
  await writeFile(join(folder, "guide/en.html"), "guide");
  await writeFile(join(folder, "assets/main-1234.js"), "plain");
  await writeFile(join(folder, "assets/main-1234.js.gz"), "gzipped");
  app = fastify();
  servePage(app, folder, app.log);
  await app.ready();
});
after(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

test("every response has a nonce of its own, which is the policy's", async () => {
  const nonces = new Set<string>();
  for (const url of ["/", "/companies", "/companies/acme", "/companies/acme/outgoing-numbers"]) {
    const { statusCode, headers, body } = await app.inject(url);
    assert.equal(statusCode, 200, url);
    const nonce = /nonce="([\w-]{22})"/.exec(body)![1]!;
    assert.ok(!body.includes("__CSP_NONCE__"));
    const policy = String(headers["content-security-policy"]);
    assert.ok(policy.includes(`script-src 'self' 'nonce-${nonce}'`), policy);
    assert.doesNotMatch(policy, /unsafe|https?:/);
    assert.equal(headers["cache-control"], "no-store");
    nonces.add(nonce);
  }
  assert.equal(nonces.size, 4);
});

test("any other address is not found", async () => {
  for (const url of ["/nope", "/companies/acme/nope", "/companies/a/b/c/d", "/assets/none.js", "/assets/../index.html"])
    assert.equal((await app.inject(url)).statusCode, 404, url);
});

test("a browser on an address that is none gets the page, which says so; the API stays JSON", async () => {
  const asked = async (url: string, accept: string) => {
    const { statusCode, headers } = await app.inject({ url, headers: { accept } });
    return `${statusCode} ${headers["content-type"]}`;
  };
  const browser = "text/html,application/xhtml+xml,*/*;q=0.8";
  for (const url of ["/nope", "/nope/", "/companies/acme/nope", "/companies/a/b/c/d", "/guide/none", "/apinope?a=b"]) {
    assert.equal(await asked(url, browser), "404 text/html; charset=utf-8", url);
    assert.equal(await asked(url, "*/*"), "404 application/json; charset=utf-8", url);
  }
  for (const url of ["/api", "/api?a=b", "/api/", "/api/nope", "/api/v1/companies/acme/nope", "/scim/v2/acme/nope"])
    assert.equal(await asked(url, browser), "404 application/json; charset=utf-8", url);
  assert.equal(await asked("/guide/en.html", browser), "200 text/html; charset=utf-8");
  const { statusCode, headers } = await app.inject({ method: "POST", url: "/nope", headers: { accept: browser } });
  assert.equal(`${statusCode} ${headers["content-type"]}`, "404 application/json; charset=utf-8");
});

test("files with a hash in their name are kept for good, and sent compressed", async () => {
  const { headers, body } = await app.inject({ url: "/assets/main-1234.js", headers: { "accept-encoding": "gzip" } });
  assert.equal(body, "gzipped");
  assert.equal(headers["content-encoding"], "gzip");
  assert.equal(headers["cache-control"], "public, max-age=31536000, immutable");
});

test("a page that is not built says how to build it", async () => {
  const app = fastify();
  servePage(app, join(folder, "none"), app.log);
  const { statusCode, body } = await app.inject("/");
  assert.equal(statusCode, 503);
  assert.match(body, /npm run build/);
  await app.close();
});
