import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { clocks, minutes } from "./clocks";

const bar = () => document.querySelector("progress") as HTMLProgressElement;
const told = () => document.querySelector("span")?.textContent;

beforeEach(() => {
  vi.useFakeTimers();
  document.documentElement.lang = "nl";
  document.body.innerHTML =
    '<p><progress data-left="90" max="3"></progress> <span data-left-words>tot 20:03</span></p>';
});
afterEach(() => vi.useRealTimers());

it("tells how much time is left, and fills up quietly", () => {
  clocks(document);
  expect([told(), bar().max, bar().value]).toEqual(["1:30", 180, 90]);
  vi.advanceTimersByTime(31_000);
  expect([told(), bar().value]).toEqual(["0:59", 121]);
});

it("ends with a friendly word", () => {
  clocks(document);
  vi.advanceTimersByTime(95_000);
  expect([told(), bar().value]).toEqual(["Rond het rustig af.", 180]);
});

it("says minutes as people do", () => {
  expect([minutes(150), minutes(5)]).toEqual(["2:30", "0:05"]);
});
