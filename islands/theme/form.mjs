/** Forms: wide fields with a strong edge, the error in words above the field, brass and a bar beside it. */
import { our } from "./palette.mjs";

const edge = (background, border, color) => ({
  "background-color": background,
  "border-color": border,
  color,
});
const rest = edge(our("sheet"), our("soft"), our("ink"));
const awake = edge(our("sheet"), our("ink"), our("ink"));
const wrong = edge(our("sheet"), our("brass"), our("ink"));
const still = edge(our("clay"), our("line"), our("soft"));
const fixed = edge("transparent", our("line"), our("ink"));
const typeface = { family: our("font-body"), size: "1.05rem", weight: "400" };
const padding = { "block-start": "0.6em", "block-end": "0.6em", "inline-start": "0.75em", "inline-end": "0.75em" };

const control = {
  ...rest,
  border: { radius: our("radius"), width: "2px", "block-end-width": "2px", "bottom-width": "2px" },
  font: typeface,
  "line-height": "1.4",
  "max-inline-size": "100%",
  padding,
  placeholder: { color: our("soft"), "font-style": "normal" },
  focus: awake,
  hover: awake,
  disabled: still,
  "read-only": fixed,
  invalid: { ...wrong, border: { width: "3px", "block-end-width": "3px", "bottom-width": "3px" } },
};

const ring = (background, border, color, width = "2px") => ({
  "background-color": background,
  "border-color": border,
  "border-width": width,
  color,
});
const chosen = ring(our("ember"), our("ember"), our("on-ember"));
const open = ring(our("sheet"), our("soft"), our("ink"));
const lit = ring(our("glow"), our("ink"), our("ink"));
const gone = ring(our("clay"), our("soft"), our("soft"));

const small = { "font-size": "1rem", "font-style": "normal", "line-height": "1.45" };
const mark = { "border-inline-start-color": our("brass"), "border-inline-start-width": "5px" };

export const form = {
  "utrecht-form-control": control,
  "utrecht-textbox": { ...control, "autocomplete-ui-size": "44px" },
  "utrecht-textarea": { ...control, "min-block-size": "7.5em" },
  "utrecht-select": {
    ...control,
    "min-block-size": "54px",
    "background-image":
      "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'%3E%3Cpath d='M4 7l6 6 6-6' fill='none' stroke='%238b7d69' stroke-width='2.6' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E\")",
  },
  "utrecht-checkbox": { size: "26px", "margin-inline-end": "12px" },
  "utrecht-radio-button": {
    ...open,
    size: "26px",
    "icon-size": "12px",
    "margin-inline-end": "12px",
    active: lit,
    focus: lit,
    hover: lit,
    disabled: gone,
    checked: { ...chosen, active: chosen, focus: chosen, hover: chosen, disabled: gone },
    invalid: ring(our("sheet"), our("brass"), our("ink"), "3px"),
  },
  "utrecht-form-field": {
    "margin-block": { start: "0", end: "1.4em" },
    "label-margin-block-end": "0.25em",
    description: {
      color: our("soft"),
      ...small,
      "margin-block": { start: "0", end: "0.45em" },
      invalid: { color: our("brass") },
      valid: { color: our("moss") },
      warning: { color: our("brass") },
    },
    "error-message": {
      "background-color": "transparent",
      color: our("brass"),
      ...small,
      "margin-block": { start: "0", end: "0.45em" },
      padding: { "block-start": "0", "block-end": "0", "inline-start": "0", "inline-end": "0" },
    },
    invalid: { ...mark, "padding-inline-start": "1em" },
  },
  "utrecht-form-fieldset": {
    "margin-block": { start: "0", end: "1.4em" },
    legend: {
      color: our("ink"),
      disabled: { color: our("soft") },
      font: { family: our("font-body"), size: "1.05rem", weight: "700" },
      "line-height": "1.3",
      "margin-block": { start: "0", end: "0.35em" },
    },
    section: { "background-color": our("sheet"), color: our("ink") },
    invalid: { ...mark, "padding-inline-start": "1em" },
  },
  "utrecht-form-label": {
    color: our("ink"),
    "font-size": "1.05rem",
    "font-weight": "700",
    checkbox: { color: our("ink"), "font-weight": "400" },
    checked: { "font-weight": "700" },
    disabled: { color: our("soft") },
    radio: { "font-weight": "400" },
  },
  "utrecht-feedback": {
    danger: { color: our("brass"), "fill-color": our("brass-wash") },
    invalid: { color: our("brass") },
    safe: { color: our("moss") },
    valid: { color: our("moss") },
    warning: { color: our("brass") },
  },
};
