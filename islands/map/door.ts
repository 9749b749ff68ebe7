/**
 * The still map of all areas, and a button that opens the one that moves.
 *
 * Usage: `<figure data-map="{% static '…/map.js' %}" …><svg>…</svg><button data-map-open hidden>…</button></figure>`; see map.ts for the
 * other attributes. Nothing is asked of anyone before the button is pressed.
 */
import type { open } from "./map";

type Load = (address: string) => Promise<{ open: typeof open }>;

const fetchScript: Load = (address) => import(address);

/** Shows the button of every map under root. */
export function mapDoor(root: ParentNode = document, load: Load = fetchScript): void {
  for (const figure of root.querySelectorAll<HTMLElement>("[data-map]")) {
    const button = figure.querySelector<HTMLButtonElement>("[data-map-open]");
    if (!button) continue;
    button.hidden = false;
    button.addEventListener("click", () => void enter(figure, button, load));
  }
}

/** The drawing stays until the moving map is really there; when it can't come, that is said. */
async function enter(figure: HTMLElement, button: HTMLButtonElement, load: Load): Promise<void> {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  const words = figure.querySelector<HTMLElement>("[data-map-words]");
  try {
    const { open } = await load(figure.dataset.map ?? "");
    await open(figure);
    button.remove();
    words?.remove();
  } catch {
    button.removeAttribute("aria-busy");
    if (words) words.textContent = figure.dataset.mapFailed ?? "";
  }
}
