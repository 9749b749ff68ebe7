/**
 * The map that moves: our own boundaries, over streets when the municipality chose where these come from.
 *
 * Attributes of the figure: `data-map-style` (its stylesheet), `data-map-boundaries` (GeoJSON), `data-map-tiles` and `data-map-credit`
 * (may be empty), `data-map-name`, `data-map-in`, `data-map-out` (its words). How an area stands is taken from its link in the drawing.
 */
import L from "leaflet";

interface Place {
  name: string;
  url: string;
  within: string | null;
}
type Places = GeoJSON.FeatureCollection<GeoJSON.Geometry, Place>;

/** Puts the moving map in place of the drawing. Fails without changing anything when its parts can't be had. */
export async function open(figure: HTMLElement): Promise<void> {
  const { mapStyle = "", mapBoundaries = "" } = figure.dataset;
  const [places] = await Promise.all([boundaries(mapBoundaries), style(mapStyle)]);
  const drawing = figure.querySelector("svg");
  if (!drawing) throw new Error("there is no drawing to replace");
  const box = document.createElement("div");
  box.className = "streets";
  const marks = standings(drawing);
  drawing.replaceWith(box);
  show(box, places, marks, figure.dataset);
}

async function boundaries(address: string): Promise<Places> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

function style(address: string): Promise<void> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  const loaded = new Promise<void>((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => reject(new Error(address));
  });
  document.head.append(link);
  return loaded;
}

/** What the drawing says of each area, by its page: its class, and its name aloud. */
function standings(drawing: SVGElement): Map<string, { kind: string; said: string }> {
  const links = drawing.querySelectorAll("a");
  return new Map(
    [...links].map((link) => [
      link.getAttribute("href") ?? "",
      { kind: link.getAttribute("class") ?? "", said: link.getAttribute("aria-label") ?? "" },
    ]),
  );
}

function show(
  box: HTMLElement,
  places: Places,
  marks: ReturnType<typeof standings>,
  { mapTiles = "", mapCredit = "", mapName = "", mapIn = "", mapOut = "" }: DOMStringMap,
): void {
  const map = L.map(box, { zoomControl: false, scrollWheelZoom: false, zoomSnap: 0.25 });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: mapIn, zoomOutTitle: mapOut }).addTo(map);
  if (mapTiles) L.tileLayer(mapTiles, { attribution: mapCredit, maxZoom: 19, minZoom: 6 }).addTo(map);
  const areas = places.features.filter((place) => place.properties.within !== null);
  const layer = L.geoJSON<Place>(areas, {
    style: (place) => ({ className: `area ${marks.get(place?.properties.url ?? "")?.kind ?? ""}` }),
    onEachFeature: (place, drawn) => {
      drawn.bindTooltip(place.properties.name, { permanent: true, direction: "center", className: "name" });
      drawn.on("mouseover", () => said(drawn, true));
      drawn.on("mouseout", () => said(drawn, fits(map, drawn)));
      drawn.on("click", () => window.location.assign(place.properties.url));
      drawn.on("add", () => asLink(drawn, marks.get(place.properties.url)?.said ?? place.properties.name, map));
    },
  });
  map.fitBounds(layer.getBounds(), { padding: [8, 8] });
  layer.addTo(map);
  const tidy = () => layer.eachLayer((drawn) => said(drawn, fits(map, drawn)));
  map.on("zoomend", tidy);
  tidy();
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", mapName);
  box.focus();
}

/** Whether an area is as wide as its name. */
function fits(map: L.Map, drawn: L.Layer): boolean {
  const bounds = (drawn as L.Polygon).getBounds();
  const wide = map.latLngToLayerPoint(bounds.getNorthEast()).x - map.latLngToLayerPoint(bounds.getNorthWest()).x;
  return (drawn.getTooltip()?.getElement()?.offsetWidth ?? 0) < wide;
}

/** Names that would lie over one another are there only while one points at them. */
function said(drawn: L.Layer, shown: boolean): void {
  drawn.getTooltip()?.getElement()?.classList.toggle("unsaid", !shown);
}

/** An area can be reached and opened with the keyboard too. */
function asLink(drawn: L.Layer, name: string, map: L.Map): void {
  const shape = (drawn as L.Path).getElement?.();
  if (!shape) return;
  shape.setAttribute("role", "link");
  shape.setAttribute("tabindex", "0");
  shape.setAttribute("aria-label", name);
  shape.addEventListener("focus", () => said(drawn, true));
  shape.addEventListener("blur", () => said(drawn, fits(map, drawn)));
  shape.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Enter") drawn.fire("click");
  });
}
