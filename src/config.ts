/** The settings of the service and of the command line. Only this file reads the environment. */
import { z } from "zod";

const Port = z.coerce.number({ error: "a port, 0 to 65535" }).int().min(0).max(65_535);

const Address = z.string().regex(/^[^\s,:]+:\d{1,5}$/, "HOST:PORT");

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
  CALLAS_DATABASE_URL: z
    .undefined({ error: "a shared store does not exist yet; unset it to use the embedded database" })
    .optional(),
  CALLAS_OPERATOR_KEY: OperatorKey.optional(),
  /** The evapi addresses of the Kamailios to serve: `10.0.0.1:8448,10.0.0.2:8448`. */
  CALLAS_KAMAILIO: z
    .string()
    .transform((list) => list.split(",").map((address) => address.trim()))
    .pipe(z.array(Address))
    .optional(),
  CALLAS_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal"]).default("info"),
  /** The memory for compiled companies. */
  CALLAS_CACHE_MIB: z.coerce.number().int().min(1).max(65_536).default(256),
});

export type Config = Readonly<{
  host: string;
  port: number;
  dataDir: string;
  operatorKey: string | undefined;
  kamailios: readonly Readonly<{ host: string; port: number }>[];
  logLevel: z.infer<typeof Environment>["CALLAS_LOG_LEVEL"];
  cacheBytes: number;
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
    operatorKey: settings.CALLAS_OPERATOR_KEY,
    kamailios: (settings.CALLAS_KAMAILIO ?? []).map((address) => {
      const colon = address.lastIndexOf(":");
      return { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
    }),
    logLevel: settings.CALLAS_LOG_LEVEL,
    cacheBytes: settings.CALLAS_CACHE_MIB * 1024 * 1024,
  };
}

const ClientEnvironment = z.object({
  CALLAS_URL: z
    .url({ protocol: /^https?$/, error: "an address with http:// or https:// (also for --url)" })
    .default("http://127.0.0.1:8480"),
  CALLAS_KEY: HeaderText.optional(),
  CALLAS_DATA_DIR: Environment.shape.CALLAS_DATA_DIR,
});

export type ClientConfig = Readonly<{
  /** Without a trailing slash. */
  url: string;
  key: string | undefined;
  /** For commands that work without a service. */
  dataDir: string;
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
  return {
    url: settings.CALLAS_URL.replace(/\/+$/, ""),
    key: settings.CALLAS_KEY,
    dataDir: settings.CALLAS_DATA_DIR,
  };
}
