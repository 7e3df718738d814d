import { useQuery } from "@tanstack/react-query";
import { trunksQuery } from "../../api/trunks.ts";
import { CarrierCard, type Presentation } from "../../shown/carrier-card.tsx";
import { useWords } from "../../words/use-words.ts";

/** What the carrier of the chosen trunk receives of the test call. */
export function CallCarrier({ presentation }: Readonly<{ presentation: Presentation }>) {
  const say = useWords();
  const { data = [] } = useQuery(trunksQuery);
  const trunk = data.find(({ id }) => id === presentation.trunk)?.name ?? presentation.trunk;
  return <CarrierCard title={say("carrier.over", { trunk })} presentation={presentation} />;
}
