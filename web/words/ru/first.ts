/** The texts of the frame and of the outgoing numbers, which the first screen needs, in Russian. */
import { common } from "./common.ts";
import { frame } from "./frame.ts";
import { outgoing } from "./outgoing.ts";
import { problems } from "./problems.ts";
import { saving } from "./saving.ts";
import { testCall } from "./test-call.ts";

export const words = { ...common, ...frame, ...outgoing, ...saving, ...testCall, ...problems };
