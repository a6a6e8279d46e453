// What every map stands on: countries of Natural Earth, and place names of the gazetteer drawn as pictures, because text
// layers would need fonts from a server.

import { GeoJSONSource, Map as MapLibre, NavigationControl, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlasUrl from "world-atlas/countries-50m.json?url";
import { get, type Label } from "./api";

setWorkerUrl(workerUrl);

export const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** An empty map with its controls; what is drawn on it comes when it has loaded. */
export function empty(container: HTMLElement, center: [number, number], zoom: number): MapLibre {
  const made = new MapLibre({
    container, style: { version: 8, sources: {}, layers: [{ id: "sea", type: "background", paint: { "background-color": colour("--sea") } }] },
    center, zoom, attributionControl: { compact: false, customAttribution: "Natural Earth · places: GeoNames, CC BY 4.0" },
  });
  made.addControl(new NavigationControl({ showCompass: false }));
  return made;
}

/** Words as a picture with a rim in the colour of the land. */
export function words(text: string, { size = 12, weight = "normal", ink = "--ink", dot = false } = {}): ImageData {
  const scale = 2;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true })!;
  const font = `${weight} ${size * scale}px system-ui, "Noto Sans", sans-serif`;
  pen.font = font;
  const room = dot ? 26 : 0; // as much as a sign on the same place covers
  canvas.width = Math.ceil(pen.measureText(text).width) + 12 + room;
  canvas.height = size * scale + 14;
  pen.font = font;
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 5;
  pen.strokeStyle = colour("--land");
  pen.fillStyle = colour(ink);
  const middle = canvas.height / 2;
  if (dot) {
    pen.beginPath();
    pen.arc(7, middle, 4, 0, 2 * Math.PI);
    pen.fill();
  }
  pen.strokeText(text, 6 + room, middle + 1);
  pen.fillText(text, 6 + room, middle + 1);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** Draws countries and borders, and names for the part that is seen, again after each move. */
export async function drawGround(map: MapLibre): Promise<void> {
  const atlas = (await (await fetch(atlasUrl)).json()) as Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
  map.addSource("land", { type: "geojson", data: feature(atlas, atlas.objects.land) as GeoJSON.FeatureCollection });
  map.addSource("borders", { type: "geojson", data: mesh(atlas, atlas.objects.countries, (a, b) => a !== b) as GeoJSON.MultiLineString });
  map.addLayer({ id: "land", type: "fill", source: "land", paint: { "fill-color": colour("--land") } });
  map.addLayer({ id: "borders", type: "line", source: "borders", paint: { "line-color": colour("--soft"), "line-width": 1, "line-opacity": 0.6 } });
  map.addSource("names", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "names", type: "symbol", source: "names",
    layout: {
      "icon-image": ["get", "icon"], "symbol-sort-key": ["get", "order"], "icon-padding": 4,
      "icon-anchor": ["case", ["get", "country"], "center", "left"],
    },
  });
  const name = () => void nameWhatIsSeen(map);
  map.on("moveend", name);
  name();
}

async function nameWhatIsSeen(map: MapLibre): Promise<void> {
  const box = map.getBounds();
  const edge = (n: number) => Math.max(-360, Math.min(360, n)).toFixed(3);
  const query = `west=${edge(box.getWest())}&south=${edge(box.getSouth())}&east=${edge(box.getEast())}&north=${edge(box.getNorth())}&most=50`;
  const labels = await get<Label[]>("labels", query).catch(() => [] as Label[]); // a map without names is still a map
  const source = map.getSource("names") as GeoJSONSource | undefined;
  if (!source) return; // the page was left meanwhile
  map.once("idle", () => map.getContainer().setAttribute("data-named", String(labels.length)));
  source.setData({
    type: "FeatureCollection",
    features: labels.map((l) => {
      const icon = `name:${l.country ? "c" : "t"}:${l.name}`;
      if (!map.hasImage(icon)) {
        map.addImage(icon, l.country ? words(l.name.toUpperCase(), { size: 11, weight: "600", ink: "--soft" }) : words(l.name, { dot: true }), { pixelRatio: 2 });
      }
      return {
        type: "Feature" as const, geometry: { type: "Point" as const, coordinates: [l.lon, l.lat] },
        properties: { icon, country: l.country, order: l.country ? -1e12 : -l.people },
      };
    }),
  });
}
