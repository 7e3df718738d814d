/** What can be done with many employees at once. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Employee } from "../../src/policy/directory.ts";
import { GiveNumber } from "../bulk/give-number.tsx";
import { RemoveMany } from "../bulk/remove-many.tsx";
import { useIsKeptByPbx } from "../directory/kept-by-pbx.tsx";
import { useCompanyId } from "../page/company-id.ts";
import { useMay } from "../session/use-may.ts";
import { useWords } from "../words/use-words.ts";
import { ChangeDepartments } from "./change-departments.tsx";
import { ChangeWithholding } from "./change-withholding.tsx";

type Way = "number" | "departments" | "withhold" | "remove";

export type Many = Readonly<{ way: Way; employees: readonly string[]; hasGuests: boolean }>;

/** Buttons for what the person may do with the chosen employees; null: nothing. */
export function useBulkButtons(chosen: readonly Employee[], onOpen: (many: Many) => void): ReactNode {
  const say = useWords();
  const company = useCompanyId();
  const may = useMay();
  const isKept = useIsKeptByPbx();
  const mayChange = !isKept && may("directory.write", company);
  const mayNumber = may("outgoing-numbers.write", company);
  const mayWithhold = may("directory.withhold", company);
  const open = (way: Way) =>
    onOpen({ way, employees: chosen.map(({ id }) => id), hasGuests: chosen.some(({ guest }) => guest) });
  if (!mayNumber && !mayWithhold && !mayChange) return null;
  return (
    <>
      {mayNumber && (
        <Button size="sm" onClick={() => open("number")}>
          {say("bulk.giveNumber")}
        </Button>
      )}
      {mayChange && (
        <Button size="sm" variant="default" onClick={() => open("departments")}>
          {say("employees.department")}…
        </Button>
      )}
      {mayWithhold && (
        <Button size="sm" variant="default" onClick={() => open("withhold")}>
          {say("employees.withhold")}…
        </Button>
      )}
      {mayChange && (
        <Button size="sm" variant="default" onClick={() => open("remove")}>
          {say("directory.removeIt")}
        </Button>
      )}
    </>
  );
}

type DialogProps = Readonly<{
  many: Many;
  onClose: () => void;
  /** It stays open otherwise: something was refused. */
  onDone: () => void;
}>;

export function BulkDialog({ many, ...ways }: DialogProps) {
  const say = useWords();
  const { way, employees, hasGuests } = many;
  const count = employees.length;
  switch (way) {
    case "number":
      return <GiveNumber people={many} title={say("employees.giveTo", { count })} hasGuests={hasGuests} {...ways} />;
    case "departments":
      return <ChangeDepartments employees={employees} {...ways} />;
    case "withhold":
      return <ChangeWithholding employees={employees} {...ways} />;
    case "remove":
      return (
        <RemoveMany
          people={many}
          title={say("employees.removeMany", { count })}
          text={say("employees.removeManyText")}
          {...ways}
        />
      );
  }
}
