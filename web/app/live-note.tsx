import { CloseButton } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { liveQuery, type Saved } from "../api/nodes.ts";
import { useMay } from "../session/use-may.ts";
import { NoteIcon } from "../ui/note.tsx";
import classes from "../ui/toast.module.css";
import { toast } from "../ui/toasts.ts";
import { useWords } from "../words/use-words.ts";
import { router } from "./router.tsx";

/** Call nodes need about a second: of those that follow by then, nothing is said. */
const SETTLE_MS = 2000;
/** While some are behind, it is asked again in pauses that grow up to this. */
const LONGEST_PAUSE_MS = 30_000;

/** Says on how many call nodes the last change is live, while it is not on all of them. */
export function LiveNote({ saved }: Readonly<{ saved: Saved }>) {
  const say = useWords();
  const may = useMay();
  const [asked, setAsked] = useState<Saved | null>(null);
  const [closed, setClosed] = useState<Saved | null>(null);
  useEffect(() => {
    const settled = setTimeout(() => setAsked(saved), SETTLE_MS);
    return () => clearTimeout(settled);
  }, [saved]);
  const { data, isPlaceholderData } = useQuery({
    ...liveQuery(asked),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      data && data.live < data.nodes ? Math.min(SETTLE_MS * dataUpdateCount, LONGEST_PAUSE_MS) : false,
  });
  const { live, nodes } = data ?? { live: 0, nodes: 0 };
  const isBehind = live < nodes;
  const wasBehind = useRef(false);
  useEffect(() => {
    if (isPlaceholderData) return;
    if (wasBehind.current && !isBehind && nodes > 0) toast(say("live.all", { nodes }));
    wasBehind.current = isBehind;
  }, [isBehind, isPlaceholderData, nodes, say]);
  if (!isBehind || asked === closed) return null;
  return (
    <div className={classes.toast}>
      <NoteIcon tone="hint" />
      <div className={classes.text}>
        {say("live.part", { live, nodes })}
        {may("nodes.manage") && (
          <button type="button" className={classes.action} onClick={() => void router.navigate({ to: "/nodes" })}>
            {say("live.which")}
          </button>
        )}
      </div>
      <CloseButton size="sm" aria-label={say("frame.close")} onClick={() => setClosed(asked)} />
    </div>
  );
}
