"""Arabic sentences as rows of signs, and the sides that the rules of constructions_ar.yml tell."""

from __future__ import annotations

import pytest

from nizam.reader.dealing.constructions import sides_told
from nizam.reader.dealing.goods_heads import heads
from nizam.reader.dealing.rows_ar import row_of_ar
from nizam.reader.vocabulary import load_vocabulary
from nizam.text.tokens import tokenise


def _told(text: str) -> dict[str, str]:
    vocabulary, tokens = load_vocabulary(), tokenise(text)
    told = sides_told(vocabulary, text, tokens, heads(vocabulary, text, tokens, running=True))
    return {country: side for mention, side in told.items() for country in mention.countries}


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("باعت شركة تشادية قمحاً إلى مخبز في نامبو.", "out P G to P ."),
        ("تم توريد قمح إلى مخبز في نامبو من قِبل شركة تشادية.", "be out G to P by P ."),
        ("هل يجوز لمصنع تشادي بيع قمح لمخبز في نامبو؟", "may to P out G to P ."),
    ],
)
def test_signs(text: str, signs: str) -> None:
    vocabulary, tokens = load_vocabulary(), tokenise(text)
    goods = heads(vocabulary, text, tokens, running=True)
    assert " ".join(row_of_ar(vocabulary, text, tokens, goods).signs) == signs


@pytest.mark.parametrize(
    "text",
    [
        "تلقى مصنع تشادي طلباً من مؤسسة في بيونغ يانغ لشراء قمح.",
        "كلّفت مؤسسة في بيونغ يانغ مصنعاً تشادياً بتوريد قمح.",
        "قمح اشترته مؤسسة في بيونغ يانغ من شركة تشادية.",
        "المورّد شركة تشادية، والمشتري مؤسسة في بيونغ يانغ، والبضاعة قمح.",
        "دفعت مؤسسة في بيونغ يانغ لشركة تشادية ثمن قمح.",
        "قمح مستحق على شركة تشادية لمؤسسة في بيونغ يانغ.",
        "طرحت مؤسسة في بيونغ يانغ مناقصة لشراء قمح وتقدمت إليها شركة تشادية.",
        "وافقت شركة تشادية على تزويد مؤسسة في بيونغ يانغ بقمح.",
        "تبيع «النخلة» التشادية للحبوب قمحاً لـ«موران» للمخابز في كوريا الشمالية.",
        "شركة تشادية عايزة تبعت قمح لمطعم ببيونغ يانغ.",
    ],
)
def test_who_gives_and_who_gets(text: str) -> None:
    told = _told(text)
    assert told["kp"] == "recipient"
    assert told.get("td", "supplier") == "supplier"


def test_a_place_right_after_a_noun_without_a_name_makes_it_a_party() -> None:
    assert _told("وصل قمح من ساحة الحاويات في نامبو إلى شركة تشادية.") == {"kp": "supplier", "td": "recipient"}


def test_whence_a_person_is_is_not_whence_the_goods_are() -> None:
    assert _told("اشترى تاجر من نجامينا قمحاً من تاجر من كوريا الشمالية.")["kp"] == "supplier"
    assert _told("يستعد تاجر من تشاد لإرسال قمح طلبه تاجر من كوريا الشمالية.")["kp"] == "recipient"


def test_words_that_deny_a_tie_make_no_party() -> None:
    assert "kp" not in _told("تبيع شركة تشادية قمحاً إلى فيتنام، ولا صلة للصفقة بكوريا الشمالية.")
