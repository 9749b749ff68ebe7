import { beforeEach, expect, it, vi } from "vitest";
import { files } from "./files";

const MB = 1024 * 1024;

function choose(field: HTMLInputElement, size: number, type: string): void {
  const file = new File([new Uint8Array(size)], "IMG_1.jpeg", { type });
  Object.defineProperty(field, "files", { value: [file], configurable: true });
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

const fieldOf = () => document.querySelector("input") as HTMLInputElement;

beforeEach(() => {
  document.documentElement.lang = "nl";
});

it("says at once that a recording is too long, and lets go of it", async () => {
  document.body.innerHTML = `<div><input type="file" data-most="${2 * MB}"></div>`;
  files();
  choose(fieldOf(), 3 * MB, "audio/mp4");
  await vi.waitFor(() => expect(document.querySelector("[role=alert]")?.textContent).toContain("vijf minuten"));
  choose(fieldOf(), MB, "audio/mp4");
  await vi.waitFor(() => expect(document.querySelector("[role=alert]")).toBeNull());
});

it("leaves a light photo as it is, and asks for a heavy one to be made smaller", async () => {
  document.body.innerHTML = `<div><input type="file" data-photo></div>`;
  const shrink = vi.fn(async (file: File) => file);
  files(document, shrink);
  choose(fieldOf(), MB, "image/jpeg");
  choose(fieldOf(), 6 * MB, "image/jpeg");
  await vi.waitFor(() => expect(shrink).toHaveBeenCalledTimes(1));
  expect(document.querySelector("[role=alert]")).toBeNull();
});

it("a heavy photo that can't be made smaller is said kindly", async () => {
  document.body.innerHTML = `<div><input type="file" data-photo></div>`;
  files(document, async () => Promise.reject(new Error("cannot open")));
  choose(fieldOf(), 11 * MB, "image/jpeg");
  await vi.waitFor(() => expect(document.querySelector("[role=alert]")?.textContent).toContain("kleinere foto"));
});
