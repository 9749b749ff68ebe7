import { expect, it } from "vitest";
import { euros } from "./words";

it.each([
  ["nl", 150000, "€\u00a01.500"],
  ["nl", 150050, "€\u00a01.500,50"],
  ["en", 150000, "€\u00a01,500"],
  ["en-gb", -123456705, "-€\u00a01,234,567.05"],
])("writes euros as people do in %s", (lang, cents, said) => {
  document.documentElement.lang = lang;
  expect(euros(cents)).toBe(said);
});
