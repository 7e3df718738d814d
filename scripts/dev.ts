/** `npm run dev`: the service, restarted at each change, and the page with hot reload, with the demo company. */
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createServer, type ViteDevServer } from "vite";
import { demoId } from "../lab/companies/demo-company.ts";
import { loadDemoCompany } from "../lab/companies/load-demo.ts";
import { end } from "../lab/service/end.ts";
import { openClient } from "../src/cli/client.ts";
import { explainFailure } from "../src/cli/failure.ts";
import { newKey } from "../src/access/key-ring.ts";

const root = join(import.meta.dirname, "..");
const key = process.env["CALLAS_OPERATOR_KEY"] ?? newKey();

const service = spawn(process.execPath, ["--watch", "--watch-preserve-output", "bin/callas.js", "serve"], {
  cwd: root,
  env: { CALLAS_DATA_DIR: "./demo-data", ...process.env, CALLAS_OPERATOR_KEY: key },
  stdio: ["ignore", "pipe", "inherit"],
});
let page: ViteDevServer | undefined;

let stopping: Promise<void> | undefined;
const stop = () => {
  stopping ??= Promise.all([end(service, "SIGTERM"), page?.close()]).then(() => process.exit());
};
process.on("SIGINT", stop).on("SIGTERM", stop);
service.once("exit", stop);

try {
  const address = await firstAddress(service);
  await loadDemoCompany(openClient(address, key));
  page = await createServer({
    configFile: join(root, "web/vite.config.ts"),
    // Do not forward all of /api: the page has a folder with this name. The service serves the built guide.
    server: { proxy: { "/api/v1": address, "/api/docs": address, "/guide": address } },
  });
  await page.listen();
  console.log(`
The page, reloaded as you edit web/      ${page.resolvedUrls!.local[0]}companies/${demoId}/outgoing-numbers
The API, restarted as you edit src/      ${address}/api/docs
The operator's key, for both             ${key}

Ctrl+C ends both. CALLAS_OPERATOR_KEY sets the key, CALLAS_PORT the port of the API.
`);
} catch (error) {
  const { exitCode, lines } = explainFailure(error);
  console.error(lines.join("\n"));
  process.exitCode = exitCode;
  stop();
}

/** Resolves to the address once the service listens, which may be after an error in the code is fixed. */
function firstAddress({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    createInterface({ input: stdout! }).on("line", (line) => {
      console.log(line);
      const address = /"address":"([^"]+)"/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
}
