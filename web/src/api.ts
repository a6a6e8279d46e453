// The API of the desk as the page uses it. The shapes are those of /api/openapi.json.

export interface Facet { value: string; count: number }
export interface Meta {
  version: string; key: string; read_only: boolean; copied: string | null; reports: number; claims: number; incidents: number;
  first_day: string | null; last_day: string | null;
  types: Facet[]; kinds: Facet[]; stances: Facet[]; groups: Facet[]; grades: Facet[]; countries: Facet[];
  codes: Record<string, string[]>;
}
export interface Row {
  id: string; title: string; type: string; place: string | null; country: string | null; lat: number | null;
  lon: number | null; precision: string | null; start: string | null; end: string | null; killed: string | null;
  injured: string | null; claims: number; reports: number; origins: number; grade: string | null;
  disputed: string[]; updated: boolean; reviewed: boolean; sources: string[];
}
export interface Page { key: string; total: number; offset: number; rows: Row[] }
export interface Point { id: string; lat: number; lon: number; type: string; radius: number; killed: number | null; disputed: boolean }
export interface Group { lat: number; lon: number; incidents: number }
export interface Points { key: string; without_point: number; grouped: boolean; box: [number, number, number, number] | null; points: Point[]; groups: Group[] }
export interface Days { key: string; without_day: number; days: { day: string; incidents: number; disputed: number }[] }
export interface Span { start: number; end: number; text: string }
export interface PlaceValue {
  id: string; name: string; lat: number | null; lon: number | null; country?: string | null; admin1?: string | null;
  precision?: string; span?: Span | null;
}
export interface Harm {
  effect: string; group: string; low: number | null; high: number | null; best: number | null; span?: Span | null;
}
export interface Claim {
  id: string; document: string; type: string; evidence: Span; trigger: Span; stance: string; polarity: string;
  status: string; source: { name: string; kind: string | null; actor?: string | null; via: string[]; span?: Span | null } | null;
  participants: { role: string; actor: string | null; name: string; span: Span | null }[];
  place: PlaceValue | null; when: { start: string; end: string; precision: string; span?: Span | null } | null;
  harm: Harm[]; means: string[]; struck: string[]; control: Record<string, string | null> | null;
  why: { field: string; rule: string; span: Span | null; alternatives: string[] }[];
}
export interface ClaimView {
  claim: Claim; report: string; publisher: string | null; published: string | null; title: string | null;
  before: string; after: string; state: string | null; initiators: string[]; targets: string[]; tolls: string;
}
export interface Answer {
  source: string; kind: string | null; origin: boolean; happened: string | null; who: string | null;
  how_many: string | null; where: string | null; when: string | null; claims: string[];
}
export interface Act {
  id: number; at: string; author: string; kind: string; target: string; claims: string[]; field: string | null;
  value: unknown; reason: string; undone: boolean;
}
export interface Toll {
  effect: string; group: string; low: number | null; best: number | null; high: number | null;
  by_source: { source: string | null; low: number | null; best: number | null; high: number | null; claims: string[] }[];
}
export interface Incident {
  id: string; title: string; type: string; harm: Toll[];
  disputes: { field: string; values: { value: string; claims: string[] }[] }[];
  updates: { field: string; from: string; to: string; claims: string[] }[];
  grade: { code: string; reasons: string[] } | null;
  first_reported: string | null; last_reported: string | null;
}
export interface IncidentView {
  key: string; row: Row; incident: Incident; answers: Answer[]; differing: string[]; claims: ClaimView[];
  history: Act[]; read: Read[]; last: number;
}
export interface ReportView {
  key: string;
  document: { id: string; uri: string; title: string | null; publisher: string | null; published: string | null; text: string; copies_of: string | null };
  claims: ClaimView[];
  attributions: { source: Span | null; cue: Span; content: Span[]; stance: string }[];
  mentions: { kind: string; span: Span; ref: string | null; value: Record<string, unknown> | null }[];
  actors: Record<string, string>; history: Act[]; read: Read[]; last: number;
}
export interface Holding {
  place: PlaceValue; holder: string; start: string | null; end: string | null; claims: string[];
  contested_by: string[]; sources: string[]; rivals: string[];
}
export interface Holdings { total: number; offset: number; rows: Holding[] }
export interface Label { name: string; lat: number; lon: number; people: number; country: boolean }
export interface Read { report: string; at: string; version: string }
export interface Exported {
  id: number; at: string; who: string; format: string; selection: Record<string, unknown>; names: string; rows: number;
  file: string; sha256: string; version: string;
}
export interface Named { id: string; name: string; about: string; value: Record<string, unknown> }
export interface Agreement {
  first: string; second: string; field: string; n: number; agreement: number; kappa: number | null; alpha: number | null;
}
export interface Judge {
  kind: string; refs: string[]; author: string; reason?: string; field?: string; value?: unknown; seen?: number;
}
export interface Judged { key: string; act: Act; incidents: string[] }

/** A refusal of the server, in its own words; `acts` is what others did meanwhile. */
export class Refused extends Error {
  constructor(message: string, readonly status: number, readonly acts: Act[] = []) {
    super(message);
  }
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T;
  const body = (await response.json().catch(() => ({}))) as { detail?: unknown; acts?: Act[] };
  const detail = typeof body.detail === "string" ? body.detail : `the server answered ${response.status}`;
  throw new Refused(detail, response.status, body.acts ?? []);
}

export async function get<T>(path: string, query = "", signal?: AbortSignal): Promise<T> {
  return answer<T>(await fetch(`api/${path}${query ? `?${query}` : ""}`, { signal }));
}

export async function judge(act: Judge): Promise<Judged> {
  const headers = { "Content-Type": "application/json", "X-Dateline": "desk" };
  return answer<Judged>(await fetch("api/judgements", { method: "POST", headers, body: JSON.stringify(act) }));
}
