import { Drawer, MantineThemeProvider, Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useContext, useEffect, useState, type ReactNode } from "react";
import { useWords } from "../words/use-words.ts";
import { EscapeCloses } from "./escape-closes.ts";
import { listsInDialog } from "./list-room.ts";
import { GoneIsSaid } from "./service-gone.tsx";
import { useIsPainted } from "./use-is-painted.ts";
import "@mantine/core/styles/Overlay.css";
import "@mantine/core/styles/ModalBase.css";
import "@mantine/core/styles/Modal.css";
import "@mantine/core/styles/Drawer.css";
import classes from "./ui.module.css";

type Props = Readonly<{
  /** Undefined: it cannot be closed. */
  onClose?: () => void;
  title: string;
  children: ReactNode;
  zIndex?: number;
  /** For tables. */
  wide?: boolean;
}>;

/**
 * Wheel and touch do not scroll the page behind, but its scroll bar stays: otherwise all of it would be laid out and
 * painted anew.
 */
const PAGE_STAYS = { removeScrollBar: false };

const NOT_CLOSED = { onClose: () => {}, closeOnEscape: false };

/**
 * A dialog over the page, full-screen on a phone. Its frame is painted before what is in it, which may be a large form;
 * the focus waits for the form. It has a label of its own: Mantine refers to the title only once the title is mounted.
 * Its head is not a `header`, which would be a banner of the page.
 */
export function Dialog({ onClose, title, children, zIndex = 200, wide = false }: Props) {
  const say = useWords();
  const isSmall = useMediaQuery("(max-width: 36em)", undefined, { getInitialValueInEffect: false });
  useFocusBack();
  const closeOnEscape = useContext(EscapeCloses);
  const closing = onClose ? { onClose, closeOnEscape } : NOT_CLOSED;
  const isPainted = useIsPainted();
  return (
    <Modal.Root
      opened
      {...closing}
      removeScrollProps={PAGE_STAYS}
      trapFocus={isPainted}
      // A slip of the mouse does not cost what was typed.
      closeOnClickOutside={false}
      size={wide ? "60rem" : "lg"}
      fullScreen={isSmall}
      zIndex={zIndex}
      classNames={{ inner: classes.dialogInner!, content: classes.dialog! }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <div className={classes.dialogHead}>
          <Modal.Title fw={700}>{title}</Modal.Title>
          {onClose && <Modal.CloseButton aria-label={say("frame.close")} />}
        </div>
        <Modal.Body>
          <MantineThemeProvider theme={listsInDialog} inherit>
            <GoneIsSaid value={false}>{isPainted && children}</GoneIsSaid>
          </MantineThemeProvider>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Mantine returns the focus when a dialog closes, but not when the dialog is unmounted. */
function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener?.isConnected && opener instanceof HTMLElement) opener.focus();
      // The reader's place in a long list matters more than the heading.
      else document.getElementById("section")?.focus({ preventScroll: true });
    },
    [opener],
  );
}

type SheetProps = Omit<Props, "zIndex" | "wide"> &
  Readonly<{
    onClose: () => void;
    position: "right" | "bottom";
    size: string;
    /** After the title. */
    help?: ReactNode;
  }>;

/** The same from an edge of the window. */
export function Sheet({ onClose, title, help, children, position, size }: SheetProps) {
  const say = useWords();
  useFocusBack();
  const closeOnEscape = useContext(EscapeCloses);
  const isPainted = useIsPainted();
  return (
    <Drawer.Root
      opened
      onClose={onClose}
      closeOnEscape={closeOnEscape}
      removeScrollProps={PAGE_STAYS}
      trapFocus={isPainted}
      position={position}
      size={size}
      classNames={{ content: classes.sheet! }}
    >
      <Drawer.Overlay />
      <Drawer.Content aria-label={title}>
        <div className={classes.dialogHead}>
          <Drawer.Title fw={700}>{title}</Drawer.Title>
          {help !== undefined && <div className={classes.help}>{help}</div>}
          <Drawer.CloseButton aria-label={say("frame.close")} />
        </div>
        <Drawer.Body>
          <GoneIsSaid value={false}>{isPainted && children}</GoneIsSaid>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
