/** A span for each HTTP request, by OpenTelemetry's semantic conventions for HTTP servers. */
import type { RequestListener } from "node:http";
import type { Span, Trace } from "./trace.ts";

/**
 * Continues the trace of whoever asks. The address itself is left out: it has ids that people chose, and the question
 * of one line has the number dialled.
 */
export function tracedRequests(trace: Trace, listener: RequestListener): RequestListener {
  if (!trace.isOn) return listener;
  return (request, response) => {
    // The parser takes none that it does not know.
    const method = request.method!;
    const span = trace.begin({
      name: method,
      kind: "server",
      attributes: { "http.request.method": method },
      from: request.headers,
    });
    response.once("close", () => {
      noteStatus(span, response.headersSent ? response.statusCode : null, response.writableFinished);
      span.end();
    });
    // The parser causes the events of a body, not the listener.
    trace.within(span, () => listener(request, response), request);
  };
}

/** @param status null if there was no answer */
function noteStatus(span: Span, status: number | null, isWhole: boolean): void {
  if (status !== null) span.add({ "http.response.status_code": status });
  if (status !== null && status >= 500) span.fail(String(status));
  else if (!isWhole) span.fail("disconnected");
}

type Asked = Readonly<{ method?: string | undefined }>;

/** @param route as it was registered; undefined if there is none for the address */
export function nameRoute(trace: Trace, { method = "" }: Asked, route: string | undefined): void {
  const span = trace.current();
  if (span === null || route === undefined) return;
  span.rename(`${method} ${route}`);
  span.add({ "http.route": route });
}
