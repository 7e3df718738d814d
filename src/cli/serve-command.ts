/** The command `callas serve`. */
import type { Command } from "commander";

export function addServe(program: Command): void {
  program
    .command("serve")
    .summary("run the service in the foreground")
    .description("Runs the service in the foreground until SIGTERM or SIGINT; calls in flight are answered.")
    .addHelpText(
      "after",
      `
Settings come from the environment:
  CALLAS_HOST, CALLAS_PORT   where it listens (127.0.0.1, 8480)
  CALLAS_DATA_DIR            folder of the embedded database, or of the copy of a shared one (./data)
  CALLAS_DATABASE_URL        postgres://USER:PASSWORD@HOST:PORT/DATABASE of a shared store (the embedded database)
  CALLAS_OPERATOR_KEY        an operator's key for scripted set-up, at least 32 characters
  CALLAS_PUBLIC_URL          where people reach the page, https://callas.example (http://HOST:PORT)
  CALLAS_TRUSTED_PROXIES     addresses and ranges of the proxies in front, 10.0.0.1,10.1.0.0/16,…
  CALLAS_SECRET_FILE         key that seals second factors and chains the history (callas.secret in the data folder)
  CALLAS_PRIVATE_ADDRESSES   allow: identity providers may have private addresses (refuse)
  CALLAS_SMTP_URL            mail server, smtp://USER:PASSWORD@HOST:PORT or smtps://…
  CALLAS_MAIL_FROM           address that its mail comes from
  CALLAS_KAMAILIO            Kamailios to connect to, HOST:PORT,…
  CALLAS_KAMAILIO_SECRET     CALLAS_SECRET of Kamailio
  CALLAS_KAMAILIO_ALL        most companies that a Kamailio's table gets at once (10000)
  CALLAS_LOG_LEVEL           trace, debug, info, warn, error, fatal (info)
  CALLAS_HISTORY_DAYS        how long the history is kept, in days (for ever)
  CALLAS_FEED_DAYS           how long call nodes may be behind before they start over, in days (30)
  CALLAS_CACHE_MIB           what compiled companies may weigh in memory, in MiB (256)
  CALLAS_WORKERS             processes that share the port, for decisions over HTTP (1)
  OTEL_EXPORTER_OTLP_ENDPOINT  collector that gets traces, with OpenTelemetry's other variables

Examples:
  callas serve
  CALLAS_PORT=9000 CALLAS_DATA_DIR=/var/lib/callas callas serve`,
    )
    .action(async () => {
      // Every other command starts faster without the service.
      const { serve } = await import("./serve.ts");
      await serve();
    });
}
