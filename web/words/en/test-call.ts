export const testCall = {} as const;
