import { ActionIcon, Button, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useAllPages } from "../api/all-pages.ts";
import { providersQuery, type Provider } from "../api/providers.ts";
import { findByWords } from "../find/search.ts";
import { Empty } from "../ui/empty.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import list from "../ui/list.module.css";
import { Loading } from "../ui/loading.tsx";
import { ExplainedPart } from "../ui/part.tsx";
import { SearchedList } from "../ui/searched-list.tsx";
import { useMomentText, useWho, useWords } from "../words/use-words.ts";
import { CheckProvider } from "./check-provider.tsx";
import { useCompanyOptions } from "./company-select.tsx";
import { MadeProvider } from "./made-provider.tsx";
import { ProviderDialog } from "./provider-dialog.tsx";
import { RemoveProvider } from "./remove-provider.tsx";
import { IconSettings, IconTrash } from "../icons/icons.ts";

type Opened = Readonly<{ kind: "new" } | { kind: "made" | "edit" | "remove"; provider: Provider }>;

/** The identity providers at which people of companies sign in. */
export function ProvidersPart() {
  const say = useWords();
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  const listed = useAllPages(providersQuery);
  const all = useMemo(() => listed.data?.pages.flatMap(({ items }) => items) ?? [], [listed.data]);
  const options = useCompanyOptions();
  const companyOf = (id: string) => options.find(({ value }) => value === id)?.label ?? id;
  return (
    <ExplainedPart
      title={say("providers.title")}
      about={say("providers.text")}
      guide="security"
      isEmpty={all.length === 0}
    >
      {listed.isPending && <Loading />}
      {listed.isSuccess && all.length === 0 && (
        <Empty title={say("providers.empty")}>
          <Button onClick={() => setOpened({ kind: "new" })}>{say("providers.add")}</Button>
        </Empty>
      )}
      {all.length > 0 && (
        <SearchedList
          label={say("providers.title")}
          searchLabel={say("providers.search")}
          things={all}
          find={findByWords(all, ({ name, company, issuer }) => [name, companyOf(company), issuer].join(" "))}
          searchedFrom={8}
        >
          {(provider) => (
            <Row
              key={provider.id}
              provider={provider}
              company={companyOf(provider.company)}
              onEdit={() => setOpened({ kind: "edit", provider })}
              onRemove={() => setOpened({ kind: "remove", provider })}
            />
          )}
        </SearchedList>
      )}
      {listed.isError && (
        <FailureNote
          error={listed.error}
          again={() => void (listed.data === undefined ? listed.refetch() : listed.fetchNextPage())}
        />
      )}
      {all.length > 0 && (
        <div>
          <Button variant="default" onClick={() => setOpened({ kind: "new" })}>
            {say("providers.add")}
          </Button>
        </div>
      )}
      {opened?.kind === "new" && (
        <ProviderDialog provider={null} onMade={(provider) => setOpened({ kind: "made", provider })} onClose={close} />
      )}
      {opened?.kind === "made" && <MadeProvider provider={opened.provider} onClose={close} />}
      {opened?.kind === "edit" && <ProviderDialog provider={opened.provider} onMade={close} onClose={close} />}
      {opened?.kind === "remove" && <RemoveProvider provider={opened.provider} onClose={close} />}
    </ExplainedPart>
  );
}

type RowProps = Readonly<{ provider: Provider; company: string; onEdit: () => void; onRemove: () => void }>;

function Row({ provider, company, onEdit, onRemove }: RowProps) {
  const say = useWords();
  const who = useWho();
  const momentText = useMomentText();
  const { name, issuer, domains, trustsFactor, createdAt, createdBy } = provider;
  return (
    <li className={list.row}>
      <div className={list.rowHead}>
        <Text fw={600}>{name}</Text>
        <Text size="sm">{company}</Text>
        <span className={list.rowButtons}>
          <ActionIcon variant="subtle" color="gray" aria-label={say("directory.edit", { name })} onClick={onEdit}>
            <IconSettings size={18} />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={say("directory.remove", { name })} onClick={onRemove}>
            <IconTrash size={18} />
          </ActionIcon>
        </span>
      </div>
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {issuer}
      </Text>
      <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        {[
          domains.length > 0 && say("providers.vouchedDomains", { domains: domains.join(", ") }),
          trustsFactor && say("providers.trusts"),
          say("providers.made", { moment: momentText(createdAt), who: who(createdBy) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      <CheckProvider provider={provider} />
    </li>
  );
}
