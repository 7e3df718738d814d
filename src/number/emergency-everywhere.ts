/**
 * From a mobile phone anywhere, they call emergency services (3GPP TS 22.101, 10.1) or are expected to. They cannot be
 * extensions.
 */
export const EMERGENCY_EVERYWHERE: readonly string[] = ["112", "911", "999"];
