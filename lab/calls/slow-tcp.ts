/** A TCP link that holds back what passes, both ways. */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { once } from "node:events";

export type SlowTcp = Readonly<{
  port: number;
  /** What comes from now on passes so many milliseconds late, in its order. */
  delay: (ms: number) => void;
  close: () => Promise<void>;
}>;

/** @param target a port of 127.0.0.1 */
export async function openSlowTcp(target: number): Promise<SlowTcp> {
  let delayMs = 0;
  const sockets = new Set<Socket>();
  const pass = (from: Socket, to: Socket): void => {
    let free = 0;
    const late = (write: () => void): void => {
      const now = performance.now();
      free = Math.max(free, now + delayMs);
      if (free <= now) write();
      else setTimeout(write, free - now);
    };
    sockets.add(from);
    from.setNoDelay(true);
    from.on("error", () => from.destroy());
    from.on("data", (chunk: Buffer) => late(() => void (to.writable && to.write(chunk))));
    from.on("close", () => {
      sockets.delete(from);
      late(() => to.destroySoon());
    });
  };
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    pass(near, far);
    pass(far, near);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    delay(ms) {
      delayMs = ms;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
