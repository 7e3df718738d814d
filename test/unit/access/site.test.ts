/** Where passkeys are offered. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { siteOf } from "../../../src/access/site.ts";

test("a site is the configured address with a name under TLS, or this machine by its name", () => {
  for (const [publicUrl, origin, rpId] of [
    ["https://callas.acme.example", "https://callas.acme.example", "callas.acme.example"],
    ["https://Callas.Acme.example:443/page?x#y", "https://callas.acme.example", "callas.acme.example"],
    ["https://callas.acme.example:8443/", "https://callas.acme.example:8443", "callas.acme.example"],
    ["https://bücher.example", "https://xn--bcher-kva.example", "xn--bcher-kva.example"],
    ["http://localhost:8480", "http://localhost:8480", "localhost"],
    ["https://localhost", "https://localhost", "localhost"],
    ["http://callas.localhost:8480", "http://callas.localhost:8480", "callas.localhost"],
  ] as const)
    assert.deepEqual(siteOf(publicUrl), { origin, rpId, name: "Callas" }, publicUrl);
});

test("elsewhere there are no passkeys", () => {
  for (const publicUrl of [
    "https://192.0.2.1",
    "http://127.0.0.1:8480",
    "https://0x7f.1",
    "https://[2001:db8::1]:8443",
    "http://callas.acme.example",
    "http://notlocalhost",
    "ftp://localhost",
    "callas.acme.example",
    "",
  ])
    assert.equal(siteOf(publicUrl), null, publicUrl);
});
