// What the person looks at. It stands in the address bar, so that a selection can be kept and sent.

import { useEffect, useState } from "preact/hooks";

export interface Look {
  view: "incidents" | "incident" | "report" | "holdings" | "record" | "log";
  id: string | null; // of the incident, report or place that is open
  claim: string | null; // that is selected in it
  filter: Record<string, string[]>;
}

export const FILTERS = ["since", "until", "place", "source", "words", "type", "kind", "stance", "group", "grade", "disputed", "reviewed"];

export function parse(hash: string): Look {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [view = "", id = "", claim = ""] = path.split("/").map(decodeURIComponent);
  const filter: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    if (FILTERS.includes(name) && value) (filter[name] ??= []).push(value);
  }
  const known = ["incidents", "incident", "report", "holdings", "record", "log"].includes(view);
  return { view: known ? (view as Look["view"]) : "incidents", id: id || null, claim: claim || null, filter };
}

export function format(look: Look): string {
  const path = [look.view, look.id, look.claim].filter((x): x is string => x !== null).map(encodeURIComponent).join("/");
  const query = asked(look.filter);
  return `#/${path}${query ? `?${query}` : ""}`;
}

/** The filter as the API's query. */
export function asked(filter: Record<string, string[]>): string {
  const query = new URLSearchParams();
  for (const name of FILTERS) for (const value of filter[name] ?? []) query.append(name, value);
  return query.toString();
}

export function useLook(): [Look, (change: Partial<Look>) => void] {
  const [look, setLook] = useState(() => parse(location.hash));
  useEffect(() => {
    const heard = () => setLook(parse(location.hash));
    addEventListener("hashchange", heard);
    return () => removeEventListener("hashchange", heard);
  }, []);
  return [look, (change) => {
    location.hash = format({ ...parse(location.hash), ...change });
    setLook(parse(location.hash)); // at once: "hashchange" comes later than the next key may
  }];
}

/** A value that is kept in the browser, such as the reviewer's name. */
export function useKept(name: string, start: string): [string, (value: string) => void] {
  const [value, setValue] = useState(() => {
    try { return localStorage.getItem(name) ?? start; } catch { return start; }
  });
  return [value, (next) => {
    setValue(next);
    try { localStorage.setItem(name, next); } catch { /* private window: kept for this page only */ }
  }];
}

/** The answer of the server for as long as `key` and `load` stay the same; the last good one while a new one comes. */
export function useAnswer<T>(load: ((signal: AbortSignal) => Promise<T>) | null, key: string): { value: T | null; error: string | null } {
  const [state, setState] = useState<{ value: T | null; error: string | null }>({ value: null, error: null });
  useEffect(() => {
    if (!load) return setState({ value: null, error: null });
    const stop = new AbortController();
    load(stop.signal).then(
      (value) => setState({ value, error: null }),
      (error: Error) => { if (error.name !== "AbortError") setState({ value: null, error: error.message }); },
    );
    return () => stop.abort();
  }, [key]);
  return state;
}
