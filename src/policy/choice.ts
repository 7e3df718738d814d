/** The numbers that an employee may choose on a softphone: docs/rules.md, "What may be chosen". */
export const CHOICES = ["assigned", "all", "off"] as const;
