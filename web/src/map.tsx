// The map: countries of Natural Earth from the world-atlas package, incidents as lettered signs, precision as an area.

import { GeoJSONSource, type Map as MapLibre } from "maplibre-gl";
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
  return {
    type: "FeatureCollection",
    features: (points?.points ?? []).map((p) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [p.lon, p.lat] },
      properties: { id: p.id, icon: family(p.type).name + (p.disputed ? "!" : ""), r0: atZero(p.radius, p.lat), killed: p.killed ?? 0 },
    })),
  };
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
  map.addSource("incidents", { type: "geojson", data: collection(null), cluster: true, clusterRadius: 36, clusterMaxZoom: 9 });
  map.addLayer({
    id: "areas", type: "circle", source: "incidents", filter: ["all", ["!", ["has", "point_count"]], [">", ["get", "r0"], 0]],
    paint: {
      "circle-radius": ["interpolate", ["exponential", 2], ["zoom"], 0, ["get", "r0"], 20, ["*", ["get", "r0"], 1048576]],
      "circle-color": colour("--accent"), "circle-opacity": 0.08, "circle-stroke-color": colour("--accent"),
      "circle-stroke-width": 1, "circle-stroke-opacity": 0.5,
    },
  });
  map.addLayer({
    id: "clusters", type: "circle", source: "incidents", filter: ["has", "point_count"],
    paint: {
      "circle-color": colour("--ink"), "circle-opacity": 0.75, "circle-stroke-color": colour("--paper"), "circle-stroke-width": 2,
      "circle-radius": ["interpolate", ["linear"], ["get", "point_count"], 2, 11, 50, 18, 1000, 30],
    },
  });
  map.addLayer({ id: "counts", type: "symbol", source: "incidents", filter: ["has", "point_count"],
    layout: { "icon-image": ["concat", "count:", ["to-string", ["get", "point_count_abbreviated"]]], "icon-allow-overlap": true, "icon-ignore-placement": true } });
  map.addLayer({ id: "chosen", type: "circle", source: "incidents", filter: ["==", ["get", "id"], ""],
    paint: { "circle-radius": 14, "circle-color": "transparent", "circle-stroke-color": colour("--accent"), "circle-stroke-width": 4 } });
  map.addLayer({ id: "signs", type: "symbol", source: "incidents", filter: ["!", ["has", "point_count"]],
    layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-ignore-placement": true } });
}

interface Props { points: Points | null; chosen: string | null; choose: (id: string) => void; scheme: string }

export function IncidentMap({ points, chosen, choose, scheme }: Props) {
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
      const zoom = await (made.getSource("incidents") as GeoJSONSource).getClusterExpansionZoom(Number(found.properties["cluster_id"]));
      made.easeTo({ center: e.lngLat, zoom });
    });
    for (const layer of ["signs", "clusters"]) {
      made.on("mouseenter", layer, () => { made.getCanvas().style.cursor = "pointer"; });
      made.on("mouseleave", layer, () => { made.getCanvas().style.cursor = ""; });
    }
    return () => { made.remove(); map.current = null; };
  }, [scheme]);

  useEffect(() => {
    if (!ready || !map.current || !points) return;
    (map.current.getSource("incidents") as GeoJSONSource).setData(collection(points));
    const found = points.points;
    if (found.length && !chosen) {
      // A region's circle belongs to what is seen; spread into Math.min, 100,000 points would be too many arguments.
      const edge = (of: (p: Points["points"][number], reach: number) => number, pick: (a: number, b: number) => number) =>
        found.reduce((so, p) => pick(so, of(p, Math.min(p.radius, 120) / 111)), of(found[0]!, 0));
      map.current.fitBounds([[edge((p, r) => p.lon - r, Math.min), edge((p, r) => p.lat - r, Math.min)],
        [edge((p, r) => p.lon + r, Math.max), edge((p, r) => p.lat + r, Math.max)]], { padding: 50, maxZoom: 8, animate: false });
    }
    map.current.once("idle", () => box.current?.setAttribute("data-drawn", String(found.length)));
  }, [ready, points]);

  useEffect(() => {
    if (!ready || !map.current) return;
    map.current.setFilter("chosen", ["==", ["get", "id"], chosen ?? ""]);
    const point = points?.points.find((p) => p.id === chosen);
    if (point) map.current.easeTo({ center: [point.lon, point.lat], zoom: Math.max(map.current.getZoom(), 5), animate: false });
  }, [ready, chosen, points]);

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
