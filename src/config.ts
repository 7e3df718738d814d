/** The settings of the service and of the command line. Only this file reads the environment. */
import { join } from "node:path";
import { isIP } from "node:net";
import { z } from "zod";
import { isAddressOrRange } from "./access/address-range.ts";
import { SAMPLERS, type TraceSettings } from "./trace/trace.ts";

const Port = z.coerce.number({ error: "a port, 0 to 65535" }).int().min(0).max(65_535);

const Address = z.string().regex(/^[^\s,:]+:\d{1,5}$/, "HOST:PORT");

const Addresses = z
  .string()
  .transform((list) => list.split(",").map((address) => address.trim()))
  .pipe(z.array(Address));

/** `https://callas.example:8443`: what is typed to reach the page, and what links and passkeys are bound to. */
const Origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isOrigin = url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (isOrigin && !text.includes("?") && !text.includes("#")) return url.origin;
  context.addIssue("http:// or https:// with a host, perhaps a port, and nothing else");
  return z.NEVER;
});

const Proxies = z
  .string()
  .transform((list) => list.split(",").map((entry) => entry.trim()))
  .refine((list) => list.every(isAddressOrRange), "addresses and ranges such as 10.0.0.1,10.1.0.0/16,fd00::/8");

/** The message does not repeat it, as it may contain a password. */
const SmtpUrl = z.string().refine((text) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== "" && isBare(url) && isDecodable(url);
}, "smtp://HOST:PORT or smtps://HOST:PORT, with USER:PASSWORD@ before the host if needed, percent-encoded");

/** The message does not repeat it, as it may contain a password. */
const DatabaseUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol),
    "postgres://USER:PASSWORD@HOST:PORT/DATABASE, with the password percent-encoded",
  );

const isBare = ({ pathname, search, hash }: URL) => ["", "/"].includes(pathname) && search === "" && hash === "";

function isDecodable({ username, password }: URL): boolean {
  try {
    return !/[\p{Cc}]/u.test(decodeURIComponent(username) + decodeURIComponent(password));
  } catch {
    return false;
  }
}

/** Only characters that a header may contain, so that a key pasted with a line break is reported here. */
const HeaderText = z.string().regex(/^[\x21-\x7e]+$/, "ASCII letters, digits and punctuation without spaces");

/** Refuses keys made up of a few characters, which are easy to guess. A random key always has more. */
const LEAST_DISTINCT = 10;

const OperatorKey = HeaderText.min(32, "at least 32 characters").refine(
  (key) => new Set(key).size >= LEAST_DISTINCT,
  `at least ${LEAST_DISTINCT} different characters: take a random one, such as of 'openssl rand -hex 32'`,
);

