import { beforeEach, expect, it, vi } from "vitest";
import { waits } from "./waits";

const link = () => document.querySelector("a") as HTMLAnchorElement;
const answer = (body: string | null, status: number) =>
  vi.stubGlobal("fetch", vi.fn().mockResolvedValue(new Response(body, { status })));

beforeEach(() => {
  document.body.innerHTML = '<a href="/mijn/" data-waits="/mijn/hoeveel/" hidden></a>';
});

it("shows how much waits", async () => {
  answer("3 voor jou", 200);
  await waits();
  expect(fetch).toHaveBeenCalledWith("/mijn/hoeveel/", { credentials: "same-origin" });
  expect(link().textContent).toBe("3 voor jou");
  expect(link().hidden).toBe(false);
});

it("stays hidden when nothing waits", async () => {
  answer(null, 204);
  await waits();
  expect(link().hidden).toBe(true);
});

it("stays hidden without a network, and asks nothing where there is no link", async () => {
  vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError()));
  await waits();
  expect(link().hidden).toBe(true);
  document.body.innerHTML = "";
  await waits();
  expect(fetch).toHaveBeenCalledTimes(1);
});
