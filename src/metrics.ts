/** What Callas counts, as Prometheus text. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Answer, DecideCall } from "./decide/decide-call.ts";
import type { Decision } from "./decide/decision.ts";
import { type Store } from "./store/store.ts";
import { StorageError } from "./store/storage-error.ts";

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics(positions: Readonly<{ head: () => Promise<number>; replica: () => number }>) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const decisions = new Counter({
    name: "callas_decisions_total",
    help: "Decisions, by the door that asked, the rule that decided and what was called",
    labelNames: ["door", "rule", "kind"],
    registers,
  });
  const refused = new Counter({
    name: "callas_decisions_refused_total",
    help: "Questions that could not be decided, by the reason",
    labelNames: ["door", "code"],
    registers,
  });
  const seconds = new Histogram({
    name: "callas_decision_seconds",
    help: "Time from a question to its decision",
    labelNames: ["door"],
    buckets: [0.000_01, 0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.001, 0.005, 0.025, 0.1, 0.5, 2.5],
    registers,
  });
  const passedOver = new Counter({
    name: "callas_numbers_passed_over_total",
    help: "Numbers that a rule named and that could not be shown, by the reason",
    labelNames: ["rule", "reason"],
    registers,
  });
  const unknownLines = new Counter({
    name: "callas_unknown_lines_total",
    help: "Calls of lines that the directory does not know, shown as the company's main number",
    labelNames: ["door"],
    registers,
  });
  const saves = new Counter({
    name: "callas_saves_total",
    help: "Writes to the store, by their outcome",
    labelNames: ["outcome"],
    registers,
  });
  const kamailios = new Gauge({ name: "callas_kamailio_connected", help: "Kamailios connected now", registers });
  const kamailioFailures = new Counter({
    name: "callas_kamailio_failures_total",
    help: "Questions of Kamailio that got no answer, and messages that were none",
    labelNames: ["reason"],
    registers,
  });
  registry.registerMetric(
    new Gauge({
      name: "callas_store_revision",
      help: "Revision of the last write",
      registers: [],
      collect() {
        return positions.head().then(
          (revision) => this.set(revision),
          () => this.remove(),
        );
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: "callas_feed_revision",
      help: "Revision that this node has followed the feed to",
      registers: [],
      collect() {
        this.set(positions.replica());
      },
    }),
  );

  /** Children looked up once: at tens of thousands of calls a second, labels cost. */
  const byLabels = new Map<string, { inc(): void }>();
  const count = (door: string, { decidedBy, destination }: Decision) => {
    const key = `${door} ${decidedBy.rule} ${destination.kind}`;
    let child = byLabels.get(key);
    if (!child) byLabels.set(key, (child = decisions.labels(door, decidedBy.rule, destination.kind)));
    child.inc();
  };
  const timers = { http: seconds.labels("http"), kamailio: seconds.labels("kamailio") };

  function counted(door: Door, answer: Answer, started: number): Answer {
    timers[door].observe((performance.now() - started) / 1000);
    if (answer.known) {
      count(door, answer.decision);
      for (const { rule, reason } of answer.decision.passedOver) passedOver.labels(rule, reason).inc();
      if (!answer.lineKnown) unknownLines.labels(door).inc();
    } else refused.labels(door, answer.code).inc();
    return answer;
  }

  return {
    registry,
    /** The same function, counted and timed. */
    measured:
      (door: Door, decide: DecideCall): DecideCall =>
      (question) => {
        const started = performance.now();
        const answer = decide(question);
        return answer instanceof Promise
          ? answer.then((answer) => counted(door, answer, started))
          : counted(door, answer, started);
      },
    /** The same store, its writes counted. */
    countSaves: (store: Store): Store => ({
      ...store,
      async write(about, work) {
        try {
          const saved = await store.write(about, work);
          saves.labels("saved").inc();
          return saved;
        } catch (error) {
          saves.labels(error instanceof StorageError ? "failed" : "refused").inc();
          throw error;
        }
      },
    }),
    kamailio: {
      connected: (count: number) => kamailios.set(count),
      failed: (reason: string) => kamailioFailures.labels(reason).inc(),
    },
  };
}

type Door = "http" | "kamailio";
