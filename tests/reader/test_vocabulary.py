"""The vocabulary: its data holds together, and words lead to the right terms and goods."""

from __future__ import annotations

import pytest

from nizam import yamltext
from nizam.reader.vocabulary import LANGUAGES, load_vocabulary
from nizam.reader.wordtrie import WordTrie
from nizam.regime.terms import VOCABULARY, fact_kinds
from nizam.text.tokens import tokenise

WORDS = VOCABULARY / "words"
# Facts that words give but no provision asks for, and terms that only take another term away.
EXTRA = {"said.designated", "said.namesake", "said.quota"}
EXTRA_TERMS = {("approval", "none")}


@pytest.mark.parametrize("name", ["activity", "field", "purpose", "status"])
def test_words_are_for_known_terms_in_three_languages(name: str) -> None:
    for fact, terms in yamltext.load(WORDS / f"{name}.yml").items():
        for term, labels in terms.items():
            if fact not in EXTRA and (fact, term) not in EXTRA_TERMS:
                assert term in fact_kinds()[fact].terms, f"{fact}: {term}"
            assert set(labels) == set(LANGUAGES), f"{fact}: {term}"
            assert all(isinstance(label, str) and label.strip() for group in labels.values() for label in group)


def test_every_activity_has_words() -> None:
    worded = set(yamltext.load(WORDS / "activity.yml")["activity"])
    given = {e["gives"].get("activity") for e in yamltext.load(WORDS / "combine.yml")}
    assert set(fact_kinds()["activity"].terms) - worded - given == {"supply"}


def test_rules_name_notions_and_terms_that_exist() -> None:
    notions = set(yamltext.load(WORDS / "notions.yml"))
    for rule in yamltext.load(WORDS / "combine.yml"):
        named = [n for group in rule["all"] for n in (group if isinstance(group, list) else [group])]
        for name in named + list(rule.get("none", [])):
            fact, equals, term = name.partition("=")
            if not equals:
                assert name in notions, name
            elif fact not in EXTRA:
                assert term in fact_kinds()[fact].terms, name
        assert all(term in fact_kinds()[fact].terms for fact, term in rule["gives"].items())


def test_settings_name_activities_and_goods_that_exist() -> None:
    settings = yamltext.load(WORDS / "settings.yml")
    activities = set(fact_kinds()["activity"].terms)
    for key in ("goods-activities", "setting-activities", "weak-activities", "field-activities", "craft-activities"):
        assert set(settings[key]) <= activities, key
    assert set(settings["implied-flow"]) <= activities
    assert set(settings["carriers"]) <= set(load_vocabulary().concepts)


@pytest.mark.parametrize(
    ("label", "text", "hit"),
    [
        ("sell/sold", "They sold it", "sold"),
        ("=ships", "it shipped", None),
        ("=ships", "two ships", "ships"),
        ("^WHO", "those who came", None),
        ("^WHO", "the WHO came", "WHO"),
        ("keep .. register", "keeps the old ship on its register", "keeps the old ship on its register"),
        ("keep .. register", "keeps. A register", None),
        ("flag of North_Korea/DPRK", "under the flag of the DPRK", "flag of the DPRK"),
        ("باع/يبيع", "ستبيع الصين", "ستبيع"),
        ("باع/يبيع", "باعت الصين", "باعت"),
        ("رفض .. التفتيش", "رفض ربان السفينة التفتيش", "رفض ربان السفينة التفتيش"),
        ("разрешение на работу", "разрешения на работу", "разрешения на работу"),
    ],
)
def test_labels(label: str, text: str, hit: str | None) -> None:
    trie: WordTrie[str] = WordTrie(["the", "its"])
    trie.add(label, "x")
    found = trie.find(text, tokenise(text))
    assert [text[h.start : h.end] for h in found] == ([hit] if hit else [])


@pytest.mark.parametrize(
    ("description", "codes", "lists"),
    [
        ("spare parts for trams", {"8607"}, set()),
        ("tractor parts", {"8708"}, set()),
        ("a cargo of coal", {"2701"}, {"coal"}),
        ("toy cars", {"9503"}, set()),
        ("tactical radios", None, {"arms"}),
        ("laptops, rice and syringes", {"8471", "1006", "9018"}, {"food", "medical-supplies"}),
        ("luxury watches", {"9101"}, {"luxury"}),
        ("قطع غيار للجرارات", {"8708"}, set()),
        ("запчасти для локомотивов", {"8607"}, set()),
        ("wheelchairs for a school with computers", {"8713"}, set()),
    ],
)
def test_descriptions(description: str, codes: set[str] | None, lists: set[str]) -> None:
    lines = load_vocabulary().goods_lines(description)
    if codes is not None:
        assert {code[:4] for line in lines for code in line.hs} >= codes
    assert {name for line in lines for name in line.lists} >= lists
    assert all(line.known for line in lines)


def test_codes_given_decide() -> None:
    line = load_vocabulary().goods_line("pipes and pumps", "7306.30 / 8413.20", origin="cn", quantity="50,000 t")
    assert line.hs == ("730630", "841320")
    assert line.hs_given
    assert [(a.value, a.unit) for a in line.amounts] == [(50000.0, "tonne")]


def test_unknown_goods_are_said_to_be_unknown() -> None:
    line = load_vocabulary().goods_line("zorblax")
    assert not line.known
    assert not line.hs
