/** Requests to servers that somebody else named: what they may reach, and how much of an answer is taken. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { eventually } from "../../lab/eventually.ts";
import {
  fetchOutward,
  OutwardFailed,
  type OutwardFailure,
  type OutwardRequest,
} from "../../src/outward/fetch-outward.ts";

const asked: OutwardRequest = { method: "GET", headers: {}, allowPrivate: true, maxBytes: 1000, timeoutMs: 30_000 };

async function serving(
  answer: RequestListener,
  use: (server: string, requests: readonly IncomingMessage[]) => Promise<void>,
): Promise<void> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    return answer(request, response);
  }).listen(0, "127.0.0.1");
  try {
    await once(server, "listening");
    await use(`127.0.0.1:${(server.address() as AddressInfo).port}`, requests);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function assertFails(request: Promise<unknown>, failure: OutwardFailure, what = ""): Promise<void> {
  const error = await request.then(
    () => assert.fail(`answered: ${what}`),
    (error: unknown) => error,
  );
  assert.ok(error instanceof OutwardFailed, what);
  assert.equal(error.failure, failure, what);
  assert.doesNotMatch(error.message, /secret/, "the message is for the log");
}

test("an answer comes whole, with its status and headers", () =>
  serving(
    (request, response) => {
      response.writeHead(418, { "content-type": "text/plain", "set-cookie": ["a=1", "b=2"] });
      response.write(`${request.method} ${request.url} ${String(request.headers["x-asked"])} `);
      request.pipe(response);
    },
    async (server) => {
      const request = { ...asked, method: "POST", headers: { "x-asked": "yes" }, body: "body" };
      const answer = await fetchOutward(`http://${server}/path?q=1`, request);
      assert.deepEqual([answer.status, answer.headers.get("content-type")], [418, "text/plain"]);
      assert.deepEqual(answer.headers.getSetCookie(), ["a=1", "b=2"]);
      assert.equal(await answer.text(), "POST /path?q=1 yes body");
    },
  ));

test("an answer without a body is one", () =>
  serving(
    (_request, response) => response.writeHead(204).end(),
    async (server) => assert.equal((await fetchOutward(`http://${server}/`, asked)).status, 204),
  ));

test("a redirect is not followed", () =>
  serving(
    (_request, response) => response.writeHead(307, { location: "/elsewhere" }).end(),
    async (server, requests) => {
      assert.equal((await fetchOutward(`http://${server}/`, asked)).status, 307);
      assert.equal(requests.length, 1);
    },
  ));

test("an answer may be as large as allowed, and not a byte larger", () =>
  serving(
    (request, response) => response.end("x".repeat(Number(request.url!.slice(1)))),
    async (server) => {
      assert.equal((await (await fetchOutward(`http://${server}/1000`, asked)).text()).length, 1000);
      await assertFails(fetchOutward(`http://${server}/1001`, asked), "too_large");
    },
  ));

test("an answer without end is cut off", () =>
  serving(
    (_request, response) => {
      const more = () => {
        while (response.write("x".repeat(10_000)));
      };
      response.on("drain", more);
      more();
    },
    async (server, requests) => {
      await assertFails(fetchOutward(`http://${server}/`, asked), "too_large");
      await eventually("the connection is closed", () => requests[0]!.socket.destroyed || undefined);
    },
  ));

test("silence ends in time, before and within an answer", () =>
  serving(
    (request, response) => void (request.url === "/within" && response.write("x")),
    async (server) => {
      for (const path of ["before", "within"])
        await assertFails(fetchOutward(`http://${server}/${path}`, { ...asked, timeoutMs: 200 }), "timed_out", path);
    },
  ));

test("a name that is looked up without end ends in time", () =>
  assertFails(
    fetchOutward("https://provider.example/", { ...asked, timeoutMs: 200 }, () => new Promise(() => {})),
    "timed_out",
  ));

test("nobody there, and what is not HTTP", () =>
  serving(
    (_request, response) => void response.socket!.end("SMTP\r\n"),
    async (server) => {
      await assertFails(fetchOutward(`http://${server}/?secret`, asked), "unreachable");
      await assertFails(fetchOutward(`https://${server}/?secret`, asked), "unreachable", "no TLS");
      await assertFails(fetchOutward("http://127.0.0.1:1/?secret", asked), "unreachable");
      const unknown = Promise.reject(Object.assign(new Error("not found"), { code: "ENOTFOUND" }));
      await assertFails(
        fetchOutward("https://nobody.example/", asked, () => unknown),
        "unreachable",
      );
      await assertFails(
        fetchOutward("https://nobody.example/", asked, async () => []),
        "unreachable",
      );
    },
  ));

test("private addresses are refused unless allowed, however they are written", () =>
  serving(
    (_request, response) => response.end("inside"),
    async (server, requests) => {
      const port = server.split(":")[1];
      const outside = { ...asked, allowPrivate: false };
      for (const host of ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::1]", "[::ffff:127.0.0.1]"])
        await assertFails(fetchOutward(`http://${host}:${port}/secret`, outside), "address_refused", host);
      assert.equal(requests.length, 0);
      assert.equal(await (await fetchOutward(`http://localhost:${port}/`, asked)).text(), "inside");
    },
  ));

test("some addresses are refused even if private ones are allowed", async () => {
  for (const host of ["169.254.169.254", "[fd00:ec2::254]", "[::ffff:169.254.169.254]", "0.0.0.0", "[fe80::1]"])
    await assertFails(fetchOutward(`http://${host}/latest/meta-data`, asked), "address_refused", host);
});

test("what is not a plain HTTP address is refused", async () => {
  for (const url of ["", "example", "file:///etc/passwd", "ftp://a.example/secret", "https://user:secret@a.example/"])
    await assertFails(fetchOutward(url, asked), "address_refused", url);
});

test("a name is looked up once, all its addresses are checked, and it is connected to what was checked", () =>
  serving(
    (_request, response) => response.end(),
    async (server, requests) => {
      const [address, port] = server.split(":");
      const url = `http://provider.example:${port}/`;
      let lookups = 0;
      // The first answer is fine, the later ones are an attacker's.
      const rebinding = async () => {
        lookups += 1;
        return [{ address: lookups === 1 ? address! : "169.254.169.254", family: 4 }];
      };
      assert.equal((await fetchOutward(url, asked, rebinding)).status, 200);
      assert.deepEqual([lookups, requests[0]!.headers.host], [1, `provider.example:${port}`]);
      await assertFails(fetchOutward(url, asked, rebinding), "address_refused");
      const mixed = async () => [
        { address: "9.9.9.9", family: 4 },
        { address: address!, family: 4 },
      ];
      await assertFails(fetchOutward(url, { ...asked, allowPrivate: false }, mixed), "address_refused");
      assert.equal(requests.length, 1);
    },
  ));
