/** Counts decisions without a library in the path of a call: prom-client's counters took as long as the decision. */
import type { Registry } from "prom-client";
import type { Answer } from "./decide/decide-call.ts";

/** Counts an answer and the milliseconds that it took. */
export type CountCall = (answer: Answer, milliseconds: number) => void;

/** In seconds. */
const BUCKETS = [0.000_01, 0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.001, 0.005, 0.025, 0.1, 0.5, 2.5];

type Value = Readonly<{ value: number; labels: Readonly<Record<string, string | number>>; metricName?: string }>;

/** Counters by two labels, in a map of maps, so that a call does not have to build a key. */
class Counts {
  readonly #counts = new Map<string, Map<string, number>>();

  add(first: string, second: string): void {
    let inner = this.#counts.get(first);
    if (!inner) this.#counts.set(first, (inner = new Map()));
    inner.set(second, (inner.get(second) ?? 0) + 1);
  }

  *entries(): Generator<readonly [first: string, second: string, value: number]> {
    for (const [first, inner] of this.#counts) for (const [second, value] of inner) yield [first, second, value];
  }
}

/** Counts of all doors together. */
type Common = Readonly<{
  passedOver: Counts;
  /** By the company's country and the device: 245 countries, 5 devices and the unknown one at most. */
  unrecognised: Counts;
}>;

class DoorCounts {
  readonly #common: Common;
  readonly decisions = new Counts();
  readonly refused = new Map<string, number>();
  readonly buckets = new Float64Array(BUCKETS.length + 1);
  seconds = 0;
  unknownLines = 0;

  constructor(common: Common) {
    this.#common = common;
  }

  readonly count: CountCall = (answer, milliseconds) => {
    const seconds = milliseconds / 1000;
    let at = 0;
    while (at < BUCKETS.length && seconds > BUCKETS[at]!) at += 1;
    this.buckets[at]! += 1;
    this.seconds += seconds;
    if (!answer.known) {
      this.refused.set(answer.code, (this.refused.get(answer.code) ?? 0) + 1);
      return;
    }
    const { decidedBy, destination, passedOver } = answer.decision;
    this.decisions.add(decidedBy.rule, destination.kind);
    for (const { rule, reason } of passedOver) this.#common.passedOver.add(rule, reason);
    if (!answer.lineKnown) this.unknownLines += 1;
    const { unrecognised } = answer;
    if (unrecognised) this.#common.unrecognised.add(unrecognised.country, unrecognised.device ?? "unknown");
  };
}

/** @returns a function that counts the calls of a door */
export function countCalls(registry: Registry): (door: string) => CountCall {
  const doors = new Map<string, DoorCounts>();
  const common: Common = { passedOver: new Counts(), unrecognised: new Counts() };
  const each = (values: (counts: DoorCounts, door: string) => Iterable<Value>) => () =>
    [...doors].flatMap(([door, counts]) => [...values(counts, door)]);

  const publish = (name: string, help: string, type: string, values: () => Value[]) =>
    // A registry needs only the name and the values of a metric.
    registry.registerMetric({
      name,
      get: async () => ({ name, help, type, aggregator: "sum", values: values() }),
      reset() {},
    } as unknown as Parameters<Registry["registerMetric"]>[0]);

  publish(
    "callas_decisions_total",
    "Decisions by door, deciding rule and kind of destination",
    "counter",
    each(function* ({ decisions }, door) {
      for (const [rule, kind, value] of decisions.entries()) yield { value, labels: { door, rule, kind } };
    }),
  );
  publish(
    "callas_decisions_refused_total",
    "Questions that could not be decided, by reason",
    "counter",
    each(function* ({ refused }, door) {
      for (const [code, value] of refused) yield { value, labels: { door, code } };
    }),
  );
  publish(
    "callas_numbers_passed_over_total",
    "Numbers that a rule selected but that could not be shown, by reason",
    "counter",
    () => [...common.passedOver.entries()].map(([rule, reason, value]) => ({ value, labels: { rule, reason } })),
  );
  publish(
    "callas_unrecognised_total",
    "Dialled texts that were not recognised, by the company's country and the device",
    "counter",
    () =>
      [...common.unrecognised.entries()].map(([country, device, value]) => ({ value, labels: { country, device } })),
  );
  publish(
    "callas_unknown_lines_total",
    "Calls from lines that are not in the directory, shown as the company's main number",
    "counter",
    each(function* ({ unknownLines }, door) {
      if (unknownLines > 0) yield { value: unknownLines, labels: { door } };
    }),
  );
  const name = "callas_decision_seconds";
  publish(
    name,
    "Time from a question to its decision",
    "histogram",
    each(function* ({ buckets, seconds }, door) {
      let count = 0;
      for (const [at, value] of buckets.entries()) {
        count += value;
        yield { value: count, labels: { door, le: BUCKETS[at] ?? "+Inf" }, metricName: `${name}_bucket` };
      }
      yield { value: seconds, labels: { door }, metricName: `${name}_sum` };
      yield { value: count, labels: { door }, metricName: `${name}_count` };
    }),
  );

  return (door) => {
    const counts = doors.get(door) ?? new DoorCounts(common);
    doors.set(door, counts);
    return counts.count;
  };
}
