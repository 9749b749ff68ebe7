/**
 * Helps with typing the code of a letter: capitals, grouped 4-4-5 while typing; and takes it from the address after a scan.
 *
 * Usage: `<input class="code" data-codefield>`. The address ends in `#ABCD-EFGH-JKLMN` (browsers never send that part);
 * the code goes into the field and out of the address. Nothing is sent by itself.
 */
const GROUPS = [4, 4, 5];
const LENGTH = GROUPS.reduce((sum, size) => sum + size, 0);

/** Starts on every marked input under root. */
export function codefield(root: ParentNode = document): void {
  for (const input of root.querySelectorAll<HTMLInputElement>("input[data-codefield]")) {
    fromAddress(input);
    // The letter opened again in this same tab: only the part after the # changes, and no page loads.
    window.addEventListener("hashchange", () => input.isConnected && fromAddress(input));
    if (input.value) input.value = grouped(input.value);
    input.addEventListener("input", () => tidy(input));
  }
}

const bare = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, "");

/** "abcdefghjklmn" becomes "ABCD-EFGH-JKLMN"; what is too long stays visible, so that nothing disappears unseen. */
export function grouped(text: string): string {
  const signs = bare(text);
  const parts: string[] = [];
  let from = 0;
  for (const [i, size] of GROUPS.entries()) {
    const end = i === GROUPS.length - 1 ? signs.length : from + size;
    if (from < signs.length) parts.push(signs.slice(from, end));
    from = end;
  }
  return parts.join("-");
}

/** Groups anew and keeps the cursor after the same sign. */
function tidy(input: HTMLInputElement): void {
  const before = bare(input.value.slice(0, input.selectionStart ?? input.value.length)).length;
  const text = grouped(input.value);
  if (text === input.value) return;
  input.value = text;
  let at = 0;
  for (let seen = 0; at < text.length && seen < before; at++) if (text[at] !== "-") seen++;
  input.setSelectionRange(at, at);
}

function fromAddress(input: HTMLInputElement): void {
  let hash = window.location.hash.slice(1);
  try {
    hash = decodeURIComponent(hash);
  } catch {
    return;
  }
  const code = bare(hash.replace(/^code=/i, ""));
  if (code.length !== LENGTH) return;
  input.value = grouped(code);
  window.history.replaceState(window.history.state, "", window.location.pathname + window.location.search);
}
