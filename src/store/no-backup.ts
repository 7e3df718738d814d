/** The file is nothing to restore from; the message says why, for the person who named it. */
export class NoBackup extends Error {
  override readonly name = "NoBackup";
}
