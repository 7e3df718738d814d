/** A reporter of node:test that writes the names of the files in which a test failed, a line each. */
import type { TestEvent } from "node:test/reporters";

export default async function* failedFiles(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const named = new Set<string>();
  for await (const event of events) {
    const file = event.type === "test:fail" ? event.data.file : undefined;
    if (file === undefined || named.has(file)) continue;
    named.add(file);
    yield `${file}\n`;
  }
}
