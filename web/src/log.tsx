// What people did with the casefile: judgements, how far two coders agree, what was taken out.

import type { Act, Agreement, Exported } from "./api";
import { Moment, act, type Reviewing } from "./review";
import { say } from "./words";

interface Props { acts: Act[]; agreement: Agreement[]; exports: Exported[]; reviewing: Reviewing; back: string }

export function LogPage({ acts, agreement, exports, reviewing, back }: Props) {
  return (
    <main class="page" aria-labelledby="log-title">
      <p><a href={back}>← all incidents</a></p>
      <h1 id="log-title">Log</h1>
      <p class="note">Nothing in it is ever changed or removed.</p>
      <h2>Judgements</h2>
      {acts.length ? (
        <div class="scroll"><table>
          <thead><tr><th scope="col">No.</th><th scope="col">When</th><th scope="col">What</th><th scope="col">About</th>{reviewing.allowed ? <th scope="col">Undo</th> : null}</tr></thead>
          <tbody>{acts.map((a) => (
            <tr key={a.id}>
              <td>{a.id}</td><td class="day"><Moment at={a.at} /></td><td class={a.undone ? "undone" : ""}>{act(a)}</td>
              <td>{a.claims[0] ? <a href={`#/record/${a.claims[0]}/${a.claims[0]}`}>{a.claims.length === 1 ? "the claim" : `${a.claims.length} claims`}</a> : a.kind === "undo" || a.kind === "reliability" ? "" : a.target}</td>
              {reviewing.allowed ? <td>{a.undone || a.kind === "undo" ? null : <button aria-label={`undo judgement ${a.id}`} onClick={() => reviewing.undo(a.id)}>undo</button>}</td> : null}
            </tr>
          ))}</tbody>
        </table></div>
      ) : <p class="note">Nobody has judged anything yet.</p>}

      <h2>Agreement of coders</h2>
      {agreement.length ? (
        <>
          <div class="scroll"><table>
            <thead><tr><th scope="col">Coders</th><th scope="col">Field</th><th scope="col">Claims</th><th scope="col">Equal</th><th scope="col">Cohen’s kappa</th><th scope="col">Krippendorff’s alpha</th></tr></thead>
            <tbody>{agreement.map((a) => (
              <tr key={a.first + a.second + a.field}>
                <th scope="row">{a.first} and {a.second}</th><td>{say(a.field)}</td><td>{a.n}</td><td>{Math.round(a.agreement * 100)} %</td>
                <td>{a.kappa?.toFixed(2) ?? "—"}</td><td>{a.alpha?.toFixed(2) ?? "—"}</td>
              </tr>
            ))}</tbody>
          </table></div>
          <p class="note">Of the claims that both have judged. — where all values are one, so that chance and agreement cannot be told apart.</p>
        </>
      ) : <p class="note">Figures come when two coders have judged two claims in common.</p>}

      <h2>Exports</h2>
      {exports.length ? (
        <div class="scroll"><table class="exports">
          <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">Format</th><th scope="col">Selection</th><th scope="col">Names of people</th><th scope="col">Rows</th><th scope="col">File</th></tr></thead>
          <tbody>{exports.map((e) => (
            <tr key={e.id}>
              <td class="day"><Moment at={e.at} /></td><th scope="row">{e.who}</th><td>{e.format}</td>
              <td>{Object.entries(e.selection).map(([k, v]) => `${k}: ${Array.isArray(v) ? v.join(", ") : String(v)}`).join("; ") || "everything"}</td>
              <td>{{ all: "all kept", roles: "private people left out", none: "all left out" }[e.names] ?? e.names}</td>
              <td>{e.rows.toLocaleString("en")}</td><td>{e.file}<small title={e.sha256}>sha256 {e.sha256.slice(0, 12)}…</small></td>
            </tr>
          ))}</tbody>
        </table></div>
      ) : <p class="note">Nothing has been taken out of this casefile.</p>}
    </main>
  );
}
