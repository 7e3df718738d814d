import { Button, Checkbox, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { callKey } from "../../src/policy/expectation-key.ts";
import { proposedQuery, type Expectation } from "../api/expectations.ts";
import type { ExpectationWords } from "../expected/expectation-words.ts";
import { saveExpectations, withExpectations } from "../expected/save-expectations.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { Dialog } from "../ui/dialog.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import list from "../ui/list.module.css";
import { Loading } from "../ui/loading.tsx";
import { useWords } from "../words/use-words.ts";

type Props = Readonly<{ company: string; words: ExpectationWords; onClose: () => void }>;

/** Offers calls that show now what they perhaps always should. */
export function ProposedDialog({ company, words, onClose }: Props) {
  const say = useWords();
  const { data, error, refetch } = useQuery(proposedQuery(company));
  if (data !== undefined && data.length > 0)
    return <Proposals company={company} proposed={data} words={words} onClose={onClose} />;
  return (
    <Dialog title={say("expect.proposed")} onClose={onClose}>
      {error ? (
        <FailureNote error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : (
        <Stack align="flex-end">
          <Text>{say("expect.proposedNone")}</Text>
          <Button variant="default" onClick={onClose} data-autofocus>
            {say("frame.close")}
          </Button>
        </Stack>
      )}
    </Dialog>
  );
}

function Proposals({ company, proposed, words, onClose }: Props & Readonly<{ proposed: readonly Expectation[] }>) {
  const say = useWords();
  // What was proposed when the dialog was opened: the list does not change under the pointer.
  const [offered] = useState(proposed);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { busy, errors, save } = useSaving();
  const taken = offered.filter((one) => !left.has(callKey(one)));

  async function add(): Promise<void> {
    if (taken.length === 0) return onClose();
    const edit = withExpectations(taken);
    if (await save(null, () => saveExpectations(company, { edit, isUnchanged: () => true }))) onClose();
  }

  function tick(key: string, isTaken: boolean): void {
    const next = new Set(left);
    if (isTaken) next.delete(key);
    else next.add(key);
    setLeft(next);
  }

  return (
    <FormDialog
      title={say("expect.proposed")}
      onClose={onClose}
      onSubmit={add}
      action={say("expect.proposedAdd", { count: taken.length })}
      busy={busy}
      failure={errors.rest}
    >
      <Text size="sm" c="dimmed">
        {say("expect.proposedText")}
      </Text>
      <Checkbox
        label={say("expect.proposedAll")}
        checked={left.size === 0}
        indeterminate={left.size > 0 && taken.length > 0}
        onChange={(event) => setLeft(new Set(event.currentTarget.checked ? [] : offered.map(callKey)))}
        data-autofocus
      />
      <ul className={list.lines}>
        {offered.map((one) => (
          <li key={callKey(one)}>
            <Checkbox
              label={say("expect.call", { caller: words.caller(one), dialled: words.dialled(one) })}
              description={words.number(one.shows)}
              checked={!left.has(callKey(one))}
              onChange={(event) => tick(callKey(one), event.currentTarget.checked)}
            />
          </li>
        ))}
      </ul>
    </FormDialog>
  );
}
