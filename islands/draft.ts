/**
 * Keeps what someone typed on their own device, and puts it back when they return.
 *
 * Usage: `<form data-draft="idea-krakeel">`, and on the thank-you page `<p data-draft-done="idea-krakeel">`.
 * `data-draft-key="key"` keeps that hidden field too: what was sent already and is sent again after all, stays one.
 * Never kept: other hidden fields, passwords, files, anything in or under `data-no-draft`, code fields, drafts older than 30 days.
 * What the server filled in wins over what was kept.
 */
import { words } from "./words";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
interface Draft {
  at: number;
  values: Record<string, string[]>;
}

const MONTH = 30 * 24 * 60 * 60 * 1000;
const NEVER = new Set(["hidden", "password", "file", "submit", "button", "reset"]);
const place = (key: string) => `smederij:draft:${key}`;

/** Starts keeping drafts of every marked form under root, and forgets the ones that were sent. */
export function draft(root: ParentNode = document, store: Storage | null = ownStore()): void {
  if (!store) return;
  for (const done of root.querySelectorAll<HTMLElement>("[data-draft-done]")) {
    store.removeItem(place(done.dataset.draftDone ?? ""));
  }
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-draft]")) {
    if (!form.closest("[data-no-draft]")) keep(form, store);
  }
}

/** Some browsers refuse storage altogether; then there are simply no drafts. */
function ownStore(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function keep(form: HTMLFormElement, store: Storage): void {
  const key = place(form.dataset.draft ?? "");
  const fresh = JSON.stringify(read(form));
  const mark = markOf(form);
  const own = markOf(form)?.value ?? "";
  if (restore(form, load(store, key))) tell(form, () => startAgain(form, store, key, own));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    clearTimeout(timer);
    const values = read(form);
    if (JSON.stringify(values) === fresh) return;
    if (mark) values[mark.name] = [mark.value];
    try {
      store.setItem(key, JSON.stringify({ at: Date.now(), values } satisfies Draft));
    } catch {
      // The device is full: nothing kept, nothing lost.
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  form.addEventListener("change", save);
  form.addEventListener("submit", save);
  window.addEventListener("pagehide", () => timer && save());
}

function load(store: Storage, key: string): Draft | null {
  try {
    const found = JSON.parse(store.getItem(key) ?? "null") as Draft | null;
    if (found && Date.now() - found.at < MONTH) return found;
    store.removeItem(key);
  } catch {
    store.removeItem(key);
  }
  return null;
}

function fields(form: HTMLFormElement): Field[] {
  const all = [...form.elements].filter(
    (item): item is Field =>
      item instanceof HTMLInputElement || item instanceof HTMLTextAreaElement || item instanceof HTMLSelectElement,
  );
  return all.filter(
    (field) =>
      field.name && !NEVER.has(field.type) && !field.closest("[data-no-draft]") && !("codefield" in field.dataset),
  );
}

const tickable = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");

function read(form: HTMLFormElement): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const field of fields(form)) {
    const list = values[field.name] ?? [];
    values[field.name] = list;
    if (!tickable(field)) list.push(field.value);
    else if (field.checked) list.push(field.value);
  }
  return values;
}

/** Puts kept values back where the form is still untouched; true when that changed anything. */
function restore(form: HTMLFormElement, kept: Draft | null): boolean {
  if (!kept || form.querySelector("[data-errors]")) return false;
  const before = read(form);
  let changed = false;
  for (const field of fields(form)) {
    const values = kept.values[field.name];
    if (!values) continue;
    if (tickable(field)) {
      const checked = values.includes(field.value);
      changed ||= checked !== field.checked;
      field.checked = checked;
    } else if (before[field.name]?.every((value) => value === "") || field instanceof HTMLSelectElement) {
      const value = values[0] ?? "";
      changed ||= value !== field.value;
      field.value = value;
    }
  }
  const mark = markOf(form);
  if (changed && mark) mark.value = kept.values[mark.name]?.[0] ?? mark.value;
  return changed;
}

/** The hidden field by which the server knows a form again. */
function markOf(form: HTMLFormElement): HTMLInputElement | null {
  const found = form.dataset.draftKey ? form.elements.namedItem(form.dataset.draftKey) : null;
  return found instanceof HTMLInputElement ? found : null;
}

function startAgain(form: HTMLFormElement, store: Storage, key: string, own: string): void {
  store.removeItem(key);
  form.reset();
  const mark = markOf(form);
  if (mark) mark.value = own;
  fields(form)[0]?.focus();
}

function tell(form: HTMLFormElement, restart: () => void): void {
  const note = document.createElement("div");
  note.className = "kept";
  note.setAttribute("role", "status");
  const text = document.createElement("span");
  text.textContent = words().kept;
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = words().restart;
  again.addEventListener("click", () => {
    restart();
    note.remove();
  });
  note.append(text, again);
  form.prepend(note);
}
