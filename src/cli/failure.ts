/** How a failed command ends: a line for a person and an exit code for a script. */
import { CommanderError } from "commander";
import { SecretFileError } from "../access/secret-file.ts";
import { BadSettings } from "../config.ts";
import { StorageError } from "../store/storage-error.ts";

/** Documented in docs/shell.md. */
export const EXIT = { done: 0, unexpected: 1, unmet: 1, usage: 2, unreachable: 3, refused: 4, folder: 5 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export class Failure extends Error {
  override readonly name = "Failure";
  readonly exitCode: ExitCode;

  /** @param message may have several lines */
  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** @returns the exit code, and the lines for standard error: none if commander has written them */
export function explainFailure(thrown: unknown): Readonly<{ exitCode: ExitCode; lines: readonly string[] }> {
  if (thrown instanceof CommanderError) return { exitCode: thrown.exitCode === 0 ? EXIT.done : EXIT.usage, lines: [] };
  const { exitCode, message } = failureOf(thrown);
  return { exitCode, lines: message.split("\n").map((line, at) => (at === 0 ? `callas: ${line}` : line)) };
}

function failureOf(thrown: unknown): Readonly<{ exitCode: ExitCode; message: string }> {
  if (thrown instanceof Failure) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof BadSettings)
    return { exitCode: EXIT.usage, message: `invalid settings:\n${indented(message)}` };
  if (thrown instanceof StorageError)
    return { exitCode: thrown.reason === "no_backup" ? EXIT.usage : EXIT.folder, message };
  if (thrown instanceof SecretFileError) return { exitCode: EXIT.folder, message };
  return { exitCode: EXIT.unexpected, message: `unexpected error: ${message}` };
}

export const indented = (text: string) => text.replaceAll(/^/gm, "  ");
