/**
 * A tablet in the hall goes back to its first page when nobody touches it: `<p data-idle="60" data-idle-to="/stemmen/" hidden>…</p>`.
 *
 * The words show for the last fifteen seconds; any touch or key begins anew. The Back button leads to the first page
 * too, never to what somebody else filled in.
 */
const LAST = 15;

/** Watches over the page, when it asks for that. */
export function idle(root: ParentNode = document): void {
  const words = root.querySelector<HTMLElement>("[data-idle]");
  if (!words?.dataset.idleTo) return;
  const [whole, to] = [Number(words.dataset.idle), words.dataset.idleTo];
  window.history.pushState(null, "");
  window.addEventListener("popstate", () => window.location.replace(to));
  let touched = performance.now();
  for (const sign of ["pointerdown", "keydown", "scroll"]) {
    window.addEventListener(sign, () => (touched = performance.now()), { passive: true });
  }
  window.setInterval(() => {
    const rest = whole - (performance.now() - touched) / 1000;
    words.hidden = whole <= LAST || rest > LAST;
    if (rest <= 0) window.location.replace(to);
  }, 500);
}
