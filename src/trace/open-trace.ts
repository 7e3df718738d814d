import { NO_TRACE, type Trace, type TraceSettings } from "./trace.ts";

/**
 * @param settings undefined: nothing is traced, and nothing of the library is loaded
 * @param failed called when spans cannot be sent, and with null when they can again
 */
export async function openTrace(
  settings: TraceSettings | undefined,
  failed: (why: string | null) => void,
): Promise<Trace> {
  if (settings === undefined) return NO_TRACE;
  const { openTelemetry } = await import("./open-telemetry.ts");
  return openTelemetry(settings, failed);
}
