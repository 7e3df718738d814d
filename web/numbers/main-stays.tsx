import { Button, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useCompanyId } from "../page/company-id.ts";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";

/** Says why the main number can be neither turned off nor removed, and where to pick another. */
export function MainStays({ onClose }: Readonly<{ onClose: () => void }>) {
  const say = useWords();
  const company = useCompanyId();
  return (
    <Stack>
      <Text>{say("numbers.mainStays")}</Text>
      <Link to="/companies/$company/outgoing-numbers" params={{ company }} hash="main" className={ui.link}>
        {say("numbers.pickMain")}
      </Link>
      <div className={ui.dialogFoot}>
        <Button onClick={onClose}>{say("frame.close")}</Button>
      </div>
    </Stack>
  );
}
