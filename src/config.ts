/** The settings of the service and of the shell, read from the environment and nowhere else. */
import { z } from "zod";

const Port = z.coerce.number({ error: "a port, 0 to 65535" }).int().min(0).max(65_535);

const Address = z.string().regex(/^[^\s,:]+:\d{1,5}$/, "HOST:PORT");

/** Only what a header can carry, so that the error names a key that was pasted with a line break. */
const HeaderText = z.string().regex(/^[\x21-\x7e]+$/, "letters, digits and signs of ASCII without spaces");

/** A key that a person made up from one or two letters is guessed at once; of a random one these are never too many. */
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
  /** The evapi addresses of the Kamailios that ask: `10.0.0.1:8448,10.0.0.2:8448`. */
  CALLAS_KAMAILIO: z
    .string()
    .transform((list) => list.split(",").map((address) => address.trim()))
    .pipe(z.array(Address))
    .optional(),
  CALLAS_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal"]).default("info"),
  /** What compiled companies may weigh in memory. */
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

/** The message has a line for each setting that is wrong, with its name. */
export class BadSettings extends Error {
  override readonly name = "BadSettings";
}

function read<Schema extends z.ZodType>(schema: Schema, environment: Variables, defaults: Variables): z.infer<Schema> {
  // An empty variable is how a unit file or a shell unsets one.
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse({ ...defaults, ...set });
  if (parsed.success) return parsed.data;
  throw new BadSettings(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"));
}

/**
 * @param defaults take the place of the settings that are not set, before the service's own defaults
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
    .url({ protocol: /^https?$/, error: "an address of http:// or https:// (so too --url)" })
    .default("http://127.0.0.1:8480"),
  CALLAS_KEY: HeaderText.optional(),
  CALLAS_DATA_DIR: Environment.shape.CALLAS_DATA_DIR,
});

export type ClientConfig = Readonly<{
  /** Without a slash at its end. */
  url: string;
  key: string | undefined;
  /** For the commands that work without a service. */
  dataDir: string;
}>;

/**
 * What the shell needs to speak with a service; where CALLAS_KEY is not set, CALLAS_OPERATOR_KEY stands for it.
 * @param given on the command line, instead of CALLAS_URL and CALLAS_KEY
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
