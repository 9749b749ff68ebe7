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

it("adds up points", () => {
  page(
    'data-pick-points="5"',
    '<input type="number" data-cents="0" value="3"><input type="number" data-cents="0" value="3">',
  );
  expect(find("[data-pick-count]").textContent).toBe("6 van 5 punten gegeven");
  expect(find("[data-pick-over]").textContent).toContain("hoogstens 5 punten");
  expect(find<HTMLElement>("[data-pick-left]").hidden).toBe(true);
});

it("adds up points given with radio buttons", () => {
  const row = (name: string, given: number) =>
    [0, 1, 2, 3].map(
      (n) => `<input type="radio" name="${name}" value="${n}" data-cents="${n}" ${n === given ? "checked" : ""}>`,
    );
  page('data-pick-points="4" data-pick-total="4"', [...row("a", 3), ...row("b", 0)].join(""));
  expect(find("[data-pick-count]").textContent).toBe("3 van 4 punten gegeven");
  expect(document.querySelectorAll(".pot .block")).toHaveLength(1);
});

it("lets people choose for more than the pot holds where that is allowed", () => {
  page('data-pick-total="100000" data-pick-soft', '<input type="checkbox" data-cents="150000" checked>');
  expect(find("[data-pick-left]").textContent).toBe("meer dan de pot, dat mag");
  expect(find<HTMLElement>("[data-pick-over]").hidden).toBe(true);
});

it("writes amounts as the server does", () => {
  expect(euros(1580000)).toBe("€\u00a015.800");
  expect(euros(150050)).toBe("€\u00a01.500,50");
  expect(euros(99)).toBe("€\u00a00,99");
});
