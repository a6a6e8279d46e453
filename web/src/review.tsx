// Judging: every act is a judgement that is appended with author and reason; nothing is edited, everything can be undone.

import { useEffect, useRef, useState } from "preact/hooks";
import { type Act, type ClaimView, get, type Judge, type Named, type PlaceValue, type Read, type ReportView } from "./api";
import { PickMap } from "./pickmap";
import { figures, say } from "./words";

export interface Reviewing {
  allowed: boolean;
  codes: Record<string, string[]>;
  act: (act: Omit<Judge, "author">, last: number) => void;
  undo: (id: number) => void;
  ask: (question: string, then: (answer: string) => void) => void;
}

/** Accept, reject, correct and note one claim. */
export function Review({ view, last, reviewing }: { view: ClaimView; last: number; reviewing: Reviewing }) {
  const [field, setField] = useState<string | null>(null);
  const id = view.claim.id;
  const source = view.claim.source?.name ?? view.publisher; // a paper that speaks for itself can be pinned too
  return (
    <div class="review" onClick={(e) => e.stopPropagation()}>
      <p class="actions">
        <button class="good" onClick={() => reviewing.act({ kind: "accept", refs: [id] }, last)}>accept (a)</button>
        <button class="bad" onClick={() => reviewing.ask("Why is this claim wrong?", (reason) => reviewing.act({ kind: "reject", refs: [id], reason }, last))}>reject (r)</button>
        <label>correct (c) <select id="correct" value={field ?? ""} onChange={(e) => setField(e.currentTarget.value || null)}>
          <option value="">a field…</option>
          {["place", "when", "harm", "participants", "source", "type", "stance", "polarity", "status", "means", "struck", "control"].map((f) => <option key={f} value={f}>{f}</option>)}
        </select></label>
        <button onClick={() => reviewing.ask("A remark on this claim", (reason) => reviewing.act({ kind: "note", refs: [id], reason }, last))}>note (n)</button>
        {source ? <label>{source} counts <select name="reliability" value="" onChange={(e) => {
          const value = e.currentTarget.value;
          e.currentTarget.value = "";
          if (value) reviewing.ask(`Why does ${source} count as ${value}?`, (reason) => reviewing.act({ kind: "reliability", refs: [source], value, reason }, last));
        }}><option value="">as usual…</option><option>high</option><option>normal</option><option>low</option></select></label> : null}
      </p>
      {field ? <Correct key={field} stop={() => setField(null)} view={view} field={field} codes={reviewing.codes} done={(value, reason) => { setField(null); reviewing.act({ kind: "correct", refs: [id], field, value, reason }, last); }} /> : null}
    </div>
  );
}

// The fields under which the reading says why it chose what a person corrects.
const REASONS: Record<string, string[]> = { participants: ["participants", "initiator", "target", "initiators", "targets"], when: ["when", "date"] };

interface CorrectProps { view: ClaimView; stop: () => void; field: string; codes: Record<string, string[]>; done: (value: unknown, reason: string) => void }

function Correct({ view, field, codes, done, stop }: CorrectProps) {
  const [value, setValue] = useState<unknown>(view.claim[field as keyof typeof view.claim]);
  const [reason, setReason] = useState("");
  const weighed = view.claim.why.filter((w) => (REASONS[field] ?? [field]).includes(w.field)).flatMap((w) => w.alternatives);
  const alternatives = [...new Set(weighed)];
  const [asked, setAsked] = useState<string | null>(null); // an alternative to be looked up
  const codeOf = (name: string) => (codes[field] ?? []).find((c) => c === name || say(c) === name);
  return (
    <form class="correct" onSubmit={(e) => { e.preventDefault(); done(value, reason); }}>
      <Value field={field} value={value} set={setValue} codes={codes} asked={asked} />
      {alternatives.length ? <p class="note">The reading also weighed: {alternatives.map((a) => {
        const code = codeOf(a);
        return code || field === "place" || field === "participants"
          ? <button key={a} type="button" class="link" onClick={() => (code ? setValue(code) : setAsked(a))}>{a}</button> : <span key={a}>{a} </span>;
      })}</p> : null}
      <label>reason <input name="reason" required value={reason} onInput={(e) => setReason(e.currentTarget.value)} /></label>
      <p class="actions"><button type="submit" class="main">save</button> <button type="button" onClick={stop}>leave it</button></p>
    </form>
  );
}

