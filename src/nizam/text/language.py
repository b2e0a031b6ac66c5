"""Which language a text is in: letters first, then the short words every language uses all the time.

No model and nothing to download: a table of function words and tell-tale letters (`resources/languages.yml`).
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import islice
from pathlib import Path

from nizam import yamltext
from nizam.errors import UnsupportedLanguage
from nizam.text.normalise import fold
from nizam.text.scripts import main_script
from nizam.text.tokens import tokenise

SUPPORTED = ("ar", "ru", "en")
# In these the reader finds countries, listed parties and goods, and no statements or deeds.
PARTIAL = ("ko", "zh")
_SAMPLE_CHARS = 12_000
_SAMPLE_WORDS = 1_200
_ENOUGH_WORDS = 6
_RESOURCE = Path(__file__).parent / "resources" / "languages.yml"
# Where nothing tells languages apart (a headline), the script's main language is meant.
_DEFAULT = {"arab": "ar", "cyrl": "ru", "latn": "en"}


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, object]]:
    data: dict[str, dict[str, object]] = yamltext.load(_RESOURCE)
    return data


@lru_cache(maxsize=8)
def _profiles(script: str) -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    out = []
    for code, row in _table().items():
        if row["script"] == script:
            words = row.get("words", [])
            assert isinstance(words, list)
            folded = frozenset(fold(word) for word in words)
            out.append((code, folded, frozenset(str(row.get("letters", "")))))
    return tuple(out)


def name_of(code: str) -> str:
    """The English name of a language code; the code itself where it is not known."""
    return str(_table().get(code, {}).get("name", code))


def detect(text: str) -> str:
    """The ISO 639-1 code (639-3 where there is none) of a text's language; "" for a text without letters.

    >>> detect("وقال الوزير إن الاتفاق لم يوقع بعد"), detect("Le ministre a dit que les travaux sont finis")
    ('ar', 'fr')
    """
    sample = text[:_SAMPLE_CHARS]
    script = main_script(sample)
    if not script:
        return ""
    if script == "hani" and main_script("".join(c for c in sample if "\u3040" <= c <= "\u30ff")) == "kana":
        return "ja"
    profiles = _profiles(script)
    if not profiles:
        return script
    if len(profiles) == 1 and script not in _DEFAULT:
        return profiles[0][0]
    words = [token.folded for token in islice(tokenise(sample), _SAMPLE_WORDS)]
    counts = Counter(words)
    letters = Counter(sample.lower())
    scores: dict[str, float] = {}
    kinds: dict[str, int] = {}
    for code, known, tell_tale in profiles:
        if (
            code != "ru"
            and script == "cyrl"
            and tell_tale
            and len(words) >= _ENOUGH_WORDS
            and not any(letters[c] for c in tell_tale)
        ):
            continue  # no Ukrainian sentence does without its own letters; «до», «у», «через» are Russian as well
        kinds[code] = sum(1 for word in known if word in counts)
        score = float(sum(counts[word] for word in known))
        scores[code] = score + 0.5 * min(sum(letters[c] for c in tell_tale), len(words))
    best = max(scores, key=lambda code: scores[code])
    fallback = _DEFAULT.get(script, best)
    # A near tie goes to the language the reader knows: short texts share their few function words.
    # One word again and again ("Kim Jong Un") makes no language of a longer text.
    if len(words) > 60 and kinds[best] < 3:
        return fallback
    if scores[best] <= scores.get(fallback, 0.0) * 1.15 or scores[best] < 2:
        return fallback
    return best


def require_supported(text: str) -> str:
    """The code of a supported (or partly supported) language; raises UnsupportedLanguage naming the one found."""
    code = detect(text)
    if code in SUPPORTED or code in PARTIAL:
        return code
    supported = ", ".join(name_of(c) for c in SUPPORTED)
    found = name_of(code) if code else "no language (there are no letters in it)"
    raise UnsupportedLanguage(
        f"The text is in {found}; the reader knows {supported}."
        " Give it a translation, or check names with `nizam screen`."
    )
