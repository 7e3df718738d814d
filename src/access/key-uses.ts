/** Notes when keys are used, seldom enough that calls cost no writes. */

export type KeyUse = Readonly<{ id: string; at: string }>;

/**
 * @param store stores several at once; what it cannot store is lost, as no request may fail because of it
 * @returns notes a use; several uses of one key while others are being stored become one
 */
export function createKeyUses(store: (uses: readonly KeyUse[]) => Promise<unknown>): (id: string, at: number) => void {
  const pending = new Map<string, number>();
  let isStoring = false;

  async function storeAll(): Promise<void> {
    isStoring = true;
    while (pending.size > 0) {
      const uses = [...pending].map(([id, at]) => ({ id, at: new Date(at).toISOString() }));
      pending.clear();
      await store(uses).catch(() => {});
    }
    isStoring = false;
  }

  return (id, at) => {
    pending.set(id, at);
    if (!isStoring) void storeAll();
  };
}
