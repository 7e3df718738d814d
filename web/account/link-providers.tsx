import { Button, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { LinkAnswer } from "../../src/contract/people.ts";
import { useSaving } from "../form/use-saving.ts";
import { providerPage, waysQuery } from "../session/ways.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import { useWords } from "../words/use-words.ts";

/** The providers at which an invitation can be accepted: those of the company, which all its roles have to be of. */
export function LinkProviders({ link, secret }: Readonly<{ link: LinkAnswer; secret: string }>) {
  const say = useWords();
  const companies = new Set(link.roles.map((role) => ("company" in role ? role.company : null)));
  const [company = null] = companies;
  const isOfOne = companies.size === 1 && company !== null;
  const { data } = useQuery({ ...waysQuery({ company: company ?? "" }), enabled: isOfOne });
  const { busy, errors, save } = useSaving();
  if (!isOfOne || data === undefined || data.providers.length === 0) return null;
  const goTo = (provider: string) =>
    save(null, async () => location.assign(await providerPage(provider, secret)), null);
  return (
    <Stack gap="xs">
      <Text size="sm">{say("link.withProvider")}</Text>
      {data.providers.map(({ id, name }) => (
        <Button key={id} variant="default" disabled={busy} onClick={() => void goTo(id)}>
          {say("signIn.provider", { name })}
        </Button>
      ))}
      {errors.rest !== null && <FailureNote error={errors.rest} />}
    </Stack>
  );
}
