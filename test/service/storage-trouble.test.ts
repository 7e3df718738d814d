/** A disk that is full, a file that is damaged under a running service: calls are decided on, saves say what is wrong. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, open, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { databaseFile } from "../../src/store/sqlite/data-folder.ts";
import { clientOf, outcomeOf, revisionIn, type Ask } from "../../lab/service/client.ts";
import { company, directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { newFolder, operatorKey, serviceProcess, type ServiceProcess } from "../../lab/service/service.ts";
import { readWhole } from "./whole.ts";

async function serving(context: TestContext, folder: string): Promise<{ service: ServiceProcess; operator: Ask }> {
  const service = serviceProcess({ CALLAS_DATA_DIR: folder, CALLAS_LOG_LEVEL: "info" });
  context.after(async () => {
    service.child.kill("SIGKILL");
    await service.exited;
  });
  const operator = clientOf(await service.address, operatorKey);
  await putCompany(operator, "acme", { directory, settings });
  return { service, operator };
}

async function decides(operator: Ask): Promise<void> {
  const call = { company: "acme", line: "ivan-desk" };
  assert.equal((await operator("POST decisions", { ...call, dialled: "112" })).body["callerId"], MAIN);
  assert.equal((await operator("POST decisions", { ...call, dialled: "+48221234567" })).body["callerId"], SECOND);
}

/** Employees with as much text as takes `bytes` to store. */
const largeDirectory = (bytes: number) => ({
  ...directory,
  departments: [],
  employees: [
    ...directory.employees,
    ...Array.from({ length: Math.ceil(bytes / 200) }, (_, at) => ({ id: `e${at}`, name: "x".repeat(150) })),
  ],
});

test("a full disk: saves answer 507 and change nothing, calls go on, and with room again saves do", async (context) => {
  const folder = await newFolder();
  const disk = join(folder, "disk");
  await mkdir(disk);
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", disk]);
  context.after(async () => {
    execFileSync("umount", ["--lazy", disk]);
    await rm(folder, { recursive: true, force: true });
  });
  const { service, operator } = await serving(context, join(disk, "data"));
  const filler = join(disk, "filler");
  await fill(filler);
  const before = {
    directory: (await operator("GET companies/acme/directory")).body,
    revision: revisionIn(await operator("GET companies/acme/outgoing-numbers")),
  };
  for (let round = 0; round < 5; round++) {
    const large = await operator("PUT companies/acme/directory", largeDirectory(600_000));
    assert.equal(outcomeOf(large), "507 storage_full");
    await decides(operator);
  }
  // Small saves need as good as no room; whatever they answer, they mean it.
  const outcomes = new Map<string, string>();
  for (let at = 0; at < 200; at++) {
    const outcome = outcomeOf(await operator(`PUT companies/small${at}`, { ...company, name: "x".repeat(200) }));
    assert.match(outcome, /^(200|507 storage_full)$/);
    outcomes.set(`small${at}`, outcome);
    if (outcome !== "200" && at > 20) break;
  }
  assert.equal([...outcomes.values()].at(-1), "507 storage_full");
  await decides(operator);
  for (const [id, outcome] of outcomes)
    assert.equal((await operator(`GET companies/${id}`)).status, outcome === "200" ? 200 : 404);
  assert.deepEqual((await operator("GET companies/acme/directory")).body, before.directory);

  await rm(filler);
  const saved = await operator("PUT companies/acme/directory", largeDirectory(100_000));
  assert.equal(outcomeOf(saved), "200");
  const succeeded = [...outcomes.values()].filter((outcome) => outcome === "200").length;
  assert.equal(revisionIn(saved), before.revision + succeeded + 1, "refused saves used no revision");
  await decides(operator);
  service.child.kill("SIGTERM");
  assert.equal(await service.exited, 0);
  const kept = readWhole(join(disk, "data"));
  assert.equal(kept.head, revisionIn(saved));
  assert.equal(kept.documents.get("acme directory")!.revision, kept.head);
});

/** Takes all the room there is. */
async function fill(file: string): Promise<void> {
  const filler = await open(file, "w");
  try {
    for (const size of [65_536, 4096])
      for (let wrote = size; wrote === size;)
        wrote = await filler.write(Buffer.alloc(size)).then(
          ({ bytesWritten }) => bytesWritten,
          () => 0,
        );
  } finally {
    await filler.close();
  }
}

const damages: Readonly<Record<string, (file: string) => Promise<void>>> = {
  "other bytes from its start to its end": async (file) => overwrite(file, 0, (await stat(file)).size),
  "a head of zeros": (file) => overwrite(file, 0, 100, 0),
  "noise behind its first page": async (file) => overwrite(file, 4096, (await stat(file)).size - 4096),
  "no bytes at all": (file) => truncate(file, 0),
  "half its bytes": async (file) => truncate(file, (await stat(file)).size / 2),
};

for (const [damage, doDamage] of Object.entries(damages))
  test(`a file that gets ${damage} while it is served from`, async (context) => {
    const folder = await newFolder();
    context.after(() => rm(folder, { recursive: true, force: true }));
    const { service, operator } = await serving(context, folder);
    // Enough to write the log back into the file, so that there is something in it to damage.
    await putCompany(operator, "large", { directory: { ...largeDirectory(900_000), numbers: [] } });
    for (let at = 0; at < 6; at++)
      await putCompany(operator, "large", { directory: { ...largeDirectory(900_000 + at), numbers: [] } });
    await doDamage(databaseFile(folder));
    await doDamage(`${databaseFile(folder)}-wal`).catch(() => {});
    const outcomes = new Set<string>();
    for (let at = 0; at < 20; at++) {
      const answers = [
        await operator(`PUT companies/new${at}`, company),
        await operator("PUT companies/acme", { ...company, name: `Acme ${at}` }),
        await operator("PUT companies/large/directory", { ...largeDirectory(50_000), numbers: [] }),
        await operator("GET companies/large/directory"),
        await operator("GET companies"),
        await operator("POST keys", { name: "x", role: "operator" }),
      ];
      for (const answer of answers) outcomes.add(outcomeOf(answer));
      await decides(operator);
    }
    const strange = [...outcomes].filter((outcome) => !/^(200|503 storage_unavailable)$/.test(outcome));
    assert.deepEqual(strange, [], service.output());
    assert.equal((await operator("GET /healthz")).status, 200);
    assert.equal((await operator("GET /metrics")).status, 200);
    assert.equal(service.child.exitCode, null);
  });

async function overwrite(file: string, from: number, length: number, byte?: number): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.write(Buffer.alloc(Math.max(0, length), byte ?? 0xa5), 0, Math.max(0, length), from);
  } finally {
    await handle.close();
  }
}
