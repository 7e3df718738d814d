/** The office of pbx/asterisk/example with everything that its calls need, started and connected. */
import { openCarrier, type Carrier } from "../../lab/calls/carrier.ts";
import { type Asterisk, type Office, PATIENT_SECONDS, REALM, startAsterisk } from "../../lab/calls/asterisk.ts";
import { startService, type Service } from "../../lab/calls/callas.ts";
import type { Subscriber } from "../../lab/calls/kamailio.ts";
import { openPhone, type Phone } from "../../lab/calls/phone.ts";
import { freePort } from "../../lab/calls/ports.ts";
import type { SipMessage } from "../../lab/calls/sip.ts";
import { setUpCompanies, subscribers } from "./company.ts";

/** The two ways in which the dialplan asks. */
export const WAYS = ["http", "agi"] as const;
export type Way = (typeof WAYS)[number];

const inOffice = (subscriber: Subscriber): Subscriber => ({ ...subscriber, domain: REALM });

/** The phones, whose domain is the realm of the office. */
export const phones = {
  ivanDesk: inOffice(subscribers.ivanDesk),
  ivanSoft: inOffice(subscribers.ivanSoft),
  ivanSim: inOffice(subscribers.ivanSim),
  olga: inOffice(subscribers.olga),
  petr: inOffice(subscribers.petr),
  stranger: inOffice(subscribers.stranger),
  anna: inOffice(subscribers.anna),
} as const;

/** The number that rings Olga, called from outside. */
export const OLGA_OUTSIDE = "+375171110009";

export type OfficeStage = Readonly<{
  asterisk: Asterisk;
  service: Service;
  /** Where the service answers FastAGI. */
  agiPort: number;
  /** The first trunk, and the one after it. */
  carrier: Carrier;
  second: Carrier;
  /** A peer without a password that calls from an inbound trunk of the carrier, or from the trunk of the SIMs. */
  outside: Phone;
  sims: Phone;
  close: () => Promise<void>;
}>;

export type OfficeStageOptions = Readonly<{
  way: Way;
  /** In seconds; patient by default. */
  wait?: number;
  carrier?: Carrier;
  second?: Carrier;
  sections?: Office;
  files?: Readonly<Record<string, string>>;
}>;

export async function openOffice(options: OfficeStageOptions): Promise<OfficeStage> {
  const port = await freePort();
  const agiPort = await freePort();
  const carrier = options.carrier ?? (await openCarrier());
  const second = options.second ?? (await openCarrier());
  const outside = await openPhone({ line: "outside", domain: "carrier.example", password: "" }, port);
  const sims = await openPhone({ line: "mobile", domain: "mobile.example", password: "" }, port);
  const service = await startService([], { CALLAS_ASTERISK_AGI: `127.0.0.1:${agiPort}` });
  await setUpCompanies(service);
  const { key } = await service.client.send<{ key: string }>("POST", "/api/v1/keys", {
    body: { role: "pbx", name: "Asterisk" },
  });
  const close = async (): Promise<void> => {
    await service.stop();
    for (const peer of [outside, sims]) await peer.close();
    // Who brings a carrier closes it.
    if (options.carrier === undefined) await carrier.close();
    if (options.second === undefined) await second.close();
  };
  const asterisk = await startAsterisk({
    port,
    wait: options.wait ?? PATIENT_SECONDS,
    subscribers: Object.values(phones),
    ...(options.files === undefined ? {} : { files: options.files }),
    office: {
      office: [
        "company=acmecorp",
        `url=${service.base}/api/v1/decision`,
        `key=${key}`,
        `ask=${options.way}`,
        `agi=agi://127.0.0.1:${agiPort}/decision`,
        "ring=25",
        "trunks=trunk-a&trunk-b",
        "sim_trunks=sim-trunk",
        "emergency=101&102&103&104",
        "outside_line=",
        "country_code=375",
        "national_prefix=80",
        "international_prefix=810",
        "form=plus",
      ],
      "callas-trunks": [],
      extensions: ["620201=PJSIP/ivanpetrov-desk", "620202=PJSIP/olgasidorova-desk", "620203=PJSIP/petrsmirnov-desk"],
      lines: ["620201=ivanpetrov-desk", "620202=olgasidorova-desk", "620203=petrsmirnov-desk"],
      inbound: [`${OLGA_OUTSIDE}=620202`],
      "trunk-a](trunk)": trunk(carrier.port),
      "trunk-b](trunk)": trunk(second.port),
      "trunk-in](trunk)": trunk(outside.peer.port),
      "sim-trunk](trunk)": [...trunk(sims.peer.port), "endpoint/context=from-sim"],
      ...options.sections,
    },
  }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    asterisk,
    service,
    agiPort,
    carrier,
    second,
    outside,
    sims,
    async close() {
      await asterisk.stop();
      await close();
    },
  };
}

/** The lines of a trunk's section. */
export const trunk = (peer: number, domain = REALM): readonly string[] => [
  `remote_hosts=127.0.0.1:${peer}`,
  `endpoint/from_domain=${domain}`,
  // Nothing may depend on when the carrier was last looked at.
  "aor/qualify_frequency=0",
];

/** What a carrier sees of the caller. */
export const seen = (invite: SipMessage) => ({
  from: invite.header("From").replace(/;tag=.*/, ""),
  asserted: invite.headers("P-Asserted-Identity"),
  privacy: invite.headers("Privacy"),
  diversion: invite.headers("Diversion"),
});

/** A call that shows a number of the company, and nothing else. */
export const showing = (number: string) => ({
  from: `<sip:${number}@${REALM}>`,
  asserted: [`<sip:${number}@${REALM}>`],
  privacy: [],
  diversion: [],
});
