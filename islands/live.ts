/**
 * A part of the page that follows what happens: `<div data-live="/address/" data-live-ms="1000">…[data-seen]…</div>`.
 *
 * It asks the address for what came after what it shows; 204 means nothing did. Without a connection it keeps
 * showing what it shows, says so under `[data-offline]`, and asks again. It rests while nobody sees the page.
 */
import { clocks } from "./clocks";

/** Follows every live part under root. */
export function live(root: ParentNode = document): void {
  for (const part of root.querySelectorAll<HTMLElement>("[data-live]")) {
    clocks(part);
    window.setInterval(() => void ask(part), Number(part.dataset.liveMs) || 3000);
  }
}

const asking = new WeakSet<HTMLElement>();

/** Asks once, unless a question is still open. */
export async function ask(part: HTMLElement): Promise<void> {
  if (document.hidden || asking.has(part)) return;
  asking.add(part);
  try {
    const seen = part.querySelector<HTMLElement>("[data-seen]")?.dataset.seen ?? "";
    const answer = await fetch(`${part.dataset.live}?after=${encodeURIComponent(seen)}`, {
      credentials: "same-origin",
      signal: AbortSignal.timeout(10_000),
    });
    if (answer.redirected) window.location.assign(answer.url);
    else if (answer.status === 200) show(part, await answer.text());
    away(answer.status >= 500);
  } catch {
    away(true);
  } finally {
    asking.delete(part);
  }
}

function show(part: HTMLElement, html: string): void {
  const change = () => {
    part.innerHTML = html;
    clocks(part);
  };
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (calm || !document.startViewTransition) change();
  else document.startViewTransition(change);
}

function away(is: boolean): void {
  for (const note of document.querySelectorAll<HTMLElement>("[data-offline]")) note.hidden = !is;
}
