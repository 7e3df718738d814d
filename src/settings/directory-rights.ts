/** The rights to what differs between two directories. */
import { isDeepStrictEqual } from "node:util";
import { may, requirePermission, type Permission } from "../access/permission.ts";
import type { Principal } from "../access/principal.ts";
import type { CompanyNumber, Directory, Employee } from "../policy/directory.ts";
import { sameTrunks } from "../policy/number-trunks.ts";

/**
 * Only the operator, or a PBX with `sync`, adds or removes numbers; only the operator vouches for them and sets their
 * trunks; only operators and support open blocks to guests, and support changes nothing else; a PBX does not say who
 * withholds their number, and which number they have chosen.
 * @throws Refusal `forbidden`
 */
export function requireDirectoryRights(
  principal: Principal,
  company: string,
  before: Directory,
  after: Directory,
): void {
  const need = (permission: Permission) => requirePermission(principal, permission, company);
  const mayHere = (permission: Permission) => may(principal, permission, company);
  requireRightsToNumbers(need, before, after);
  if (!mayHere("directory.write") && !isDeepStrictEqual(withoutBlocks(after), withoutBlocks(before)))
    need("directory.write");
  const known = new Map(before.employees.map((employee) => [employee.id, employee]));
  if (after.employees.some(({ id, withhold }) => withhold !== known.get(id)?.withhold)) need("directory.withhold");
  if (after.employees.some(({ id, choice }) => choice !== known.get(id)?.choice)) need("directory.choose");
  const mayStay = ({ id, guest, substitution }: Employee) => {
    const was = known.get(id);
    // Only the PBX knows that a guest has become the company's own employee.
    return guest
      ? substitution === (was?.guest ? was.substitution : undefined)
      : !was?.guest || mayHere("directory.synchronise");
  };
  if (!after.employees.every(mayStay)) need("directory.open-to-guests");
}

function requireRightsToNumbers(need: (permission: Permission) => void, before: Directory, after: Directory): void {
  const numbers = (directory: Directory) => new Set(directory.numbers.map(({ number }) => number));
  if (numbers(before).symmetricDifference(numbers(after)).size > 0) need("directory.numbers");
  const known = new Map(before.numbers.map((number) => [number.number, number]));
  const isConfirmed = (number: CompanyNumber | undefined) => number?.confirmed ?? false;
  if (after.numbers.some((number) => isConfirmed(number) !== isConfirmed(known.get(number.number))))
    need("directory.confirm");
  if (after.numbers.some(({ number, trunks }) => !sameTrunks(trunks, known.get(number)?.trunks)))
    need("directory.trunks");
}

/** The directory without what opens blocks to guests. */
function withoutBlocks({ employees, ...directory }: Directory): object {
  return { ...directory, employees: employees.map(({ substitution: _, ...employee }) => employee) };
}
