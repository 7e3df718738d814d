/** The texts of the outgoing numbers and of the frame in Russian. */
import { common } from "./ru/common.ts";
import { dialogs } from "./ru/dialogs.ts";
import { frame } from "./ru/frame.ts";
import { outgoing } from "./ru/outgoing.ts";
import { problems } from "./ru/problems.ts";
import { saving } from "./ru/saving.ts";
import { testCall } from "./ru/test-call.ts";

export const words = { ...common, ...frame, ...outgoing, ...dialogs, ...saving, ...testCall, ...problems };
