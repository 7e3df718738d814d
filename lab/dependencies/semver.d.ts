/** What is used here of semver, which comes without types. */
declare module "semver" {
  const semver: Readonly<{
    validRange: (range: string) => string | null;
    satisfies: (version: string, range: string, options: Readonly<{ includePrerelease: boolean }>) => boolean;
  }>;
  export default semver;
}
