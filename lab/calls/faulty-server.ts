/** A service that does not answer as it should, over TCP: in the place of Callas, as HTTP or as FastAGI. */
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";

export type FaultyServer = Readonly<{
  port: number;
  /** How often it was asked. */
  asked: () => number;
  close: () => Promise<void>;
}>;

/** @param answer is called with each connection that has said something, once */
export async function openFaultyServer(answer: (socket: Socket) => void = () => {}): Promise<FaultyServer> {
  const sockets = new Set<Socket>();
  let asked = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", () => {});
    socket.once("data", () => {
      asked += 1;
      answer(socket);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    asked: () => asked,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
