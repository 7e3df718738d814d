/** `callas person`: people who sign in to the page. A link can also be made in the data folder, when all else is lost. */
import { type Command, Option } from "commander";
import type { Author } from "../access/author.ts";
import type { ClientConfig } from "../config.ts";
import type { LinkMade, PersonAnswer, PersonInvited, PersonList } from "../contract/people.ts";
import { LANGUAGES } from "../policy/language.ts";
import { recoverPerson } from "../settings/people.ts";
import {
  connect,
  connectionOf,
  isReachable,
  openClient,
  segment,
  withConnection,
  type Client,
  type ConnectionOptions,
} from "./client.ts";
import { jsonText, reportWritten, type Written } from "./documents.ts";
import { openStore, placeOf } from "./open-store.ts";
import { EXIT, Failure } from "./failure.ts";
import { table } from "./table.ts";

type Output = Readonly<{ json?: boolean }>;
type Mailed = Readonly<{ send?: boolean; language: string }>;
type InviteOptions = ConnectionOptions &
  Output &
  Mailed &
  Readonly<{
    name: string;
    operator?: boolean;
    support?: boolean;
    admin?: readonly string[];
    employee?: string;
  }>;
type LinkOptions = ConnectionOptions & Output & Mailed & Readonly<{ recovery?: boolean }>;

export function addPerson(program: Command): void {
  const person = program
    .command("person")
    .summary("people: invited, listed, removed, and links for them")
    .description("People who sign in to the page: invited, listed, removed, and links with which they set a password.");
  person.addHelpText(
    "after",
    `
Examples:
  callas person invite anna@acme.example --name "Anna Schmidt" --admin acme
  callas person list --company acme
  callas person link anna@acme.example
  callas person remove anna@acme.example`,
  );
  withConnection(
    mailed(
      person
        .command("invite")
        .summary("invite a person and print the link, once")
        .description("Invites a person and prints the link with which they choose a password: nothing shows it again.")
        .argument("<email>", "the person's e-mail address")
        .requiredOption("--name <name>", "the person's name")
        .option("--operator", "may do everything in all companies")
        .option("--support", "sees everything and opens the blocks for guests")
        .option("--admin <company...>", "companies of which they are an admin")
        .option("--employee <company/id>", "the employee in a company's directory who they are"),
    ),
  )
    .addHelpText(
      "after",
      `
Examples:
  callas person invite anna@acme.example --name "Anna Schmidt" --admin acme globex
  callas person invite ivan@acme.example --name "Ivan Petrov" --employee acme/ivan --send --language ru`,
    )
    .action(invite);
  withConnection(
    person
      .command("list")
      .summary("list people")
      .description("Lists the people whom the key may see.")
      .option("--company <company>", "only people with a role in this company")
      .option("--json", "print JSON"),
  )
    .addHelpText("after", "\nExample:\n  callas person list --company acme")
    .action(list);
  withConnection(
    person
      .command("remove")
      .description("Removes a person, at once and with their sessions.")
      .argument("<email>", "the person's e-mail address")
      .option("--json", "print the answer as JSON"),
  )
    .addHelpText("after", "\nExample:\n  callas person remove anna@acme.example")
    .action(async (email: string, options: ConnectionOptions & Output) => {
      const client = connect(options);
      const { id } = await personOf(client, email);
      const written = await client.send<Written>("DELETE", `/api/v1/people/${segment(id)}`);
      reportWritten(`Removed ${email}`, written, options);
    });
  withConnection(
    mailed(
      person
        .command("link")
        .summary("make a link with which a person sets a password")
        .description(
          "Makes a link with which a person sets a password and signs in; earlier links are dead. Where no service runs\n" +
            "and --url is not given, the link is made in the data folder (CALLAS_DATA_DIR, else ./data) and also removes\n" +
            "the person's second factors: for the operator who can no longer sign in.",
        )
        .argument("<email>", "the person's e-mail address")
        .option("--recovery", "also remove the person's second factors (an operator's key)"),
    ),
  )
    .addHelpText("after", "\nExample:\n  callas person link anna@acme.example")
    .action(link);
}

function mailed(command: Command): Command {
  return command
    .option("--send", "send the link to the person by mail, too")
    .addOption(new Option("--language <language>", "of the mail").choices(LANGUAGES).default("en"))
    .option("--json", "print the answer as JSON");
}

