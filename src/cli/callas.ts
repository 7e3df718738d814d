/** The command `callas`. It sets the exit code and lets the process end by itself, so that all output is written. */
import { explainFailure } from "./failure.ts";
import { createProgram } from "./program.ts";

// A reader such as head may close the output once it has enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  await createProgram().parseAsync();
} catch (error) {
  const { exitCode, lines } = explainFailure(error);
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exitCode = exitCode;
}
