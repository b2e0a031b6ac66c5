"""A readable English form of a name found in Russian text, in the nominative where its given name tells."""

from __future__ import annotations

from nizam.reader.naming.lexicon import given_russian, key
from nizam.text.normalise import fold
from nizam.text.romanise import romanise


def english(texts: list[str], language: str) -> str:
    """A readable English form of a name found in any script; Russian case endings off where the given name tells."""
    if language != "ru" or not texts:
        return romanise(" ".join(texts))
    given = given_russian().get(key(texts[0]))
    if given is None:
        return romanise(" ".join(texts))
    inflected = fold(given) != fold(texts[0])
    rest = texts[1:]
    if inflected and rest:
        last = rest[-1]
        masculine = fold(given)[-1:] not in "ая"
        for ending, base in (
            ("ского", "ский"),
            ("скому", "ский"),
            ("ским", "ский"),
            ("ской", "ская"),
            ("скую", "ская"),
        ):
            if last.endswith(ending):
                last = last[: -len(ending)] + base
                break
        else:
            for ending in ("ой", "ого", "ым", "ом", "ем", "а", "у", "ы", "е"):
                if last.endswith(ending) and len(last) - len(ending) > 2:
                    feminine = "" if masculine and last[: -len(ending)][-2:] in ("ов", "ев", "ин", "ын") else "а"
                    consonant = masculine and ending in ("а", "у", "ом", "ым", "е")
                    last = last[: -len(ending)] + ("" if consonant else feminine)
                    break
        rest = [*rest[:-1], last]
    return romanise(" ".join([given, *rest]))