async function invite(email: string, options: InviteOptions): Promise<void> {
  const { name, operator, support, admin = [], employee, send = false, language } = options;
  const roles = [
    ...(operator ? [{ role: "operator" }] : []),
    ...(support ? [{ role: "support" }] : []),
    ...admin.map((company) => ({ role: "admin", company })),
    ...(employee === undefined ? [] : [employeeRole(employee)]),
  ];
  if (roles.length === 0)
    throw new Failure(EXIT.usage, "a person needs a role: --operator, --support, --admin or --employee.");
  const body = { email, name, roles, send, language };
  const invited = await connect(options).send<PersonInvited>("POST", "/api/v1/people", { body });
  if (options.json) process.stdout.write(jsonText(invited));
  else if (invited.link === undefined)
    process.stderr.write(`${email} is known: they accept the roles on the page, after signing in.\n`);
  else printLink(`Invited ${email}`, { ...invited, link: invited.link }, connectionOf(options));
}

function employeeRole(text: string) {
  const slash = text.indexOf("/");
  if (slash <= 0) throw new Failure(EXIT.usage, "--employee takes COMPANY/ID, such as acme/ivan.");
  return { role: "employee", company: text.slice(0, slash), employee: text.slice(slash + 1) };
}

async function list({ company, json, ...options }: ConnectionOptions & Output & { company?: string }): Promise<void> {
  const client = connect(options);
  const people: PersonAnswer[] = [];
  const filter = company === undefined ? "" : `&company=${segment(company)}`;
  for (let after: string | null = ""; after !== null;) {
    const from: string = after === "" ? "" : `&after=${segment(after)}`;
    const page: PersonList = await client.send<PersonList>("GET", `/api/v1/people?limit=1000${filter}${from}`);
    people.push(...page.items);
    after = page.next;
  }
  const rows = people.map((person) => [
    person.email,
    person.name,
    person.roles.map(roleWords).join(", "),
    person.state,
    person.secondFactor ? "yes" : "",
    person.lastSignInAt ?? "",
  ]);
  const heading = ["E-MAIL", "NAME", "ROLES", "STATE", "SECOND FACTOR", "LAST SIGN-IN"];
  process.stdout.write(json ? jsonText(people) : table([heading, ...rows]));
}

function roleWords(role: PersonAnswer["roles"][number]): string {
  if (role.role === "employee") return `employee ${role.company}/${role.employee}`;
  return role.role === "admin" ? `admin ${role.company}` : role.role;
}

async function link(email: string, options: LinkOptions): Promise<void> {
  const connection = connectionOf(options);
  const running = options.url !== undefined || (await isReachable(connection.url));
  const made = running ? await linkThere(email, options) : await linkHere(email, options, connection);
  if (options.json) process.stdout.write(jsonText(made));
  else
    printLink(
      `Made a link for ${email} ${running ? `at ${connection.url}` : `in ${placeOf(connection)}`}`,
      made,
      connection,
    );
}

async function linkThere(email: string, options: LinkOptions): Promise<LinkMade> {
  const { url, key } = connectionOf(options);
  if (key === undefined)
    throw new Failure(
      EXIT.usage,
      `a service runs at ${url}: set CALLAS_KEY to an operator's key, or stop it to make the link in its data folder.`,
    );
  const client = openClient(url, key);
  const { id } = await personOf(client, email);
  const { send = false, language, recovery = false } = options;
  const body = { send, language, recovery };
  return await client.send<LinkMade>("POST", `/api/v1/people/${segment(id)}/link`, { body });
}

const COMMAND: Author = { kind: "system", id: "callas person link", name: "callas person link", address: null };

async function linkHere(email: string, { send }: LinkOptions, connection: ClientConfig): Promise<LinkMade> {
  if (send) throw new Failure(EXIT.usage, "only a running service sends mail: leave out --send.");
  const store = await openStore(connection);
  try {
    const made = await recoverPerson(store, COMMAND, email.trim().toLowerCase());
    if (made === null) throw unknown(email);
    return { link: made.link.path, linkExpiresAt: made.link.expiresAt, sent: false, revision: made.revision };
  } finally {
    await store.close();
  }
}

async function personOf(client: Client, email: string): Promise<PersonAnswer> {
  const address = email.trim().toLowerCase();
  const { items } = await client.send<PersonList>("GET", `/api/v1/people?email=${segment(address)}`);
  const [person] = items;
  if (!person) throw unknown(email);
  return person;
}

const unknown = (email: string) => new Failure(EXIT.usage, `there is no person with the e-mail address ${email}.`);

function printLink(
  done: string,
  { link, linkExpiresAt, sent }: Readonly<{ link: string; linkExpiresAt?: string; sent: boolean }>,
  { publicUrl }: ClientConfig,
): void {
  const mail = sent ? " It was sent by mail." : "";
  process.stderr.write(`${done}. The link is good once, until ${linkExpiresAt}.${mail}\n`);
  process.stdout.write(`${publicUrl}${link}\n`);
}
