import { Navigate } from "@tanstack/react-router";
import { useCompanyId } from "../page/company-id.ts";
import { Frame } from "../session/frame.tsx";
import { useMay } from "../session/use-may.ts";
import { Section } from "../ui/section.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { People } from "./people.tsx";

/** The people of a company. */
export function CompanyPeoplePage() {
  const say = useWords();
  const company = useCompanyId();
  return (
    <Section title={say("frame.access")} guide="access">
      <People company={company} />
    </Section>
  );
}

/** Everybody, for operators and their support. */
export function EverybodyPage() {
  const say = useWords();
  if (!useMay()("people.read")) return <Navigate to="/companies" replace />;
  return (
    <Frame>
      <div className={ui.narrow}>
        <Section title={say("frame.access")} guide="access">
          <People company={null} />
        </Section>
      </div>
    </Frame>
  );
}
