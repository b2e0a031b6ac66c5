"""Under which forms a word is looked up."""

from __future__ import annotations

import pytest

from nizam.text.arabic import splits
from nizam.text.phrases import Phrases
from nizam.text.tokens import stem_keys, tokenise


@pytest.mark.parametrize(
    ("text", "label"), [("клапанов", "клапан"), ("металлолома", "металлолом"), ("гранита", "гранит")]
)
def test_nouns_whose_end_looks_like_an_ending(text: str, label: str) -> None:
    assert stem_keys(label)[0].text in {key.text for key in stem_keys(text)}


def test_an_adjective_is_not_cut_down_to_another_noun() -> None:
    assert stem_keys("искусство")[0].text not in {key.text for key in stem_keys("искусственного")}


@pytest.mark.parametrize("word", ["بطاريات", "وكاله", "كتب", "سيارات", "فولاذ", "لجنه"])
def test_first_letters_that_are_no_clitics(word: str) -> None:
    assert [s.rest for s in splits(word)] == [word]


@pytest.mark.parametrize("word", ["سترسل", "لجنوب", "وحديد", "لتركيا"])
def test_clitics_still_go(word: str) -> None:
    assert len(splits(word)) > 1


def test_a_label_that_begins_like_the_article() -> None:
    phrases: Phrases[str] = Phrases(nouns=True)
    phrases.add("ألومنيوم", "aluminium")
    for text in ("ألومنيوم", "الألومنيوم", "والألومنيوم"):
        assert [f.value for f in phrases.find(text, tokenise(text))] == ["aluminium"], text


def test_a_short_russian_stem_stands_for_its_own_word_only() -> None:
    phrases: Phrases[str] = Phrases(nouns=True)
    phrases.add("барит", "barytes")
    assert phrases.find("в баре", tokenise("в баре")) == []
    assert phrases.find("барита", tokenise("барита"))
