import { beforeEach, describe, expect, it, vi } from "vitest";
import { draft } from "./draft";

const key = "smederij:draft:idea";
const form = (inner = "") =>
  `<form data-draft="idea">${inner}<textarea name="text"></textarea><input name="code" data-codefield>
   <input type="hidden" name="csrfmiddlewaretoken" value="s"><input type="checkbox" name="anon" value="1"></form>`;
const text = () => document.querySelector("textarea") as HTMLTextAreaElement;

function type(value: string) {
  text().value = value;
  text().dispatchEvent(new Event("input", { bubbles: true }));
  vi.advanceTimersByTime(500);
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  document.documentElement.lang = "nl";
  document.body.innerHTML = form();
});

describe("draft", () => {
  it("puts back what was typed and says so", () => {
    draft();
    type("Een bank aan de vaart");
    document.body.innerHTML = form();
    draft();
    expect(text().value).toBe("Een bank aan de vaart");
    expect(document.querySelector(".kept")?.textContent).toContain("Wat je schreef, staat er nog.");
  });

  it("never keeps codes or hidden fields", () => {
    draft();
    (document.querySelector("[name=code]") as HTMLInputElement).value = "ABCD";
    type("x");
    const kept = localStorage.getItem(key) ?? "";
    expect(kept).toContain("x");
    expect(kept).not.toContain("ABCD");
    expect(kept).not.toContain("csrf");
  });

  it("keeps nothing of a form or page marked data-no-draft", () => {
    document.body.innerHTML = `<div data-no-draft>${form()}</div>`;
    draft();
    type("geheim");
    expect(localStorage.length).toBe(0);
  });

  it("forgets on the thank-you page and on starting again", () => {
    draft();
    type("a");
    document.body.innerHTML = '<p data-draft-done="idea"></p>';
    draft();
    expect(localStorage.getItem(key)).toBeNull();
    document.body.innerHTML = form();
    draft();
    type("b");
    document.body.innerHTML = form();
    draft();
    (document.querySelector(".kept button") as HTMLButtonElement).click();
    expect(text().value).toBe("");
    expect(localStorage.getItem(key)).toBeNull();
  });

  it("lets what the server filled in win, and old or broken drafts go", () => {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: { text: ["oud"] } }));
    document.body.innerHTML = form();
    text().defaultValue = "van de server";
    draft();
    expect(text().value).toBe("van de server");
    localStorage.setItem(key, JSON.stringify({ at: Date.now() - 31 * 864e5, values: { text: ["oud"] } }));
    document.body.innerHTML = form();
    draft();
    expect(text().value).toBe("");
    localStorage.setItem(key, "{");
    draft();
    expect(localStorage.getItem(key)).toBeNull();
  });

  it("leaves a form with errors as the server sent it", () => {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: { text: ["oud"] } }));
    document.body.innerHTML = form("<div data-errors></div>");
    draft();
    expect(text().value).toBe("");
  });

  it("keeps the key by which the server knows the form again, and starts again with the new one", () => {
    const marked = (mark: string) =>
      `<form data-draft="idea" data-draft-key="key"><input type="hidden" name="key" value="${mark}"><textarea name="text"></textarea></form>`;
    const mark = () => (document.querySelector("[name=key]") as HTMLInputElement).value;
    document.body.innerHTML = marked("first");
    draft();
    type("Een bank");
    document.body.innerHTML = marked("second");
    draft();
    expect(mark()).toBe("first");
    (document.querySelector(".kept button") as HTMLButtonElement).click();
    expect(mark()).toBe("second");
    type("Iets anders");
    expect(localStorage.getItem(key)).toContain("second");
    expect(localStorage.getItem(key)).not.toContain("first");
  });

  it("keeps what was typed just before sending", () => {
    draft();
    text().value = "Snel";
    const form = document.querySelector("form") as HTMLFormElement;
    form.dispatchEvent(new Event("submit", { cancelable: true }));
    expect(localStorage.getItem(key)).toContain("Snel");
  });
});
