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
    databaseUrl: undefined,
    operatorKey: undefined,
    publicUrl: "http://127.0.0.1:8480",
    trustedProxies: [],
    secretFile: "data/callas.secret",
    allowPrivate: false,
    historyDays: undefined,
    feedDays: 30,
    mail: undefined,
    kamailios: [],
    freeswitch: undefined,
    kamailioSecret: "",
    kamailioAll: 10_000,
    asteriskAgi: undefined,
    logLevel: "info",
    cacheBytes: 256 * 1024 * 1024,
    workers: 1,
    traces: undefined,
  });
});

test("every setting is read", () => {
  assert.deepEqual(
    readConfig({
      CALLAS_HOST: "0.0.0.0",
      CALLAS_PORT: "0",
      CALLAS_DATA_DIR: "/var/lib/callas",
      CALLAS_DATABASE_URL: "postgres://callas:secret@db.example/callas",
      CALLAS_OPERATOR_KEY: KEY,
      CALLAS_PUBLIC_URL: "https://Callas.example:8443/",
      CALLAS_TRUSTED_PROXIES: "10.0.0.1, fd00::/8,192.168.0.0/16",
      CALLAS_SECRET_FILE: "/run/secrets/callas",
      CALLAS_PRIVATE_ADDRESSES: "allow",
      CALLAS_HISTORY_DAYS: "30",
      CALLAS_FEED_DAYS: "7",
      CALLAS_SMTP_URL: "smtps://callas:p%40ss@mail.example:465",
      CALLAS_MAIL_FROM: "callas@example.com",
      CALLAS_KAMAILIO: "10.0.0.1:8448, kamailio.example:8449",
      CALLAS_FREESWITCH: "127.0.0.1:8021,10.0.0.2:8021",
      CALLAS_FREESWITCH_PASSWORD: "Clue Con",
      CALLAS_KAMAILIO_SECRET: "a-secret-of-tests",
      CALLAS_KAMAILIO_ALL: "5",
      CALLAS_ASTERISK_AGI: "127.0.0.1:4580",
      CALLAS_LOG_LEVEL: "warn",
      CALLAS_CACHE_MIB: "5",
      CALLAS_WORKERS: "4",
      PATH: "/bin",
    }),
    {
      host: "0.0.0.0",
      port: 0,
      dataDir: "/var/lib/callas",
      databaseUrl: "postgres://callas:secret@db.example/callas",
      operatorKey: KEY,
      publicUrl: "https://callas.example:8443",
      trustedProxies: ["10.0.0.1", "fd00::/8", "192.168.0.0/16"],
      secretFile: "/run/secrets/callas",
      allowPrivate: true,
      historyDays: 30,
      feedDays: 7,
      mail: { smtpUrl: "smtps://callas:p%40ss@mail.example:465", from: "callas@example.com" },
      kamailios: [
        { host: "10.0.0.1", port: 8448 },
        { host: "kamailio.example", port: 8449 },
      ],
      freeswitch: {
        addresses: [
          { host: "127.0.0.1", port: 8021 },
          { host: "10.0.0.2", port: 8021 },
        ],
        password: "Clue Con",
      },
      kamailioSecret: "a-secret-of-tests",
      kamailioAll: 5,
      asteriskAgi: { host: "127.0.0.1", port: 4580 },
      logLevel: "warn",
      cacheBytes: 5 * 1024 * 1024,
      workers: 4,
      traces: undefined,
    },
  );
});

test("traces are sent once there is a collector", () => {
  const traces = (environment: Readonly<Record<string, string>>) => readConfig(environment).traces;
  const collector = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector.example:4318/" };
  const asDefault = { service: "callas", sampler: "parentbased_always_on", ratio: 1 };
  assert.deepEqual(traces(collector), { url: "http://collector.example:4318/v1/traces", ...asDefault });
  const whole = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://collector.example/in" };
  assert.deepEqual(traces({ ...collector, ...whole }), { url: "https://collector.example/in", ...asDefault });
  const chosen = { OTEL_SERVICE_NAME: "eu", OTEL_TRACES_SAMPLER: "traceidratio", OTEL_TRACES_SAMPLER_ARG: "0.25" };
  assert.deepEqual(traces({ ...whole, ...chosen }), {
    url: "https://collector.example/in",
    service: "eu",
    sampler: "traceidratio",
    ratio: 0.25,
  });
  assert.equal(traces({ ...collector, OTEL_SDK_DISABLED: "true" }), undefined);
  assert.equal(traces({ ...collector, OTEL_TRACES_EXPORTER: "none" }), undefined);
  // Meant for other programs of the machine.
  assert.equal(traces({ OTEL_TRACES_SAMPLER: "jaeger_remote", OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }), undefined);
});

test("what is wrong with the settings of traces is said by their names", () => {
  const wrong = {
    OTEL_EXPORTER_OTLP_ENDPOINT: "collector.example:4317",
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
    OTEL_TRACES_SAMPLER: "jaeger_remote",
    OTEL_TRACES_SAMPLER_ARG: "10%",
  };
  assert.throws(
    () => readConfig(wrong),
    (error) =>
      error instanceof BadSettings &&
      Object.keys(wrong).every((name) => new RegExp(`^${name}: `, "m").test(error.message)),
  );
});

