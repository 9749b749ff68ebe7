/**
 * Looks whether there is a connection before a form is sent. Without one the page stays as it is, with the words and the
 * photo in it, and says so kindly; the same button sends it again.
 *
 * Usage: every `<form data-draft="…">`, and other forms that carry words along: `<form data-resend>`.
 * Starts before `once`, which leaves a submit alone that was stopped here. Without scripts: the ordinary form.
 */
import { sleep, wake } from "./once";
import { words } from "./words";

type Reach = () => Promise<boolean>;

const PATIENCE = 10_000;
const FORMS = "form[data-draft], form[data-resend]";

/** Any answer at all is a connection: what it says is for the form itself to hear. */
async function reached(): Promise<boolean> {
  if (!navigator.onLine) return false;
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    await fetch(location.pathname, { method: "HEAD", cache: "no-store", redirect: "manual", signal });
    return true;
  } catch {
    return false;
  }
}

/** Guards every marked form under root. */
export function sending(root: ParentNode = document, reach: Reach = reached): void {
  for (const form of root.querySelectorAll<HTMLFormElement>(FORMS)) guard(form, reach);
}

function guard(form: HTMLFormElement, reach: Reach): void {
  let state: "quiet" | "asking" | "reached" = "quiet";
  form.addEventListener("submit", (event) => {
    if (state === "reached") {
      state = "quiet";
      return;
    }
    event.preventDefault();
    if (state === "asking" || event.submitter?.hasAttribute("data-once-label")) return; // on its way
    state = "asking";
    void ask(form, event.submitter, reach).then((there) => {
      state = there ? "reached" : "quiet";
      if (there) form.requestSubmit(event.submitter);
      else tell(form, event.submitter);
    });
  });
}

/** The button shows that it is busy meanwhile. */
async function ask(form: HTMLFormElement, button: HTMLElement | null, reach: Reach): Promise<boolean> {
  form.querySelector(".unsent")?.remove();
  const shows = button instanceof HTMLButtonElement && button.dataset.once !== undefined;
  if (shows) sleep(button);
  const there = await reach();
  if (shows) wake(button);
  return there;
}

/** Right above the button that was tapped, and read out. */
function tell(form: HTMLFormElement, button: HTMLElement | null): void {
  const note = document.createElement("p");
  note.className = "kept unsent";
  note.setAttribute("role", "alert");
  note.textContent = [words().offline, hasFile(form) ? words().stay : ""].join(" ").trim();
  if (button && form.contains(button)) button.before(note);
  else form.append(note);
}

const hasFile = (form: HTMLFormElement) =>
  [...form.querySelectorAll<HTMLInputElement>("input[type=file]")].some((input) => (input.files?.length ?? 0) > 0);
