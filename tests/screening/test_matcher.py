"""The matcher over a list of any size: scripts, evasions, bodies, what else is known, and the file it works from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nizam.model.entity import Designation, Entity, Match, Name
from nizam.screening import matcher
from nizam.screening.matcher import Matcher

# invented, among names that make some parts common and some rare
_PEOPLE = {
    "p1": ["AL-QUSTANI, Zaydun Hashim", "Zaidoun Hachem al-Koustani"],
    "p2": ["Vsevolod Arkadyevich BRUSHTEIN"],
    "p3": ["KIM, Ryong Gap"],
    "p4": ["Abdul Rahim Shahidkhel"],
    "p5": ["Mohammed Ali Hassan"],
    "p6": ["Mohammed Ahmed Hassan"],
    "p7": ["Ali Hassan Mohammed Omar"],
    "p8": ["Omar Khalid Yusuf"],
    "p9": ["Sergey Ivanovich PETROV"],
}
_BODIES = {
    "b1": ["Joint Stock Company Research and Production Association Zvenitsa"],
    "b2": ["Al-Warid Money Exchange Company"],
    "b3": ["Bryansk Instrument Plant"],
    "b4": ["Foreign Trade Bank of Atlantis"],
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    entities = [Entity(key, "Person", names[0], tuple(map(Name, names))) for key, names in _PEOPLE.items()]
    entities += [Entity(key, "Company", names[0], tuple(map(Name, names))) for key, names in _BODIES.items()]
    # a few hundred others, so that rarity means something
    given = [
        "Mohammed",
        "Ahmed",
        "Ali",
        "Hassan",
        "Omar",
        "Khalid",
        "Yusuf",
        "Ibrahim",
        "Saleh",
        "Karim",
        "Sergey",
        "Ivan",
        "Dmitry",
        "Pavel",
        "Oleg",
    ]
    last = [
        "Haddad",
        "Najjar",
        "Masri",
        "Ivanov",
        "Petrov",
        "Sidorov",
        "Orlov",
        "Volkov",
        "Jabouri",
        "Dulaimi",
        "Tamimi",
        "Zahrani",
        "Ghamdi",
        "Harbi",
    ]
    entities += [
        Entity(f"o{number}", "Person", "", (Name(f"{one} {other}"),))
        for number, (one, other) in enumerate((one, other) for one in given for other in last)
    ]
    ship = Entity("v1", "Vessel", "HAO FAN 6", (Name("HAO FAN 6"),), identifiers={"imoNumber": ("8628597",)})
    other = Entity("v2", "Vessel", "HAO FAN 2", (Name("HAO FAN 2"),), identifiers={"imoNumber": ("8747604",)})
    path = tmp_path_factory.mktemp("index") / "names.idx"
    entities += [ship, other]
    matcher.build(entities, path)
    return Matcher(path, entities)


def _first(index: Matcher, name: str, schema: str | None = "Person", **asked: object) -> str:
    found = index.screen(name, schema=schema, threshold=0.3, **asked)  # type: ignore[arg-type]
    return found[0].entity.id if found else ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("زيدون هاشم القسطاني", "p1"),
        ("زیدون هاشم القسطانی", "p1"),
        ("زَيْدون هاشِم القُسطاني", "p1"),
        ("Zaydun Hashim Qustani", "p1"),
        ("Всеволод Аркадьевич Бруштейн", "p2"),
        ("김룡갑", "p3"),
        ("김 룡 갑", "p3"),
        ("عبدالرحیم شهيد خيل", "p4"),
    ],
)
def test_across_scripts(index: Matcher, name: str, expected: str) -> None:
    assert _first(index, name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Vsеvоlod Arkadyevich BRUSHTEIN",
        "Vsevo\u200blod Arkadyevich BRU\u202eSHTEIN",
        "Vsevolod Arkadyevich BRUSTEIN",
        "Vsevolod Arkadyevich BRRUSHTEIN",
        "Vsevolod Arkadyevich BRUHSTEIN",
        "VsevolodArkadyevich BRUSHTEIN",
        "Vsevolod Arkadyevich BRUSH TEIN",
        "V. Arkadyevich BRUSHTEIN",
        "BRUSHTEIN Vsevolod Arkadyevich",
        "Wsewolod Arkadievich Bruschtein",
    ],
)
def test_evasions(index: Matcher, name: str) -> None:
    assert _first(index, name) == "p2"


@pytest.mark.parametrize(
    "name", ["Zaydun Karimov", "Всеволод Петров", "이명박", "John Smith", "محمد القحطاني", "", "()", "的"]
)
def test_others_find_nobody_for_sure(index: Matcher, name: str) -> None:
    assert [match for match in index.screen(name, schema="Person") if match.decided == "match"] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("АО «НПО «Звеница»", "b1"),
        ("شركة الوارد للصرافة", "b2"),
        ("Брянский приборостроительный завод", "b3"),
        ("بنك أتلانتس للتجارة الخارجية", "b4"),
    ],
)
def test_bodies(index: Matcher, name: str, expected: str) -> None:
    assert _first(index, name, "Company") == expected


def test_figures_tell_ships_apart(index: Matcher) -> None:
    first, *rest = index.screen("M/V Hao Fan 6", schema="Vessel")
    assert first.entity.id == "v1"
    assert rest == []


def test_numbers_find_and_rule_out(index: Matcher) -> None:
    (found,) = index.screen("Blue Horizon, IMO 8628597")
    assert (found.entity.id, found.decided, found.score) == ("v1", "match", 1.0)
    found = index.screen("Hao Fan 6", schema="Vessel", identifiers={"imo": ["9074729"]})[0]
    assert (found.entity.id, found.decided) == ("v1", "ruled_out")


def test_scores_are_probabilities_that_do_not_saturate(index: Matcher) -> None:
    found = index.screen("Vsevolod Arkadyevich BRUSHTEIN", schema="Person")
    assert 0.9 < found[0].score < 1.0
    near = index.screen("Vsevolod Arkadyevich BRUSTAIN", schema="Person", threshold=0.1)
    assert near[0].score < found[0].score


def test_the_alignment_is_told(index: Matcher) -> None:
    (feature, *_) = index.screen("زيدون هاشم القسطاني محمود", schema="Person", threshold=0.1)[0].features
    assert (feature.name, feature.query) == ("name", "زيدون هاشم القسطاني محمود")
    assert "هاشم = hashim" in feature.detail
    assert "only asked: محمود" in feature.detail


def _listed(tmp_path: Path, **known: object) -> Matcher:
    entity = Entity("x", "Person", "Zaydun al-Qustani", (Name("Zaydun al-Qustani"),), **known)  # type: ignore[arg-type]
    matcher.build([entity], tmp_path / "one.idx")
    return Matcher(tmp_path / "one.idx", [entity])


def _only(found: list[Match]) -> Match:
    (match,) = found
    return match


def test_what_else_is_known_raises_lowers_and_vetoes(tmp_path: Path) -> None:
    index = _listed(tmp_path, birth_dates=("1970-03-01",), countries=("iq",))

    def score(**asked: object) -> Match:
        return _only(index.screen("Zaydun Qustani", schema="Person", threshold=0.01, **asked))  # type: ignore[arg-type]

    plain = score()
    assert score(birth_date="1970-03-01").score > score(birth_date="1970").score > plain.score
    assert score(countries=["Iraq"]).score > plain.score > score(countries=["Peru"]).score
    assert score(birth_date="1950").decided == "ruled_out"


def test_only_listings_in_force_that_day_count(tmp_path: Path) -> None:
    index = _listed(tmp_path, designations=(Designation("l", "r", date(2020, 1, 1), date(2021, 1, 1)),))
    assert index.screen("Zaydun al-Qustani", as_of=date(2020, 6, 1), threshold=0.1)
    assert index.screen("Zaydun al-Qustani", as_of=date(2022, 6, 1), threshold=0.1) == []
    assert index.screen("Zaydun al-Qustani", as_of=date(2022, 6, 1), threshold=0.1, include_inactive=True)


def test_an_empty_list_finds_nobody(tmp_path: Path) -> None:
    matcher.build([], tmp_path / "none.idx")
    assert Matcher(tmp_path / "none.idx", []).screen("Kim Jong Sik", identifiers={"imo": ["9074729"]}) == []


def test_building_twice_gives_the_same_file(tmp_path: Path) -> None:
    entities = [Entity(key, "Person", "", tuple(map(Name, names))) for key, names in _PEOPLE.items()]
    for name in ("a", "b"):
        matcher.build(entities, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
