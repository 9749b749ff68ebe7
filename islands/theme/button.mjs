/** Buttons: ember for the one main action, outlined for the second, plain words for the rest. */
import { our } from "./palette.mjs";

const clear = "transparent";
const look = (background, border, color) => ({
  "background-color": background,
  "border-color": border,
  color,
});
const none = look(our("clay"), our("clay"), our("soft"));

function states(rest, hover, active) {
  return {
    ...rest,
    hover,
    active,
    disabled: none,
    pressed: { ...active, hover: active, active, disabled: none },
  };
}

const ember = states(
  look(our("ember"), our("ember"), our("on-ember")),
  look(our("ember-deep"), our("ember-deep"), our("on-ember")),
  look(our("ember-deep"), our("ember-deep"), our("on-ember")),
);
const outlined = states(
  look(clear, our("ink"), our("ink")),
  look(our("ink"), our("ink"), our("paper")),
  look(our("ink"), our("ink"), our("paper")),
);
const words = states(
  look(clear, clear, our("iron")),
  look(our("clay"), our("clay"), our("iron")),
  look(our("clay"), our("clay"), our("iron")),
);
const positive = states(
  look(our("moss"), our("moss"), our("paper")),
  look(our("ink"), our("ink"), our("paper")),
  look(our("ink"), our("ink"), our("paper")),
);

const size = {
  "border-width": "2px",
  "font-size": "1.08rem",
  "font-weight": "700",
  "line-height": "1.2",
};

/** Taking something away is never ember: it is outlined, and the words say what goes. */
const withMood = (plain) => ({ ...plain, ...size, positive, negative: outlined });

export const button = {
  "nl-button": {
    "border-radius": our("round"),
    "column-gap": "0.5em",
    "font-family": our("font-body"),
    "min-block-size": "54px",
    "min-inline-size": "54px",
    "padding-block": { start: "0.5em", end: "0.5em" },
    "padding-inline": { start: "1.2em", end: "1.2em" },
    "icon-size": "1.3em",
    "icon-only-padding": { "block-start": "0", "block-end": "0", "inline-start": "0", "inline-end": "0" },
    focus: look(our("glow"), our("focus"), our("ink")),
    default: { ...outlined, ...size },
    primary: withMood(ember),
    secondary: withMood(outlined),
    subtle: withMood(words),
  },
};
