import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { expectationKey } from "../../src/policy/expectation-key.ts";
import { expectationsQuery, type Expectation } from "../api/expectations.ts";
import { useSaving } from "../form/use-saving.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { saveExpectations, withExpectations } from "./save-expectations.ts";

type Props = Readonly<{ company: string; expectation: Expectation }>;

/** Writes a call down with what it shows, so that it stays so. */
export function KeepIt({ company, expectation }: Props) {
  const say = useWords();
  const { data } = useQuery(expectationsQuery(company));
  const { busy, errors, save } = useSaving();
  const isWritten = data?.body.expectations.some((one) => expectationKey(one) === expectationKey(expectation)) ?? false;

  async function keep(): Promise<void> {
    const edit = withExpectations([expectation]);
    await save(null, () => saveExpectations(company, { edit, isUnchanged: () => true }));
  }

  return (
    <div>
      {!isWritten && (
        <Button variant="default" size="compact-md" mt={6} onClick={() => void keep()} loading={busy} disabled={!data}>
          {say("expect.keep")}
        </Button>
      )}
      <div role="status">
        {isWritten && (
          <Text size="sm">
            {`${say("expect.kept")} `}
            <Link to="/companies/$company/expectations" params={{ company }} className={ui.link}>
              {say("expect.keptOpen")}
            </Link>
          </Text>
        )}
      </div>
      {errors.rest !== null && <FailureNote error={errors.rest} />}
    </div>
  );
}
