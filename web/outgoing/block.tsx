import { Badge, Title } from "@mantine/core";
import { useId, type ReactNode, type Ref } from "react";
import { HelpLink } from "../ui/help-link.tsx";
import { useWords } from "../words/use-words.ts";
import { useDraft } from "./draft-context.ts";
import { placesOf, type BlockId } from "./logic/order.ts";
import classes from "./outgoing.module.css";

type Props = Readonly<{
  ref?: Ref<HTMLElement>;
  id: BlockId;
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}>;

/** A block of the page: a region with its place in the order, its actions and a link to the guide. */
export function Block({ ref, id, title, actions, children }: Props) {
  const say = useWords();
  const heading = useId();
  const { present } = useDraft();
  return (
    <section ref={ref} id={id} tabIndex={-1} aria-labelledby={heading} className={classes.block}>
      <div className={classes.blockHead}>
        <Title order={2} size="h4" id={heading}>
          {title}
        </Title>
        <span className={classes.blockSigns}>
          <Badge variant="outline" color="gray" className={classes.state} title={say("outgoing.orderHint")}>
            {placesOf(id, present.priority)}
          </Badge>
          <HelpLink about={say(`outgoing.about.${id}`)} section={id} />
        </span>
        {actions && <span className={classes.blockActions}>{actions}</span>}
      </div>
      {children}
    </section>
  );
}
