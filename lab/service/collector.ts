/** A collector of traces for a test: takes spans over OTLP/HTTP, as JSON. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export type CollectedSpan = Readonly<{
  traceId: string;
  spanId: string;
  /** Empty for the first of a trace. */
  parentSpanId: string;
  name: string;
  attributes: Readonly<Record<string, string>>;
  isFailed: boolean;
  /** The name of the service. */
  service: string;
}>;

export type Collector = Readonly<{
  /** What OTEL_EXPORTER_OTLP_ENDPOINT is set to. */
  url: string;
  spans: () => readonly CollectedSpan[];
  /** All that came, as it came. */
  text: () => string;
  stop: () => void;
}>;

export async function startCollector(): Promise<Collector> {
  const bodies: string[] = [];
  const server = createServer((request, response) => void take(request, response));
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (request.url === "/v1/traces") bodies.push(body);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  }
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: () => bodies.flatMap(spansIn),
    text: () => bodies.join("\n"),
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

type Attribute = Readonly<{ key: string; value: Readonly<Record<string, unknown>> }>;
type Sent = Readonly<{
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes?: readonly Attribute[];
  /** 2 is an error. */
  status?: { code?: number };
}>;
type Body = Readonly<{
  resourceSpans: readonly {
    resource: { attributes: readonly Attribute[] };
    scopeSpans: readonly { spans: readonly Sent[] }[];
  }[];
}>;

function spansIn(body: string): readonly CollectedSpan[] {
  return (JSON.parse(body) as Body).resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ parentSpanId = "", attributes = [], status, ...span }) => ({
        ...span,
        parentSpanId,
        attributes: recordOf(attributes),
        isFailed: status?.code === 2,
        service: recordOf(resource.attributes)["service.name"] ?? "",
      })),
    ),
  );
}

const recordOf = (attributes: readonly Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, String(Object.values(value)[0])]));
