import { beforeEach, expect, it } from "vitest";
import { codefield, grouped } from "./codefield";

const input = () => document.querySelector("input") as HTMLInputElement;

beforeEach(() => {
  window.history.replaceState(null, "", "/stem/?taal=nl");
  document.body.innerHTML = "<form><input data-codefield></form>";
});

it.each([
  ["", ""],
  ["abc", "ABC"],
  ["abcd", "ABCD"],
  ["abcde", "ABCD-E"],
  ["abcd efgh-jklmn", "ABCD-EFGH-JKLMN"],
  ["abcdefghjklmnpq", "ABCD-EFGH-JKLMNPQ"],
])("groups %s as %s", (typed, shown) => {
  expect(grouped(typed)).toBe(shown);
});

it("keeps the cursor after the same sign", () => {
  codefield();
  input().value = "abXcdefgh";
  input().setSelectionRange(3, 3);
  input().dispatchEvent(new Event("input"));
  expect(input().value).toBe("ABXC-DEFG-H");
  expect(input().selectionStart).toBe(3);
});

it("takes a code from the address, and out of it", () => {
  window.history.replaceState(null, "", "/stem/?taal=nl#abcdefghjklmn");
  codefield();
  expect(input().value).toBe("ABCD-EFGH-JKLMN");
  expect(window.location.href).toMatch(/\/stem\/\?taal=nl$/);
});

it("takes a second code from the address of a page that is open already", () => {
  codefield();
  window.location.hash = "#nmlkjhgfedcba";
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  expect(input().value).toBe("NMLK-JHGF-EDCBA");
  expect(window.location.hash).toBe("");
});

it.each(["#main", "#code=short", "#%E0%A4%A"])("leaves another hash alone: %s", (hash) => {
  window.history.replaceState(null, "", `/stem/${hash}`);
  codefield();
  expect(input().value).toBe("");
  expect(window.location.hash).toBe(hash);
});
