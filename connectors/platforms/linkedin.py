"""LinkedIn: plain text for colleagues; it shows markdown as typed, so there is none."""

from __future__ import annotations

from datetime import date

from connectors.platform import Custom, Limits, Platform


class LinkedIn(Platform):
    """A LinkedIn profile or page. 3,000 characters as in working publishers; twenty images is unverified."""

    name = "linkedin"
    label = "LinkedIn"
    also_called = (
        "linked in",
        "linkdin",
        "linked-in",
    )
    limits = Limits(
        characters=3_000,
        revised=date(2026, 11, 23),
        source="LinkedIn Posts API (length as used by open-source publishers)",
    )
    custom = Custom(length=600, hashtags=(1, 3), emoji=0, voice="professional")
    compose_url = "https://www.linkedin.com/feed/?shareActive=true"