interface ValueProps { field: string; value: any; set: (value: unknown) => void; codes: Record<string, string[]>; asked: string | null }

function Value({ field, value, set, codes, asked }: ValueProps) {
  if (field === "place") return <Where value={value} set={set} codes={codes} asked={asked} />;
  if (field === "participants") return <People value={value ?? []} set={set} asked={asked} />;
  if (field === "control") return <Control value={value} set={set} />;
  if (field === "harm") return <Tolls value={value ?? []} set={set} codes={codes} />;
  if (field === "when") {
    const when = value ?? { start: "", end: "", precision: "day" };
    const change = (part: object) => { const next = { ...when, ...part }; set({ start: next.start, end: next.end || next.start, precision: next.end && next.end !== next.start ? "days" : "day" }); };
    return <>
      <label>first day <input type="date" name="start" required value={when.start} onInput={(e) => change({ start: e.currentTarget.value })} /></label>
      <label>last day <input type="date" name="end" value={when.end} onInput={(e) => change({ end: e.currentTarget.value })} /></label>
    </>;
  }
  if (field === "source") return <label>source <input name="source" value={value?.name ?? ""} onInput={(e) => set(e.currentTarget.value ? { ...(value ?? { via: [] }), name: e.currentTarget.value } : null)} /></label>;
  if (field === "means" || field === "struck") {
    return <label>{field} <select multiple name={field} onChange={(e) => set([...e.currentTarget.selectedOptions].map((o) => o.value))}>
      {(codes[field] ?? []).map((c) => <option key={c} value={c} selected={value?.includes(c)}>{say(c)}</option>)}</select></label>;
  }
  return <label>{field} <select name={field} value={value} onChange={(e) => set(e.currentTarget.value)}>{(codes[field] ?? []).map((c) => <option key={c} value={c}>{say(c)}</option>)}</select></label>;
}

/** A place by its name, or by pointing at the map, and how precisely it is known. */
function Where({ value, set, codes, asked }: { value: PlaceValue | null; set: (value: unknown) => void; codes: Record<string, string[]>; asked: string | null }) {
  const [onMap, setOnMap] = useState(false);
  const [name, setName] = useState("");
  return (
    <div class="where">
      <Search what="places" label="place" now={value?.name ?? ""} asked={asked} typed={setName} pick={(n) => { setName(""); set(n.value); }} />
      <p class="actions">
        <button type="button" aria-expanded={onMap} onClick={() => setOnMap(!onMap)}>{onMap ? "no map" : "on the map"}</button>
        <label>precision <select name="precision" value={value?.precision ?? "exact"} onChange={(e) => { if (value) set({ ...value, precision: e.currentTarget.value }); }}>
          {(codes["precision"] ?? []).map((c) => <option key={c}>{c}</option>)}</select></label>
        <button type="button" onClick={() => set(null)}>no place</button>
      </p>
      <p class="chosen" role="status">{value ? <>chosen: <strong>{value.name}</strong>{value.lat != null ? ` (${value.lat.toFixed(3)}, ${value.lon?.toFixed(3)})` : ""}, {value.precision ?? "exact"}</> : "chosen: no place"}</p>
      {onMap ? <PickMap value={value} name={name} set={set} /> : null}
    </div>
  );
}

interface SearchProps { what: string; label: string; now: string; pick: (found: Named) => void; asked?: string | null; typed?: (name: string) => void }

