/**
 * How much waits for the reader, asked for when the page already stands: `<a href="/mijn/" data-waits="/mijn/hoeveel/" hidden></a>`.
 *
 * Nothing waits, or the question fails: the link stays hidden. The menu has the way to that page anyway.
 */
export async function waits(root: ParentNode = document): Promise<void> {
  const link = root.querySelector<HTMLElement>("[data-waits]");
  if (!link?.dataset.waits) return;
  try {
    const answer = await fetch(link.dataset.waits, { credentials: "same-origin" });
    if (answer.status !== 200) return;
    link.textContent = await answer.text();
    link.hidden = false;
  } catch {
    // Away from the network: there is nothing to tell.
  }
}
