import { Button, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { directoryQuery } from "../api/documents.ts";
import { expectationsQuery, type Expectation } from "../api/expectations.ts";
import { Dialog } from "../ui/dialog.tsx";
import list from "../ui/list.module.css";
import { Loading } from "../ui/loading.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import type { Asked } from "./asked.ts";
import { useExpectationWords } from "./use-expectation-words.ts";
import type { Directory } from "../../src/policy/directory.ts";

const NOBODY: Directory = { numbers: [], employees: [], departments: [] };

/** Asks before a change is saved that would break what must stay true, and lists what that is. */
export function BreakingDialog({ asked: { company, problem, answer } }: Readonly<{ asked: Asked }>) {
  const say = useWords();
  const { errors = [], more = 0 } = problem;
  return (
    <Dialog title={say("expect.breaks", { count: errors.length + more })} onClose={() => answer(false)} zIndex={300}>
      <Stack>
        <Broken company={company} errors={errors} />
        {more > 0 && <Text size="sm">{say("expect.more", { count: more })}</Text>}
        <Text size="sm">{say("expect.breaksText")}</Text>
        <div className={ui.dialogFoot}>
          <Button color="red" variant="outline" onClick={() => answer(true)}>
            {say("expect.breaksAnyway")}
          </Button>
          <Button onClick={() => answer(false)} data-autofocus>
            {say("expect.breaksNot")}
          </Button>
        </div>
      </Stack>
    </Dialog>
  );
}

type BrokenProps = Readonly<{ company: string; errors: NonNullable<Asked["problem"]["errors"]> }>;

function Broken({ company, errors }: BrokenProps) {
  const say = useWords();
  // As they were when the change was refused.
  const { data: stored, isFetching, error } = useQuery({ ...expectationsQuery(company), staleTime: 0 });
  const { data: directory } = useQuery(directoryQuery(company));
  const words = useExpectationWords(directory?.body ?? NOBODY);
  if (error === null && (directory === undefined || isFetching)) return <Loading />;
  const named = (path: string): Expectation | undefined =>
    stored?.body.expectations[Number(path.slice(path.lastIndexOf("/") + 1))];
  return (
    <ul className={list.lines}>
      {errors.map(({ path, message, got }) => {
        const expectation = named(path);
        return (
          <li key={path}>
            {expectation === undefined ? (
              <span lang="en">{message}</span>
            ) : (
              <span>
                <Text fw={600} component="span" display="block">
                  {say("expect.call", {
                    caller: words.caller(expectation),
                    dialled: words.dialled(expectation),
                  })}
                </Text>
                <Text size="sm" component="span">
                  {say("expect.instead", {
                    expected: words.number(expectation.shows),
                    got: words.number(got ?? null),
                  })}
                </Text>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
