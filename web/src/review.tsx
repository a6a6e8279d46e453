// Judging: every act is a judgement that is appended with author and reason; nothing is edited, everything can be undone.

import { useState } from "preact/hooks";
import { type Act, type ClaimView, get, type Judge, type Named, type ReportView } from "./api";
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
  return (
    <div class="review" onClick={(e) => e.stopPropagation()}>
      <p class="actions">
        <button class="good" onClick={() => reviewing.act({ kind: "accept", refs: [id] }, last)}>accept (a)</button>
        <button class="bad" onClick={() => reviewing.ask("Why is this claim wrong?", (reason) => reviewing.act({ kind: "reject", refs: [id], reason }, last))}>reject (r)</button>
        <label>correct (c) <select id="correct" value={field ?? ""} onChange={(e) => setField(e.currentTarget.value || null)}>
          <option value="">a field…</option>
          {["place", "when", "harm", "participants", "source", "type", "stance", "polarity", "status", "means", "struck"].map((f) => <option key={f} value={f}>{f}</option>)}
        </select></label>
        <button onClick={() => reviewing.ask("A remark on this claim", (reason) => reviewing.act({ kind: "note", refs: [id], reason }, last))}>note (n)</button>
        {view.claim.source ? <label>this source counts <select value="" onChange={(e) => {
          const value = e.currentTarget.value;
          if (value) reviewing.ask(`Why does ${view.claim.source!.name} count as ${value}?`, (reason) => reviewing.act({ kind: "reliability", refs: [view.claim.source!.name], value, reason }, last));
        }}><option value="">…</option><option>high</option><option>normal</option><option>low</option></select></label> : null}
      </p>
      {field ? <Correct key={field} view={view} field={field} codes={reviewing.codes} done={(value, reason) => { setField(null); reviewing.act({ kind: "correct", refs: [id], field, value, reason }, last); }} /> : null}
    </div>
  );
}

interface CorrectProps { view: ClaimView; field: string; codes: Record<string, string[]>; done: (value: unknown, reason: string) => void }

function Correct({ view, field, codes, done }: CorrectProps) {
  const [value, setValue] = useState<unknown>(view.claim[field as keyof typeof view.claim]);
  const [reason, setReason] = useState("");
  const alternatives = view.claim.why.filter((w) => w.field === field).flatMap((w) => w.alternatives);
  return (
    <form class="correct" onSubmit={(e) => { e.preventDefault(); done(value, reason); }}>
      <Value field={field} value={value} set={setValue} codes={codes} />
      {alternatives.length ? <p class="note">The reading also weighed: {alternatives.join("; ")}</p> : null}
      <label>reason <input name="reason" required value={reason} onInput={(e) => setReason(e.currentTarget.value)} /></label>
      <button type="submit">save</button>
    </form>
  );
}

interface ValueProps { field: string; value: any; set: (value: unknown) => void; codes: Record<string, string[]> }

function Value({ field, value, set, codes }: ValueProps) {
  if (field === "place") return <Search what="places" label="place" now={value?.name ?? ""} pick={(n) => set(n.value)} />;
  if (field === "participants") return <People value={value ?? []} set={set} />;
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

function Search({ what, label, now, pick }: { what: "places" | "actors"; label: string; now: string; pick: (found: Named) => void }) {
  const [name, setName] = useState(now);
  const [found, setFound] = useState<Named[]>([]);
  const search = async (typed: string) => {
    setName(typed);
    setFound(typed.trim() ? await get<Named[]>(what, new URLSearchParams({ name: typed.trim() }).toString()).catch(() => []) : []);
  };
  return (
    <div class="search">
      <label>{label} <input type="search" name={label} value={name} autocomplete="off" onInput={(e) => void search(e.currentTarget.value)} /></label>
      <ul>{found.map((n) => <li key={n.id}><button type="button" onClick={() => { setName(n.name); setFound([]); pick(n); }}>{n.name} <small>{n.about}</small></button></li>)}</ul>
    </div>
  );
}

function People({ value, set }: { value: { role: string; actor: string | null; name: string }[]; set: (value: unknown) => void }) {
  const [role, setRole] = useState("initiator");
  return (
    <div>
      <ul>{value.map((p, i) => <li key={i}>{p.role}: {p.name} <button type="button" onClick={() => set(value.filter((_, j) => j !== i))}>take out</button></li>)}</ul>
      <label>role <select value={role} onChange={(e) => setRole(e.currentTarget.value)}>{["initiator", "target", "supporter", "loser", "recipient"].map((r) => <option key={r}>{r}</option>)}</select></label>
      <Search what="actors" label="actor" now="" pick={(n) => set([...value, { role, actor: n.id, name: n.name }])} />
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

export function History({ acts, reviewing }: { acts: Act[]; reviewing: Reviewing }) {
  if (!acts.length) return null;
  return (
    <section class="history">
      <h2>History</h2>
      <ol>{acts.map((a) => (
        <li key={a.id} class={a.undone ? "undone" : ""}>
          <time dateTime={a.at}>{a.at.slice(0, 16).replace("T", " ")}</time> {a.author}: {a.kind}{a.field ? ` ${a.field}` : ""}{a.reason ? ` — ${a.reason}` : ""}{a.undone ? " (undone)" : ""}
          {!a.undone && a.kind !== "undo" && reviewing.allowed ? <button onClick={() => reviewing.undo(a.id)}>undo</button> : null}
        </li>
      ))}</ol>
    </section>
  );
}
