/**
 * Time that runs out quietly: `<progress data-left="150" max="3">` (seconds, minutes) with `[data-left-words]` beside it.
 *
 * It goes by the seconds left when the page was made, so a computer whose clock is wrong shows the right time.
 */
import { words } from "./words";

/** Lets every clock under root run, until it is no longer on the page. */
export function clocks(root: ParentNode): void {
  for (const bar of root.querySelectorAll<HTMLProgressElement>("progress[data-left]")) run(bar);
}

function run(bar: HTMLProgressElement): void {
  const [begun, left, whole] = [performance.now(), Number(bar.dataset.left), bar.max * 60];
  const told = bar.parentElement?.querySelector("[data-left-words]");
  bar.max = whole;
  const tick = () => {
    const rest = Math.max(0, Math.ceil(left - (performance.now() - begun) / 1000));
    bar.value = whole - rest;
    if (told) told.textContent = rest ? minutes(rest) : words().roundOff;
    if (!rest || !bar.isConnected) window.clearInterval(timer);
  };
  const timer = window.setInterval(tick, 500);
  tick();
}

/** 150 seconds as people say it: 2:30. */
export function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
