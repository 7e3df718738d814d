import { Button, Group, Text } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { MOST_WEBHOOKS, watchingQuery, type Webhook } from "../api/watching.ts";
import { Empty } from "../ui/empty.tsx";
import list from "../ui/list.module.css";
import { ExplainedPart } from "../ui/part.tsx";
import { useWords } from "../words/use-words.ts";
import { NewWebhook } from "./new-webhook.tsx";
import { RemoveWebhook } from "./remove-webhook.tsx";
import classes from "./watching.module.css";

/** The programs that are told. */
export function Webhooks({ company }: Readonly<{ company: string }>) {
  const say = useWords();
  const { body } = useSuspenseQuery(watchingQuery(company)).data;
  const [opened, setOpened] = useState<"new" | Webhook | null>(null);
  const close = () => setOpened(null);
  const { webhooks } = body;
  return (
    <ExplainedPart
      title={say("watching.webhooks")}
      about={say("watching.webhooksText")}
      guide="alerts"
      isEmpty={webhooks.length === 0}
    >
      {webhooks.length === 0 ? (
        <Empty title={say("watching.webhooksNone")}>
          <Button onClick={() => setOpened("new")}>{say("watching.add")}</Button>
        </Empty>
      ) : (
        <ul className={list.rows} aria-label={say("watching.webhooks")}>
          {webhooks.map((webhook) => (
            <li key={webhook.id} className={list.row}>
              <div className={list.rowHead}>
                <Text fw={600} className={classes.url}>
                  {webhook.url}
                </Text>
                <span className={list.rowButtons}>
                  <Button
                    variant="default"
                    size="sm"
                    aria-label={say("watching.removeOne", { url: webhook.url })}
                    onClick={() => setOpened(webhook)}
                  >
                    {say("watching.remove")}
                  </Button>
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
      {webhooks.length > 0 && webhooks.length < MOST_WEBHOOKS && (
        <Group>
          <Button variant="default" onClick={() => setOpened("new")}>
            {say("watching.add")}
          </Button>
        </Group>
      )}
      {webhooks.length >= MOST_WEBHOOKS && (
        <Text size="sm" c="dimmed">
          {say("watching.most", { count: MOST_WEBHOOKS })}
        </Text>
      )}
      {opened === "new" && <NewWebhook company={company} onClose={close} />}
      {opened !== null && opened !== "new" && <RemoveWebhook company={company} removed={opened} onClose={close} />}
    </ExplainedPart>
  );
}
