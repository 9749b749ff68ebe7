"""What a campaign found."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Probe:
    """One kind of trouble on one database: how much of it there was, and what broke."""

    name: str
    vendor: str
    counts: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def insist(self, holds: bool, otherwise: str) -> None:
        """What must hold; if not, it is remembered and the campaign goes on."""
        if not holds:
            self.broken.append(otherwise)

    def line(self) -> str:
        """It in a line."""
        counted = ", ".join(f"{number:,} {what}" for what, number in self.counts.items())
        return f"{'BROKEN' if self.broken else 'holds '}  {self.vendor:10}  {self.name}: {counted}"

    def row(self) -> str:
        """It as a row of a table."""
        counted = ", ".join(f"{number:,} {what}" for what, number in self.counts.items())
        return f"| {self.name} | {self.vendor} | {counted} | {'broken' if self.broken else 'holds'} |"
