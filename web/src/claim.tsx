// One claim with its words, as it stands on an incident's and on a report's page.

import type { ClaimView } from "./api";
import { days, say } from "./words";

export function sourceOf(view: ClaimView): string {
  const source = view.claim.source;
  if (!source) return view.publisher ?? "the report itself";
  return source.name + (source.via.length ? ` (via ${source.via.join(", ")})` : "");
}

interface Props { view: ClaimView; on: boolean; choose: () => void; children?: preact.ComponentChildren; quote: boolean }

export function ClaimCard({ view, on, choose, children, quote }: Props) {
  const c = view.claim;
  return (
    <article class={`claim ${c.polarity} ${on ? "on" : ""}`} id={`claim-${c.id}`} aria-current={on ? "true" : undefined} onClick={choose}>
      <header>
        <strong>{sourceOf(view)}</strong> <span class={`stance ${c.stance}`}>{c.stance}</span>
        {c.polarity === "denied" ? <span class="tag bad">denied</span> : null}
        {c.status !== "happened" ? <span class="tag">{c.status}</span> : null}
        {view.state ? <span class={`tag ${view.state === "rejected" ? "bad" : "good"}`}>{view.state}</span> : null}
      </header>
      <dl>
        <dt>what</dt><dd>{say(c.type)}{c.means.length ? `, by ${c.means.map(say).join(", ")}` : ""}{c.struck.length ? `, struck: ${c.struck.map(say).join(", ")}` : ""}</dd>
        {view.initiators.length ? <><dt>who</dt><dd>{view.initiators.join(", ")}</dd></> : null}
        {view.targets.length ? <><dt>to whom</dt><dd>{view.targets.join(", ")}</dd></> : null}
        {view.tolls ? <><dt>how many</dt><dd>{view.tolls}</dd></> : null}
        <dt>where</dt><dd>{c.place ? `${c.place.name}${c.place.precision && c.place.precision !== "exact" ? ` (${c.place.precision})` : ""}` : "not said"}</dd>
        <dt>when</dt><dd>{c.when ? days(c.when.start, c.when.end) : "not said"}</dd>
      </dl>
      {quote ? (
        <blockquote cite={`#/report/${view.report}/${c.id}`}>
          <span class="context">{view.before}</span><mark>{c.evidence.text}</mark><span class="context">{view.after}</span>
        </blockquote>
      ) : null}
      {quote ? <p class="from"><a href={`#/report/${view.report}/${c.id}`}>{view.title ?? "report"}</a>, {view.publisher ?? "no publisher"}, {view.published ?? "no date"}</p> : null}
      {on ? (
        <details class="why"><summary>why each field is so</summary>
          <table><tbody>
            {c.why.map((w, i) => <tr key={i}><th>{w.field}</th><td>{w.rule}</td><td>{w.span ? `“${w.span.text}”` : ""}</td><td>{w.alternatives.length ? `or: ${w.alternatives.join("; ")}` : ""}</td></tr>)}
          </tbody></table>
        </details>
      ) : null}
      {children}
    </article>
  );
}
