import { Text } from "@mantine/core";
import { expectationKey } from "../../src/policy/expectation-key.ts";
import type { Expectation } from "../api/expectations.ts";
import type { ExpectationWords } from "../expected/expectation-words.ts";
import { saveExpectations } from "../expected/save-expectations.ts";
import { useSaving } from "../form/use-saving.ts";
import { Confirm } from "../ui/confirm.tsx";
import { useWords } from "../words/use-words.ts";

type Props = Readonly<{ company: string; expectation: Expectation; words: ExpectationWords; onClose: () => void }>;

/** Asks before an expectation is removed. */
export function RemoveExpectation({ company, expectation, words, onClose }: Props) {
  const say = useWords();
  const { busy, errors, save } = useSaving();
  const key = expectationKey(expectation);

  async function remove(): Promise<void> {
    const done = await save(
      null,
      () =>
        saveExpectations(company, {
          edit: (expectations) => expectations.filter((one) => expectationKey(one) !== key),
          // If somebody else has removed it already, it is gone all the same.
          isUnchanged: () => true,
        }),
      "common.removed",
    );
    if (done) onClose();
  }

  return (
    <Confirm
      title={say("expect.removeTitle")}
      action={say("directory.removeIt")}
      busy={busy}
      failure={errors.rest}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <Text fw={600}>{words.whole(expectation)}</Text>
      <Text>{say("expect.removeText")}</Text>
    </Confirm>
  );
}
