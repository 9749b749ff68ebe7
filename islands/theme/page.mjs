/** The rest of a page: focus, tables, notices, the way back, pages of a list. */
import { our } from "./palette.mjs";

const mood = (wash, border, color = our("ink")) => ({
  "background-color": wash,
  "border-color": border,
  "border-width": "2px",
  color,
});
const clear = "transparent";
const pageLink = {
  "background-color": clear,
  border: { color: our("line"), radius: our("round"), width: "2px" },
  color: our("iron"),
  "font-weight": "400",
  padding: { "block-start": "0.5em", "block-end": "0.5em", "inline-start": "0.95em", "inline-end": "0.95em" },
  "text-decoration": "none",
  hover: { "background-color": our("clay"), "border-color": our("iron"), color: our("iron") },
};
const row = (name) => ({ [`${name}-background-color`]: clear, [`${name}-color`]: our("ink") });
const cellEdge = { "border-block-end": { color: our("ink"), width: "2px" } };
const noEdge = { "border-block-start": { color: clear, width: "0" } };

export const page = {
  "basis-pointer-target": { "min-block-size": "48px", "min-inline-size": "48px" },
  "utrecht-pointer-target-min-size": "54px",
  "utrecht-space-around": "0",
  "utrecht-focus": {
    outline: { color: our("focus"), offset: "3px", style: "solid", width: "3px" },
    "inverse-outline-color": our("paper"),
  },
  "utrecht-action": {
    activate: { cursor: "pointer" },
    busy: { cursor: "progress" },
    disabled: { cursor: "not-allowed" },
    inert: { cursor: "default" },
    submit: { cursor: "pointer" },
  },
  "utrecht-alert": {
    ...mood(our("iron-wash"), our("iron")),
    "border-radius": our("radius-card"),
    "column-gap": "14px",
    "content-row-gap": "0.3em",
    "message-row-gap": "0.3em",
    icon: {
      color: our("iron"),
      "info-color": our("iron"),
      "ok-color": our("moss"),
      "warning-color": our("brass"),
      "error-color": our("brass"),
      "inset-block-start": "0",
      size: "30px",
    },
    info: mood(our("iron-wash"), our("iron")),
    ok: mood(our("moss-wash"), our("moss")),
    warning: mood(our("brass-wash"), our("brass")),
    error: mood(our("brass-wash"), our("brass")),
    "margin-block": { start: "1.2em", end: "1.2em" },
    padding: { "block-start": "16px", "block-end": "16px", "inline-start": "18px", "inline-end": "18px" },
  },
  "utrecht-table": {
    border: { color: clear, width: "0" },
    font: { family: our("font-body"), size: "1rem" },
    "line-height": "1.4",
    "margin-block": { start: "0.8em", end: "1.4em" },
    caption: {
      color: our("ink"),
      font: { family: our("font-head"), size: "1.2rem", weight: "700" },
      "line-height": "1.2",
      "margin-block-end": "0.5em",
      "text-align": "start",
    },
    cell: {
      "icon-size": "1.2em",
      "line-height": "1.4",
      padding: { "block-start": "0.65em", "block-end": "0.65em", "inline-start": "0.75em", "inline-end": "0.75em" },
      selected: { "background-color": our("glow"), color: our("ink") },
    },
    header: {
      "background-color": clear,
      ...cellEdge,
      ...noEdge,
      color: our("soft"),
      cell: { color: our("soft"), "font-size": our("size-small"), "font-weight": "700", "text-transform": "none" },
      "font-weight": "700",
      "text-transform": "none",
      sticky: { "background-color": our("sheet"), color: our("soft"), ...cellEdge, ...noEdge },
    },
    footer: {
      "background-color": clear,
      color: our("ink"),
      sticky: { "background-color": our("sheet"), color: our("ink") },
    },
    row: {
      ...row("alternate-even"),
      ...row("alternate-odd"),
      "border-block-end": { color: our("line"), width: "1px" },
      "padding-inline": { start: "0", end: "0" },
    },
  },
  "utrecht-breadcrumb-nav": {
    "arrow-size": "0",
    "arrows-link": { "background-color": clear, "focus-background-color": clear },
    "font-size": our("size-small"),
    "item-divider-inline-size": "0",
    "item-first-padding-inline-start": "0",
    "item-padding": { "block-start": "0.5em", "block-end": "0.5em", "inline-start": "0.4em", "inline-end": "0.4em" },
    "line-height": "1.3",
    link: {
      "background-color": clear,
      color: our("iron"),
      active: { color: our("ember-ink") },
      current: { "font-weight": "700" },
      disabled: { "background-color": clear, color: our("soft") },
      focus: { "background-color": clear, color: our("iron"), "text-decoration": "underline" },
      hover: { color: our("ember-ink"), "text-decoration": "underline" },
      "icon-size": "1em",
      "text-decoration": "underline",
    },
    "margin-block-end": "0.6em",
    "min-block-size": "44px",
    separator: { color: our("soft"), "icon-size": "1em" },
  },
  "utrecht-link": { "text-decoration": "underline", "breadcrumb-link-disabled-color": our("soft") },
  "utrecht-pagination": {
    font: { family: our("font-body"), size: "1rem" },
    "line-height": "1.3",
    "margin-block": { start: "1.4em", end: "1.4em" },
    "page-link": {
      ...pageLink,
      "distanced-margin-inline-start": "0.35em",
      current: {
        "background-color": our("ink"),
        "border-color": our("ink"),
        color: our("paper"),
        "text-decoration": "none",
      },
    },
    "relative-link": {
      ...pageLink,
      "distanced-margin-inline": { start: "0.6em", end: "0.6em" },
      disabled: { "background-color": clear, color: our("soft"), "text-decoration": "none" },
      focus: { "background-color": our("glow"), color: our("ink") },
      "focus-visible": { "background-color": our("glow"), color: our("ink") },
      "text-transform": "none",
    },
  },
};
