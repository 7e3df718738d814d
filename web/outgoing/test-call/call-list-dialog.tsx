import { Button, Stack, Text, Textarea } from "@mantine/core";
import { useDebouncedValue, useMediaQuery } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { MOST_DIALLED } from "../../../src/policy/most-dialled.ts";
import { previewsQuery, type Caller } from "../../api/check.ts";
import { employeeById } from "../../directory/people.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FailureNote } from "../../ui/failure-note.tsx";
import ui from "../../ui/ui.module.css";
import { useWords } from "../../words/use-words.ts";
import { useShownDraft } from "../draft-context.ts";
import { CallListTable } from "./call-list-table.tsx";
import { callerText, listedCall, listText } from "./call-text.ts";
import { readDialledList } from "./dialled-list.ts";
import { useTestCall } from "./test-call-provider.tsx";
import { useCallWords } from "./use-call-words.ts";
import { IconCopy } from "../../icons/icons.ts";

const ASK_AFTER_MS = 300;

/** Tries a list of numbers for the caller of the test call. @param props.caller with its conditions */
export function CallListDialog({ caller, onClose }: Readonly<{ caller: Caller; onClose: () => void }>) {
  const say = useWords();
  const { directory, present, changes } = useShownDraft();
  const { listed, setListed } = useTestCall();
  const about = useCallWords();
  const isNarrow = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const [asked] = useDebouncedValue(listed, ASK_AFTER_MS);
  const { dialled, more } = useMemo(() => readDialledList(asked), [asked]);
  const isAsking = dialled.length > 0;
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...previewsQuery(caller, dialled, present),
    enabled: isAsking,
    placeholderData: keepPreviousData,
  });
  const isFresh = isAsking && data !== undefined && !isPlaceholderData && !error;
  const calls = useMemo(
    () => (isFresh ? data.previews.map((decided, at) => listedCall(dialled[at]!, decided, about)) : []),
    [isFresh, data, dialled, about],
  );
  const employee = employeeById(directory, caller.employee);
  const { company: _, employee: __, device, ...conditions } = caller;
  return (
    <Dialog title={say("callList.title")} onClose={onClose} wide>
      <Stack gap="sm">
        {employee && (
          <Text size="sm">
            {say("callText.caller", { caller: callerText(employee, device, about) })}
            {Object.keys(conditions).length > 0 && `. ${say("callList.conditions")}`}
          </Text>
        )}
        <Textarea
          label={say("callList.paste")}
          description={say("callList.pasteHint", { most: MOST_DIALLED })}
          value={listed}
          onChange={(event) => setListed(event.currentTarget.value)}
          rows={6}
          data-autofocus
        />
        <Text role="status" size="sm">
          {isAsking && !error && (isFresh ? countText(calls.length, more) : say("callList.asking"))}
        </Text>
        {isAsking && error && <FailureNote error={error} again={() => void refetch()} />}
        {calls.length > 0 && <CallListTable calls={calls} isNarrow={isNarrow ?? false} />}
        {calls.length > 0 && changes.length > 0 && <Text size="sm">{say("testCall.unsaved")}</Text>}
        {isFresh && data.errors.length > 0 && (
          <Text size="sm">{say("testCall.errors", { count: data.errors.length })}</Text>
        )}
        <div className={ui.dialogFoot}>
          {calls.length > 0 && (
            <CopyButton text={listText(calls, say)} icon={<IconCopy size={16} />}>
              {say("callList.copy")}
            </CopyButton>
          )}
          <Button onClick={onClose}>{say("frame.close")}</Button>
        </div>
      </Stack>
    </Dialog>
  );

  function countText(count: number, more: number): string {
    return more === 0 ? say("callList.count", { count }) : say("callList.countFirst", { count, all: count + more });
  }
}
