"""What can go wrong with a network or a flow of value, each with plain text that can be shown as it is."""

from __future__ import annotations


class FlowsError(Exception):
    """Something in a file, a network or a flow of value of which no measure can be made as it stands."""


class InputError(FlowsError):
    """A file that cannot be read, with the place in it: `where` is a key such as `ties_before[2]`."""

    def __init__(self, file: str, where: str, what: str) -> None:
        self.file, self.where, self.what = file, where, what
        super().__init__(f"{file}, {where}: {what}" if where else f"{file}: {what}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        return type(self), (self.file, self.where, self.what)


class NeverLeaves(FlowsError):
    """Money that never leaves: the sum over all hands has no end, so there is no multiplier to tell."""
