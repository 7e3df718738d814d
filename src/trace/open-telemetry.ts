/** Spans through OpenTelemetry, sent over OTLP/HTTP. The only file that knows the library. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  createContextKey,
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace as spans,
  type Context,
} from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { ExportResultCode, W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
  type SpanExporter,
} from "@opentelemetry/sdk-trace";
import { version } from "../version.ts";
import type { Span, Trace, TraceSettings } from "./trace.ts";

/** Spans that wait to be sent; more are dropped. */
const MOST_WAITING = 2048;

/** How long the first of a batch waits for others. */
const GATHER_MS = 1000;

/** For one batch, with all attempts; a collector that answers byte by byte may take twice as long. */
const SEND_MS = 3000;

/** For what is left at the end. */
const END_MS = 3000;

/** Where a context has the span as the port knows it. */
const OURS = createContextKey("the span at work");

const KINDS = { internal: SpanKind.INTERNAL, server: SpanKind.SERVER, client: SpanKind.CLIENT };

/** @param failed called when spans cannot be sent, and with null when they can again */
export function openTelemetry(settings: TraceSettings, failed: (why: string | null) => void): Trace {
  const exporter = new OTLPTraceExporter({ url: settings.url, timeoutMillis: SEND_MS });
  const provider = new TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ "service.name": settings.service, "service.version": version }),
    ),
    sampler: samplerOf(settings),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: telling(exporter, failed),
        maxQueueSize: MOST_WAITING,
        scheduledDelayMillis: GATHER_MS,
        exportTimeoutMillis: 2 * SEND_MS,
      }),
    ],
  });
  const tracer = provider.getTracer("callas", version);
  // None of this is global, so that the library does nothing for code that does not ask for it.
  const contexts = new AsyncLocalStorageContextManager().enable();
  const propagator = new W3CTraceContextPropagator();
  const contextOf = new WeakMap<Span, Context>();

  return {
    isOn: true,
    begin({ name, kind = "internal", attributes = {}, from }) {
      const parent =
        from === undefined ? contexts.active() : propagator.extract(ROOT_CONTEXT, from, defaultTextMapGetter);
      const span = tracer.startSpan(name, { kind: KINDS[kind], attributes }, parent);
      const ours: Span = {
        rename: (other) => void span.updateName(other),
        add: (more) => void span.setAttributes(more),
        fail: (code) => void span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute("error.type", code),
        end: () => span.end(),
      };
      contextOf.set(ours, spans.setSpan(parent, span).setValue(OURS, ours));
      return ours;
    },
    within(span, work, events) {
      const context = contextOf.get(span) ?? ROOT_CONTEXT;
      if (events) contexts.bind(context, events);
      return contexts.with(context, work);
    },
    current: () => (contexts.active().getValue(OURS) as Span | undefined) ?? null,
    headers() {
      const headers: Record<string, string> = {};
      propagator.inject(contexts.active(), headers, defaultTextMapSetter);
      return "traceparent" in headers ? headers : null;
    },
    async end() {
      const late = new AbortController();
      const tooLong = sleep(END_MS, undefined, { signal: late.signal }).catch(() => {});
      await Promise.race([provider.shutdown().catch(() => {}), tooLong]);
      late.abort();
    },
  };
}

function samplerOf({ sampler, ratio }: TraceSettings): Sampler {
  switch (sampler) {
    case "always_on":
      return new AlwaysOnSampler();
    case "always_off":
      return new AlwaysOffSampler();
    case "traceidratio":
      return new TraceIdRatioBasedSampler(ratio);
    case "parentbased_always_on":
      return new ParentBasedSampler({ root: new AlwaysOnSampler() });
    case "parentbased_always_off":
      return new ParentBasedSampler({ root: new AlwaysOffSampler() });
    case "parentbased_traceidratio":
      return new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) });
  }
}

/** Tells of the first batch that is lost, and of the next one that is not: the library would tell of each. */
function telling(exporter: SpanExporter, failed: (why: string | null) => void): SpanExporter {
  let isFailing = false;
  return {
    export(batch, done) {
      exporter.export(batch, ({ code, error }) => {
        const isLost = code === ExportResultCode.FAILED;
        if (isLost !== isFailing) failed(isLost ? (error?.message ?? "unknown error") : null);
        isFailing = isLost;
        done({ code: ExportResultCode.SUCCESS });
      });
    },
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
}
