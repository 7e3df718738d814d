/** The port for traces: rooms tell of their work as spans, and know nothing of the library that sends them. */
import { Refusal } from "../policy/refusal.ts";

/** Where spans are sent, and which. */
export type TraceSettings = Readonly<{
  /** The collector's address for traces: `http://127.0.0.1:4318/v1/traces`. */
  url: string;
  /** The name of the service in its traces. */
  service: string;
  sampler: SamplerName;
  /** The share of traces that a sampler by ratio takes, 0 to 1. */
  ratio: number;
}>;

/** As OTEL_TRACES_SAMPLER has them. */
export const SAMPLERS = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

type SamplerName = (typeof SAMPLERS)[number];

/** Never numbers, names, keys, or anything else that somebody typed: traces leave the machine. */
export type Attributes = Readonly<Record<string, string | number>>;

/** How a trace goes on elsewhere: `traceparent` and `tracestate` (W3C Trace Context). */
export type TraceHeaders = Readonly<Record<string, string>>;

export type NewSpan = Readonly<{
  name: string;
  /** By default `internal`. */
  kind?: "internal" | "server" | "client";
  attributes?: Attributes;
  /** The headers of whoever asked; by default the span belongs to the one at work. */
  from?: Readonly<Record<string, string | string[] | undefined>>;
}>;

export type Span = Readonly<{
  rename: (name: string) => void;
  add: (attributes: Attributes) => void;
  /** @param code a short word of ours, or a status */
  fail: (code: string) => void;
  end: () => void;
}>;

export type Trace = Readonly<{
  isOn: boolean;
  begin: (span: NewSpan) => Span;
  /**
   * Runs the work with this span as the one at work, also in what it leaves for later.
   * @param events what hears of events that belong to the work, if it is not the work that causes them
   */
  within: <T>(span: Span, work: () => T, events?: NodeJS.EventEmitter) => T;
  /** The span at work. */
  current: () => Span | null;
  /** Of the span at work; null without one. */
  headers: () => TraceHeaders | null;
  /** Sends what has not been sent yet, within a bounded time. */
  end: () => Promise<void>;
}>;

const NO_SPAN: Span = { rename() {}, add() {}, fail() {}, end() {} };

/** Without a collector. */
export const NO_TRACE: Trace = {
  isOn: false,
  begin: () => NO_SPAN,
  within: (_span, work) => work(),
  current: () => null,
  headers: () => null,
  end: async () => {},
};

/** A span for as long as the work takes. */
export async function during<T>(trace: Trace, asked: NewSpan, work: (span: Span) => Promise<T>): Promise<T> {
  if (!trace.isOn) return await work(NO_SPAN);
  const span = trace.begin(asked);
  try {
    return await trace.within(span, () => work(span));
  } catch (error) {
    noteError(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Its kind alone: what an error says may contain what somebody typed. */
export function noteError(span: Span, error: unknown): void {
  if (error instanceof Refusal) span.add({ "callas.refused": error.code });
  else span.fail(kindOf(error));
}

/** A code of the system, such as ECONNREFUSED, or the class. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return "Error";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
