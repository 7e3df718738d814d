/** Mail: what the server gets, whatever is in names and subjects, and servers that refuse or say nothing. */
import assert from "node:assert/strict";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { once } from "node:events";
import { test } from "node:test";
import { createMail, MailError } from "../../../src/mail/mail.ts";
import { Refusal } from "../../../src/policy/refusal.ts";
import { smtpServer } from "./smtp-server.ts";

const FROM = "callas@example.com";
const anna = { name: "Anna", address: "anna@example.com" };
const hello = { to: anna, subject: "Hello", text: "Good morning" };

/** Of the message, unfolded (RFC 5322, 2.2.3). */
function headersOf(heard: readonly string[]): readonly string[] {
  const message = heard.find((command) => command.startsWith("From: "))!;
  return message
    .split("\r\n\r\n")[0]!
    .replaceAll(/\r\n[ \t]/g, " ")
    .split("\r\n");
}

const commandsOf = (heard: readonly string[]) => heard.filter((command) => /^(MAIL|RCPT|DATA)/.test(command));
const ENVELOPE = ["MAIL FROM:<callas@example.com>", "RCPT TO:<anna@example.com>", "DATA"];

const failed = (why: RegExp) => (error: Error) => error instanceof MailError && why.test(error.message);

test("without a server there is no mail", () => {
  assert.equal(createMail(undefined, FROM), null);
  assert.equal(createMail("smtp://127.0.0.1:25", undefined), null);
});

test("a message arrives with its text and no more headers than it needs", async (context) => {
  const { url, heard } = await smtpServer(context);
  await createMail(url, FROM)!.send({ ...hello, to: { ...anna, name: "Анна Смит" }, text: "Line 1\n.\nLine 3" });
  assert.deepEqual(commandsOf(heard), ENVELOPE);
  const names = headersOf(heard).map((header) => header.split(":")[0]);
  assert.deepEqual(names, [
    "From",
    "To",
    "Subject",
    "Message-ID",
    "Content-Transfer-Encoding",
    "Date",
    "MIME-Version",
    "Content-Type",
  ]);
  assert.match(headersOf(heard)[1]!, /^To: =\?UTF-8\?.+ <anna@example\.com>$/);
  assert.ok(heard.some((command) => command.endsWith("\r\n\r\nLine 1\r\n..\r\nLine 3")));
});

test("line breaks in names and subjects add neither headers nor recipients", async (context) => {
  const injected = "x\r\nBcc: evil@example.com\r\n\r\nText\r\n.\r\nRCPT TO:<evil@example.com>\r\n";
  for (const text of [
    injected,
    injected.replaceAll("\r", ""),
    injected.replaceAll("\n", ""),
    `"${injected}" <evil@x.example>,`,
  ]) {
    const { url, heard } = await smtpServer(context);
    await createMail(url, FROM)!.send({ to: { ...anna, name: text }, subject: text, text: "Good morning" });
    assert.deepEqual(commandsOf(heard), ENVELOPE);
    for (const header of headersOf(heard))
      assert.match(header, /^(From|To|Subject|Message-ID|Content-[\w-]+|Date|MIME-Version): /);
    assert.ok(heard.some((command) => command.endsWith("\r\n\r\nGood morning")));
  }
});

test("what is not one plain address is refused before a connection is made", async (context) => {
  const { url, connections } = await smtpServer(context);
  const { send } = createMail(url, FROM)!;
  for (const address of [
    "",
    "anna",
    "anna@example.com, evil@example.com",
    "anna@example.com\r\nRCPT TO:<evil@x.example>",
    "anna@example.com\n",
    "Anna <anna@example.com>",
    '"a b"@example.com',
    "анна@example.com",
    `${"a".repeat(250)}@example.com`,
  ])
    await assert.rejects(send({ ...hello, to: { name: "Anna", address } }), failed(/address is not valid/), address);
  assert.equal(connections(), 0);
});

