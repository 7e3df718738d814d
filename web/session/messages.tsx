import { ActionIcon, Popover } from "@mantine/core";
import type { Toast } from "../ui/toasts.ts";
import { useMomentText, useWords } from "../words/use-words.ts";
import classes from "./messages.module.css";
import { IconMessages } from "../icons/icons.ts";

/** What was said since one signed in. */
export function Messages({ kept }: Readonly<{ kept: readonly Toast[] }>) {
  const say = useWords();
  const momentText = useMomentText();
  const label = say("frame.messages");
  return (
    <Popover position="top-start" width={280} withinPortal={false} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" size={32} aria-label={label} title={label}>
          <IconMessages size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        {/* It scrolls, which the keyboard does where the focus is. */}
        <ul className={classes.list} tabIndex={0} aria-label={label}>
          {kept.map(({ id, at, text }) => (
            <li key={id}>
              {text}
              <time dateTime={at.toISOString()}>{momentText(at.toISOString())}</time>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