function Search({ what, label, now, pick, asked, typed }: SearchProps) {
  const [name, setName] = useState(now);
  const [found, setFound] = useState<Named[] | null>(null);
  const turn = useRef(0);
  const search = async (words: string) => {
    const mine = ++turn.current;
    setName(words);
    const answer = words.trim() ? await get<Named[]>(what, new URLSearchParams({ name: words.trim() }).toString()).catch(() => []) : null;
    if (mine === turn.current) setFound(answer); // an answer that comes late is not to what stands there now
  };
  useEffect(() => { if (asked ?? now) void search(asked ?? now); }, [asked]); // what else the name may mean is there at once
  return (
    <div class="search">
      <label>{label} <input type="search" name={label} value={name} autocomplete="off" onInput={(e) => { typed?.(e.currentTarget.value); void search(e.currentTarget.value); }} /></label>
      {found && !found.length ? <p class="note">Nothing is called so.</p> : null}
      <ul>{found?.map((n) => <li key={n.id}><button type="button" onClick={() => { turn.current++; setName(n.name); setFound(null); pick(n); }}>{n.name} <small>{n.about}</small></button></li>)}</ul>
    </div>
  );
}

function People({ value, set, asked }: { value: { role: string; actor: string | null; name: string }[]; set: (value: unknown) => void; asked: string | null }) {
  const [role, setRole] = useState("initiator");
  return (
    <div>
      <ul>{value.map((p, i) => <li key={i}>{p.role}: {p.name} <button type="button" onClick={() => set(value.filter((_, j) => j !== i))}>take out</button></li>)}</ul>
      <label>role <select value={role} onChange={(e) => setRole(e.currentTarget.value)}>{["initiator", "target", "supporter", "loser", "recipient"].map((r) => <option key={r}>{r}</option>)}</select></label>
      <Search what="actors" label="actor" now="" asked={asked} pick={(n) => set([...value, { role, actor: n.id, name: n.name }])} />
    </div>
  );
}

/** Who holds the place, or between whom it changed hands. */
function Control({ value, set }: { value: Record<string, string | null> | null; set: (value: unknown) => void }) {
  const [changes, setChanges] = useState(!value?.["holder"]);
  const side = (key: string, label: string) => (
    <div><Search what="actors" label={label} now="" pick={(n) => set(key === "holder" ? { holder: n.id } : { ...(value?.["holder"] ? {} : value), [key]: n.id })} />
      <small>{value?.[key] ?? "nobody named"}</small></div>
  );
  return (
    <div class="where">
      <label>the place <select name="control" value={changes ? "changes" : "held"} onChange={(e) => { setChanges(e.currentTarget.value === "changes"); set(null); }}>
        <option value="changes">changes hands</option><option value="held">is held</option></select></label>
      {changes ? <>{side("from", "from")}{side("to", "to")}</> : side("holder", "by")}
      <button type="button" onClick={() => set(null)}>says nothing of control</button>
    </div>
  );
}

const number = (text: string): number | null => (text.trim() === "" ? null : Math.max(0, Math.round(Number(text))));

function Tolls({ value, set, codes }: { value: { effect: string; group: string; low: number | null; best: number | null; high: number | null }[]; set: (value: unknown) => void; codes: Record<string, string[]> }) {
  const change = (i: number, part: object) => set(value.map((h, j) => {
    if (j !== i) return h;
    const next = { ...h, ...part };
    return { effect: next.effect, group: next.group, low: next.low, high: next.high, best: next.low ?? next.high };
  }));
  const options = (name: string) => (codes[name] ?? []).map((c) => <option key={c} value={c}>{say(c)}</option>);
  return (
    <div>
      {value.map((h, i) => (
        <p key={i} class="toll">
          <select aria-label="effect" value={h.effect} onChange={(e) => change(i, { effect: e.currentTarget.value })}>{options("effect")}</select>
          <select aria-label="group" value={h.group} onChange={(e) => change(i, { group: e.currentTarget.value })}>{options("group")}</select>
          <label>low <input type="number" min="0" name="low" value={h.low ?? ""} onInput={(e) => change(i, { low: number(e.currentTarget.value) })} /></label>
          <label>high <input type="number" min="0" name="high" value={h.high ?? ""} onInput={(e) => change(i, { high: number(e.currentTarget.value) })} /></label>
          <span>{figures(h.low, h.best, h.high)}</span>
          <button type="button" onClick={() => set(value.filter((_, j) => j !== i))}>take out</button>
        </p>
      ))}
      <button type="button" onClick={() => set([...value, { effect: "killed", group: "all", low: 1, best: 1, high: 1 }])}>add a figure</button>
    </div>
  );
}

