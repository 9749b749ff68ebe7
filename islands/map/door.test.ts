import { beforeEach, expect, it, vi } from "vitest";
import { mapDoor } from "./door";

const button = () => document.querySelector("button");
const words = () => document.querySelector("[data-map-words]");

beforeEach(() => {
  document.body.innerHTML = `<figure data-map="/map.js" data-map-failed="Dat lukte niet.">
    <svg></svg><button data-map-open hidden>Met straten</button><p data-map-words>Van PDOK</p></figure>`;
});

it("asks for nothing before the button is pressed", () => {
  const load = vi.fn();
  mapDoor(document, load);
  expect(button()?.hidden).toBe(false);
  expect(load).not.toHaveBeenCalled();
});

it("opens once, however often it is pressed, and takes the button away", async () => {
  const open = vi.fn(async () => {});
  const load = vi.fn(async () => ({ open }));
  mapDoor(document, load);
  button()?.click();
  button()?.click();
  await vi.waitFor(() => expect(button()).toBeNull());
  expect(load).toHaveBeenCalledExactlyOnceWith("/map.js");
  expect(open).toHaveBeenCalledOnce();
  expect(words()).toBeNull();
});

it("says so when the map can't come, and can be tried again", async () => {
  const open = vi.fn(async () => {});
  const load = vi.fn().mockRejectedValueOnce(new Error("offline")).mockResolvedValue({ open });
  mapDoor(document, load);
  button()?.click();
  await vi.waitFor(() => expect(words()?.textContent).toBe("Dat lukte niet."));
  expect(document.querySelector("svg")).not.toBeNull();
  button()?.click();
  await vi.waitFor(() => expect(button()).toBeNull());
});
