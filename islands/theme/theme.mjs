/**
 * The whole theme as CSS custom properties: ours (`--smederij-…`) and every one the NL Design System files read.
 *
 * A municipality overrides any of them in one more stylesheet: `:root { --smederij-ember: #00527e; … }`.
 */
import { button } from "./button.mjs";
import { form } from "./form.mjs";
import { page } from "./page.mjs";
import { day, night, shape } from "./palette.mjs";
import { text } from "./text.mjs";

/** {"a": {"b": "1"}} becomes [["--a-b", "1"]]. */
export function flat(tree, path = "-") {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "object" ? flat(value, `${path}-${key}`) : [[`${path}-${key}`, value]],
  );
}

const block = (pairs) => pairs.map(([name, value]) => `${name}:${value};`).join("\n");

/** The theme as a stylesheet. */
export function theme() {
  const ours = flat({ smederij: { ...day, ...shape } });
  const theirs = flat({ ...button, ...text, ...form, ...page });
  const dark = block(flat({ smederij: night }));
  return [
    `@layer theme{:root{color-scheme:light dark;\n${block(ours)}\n${block(theirs)}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${dark}}}}`,
  ].join("\n");
}
