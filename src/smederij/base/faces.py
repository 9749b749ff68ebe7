"""Drawn faces: always the same for the same seed, of all ages and colours, never of a real person."""

from collections.abc import Callable

from smederij.base.look import pick

SKINS = ("#f0c9a4", "#e3b58c", "#c98f62", "#a86b43", "#7a4b2e", "#55321f")
HAIRS = ("#241f1a", "#4a2f1d", "#8a5a2b", "#c98a3c", "#b9b2a6", "#e9e2d4")
CLOTHES = ("#1f4a57", "#b93c0b", "#3d6a35", "#8a5a00", "#5d5347", "#7fa3ad")
GROUNDS = ("#ffd9a8", "#dfeaea", "#dfe8cf", "#f3dcc4", "#efe3cf")
INK = "#241f1a"


def _short(hair: str) -> str:
    return f'<path d="M18.5 27c-1-19 28-19 27 0-3-7-8-9-13.5-9s-11 2-13.5 9z" fill="{hair}"/>'


def _long(hair: str) -> str:
    return (
        f'<path d="M16.5 44c-2-12-3-30 15.5-30s17.5 18 15.5 30l-6 2 1-17c-4-2-7-5-9-9-3 5-7 8-11.5 9l1 17z"'
        f' fill="{hair}"/>'
    )


def _curls(hair: str) -> str:
    rounds = ((20, 23, 6), (25, 16.5, 6.5), (32, 14, 7), (39, 16.5, 6.5), (44, 23, 6))
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="{r}"/>' for x, y, r in rounds)
    return f'<g fill="{hair}">{dots}</g>'


def _bun(hair: str) -> str:
    return f'<circle cx="32" cy="9.5" r="5.5" fill="{hair}"/>{_short(hair)}'


def _bald(hair: str) -> str:
    return f'<path d="M18 30c-1-3-1-6 1-8l1.5 7zM46 30c1-3 1-6-1-8l-1.5 7z" fill="{hair}"/>'


def _scarf(hair: str) -> str:
    colour = CLOTHES[pick(hair, len(CLOTHES), salt="scarf")]
    return (
        f'<path d="M32 11c-13 0-17 10-16 22 1 9 3 15 7 19h18c4-4 6-10 7-19 1-12-3-22-16-22zm0 7c8 0 11 6'
        f' 11 12 0 8-5 14-11 14s-11-6-11-14c0-6 3-12 11-12z" fill="{colour}" fill-rule="evenodd"/>'
    )


def _cap(hair: str) -> str:
    colour = CLOTHES[pick(hair, len(CLOTHES), salt="cap")]
    return (
        f'<path d="M18.5 30l.500-8h26l.500 8-2-5h-23z" fill="{hair}"/>'
        f'<path d="M18 23.500c0-16 28-16 28 0z" fill="{colour}"/>'
        f'<path d="M30 21.500h22c1.5 0 1.5 3.5 0 3.500H30z" fill="{colour}"/>'
    )


def _wavy(hair: str) -> str:
    return (
        f'<path d="M17 36c-3-3-3-8-1-11 0-9 8-14 17-13s16 7 15 14c2 3 2 7-1 10-1-5-2-8-5-11-6 1-14 0-18-4'
        f'-2 5-5 8-7 15z" fill="{hair}"/>'
    )


def _tail(hair: str) -> str:
    return f'<path d="M43 20c10 1 9 14 5 20-1-5-3-8-6-10z" fill="{hair}"/>{_short(hair)}'


STYLES: tuple[Callable[[str], str], ...] = (
    *(_short, _long, _curls, _bun, _bald, _scarf, _cap, _wavy, _tail),
    *(_short, _wavy, _curls, _long),
)
BEARDED = (_short, _bald, _cap)


def _style(seed: object) -> Callable[[str], str]:
    return STYLES[pick(seed, len(STYLES), salt="style1246")]


def _extras(seed: object, hair: str) -> str:
    """Glasses for some; a beard for some of those with short or no hair."""
    drawn = ""
    if pick(seed, 4, salt="glasses") == 0:
        drawn += (
            f'<g fill="none" stroke="{INK}" stroke-width="1.4"><circle cx="27" cy="30" r="4"/>'
            '<circle cx="37" cy="30" r="4"/><path d="M31 30h2"/></g>'
        )
    if _style(seed) in BEARDED and pick(seed, 2, salt="beard") == 0:
        drawn += f'<path d="M20.5 32c1 17 22 17 23 0-3 6-7 4-11.5 4s-8.5 2-11.5-4z" fill="{hair}"/>'
        drawn += '<path d="M29 38.500c2 1.5 4 1.5 6 0" fill="none" stroke="#fff8" stroke-width="1.5"/>'
    return drawn


def face_svg(seed: object, *, size: int = 64) -> str:
    """The face as an SVG of size x size pixels, decoration only."""
    skin = SKINS[pick(seed, len(SKINS), salt="skin7")]
    hair = HAIRS[pick(seed, len(HAIRS), salt="hair964")]
    ground = GROUNDS[pick(seed, len(GROUNDS), salt="ground")]
    clothes = CLOTHES[pick(seed, len(CLOTHES), salt="clothes")]
    style = _style(seed)
    head = (
        f'<rect width="64" height="64" fill="{ground}"/>'
        f'<path d="M27 40h10v9H27z" fill="{skin}"/>'
        f'<path d="M7 66c1-14 9-20 20-20 2 3 8 3 10 0 11 0 19 6 20 20z" fill="{clothes}"/>'
        f'<ellipse cx="32" cy="30" rx="12.5" ry="14" fill="{skin}"/>'
    )
    look = (
        f'<circle cx="27" cy="30" r="1.5" fill="{INK}"/><circle cx="37" cy="30" r="1.5" fill="{INK}"/>'
        f'<path d="M28 37c2.5 2.3 5.5 2.3 8 0" fill="none" stroke="{INK}" stroke-width="1.6"'
        ' stroke-linecap="round"/>'
    )
    return (
        f'<svg class="face" width="{size}" height="{size}" viewBox="0 0 64 64" aria-hidden="true">'
        f"{head}{look}{_extras(seed, hair)}{style(hair)}</svg>"
    )
