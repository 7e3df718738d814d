import { Suspense, useContext, useState, type ReactNode } from "react";
import { Dialog } from "./dialog.tsx";
import { EscapeCloses } from "./escape-closes.ts";
import { LeaveDialog } from "./leave-guard.tsx";

type Props = Readonly<{
  onClose: () => void;
  title: string;
  /** What is lost when it is closed, in words; null: nothing, and it closes at once. */
  loss: string | null;
  wide?: boolean;
  /** @param close asks first, too */
  children: (close: () => void) => ReactNode;
}>;

/** A dialog that asks before it is closed with something in it. */
export function GuardedDialog({ onClose, title, loss, wide = false, children }: Props) {
  const [asks, setAsks] = useState(false);
  const closesOnEscape = useContext(EscapeCloses);
  const close = () => (loss === null ? onClose() : setAsks(true));
  return (
    <>
      <EscapeCloses value={closesOnEscape && !asks}>
        <Dialog title={title} onClose={close} wide={wide}>
          {children(close)}
        </Dialog>
      </EscapeCloses>
      {asks && loss !== null && (
        <Suspense>
          <LeaveDialog text={loss} onLeave={onClose} onStay={() => setAsks(false)} />
        </Suspense>
      )}
    </>
  );
}
