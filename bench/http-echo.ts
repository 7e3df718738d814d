/** The baseline of the HTTP benchmark: reads a JSON body and sends it back, on bare node:http. */
import { createServer } from "node:http";

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = JSON.stringify(JSON.parse(Buffer.concat(chunks).toString()));
    response
      .writeHead(200, { "content-type": "application/json; charset=utf-8", "content-length": Buffer.byteLength(body) })
      .end(body);
  });
});
server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("listening"));
