import type { GuestRequest } from "../policy/guest-request.ts";

/** Who last opened or closed blocks, and when (ISO 8601, UTC). */
export type BlocksSetting = Readonly<{ by: string; at: string }>;

/** To which guests the blocks are open, and who asks for more. */
export interface Guests {
  /** By the id of the guest; the company's `guests` is under "". */
  blocksSettings(company: string): Promise<ReadonlyMap<string, BlocksSetting>>;
  /** The latest request of a company. */
  guestRequest(company: string): Promise<GuestRequest | null>;
  /** Requests that nobody has answered, in the order of their companies, starting after `after`. */
  openGuestRequests(
    after: string | null,
    limit: number,
  ): Promise<readonly Readonly<{ company: string; companyName: string; request: GuestRequest }>[]>;
}
