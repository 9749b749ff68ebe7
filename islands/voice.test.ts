import { beforeEach, expect, test, vi } from "vitest";
import { clock, kind, voice } from "./voice";

class Recorder extends EventTarget {
  static isTypeSupported = (type: string) => type === "audio/mp4";
  state = "inactive";
  start() {
    this.state = "recording";
  }
  stop() {
    this.state = "inactive";
    this.dispatchEvent(Object.assign(new Event("dataavailable"), { data: new Blob(["sound"]) }));
    this.dispatchEvent(new Event("stop"));
  }
}

const stopped = vi.fn();
const listen = vi.fn(async () => ({ getTracks: () => [{ stop: stopped }] }));

beforeEach(() => {
  document.body.innerHTML = `<input type="file" data-voice>`;
  stopped.mockClear();
  vi.stubGlobal("MediaRecorder", Recorder);
  vi.stubGlobal(
    "DataTransfer",
    class {
      files: File[] = [];
      items = { add: (file: File) => this.files.push(file) };
    },
  );
  Object.defineProperty(navigator, "mediaDevices", { value: { getUserMedia: listen }, configurable: true });
  Object.defineProperty(document.querySelector("input"), "files", { writable: true, value: null });
  URL.createObjectURL = () => "blob:heard";
  URL.revokeObjectURL = () => {};
});

const button = () => document.querySelector("button") as HTMLButtonElement;

test("a recording becomes the chosen file, can be heard, and the microphone goes off", async () => {
  voice();
  button().click();
  await vi.waitFor(() => expect(button().textContent).toContain("Stop"));
  button().click();
  const files = document.querySelector("input")?.files as unknown as File[];
  expect(files[0]?.name).toBe("mijn-verhaal.m4a");
  expect(document.querySelector("audio")?.src).toBe("blob:heard");
  expect(stopped).toHaveBeenCalledOnce();
});

test("without a microphone it says what else one can do", async () => {
  listen.mockRejectedValueOnce(new Error("no"));
  voice();
  button().click();
  await vi.waitFor(() => expect(document.querySelector("[role=status]")?.textContent).toContain("schrijf het op"));
});

test("where a browser can't record, the field stays as it was", () => {
  vi.stubGlobal("MediaRecorder", Object.assign(class {}, { isTypeSupported: () => false }));
  voice();
  expect(button()).toBeNull();
});

test("the first kind we know, and time as on a clock", () => {
  expect(kind()).toBe("audio/mp4");
  expect([clock(0), clock(65), clock(300)]).toEqual(["0:00", "1:05", "5:00"]);
});