interface AddProps { view: ReportView; start: number; end: number; words: string; reviewing: Reviewing }

/** A claim that was missed: the person has selected its words. */
export function AddClaim({ view, start, end, words, reviewing }: AddProps) {
  const [type, setType] = useState(reviewing.codes["type"]?.[0] ?? "other_harm");
  const [source, setSource] = useState("");
  const [reason, setReason] = useState("");
  const span = { start, end, text: words };
  return (
    <form class="correct" onSubmit={(e) => {
      e.preventDefault();
      const value = { document: view.document.id, type, evidence: span, trigger: span, source: source ? { name: source, via: [] } : null };
      reviewing.act({ kind: "add", refs: [view.document.id], value, reason }, view.last);
    }}>
      <h2>Add a claim for the selected words</h2>
      <blockquote>{words}</blockquote>
      <label>type <select value={type} onChange={(e) => setType(e.currentTarget.value)}>{(reviewing.codes["type"] ?? []).map((t) => <option key={t} value={t}>{say(t)}</option>)}</select></label>
      <label>source <input value={source} placeholder="the paper itself" onInput={(e) => setSource(e.currentTarget.value)} /></label>
      <label>reason <input required value={reason} onInput={(e) => setReason(e.currentTarget.value)} /></label>
      <button type="submit">add</button>
    </form>
  );
}

interface HistoryProps { acts: Act[]; read: Read[]; reviewing: Reviewing }

/** All that was done to these records, from their reading on. */
export function History({ acts, read, reviewing }: HistoryProps) {
  const first = read[0], last = read.at(-1);
  return (
    <section class="history">
      <h2>History</h2>
      <ol>
        {first ? <li><Moment at={first.at} /> read by Dateline {first.version}{last && last.version !== first.version ? `; last read ${last.at.slice(0, 10)} by ${last.version}` : ""}</li> : null}
        {acts.map((a) => (
          <li key={a.id} class={a.undone ? "undone" : ""}>
            <Moment at={a.at} /> {act(a)}
            {!a.undone && a.kind !== "undo" && reviewing.allowed ? <button onClick={() => reviewing.undo(a.id)}>undo</button> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

export function Moment({ at }: { at: string }) {
  return <time dateTime={at}>{at.slice(0, 16).replace("T", " ")}</time>;
}

/** A judgement in words. */
export function act(a: Act): string {
  const what = a.kind === "undo" ? `undo of ${a.target}` : a.kind === "reliability" ? `${a.target} counts as ${String(a.value)}` : a.kind + (a.field ? ` ${a.field}` : "");
  const value = a.kind === "correct" ? ` to ${short(a.value)}` : "";
  return `${a.author}: ${what}${value}${a.reason ? ` — ${a.reason}` : ""}${a.undone ? " (undone)" : ""}`;
}

function short(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (typeof value !== "object") return say(String(value));
  if (Array.isArray(value)) return value.map(short).join(", ") || "nothing";
  const v = value as Record<string, unknown>;
  if (v["effect"]) return `${String(v["effect"])} ${figures(v["low"] as number | null, v["best"] as number | null, v["high"] as number | null)}`;
  if (v["start"]) return v["end"] && v["end"] !== v["start"] ? `${String(v["start"])} to ${String(v["end"])}` : String(v["start"]);
  return String(v["name"] ?? JSON.stringify(value));
}
