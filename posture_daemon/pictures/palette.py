"""The colours, light and dark; everything else of a drawing is the same in both."""

from __future__ import annotations

LIGHT = {
    "background": "#fbf5ea",
    "body": "#35525c",
    "far": "#86a0a6",
    "moving": "#d9652a",
    "moving-far": "#eaa27a",
    "ghost": "#f4d3ba",
    "prop": "#b29a7b",
    "pale": "#e6d9c2",
    "leaf": "#8aa675",
    "water": "#8fbdd3",
    "arrow": "#a43c12",
}
DARK = {
    "background": "#22303a",
    "body": "#dbe6e4",
    "far": "#8299a3",
    "moving": "#f2935a",
    "moving-far": "#b3714b",
    "ghost": "#5f4a41",
    "prop": "#a08c70",
    "pale": "#48525a",
    "leaf": "#7d9a6b",
    "water": "#6f9fb8",
    "arrow": "#ffc19a",
}
