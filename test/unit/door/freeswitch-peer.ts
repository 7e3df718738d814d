/** A scripted FreeSWITCH: it speaks the event socket's protocol as mod_event_socket does, and carries commands out. */
import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

export const PASSWORD = "Clue Con";

/** As `switch_url_encode`, which leaves some ASCII as it is. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

type Mood = {
  /** Answers commands. */
  replies: boolean;
  /** Collects its replies instead of sending them. */
  holds: boolean;
  /** What it says to an api command; undefined for its usual reply. */
  refuses: (command: string) => string | undefined;
};

export async function openFreeswitch(port = 0) {
  /** All commands of all connections, in their order. */
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  const globals = new Map<string, string>();
  const database = new Map<string, string>();
  const channels = new Map<string, Map<string, string>>();
  const broken: string[] = [];
  const mood: Mood = { replies: true, holds: false, refuses: () => undefined };

  const api = (command: string): string => {
    const refusal = mood.refuses(command);
    if (refusal !== undefined) return refusal;
    const [name = "", ...rest] = command.split(" ");
    const argument = rest.join(" ");
    if (name === "global_getvar") return globals.get(argument) ?? "-ERR no reply\n";
    if (name === "global_setvar") {
      const [variable = "", value = ""] = argument.split("=");
      globals.set(variable, value);
      return "+OK\n";
    }
    if (name === "db") {
      const [action, realm, key, value = ""] = argument.split("/");
      if (action === "delete") database.delete(`${realm}/${key}`);
      else database.set(`${realm}/${key}`, value);
      return "+OK";
    }
    if (name === "strepoch") return String(Math.floor(Date.now() / 1000));
    const [id = "", ...values] = rest;
    const channel = channels.get(id);
    if (channel === undefined) return "-ERR No such channel!\n";
    if (name === "uuid_setvar_multi") {
      for (const [variable, value] of separated(values.join(" "))) {
        if (value === "") channel.delete(variable);
        else channel.set(variable, value);
      }
      return "+OK\n";
    }
    if (name === "uuid_break") {
      broken.push(id);
      return "+OK\n";
    }
    return `-ERR ${name} Command not found!\n`;
  };

  const server: Server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    let isSignedIn = false;
    let text = "";
    let held = "";
    const send = (bytes: string): void => {
      held += bytes;
      if (mood.holds) return;
      socket.write(held);
      held = "";
    };
    const reply = (words: string) => send(`Content-Type: command/reply\nReply-Text: ${words}\n\n`);
    const answer = (command: string): void => {
      if (!isSignedIn) {
        isSignedIn = command === `auth ${PASSWORD}`;
        reply(isSignedIn ? "+OK accepted" : "-ERR invalid");
        if (!isSignedIn) socket.end(disconnectNotice);
      } else if (command.startsWith("api ")) {
        const body = api(command.slice(4));
        send(`Content-Type: api/response\nContent-Length: ${Buffer.byteLength(body)}\n\n${body}`);
      } else if (command.startsWith("event ")) reply("+OK event listener enabled plain");
      else reply("-ERR command not found");
    };
    socket.write("Content-Type: auth/request\n\n");
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const command = text.slice(0, end);
        text = text.slice(end + 2);
        commands.push(command);
        if (mood.replies) answer(command);
      }
    });
  }).listen(port, "127.0.0.1");
  await once(server, "listening");

  const say = (bytes: string | Buffer): void => {
    for (const socket of sockets) socket.write(bytes);
  };
  return {
    port: (server.address() as AddressInfo).port,
    commands,
    globals,
    database,
    channels,
    /** The channels whose sleep was ended, in order. */
    broken,
    mood,
    say,
    sockets: () => [...sockets],
    hangUp() {
      for (const socket of sockets) socket.destroy();
    },
    disconnect: () => say(disconnectNotice),
    /** What the dialplan's `event` sends, to each connection. */
    ask: (headers: Readonly<Record<string, string>>) => say(askEvent(headers, globals.get("callas_owner") ?? "")),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
export type Freeswitch = Awaited<ReturnType<typeof openFreeswitch>>;

const goodbye = "Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n";
const disconnectNotice = `Content-Type: text/disconnect-notice\nContent-Length: ${goodbye.length}\n\n${goodbye}`;

/** An event as mod_event_socket writes one, with the variables of a channel behind its own headers. */
export function askEvent(headers: Readonly<Record<string, string>>, owner: string): string {
  const all = {
    "Event-Name": "CUSTOM",
    "Event-Subclass": "callas::ask",
    "Callas-Owner": owner,
    "Callas-Company": "acme",
    "Callas-Trunks": "carrier-a|carrier-b",
    "Callas-Domain": "pbx.example",
    "Caller-Destination-Number": "80291234567",
    "Caller-Caller-ID-Number": "201",
    "Caller-Privacy-Hide-Number": "false",
    variable_sip_auth_username: "ivan-desk",
    ...headers,
  };
  const body = `${Object.entries(all)
    .map(([name, value]) => `${name}: ${encoded(value)}\n`)
    .join("")}\n`;
  return `Content-Length: ${body.length}\nContent-Type: text/event-plain\n\n${body}`;
}

/** As switch_separate_string with a semicolon, quotes and backslashes; each piece split at its first equals sign. */
function separated(text: string): [string, string][] {
  const pieces: string[] = [""];
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    const next = text[at + 1];
    if (character === "\\" && (next === "'" || next === ";" || next === "\\")) {
      pieces[pieces.length - 1] += next;
      at += 1;
    } else if (character === "'") isQuoted = !isQuoted;
    else if (character === ";" && !isQuoted) pieces.push("");
    else pieces[pieces.length - 1] += character;
  }
  return pieces.map((piece) => {
    const equals = piece.indexOf("=");
    return [piece.slice(0, equals), piece.slice(equals + 1)];
  });
}
