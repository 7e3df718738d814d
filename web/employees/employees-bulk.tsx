/** What can be done with many employees at once. */
import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { Employee } from "../../src/policy/directory.ts";
import { GiveNumber } from "../bulk/give-number.tsx";
import { RemoveMany } from "../bulk/remove-many.tsx";
import { useIsKeptByPbx } from "../directory/kept-by-pbx.tsx";
import { useCompanyId } from "../page/company-id.ts";
import { useMay } from "../session/use-may.ts";
import { useWords } from "../words/use-words.ts";
import { ChangeDepartments } from "./change-departments.tsx";
import { ChangeWithholding } from "./change-withholding.tsx";

type Kind = "number" | "departments" | "withhold" | "remove";

type Opened = Readonly<{ kind: Kind; employees: readonly string[]; hasGuests: boolean }>;

type Bulk = Readonly<{
  /** Null: nothing can be done. */
  buttons: ReactNode;
  dialog: ReactNode;
}>;

/** @param onDone stays open otherwise: something was refused */
export function useEmployeesBulk(chosen: readonly Employee[], onDone: () => void): Bulk {
  const say = useWords();
  const company = useCompanyId();
  const may = useMay();
  const isKept = useIsKeptByPbx();
  const mayChange = !isKept && may("directory.write", company);
  const [opened, setOpened] = useState<Opened | null>(null);
  const mayNumber = may("outgoing-numbers.write", company);
  const mayWithhold = may("directory.withhold", company);
  const open = (kind: Kind) =>
    setOpened({ kind, employees: chosen.map(({ id }) => id), hasGuests: chosen.some(({ guest }) => guest) });
  const close = () => setOpened(null);
  const ways = {
    onClose: close,
    onDone: () => {
      close();
      onDone();
    },
  };
  return {
    buttons:
      !mayNumber && !mayWithhold && !mayChange ? null : (
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
      ),
    dialog: opened && <BulkDialog opened={opened} {...ways} />,
  };
}

type DialogProps = Readonly<{ opened: Opened; onClose: () => void; onDone: () => void }>;

function BulkDialog({ opened, ...ways }: DialogProps) {
  const say = useWords();
  const { kind, employees, hasGuests } = opened;
  const count = employees.length;
  switch (kind) {
    case "number":
      return <GiveNumber people={opened} title={say("employees.giveTo", { count })} hasGuests={hasGuests} {...ways} />;
    case "departments":
      return <ChangeDepartments employees={employees} {...ways} />;
    case "withhold":
      return <ChangeWithholding employees={employees} {...ways} />;
    case "remove":
      return (
        <RemoveMany
          people={opened}
          title={say("employees.removeMany", { count })}
          text={say("employees.removeManyText")}
          {...ways}
        />
      );
  }
}