const Environment = z.object({
  CALLAS_HOST: z.string().min(1).default("127.0.0.1"),
  CALLAS_PORT: Port.default(8480),
  CALLAS_DATA_DIR: z.string().min(1).default("./data"),
  /** Of the shared store; without it, the store is embedded in the data folder. */
  CALLAS_DATABASE_URL: DatabaseUrl.optional(),
  CALLAS_PUBLIC_URL: Origin.optional(),
  /** Only these may say whose request they pass on and whether it came by HTTPS (X-Forwarded-For and the like). */
  CALLAS_TRUSTED_PROXIES: Proxies.optional(),
  /** The file of the key that seals second factors and chains the history. */
  CALLAS_SECRET_FILE: z.string().min(1).optional(),
  /** Whether identity providers and webhooks may have private addresses, as inside a company's own network. */
  CALLAS_PRIVATE_ADDRESSES: z.enum(["allow", "refuse"]).default("refuse"),
  /** How long the history is kept; without it, for ever. */
  CALLAS_HISTORY_DAYS: z.coerce.number({ error: "a number of days" }).int().min(1).max(100_000).optional(),
  /** How long call nodes may be behind before they start over; a day is far longer than a snapshot takes. */
  CALLAS_FEED_DAYS: z.coerce.number({ error: "a number of days" }).int().min(1).max(100_000).default(30),
  CALLAS_SMTP_URL: SmtpUrl.optional(),
  CALLAS_MAIL_FROM: z.email({ error: "the address that mail comes from: callas@example.com" }).optional(),
  CALLAS_OPERATOR_KEY: OperatorKey.optional(),
  /** The evapi addresses of the Kamailios to serve: `10.0.0.1:8448,10.0.0.2:8448`. */
  CALLAS_KAMAILIO: Addresses.optional(),
  /** The event sockets of the FreeSWITCHes to serve: `127.0.0.1:8021`. */
  CALLAS_FREESWITCH: Addresses.optional(),
  /** Of these event sockets: one line, as the command that signs in is one. */
  CALLAS_FREESWITCH_PASSWORD: z
    .string()
    .regex(/^[\x20-\x7e]{1,128}$/, "1 to 128 ASCII characters")
    .optional(),
  /** CALLAS_SECRET of callas.cfg. Its characters are those that need no escape in a Kamailio string. */
  CALLAS_KAMAILIO_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9._~+/=-]{16,128}$/, "16 to 128 letters, digits and ._~+/=-")
    .optional(),
  /** If there are no more companies than that, each Kamailio's fallback table has them all. */
  CALLAS_KAMAILIO_ALL: z.coerce.number().int().min(0).max(1_000_000).default(10_000),
  /** Where the FastAGI server for Asterisk listens. It asks for no key: loopback, or a private network. */
  CALLAS_ASTERISK_AGI: Address.optional(),
  /** The processes that share the port. */
  CALLAS_WORKERS: z.coerce.number({ error: "a number of processes" }).int().min(1).max(64).default(1),
  CALLAS_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal"]).default("info"),
  /** The memory for compiled companies. */
  CALLAS_CACHE_MIB: z.coerce.number().int().min(1).max(65_536).default(256),
});

/** Where a call node gets its copy, with a path if a proxy wants one. */
const From = z
  .url({ protocol: /^https?$/, error: "an address with http:// or https://" })
  .refine((text) => !/[?#]/.test(text) && new URL(text).username === "", "without user, query or fragment")
  .transform((text) => text.replace(/\/+$/, ""));

const NodeEnvironment = z.object({
  CALLAS_FROM: From,
  CALLAS_NODE_KEY: HeaderText,
});

const Collector = z.url({ protocol: /^https?$/, error: "an address with http:// or https://" });

const Protocol = z.enum(["http/json", "http/protobuf"], {
  error: "http/json: traces go over HTTP, to a collector's port 4318 as a rule",
});

/** OpenTelemetry's own names, as other programs of the machine have them. */
const TraceEnvironment = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: Collector.optional(),
  /** The whole address; the one above is that of a collector, to which a path is added. */
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: Collector.optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: Protocol.optional(),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: Protocol.optional(),
  OTEL_SERVICE_NAME: z.string().max(255).default("callas"),
  OTEL_TRACES_SAMPLER: z.enum(SAMPLERS).default("parentbased_always_on"),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number({ error: "a share, 0 to 1" }).min(0).max(1).default(1),
});

/** Settings that a call node has besides those of the service. */
export type NodeConfig = Config & Readonly<{ from: string; nodeKey: string }>;

type HostPort = Readonly<{ host: string; port: number }>;

