/** The command `callas node`. */
import type { Command } from "commander";

export function addNode(program: Command): void {
  program
    .command("node")
    .summary("run a call node in the foreground")
    .description(
      "Runs a call node: it decides calls from a copy of its own, which follows a Callas with a store, and goes on\n" +
        "without it for as long as it takes.",
    )
    .addHelpText(
      "after",
      `
Settings come from the environment:
  CALLAS_FROM                address of the Callas that it follows, https://callas.example
  CALLAS_NODE_KEY            a key of role node
  CALLAS_DATA_DIR            folder of the copy (./data); each node has its own
  CALLAS_HOST, CALLAS_PORT   where it answers decisions, /healthz, /readyz, /metrics (127.0.0.1, 8480)
and those of 'callas serve' for PBXs, the log and memory.

Examples:
  export CALLAS_NODE_KEY=$(callas key create --name node-1 --role node)
  CALLAS_FROM=https://callas.example CALLAS_DATA_DIR=/var/lib/callas-node callas node`,
    )
    .action(async () => {
      // Every other command starts faster without the service.
      const { serveNode } = await import("./serve.ts");
      await serveNode();
    });
}
