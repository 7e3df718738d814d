/** The settings of the environment: their defaults, their forms, and what is said of wrong ones. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { BadSettings, readConfig } from "../../src/config.ts";

/** As short and as plain as a key may be. */
const KEY = "0123456789".repeat(3) + "00";

test("without any setting the defaults hold", () => {
  assert.deepEqual(readConfig({}), {
    host: "127.0.0.1",
    port: 8480,
    dataDir: "./data",
    operatorKey: undefined,
    kamailios: [],
    logLevel: "info",
    cacheBytes: 256 * 1024 * 1024,
  });
});

test("every setting is read", () => {
  assert.deepEqual(
    readConfig({
      CALLAS_HOST: "0.0.0.0",
      CALLAS_PORT: "0",
      CALLAS_DATA_DIR: "/var/lib/callas",
      CALLAS_OPERATOR_KEY: KEY,
      CALLAS_KAMAILIO: "10.0.0.1:8448, kamailio.example:8449",
      CALLAS_LOG_LEVEL: "warn",
      CALLAS_CACHE_MIB: "5",
      PATH: "/bin",
    }),
    {
      host: "0.0.0.0",
      port: 0,
      dataDir: "/var/lib/callas",
      operatorKey: KEY,
      kamailios: [
        { host: "10.0.0.1", port: 8448 },
        { host: "kamailio.example", port: 8449 },
      ],
      logLevel: "warn",
      cacheBytes: 5 * 1024 * 1024,
    },
  );
});

test("an empty variable is none", () => {
  const empty = {
    CALLAS_HOST: "",
    CALLAS_PORT: "",
    CALLAS_DATABASE_URL: "",
    CALLAS_OPERATOR_KEY: "",
    CALLAS_KAMAILIO: "",
  };
  assert.deepEqual(readConfig(empty), readConfig({}));
});

const wrong: Readonly<Record<string, readonly string[]>> = {
  CALLAS_PORT: ["x", "-1", "65536", "80.5", "NaN"],
  CALLAS_DATABASE_URL: ["postgres://localhost/callas", "x"],
  CALLAS_OPERATOR_KEY: [KEY.slice(1), "x", "k".repeat(32), "benchmark".repeat(4), "0123456789abcdef 0123456789abcdef"],
  CALLAS_KAMAILIO: ["10.0.0.1", "10.0.0.1:", ":8448", "a:1,,b:2", "a b:1", "a:123456"],
  CALLAS_LOG_LEVEL: ["INFO", "loud"],
  CALLAS_CACHE_MIB: ["0", "-5", "1.5", "many"],
};
const linesOf = (environment: Readonly<Record<string, string>>): string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    assert.ok(error instanceof BadSettings);
    return error.message.split("\n");
  }
};

for (const [name, values] of Object.entries(wrong))
  test(`${name} of a wrong form is refused, by its name`, () => {
    for (const value of values) {
      const lines = linesOf({ [name]: value });
      assert.ok(lines.length > 0, `“${value}”`);
      for (const line of lines) assert.ok(line.startsWith(name), `“${value}”: ${line}`);
    }
  });

test("all that is wrong is named at once", () => {
  const all = Object.fromEntries(Object.entries(wrong).map(([name, [value]]) => [name, value!]));
  const named = linesOf(all).map((line) => /^\w+/.exec(line)![0]);
  assert.deepEqual([...new Set(named)].sort(), Object.keys(wrong).sort());
});