export type Config = Readonly<{
  host: string;
  port: number;
  dataDir: string;
  /** Undefined: the store is in the data folder. */
  databaseUrl: string | undefined;
  operatorKey: string | undefined;
  /** An origin, without a trailing slash. With port 0 and no setting, this does not have the port in use. */
  publicUrl: string;
  /** Addresses and CIDR ranges. */
  trustedProxies: readonly string[];
  secretFile: string;
  /** Whether servers that somebody else named may have private addresses. */
  allowPrivate: boolean;
  /** Undefined: the history is kept for ever. */
  historyDays: number | undefined;
  feedDays: number;
  /** Undefined if no mail is sent. */
  mail: Readonly<{ smtpUrl: string; from: string }> | undefined;
  kamailios: readonly HostPort[];
  /** Undefined if there is none to serve. */
  freeswitch: Readonly<{ addresses: readonly HostPort[]; password: string }> | undefined;
  /** Empty if there is none. */
  kamailioSecret: string;
  /** The most companies of which a Kamailio gets all at once. */
  kamailioAll: number;
  asteriskAgi: HostPort | undefined;
  logLevel: z.infer<typeof Environment>["CALLAS_LOG_LEVEL"];
  /** Of each process. */
  cacheBytes: number;
  workers: number;
  /** Undefined if no traces are sent. */
  traces: TraceSettings | undefined;
}>;

type Variables = Readonly<Record<string, string | undefined>>;

/** The message has one line for each wrong setting, with its name. */
export class BadSettings extends Error {
  override readonly name = "BadSettings";
}

