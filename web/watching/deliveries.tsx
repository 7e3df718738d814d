import { Button, Group, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { deliveriesQuery, type Delivery } from "../api/watching.ts";
import { useMay } from "../session/use-may.ts";
import { Empty } from "../ui/empty.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import list from "../ui/list.module.css";
import { Loading } from "../ui/loading.tsx";
import { Part } from "../ui/part.tsx";
import { Pill } from "../ui/pill.tsx";
import ui from "../ui/ui.module.css";
import { isWordKey } from "../words/load.ts";
import { useMomentText, useWords, type Say } from "../words/use-words.ts";
import classes from "./watching.module.css";

/** The latest messages, and what became of them. */
export function Deliveries({ company }: Readonly<{ company: string }>) {
  const say = useWords();
  const listed = useInfiniteQuery(deliveriesQuery(company));
  const { data, error } = listed;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Part title={say("watching.deliveries")}>
      {data === undefined && error === null && <Loading />}
      {data !== undefined && items.length === 0 && (
        <Empty title={say("watching.deliveriesNone")}>
          <Button variant="default" onClick={() => void listed.refetch()} loading={listed.isRefetching}>
            {say("frame.reload")}
          </Button>
        </Empty>
      )}
      {items.length > 0 && (
        <ul className={list.rows} aria-label={say("watching.deliveries")}>
          {items.map((item) => (
            <Row key={item.id} company={company} item={item} />
          ))}
        </ul>
      )}
      {error !== null && <FailureNote error={error} again={() => void listed.refetch()} />}
      {items.length > 0 && error === null && (
        <Group>
          <Button variant="default" onClick={() => void listed.refetch()} loading={listed.isRefetching}>
            {say("frame.reload")}
          </Button>
          {listed.hasNextPage && (
            <Button variant="default" onClick={() => void listed.fetchNextPage()} loading={listed.isFetchingNextPage}>
              {say("history.more")}
            </Button>
          )}
        </Group>
      )}
    </Part>
  );
}

const TONES = { waiting: "warn", delivered: "good", failed: "bad" } as const;

function Row({ company, item }: Readonly<{ company: string; item: Delivery }>) {
  const say = useWords();
  const momentText = useMomentText();
  const mayLook = useMay()("history.read", company);
  const { way, name, revision, events, state, attempts, createdAt, at, error } = item;
  const to = name ?? say(`watching.gone.${way}`);
  return (
    <li className={list.row}>
      <div className={list.rowHead}>
        <Text fw={600} className={classes.url}>
          {events.map((event) => say(`watching.told.${event}`)).join(" · ")}
        </Text>
        <Pill tone={TONES[state]}>{say(`watching.state.${state}`)}</Pill>
      </div>
      <Text size="sm" className={classes.delivery} lineClamp={3}>
        {say(`watching.to.${way}`, { to })}
      </Text>
      <Text size="sm" c="dimmed" className={classes.delivery}>
        {[
          momentText(createdAt),
          attempts > 0 && say("watching.attempts", { count: attempts }),
          state === "waiting" && attempts > 0 && say("watching.next", { moment: momentText(at) }),
          state !== "waiting" && attempts > 1 && say("watching.last", { moment: momentText(at) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      {error !== null && <Text size="sm">{say("watching.error", { why: errorWords(error, say) })}</Text>}
      {mayLook && revision !== null && (
        <Text size="sm">
          <Link
            to="/companies/$company/history"
            params={{ company }}
            search={{ revision }}
            className={ui.link}
            aria-label={say("watching.differenceOf", { when: momentText(createdAt) })}
          >
            {say("watching.difference")}
          </Link>
        </Text>
      )}
    </li>
  );
}

/** @param error as the service writes it down: `status_503`, `unreachable` */
function errorWords(error: string, say: Say): string {
  const [, status] = /^status_(\d+)$/.exec(error) ?? [];
  if (status !== undefined) return say("watching.error.status", { status });
  const key = `watching.error.${error}`;
  return isWordKey(key) ? say(key) : error;
}
