/** Who made a change, as the history records it. A {@link Principal} is one. */
export type Author = Readonly<{
  /** `system` is Callas itself, such as a command that works without a service. */
  kind: "key" | "person" | "system";
  /** The id of the key or the person. */
  id: string;
  /** The name at the time of the change. */
  name: string;
  /** The client's IP address; null if there is none. */
  address: string | null;
  /** Of a key with a quota: how many changes of companies it may make within a minute. */
  savesPerMinute?: number;
}>;