function read<Schema extends z.ZodType>(schema: Schema, environment: Variables, defaults: Variables): z.infer<Schema> {
  // A unit file or shell unsets a variable by making it empty.
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse({ ...defaults, ...set });
  if (parsed.success) return parsed.data;
  throw new BadSettings(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"));
}

/**
 * @param defaults replace the service's own defaults
 * @throws BadSettings
 */
export function readConfig(environment: Variables, defaults: Variables = {}): Config {
  const settings = read(Environment, environment, defaults);
  return {
    host: settings.CALLAS_HOST,
    port: settings.CALLAS_PORT,
    dataDir: settings.CALLAS_DATA_DIR,
    databaseUrl: settings.CALLAS_DATABASE_URL,
    operatorKey: settings.CALLAS_OPERATOR_KEY,
    publicUrl: settings.CALLAS_PUBLIC_URL ?? originOf(settings.CALLAS_HOST, settings.CALLAS_PORT),
    trustedProxies: settings.CALLAS_TRUSTED_PROXIES ?? [],
    secretFile: secretFileOf(settings),
    allowPrivate: settings.CALLAS_PRIVATE_ADDRESSES === "allow",
    historyDays: settings.CALLAS_HISTORY_DAYS,
    feedDays: settings.CALLAS_FEED_DAYS,
    mail: mailOf(settings),
    kamailios: (settings.CALLAS_KAMAILIO ?? []).map(hostPort),
    freeswitch: freeswitchOf(settings),
    kamailioSecret: settings.CALLAS_KAMAILIO_SECRET ?? "",
    kamailioAll: settings.CALLAS_KAMAILIO_ALL,
    asteriskAgi: settings.CALLAS_ASTERISK_AGI === undefined ? undefined : hostPort(settings.CALLAS_ASTERISK_AGI),
    logLevel: settings.CALLAS_LOG_LEVEL,
    cacheBytes: settings.CALLAS_CACHE_MIB * 1024 * 1024,
    workers: settings.CALLAS_WORKERS,
    traces: tracesOf(environment),
  };
}

/**
 * The settings of a call node.
 * @throws BadSettings
 */
export function readNodeConfig(environment: Variables): NodeConfig {
  const { CALLAS_FROM: from, CALLAS_NODE_KEY: nodeKey } = read(NodeEnvironment, environment, {});
  return { ...readConfig(environment), from, nodeKey };
}

type SecretPlace = Pick<z.infer<typeof Environment>, "CALLAS_SECRET_FILE" | "CALLAS_DATA_DIR">;

/** The secret is beside the database unless another place is set. */
function secretFileOf({ CALLAS_SECRET_FILE: file, CALLAS_DATA_DIR: folder }: SecretPlace): string {
  return file ?? join(folder, "callas.secret");
}

function originOf(host: string, port: number): string {
  const address = `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  // Node listens on fe80::1%eth0, too, which no URL can contain.
  return URL.canParse(address) ? new URL(address).origin : address;
}

function hostPort(address: string): HostPort {
  const colon = address.lastIndexOf(":");
  return { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
}

function freeswitchOf(settings: z.infer<typeof Environment>): Config["freeswitch"] {
  const { CALLAS_FREESWITCH: addresses, CALLAS_FREESWITCH_PASSWORD: password } = settings;
  if (addresses === undefined) return undefined;
  if (password === undefined)
    throw new BadSettings("CALLAS_FREESWITCH_PASSWORD: the password of the event sockets in CALLAS_FREESWITCH");
  return { addresses: addresses.map(hostPort), password };
}

function mailOf(settings: z.infer<typeof Environment>): Config["mail"] {
  const { CALLAS_SMTP_URL: smtpUrl, CALLAS_MAIL_FROM: from } = settings;
  if (smtpUrl === undefined) return undefined;
  if (from === undefined)
    throw new BadSettings("CALLAS_MAIL_FROM: the address that mail comes from, for CALLAS_SMTP_URL");
  return { smtpUrl, from };
}

/** The variables may be meant for others, so that nothing is said of them if there is no collector. */
function tracesOf(environment: Variables): Config["traces"] {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: collector, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: given } = environment;
  const isOff = environment["OTEL_SDK_DISABLED"]?.toLowerCase() === "true";
  if (!(collector || given) || isOff || environment["OTEL_TRACES_EXPORTER"] === "none") return undefined;
  const settings = read(TraceEnvironment, environment, {});
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base = "", OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: whole } = settings;
  return {
    url: whole ?? `${base.replace(/\/+$/, "")}/v1/traces`,
    service: settings.OTEL_SERVICE_NAME,
    sampler: settings.OTEL_TRACES_SAMPLER,
    ratio: settings.OTEL_TRACES_SAMPLER_ARG,
  };
}

const ClientEnvironment = z.object({
  CALLAS_URL: z
    .url({ protocol: /^https?$/, error: "an address with http:// or https:// (also for --url)" })
    .default("http://127.0.0.1:8480"),
  CALLAS_KEY: HeaderText.optional(),
  CALLAS_DATA_DIR: Environment.shape.CALLAS_DATA_DIR,
  CALLAS_DATABASE_URL: Environment.shape.CALLAS_DATABASE_URL,
  CALLAS_SECRET_FILE: Environment.shape.CALLAS_SECRET_FILE,
  CALLAS_PUBLIC_URL: Environment.shape.CALLAS_PUBLIC_URL,
});

export type ClientConfig = Readonly<{
  /** Without a trailing slash. */
  url: string;
  key: string | undefined;
  /** Where people reach the page, for links. Without a trailing slash. */
  publicUrl: string;
  /** For commands that work without a service. */
  dataDir: string;
  /** Undefined: the store is in the data folder. */
  databaseUrl: string | undefined;
  secretFile: string;
}>;

/**
 * The settings of the command line. If CALLAS_KEY is not set, CALLAS_OPERATOR_KEY is used.
 * @param given options that replace CALLAS_URL and CALLAS_KEY
 * @throws BadSettings
 */
export function readClientConfig(
  environment: Variables,
  given: Readonly<{ url?: string; key?: string }> = {},
): ClientConfig {
  const asSettings = {
    ...(given.url !== undefined && { CALLAS_URL: given.url }),
    ...(given.key !== undefined && { CALLAS_KEY: given.key }),
  };
  const settings = read(
    ClientEnvironment,
    { ...environment, ...asSettings },
    { CALLAS_KEY: environment["CALLAS_OPERATOR_KEY"] || undefined },
  );
  const url = settings.CALLAS_URL.replace(/\/+$/, "");
  return {
    url,
    publicUrl: settings.CALLAS_PUBLIC_URL ?? url,
    key: settings.CALLAS_KEY,
    dataDir: settings.CALLAS_DATA_DIR,
    databaseUrl: settings.CALLAS_DATABASE_URL,
    secretFile: secretFileOf(settings),
  };
}
