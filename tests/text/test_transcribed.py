"""English words of business in other letters."""

from __future__ import annotations

from nizam.text.transcribed import in_english


def test_words_turn_back_and_names_stay() -> None:
    assert in_english("كوريا ريونها ماشينري") == "korea ريونها machinery"
    assert in_english("أوشن ماريتايم مانجمنت") == "ocean maritime management"
    assert in_english("Рёнха Трейдинга") == "Рёнха trading"
    assert in_english("Korea Ryonha") == "Korea Ryonha"
