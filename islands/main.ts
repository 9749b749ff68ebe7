/** Starts the islands on the page. Every page is whole without this file. */
import { codefield } from "./codefield";
import { draft } from "./draft";
import { files } from "./files";
import { idle } from "./idle";
import { live } from "./live";
import { mapDoor } from "./map/door";
import { once } from "./once";
import { pick } from "./pick";
import { sending } from "./sending";
import { voice } from "./voice";
import { waits } from "./waits";

codefield();
draft();
files();
idle();
live();
mapDoor();
pick();
sending(); // before once
once();
void waits();
voice();

// What has to be mended is read out and in view at once.
document.querySelector<HTMLElement>("[data-errors]")?.focus();

// A tap beside the open menu, or Escape, closes it.
const menu = document.querySelector<HTMLDetailsElement>("details.menu");
document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target as Node)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu?.open) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});
