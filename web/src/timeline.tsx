// Incidents along time: bars of a day, a week or a month, whichever leaves a bar wide enough; drag to select.

import { useRef, useState } from "preact/hooks";
import type { Days } from "./api";

const DAY = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY;
const named = (n: number): string => new Date(n * DAY).toISOString().slice(0, 10);

export interface Bin { start: number; end: number; incidents: number; disputed: number }

/** Bars of equal length in days over all days given; at most `most` of them. */
export function bins(days: Days["days"], most: number): Bin[] {
  if (!days.length) return [];
  const first = at(days[0]!.day);
  const last = at(days[days.length - 1]!.day);
  const step = [1, 7, 30, 91, 365, 3650].find((s) => (last - first + 1) / s <= most) ?? 36500;
  const out: Bin[] = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => (
    { start: first + i * step, end: first + (i + 1) * step - 1, incidents: 0, disputed: 0 }));
  for (const d of days) {
    const bin = out[Math.floor((at(d.day) - first) / step)]!;
    bin.incidents += d.incidents;
    bin.disputed += d.disputed;
  }
  return out;
}

interface Props { days: Days | null; since: string | null; until: string | null; select: (since: string | null, until: string | null) => void }

export function TimeLine({ days, since, until, select }: Props) {
  const svg = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<[number, number] | null>(null);
  const found = bins(days?.days ?? [], 120);
  const most = Math.max(1, ...found.map((b) => b.incidents));
  const width = found.length ? 1000 / found.length : 0;
  const index = (e: PointerEvent): number => {
    const box = svg.current!.getBoundingClientRect();
    return Math.min(found.length - 1, Math.max(0, Math.floor(((e.clientX - box.left) / box.width) * found.length)));
  };
  const done = () => {
    if (!drag) return;
    const [a, b] = [Math.min(...drag), Math.max(...drag)];
    setDrag(null);
    select(named(found[a]!.start), named(found[b]!.end));
  };
  const marked = drag ? [Math.min(...drag), Math.max(...drag)] : null;
  return (
    <section class="time" aria-label="Time line of incidents">
      <svg ref={svg} viewBox="0 0 1000 60" preserveAspectRatio="none" role="img"
        aria-label={`Incidents by day: ${days?.days.map((d) => `${d.day} ${d.incidents}`).slice(0, 40).join(", ") ?? ""}`}
        onPointerDown={(e) => { if (found.length) { svg.current!.setPointerCapture(e.pointerId); const i = index(e); setDrag([i, i]); } }}
        onPointerMove={(e) => { if (drag) setDrag([drag[0], index(e)]); }}
        onPointerUp={done}>
        {found.map((b, i) => (
          <g key={b.start}>
            <title>{`${named(b.start)}${b.end > b.start ? ` to ${named(b.end)}` : ""}: ${b.incidents}, disputed ${b.disputed}`}</title>
            <rect class={marked && i >= marked[0]! && i <= marked[1]! ? "bar on" : "bar"} x={i * width + width * 0.1} width={width * 0.8}
              y={56 - (52 * b.incidents) / most} height={(52 * b.incidents) / most} />
            <rect class="disputed" x={i * width + width * 0.1} width={width * 0.8} y={56 - (52 * b.disputed) / most} height={(52 * b.disputed) / most} />
          </g>
        ))}
      </svg>
      <p class="axis">
        <span>{found.length ? named(found[0]!.start) : "no dates"}</span>
        <label>from <input type="date" value={since ?? ""} onChange={(e) => select(e.currentTarget.value || null, until)} /></label>
        <label>to <input type="date" value={until ?? ""} onChange={(e) => select(since, e.currentTarget.value || null)} /></label>
        {since || until ? <button onClick={() => select(null, null)}>all days</button> : null}
        <span>{found.length ? named(found[found.length - 1]!.end) : ""}</span>
      </p>
    </section>
  );
}
