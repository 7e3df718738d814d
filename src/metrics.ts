/** Metrics as Prometheus text. */
import { AggregatorRegistry, collectDefaultMetrics, Counter, Gauge, Registry, type Aggregator } from "prom-client";
import type { DecideCall } from "./decide/decide-call.ts";
import { countCalls } from "./decision-counters.ts";
import type { SecurityEvent } from "./http/security-events.ts";

export type Metrics = ReturnType<typeof createMetrics>;

/** Metrics as text for Prometheus. */
export type MetricsText = Pick<Registry, "contentType" | "metrics">;

/**
 * The metrics of several processes together.
 * @param others of each other process, as its registry's getMetricsAsJSON() has them
 */
export function together(registry: Registry, others: () => Promise<readonly object[]>): MetricsText {
  return {
    contentType: registry.contentType,
    async metrics() {
      const all = [await registry.getMetricsAsJSON(), ...(await others())];
      return await AggregatorRegistry.aggregate(all).metrics();
    },
  };
}

/** How full a bounded cache or queue is. */
export type Fill = Readonly<{ used: number; limit: number }>;

export function createMetrics(positions: Readonly<{ head: () => number; replica: () => number }>) {
  const registry = new Registry();
  const registers = [registry];
  // In milliseconds. Its default of 10 takes 5 ms of processor time in each second, also of a service that is idle.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 });

  const saves = new Counter({
    name: "callas_saves_total",
    help: "Writes to the store, by outcome",
    labelNames: ["outcome"],
    registers,
  });
  const events = new Counter({
    name: "callas_security_events_total",
    help: "Sign-ins, refused keys and requests, and key changes",
    labelNames: ["event"],
    registers,
  });
  const kamailios = new Gauge({ name: "callas_kamailio_connected", help: "Connected Kamailios", registers });
  const kamailioFailures = new Counter({
    name: "callas_kamailio_failures_total",
    help: "Kamailio's questions without an answer, and messages that could not be read",
    labelNames: ["reason"],
    registers,
  });

  const agiFailures = new Counter({
    name: "callas_asterisk_failures_total",
    help: "Asterisk's FastAGI questions without a decision, and connections that were given up",
    labelNames: ["reason"],
    registers,
  });
  const freeswitches = new Gauge({ name: "callas_freeswitch_connected", help: "Connected FreeSWITCHes", registers });
  const freeswitchFailures = new Counter({
    name: "callas_freeswitch_failures_total",
    help: "FreeSWITCH's questions without an answer, refused commands, and messages that could not be read",
    labelNames: ["reason"],
    registers,
  });

  const gauge = (name: string, help: string, read: () => number | Promise<number>, aggregator: Aggregator = "sum") =>
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        aggregator,
        async collect() {
          try {
            this.set(await read());
          } catch {
            // The database cannot be read: no value is better than an old one.
            this.remove();
          }
        },
      }),
    );
  gauge("callas_store_revision", "Revision of the last write", positions.head, "max");
  gauge("callas_feed_revision", "Revision up to which this node has followed the feed", positions.replica, "min");

  const bounds = new Map<string, () => Fill>();
  const boundGauge = (name: string, help: string, read: (fill: Fill) => number) =>
    registry.registerMetric(
      new Gauge({
        name,
        help,
        labelNames: ["bound"],
        registers: [],
        collect() {
          for (const [bound, fill] of bounds) this.labels(bound).set(read(fill()));
        },
      }),
    );
  boundGauge("callas_bound_used", "How much of a bounded cache or queue is used", ({ used }) => used);
  boundGauge("callas_bound_limit", "How much a bounded cache or queue may hold", ({ limit }) => limit);

  const calls = countCalls(registry);
  return {
    registry,
    /** Wraps the function to count and time decisions. */
    measured(door: string, decide: DecideCall): DecideCall {
      const count = calls(door);
      return (question) => {
        const started = performance.now();
        const answer = decide(question);
        count(answer, performance.now() - started);
        return answer;
      };
    },
    /** Publishes a value that is read when it is asked for; if reading it throws, there is none. */
    watched: gauge,
    /** Publishes how full a bounded cache or queue is. */
    bound: (name: string, fill: () => Fill) => void bounds.set(name, fill),
    saved: (outcome: "saved" | "refused" | "failed") => saves.labels(outcome).inc(),
    securityEvent: (event: SecurityEvent) => events.labels(event).inc(),
    asterisk: { failed: (reason: string) => agiFailures.labels(reason).inc() },
    kamailio: {
      connected: (count: number) => kamailios.set(count),
      failed: (reason: string) => kamailioFailures.labels(reason).inc(),
    },
    freeswitch: {
      connected: (count: number) => freeswitches.set(count),
      failed: (reason: string) => freeswitchFailures.labels(reason).inc(),
    },
  };
}
