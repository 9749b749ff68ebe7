/**
 * Keeps the pot in view while choosing: how many, what is left, and a sentence when it is too much. Nothing is disabled:
 * what no longer fits can still be reached, and says why it can't be chosen.
 *
 * Usage (see islands/README.md): `<form data-pick data-pick-total="158000" data-pick-max="3">` with inputs that carry
 * `data-cents`: checkboxes (approve), or number fields or radio buttons with a number as value (points, `data-pick-points="10"`
 * on the form is their sum's maximum). Radio buttons without points: one idea, and a second tap takes it back.
 * `data-pick-soft`: choosing for more than the pot holds is allowed, and said so. `data-pick-fit`: it is not; an idea that no
 * longer fits says by how much in the element of its `aria-describedby`.
 * In the form or the bar: `[data-pick-count]`, `[data-pick-left]`, `[data-pick-over]`, `[data-pick-undo]`, and a `.pot svg`.
 */
import { euros, words } from "./words";

interface State {
  count: number;
  cents: number;
  points: number;
  blocks: number[];
}
interface Limits {
  soft?: boolean;
  fit?: boolean;
  total: number | null;
  max: number | null;
  points: number | null;
}

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 1000;

/** Starts on every marked form under root. */
export function pick(root: ParentNode = document): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-pick]")) start(form);
}

function start(form: HTMLFormElement): void {
  const inputs = choices(form);
  const history: string[][] = [];
  let now = snapshot(inputs);
  const show = () => draw(form, stateOf(inputs), limitsOf(form), history.length > 0);
  form.addEventListener("change", (event) => {
    if (inputs.includes(event.target as HTMLInputElement)) history.push(now);
    now = snapshot(inputs);
    show();
  });
  const takeBack = (input: HTMLInputElement): boolean => {
    if (!takesBack(form, input) || now[inputs.indexOf(input)] !== "1") return false;
    input.checked = false;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };
  form.addEventListener("click", (event) => {
    const input = event.target as HTMLInputElement;
    if (input.getAttribute("aria-disabled") === "true") refuse(form, input, event);
    else takeBack(input);
  });
  form.addEventListener("keydown", (event) => {
    // A browser does nothing on a space where a radio button is chosen already.
    if (event.key === " " && takeBack(event.target as HTMLInputElement)) event.preventDefault();
  });
  for (const button of form.querySelectorAll<HTMLElement>("[data-pick-undo]")) {
    button.addEventListener("click", () => {
      const before = history.pop();
      if (!before) return;
      bring(inputs, before);
      now = before;
      show();
    });
  }
  // A browser that comes back to this page puts ticks back after the script ran.
  window.addEventListener("pageshow", () => {
    now = snapshot(inputs);
    show();
  });
  show();
}

/** A tap on an idea that no longer fits: it stays as it was, and the bar says why. */
function refuse(form: HTMLFormElement, input: HTMLInputElement, event: Event): void {
  event.preventDefault(); // until it is done, the box counts as ticked
  const others = choices(form).filter((other) => other !== input);
  const asked = stateOf(others).cents + Number(input.dataset.cents);
  tell(form, "over", words().noFit(euros(asked - (amount(form.dataset.pickTotal) ?? 0))));
}

/** A radio button of "choose one": the same tap undoes it. */
const takesBack = (form: HTMLFormElement, input: HTMLInputElement) =>
  input.type === "radio" && form.dataset.pickPoints === undefined && input.dataset.cents !== undefined;
const choices = (form: HTMLFormElement) => [...form.querySelectorAll<HTMLInputElement>("input[data-cents]")];
const ticked = (input: HTMLInputElement) => input.type === "checkbox" || input.type === "radio";
const value = (input: HTMLInputElement) => (ticked(input) ? (input.checked ? "1" : "") : input.value);
const given = (input: HTMLInputElement) => (input.type === "radio" && !input.checked ? 0 : Number(input.value));
const snapshot = (inputs: HTMLInputElement[]) => inputs.map(value);
const amount = (text: string | undefined) => (text === undefined || text === "" ? null : Number(text));

function bring(inputs: HTMLInputElement[], values: string[]): void {
  inputs.forEach((input, i) => {
    if (ticked(input)) input.checked = values[i] === "1";
    else input.value = values[i] ?? "";
  });
}

