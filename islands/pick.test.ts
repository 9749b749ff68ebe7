import { beforeEach, expect, it } from "vitest";
import { pick } from "./pick";
import { euros } from "./words";

const find = <T extends Element>(selector: string) => document.querySelector(selector) as T;
const boxes = () => [...document.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];

function page(attributes: string, inputs: string) {
  document.body.innerHTML = `<form data-pick ${attributes}>${inputs}<div class="bar"><span data-pick-count></span>
    <span data-pick-left></span><div class="pot"><svg></svg></div><p data-pick-over role="status" hidden></p>
    <button type="button" data-pick-undo hidden>Terug</button></div></form>`;
  pick();
}

function tap(i: number) {
  const box = boxes()[i] as HTMLInputElement;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

beforeEach(() => {
  document.documentElement.lang = "nl";
  const prices = [240000, 90000, 150000];
  page(
    'data-pick-total="350000" data-pick-max="2"',
    prices.map((cents) => `<input type="checkbox" data-cents="${cents}">`).join(""),
  );
});

it("counts, says what is left and fills the pot", () => {
  tap(0);
  tap(1);
  expect(find("[data-pick-count]").textContent).toBe("2 gekozen");
  expect(find("[data-pick-left]").textContent).toBe("€\u00a0200 over");
  const blocks = [...document.querySelectorAll(".pot .block")].map((block) => block.getAttribute("width"));
  expect(blocks).toEqual(["686", "257"]);
});

it("tells when it is too much and disables nothing", () => {
  tap(0);
  tap(2);
  expect(find("[data-pick-over]").textContent).toContain("€\u00a0400 meer dan er in de pot zit");
  tap(1);
  expect(find("[data-pick-over]").textContent).toContain("hoogstens 2");
  expect(boxes().every((box) => !box.disabled)).toBe(true);
  expect(find(".pot").classList.contains("over")).toBe(true);
  tap(1);
  tap(2);
  expect(find<HTMLElement>("[data-pick-over]").hidden).toBe(true);
});

it("undoes one step at a time", () => {
  tap(0);
  tap(1);
  find<HTMLButtonElement>("[data-pick-undo]").click();
  expect(boxes().map((box) => box.checked)).toEqual([true, false, false]);
  find<HTMLButtonElement>("[data-pick-undo]").click();
  expect(boxes().some((box) => box.checked)).toBe(false);
  expect(find<HTMLElement>("[data-pick-undo]").hidden).toBe(true);
});

it("adds up points of number fields and of rows of steps", () => {
  const steps = [0, 1, 2].map(
    (n) => `<input type="radio" name="b" value="${n}" data-cents="${n}"${n === 2 ? " checked" : ""}>`,
  );
  page('data-pick-points="5" data-pick-total="5"', `<input type="number" data-cents="1" value="3">${steps.join("")}`);
  expect(find("[data-pick-count]").textContent).toBe("5 van 5 punten gegeven");
  expect([...document.querySelectorAll(".pot .block")].map((block) => block.getAttribute("width"))).toEqual([
    "600",
    "400",
  ]);
  expect(find<HTMLElement>("[data-pick-over]").hidden).toBe(true);
  find<HTMLInputElement>("input[type=number]").value = "4";
  find("input[type=number]").dispatchEvent(new Event("change", { bubbles: true }));
  expect(find("[data-pick-over]").textContent).toContain("hoogstens 5 punten");
});

it("takes more than the pot as it comes where the count decides what fits", () => {
  page('data-pick-total="100" data-pick-soft', '<input type="checkbox" data-cents="25000" checked>');
  expect(find<HTMLElement>("[data-pick-over]").hidden).toBe(true);
  expect(find("[data-pick-left]").textContent).toBe("meer dan de pot, dat mag");
  expect(find(".pot").classList.contains("over")).toBe(false);
});

it("does not call it fine while too many are chosen", () => {
  const idea = '<input type="checkbox" data-cents="25000" checked>';
  page('data-pick-total="100" data-pick-max="1" data-pick-soft', idea + idea);
  expect(find("[data-pick-over]").textContent).toContain("hoogstens 1");
  expect(find<HTMLElement>("[data-pick-left]").hidden).toBe(true);
  expect(find("[data-pick-left]").textContent).toBe("");
});

it("writes amounts as the server does", () => {
  expect(euros(1580000)).toBe("€\u00a015.800");
  expect(euros(150050)).toBe("€\u00a01.500,50");
  expect(euros(99)).toBe("€\u00a00,99");
});

const tapped = (input: HTMLInputElement) =>
  input.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));

it("lets nothing be chosen that no longer fits, says by how much, and lets it in again when there is room", () => {
  const card = (cents: number, i: number) =>
    `<input type="checkbox" data-cents="${cents}" aria-describedby="fit-${i}"><p id="fit-${i}" hidden></p>`;
  page('data-pick-total="350000" data-pick-fit', [240000, 90000, 150000].map(card).join(""));
  const [first, , third] = boxes() as [HTMLInputElement, HTMLInputElement, HTMLInputElement];
  tapped(first);
  expect(find("#fit-2").textContent).toContain("€\u00a0400 te veel");
  expect(find<HTMLElement>("#fit-1").hidden).toBe(true);
  expect(third.getAttribute("aria-disabled")).toBe("true");
  tapped(third);
  expect(third.checked).toBe(false);
  expect(find("[data-pick-over]").textContent).toContain("€\u00a0400 te veel");
  expect(find("[data-pick-left]").textContent).toBe("€\u00a01.100 over");
  tapped(first); // the same tap undoes it
  expect(first.checked).toBe(false);
  tapped(third);
  expect(third.checked).toBe(true);
  expect(find<HTMLElement>("[data-pick-over]").hidden).toBe(true);
  expect(first.getAttribute("aria-disabled")).toBe("true");
  expect(first.disabled).toBe(false);
});

it("moves the one choice along, and takes it back with a second tap", () => {
  const radio = (value: string, cents: string) => `<input type="radio" name="kies" value="${value}" ${cents}>`;
  page(
    'data-pick-total="350000" data-pick-max="1" data-pick-soft',
    radio("1", 'data-cents="90000"') + radio("2", 'data-cents="240000"') + radio("blanco", ""),
  );
  const [one, two, blank] = [...document.querySelectorAll("input")] as HTMLInputElement[];
  tapped(one as HTMLInputElement);
  tapped(two as HTMLInputElement);
  expect([one?.checked, two?.checked]).toEqual([false, true]);
  expect(find("[data-pick-count]").textContent).toBe("1 gekozen");
  tapped(two as HTMLInputElement);
  expect(two?.checked).toBe(false);
  expect(find("[data-pick-count]").textContent).toBe("0 gekozen");
  tapped(one as HTMLInputElement);
  tapped(blank as HTMLInputElement);
  expect(find("[data-pick-count]").textContent).toBe("0 gekozen");
  expect(blank?.checked).toBe(true);
});
