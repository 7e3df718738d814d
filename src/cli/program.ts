/** The commands of the shell, put together. */
import { Command } from "commander";
import { version } from "../version.ts";
import { addBackup } from "./backup.ts";
import { addCompany } from "./company.ts";
import { addDecide } from "./decide.ts";
import { addDirectory } from "./directory.ts";
import { addExpect } from "./expect.ts";
import { addHistory } from "./history.ts";
import { addKey } from "./key.ts";
import { addMove } from "./move.ts";
import { addNode } from "./node-command.ts";
import { addOutgoingNumbers } from "./outgoing-numbers.ts";
import { addPerson } from "./person.ts";
import { addRestore } from "./restore.ts";
import { addServe } from "./serve-command.ts";
import { addTrunk } from "./trunk.ts";

export function createProgram(): Command {
  const program = new Command("callas")
    .description("Callas decides which of a company's numbers the callee sees.")
    .version(version)
    .exitOverride()
    .configureHelp({ helpWidth: 110 })
    .addHelpText(
      "after",
      `
Examples:
  callas serve
  export CALLAS_KEY=$(callas key create --name first --role operator)
  callas company put acme acme.yaml
  callas decide --company acme --line ivan-desk --dialled "810 49 30 1234567" --explain
  callas help outgoing-numbers

Environment:
  CALLAS_URL       where the service listens (http://127.0.0.1:8480)
  CALLAS_KEY       the API key (else CALLAS_OPERATOR_KEY)
  CALLAS_DATA_DIR  the data folder of 'serve', 'restore', 'move', the first 'key create' and 'person link' (./data)

Exit codes:
  0  done
  1  something unexpected, or an expectation that does not hold
  2  wrong usage, file or settings
  3  the service cannot be reached, or something else answers there
  4  the service refused
  5  the data folder cannot be used`,
    );
  const documents = [addCompany, addDirectory, addOutgoingNumbers, addExpect, addTrunk];
  const database = [addBackup, addRestore, addMove];
  for (const add of [addServe, addNode, addDecide, ...documents, addHistory, addKey, addPerson, ...database])
    add(program);
  return program;
}
