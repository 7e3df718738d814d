/** A strip that says what is wrong, or what to know: an icon, a sentence, and at most a way to mend it. */
import type { ReactNode, Ref } from "react";
import { useWords } from "../words/use-words.ts";
import classes from "./note.module.css";
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "../icons/icons.ts";

/** `warning`: it works, but not as meant. `error`: it cannot be saved, or has failed. */
type NoteTone = "hint" | "warning" | "error" | "done";

const ICONS = {
  hint: IconInfoCircle,
  warning: IconAlertTriangle,
  error: IconAlertCircle,
  done: IconCircleCheck,
} as const;

/** The icon that tells the tones apart without their colours. A screen reader says warnings and errors. */
export function NoteIcon({ tone }: Readonly<{ tone: NoteTone }>) {
  const say = useWords();
  const Icon = ICONS[tone];
  const isSaid = tone === "warning" || tone === "error";
  return (
    <Icon
      size={16}
      className={classes.icon}
      data-tone={tone}
      {...(isSaid ? { role: "img", "aria-label": say(`common.${tone}`) } : { "aria-hidden": true })}
    />
  );
}

type Props = Readonly<{
  tone: NoteTone;
  title?: ReactNode;
  /** Buttons, behind the text where there is room. */
  action?: ReactNode;
  role?: "alert" | "presentation";
  ref?: Ref<HTMLDivElement>;
  /** Whether it can be given the focus. */
  isFocusable?: boolean;
  children?: ReactNode;
}>;

export function Note({ tone, title, action, role, ref, isFocusable = false, children }: Props) {
  return (
    <div ref={ref} role={role} className={classes.note} data-tone={tone} tabIndex={isFocusable ? -1 : undefined}>
      <NoteIcon tone={tone} />
      <div className={classes.text}>
        {title !== undefined && <div className={classes.title}>{title}</div>}
        {children}
      </div>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
