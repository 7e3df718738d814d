/** `npm run package:npm`: writes dist/callas-VERSION.tgz, which `npm install` takes. */
import { execFileSync } from "node:child_process";
import { stagePackage } from "../lab/package/stage.ts";

stagePackage("dist/npm");
execFileSync("npm", ["pack", "--pack-destination=dist", "./dist/npm"], { stdio: "inherit" });
