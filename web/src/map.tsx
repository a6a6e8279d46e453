// The map: countries of Natural Earth from the world-atlas package, incidents as lettered signs, precision as an area.

import { type FilterSpecification, GeoJSONSource, type Map as MapLibre } from "maplibre-gl";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Points } from "./api";
import { colour, drawGround, empty } from "./ground";
import { families, family, many } from "./words";

const METRES = 78271.517; // of a pixel at zoom 0 on the equator

/** Radius of the area in pixels at zoom 0: it doubles with each level. */
const atZero = (km: number, lat: number): number => (km * 1000) / (METRES * Math.max(0.1, Math.cos((lat * Math.PI) / 180)));

function sign(letter: string, fill: string, disputed: boolean): ImageData {
  const size = 44;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = fill;
  pen.strokeStyle = colour("--paper");
  pen.lineWidth = 3;
  pen.beginPath();
  if (disputed) pen.rect(9, 9, 26, 26); // a square where sources contradict each other: seen without colour
  else pen.arc(size / 2, size / 2, 14, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
  pen.fillStyle = "#fff";
  pen.font = "bold 19px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(letter, size / 2, size / 2 + 1);
  return pen.getImageData(0, 0, size, size);
}

function collection(points: Points | null): GeoJSON.FeatureCollection {
  const at = (lon: number, lat: number, properties: Record<string, unknown>): GeoJSON.Feature => (
    { type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties });
  return {
    type: "FeatureCollection",
    features: [
      ...(points?.points ?? []).map((p) => at(p.lon, p.lat, { id: p.id, n: 1, icon: family(p.type).name + (p.disputed ? "!" : ""), r0: atZero(p.radius, p.lat), killed: p.killed ?? 0 })),
      ...(points?.groups ?? []).map((g) => at(g.lon, g.lat, { n: g.incidents, r0: 0 })),
    ],
  };
}

/** The part of the map that is seen, as the API is asked for it. */
function part(map: MapLibre): string {
  const box = map.getBounds();
  const edge = (n: number) => Math.max(-360, Math.min(360, n)).toFixed(3);
  return `west=${edge(box.getWest())}&south=${edge(box.getSouth())}&east=${edge(box.getEast())}&north=${edge(box.getNorth())}`;
}

/** A cluster's number as a picture: text layers would need fonts from a server. */
function count(text: string): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = 72;
  canvas.height = 36;
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = colour("--paper");
  pen.font = "bold 22px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, 36, 19);
  return pen.getImageData(0, 0, 72, 36);
}

