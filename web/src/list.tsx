// The list of incidents and the filters. Rows come from the server a page at a time.

import { useEffect, useState } from "preact/hooks";
import { type Facet, get, type IncidentView, type Meta, type Page, type Row } from "./api";
import { asked, useAnswer } from "./state";
import { days, family, many, say } from "./words";

const STEP = 100;

/** The rows asked for so far; `more` asks for the next page. */
export function useRows(query: string, key: string): { rows: Row[]; total: number | null; error: string | null; more: () => void } {
  const [state, setState] = useState<{ rows: Row[]; total: number | null; error: string | null }>({ rows: [], total: null, error: null });
  const load = (offset: number, signal?: AbortSignal) =>
    get<Page>("incidents", `${query}&offset=${offset}&limit=${STEP}`, signal).then(
      (page) => setState((s) => ({ rows: offset ? [...s.rows, ...page.rows] : page.rows, total: page.total, error: null })),
      (error: Error) => { if (error.name !== "AbortError") setState({ rows: [], total: 0, error: error.message }); },
    );
  useEffect(() => {
    const stop = new AbortController();
    void load(0, stop.signal);
    return () => stop.abort();
  }, [query, key]);
  return { ...state, more: () => void load(state.rows.length) };
}

interface ListProps {
  rows: Row[]; total: number | null; error: string | null; more: () => void; at: string | null; picked: Set<string>;
  open: (id: string) => void; pick: (id: string) => void; choose: (id: string) => void;
}

export function IncidentList({ rows, total, error, more, at, picked, open, pick, choose }: ListProps) {
  useEffect(() => { document.getElementById(`row-${at}`)?.scrollIntoView({ block: "nearest" }); }, [at]);
  const elsewhere = useAnswer<IncidentView>(at && total !== null && !rows.some((r) => r.id === at) ? (s) => get(`incidents/${encodeURIComponent(at)}`, "", s) : null, `${at} ${rows.length}`);
  const apart = elsewhere.value && !rows.some((r) => r.id === elsewhere.value!.row.id) ? [elsewhere.value.row] : []; // chosen on the map
  if (error) return <p class="note" role="alert">{error}</p>;
  if (total === null) return <p class="note">Loading…</p>;
  return (
    <section class="list" aria-label="List of incidents">
      <p class="count" role="status">{many(total, "incident")}{picked.size ? `, ${picked.size} picked` : ""}</p>
      <table>
        <thead><tr><th><span class="sr">pick</span></th><th>Day</th><th>What</th><th>Where</th><th>Killed</th><th>Sources</th><th>State</th></tr></thead>
        <tbody>
          {[...apart, ...rows].map((r) => (
            <tr key={r.id} id={`row-${r.id}`} class={r.id === at ? "on" : ""} aria-current={r.id === at ? "true" : undefined} onClick={() => choose(r.id)}>
              <td><input type="checkbox" checked={picked.has(r.id)} aria-label={`pick ${r.title}`} onClick={(e) => e.stopPropagation()} onChange={() => pick(r.id)} /></td>
              <td class="day">{days(r.start, r.end).replace(" to ", " to\n")}</td>
              <td><a href={`#/incident/${r.id}`} onClick={(e) => { e.preventDefault(); e.stopPropagation(); open(r.id); }}>{r.title}</a>
                <small><b class={`letter ${family(r.type).name}`} aria-hidden="true">{family(r.type).letter}</b> {say(r.type)}</small></td>
              <td>{r.place ?? "no place"}<small>{[r.country, r.precision && r.precision !== "exact" ? `${r.precision} only` : null].filter(Boolean).join(", ")}</small></td>
              <td>{r.killed ?? ""}{r.injured ? <small>injured {r.injured}</small> : null}</td>
              <td>{many(r.origins, "origin")}<small>{r.sources.slice(0, 3).join(", ")}{r.sources.length > 3 ? " …" : ""}</small></td>
              <td>{r.disputed.length ? <span class="tag bad">≠ {r.disputed.map(say).join(", ")}</span> : null}
                {r.updated ? <span class="tag">↑ updated</span> : null}
                {r.reviewed ? <span class="tag good">✓ reviewed</span> : null}
                {r.grade ? <small>{r.grade}</small> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < total ? <button class="more" onClick={more}>show {Math.min(STEP, total - rows.length)} more of {(total - rows.length).toLocaleString("en")}</button> : null}
    </section>
  );
}

/** What is typed stands here until it is sent off: an answer that comes in meanwhile draws the page anew. */
function TextFilter({ name, label, value, set }: { name: string; label: string; value: string; set: (words: string) => void }) {
  const [typed, type] = useState(value);
  useEffect(() => type(value), [value]);
  return (
    <label>{label}<input type="search" name={name} value={typed} onInput={(e) => type(e.currentTarget.value)} onChange={(e) => set(e.currentTarget.value)} /></label>
  );
}

interface FilterProps { meta: Meta; filter: Record<string, string[]>; change: (filter: Record<string, string[]>) => void }

export function Filters({ meta, filter, change }: FilterProps) {
  const set = (name: string, values: string[]) => change({ ...filter, [name]: values.filter(Boolean) });
  const text = (name: string, label: string) => (
    <TextFilter name={name} label={label} value={filter[name]?.[0] ?? ""} set={(words) => set(name, [words])} />
  );
  const choice = (name: string, label: string, facets: Facet[]) => (
    <label>{label}
      <select name={name} value={filter[name]?.[0] ?? ""} onChange={(e) => set(name, [e.currentTarget.value])}>
        <option value="">all</option>
        {facets.map((f) => <option key={f.value} value={f.value}>{say(f.value)} ({f.count})</option>)}
      </select>
    </label>
  );
  const chosen = Object.entries(filter).filter(([k, v]) => v.length && k !== "since" && k !== "until").length;
  return (
    <details class="filterbox" open={matchMedia("(min-width: 60rem)").matches}>
    <summary>Filters{chosen ? ` (${chosen} set)` : ""}</summary>
    <form class="filters" role="search" aria-label="Filter incidents" onSubmit={(e) => e.preventDefault()}>
      {text("words", "Words in the reports")}
      {text("place", "Place")}
      {choice("type", "Type", meta.types)}
      {text("source", "Source")}
      {choice("kind", "Kind of source", meta.kinds)}
      {choice("stance", "Stance", meta.stances)}
      {choice("group", "Who was harmed", meta.groups)}
      {choice("grade", "Grade", meta.grades)}
      <label>Reviewed
        <select name="reviewed" value={filter["reviewed"]?.[0] ?? ""} onChange={(e) => set("reviewed", [e.currentTarget.value])}>
          <option value="">all</option><option value="true">yes</option><option value="false">not yet</option>
        </select>
      </label>
      <label class="check"><input type="checkbox" name="disputed" checked={filter["disputed"]?.[0] === "true"} onChange={(e) => set("disputed", [e.currentTarget.checked ? "true" : ""])} /> disputed only</label>
      {asked(filter) ? <button type="button" onClick={() => change({})}>clear all</button> : null}
    </form>
    </details>
  );
}
