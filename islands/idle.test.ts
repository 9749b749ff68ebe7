import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { idle } from "./idle";

const words = () => document.querySelector("p") as HTMLElement;
const went = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  went.mockClear();
  vi.stubGlobal("location", { replace: went });
  document.body.innerHTML = '<p data-idle="60" data-idle-to="/stemmen/" hidden>Ben je er nog?</p>';
  idle();
});
afterEach(() => vi.useRealTimers());

it("asks first, then goes back to the first page", () => {
  vi.advanceTimersByTime(44_000);
  expect(words().hidden).toBe(true);
  vi.advanceTimersByTime(3_000);
  expect([words().hidden, went.mock.calls.length]).toEqual([false, 0]);
  vi.advanceTimersByTime(14_000);
  expect(went).toHaveBeenCalledWith("/stemmen/");
});

it("leads back to the first page", () => {
  window.dispatchEvent(new PopStateEvent("popstate"));
  expect(went).toHaveBeenCalledWith("/stemmen/");
});

it("begins anew with every touch", () => {
  vi.advanceTimersByTime(50_000);
  window.dispatchEvent(new Event("pointerdown"));
  vi.advanceTimersByTime(1_000);
  expect(words().hidden).toBe(true);
  vi.advanceTimersByTime(40_000);
  expect(went).not.toHaveBeenCalled();
});
