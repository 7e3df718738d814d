import { Text } from "@mantine/core";
import { WATCHED } from "../../src/policy/watched.ts";
import { useCompanyId } from "../page/company-id.ts";
import { Part } from "../ui/part.tsx";
import { Section } from "../ui/section.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { Deliveries } from "./deliveries.tsx";
import { Webhooks } from "./webhooks.tsx";
import { WhoIsTold } from "./who-is-told.tsx";
import classes from "./watching.module.css";

/** What admins are told of. Changes of rights are told to whoever they concern. */
const EVENTS = WATCHED.filter((event) => event !== "rights_changed");

/** Who is told of changes that deserve attention. */
export function WatchingPage() {
  const say = useWords();
  const company = useCompanyId();
  return (
    <Section title={say("frame.watching")} guide="alerts">
      <div className={ui.cards} key={company}>
        <Part title={say("watching.events")}>
          <ul className={classes.events}>
            {EVENTS.map((event) => (
              <li key={event}>
                <Text size="sm">{say(`watching.event.${event}`)}</Text>
              </li>
            ))}
          </ul>
          <Text size="sm" c="dimmed">
            {say("watching.ownRights")}
          </Text>
        </Part>
        <WhoIsTold company={company} />
        <Webhooks company={company} />
        <Deliveries company={company} />
      </div>
    </Section>
  );
}
