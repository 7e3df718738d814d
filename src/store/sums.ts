/**
 * Checksums by which a copy is compared with its store. They find what was lost or mixed up by accident, not what
 * somebody forged: who may write the feed may write its checksums. Quotas are left out, because nodes of older versions
 * do not know them.
 */
import { hash } from "node:crypto";
import { DECIDING_KINDS, type DocumentKind } from "../policy/documents.ts";

/** The sum of nothing: 128 bits, hexadecimal. */
export const NO_SUM = "0".repeat(32);

const sumOf = (text: string) => hash("sha256", text).slice(0, NO_SUM.length);

/** @param text of a document, as it is stored */
export const documentSum = sumOf;

/**
 * @param revision the newest of the documents that calls are decided from
 * @param sums the sum of each document; "" or undefined for one that was never saved
 */
export function companySum(
  company: string,
  revision: number,
  sums: Readonly<Partial<Record<DocumentKind, string>>>,
): string {
  return sumOf([company, revision, ...DECIDING_KINDS.map((kind) => sums[kind] ?? "")].join("\n"));
}

/** Adds a company to a running sum, or takes it away: the order does not matter. */
export function combined(...sums: readonly string[]): string {
  const sum = sums.reduce((sum, next) => sum ^ BigInt(`0x${next || "0"}`), 0n);
  return sum.toString(16).padStart(NO_SUM.length, "0");
}
