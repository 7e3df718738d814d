/** A link between Callas and Kamailio that holds back what Callas says. */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { once } from "node:events";
import { encodeNetstring, netstringReader } from "../../src/door/kamailio/netstring.ts";

export type SlowLink = Readonly<{
  port: number;
  /** From now on, in milliseconds; `all` delays heartbeats and rows of the table too, not only answers. */
  delay: (ms: number, all?: boolean) => void;
  /** Ends the connection and lets no other one begin, until it is mended. */
  cut: () => void;
  mend: () => void;
  close: () => Promise<void>;
}>;

export async function openSlowLink(kamailioPort: number): Promise<SlowLink> {
  let delayMs = 0;
  let delayAll = false;
  let isCut = false;
  const sockets = new Set<Socket>();
  const server = createServer((callas) => {
    if (isCut) {
      callas.on("error", () => callas.destroy());
      callas.destroy();
      return;
    }
    const kamailio = connect(kamailioPort, "127.0.0.1");
    const reader = netstringReader(1 << 20);
    for (const socket of [callas, kamailio]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
    }
    callas.on("close", () => kamailio.destroy());
    kamailio.on("close", () => callas.destroy());
    kamailio.pipe(callas);
    callas.on("data", (chunk: Buffer) => {
      for (const message of reader.read(chunk)) {
        const slow = delayMs > 0 && (delayAll || message.startsWith("callas|decided|"));
        const send = (): void => {
          if (kamailio.writable) kamailio.write(encodeNetstring(message));
        };
        if (slow) setTimeout(send, delayMs);
        else send();
      }
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    delay(ms, all = false) {
      delayMs = ms;
      delayAll = all;
    },
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    mend() {
      isCut = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
