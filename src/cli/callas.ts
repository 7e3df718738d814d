/** The shell `callas`. It sets the exit code and lets the process end by itself, so that all output is written. */
import { explainFailure } from "./failure.ts";
import { createProgram } from "./program.ts";

// Who reads only the first lines of an output has what he wanted.
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