test("nothing is read from files or other hosts", async (context) => {
  const { url, heard } = await smtpServer(context);
  const { send } = createMail(url, FROM)!;
  const path = { path: "/etc/hostname" } as unknown as string;
  const href = { href: "http://127.0.0.1:1/" } as unknown as string;
  for (const text of [path, href]) await assert.rejects(send({ ...hello, text }), MailError);
  assert.ok(!heard.some((command) => command.startsWith("From: ")), "no message was sent");
});

test("a refusal tells the code, and neither the address nor what the server said", async (context) => {
  const refusals = {
    MAIL: "550 no",
    RCPT: "550 5.1.1 anna@example.com is unknown",
    DATA: "451 later",
    EHLO: "421 busy",
  };
  for (const [refused, reply] of Object.entries(refusals)) {
    const { url } = await smtpServer(context, {
      answer: (command) =>
        command.startsWith(refused) || (refused === "EHLO" && command.startsWith("HELO")) ? reply : undefined,
    });
    await assert.rejects(createMail(url, FROM)!.send(hello), (error: Error) => {
      assert.ok(error instanceof MailError);
      assert.match(error.message, new RegExp(`^Mail could not be sent: E[A-Z]+ ${reply.slice(0, 3)}\\.$`));
      return true;
    });
  }
});

test("a server that is silent, at any point, or never finishes, is left after the time", async (context) => {
  const conducts = [
    { greet: () => {} },
    { greet: (socket: Socket) => void setInterval(() => socket.write("220-wait\r\n"), 10).unref() },
    { answer: (command: string) => (command.startsWith("EHLO") ? null : undefined) },
    { answer: (command: string) => (command.startsWith("From: ") ? null : undefined) },
  ];
  for (const conduct of conducts) {
    const { url, connections } = await smtpServer(context, conduct);
    await assert.rejects(createMail(url, FROM, 300)!.send(hello), failed(/took too long/));
    assert.equal(connections(), 1);
  }
});

test("a server that is away is named by the system's code", async () => {
  const closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, "close");
  await assert.rejects(createMail(`smtp://127.0.0.1:${port}`, FROM)!.send(hello), failed(/E(CONNREFUSED|SOCKET)/));
});

test("two connections at the most, a hundred messages wait, and the next is refused", async (context) => {
  const { promise: go, resolve } = Promise.withResolvers<void>();
  const { url, heard, connections } = await smtpServer(context, {
    greet: (socket) => void go.then(() => socket.write("220 mail.example\r\n")),
  });
  const { send } = createMail(url, FROM, 120_000)!;
  const sent = Array.from({ length: 102 }, () => send(hello));
  await assert.rejects(send(hello), (error) => error instanceof Refusal && error.code === "too_many_requests");
  assert.ok(connections() <= 2);
  resolve();
  await Promise.all(sent);
  assert.equal(heard.filter((command) => command === "DATA").length, 102);
});

test("a password is not sent to another machine without TLS, and is to this one", async (context) => {
  const { url, heard } = await smtpServer(context, {
    answer: (command) =>
      command === "STARTTLS"
        ? "454 not now"
        : command.startsWith("EHLO")
          ? "250-mail.example\r\n250 AUTH PLAIN"
          : command.startsWith("AUTH")
            ? "235 OK"
            : undefined,
  });
  await createMail(url.replace("//", "//callas:p%40ss@"), FROM)!.send(hello);
  assert.ok(heard.includes(`AUTH PLAIN ${Buffer.from("\0callas\0p@ss").toString("base64")}`));
  const before = heard.length;
  // The same machine by a name that does not say so.
  const elsewhere = url.replace("127.0.0.1", "[::ffff:127.0.0.1]").replace("//", "//callas:p%40ss@");
  await assert.rejects(createMail(elsewhere, FROM)!.send(hello), MailError);
  const since = heard.slice(before);
  assert.ok(since.includes("STARTTLS") && !since.some((command) => command.startsWith("AUTH")));
});
