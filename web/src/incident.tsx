// An incident's page: who says what, in which disagreement is seen at once; the figures and what made them; the words.

import { useState } from "preact/hooks";
import type { Answer, IncidentView } from "./api";
import { ClaimCard } from "./claim";
import { History, Review, type Reviewing } from "./review";
import { days, figures, many, say } from "./words";

const QUESTIONS: [keyof Answer & string, string][] = [
  ["happened", "Did it happen?"], ["who", "Who did it?"], ["how_many", "How many?"], ["where", "Where?"], ["when", "When?"],
];

interface Props { view: IncidentView; claim: string | null; select: (claim: string | null) => void; reviewing: Reviewing; back: string; before: string | null; after: string | null }

export function IncidentPage({ view, claim, select, reviewing, back, before, after }: Props) {
  const [apart, setApart] = useState<Set<string>>(new Set());
  const { row, incident } = view;
  return (
    <main class="page" aria-labelledby="incident-title">
      <nav class="steps" aria-label="Incidents of the list"><a href={back}>← all incidents</a>
        <span>{before ? <a href={before}>previous ([)</a> : <span class="off">previous ([)</span>} {after ? <a href={after}>next (])</a> : <span class="off">next (])</span>}</span></nav>
      <h1 id="incident-title">{incident.title}</h1>
      <p class="under">{say(row.type)} · {row.place ?? "no place"} · {days(row.start, row.end)} · {many(row.claims, "claim")} in {many(row.reports, "report")} from {many(row.origins, "origin")}
        {row.reviewed ? <span class="tag good">✓ reviewed</span> : null}</p>

      <h2>Who says what</h2>
      <div class="scroll"><table class="answers">
        <thead><tr><th scope="col">Source</th>{QUESTIONS.map(([q, label]) => <th key={q} scope="col" class={view.differing.includes(q) ? "differs" : ""}>{label}{view.differing.includes(q) ? " ≠" : ""}</th>)}</tr></thead>
        <tbody>
          {view.answers.map((a) => (
            <tr key={a.source}>
              <th scope="row"><button class="link" onClick={() => select(a.claims[0] ?? null)}>{a.source}</button><small>{a.kind ? say(a.kind) : a.origin ? "" : "the paper itself"}</small></th>
              {QUESTIONS.map(([q]) => <td key={q} class={`${view.differing.includes(q) && a[q] ? "differs" : ""} ${q === "when" ? "day" : ""}`}>{(a[q] as string | null) ?? "—"}</td>)}
            </tr>
          ))}
        </tbody>
      </table></div>
      {view.differing.length ? <p class="note">≠ marks a question to which the sources give different answers.</p> : null}

      {incident.harm.length ? (
        <>
          <h2>How many</h2>
          <div class="scroll"><table class="tolls">
            <thead><tr><th scope="col">Effect</th><th scope="col">Group</th><th scope="col">Low – best – high</th><th scope="col">According to</th></tr></thead>
            <tbody>
              {incident.harm.map((h) => (
                <tr key={h.effect + h.group}>
                  <th scope="row">{h.effect}</th><td>{say(h.group)}</td>
                  <td><strong>{figures(h.low, h.best, h.high)}</strong><small>{[h.low ?? "?", h.best ?? "?", h.high ?? "?"].join(" – ")}</small></td>
                  <td>{h.by_source.map((s) => <button key={s.source} class="link" onClick={() => select(s.claims[0] ?? null)}>{s.source ?? "the paper itself"}: {figures(s.low, s.best, s.high)}</button>)}</td>
                </tr>
              ))}
            </tbody>
          </table></div>
          <p class="note">Low and high are the lowest and highest figure of any source that counts; best follows the rule in the manual (reconciling). A later, higher toll of the same source replaces its earlier one.</p>
        </>
      ) : null}

      {incident.disputes.length ? (
        <><h2>Disputed</h2><ul>{incident.disputes.map((d) => <li key={d.field}><strong>{say(d.field)}</strong>: {d.values.map((v, i) => <span key={v.value}>{i ? " against " : ""}<button class="link" onClick={() => select(v.claims[0] ?? null)}>{v.value}</button></span>)}</li>)}</ul></>
      ) : null}
      {incident.updates.length ? (
        <><h2>Updated</h2><ul>{incident.updates.map((u, i) => <li key={i}>{say(u.field)}: from {u.from} to <button class="link" onClick={() => select(u.claims.at(-1) ?? null)}>{u.to}</button></li>)}</ul></>
      ) : null}
      {incident.grade ? <><h2>Grade: {incident.grade.code}</h2><ul>{incident.grade.reasons.map((r) => <li key={r}>{r}</li>)}</ul></> : null}

      <h2>Claims</h2>
      {reviewing.allowed ? (
        <p class="actions">
          <button onClick={() => reviewing.act({ kind: "accept", refs: [row.id] }, view.last)}>accept all (A)</button>
          <button disabled={!apart.size || apart.size === view.claims.length}
            onClick={() => { reviewing.ask("Why do these stand apart?", (reason) => reviewing.act({ kind: "split", refs: [...apart], reason }, view.last)); setApart(new Set()); }}>
            split off {apart.size || "the picked claims"}</button>
          <button onClick={() => reviewing.ask("A remark on this incident", (reason) => reviewing.act({ kind: "note", refs: [row.id], reason }, view.last))}>note</button>
        </p>
      ) : null}
      {view.claims.map((v) => (
        <ClaimCard key={v.claim.id} view={v} on={v.claim.id === claim} choose={() => select(v.claim.id)} quote>
          {reviewing.allowed ? (
            <label class="check" onClick={(e) => e.stopPropagation()}><input type="checkbox" checked={apart.has(v.claim.id)}
              onChange={() => { const next = new Set(apart); if (!next.delete(v.claim.id)) next.add(v.claim.id); setApart(next); }} /> pick for splitting</label>
          ) : null}
          {v.claim.id === claim && reviewing.allowed ? <Review view={v} last={view.last} reviewing={reviewing} /> : null}
        </ClaimCard>
      ))}
      <History acts={view.history} read={view.read} reviewing={reviewing} />
    </main>
  );
}
