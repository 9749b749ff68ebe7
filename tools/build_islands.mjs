/** Bundles the islands and the map, and copies htmx; out: src/smederij/base/static/smederij/dist/{islands,map,htmx}.js. Takes well under a second. */
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { shrink } from "./shrink.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const out = join(root, "src/smederij/base/static/smederij/dist");

mkdirSync(out, { recursive: true });
buildSync({
  entryPoints: [join(root, "islands/main.ts")],
  outfile: join(out, "islands.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome109", "firefox115", "safari16"],
  logLevel: "warning",
});
buildSync({
  entryPoints: [join(root, "islands/map/map.ts")],
  outfile: join(out, "map.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome109", "firefox115", "safari16"],
  logLevel: "warning",
});
copyFileSync(join(root, "node_modules/htmx.org/dist/htmx.min.js"), join(out, "htmx.js"));
for (const name of ["islands.js", "map.js", "htmx.js"]) shrink(join(out, name));
