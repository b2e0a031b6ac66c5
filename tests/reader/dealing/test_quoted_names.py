"""Names in quotation marks, with what belongs to them."""

from __future__ import annotations

from nizam.reader.dealing.quoted_names import quoted_names
from nizam.reader.vocabulary import load_vocabulary
from nizam.reader.wordtrie import WordTrie
from nizam.text.tokens import tokenise


def _names(text: str) -> list[str]:
    return list(quoted_names(load_vocabulary(), text, tokenise(text)))


def test_the_word_for_a_body_and_the_adjectives_belong_to_the_name() -> None:
    assert _names("دفعت ثمنها لشركة «باكسان» التجارية في كوريا الشمالية.") == ["شركة باكسان التجارية"]


def test_latin_letters_in_brackets_are_a_name_of_their_own() -> None:
    assert "Paeksan Trading Company" in _names("اشترتها من «باكسان» (Paeksan Trading Company).")


def test_other_languages_are_left_to_the_reader_of_names() -> None:
    assert _names("It was sold to “Paeksan” of Pyongyang.") == []


def test_a_quotation_may_stand_within_a_phrase() -> None:
    trie: WordTrie[str] = WordTrie()
    trie.extend(["بنك كوري شمالي"], "bank")
    text = "فرع بنك «نامسان» الكوري الشمالي"
    assert [h.value for h in trie.find(text, tokenise(text))] == ["bank"]
