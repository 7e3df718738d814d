/** `callas serve`: runs the service in the foreground until it is stopped. */
import { readConfig, readNodeConfig, type Config } from "../config.ts";
import { startService, type Service } from "../main.ts";
import { EXIT, explainFailure, Failure } from "./failure.ts";

/** @throws Failure, BadSettings, StorageError when the service cannot start */
export async function serve(): Promise<void> {
  await start(readConfig(process.env));
}

/**
 * Starts the service and stops it cleanly at the first SIGTERM or SIGINT; a second one ends the process at once.
 * @throws Failure if it cannot listen, StorageError if its data folder cannot be used
 */
export async function start(config: Config): Promise<Service> {
  return await startUntilStopped(config, startService);
}

/** The same for a call node. */
export async function serveNode(): Promise<void> {
  // The service starts faster without the node.
  const { startNode } = await import("../node.ts");
  await startUntilStopped(readNodeConfig(process.env), startNode);
}

async function startUntilStopped<Settings extends Config>(
  config: Settings,
  startOn: (config: Settings) => Promise<Service>,
): Promise<Service> {
  const starting = startOn(config).catch((error: unknown) => {
    throw cannotListen(error, config) ?? error;
  });
  const stop = () => {
    process.off("SIGTERM", stop).off("SIGINT", stop);
    void stopAndExit(starting);
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
  return await starting;
}

async function stopAndExit(starting: Promise<Service>): Promise<void> {
  try {
    await (await starting).stop();
    process.exit(EXIT.done);
  } catch (error) {
    const { exitCode, lines } = explainFailure(error);
    console.error(lines.join("\n"));
    process.exit(exitCode);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "something else listens there",
  EACCES: "permission denied",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "the host is unknown",
};

function cannotListen(error: unknown, { host, port }: Config): Failure | null {
  const reason = error instanceof Error && "code" in error && REASONS[String(error.code)];
  return reason
    ? new Failure(EXIT.usage, `cannot listen on ${host}:${port}: ${reason}. CALLAS_HOST and CALLAS_PORT say where.`)
    : null;
}
