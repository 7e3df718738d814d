import type { Directory } from "../../src/policy/directory.ts";
import { NoteIcon } from "../ui/note.tsx";
import { PhoneNumber } from "../ui/phone-number.tsx";
import { useWords } from "../words/use-words.ts";

/** The emergency number of an employee or a department; if it is off or gone, that is said. */
export function EmergencyNumber({ number, directory }: Readonly<{ number: string; directory: Directory }>) {
  const say = useWords();
  const isOn = directory.numbers.some((known) => known.number === number && known.on);
  return (
    <>
      <PhoneNumber e164={number} />
      {!isOn && (
        <>
          {" "}
          <NoteIcon tone="warning" /> {say("directory.emergencyOff")}
        </>
      )}
    </>
  );
}
