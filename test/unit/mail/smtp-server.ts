/** An SMTP server that keeps what it is told (RFC 5321), and can be unkind. */
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import type { TestContext } from "node:test";

export type SmtpServer = Readonly<{
  url: string;
  /** Commands in their order, with a message as one of them. */
  heard: readonly string[];
  connections: () => number;
}>;

export type Conduct = Readonly<{
  /** Its answer to a command; undefined for the usual one, null for silence. */
  answer?: (command: string) => string | null | undefined;
  /** Runs when somebody connects. */
  greet?: (socket: Socket) => void;
}>;

const USUAL: Readonly<Record<string, string>> = { EHLO: "250 mail.example", DATA: "354 Go on", QUIT: "221 Bye" };

export async function smtpServer(context: TestContext, { answer, greet }: Conduct = {}): Promise<SmtpServer> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket.on("error", () => {}).on("close", () => sockets.delete(socket)));
    if (greet) greet(socket);
    else socket.write("220 mail.example\r\n");
    let text = "";
    let isMessage = false;
    socket.on("data", (bytes) => {
      text += bytes.toString();
      for (let end = isMessage ? "\r\n.\r\n" : "\r\n"; text.includes(end); end = isMessage ? "\r\n.\r\n" : "\r\n") {
        const command = text.slice(0, text.indexOf(end));
        text = text.slice(command.length + end.length);
        heard.push(command);
        const said = answer?.(command);
        const reply = said === undefined && !isMessage ? (USUAL[command.slice(0, 4)] ?? "250 OK") : (said ?? "250 OK");
        isMessage = !isMessage && command === "DATA" && reply.startsWith("354");
        if (said !== null) socket.write(`${reply}\r\n`);
      }
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, connections: () => connections };
}
