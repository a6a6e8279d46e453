// The desk: three views of one selection, an incident's page, a report's page, the holdings; and judging on all of them.

import { render } from "preact";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Act, type Agreement, type Days, type Exported, get, type IncidentView, judge, type Judge, type Meta, type Points, Refused, type ReportView } from "./api";
import { HoldingsPage } from "./holdings";
import { IncidentPage } from "./incident";
import { Filters, IncidentList, useRows } from "./list";
import { LogPage } from "./log";
import { IncidentMap } from "./map";
import { ReportPage } from "./report";
import type { Reviewing } from "./review";
import { asked, format, useAnswer, useKept, useLook } from "./state";
import "./style.css";
import { TimeLine } from "./timeline";
import { many } from "./words";

const HELP: [string, string][] = [
  ["j, k", "next, previous incident or claim"], ["Enter", "open the incident"], ["Escape", "back to the list"],
  ["x", "pick the incident"], ["m", "merge the picked incidents"], ["a", "accept the claim (A: all of the incident)"],
  ["[, ]", "previous, next incident of the list"], ["r", "reject the claim"], ["c", "correct a field"], ["n", "note"], ["u", "undo my last judgement"], ["/", "search"], ["?", "these keys"],
];

function Desk() {
  const [look, go] = useLook();
  const [turn, setTurn] = useState(0); // goes up with each judgement, so that everything is asked for again
  const [author, setAuthor] = useKept("dateline-author", "");
  const [scheme, setScheme] = useKept("dateline-scheme", "");
  const [picked, setPicked] = useState<Set<string>>(new Set());
  const [at, setAt] = useState<string | null>(null);
  const [told, setTold] = useState<{ text: string; bad: boolean } | null>(null);
  const [asking, setAsking] = useState<{ question: string; then: (answer: string) => void } | null>(null);
  const [help, setHelp] = useState(false);
  const mine = useRef<number[]>([]);
  document.documentElement.dataset["scheme"] = scheme;

  const query = asked(look.filter);
  const key = `${turn}`;
  const meta = useAnswer<Meta>((s) => get("meta", "", s), key);
  const { rows, total, error, more } = useRows(query, key);
  const [seen, setSeen] = useState(""); // the part of the map that is looked at
  const many_ = useRef(false); // too many incidents to send: what is seen is asked for, after each move
  const part = many_.current ? seen : "";
  const points = useAnswer<Points>((s) => get("points", [query, part].filter(Boolean).join("&"), s), `${key} ${query} ${part}`);
  if (points.value) many_.current = points.value.grouped;
  const days = useAnswer<Days>((s) => get("days", query, s), `${key} ${query}`);
  const incidentPath = look.view === "incident" && look.id ? `incidents/${encodeURIComponent(look.id)}`
    : look.view === "record" && look.id ? `claims/${encodeURIComponent(look.id)}/incident` : null;
  const incident = useAnswer<IncidentView>(incidentPath ? (s) => get(incidentPath, "", s) : null, `${key} ${incidentPath}`);
  const report = useAnswer<ReportView>(look.view === "report" && look.id ? (s) => get(`reports/${encodeURIComponent(look.id!)}`, "", s) : null, `${key} report ${look.view === "report" ? look.id : ""}`);
  const log = useAnswer<[Act[], Agreement[], Exported[]]>(look.view === "log" ? (s) => Promise.all([
    get<Act[]>("judgements", "", s), get<Agreement[]>("agreement", "", s), get<Exported[]>("exports", "", s)]) : null, `${key} ${look.view === "log"}`);

  const ask = useCallback((question: string, then: (answer: string) => void) => setAsking({ question, then }), []);
  const send = useCallback(async (act: Judge) => {
    try {
      const done = await judge(act);
      mine.current.push(done.act.id);
      setTold({ text: `${act.kind}: kept as judgement ${done.act.id}`, bad: false });
      if (look.view === "incident" && act.kind !== "undo" && !done.incidents.length) { // its last claim was rejected
        setTold({ text: `${act.kind}: kept as judgement ${done.act.id}. Nothing is left of this incident; u brings it back.`, bad: false });
        setAt(null); // else the list asks for it, as for one that was chosen on the map
        go({ view: "incidents", id: null, claim: null });
      }
      // Joining anew may give the incident another id; the claims say where they stand now.
      if (look.view === "incident" && done.incidents.length && !done.incidents.includes(look.id ?? "")) {
        go({ id: done.incidents[0]! }); // before anything is asked for again: the old id is no more
      }
    } catch (e) {
      const others = e instanceof Refused ? e.acts.map((a) => `${a.author}: ${a.kind}${a.field ? ` ${a.field}` : ""}${a.reason ? ` (${a.reason})` : ""}`).join("; ") : "";
      setTold({ text: (e as Error).message + (others ? ` — ${others}. It is shown now; judge again if you still want to.` : ""), bad: true });
    }
    setTurn((n) => n + 1);
  }, [look]);
  const reviewing: Reviewing = useMemo(() => {
    const signed = (then: (name: string) => void) => (author ? then(author) : ask("Your name, as it shall stand beside your judgements", (name) => { setAuthor(name); then(name); }));
    return {
      allowed: meta.value ? !meta.value.read_only : false, codes: meta.value?.codes ?? {}, ask,
      act: (act, last) => signed((name) => void send({ ...act, author: name, seen: last })),
      undo: (id) => signed((name) => void send({ kind: "undo", refs: [String(id)], author: name })),
    };
  }, [meta.value, author, send]);

  const claims = (look.view === "report" ? report.value?.claims : incident.value?.claims) ?? [];
  const last = (look.view === "report" ? report.value?.last : incident.value?.last) ?? 0;
  const onList = look.view === "incidents";
  const merge = () => { if (picked.size > 1) ask("Why are these one incident?", (reason) => { reviewing.act({ kind: "merge", refs: [...picked], reason }, Number.MAX_SAFE_INTEGER); setPicked(new Set()); }); };
  const pick = (id: string) => setPicked((before) => { const next = new Set(before); if (!next.delete(id)) next.add(id); return next; });
  const open = (id: string) => { setAt(id); go({ view: "incident", id, claim: null }); };
  const select = (claim: string | null) => go({ claim });
  const here = look.view === "incident" || look.view === "record" ? rows.findIndex((r) => r.id === incident.value?.row.id) : -1;
  const beside = (step: number): string | null => {
    const row = here >= 0 ? rows[here + step] : undefined;
    return row ? format({ ...look, view: "incident", id: row.id, claim: null }) : null;
  };
  useEffect(() => { if (here >= 0 && here > rows.length - 5 && total !== null && rows.length < total) more(); }, [here, rows.length]);
  useEffect(() => { if (incident.value && here >= 0) setAt(incident.value.row.id); }, [here]); // back on the list it is marked
  const back = format({ view: "incidents", id: null, claim: null, filter: look.filter });

  useLayoutEffect(() => { // before the new state is seen, so that no key meets the old one
    const pressed = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      if (e.key === "Escape") { if (asking || help) { setAsking(null); setHelp(false); } else if (!onList) location.hash = back; return; }
      if ((e.target as Element).closest("input, select, textarea, dialog")) return;
      const step = e.key === "j" ? 1 : e.key === "k" ? -1 : 0;
      const ids = onList ? rows.map((r) => r.id) : claims.map((c) => c.claim.id);
      const now = ids.indexOf((onList ? at : look.claim) ?? "");
      const claim = claims.find((c) => c.claim.id === look.claim);
      if (step && ids.length) {
        const next = ids[Math.min(ids.length - 1, Math.max(0, now + step))]!;
        if (onList) setAt(next); else select(next);
      } else if (e.key === "Enter" && onList && at) open(at);
      else if ((e.key === "[" || e.key === "]") && beside(e.key === "]" ? 1 : -1)) location.hash = beside(e.key === "]" ? 1 : -1)!;
      else if (e.key === "x" && onList && at) pick(at);
      else if (e.key === "m" && onList && reviewing.allowed) merge();
      else if (e.key === "a" && claim && reviewing.allowed) reviewing.act({ kind: "accept", refs: [claim.claim.id] }, last);
      else if (e.key === "A" && incident.value && reviewing.allowed) reviewing.act({ kind: "accept", refs: [incident.value.row.id] }, last);
      else if (e.key === "r" && claim && reviewing.allowed) ask("Why is this claim wrong?", (reason) => reviewing.act({ kind: "reject", refs: [claim.claim.id], reason }, last));
      else if (e.key === "n" && claim && reviewing.allowed) ask("A remark on this claim", (reason) => reviewing.act({ kind: "note", refs: [claim.claim.id], reason }, last));
      else if (e.key === "c" && claim) document.getElementById("correct")?.focus();
      else if (e.key === "u" && reviewing.allowed) { const id = mine.current.pop(); if (id) reviewing.undo(id); }
      else if (e.key === "/") document.querySelector<HTMLInputElement>('input[name="words"]')?.focus();
      else if (e.key === "?") setHelp(true);
      else return;
      e.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });

  return (
    <>
      <a class="skip" href="#main">skip to the content</a>
      <header class="top">
        <strong><a href="#/">Dateline desk</a></strong>
        {meta.value ? <span>{many(meta.value.reports, "report")}, {many(meta.value.claims, "claim")}, {many(meta.value.incidents, "incident")}{meta.value.read_only ? ", read-only" : ""}</span> : null}
        <nav aria-label="Views">{([["incidents", back], ["holdings", "#/holdings"], ["log", "#/log"]] as const).map(([name, to]) => (
          <a key={name} href={to} aria-current={look.view === name ? "page" : undefined}>{name}</a>))}</nav>
        <span class="right">
          {reviewing.allowed ? <button onClick={() => ask("Your name, as it shall stand beside your judgements", setAuthor)}>{author ? `you are ${author}` : "who are you?"}</button> : null}
          <label><span class="sr">colours</span><select title="colours" value={scheme} onChange={(e) => setScheme(e.currentTarget.value)}><option value="">colours: system</option><option value="light">light</option><option value="dark">dark</option></select></label>
          <button onClick={() => setHelp(true)}>keys (?)</button>
        </span>
      </header>
      {told ? <p class={`told ${told.bad ? "bad" : "good"}`} role={told.bad ? "alert" : "status"}>{told.text} <button onClick={() => setTold(null)}>close</button></p> : null}
      {meta.value?.copied ? <p class="told" role="note">The casefile cannot be written, and its incidents were not those of its claims: what you see is a copy, brought up to date, of the file as it was on {meta.value.copied.slice(0, 16).replace("T", " at ")} (UTC). What is added to the file later is not seen here.</p> : null}
      {meta.error ? <p class="told bad" role="alert">{meta.error}</p> : null}
      <div id="main">
        {onList && meta.value ? (
          <main class="three">
            <h1 class="sr">Incidents</h1>
            <Filters meta={meta.value} filter={look.filter} change={(filter) => go({ filter })} />
            <IncidentMap points={points.value} chosen={at} spot={rows.find((r) => r.id === at) ?? null} choose={setAt} look={setSeen} scheme={scheme} />
            <TimeLine days={days.value} since={look.filter["since"]?.[0] ?? null} until={look.filter["until"]?.[0] ?? null}
              select={(since, until) => go({ filter: { ...look.filter, since: since ? [since] : [], until: until ? [until] : [] } })} />
            {picked.size > 1 && reviewing.allowed ? <p class="actions"><button onClick={merge}>merge {picked.size} incidents (m)</button> <button onClick={() => setPicked(new Set())}>pick none</button></p> : null}
            <IncidentList rows={rows} total={total} error={error} more={more} at={at} picked={picked} open={open} pick={pick} choose={setAt} />
          </main>
        ) : null}
        {look.view === "incident" || look.view === "record" ? incident.value
          ? <IncidentPage view={incident.value} claim={look.claim} select={select} reviewing={reviewing} back={back} before={beside(-1)} after={beside(1)} />
          : <main class="page"><p class="note" role="status">{incident.error ?? "Loading…"}</p><p><a href={back}>← all incidents</a></p></main> : null}
        {look.view === "report" ? report.value
          ? <ReportPage view={report.value} claim={look.claim} select={select} reviewing={reviewing} back={back} />
          : <main class="page"><p class="note" role="status">{report.error ?? "Loading…"}</p></main> : null}
        {look.view === "log" && log.value ? <LogPage acts={log.value[0]} agreement={log.value[1]} exports={log.value[2]} reviewing={reviewing} back={back} /> : null}
        {look.view === "holdings" ? <HoldingsPage turn={key} back={back} /> : null}
      </div>
      {asking ? <Ask key={asking.question} question={asking.question} then={(answer) => { const { then } = asking; setAsking(null); then(answer); }} stop={() => setAsking(null)} /> : null}
      {help ? (
        <dialog open aria-labelledby="keys"><h2 id="keys">Keys</h2>
          <dl class="keys">{HELP.map(([k, what]) => <><dt key={k}><kbd>{k}</kbd></dt><dd>{what}</dd></>)}</dl>
          <button onClick={() => setHelp(false)}>close</button></dialog>
      ) : null}
    </>
  );
}

function Ask({ question, then, stop }: { question: string; then: (answer: string) => void; stop: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <dialog open aria-labelledby="question">
      <form onSubmit={(e) => { e.preventDefault(); const answer = input.current!.value.trim(); if (answer) then(answer); }}>
        <label id="question">{question}<input ref={input} name="answer" required maxLength={1000} /></label>
        <p class="actions"><button type="submit">save</button> <button type="button" onClick={stop}>leave it</button></p>
      </form>
    </dialog>
  );
}

render(<Desk />, document.getElementById("desk")!);
