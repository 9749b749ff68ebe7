/**
 * A submit button that shows it is busy, and stops the second click of a double click.
 *
 * Usage: `<button class="btn" data-once>Stuur op</button>`; `data-once="Je stem gaat in de bus…"` sets the words while busy.
 * The button is never disabled, so its name and value are sent, and focus stays where it was.
 */
import { words } from "./words";

/** Guards every form under root that has a marked button. */
export function once(root: ParentNode = document): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-once]")) {
    button.form?.addEventListener("submit", (event) => guard(event, button));
  }
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const busy of root.querySelectorAll<HTMLElement>("[data-once-label]")) wake(busy);
  });
}

function guard(event: SubmitEvent, button: HTMLButtonElement): void {
  if (event.defaultPrevented) return;
  if (button.hasAttribute("data-once-label")) {
    event.preventDefault();
    return;
  }
  if (event.submitter && event.submitter !== button) return;
  sleep(button);
}

/** Shows that it is busy. */
export function sleep(button: HTMLButtonElement): void {
  button.dataset.onceLabel = button.textContent ?? "";
  button.setAttribute("aria-disabled", "true");
  button.textContent = button.dataset.once || words().busy;
}

/** The form can be sent again, also when one comes back by the back button. */
export function wake(button: HTMLElement): void {
  button.textContent = button.dataset.onceLabel ?? "";
  button.removeAttribute("data-once-label");
  button.removeAttribute("aria-disabled");
}
