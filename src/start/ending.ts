/** Collects what ends the parts of something as they are started; closing it ends them, the last one first. */
export function ending(): Readonly<{ ends: (end: () => unknown) => void; close: () => Promise<void> }> {
  const all: (() => unknown)[] = [];
  return {
    ends: (end) => void all.push(end),
    async close() {
      for (let end = all.pop(); end !== undefined; end = all.pop()) await end();
    },
  };
}
