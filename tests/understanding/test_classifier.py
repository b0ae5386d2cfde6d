"""The classifier learns from a few sentences, keeps what it computed, and survives a damaged cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.understanding.classifier import Classifier, Embedder, Example

NONE: frozenset[str] = frozenset()
SAID = {
    "cancel": ["cancel post 5", "remove it", "take it off the plan", "lösch es", "scrap that draft"],
    "list": ["what is planned", "show the drafts", "zeig die entwürfe", "which posts failed", "list everything"],
    "-none": ["order a pizza", "tell me a joke", "play music", "wie ist das wetter", "what is the time"],
}
EXAMPLES = [
    Example(text, NONE, label, english=not any(c in text for c in "äöü"))
    for label, all_ in SAID.items()
    for text in all_
]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder()


def test_vectors_are_of_length_one_and_mean_something(embedder: Embedder) -> None:
    one, other, far = embedder.vectors(["cancel the post", "delete that post", "a recipe for pancakes"])

    assert abs(float(one @ one) - 1.0) < 1e-4
    assert float(one @ other) > float(one @ far) + 0.2


def test_it_generalises_and_its_probabilities_add_up(embedder: Embedder) -> None:
    model = Classifier(embedder)
    model.train(EXAMPLES)
    ranked = model.probabilities("please delete the post", NONE, english=True)

    assert ranked[0][0] == "cancel"
    assert abs(sum(p for _, p in ranked) - 1.0) < 1e-4


def test_a_slip_of_the_keyboard_does_not_matter_much(embedder: Embedder) -> None:
    model = Classifier(embedder)
    model.train(EXAMPLES)

    assert model.probabilities("zeig die etnwürfe", NONE, english=False)[0][0] == "list"


def test_what_was_computed_is_used_again(embedder: Embedder, tmp_path: Path) -> None:
    first = Classifier(embedder)
    first.train(EXAMPLES, tmp_path)
    second = Classifier(_Broken())
    second.train(EXAMPLES, tmp_path)

    wanted = first.probabilities("zeig alles", NONE, english=False)
    assert [label for label, _ in second.probabilities("zeig alles", NONE, english=False)] == [
        label for label, _ in wanted
    ]


class _Broken(Embedder):
    def vectors(self, texts: object) -> object:  # type: ignore[override]
        raise AssertionError("nothing is left to embed")


def test_a_damaged_cache_is_made_anew(embedder: Embedder, tmp_path: Path) -> None:
    Classifier(embedder).train(EXAMPLES, tmp_path)
    for path in tmp_path.glob("*.npz"):
        path.write_bytes(path.read_bytes()[:100])
    model = Classifier(embedder)
    model.train(EXAMPLES, tmp_path)

    assert model.probabilities("cancel it", NONE, english=True)[0][0] == "cancel"


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(embedder: Embedder, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    model = Classifier(embedder)
    model.train(EXAMPLES, blocked / "cache")

    assert model.trained
