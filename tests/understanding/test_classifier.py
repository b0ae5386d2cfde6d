"""The classifier learns from a few sentences, keeps what it computed, and survives a damaged cache."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.understanding.classifier import Classifier, Example
from bot.understanding.embedder import Embedder

NONE: frozenset[str] = frozenset()
SAID = {
    "cancel": ["cancel post 5", "remove it", "take it off the plan", "lösch es", "scrap that draft"],
    "list": ["what is planned", "show the drafts", "zeig die entwürfe", "which posts failed", "list everything"],
    "-none": ["order a pizza", "tell me a joke", "play music", "wie ist das wetter", "what is the time"],
}
EXAMPLES = [Example(text, NONE, label) for label, all_ in SAID.items() for text in all_]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder()


def test_vectors_are_of_length_one_and_mean_something(embedder: Embedder) -> None:
    one, other, far = embedder.vectors(["cancel the post", "delete that post", "a recipe for pancakes"])

    assert abs(float(one @ one) - 1.0) < 1e-4
    assert float(one @ other) > float(one @ far) + 0.2


def test_what_is_meant_alike_lies_close_together_in_any_language(embedder: Embedder) -> None:
    english, *others, far = embedder.vectors(
        [
            "cancel the post",
            "storniere den beitrag",
            "cancela la publicación",
            "annule la publication",
            "a bowl of soup",
        ]
    )

    assert all(float(english @ other) > float(english @ far) + 0.2 for other in others)


def test_a_sentence_means_the_same_alone_and_among_others(embedder: Embedder) -> None:
    texts = ["publish it", "was ist morgen geplant", "", "añade una pregunta 🎉", "x" * 5000, "العربية 日本語"]

    together = embedder.vectors(texts)
    assert together.shape == (len(texts), Embedder.width)
    for text, row in zip(texts, together, strict=True):
        assert float(np.abs(embedder.vectors([text])[0] - row).max()) < 1e-5


def test_what_is_kept_on_disk_gives_the_same_vectors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.understanding.embedder.PREPARED", tmp_path)
    before = Embedder().vectors(["stell es online"])
    Embedder().prepare()

    assert len(list(tmp_path.iterdir())) == 3
    assert np.array_equal(Embedder().vectors(["stell es online"]), before)


def test_it_generalises_and_its_probabilities_add_up(embedder: Embedder) -> None:
    model = Classifier(embedder)
    model.train(EXAMPLES)
    ranked = model.probabilities("please delete the post", NONE)

    assert ranked[0][0] == "cancel"
    assert abs(sum(p for _, p in ranked) - 1.0) < 1e-4


def test_a_slip_of_the_keyboard_does_not_matter_much(embedder: Embedder) -> None:
    model = Classifier(embedder)
    model.train(EXAMPLES)

    assert model.probabilities("zeig die etnwürfe", NONE)[0][0] == "list"


def test_what_was_computed_is_used_again(embedder: Embedder, tmp_path: Path) -> None:
    first = Classifier(embedder)
    first.train(EXAMPLES, tmp_path)
    second = Classifier(_Broken())
    second.train(EXAMPLES, tmp_path)
    second.embedder = embedder

    wanted = first.probabilities("zeig alles", NONE)
    assert [label for label, _ in second.probabilities("zeig alles", NONE)] == [label for label, _ in wanted]


class _Broken(Embedder):
    def vectors(self, texts: object) -> object:  # type: ignore[override]
        raise AssertionError("nothing is left to embed")


def test_a_damaged_cache_is_made_anew(embedder: Embedder, tmp_path: Path) -> None:
    Classifier(embedder).train(EXAMPLES, tmp_path)
    for path in tmp_path.glob("*.npz"):
        path.write_bytes(path.read_bytes()[:100])
    model = Classifier(embedder)
    model.train(EXAMPLES, tmp_path)

    assert model.probabilities("cancel it", NONE)[0][0] == "cancel"


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(embedder: Embedder, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    model = Classifier(embedder)
    model.train(EXAMPLES, blocked / "cache")

    assert model.trained
