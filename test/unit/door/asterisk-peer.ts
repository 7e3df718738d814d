/** A scripted Asterisk: what it sends to a FastAGI server, and what it hears. */
import { connect } from "node:net";

/** What Asterisk sends, with the lines that hold texts of phones last. */
export const opening = (script: string, extension = "81049301234567"): string =>
  [
    "agi_network: yes",
    `agi_network_script: ${script}`,
    `agi_request: agi://127.0.0.1/${script}`,
    "agi_callerid: 201",
    `agi_extension: ${extension}`,
    "",
    "",
  ].join("\n");

/** Everything that the door sends until it closes. */
export async function talk(port: number, ...parts: readonly (string | Buffer)[]): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  let heard = "";
  socket.on("data", (chunk: Buffer) => (heard += chunk.toString()));
  socket.on("error", () => socket.destroy());
  const closed = new Promise((resolve) => socket.once("close", resolve));
  for (const part of parts) {
    socket.write(part);
    await new Promise(setImmediate);
  }
  await closed;
  return heard;
}
