import { beforeEach, expect, it, vi } from "vitest";
import { ask } from "./live";

const part = () => document.querySelector("[data-live]") as HTMLElement;
const note = () => document.querySelector("[data-offline]") as HTMLElement;
const answer = (body: string | null, status: number) =>
  vi.stubGlobal("fetch", vi.fn().mockResolvedValue(new Response(body, { status })));

beforeEach(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: true }));
  document.body.innerHTML = '<div data-live="/scherm/"><p data-seen="a1">oud</p></div><p data-offline hidden></p>';
});

it("asks what came after what it shows, and shows it", async () => {
  answer('<p data-seen="b2">nieuw</p>', 200);
  await ask(part());
  expect(fetch).toHaveBeenCalledWith("/scherm/?after=a1", expect.objectContaining({ credentials: "same-origin" }));
  expect(part().textContent).toBe("nieuw");
});

it("leaves everything as it is when nothing happened", async () => {
  answer(null, 204);
  await ask(part());
  expect(part().textContent).toBe("oud");
});

it("keeps what it shows without a connection, says so, and stops saying so", async () => {
  vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError()));
  await ask(part());
  expect([part().textContent, note().hidden]).toEqual(["oud", false]);
  answer(null, 204);
  await ask(part());
  expect(note().hidden).toBe(true);
});

it("does not show a page that tells of trouble", async () => {
  answer("<h1>Er ging iets mis</h1>", 500);
  await ask(part());
  expect([part().textContent, note().hidden]).toEqual(["oud", false]);
});

it("asks one thing at a time", async () => {
  let done: (answer: Response) => void = () => {};
  vi.stubGlobal("fetch", vi.fn().mockReturnValue(new Promise((resolve) => (done = resolve))));
  const first = ask(part());
  await ask(part());
  expect(fetch).toHaveBeenCalledTimes(1);
  done(new Response(null, { status: 204 }));
  await first;
});
