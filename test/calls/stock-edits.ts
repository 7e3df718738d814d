/** What an administrator changes in Debian's kamailio.cfg with the patch. */

/** The second trunk, as pbx/kamailio/README.md says. */
export const withSecondTrunk = (config: string, port: number): string =>
  edited(
    edited(config, 'callas_trunks) = "carrier-a"', () => 'callas_trunks) = "carrier-a,carrier-b"'),
    /^failure_route\[MANAGE_FAILURE\] \{\n[^]*?if \(t_is_canceled\(\)\) exit;\n/m,
    (before) => `${before}
	if ($avp(callas_trunk) == $null && (t_branch_timeout() || t_check_status("503"))) {
		$avp(callas_trunk) = "carrier-b";
		$ru = "sip:" + $rU + "@127.0.0.1:${port}";
		$du = $null;
		route(RELAY);
	}
`,
  );

/** Its own rule for what is an outside number: also short and national numbers, and what is behind *31# or #31#. */
export const withShortNumbers = (config: string): string =>
  edited(
    config,
    '"^(\\+|00)[1-9][0-9]{3,20}$"',
    () => '"^([*]31(#|%23)|(#|%23)31(#|%23))?([+]|8)?[0-9]{7,15}$|^([*]31(#|%23))?[0-9]{3}$"',
  );

/** Several companies, each with a domain of its own, and an account for emergency calls without a number. */
export const withCompanies = (config: string): string =>
  edited(
    config,
    '$avp(callas_company) = "acme";',
    () => '$avp(callas_company) = $(fd{s.select,0,.});\n\t$avp(callas_account) = "sip:trunk-4711@a.example";',
  );

function edited(config: string, what: string | RegExp, change: (found: string) => string): string {
  const text = config.replace(what, change);
  if (text === config) throw new Error(`the patched kamailio.cfg has no ${String(what)}`);
  return text;
}
