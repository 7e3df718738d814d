/** The texts of the outgoing numbers and of the frame in English; the Russian catalogue has the same keys. */
import { common } from "./en/common.ts";
import { dialogs } from "./en/dialogs.ts";
import { frame } from "./en/frame.ts";
import { outgoing } from "./en/outgoing.ts";
import { problems } from "./en/problems.ts";
import { saving } from "./en/saving.ts";
import { testCall } from "./en/test-call.ts";

export const words = { ...common, ...frame, ...outgoing, ...dialogs, ...saving, ...testCall, ...problems };
