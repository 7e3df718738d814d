import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of its own for a test, for nobody else's eyes. */
export const newFolder = (place = tmpdir()) => mkdtemp(join(place, "callas-test-"));
