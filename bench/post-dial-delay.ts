/** The time from a phone's INVITE to the INVITE that goes on, for each call in a capture of the loopback interface. */

const GLOBAL_HEADER = 24;
const RECORD_HEADER = 16;
/** Headers in a capture of UDP on `lo`: Ethernet, IPv4 without options, UDP. */
const UDP_PAYLOAD = 14 + 20 + 8;

/**
 * @param capture a pcap file in little-endian order with microseconds or nanoseconds
 * @param phone the phone's port
 * @param proxy the port from which calls go on
 * @returns milliseconds
 */
export function postDialDelays(capture: Buffer, phone: number, proxy: number): readonly number[] {
  const fraction = capture.readUInt32LE(0) === 0xa1b23c4d ? 1e6 : 1e3;
  const begun = new Map<string, number>();
  const delays: number[] = [];
  for (let at = GLOBAL_HEADER; at + RECORD_HEADER <= capture.length;) {
    const length = capture.readUInt32LE(at + 8);
    const time = capture.readUInt32LE(at) * 1000 + capture.readUInt32LE(at + 4) / fraction;
    const packet = capture.subarray(at + RECORD_HEADER, at + RECORD_HEADER + length);
    at += RECORD_HEADER + length;
    if (packet.length < UDP_PAYLOAD) continue;
    const text = packet.toString("latin1", UDP_PAYLOAD);
    if (!text.startsWith("INVITE ")) continue;
    const from = packet.readUInt16BE(34);
    if (from !== phone && from !== proxy) continue;
    const callId = /^Call-ID: (.*)\r$/m.exec(text)?.[1] ?? "";
    if (from === phone) {
      if (!begun.has(callId)) begun.set(callId, time);
      continue;
    }
    const start = begun.get(callId);
    if (start === undefined) continue;
    delays.push(time - start);
    begun.delete(callId);
  }
  return delays;
}
