/**
 * Makes the stylesheets and copies the fonts: NL Design System parts, our theme, our own rules.
 *
 * Out, all in src/smederij/base/static/smederij/dist/: components.css, smederij.css, map.css, fonts/*.woff2. Takes about a second.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import { theme } from "../islands/theme/theme.mjs";
import { shrink } from "./shrink.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const out = join(root, "src/smederij/base/static/smederij/dist");
const styles = join(root, "islands/styles");
const fonts = {
  "atkinson.woff2": "atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
  "atkinson-italic.woff2": "atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-italic.woff2",
};

function componentFile(name) {
  const dist = join(root, "node_modules", name, "dist");
  const own = `${name.split("/")[1].replace(/-css$/, "")}.css`;
  return existsSync(join(dist, own)) ? join(dist, own) : join(dist, "index.css");
}

/** The component packages are the ones package.json names, in that order. */
function components() {
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const names = Object.keys(devDependencies).filter((name) => /^@(utrecht|nl-design-system-candidate)\//.test(name));
  const bare = names.map((name) =>
    readFileSync(componentFile(name), "utf8")
      .replace(/\/\*# sourceMappingURL.*?\*\//g, "")
      .replace(/@charset[^;]*;/g, ""),
  );
  return `@layer components,theme,look;@layer components{${bare.join("\n")}}`;
}

function own() {
  const parts = readdirSync(styles)
    .filter((name) => name.endsWith(".css"))
    .sort();
  return parts.map((name) => readFileSync(join(styles, name), "utf8")).join("\n");
}

function write(name, css) {
  const options = {
    loader: "css",
    minify: true,
    legalComments: "none",
    target: ["chrome109", "firefox115", "safari16"],
  };
  writeFileSync(join(out, name), transformSync(css, options).code);
  shrink(join(out, name));
}

/** Leaflet's own rules without those that ask for pictures, which we don't use; then ours. */
function map() {
  const leaflet = readFileSync(join(root, "node_modules/leaflet/dist/leaflet.css"), "utf8");
  const bare = leaflet.replace(/\/\*[\s\S]*?\*\//g, "").replace(/[^{}]*\{[^{}]*url\([^{}]*\}/g, "");
  return `@layer components{${bare}}@layer look{${readFileSync(join(root, "islands/map/map.css"), "utf8")}}`;
}

mkdirSync(join(out, "fonts"), { recursive: true });
// Cut to one optical size (40) from bricolage-grotesque-latin-opsz-normal.woff2: half the bytes, the same headings.
copyFileSync(join(root, "islands/fonts/bricolage.woff2"), join(out, "fonts/bricolage.woff2"));
for (const [name, from] of Object.entries(fonts)) {
  copyFileSync(join(root, "node_modules/@fontsource-variable", from), join(out, "fonts", name));
}
write("components.css", components());
write("smederij.css", `@layer components,theme,look;\n${theme()}\n${own()}`);
write("map.css", map());
