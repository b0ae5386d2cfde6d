"""A workspace's quiet hours: nothing that the clock moved goes out in them, and nobody is disturbed by news."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

KEY = "quiet_hours"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one wall-clock time to another in a zone; over midnight where the end is the earlier one."""

    start: time
    end: time
    zone: ZoneInfo

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> QuietHours | None:
        """The quiet hours in a workspace's settings, `{"from": "22:00", "to": "07:00", "zone": …}`; None if it has none.

        They are in the workspace's time zone; `zone` is the one of their setting, for a workspace that has not said its own.
        """
        kept = settings.get(KEY)
        if not isinstance(kept, Mapping):
            return None
        try:
            start, end = time.fromisoformat(str(kept["from"])), time.fromisoformat(str(kept["to"]))
            zone = ZoneInfo(str(settings.get("time_zone") or kept.get("zone") or "UTC"))
        except (KeyError, ValueError, ZoneInfoNotFoundError):
            return None
        return cls(start, end, zone) if start != end else None

    def holds(self, at: datetime) -> bool:
        """Whether an instant falls into them."""
        clock = at.astimezone(self.zone).time()
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def after(self, at: datetime) -> datetime:
        """`at`, or the end of the quiet hours that it falls into; by wall clock, whatever the clocks do that night."""
        if not self.holds(at):
            return at
        local = at.astimezone(self.zone)
        day = local.date()
        if self.start >= self.end and local.time() >= self.start:
            day += timedelta(days=1)
        ends = (datetime.combine(day, self.end.replace(fold=fold), self.zone).astimezone(at.tzinfo) for fold in (0, 1))
        # When clocks go back, the end may come twice, and the first be over.
        return next((end for end in ends if end > at), at)