/** What a choice takes from the pot: its price, or the points it was given. */
function weight(input: HTMLInputElement): number {
  const cents = Number(input.dataset.cents);
  if (ticked(input)) return input.checked ? cents : 0;
  return Number(input.value) * cents;
}

function stateOf(inputs: HTMLInputElement[]): State {
  const chosen = inputs.filter((input) => (input.type === "checkbox" ? input.checked : given(input) > 0));
  const blocks = chosen.map(weight);
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  return { count: chosen.length, cents: sum(blocks), points: sum(inputs.map(given)), blocks };
}

function limitsOf(form: HTMLFormElement): Limits {
  const { pickTotal, pickMax, pickPoints, pickSoft, pickFit } = form.dataset;
  return {
    soft: pickSoft !== undefined,
    fit: pickFit !== undefined,
    total: amount(pickTotal),
    max: amount(pickMax),
    points: amount(pickPoints),
  };
}

/** The sentence when this is too much, or "" when it fits. */
export function over(state: State, limits: Limits): string {
  const say = words();
  if (limits.points !== null && state.points > limits.points) return say.overPoints(limits.points);
  if (limits.max !== null && state.count > limits.max) return say.overCount(limits.max);
  if (!limits.soft && limits.total !== null && state.cents > limits.total)
    return say.overMoney(euros(state.cents - limits.total));
  return "";
}

function draw(form: HTMLFormElement, state: State, limits: Limits, canUndo: boolean): void {
  const say = words();
  const set = (name: string, text: string) => tell(form, name, text);
  set("count", limits.points === null ? say.chosen(state.count) : say.points(state.points, limits.points));
  const tooMuch = over(state, limits);
  set("left", leftWords(state, limits, tooMuch !== ""));
  set("over", tooMuch);
  for (const button of form.querySelectorAll<HTMLElement>("[data-pick-undo]")) button.hidden = !canUndo;
  for (const pot of form.querySelectorAll<HTMLElement>(".bar .pot")) fill(pot, state, limits, tooMuch !== "");
  if (limits.fit && limits.total !== null) mark(form, limits.total - state.cents);
}

function tell(form: HTMLFormElement, name: string, text: string): void {
  for (const spot of form.querySelectorAll<HTMLElement>(`[data-pick-${name}]`)) say(spot, text);
}

function say(spot: HTMLElement, text: string): void {
  if (spot.textContent !== text) spot.textContent = text;
  spot.hidden = text === "";
}

/** Each idea that was not chosen says by how much it no longer fits; the chosen ones can always be taken off. */
function mark(form: HTMLFormElement, left: number): void {
  for (const input of choices(form)) {
    const short = input.checked ? 0 : Number(input.dataset.cents) - left;
    if (short > 0) input.setAttribute("aria-disabled", "true");
    else input.removeAttribute("aria-disabled");
    const spot = document.getElementById(input.getAttribute("aria-describedby") ?? "");
    if (spot) say(spot, short > 0 ? words().tooMuch(euros(short)) : "");
  }
}

function leftWords(state: State, limits: Limits, tooMuch: boolean): string {
  if (limits.total === null) return "";
  if (limits.soft && state.cents > limits.total) return tooMuch ? "" : words().morePot; // no "that is fine" then
  return words().left(euros(Math.max(limits.total - state.cents, 0)));
}

/** Draws the same blocks as the server's pot_bar: money, or points where the round has no prices. */
function fill(pot: HTMLElement, state: State, limits: Limits, tooMuch: boolean): void {
  const svg = pot.querySelector("svg");
  if (!svg || limits.total === null) return;
  const whole = Math.max(limits.total, state.cents, 1);
  let soFar = 0;
  const shapes = state.blocks.flatMap((cents) => {
    const x = Math.round((soFar * WIDTH) / whole);
    soFar += cents;
    return block(x, Math.round((soFar * WIDTH) / whole));
  });
  svg.replaceChildren(...shapes);
  pot.classList.toggle("over", tooMuch);
}

function block(x: number, end: number): SVGElement[] {
  const size = { x, y: 0, width: end - x };
  return [
    shape("rect", { ...size, height: 26, class: "block" }),
    shape("rect", { ...size, height: 9, class: "warm", opacity: 0.75 }),
    shape("path", { d: `M${end} 0v26`, class: "seam", "vector-effect": "non-scaling-stroke" }),
  ];
}

function shape(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, given] of Object.entries(attributes)) made.setAttribute(key, String(given));
  return made;
}
