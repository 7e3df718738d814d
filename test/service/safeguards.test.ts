/** What must not be had by a detour. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { faultsOf, outcomeOf, revisionIn } from "../../lab/service/client.ts";
import { directory, MAIN, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { serviceHere, type TestService } from "../../lab/service/service.ts";

let service: TestService;

before(async () => {
  service = await serviceHere();
});
after(() => service.stop());

test("the keys of a removed company are not for the next one of its id", async () => {
  await putCompany(service.operator, "reused", { directory, settings });
  await putCompany(service.operator, "other");
  const keyFor = async (...companies: string[]) => {
    const made = await service.operator("POST keys", { name: "admin", role: "admin", companies });
    return service.as(String(made.body["key"]));
  };
  const [ofOne, ofBoth] = [await keyFor("reused"), await keyFor("reused", "other")];
  assert.equal(outcomeOf(await ofOne("GET companies/reused/outgoing-numbers")), "200");
  assert.equal(outcomeOf(await service.operator("DELETE companies/reused")), "200");
  await putCompany(service.operator, "reused", { directory });
  assert.equal(outcomeOf(await ofOne("GET companies/reused/outgoing-numbers")), "401 key_required");
  assert.equal(outcomeOf(await ofBoth("GET companies/reused/outgoing-numbers")), "404 company_unknown");
  assert.equal(outcomeOf(await ofBoth("GET companies/other")), "200");
  await service.operator("DELETE companies/reused");
});

test("only the operator opens a guest's blocks, and only a PBX says that he is a guest no more", async () => {
  await putCompany(service.operator, "guests", { directory, settings });
  const keyOf = async (about: object) => {
    const made = await service.operator("POST keys", { name: "k", companies: ["guests"], ...about });
    return service.as(String(made.body["key"]));
  };
  const admin = await keyOf({ role: "admin" });
  const pbx = await keyOf({ role: "pbx", sync: true });
  const put = (as: typeof admin, fields: object) =>
    as("PUT companies/guests/employees/gast", { name: "Gast", guest: true, ...fields }).then(outcomeOf);
  assert.equal(await put(admin, { substitution: "full" }), "403 forbidden");
  assert.equal(await put(pbx, { substitution: "full" }), "403 forbidden");
  assert.equal(await put(admin, { guest: false }), "403 forbidden");
  assert.equal(await put(admin, { name: "Gast K." }), "200");
  assert.equal(await put(pbx, { guest: false }), "200");
  await service.operator("DELETE companies/guests");
});

test("errors of a single thing point into it, also where the clash stands further on in the directory", async () => {
  await putCompany(service.operator, "pointers", { directory });
  const put = async (id: string, fields: object) =>
    faultsOf(await service.operator(`PUT companies/pointers/employees/${id}`, { name: "N", ...fields }));
  assert.deepEqual(await put("ivan", { extension: "202" }), ["duplicate_extension /extension /employees/1"]);
  assert.deepEqual(await put("olga", { extension: "201" }), ["duplicate_extension /extension /employees/0"]);
  const lines = [{ id: "olga-desk", device: "desk_phone" }];
  assert.deepEqual(await put("ivan", { lines }), ["duplicate_line /lines/0/id /employees/1/lines/0"]);
  assert.deepEqual(await put("new", { extension: "112" }), ["extension_reserved /extension"]);
  await service.operator("DELETE companies/pointers");
});

test("a preview waits for a revision as a decision does", async () => {
  await putCompany(service.operator, "waits", { directory });
  const ask = (minRevision: number) =>
    service.operator("POST decisions/preview", {
      company: "waits",
      line: "ivan-desk",
      dialled: "8 029 333-44-55",
      settings: { ...settings, main: SECOND },
      minRevision,
    });
  const { headers } = await service.operator("GET companies/waits/directory");
  const now = Number(headers.etag!.slice(1, -1));
  assert.equal(outcomeOf(await ask(now)), "200");
  assert.equal(outcomeOf(await ask(now + 100)), "503 revision_not_reached");
  const saved = await service.operator(`PATCH companies/waits/numbers/${encodeURIComponent(MAIN)}`, { label: "L" });
  assert.equal(outcomeOf(await ask(revisionIn(saved))), "200");
});
