from __future__ import annotations

import pytest

from nizam.errors import UnsupportedLanguage
from nizam.text.language import detect, require_supported

TEXTS = {
    "ar": "قال المتحدث إن السفينة غادرت الميناء قبل يومين ولم تعد إليه بعد",
    "fa": "سخنگوی وزارت گفت که این کشتی دو روز پیش بندر را ترک کرده است و باز نمی گردد",
    "ur": "ترجمان نے کہا کہ جہاز دو دن پہلے بندرگاہ سے روانہ ہوا اور ابھی تک واپس نہیں آیا ہے",
    "ps": "ویاند وویل چې بېړۍ دوه ورځې وړاندې د بندر څخه روانه شوې ده او بېرته نه ده راغلې",
    "ru": "Представитель сказал, что судно вышло из порта два дня назад и ещё не вернулось",
    "uk": "Речник сказав, що судно вийшло з порту два дні тому і ще не повернулося до нього",
    "bg": "Говорителят каза, че корабът е напуснал пристанището преди два дни и не се е върнал",
    "en": "The spokesman said the ship had left the port two days before and was not back",
    "fr": "Le porte-parole a dit que le navire avait quitté le port il y a deux jours et n'est pas revenu",
    "de": "Der Sprecher sagte, dass das Schiff den Hafen vor zwei Tagen verlassen hat und nicht zurück ist",
    "es": "El portavoz dijo que el barco salió del puerto hace dos días y que no ha vuelto",
    "tr": "Sözcü, geminin iki gün önce limandan ayrıldığını ve henüz dönmediğini söyledi, bu bir ilk dedi",
    "id": "Juru bicara mengatakan kapal itu telah meninggalkan pelabuhan dua hari yang lalu dan tidak kembali",
    "ko": "대변인은 배가 이틀 전에 항구를 떠났다고 말했다",
    "zh": "发言人说该船两天前离开港口",
    "ja": "報道官は船が二日前に港を出たと述べた",
}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_detect(code: str) -> None:
    assert detect(TEXTS[code]) == code


@pytest.mark.parametrize(("text", "code"), [("Seoul", "en"), ("Пхеньян", "ru"), ("بيونغ يانغ", "ar"), ("12345 !", "")])
def test_short_texts_go_to_the_main_language_of_their_script(text: str, code: str) -> None:
    assert detect(text) == code


def test_the_error_names_the_language_and_those_known() -> None:
    with pytest.raises(UnsupportedLanguage, match=r"in French.*Arabic, Russian, English"):
        require_supported(TEXTS["fr"])
    assert require_supported(TEXTS["ko"]) == "ko"


@pytest.mark.parametrize(
    "text",
    [
        "Монгольская фирма, закупавшая уголь у соседей, попала под следствие.",
        "До порта суда шли через пролив, у берега ждали катера.",
    ],
)
def test_short_russian_without_its_own_letters_is_not_ukrainian(text: str) -> None:
    assert detect(text) == "ru"
