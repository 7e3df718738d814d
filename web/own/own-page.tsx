import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { meQuery, type MeAnswer } from "../api/me.ts";
import { RequestFailed } from "../api/request-failed.ts";
import { Frame } from "../session/frame.tsx";
import { useMay } from "../session/use-may.ts";
import { Empty } from "../ui/empty.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import { Note } from "../ui/note.tsx";
import { Part } from "../ui/part.tsx";
import { Section } from "../ui/section.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { ChoiceSetting } from "./choice-setting.tsx";
import { OwnShown } from "./own-shown.tsx";
import { WithholdSetting } from "./withhold-setting.tsx";
import classes from "./own.module.css";

/** An employee's own page, made for a phone's screen: what their calls show, and the two things that they may set. */
export function OwnPage() {
  const say = useWords();
  if (!useMay()("me.read")) return <Navigate to="/companies" replace />;
  return (
    <Frame>
      <div className={classes.page}>
        <Section title={say("frame.own")}>
          <OwnCalls />
        </Section>
      </div>
    </Frame>
  );
}

function OwnCalls() {
  const say = useWords();
  const { data, error, refetch } = useQuery(meQuery);
  if (isGone(error)) return <Empty title={say("own.gone")} text={say("own.goneText")} />;
  if (data === undefined)
    return error === null ? <Loading /> : <FailureNote error={error} again={() => void refetch()} />;
  return (
    <div className={ui.cards}>
      <Who me={data} />
      {data.mainOnly && (
        <Note tone="hint" title={say("own.guest")}>
          {say("own.guestText")}
        </Note>
      )}
      <OwnShown me={data} />
      <Part title={say("own.settings")}>
        <ChoiceSetting me={data} />
        <WithholdSetting me={data} />
      </Part>
    </div>
  );
}

const isGone = (error: unknown) => error instanceof RequestFailed && error.problem.code === "employee_unknown";

function Who({ me: { company, employee } }: Readonly<{ me: MeAnswer }>) {
  const say = useWords();
  const { name, extension } = employee;
  return (
    <Text c="dimmed">
      {[name, extension === null ? null : say("own.extension", { extension }), company.name]
        .filter((text) => text !== null)
        .join(" · ")}
    </Text>
  );
}
