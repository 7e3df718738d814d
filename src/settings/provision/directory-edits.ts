/** Writes users of an identity provider into a directory, many in one write. */
import { createHash } from "node:crypto";
import { EMERGENCY_EVERYWHERE } from "../../number/emergency-everywhere.ts";
import { MOST } from "../../policy/check-directory.ts";
import type { Department, Directory, Employee } from "../../policy/directory.ts";
import { ID } from "../../policy/id.ts";
import { Refusal } from "../../policy/refusal.ts";
import { refused } from "../../scim/refused.ts";
import { extensionOf, nameOf, type ScimUser, type UserAttributes } from "../../scim/user.ts";

/** Changes are collected, and each is made in time that does not depend on the size of the directory. */
export class DirectoryEdits {
  readonly #before: Directory;
  readonly #employees: Employee[];
  readonly #departments: Department[];
  readonly #placeOfEmployee: Map<string, number>;
  /** The employee who has an extension. */
  readonly #extensions: Map<string, string>;
  /** By name, as {@link departmentKey} writes it. */
  readonly #placeOfDepartment: Map<string, number>;
  readonly #departmentIds: Set<string>;
  /** Of the departments that were looked at. */
  readonly #members = new Map<number, Set<string>>();
  readonly #mostEmployees: number;
  #isChanged = false;

  /** @param mostEmployees the company's quota; Infinity for none */
  constructor(directory: Directory, mostEmployees = Infinity) {
    this.#before = directory;
    this.#mostEmployees = mostEmployees;
    this.#employees = [...directory.employees];
    this.#departments = [...directory.departments];
    this.#placeOfEmployee = new Map(directory.employees.map(({ id }, at) => [id, at]));
    this.#extensions = new Map(
      directory.employees.flatMap(({ id, extension }) => (extension === null ? [] : [[extension, id]])),
    );
    // Of several departments with one name, the first is meant.
    const places = directory.departments.map(({ name }, at) => [departmentKey(name), at] as const);
    this.#placeOfDepartment = new Map(places.toReversed());
    this.#departmentIds = new Set(directory.departments.map(({ id }) => id));
  }

  has(employee: string): boolean {
    return this.#placeOfEmployee.has(employee);
  }

  /**
   * Writes what has changed for the user: what else is in the directory stays as people or a PBX left it.
   * @param before null for a new user
   * @throws Refusal before anything is changed
   */
  write(before: UserAttributes | null, { employee, attributes }: ScimUser): void {
    const at = this.#placeOfEmployee.get(employee);
    if (at === undefined && !attributes.active) return;
    if (at === undefined && this.#employees.length >= this.#mostEmployees)
      throw new Refusal("invalid_directory", `The company may have ${this.#mostEmployees} employees.`);
    const was = at === undefined ? null : before;
    const known = at === undefined ? null : this.#employees[at]!;
    const next: Employee = {
      ...(known ?? { id: employee, guest: false, lines: [] }),
      name: known && was && nameOf(was) === nameOf(attributes) ? known.name : nameOf(attributes),
      extension: this.#extensionAfter(known, was, attributes),
    };
    const [left, joined] = [was?.department, attributes.department];
    const hasMoved = left !== joined;
    if (hasMoved && joined !== undefined) this.#requireRoom(joined);
    this.#put(at, known, next);
    if (!hasMoved) return;
    if (left !== undefined) this.#leave(left, employee);
    if (joined !== undefined) this.#join(joined, employee);
  }

  /** The directory with all changes; the same object if there are none. */
  result(): Directory {
    if (!this.#isChanged) return this.#before;
    const departments = this.#departments.map((department, at) => {
      const members = this.#members.get(at);
      return members ? { ...department, members: [...members] } : department;
    });
    return { ...this.#before, employees: this.#employees, departments };
  }

  #extensionAfter(known: Employee | null, was: UserAttributes | null, will: UserAttributes): string | null {
    const extension = extensionOf(will);
    const stays = was === null ? extension === null : extensionOf(was) === extension;
    if (stays || extension === null) return stays ? (known?.extension ?? null) : null;
    const holder = this.#extensions.get(extension);
    if (holder !== undefined && holder !== known?.id)
      throw refused("uniqueness", `Extension ${extension} is that of employee “${holder}”.`);
    if (EMERGENCY_EVERYWHERE.includes(extension))
      throw refused("invalidValue", `${extension} calls emergency services and cannot be an extension.`);
    return extension;
  }

  #put(at: number | undefined, known: Employee | null, next: Employee): void {
    if (known && known.name === next.name && known.extension === next.extension) return;
    this.#isChanged = true;
    if (at === undefined) {
      this.#placeOfEmployee.set(next.id, this.#employees.length);
      this.#employees.push(next);
    } else this.#employees[at] = next;
    if (known?.extension) this.#extensions.delete(known.extension);
    if (next.extension !== null) this.#extensions.set(next.extension, next.id);
  }

  #requireRoom(department: string): void {
    if (!this.#placeOfDepartment.has(departmentKey(department)) && this.#departments.length >= MOST.departments)
      throw new Refusal("too_many_entries", `At most ${MOST.departments} departments can be saved.`);
  }

  #leave(department: string, employee: string): void {
    const at = this.#placeOfDepartment.get(departmentKey(department));
    if (at !== undefined && this.#membersOf(at).delete(employee)) this.#isChanged = true;
  }

  #join(department: string, employee: string): void {
    const key = departmentKey(department);
    let at = this.#placeOfDepartment.get(key);
    if (at === undefined) {
      at = this.#departments.length;
      this.#departments.push({
        id: this.#newId(department),
        name: department.trim().slice(0, LONGEST_NAME),
        members: [],
      });
      this.#placeOfDepartment.set(key, at);
    }
    const members = this.#membersOf(at);
    if (members.has(employee)) return;
    members.add(employee);
    this.#isChanged = true;
  }

  #membersOf(at: number): Set<string> {
    const known = this.#members.get(at) ?? new Set(this.#departments[at]!.members);
    this.#members.set(at, known);
    return known;
  }

  /** The name where it can be an id, else a hash of it, so that the same name always gets the same id. */
  #newId(name: string): string {
    const plain = name.trim().replaceAll(/\s+/g, "-").toLowerCase();
    const hashed = `department-${createHash("sha256").update(departmentKey(name)).digest("hex").slice(0, 16)}`;
    const id = [plain, hashed].find((id) => ID.test(id) && !this.#departmentIds.has(id)) ?? crypto.randomUUID();
    this.#departmentIds.add(id);
    return id;
  }
}

const LONGEST_NAME = 200;

/** Names of departments are the same in any case. */
const departmentKey = (name: string) => name.trim().slice(0, LONGEST_NAME).toLowerCase();