async function drawn(map: MapLibre): Promise<void> {
  await drawGround(map);
  for (const f of [...families, { letter: "?", name: "other" }]) {
    map.addImage(f.name, sign(f.letter, colour(`--${f.name}`), false), { pixelRatio: 2 });
    map.addImage(`${f.name}!`, sign(f.letter, colour(`--${f.name}`), true), { pixelRatio: 2 });
  }
  for (let n = 2; n < 100; n++) map.addImage(`count:${n}`, count(String(n)), { pixelRatio: 2 });
  map.addSource("incidents", { type: "geojson", data: collection(null), cluster: true, clusterRadius: 36, clusterMaxZoom: 9, clusterProperties: { n: ["+", ["get", "n"]] } });
  const several: FilterSpecification = [">", ["get", "n"], 1]; // put together here or by the server
  map.addLayer({
    id: "areas", type: "circle", source: "incidents", filter: ["all", ["==", ["get", "n"], 1], [">", ["get", "r0"], 0]],
    paint: {
      "circle-radius": ["interpolate", ["exponential", 2], ["zoom"], 0, ["get", "r0"], 20, ["*", ["get", "r0"], 1048576]],
      "circle-color": colour("--accent"), "circle-opacity": 0.08, "circle-stroke-color": colour("--accent"),
      "circle-stroke-width": 1, "circle-stroke-opacity": 0.5,
    },
  });
  map.addLayer({
    id: "clusters", type: "circle", source: "incidents", filter: several,
    paint: {
      "circle-color": colour("--ink"), "circle-opacity": 0.75, "circle-stroke-color": colour("--paper"), "circle-stroke-width": 2,
      "circle-radius": ["interpolate", ["linear"], ["get", "n"], 2, 11, 50, 18, 1000, 30],
    },
  });
  map.addLayer({ id: "counts", type: "symbol", source: "incidents", filter: several,
    layout: { "icon-image": ["concat", "count:", ["case", ["<", ["get", "n"], 1000], ["to-string", ["get", "n"]], ["concat", ["to-string", ["round", ["/", ["get", "n"], 1000]]], "k"]]], "icon-allow-overlap": true, "icon-ignore-placement": true } });
  map.addLayer({ id: "chosen", type: "circle", source: "incidents", filter: ["==", ["get", "id"], ""],
    paint: { "circle-radius": 14, "circle-color": "transparent", "circle-stroke-color": colour("--accent"), "circle-stroke-width": 4 } });
  map.addLayer({ id: "signs", type: "symbol", source: "incidents", filter: ["==", ["get", "n"], 1],
    layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-ignore-placement": true } });
}

interface Props {
  points: Points | null; chosen: string | null; spot: { lat: number | null; lon: number | null } | null; choose: (id: string) => void;
  look: (part: string) => void; scheme: string;
}

export function IncidentMap({ points, chosen, spot, choose, look, scheme }: Props) {
  const fitted = useRef("");
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre | null>(null);
  const [ready, setReady] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let made: MapLibre;
    try {
      made = empty(box.current!, [30, 25], 1.4);
    } catch (error) {
      setProblem(`The map cannot be drawn here (${(error as Error).message}); the list has everything that it would show.`);
      return;
    }
    map.current = made;
    made.on("load", () => drawn(made).then(() => setReady((n) => n + 1)));
    made.on("styleimagemissing", (e) => {
      if (e.id.startsWith("count:") && !made.hasImage(e.id)) made.addImage(e.id, count(e.id.slice(6)), { pixelRatio: 2 });
    });
    made.on("click", "signs", (e) => { const id = e.features?.[0]?.properties["id"]; if (id) choose(String(id)); });
    made.on("click", "clusters", async (e) => {
      const found = e.features?.[0];
      if (!found) return;
      const own = found.properties["cluster_id"]; // none: put together by the server
      const zoom = own === undefined ? made.getZoom() + 2 : await (made.getSource("incidents") as GeoJSONSource).getClusterExpansionZoom(Number(own));
      made.easeTo({ center: e.lngLat, zoom });
    });
    made.on("moveend", () => look(part(made)));
    for (const layer of ["signs", "clusters"]) {
      made.on("mouseenter", layer, () => { made.getCanvas().style.cursor = "pointer"; });
      made.on("mouseleave", layer, () => { made.getCanvas().style.cursor = ""; });
    }
    return () => { made.remove(); map.current = null; };
  }, [scheme]);

  useEffect(() => {
    if (!ready || !map.current || !points) return;
    (map.current.getSource("incidents") as GeoJSONSource).setData(collection(points));
    const all = String(points.box);
    if (points.box && !chosen && (fitted.current !== all || !points.grouped)) { // not again for each part that is looked at
      fitted.current = all;
      const [west, south, east, north] = points.box;
      map.current.fitBounds([[west, south], [east, north]], { padding: 50, maxZoom: 8, animate: false });
    }
    const drawn = points.points.length + points.groups.length;
    map.current.once("idle", () => box.current?.setAttribute("data-drawn", String(drawn)));
  }, [ready, points]);

  useEffect(() => {
    if (!ready || !map.current) return;
    map.current.setFilter("chosen", ["==", ["get", "id"], chosen ?? ""]);
    const point = points?.points.find((p) => p.id === chosen) ?? (points?.grouped ? spot : null);
    if (point && point.lon !== null && point.lat !== null) map.current.easeTo({ center: [point.lon, point.lat], zoom: Math.max(map.current.getZoom(), 5), animate: false });
  }, [ready, chosen, points?.grouped ? points.box?.join() : points]); // a part that was looked at moves nothing

  return (
    <section class="map" aria-label="Map of incidents">
      {problem ? <p class="note">{problem}</p> : <div class="canvas" ref={box} />}
      <p class="legend" aria-hidden="true">
        {families.map((f) => <span key={f.name} title={f.types.join(", ").replaceAll("_", " ")}><b class={`letter ${f.name}`}>{f.letter}</b>{f.name}</span>)}
        <span>□ disputed</span>
        {points?.without_point ? <span>{many(points.without_point, "incident")} without a point</span> : null}
      </p>
    </section>
  );
}
