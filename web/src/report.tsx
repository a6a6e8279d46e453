// A report's page: its text with claims and attributions highlighted, from words to record and from record to words.

import { useEffect, useMemo, useState } from "preact/hooks";
import type { ClaimView, ReportView } from "./api";
import { ClaimCard, sourceOf } from "./claim";
import { AddClaim, History, Review, type Reviewing } from "./review";

interface Stretch { start: number; end: number; claims: ClaimView[]; said: string[] }

/** The text cut wherever a highlight begins or ends, with what covers each stretch. */
export function stretches(view: ReportView): Stretch[] {
  const length = [...view.document.text].length;
  const marks = [
    ...view.claims.map((c) => ({ span: c.claim.evidence, claim: c, said: null as string | null })),
    ...view.attributions.flatMap((a) => [a.cue, ...(a.source ? [a.source] : [])].map((span) => ({ span, claim: null, said: a.source?.text ?? "no source named" }))),
  ];
  const cuts = [...new Set([0, length, ...marks.flatMap((m) => [m.span.start, m.span.end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, i) => {
    const end = cuts[i + 1]!;
    const over = marks.filter((m) => m.span.start < end && m.span.end > start);
    return {
      start, end,
      claims: over.flatMap((m) => (m.claim ? [m.claim] : [])),
      said: [...new Set(over.flatMap((m) => (m.said ? [m.said] : [])))],
    };
  });
}

interface Props { view: ReportView; claim: string | null; select: (claim: string | null) => void; reviewing: Reviewing; back: string }

export function ReportPage({ view, claim, select, reviewing, back }: Props) {
  const text = useMemo(() => [...view.document.text], [view]); // code points, as all offsets count
  const parts = useMemo(() => stretches(view), [view]);
  const [marked, setMarked] = useState<{ start: number; end: number } | null>(null);
  useEffect(() => {
    document.querySelector(".text mark.on")?.scrollIntoView({ block: "center" });
    document.getElementById(`claim-${claim}`)?.scrollIntoView({ block: "nearest" });
  }, [claim, view]);
  const { document: d } = view;
  return (
    <main class="page report" aria-labelledby="report-title">
      <p><a href={back}>← all incidents</a></p>
      <h1 id="report-title">{d.title ?? d.uri}</h1>
      <p class="under">{d.publisher ?? "no publisher"} · {d.published ?? "no date"} · {d.uri}{d.copies_of ? <> · repeats <a href={`#/report/${d.copies_of}`}>another report</a></> : null}</p>
      <div class="halves">
        <div class="text" tabIndex={0} aria-label="Text of the report" onMouseUp={() => setMarked(selection())} onKeyUp={() => setMarked(selection())}>
          {parts.map((p) => <Part key={p.start} part={p} words={text.slice(p.start, p.end).join("")} claim={claim} select={select} />)}
        </div>
        <div class="claims">
          {marked && reviewing.allowed ? <AddClaim view={view} start={marked.start} end={marked.end} words={text.slice(marked.start, marked.end).join("")} reviewing={reviewing} /> : null}
          {view.claims.length ? null : <p class="note">No claim was found in this report. Select words to add one.</p>}
          {view.claims.map((v) => (
            <ClaimCard key={v.claim.id} view={v} on={v.claim.id === claim} choose={() => select(v.claim.id)} quote={false}>
              <a href={`#/record/${v.claim.id}/${v.claim.id}`} onClick={(e) => e.stopPropagation()}>its incident</a>
              {v.claim.id === claim && reviewing.allowed ? <Review view={v} last={view.last} reviewing={reviewing} /> : null}
            </ClaimCard>
          ))}
          <History acts={view.history} read={view.read} reviewing={reviewing} />
        </div>
      </div>
    </main>
  );
}

function Part({ part, words, claim, select }: { part: Stretch; words: string; claim: string | null; select: (id: string) => void }) {
  if (part.claims.length) {
    const first = part.claims.find((c) => c.claim.id === claim) ?? part.claims[0]!;
    const on = part.claims.some((c) => c.claim.id === claim);
    const label = part.claims.map((c) => `${sourceOf(c)} ${c.claim.stance}`).join("; ");
    return <mark data-start={part.start} class={`${first.claim.stance} ${on ? "on" : ""} ${part.said.length ? "cue" : ""}`} title={label} onClick={() => select(first.claim.id)}>{words}</mark>;
  }
  if (part.said.length) return <span data-start={part.start} class="cue" title={`said by ${part.said.join("; ")}`}>{words}</span>;
  return <span data-start={part.start}>{words}</span>;
}

/** The selected words as code points of the text, by the stretches that they begin and end in. */
function selection(): { start: number; end: number } | null {
  const chosen = getSelection();
  if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
  const range = chosen.getRangeAt(0);
  const at = (node: Node, offset: number): number | null => {
    const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : (node as Element))?.closest<HTMLElement>("[data-start]");
    if (!holder?.closest(".text")) return null;
    return Number(holder.dataset["start"]) + [...(holder.textContent ?? "").slice(0, node.nodeType === Node.TEXT_NODE ? offset : 0)].length;
  };
  const [start, end] = [at(range.startContainer, range.startOffset), at(range.endContainer, range.endOffset)];
  return start !== null && end !== null && end > start ? { start, end } : null;
}
