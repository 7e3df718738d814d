declare module "virtual:phone-formats" {
  import type { MetadataJson } from "libphonenumber-js/core";
  const metadata: MetadataJson;
  export default metadata;
}
