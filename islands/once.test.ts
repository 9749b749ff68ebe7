import { beforeEach, expect, it } from "vitest";
import { once } from "./once";

const button = () => document.querySelector("button") as HTMLButtonElement;
const submit = () => {
  const event = new SubmitEvent("submit", { cancelable: true, bubbles: true, submitter: button() });
  document.querySelector("form")?.dispatchEvent(event);
  return event;
};

beforeEach(() => {
  document.documentElement.lang = "nl";
  document.body.innerHTML = '<form><button data-once name="do" value="1">Stuur op</button></form>';
  once();
});

it("lets the first submit through and stops the second", () => {
  expect(submit().defaultPrevented).toBe(false);
  expect(button().textContent).toBe("Even wachten…");
  expect(button().getAttribute("aria-disabled")).toBe("true");
  expect(button().disabled).toBe(false);
  expect(submit().defaultPrevented).toBe(true);
});

it("wakes up when the page comes back from history", () => {
  submit();
  window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  expect(button().textContent).toBe("Stuur op");
  expect(submit().defaultPrevented).toBe(false);
});

it("stays quiet when something else stopped the submit", () => {
  document.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault(), { capture: true });
  submit();
  expect(button().textContent).toBe("Stuur op");
});
