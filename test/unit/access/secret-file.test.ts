/** The file of the key outside the database: how it is made, and which files are refused. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readSecretFile, SecretFileError } from "../../../src/access/secret-file.ts";

const root = mkdtempSync(join(tmpdir(), "callas-secret-"));
after(() => rmSync(root, { recursive: true }));

let folders = 0;
const newFile = () => {
  const folder = join(root, String((folders += 1)));
  mkdirSync(folder);
  return join(folder, "callas.secret");
};
const write = (text: string, mode = 0o600) => {
  const file = newFile();
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
};
const DIGITS = "00112233445566778899aabbccddeeff".repeat(2);

/** Refused with a line that names the file. */
const refused = (file: string, why: RegExp, create = false) =>
  assert.throws(
    () => readSecretFile(file, { create }),
    (error: Error) => error instanceof SecretFileError && error.message.startsWith(file) && why.test(error.message),
    `${why}`,
  );

test("a new file has 32 random bytes, is its owner's alone, and is read from then on", () => {
  const file = newFile();
  const secret = readSecretFile(file, { create: true });
  assert.equal(secret.length, 32);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(join(file, "..")), ["callas.secret"], "nothing else is left");
  assert.match(readFileSync(file, "utf8"), /^[0-9a-f]{64}\n$/);
  for (const create of [true, false]) assert.deepEqual(readSecretFile(file, { create }), secret);
  assert.notDeepEqual(readSecretFile(newFile(), { create: true }), secret);
});

test("a missing file is not made where texts are sealed with the old one", () => {
  const file = newFile();
  refused(file, /is missing/);
  assert.deepEqual(readdirSync(join(file, "..")), []);
});

test("an operator's own file is read, with or without an end of line, and in capitals", () => {
  for (const text of [DIGITS, `${DIGITS}\n`, `${DIGITS}\r\n`, DIGITS.toUpperCase()])
    assert.equal(readSecretFile(write(text), { create: false }).toString("hex"), DIGITS);
});

test("a mounted secret is read: a link to a file that the group may read", () => {
  const link = newFile();
  symlinkSync(write(DIGITS, 0o440), link);
  assert.equal(readSecretFile(link, { create: false }).toString("hex"), DIGITS);
});

test("a file that others can read or change is refused, and left as it is", () => {
  for (const mode of [0o604, 0o644, 0o620, 0o602, 0o666, 0o777]) {
    const file = write(DIGITS, mode);
    refused(file, /chmod 600/, true);
    assert.equal(statSync(file).mode & 0o777, mode);
  }
});

test("a file of another form is refused, and not replaced", () => {
  const malformed = ["", "\n", DIGITS.slice(1), `${DIGITS}0`, `${DIGITS}\n\n`, `${DIGITS}\n${DIGITS}`, "g".repeat(64)];
  for (const text of [...malformed, ` ${DIGITS}`, "x".repeat(1_000_000)]) {
    const file = write(text);
    refused(file, /64 hexadecimal digits/, true);
    assert.equal(readFileSync(file, "utf8"), text);
  }
});

test("what is no file, or in no folder, is refused and nobody waits for it", () => {
  const folder = newFile();
  mkdirSync(folder);
  refused(folder, /is not a file/, true);
  const pipe = newFile();
  execFileSync("mkfifo", ["-m", "600", pipe]);
  refused(pipe, /is not a file/, true);
  refused(join(newFile(), "callas.secret"), /cannot be used/, true);
  refused(join(write(DIGITS), "callas.secret"), /cannot be used/, true);
  const dangling = newFile();
  symlinkSync(`${dangling}.elsewhere`, dangling);
  refused(dangling, /cannot be used/, true);
});
