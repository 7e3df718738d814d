/** Answers each question of a Kamailio with itself: the least that a question over evapi can cost. */
import { connect } from "node:net";
import { netstring, netstringReader } from "../src/door/kamailio/netstring.ts";

const reader = netstringReader(1 << 16);
// Reads and writes as Callas does, so that the difference between both is what Callas does with a question.
const buffer = Buffer.allocUnsafe(1 << 16);
const callback = (length: number): boolean => {
  const answers = reader.read(buffer, length).map(netstring);
  if (answers.length > 0) socket.write(answers.join(""));
  return true;
};
const socket = connect({
  port: Number(process.argv[2]),
  host: "127.0.0.1",
  noDelay: true,
  onread: { buffer, callback },
});
socket.once("connect", () => process.stdout.write("connected\n"));
