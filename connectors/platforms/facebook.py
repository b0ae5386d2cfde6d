"""Facebook Pages: room for a long text, read best when it is short."""

from __future__ import annotations

from datetime import date

from connectors.platform import Custom, Limits, Platform


class Facebook(Platform):
    """A Facebook Page. The limits are unverified: three open-source publishers use 63,206 characters and ten photos."""

    name = "facebook"
    label = "Facebook"
    also_called = (
        "FB",
        "face book",
        "fb page",
        "facebook page",
        "facebook-seite",
        "página de facebook",
        "page facebook",
    )
    limits = Limits(
        characters=63_206,
        revised=date(2026, 11, 23),
        source="Pages API, Page feed (character limit unverified)",
    )
    custom = Custom(length=280, hashtags=(0, 2), emoji=1, voice="chatty")
    compose_url = "https://www.facebook.com/"
