// Who holds each place, from when to when, according to whom: a time line of each place, and its table.

import { useEffect, useState } from "preact/hooks";
import { get, type Holding, type Holdings } from "./api";
import { many } from "./words";

const DAY = 86_400_000;
const SHOWN = 40; // places at once

interface Shown { rows: Holding[]; total: number | null; places: number; error: string | null }

export function HoldingsPage({ turn, back }: { turn: string; back: string }) {
  const [wanted, setWanted] = useState("");
  const [{ rows, total, places: shown, error }, setShown] = useState<Shown>({ rows: [], total: null, places: 0, error: null });
  const load = (offset: number, signal?: AbortSignal) =>
    get<Holdings>("holdings", `offset=${offset}&limit=${SHOWN}&words=${encodeURIComponent(wanted)}`, signal).then(
      (page) => setShown((s) => ({ rows: offset ? [...s.rows, ...page.rows] : page.rows, total: page.total, places: Math.min(page.total, offset + SHOWN), error: null })),
      (e: Error) => { if (e.name !== "AbortError") setShown({ rows: [], total: 0, places: 0, error: e.message }); },
    );
  useEffect(() => {
    const stop = new AbortController();
    void load(0, stop.signal);
    return () => stop.abort();
  }, [turn, wanted]);
  const by = new Map<string, Holding[]>();
  for (const h of rows) by.set(h.place.id, [...(by.get(h.place.id) ?? []), h]);
  if (error) return <main class="page"><p class="note" role="alert">{error}</p></main>;
  if (total === null) return <main class="page"><p class="note" role="status">Loading…</p></main>;
  return (
    <main class="page" aria-labelledby="holdings-title">
      <p><a href={back}>← all incidents</a></p>
      <h1 id="holdings-title">Who holds what</h1>
      {total || wanted ? (
        <p class="actions"><label>place or holder <input type="search" name="holder" value={wanted} onInput={(e) => { setWanted(e.currentTarget.value); }} /></label>
          <span role="status">{many(total, "place")}</span></p>
      ) : <p class="note">No report says who holds a place.</p>}
      {[...by.values()].map((hs) => <PlaceLine key={hs[0]!.place.id} holdings={hs} />)}
      {shown < total ? <button class="more" onClick={() => void load(shown)}>show {Math.min(SHOWN, total - shown)} more of {(total - shown).toLocaleString("en")}</button> : null}
    </main>
  );
}

function PlaceLine({ holdings }: { holdings: Holding[] }) {
  const place = holdings[0]!.place;
  return (
    <section>
      <h2>{place.name}{place.admin1 ? <small>{[place.admin1, place.country].filter(Boolean).join(", ")}</small> : null}</h2>
      <Line holdings={holdings} />
      <div class="scroll"><table>
        <thead><tr><th scope="col">Holder</th><th scope="col">From</th><th scope="col">To</th><th scope="col">According to</th><th scope="col">Contested by</th></tr></thead>
        <tbody>{holdings.map((h, i) => (
          <tr key={i} class={h.contested_by.length ? "differs" : ""}>
            <th scope="row">{h.holder}</th><td class="day">{h.start ?? "not said"}</td><td class="day">{h.end ?? "not said to end"}</td>
            <td><Claims ids={h.claims} names={h.sources} /></td>
            <td>{h.contested_by.length ? <>≠ <Claims ids={h.contested_by} names={h.rivals} /></> : "nobody"}</td>
          </tr>
        ))}</tbody>
      </table></div>
    </section>
  );
}

function Claims({ ids, names }: { ids: string[]; names: string[] }) {
  return <>{ids.slice(0, 12).map((c, n) => <a key={c} class="spaced" href={`#/record/${c}/${c}`}>{names[n] || "a claim"}</a>)}{ids.length > 12 ? ` and ${ids.length - 12} more` : ""}</>;
}

/** One bar a holding. An end that nobody gives is left open: the bar runs to the edge and fades. */
function Line({ holdings }: { holdings: Holding[] }) {
  const at = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY;
  const days = holdings.flatMap((h) => [h.start, h.end]).filter((d): d is string => d !== null).map(at);
  if (!days.length) return <p class="note">No report gives a day.</p>;
  const first = Math.min(...days), last = Math.max(...days, first + 1);
  const margin = Math.max(2, (last - first) * 0.15);
  const x = (day: number) => (1000 * (day - first + margin)) / (last - first + 2 * margin);
  const row = 22;
  const named = (n: number) => new Date(n * DAY).toISOString().slice(0, 10);
  const label = holdings.map((h) => `${h.holder} from ${h.start ?? "a day not said"} to ${h.end ?? "a day not said"}${h.contested_by.length ? ", contested" : ""}`).join("; ");
  return (
    <div class="holdline">
      <svg viewBox={`0 0 1000 ${holdings.length * row}`} preserveAspectRatio="none" role="img" aria-label={label} style={{ height: `${holdings.length * row}px` }}>
        {holdings.map((h, i) => {
          const from = h.start ? x(at(h.start)) : 0, to = h.end ? x(at(h.end)) : 1000;
          return <g key={i}><title>{`${h.holder}: ${h.start ?? "?"} to ${h.end ?? "?"}`}</title>
            <rect class={`held ${h.contested_by.length ? "contested" : ""}`} x={from} width={Math.max(4, to - from)} y={i * row + 3} height={row - 6} />
            {h.start ? null : <rect class="open" x={0} width={14} y={i * row + 3} height={row - 6} />}
            {h.end ? null : <rect class="open" x={986} width={14} y={i * row + 3} height={row - 6} />}</g>;
        })}
      </svg>
      <ol aria-hidden="true">{holdings.map((h, i) => <li key={i} style={{ height: `${row}px` }}>{h.holder}{h.contested_by.length ? " ≠" : ""}</li>)}</ol>
      <p class="axis" aria-hidden="true"><span>{named(first)}</span><span>{named(last)}</span></p>
    </div>
  );
}
