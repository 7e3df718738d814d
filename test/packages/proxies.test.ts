/** The proxies' configurations: nginx and Caddy take them. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { newFolder } from "../../lab/service/service.ts";

const folder = join(import.meta.dirname, "../../examples/proxies");

test("nginx takes its file, with a certificate in its place", async (context) => {
  const temporary = await newFolder();
  context.after(() => rm(temporary, { recursive: true, force: true }));
  const [key, certificate] = [join(temporary, "key.pem"), join(temporary, "certificate.pem")];
  const words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=callas.example", "-days", "1"];
  execFileSync("openssl", [...words, "-keyout", key, "-out", certificate], { stdio: "ignore" });
  const site = readFileSync(join(folder, "nginx.conf"), "utf8")
    .replace("/etc/ssl/certs/callas.example.pem", certificate)
    .replace("/etc/ssl/private/callas.example.key", key);
  const main = join(temporary, "nginx.conf");
  writeFileSync(join(temporary, "site.conf"), site);
  writeFileSync(main, `pid ${temporary}/pid;\nevents {}\nhttp { include ${temporary}/site.conf; }\n`);
  execFileSync("nginx", ["-t", "-q", "-p", temporary, "-e", join(temporary, "log"), "-c", main], { stdio: "pipe" });
});

test("Caddy takes its file", () => {
  execFileSync("caddy", ["validate", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")], {
    stdio: "pipe",
  });
});
