/** A dialog about many employees. */
export type Many = Readonly<{
  /** Their ids; identical while the dialog is open. */
  employees: readonly string[];
  onClose: () => void;
  onDone: () => void;
}>;
