/** The literals of devices, free of zod so that the page can share them. */

/** The kinds of lines that an employee calls from. */
export const DEVICES = ["desk_phone", "softphone", "mobile_app", "corporate_sim", "crm"] as const;

/** The devices that a personal entry is for; `except_corporate_sim` is every other device. */
export const DEVICE_CONDITIONS = ["any", "corporate_sim", "except_corporate_sim"] as const;

export type Device = (typeof DEVICES)[number];
