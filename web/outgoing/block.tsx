import { Title } from "@mantine/core";
import { useId, type ReactNode, type Ref } from "react";
import { ExplanationSign, ExplanationText, useExplanation } from "../ui/about.tsx";
import { useWords } from "../words/use-words.ts";
import { useShownDraft } from "./draft-context.ts";
import { orderOf, placesOf, type BlockId } from "./logic/order.ts";
import classes from "./outgoing.module.css";
import { stepsOf } from "./test-call/steps.ts";
import { useTestCall } from "./test-call/test-call-provider.tsx";

type Props = Readonly<{
  ref?: Ref<HTMLElement>;
  id: BlockId;
  title: string;
  /** What the block is for. It is in sight while the block is empty; after that, the «?» shows it. */
  about: string;
  isEmpty: boolean;
  actions?: ReactNode;
  children: ReactNode;
}>;

/** A block of the page: a region with its place in the order, its actions and what it is for. */
export function Block({ ref, id, title, about, isEmpty, actions, children }: Props) {
  const say = useWords();
  const heading = useId();
  const { present } = useShownDraft();
  const explanation = useExplanation(isEmpty);
  const hit = useHit();
  return (
    <section ref={ref} id={id} tabIndex={-1} aria-labelledby={heading} className={classes.block}>
      <div className={classes.blockHead}>
        <span className={classes.node} data-hit={hit === id || undefined} title={say("outgoing.orderHint")}>
          {placesOf(id, present.priority)}
        </span>
        <Title order={2} id={heading}>
          {title}
        </Title>
        <span className={classes.blockSigns}>
          <ExplanationSign about={say(`outgoing.about.${id}`)} explanation={explanation} />
        </span>
        {actions && <span className={classes.blockActions}>{actions}</span>}
      </div>
      <div className={classes.card}>
        <ExplanationText explanation={explanation} guide={id}>
          {about}
        </ExplanationText>
        {children}
      </div>
    </section>
  );
}

/** The block that decides the test call, if one does. */
function useHit(): BlockId | null {
  const { answer } = useTestCall();
  const { present } = useShownDraft();
  const last = answer && stepsOf(answer, present.priority).at(-1);
  if (!last || last.order === null) return null;
  return orderOf(present.priority)[last.order - 1]!.block;
}
