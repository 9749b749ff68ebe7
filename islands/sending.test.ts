import { beforeEach, describe, expect, it, vi } from "vitest";
import { once } from "./once";
import { sending } from "./sending";

const button = () => document.querySelector("button") as HTMLButtonElement;
const note = () => document.querySelector(".unsent");
const sent = vi.fn();

/** jsdom sends no forms: what would leave the page ends here. */
function start(reach: () => Promise<boolean>, form = '<form data-draft="idea">') {
  document.body.innerHTML = `${form}<input name="t" value="x"><button data-once>Deel</button></form>`;
  sending(document, reach);
  once();
  document.querySelector("form")?.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) sent(event.submitter);
    event.preventDefault();
  });
}

const settled = () =>
  vi.waitFor(() => expect(button().hasAttribute("data-once-label") && !sent.mock.calls.length).toBe(false));

beforeEach(() => {
  sent.mockClear();
  document.documentElement.lang = "nl";
});

describe("sending", () => {
  it("stays, says so, and sends the next time with the same button", async () => {
    let online = false;
    start(async () => online);
    button().click();
    await vi.waitFor(() => expect(note()?.textContent).toContain("Tik nog eens"));
    expect(sent).not.toHaveBeenCalled();
    expect(button().textContent).toBe("Deel");
    expect(note()?.nextElementSibling).toBe(button());
    online = true;
    button().click();
    await settled();
    expect(sent).toHaveBeenCalledExactlyOnceWith(button());
    expect(note()).toBeNull();
  });

  it("asks and sends once when somebody taps twice", async () => {
    const reach = vi.fn(async () => true);
    start(reach);
    button().click();
    button().click();
    await settled();
    button().click();
    await new Promise((done) => setTimeout(done));
    expect(reach).toHaveBeenCalledTimes(1);
    expect(sent).toHaveBeenCalledTimes(1);
  });

  it("says to leave the page open when a photo was chosen, in the language of the page", async () => {
    document.documentElement.lang = "en";
    start(async () => false, '<form data-resend><input type="file">');
    const files = [new File(["x"], "bank.jpg")];
    Object.defineProperty(document.querySelector("[type=file]"), "files", { value: files });
    button().click();
    await vi.waitFor(() => expect(note()?.textContent).toMatch(/no connection.*photo stays/));
  });

  it("asks nobody when the device knows it is offline, and any answer is a connection", async () => {
    const asked = vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response("", { status: 405 }));
    const onLine = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    document.body.innerHTML = "<form data-resend><button>Deel</button></form>";
    sending();
    document.querySelector("form")?.addEventListener("submit", (event) => {
      if (!event.defaultPrevented) sent();
      event.preventDefault();
    });
    button().click();
    await vi.waitFor(() => expect(note()).not.toBeNull());
    expect(asked).not.toHaveBeenCalled();
    onLine.mockReturnValue(true);
    button().click();
    await vi.waitFor(() => expect(sent).toHaveBeenCalledTimes(1));
    asked.mockRejectedValue(new TypeError("Failed to fetch"));
    button().click();
    await vi.waitFor(() => expect(note()).not.toBeNull());
    expect(sent).toHaveBeenCalledTimes(1);
    vi.restoreAllMocks();
  });
});
