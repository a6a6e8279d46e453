// A small map to point at a place: a click, or the two numbers, say where it is.

import { GeoJSONSource, type Map as MapLibre } from "maplibre-gl";
import { useEffect, useRef, useState } from "preact/hooks";
import { get, type Label, type PlaceValue } from "./api";
import { colour, drawGround, empty } from "./ground";

interface Props { value: PlaceValue | null; name: string; set: (place: PlaceValue) => void }

export function PickMap({ value, name, set }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const typed = useRef(name);
  typed.current = name;

  const at = async (lat: number, lon: number) => {
    const round = (n: number) => Math.round(n * 1e4) / 1e4;
    const near = typed.current.trim() || (await nearest(lat, lon)) || "a place on the map";
    set({ id: `point:${round(lat).toFixed(4)},${round(lon).toFixed(4)}`, name: near, lat: round(lat), lon: round(lon), precision: "exact" });
  };

  useEffect(() => {
    let made: MapLibre;
    try {
      const known = value?.lat != null && value.lon != null;
      made = empty(box.current!, known ? [value.lon!, value.lat!] : [30, 25], known ? 7 : 1.2);
    } catch (error) {
      setProblem(`The map cannot be drawn here (${(error as Error).message}); the two numbers do the same.`);
      return;
    }
    map.current = made;
    made.on("load", () => drawGround(made).then(() => {
      made.addSource("point", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
      made.addLayer({ id: "point", type: "circle", source: "point",
        paint: { "circle-radius": 8, "circle-color": colour("--accent"), "circle-stroke-color": colour("--paper"), "circle-stroke-width": 3 } });
      show(made, value);
      made.once("idle", () => box.current?.setAttribute("data-drawn", "1"));
    }));
    made.on("click", (e) => void at(e.lngLat.lat, e.lngLat.wrap().lng));
    made.getCanvas().style.cursor = "crosshair";
    return () => { made.remove(); map.current = null; };
  }, []);
  useEffect(() => { if (map.current) show(map.current, value); }, [value]);

  const number = (key: "lat" | "lon", label: string, most: number) => (
    <label>{label} <input type="number" name={key} step="any" min={-most} max={most} value={value?.[key] ?? ""}
      onChange={(e) => { const n = Number(e.currentTarget.value); void at(key === "lat" ? n : value?.lat ?? 0, key === "lon" ? n : value?.lon ?? 0); }} /></label>
  );
  return (
    <div class="pickmap">
      {problem ? <p class="note">{problem}</p> : <div class="canvas" ref={box} role="application" aria-label="Map: click where it happened, or give latitude and longitude below" />}
      <p class="actions">{number("lat", "latitude", 90)}{number("lon", "longitude", 180)}</p>
    </div>
  );
}

function show(map: MapLibre, value: PlaceValue | null): void {
  const source = map.getSource("point") as GeoJSONSource | undefined;
  const features = value?.lat != null && value.lon != null
    ? [{ type: "Feature" as const, geometry: { type: "Point" as const, coordinates: [value.lon, value.lat] }, properties: {} }] : [];
  source?.setData({ type: "FeatureCollection", features });
}

/** "near X", by the nearest of the towns around. */
async function nearest(lat: number, lon: number): Promise<string | null> {
  const query = `west=${lon - 0.6}&south=${lat - 0.5}&east=${lon + 0.6}&north=${lat + 0.5}&most=100`;
  const found = await get<Label[]>("labels", query).catch(() => [] as Label[]);
  const away = (l: Label) => (l.lat - lat) ** 2 + ((l.lon - lon) * Math.cos((lat * Math.PI) / 180)) ** 2;
  const towns = found.filter((l) => !l.country).sort((a, b) => away(a) - away(b));
  return towns[0] ? (away(towns[0]) < 0.0004 ? towns[0].name : `near ${towns[0].name}`) : null;
}
