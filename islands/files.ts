/**
 * Looks at a chosen file before it goes over the line: a large photo is made smaller here, and what is too large
 * is said at once, while everything else that was filled in still stands. Without this file the server says it.
 *
 * Usage: `<input type="file" data-photo>`; `<input type="file" data-most="8388608">` in bytes.
 */
import { words } from "./words";

const HEAVY = 1_500_000; // bytes; below it a photo goes as it is
const WIDEST = 2400; // px, more than any page shows
const MOST_PHOTO = 10 * 1024 * 1024;

type Shrink = (file: File) => Promise<File>;

/** Guards every file field under root. */
export function files(root: ParentNode = document, shrink: Shrink = smaller): void {
  for (const field of root.querySelectorAll<HTMLInputElement>("input[type=file]")) {
    const photo = "photo" in field.dataset;
    const most = Number(field.dataset.most) || (photo ? MOST_PHOTO : 0);
    if (most) field.addEventListener("change", () => void look(field, most, photo ? shrink : null));
  }
}

async function look(field: HTMLInputElement, most: number, shrink: Shrink | null): Promise<void> {
  field.parentElement?.querySelector(".too-large")?.remove();
  const chosen = field.files?.[0];
  if (!chosen) return;
  if (shrink && chosen.size > HEAVY) await replace(field, chosen, shrink);
  if ((field.files?.[0]?.size ?? 0) > most) refuse(field, shrink ? words().largePhoto : words().longVoice);
}

/** A photo that this browser can't open stays as it is: the server looks at it. */
async function replace(field: HTMLInputElement, chosen: File, shrink: Shrink): Promise<void> {
  try {
    const file = await shrink(chosen);
    if (file.size >= chosen.size || field.files?.[0] !== chosen) return;
    const carried = new DataTransfer();
    carried.items.add(file);
    field.files = carried.files;
  } catch {
    // As it was.
  }
}

async function smaller(file: File): Promise<File> {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, WIDEST / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.88));
  if (!blob) throw new Error("no picture");
  return new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" });
}

function refuse(field: HTMLInputElement, said: string): void {
  field.value = "";
  const note = document.createElement("p");
  note.className = "kept too-large";
  note.setAttribute("role", "alert");
  note.textContent = said;
  field.before(note);
}
