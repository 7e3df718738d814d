/** Killed while it answers, the whole service keeps what it answered. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { clientOf, revisionIn } from "../../lab/service/client.ts";
import { eventually } from "../../lab/eventually.ts";
import { hasEnded } from "../../lab/service/end.ts";
import { newFolder, operatorKey, serviceProcess } from "../../lab/service/service.ts";
import { readWhole } from "./whole.ts";

test("20 times SIGKILL of the whole service while it saves: what it answered 200 is kept whole", async () => {
  const folder = await newFolder();
  let [last, answeredInAll] = [0, 0];
  for (let round = 0; round < 20; round++) {
    const service = serviceProcess({ CALLAS_DATA_DIR: folder, CALLAS_LOG_LEVEL: "info" });
    const operator = clientOf(await service.address, operatorKey);
    const answered: { revision: number; id: string; name: string }[] = [];
    const client = async (nth: number) => {
      for (let at = 0; ; at++) {
        const [id, name] = [`c${nth}`, `${round} ${at}`];
        const number = { number: `+37517${1_000_000 + nth * 1000 + (at % 500)}` };
        for (const [what, body] of [
          [`PUT companies/${id}`, { name, country: "BY" }],
          [`PUT companies/${id}/directory`, { numbers: [number], employees: [{ id: "e", name }], departments: [] }],
        ] as const) {
          const answer = await operator(what, body);
          assert.equal(answer.status, 200, answer.text);
          answered.push({ revision: revisionIn(answer), id, name });
        }
      }
    };
    const clients = [0, 1, 2, 3].map((nth) => client(nth).catch((error: unknown) => error));
    // By saves and not by the clock, so that a busy machine does not make it a test of idle services; then at any moment.
    const enough = 4 + ((round * 7) % 13);
    await eventually("saves", () => (answered.length >= enough || hasEnded(service.child) ? true : undefined));
    await delay((round * 37) % 20);
    service.child.kill("SIGKILL");
    assert.equal(await service.exited, "SIGKILL", service.output());
    for (const stopped of await Promise.all(clients))
      assert.ok(stopped instanceof Error && "code" in stopped && stopped.code !== "ERR_ASSERTION", String(stopped));
    const kept = readWhole(folder);
    for (const { revision, id, name } of answered) {
      assert.ok(revision > last, `${revision} after ${last}`);
      const write = kept.writes.get(revision);
      assert.equal(write?.company, id);
      assert.ok(JSON.stringify(write?.changes).includes(JSON.stringify(name)), `${name} at ${revision}`);
    }
    for (const nth of [0, 1, 2, 3]) {
      const mine = answered.filter(({ id }) => id === `c${nth}`);
      for (const kind of ["company", "directory"]) {
        const document = kept.documents.get(`c${nth} ${kind}`);
        const newest = mine.findLast((_, at) => at % 2 === (kind === "company" ? 0 : 1));
        if (newest) assert.ok(document !== undefined && document.revision >= newest.revision);
      }
    }
    assert.ok(kept.head <= Math.max(last, ...answered.map(({ revision }) => revision)) + 4);
    last = kept.head;
    answeredInAll += answered.length;
  }
  await rm(folder, { recursive: true, force: true });
  assert.ok(answeredInAll > 100, `${answeredInAll} saves were answered in all`);
});