test("an empty variable is none", () => {
  const empty = {
    CALLAS_HOST: "",
    CALLAS_PORT: "",
    CALLAS_DATABASE_URL: "",
    CALLAS_OPERATOR_KEY: "",
    CALLAS_PUBLIC_URL: "",
    CALLAS_TRUSTED_PROXIES: "",
    CALLAS_SECRET_FILE: "",
    CALLAS_SMTP_URL: "",
    CALLAS_MAIL_FROM: "",
    CALLAS_KAMAILIO: "",
    CALLAS_FREESWITCH: "",
    CALLAS_FREESWITCH_PASSWORD: "",
  };
  assert.deepEqual(readConfig(empty), readConfig({}));
});

const wrong: Readonly<Record<string, readonly string[]>> = {
  CALLAS_PORT: ["x", "-1", "65536", "80.5", "NaN"],
  CALLAS_DATABASE_URL: ["mysql://localhost/callas", "x"],
  CALLAS_OPERATOR_KEY: [KEY.slice(1), "x", "k".repeat(32), "benchmark".repeat(4), "0123456789abcdef 0123456789abcdef"],
  CALLAS_PUBLIC_URL: [
    "callas.example",
    "ftp://callas.example",
    "javascript:alert(1)",
    "https://",
    "https://callas.example/page",
    "https://callas.example?",
    "https://callas.example#",
    "https://user:password@callas.example",
    "https://a.example,https://b.example",
  ],
  CALLAS_TRUSTED_PROXIES: [
    "proxy.example",
    "true",
    "loopback",
    "*",
    "10.0.0.1,",
    "10.0.0.1 10.0.0.2",
    "10.0.0.0/0",
    "::/0",
    "10.0.0.0/33",
    "fd00::/129",
    "10.0.0.0/255.0.0.0",
    "10.0.0.0/8/8",
    "fe80::1%eth0",
  ],
  CALLAS_SMTP_URL: [
    "mail.example",
    "http://mail.example",
    "smtp://",
    "smtp://mail.example/path",
    "smtp://mail.example?tls.rejectUnauthorized=false",
    "smtp://user:%zz@mail.example",
    "smtp://user:%0d%0a@mail.example",
    "smtp://mail.example:99999",
  ],
  CALLAS_MAIL_FROM: ["callas", "Callas <callas@example.com>", "a@b.example\r\nBcc: x@y.example", "пост@example.com"],
  CALLAS_KAMAILIO: ["10.0.0.1", "10.0.0.1:", ":8448", "a:1,,b:2", "a b:1", "a:123456"],
  CALLAS_FREESWITCH: ["10.0.0.1", "a:1,,b:2"],
  CALLAS_FREESWITCH_PASSWORD: ["a\nb", "пароль", "x".repeat(129)],
  CALLAS_KAMAILIO_SECRET: ["short", "with a blank in it", 'with"a"quote"in"it', "s".repeat(129)],
  CALLAS_ASTERISK_AGI: ["x", "127.0.0.1", "127.0.0.1:", "a b:1", "127.0.0.1:4580,127.0.0.1:4581"],
  CALLAS_KAMAILIO_ALL: ["-1", "1.5", "1000001", "all"],
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

test("FreeSWITCHes without a password are refused, by the name of the missing setting", () => {
  assert.deepEqual(linesOf({ CALLAS_FREESWITCH: "127.0.0.1:8021" }), [
    "CALLAS_FREESWITCH_PASSWORD: the password of the event sockets in CALLAS_FREESWITCH",
  ]);
});

test("a mail server without a sender is refused, by the name of the missing setting", () => {
  assert.deepEqual(linesOf({ CALLAS_SMTP_URL: "smtp://127.0.0.1:25" }), [
    "CALLAS_MAIL_FROM: the address that mail comes from, for CALLAS_SMTP_URL",
  ]);
});

test("what is said of a wrong mail server does not repeat its password", () => {
  const lines = linesOf({ CALLAS_SMTP_URL: "http://callas:hunter2@mail.example", CALLAS_MAIL_FROM: "a@b.example" });
  assert.equal(lines.length, 1);
  assert.doesNotMatch(lines[0]!, /hunter2/);
});

test("without a public address, it is the one that Callas listens on", () => {
  const publicUrl = (host: string, port: string) => readConfig({ CALLAS_HOST: host, CALLAS_PORT: port }).publicUrl;
  assert.equal(publicUrl("::1", "9000"), "http://[::1]:9000");
  assert.equal(publicUrl("localhost", "80"), "http://localhost");
  assert.equal(publicUrl("fe80::1%eth0", "9000"), "http://[fe80::1%eth0]:9000");
});

test("the key of second factors is beside the database, unless a setting says where", () => {
  assert.equal(readConfig({ CALLAS_DATA_DIR: "/var/lib/callas" }).secretFile, "/var/lib/callas/callas.secret");
});

test("all that is wrong is named at once", () => {
  const all = Object.fromEntries(Object.entries(wrong).map(([name, [value]]) => [name, value!]));
  const named = linesOf(all).map((line) => /^\w+/.exec(line)![0]);
  assert.deepEqual([...new Set(named)].sort(), Object.keys(wrong).sort());
});
