// Who holds each place, from when to when, according to whom.

import type { Holding } from "./api";

export function HoldingsPage({ holdings, back }: { holdings: Holding[]; back: string }) {
  const places = [...new Set(holdings.map((h) => h.place.name))].sort();
  return (
    <main class="page" aria-labelledby="holdings-title">
      <p><a href={back}>← all incidents</a></p>
      <h1 id="holdings-title">Who holds what</h1>
      {places.length ? null : <p class="note">No report says who holds a place.</p>}
      {places.map((place) => (
        <section key={place}>
          <h2>{place}</h2>
          <table>
            <thead><tr><th scope="col">Holder</th><th scope="col">From</th><th scope="col">To</th><th scope="col">According to</th><th scope="col">Contested</th></tr></thead>
            <tbody>{holdings.filter((h) => h.place.name === place).map((h, i) => (
              <tr key={i} class={h.contested_by.length ? "differs" : ""}>
                <th scope="row">{h.holder}</th><td>{h.start ?? "not said"}</td><td>{h.end ?? "still"}</td>
                <td>{h.claims.map((c, n) => <a key={c} href={`#/record/${c}/${c}`}>{h.sources[n] ?? "claim"} </a>)}</td>
                <td>{h.contested_by.length ? <>≠ {h.contested_by.map((c) => <a key={c} href={`#/record/${c}/${c}`}>by a claim </a>)}</> : "no"}</td>
              </tr>
            ))}</tbody>
          </table>
        </section>
      ))}
    </main>
  );
}
