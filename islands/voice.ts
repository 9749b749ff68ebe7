/**
 * Lets someone record their voice on the page. Without this file, or without a microphone, the same field takes a voice memo.
 *
 * Usage: `<input type="file" data-voice>`; the recording becomes the chosen file of that field.
 */
import { words } from "./words";

const LONGEST = 5 * 60; // seconds
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

/** Adds "record" to every marked field under root, where the browser can. */
export function voice(root: ParentNode = document): void {
  if (!("MediaRecorder" in window) || !navigator.mediaDevices?.getUserMedia || !("DataTransfer" in window)) return;
  for (const field of root.querySelectorAll<HTMLInputElement>("input[type=file][data-voice]")) offer(field);
}

/** The first kind of sound that this browser makes and we take. */
export function kind(): string | undefined {
  return KINDS.find((one) => MediaRecorder.isTypeSupported(one));
}

/** Minutes and seconds as on a clock. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function offer(field: HTMLInputElement): void {
  const type = kind();
  if (!type) return;
  const box = document.createElement("div");
  box.className = "recorder";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn quiet";
  button.textContent = words().record;
  const said = document.createElement("p");
  said.className = "small";
  said.setAttribute("role", "status");
  box.append(button, said);
  field.before(box);
  let recorder: MediaRecorder | undefined;
  button.addEventListener("click", async () => {
    if (recorder?.state === "recording") {
      recorder.stop();
      return;
    }
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      recorder = record(stream, type, field, box, button, said);
    } catch {
      said.textContent = words().noMicrophone;
    }
  });
}

function record(
  stream: MediaStream,
  type: string,
  field: HTMLInputElement,
  box: HTMLElement,
  button: HTMLButtonElement,
  said: HTMLElement,
): MediaRecorder {
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 48_000 });
  const parts: Blob[] = [];
  const begun = Date.now();
  button.textContent = words().stop;
  said.textContent = words().listening;
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - begun) / 1000);
    button.textContent = `${words().stop} (${clock(seconds)})`;
    if (seconds >= LONGEST) recorder.stop();
  }, 1000);
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  recorder.addEventListener("stop", () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    const bare = type.split(";")[0] ?? type;
    const name = `${words().myVoice}.${bare === "audio/mp4" ? "m4a" : bare.split("/")[1]}`;
    keep(field, new File(parts, name, { type: bare }));
    hear(box, parts, bare);
    button.textContent = words().recordAgain;
    said.textContent = words().recorded;
  });
  recorder.start();
  return recorder;
}

function keep(field: HTMLInputElement, file: File): void {
  const carried = new DataTransfer();
  carried.items.add(file);
  field.files = carried.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function hear(box: HTMLElement, parts: Blob[], type: string): void {
  const old = box.querySelector("audio");
  if (old) {
    URL.revokeObjectURL(old.src);
    old.remove();
  }
  const audio = document.createElement("audio");
  audio.controls = true;
  audio.src = URL.createObjectURL(new Blob(parts, { type }));
  box.append(audio);
}
