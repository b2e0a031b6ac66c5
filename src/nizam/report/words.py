"""The headlines and labels every surface uses, in both languages of the interface."""

from __future__ import annotations

from collections.abc import Mapping

from nizam.model.verdict import Outcome

HEADLINES: Mapping[Outcome, Mapping[str, str]] = {
    Outcome.PROHIBITED: {"en": "Prohibited", "ar": "محظور"},
    Outcome.UNDETERMINED: {"en": "Cannot be decided yet", "ar": "لا يُحسم بعد"},
    Outcome.NEEDS_COMMITTEE_APPROVAL: {
        "en": "Only if the Committee approves first",
        "ar": "لا يجوز إلا بموافقة اللجنة مسبقاً",
    },
    Outcome.NEEDS_NOTIFICATION: {"en": "Only with notice to the Committee", "ar": "لا يجوز إلا بإخطار اللجنة"},
    Outcome.CAPPED: {"en": "Only inside the cap", "ar": "ضمن السقف فقط"},
    Outcome.PERMITTED_WITH_CONDITIONS: {"en": "Permitted on conditions", "ar": "جائز بشروط"},
    Outcome.ADVISED_AGAINST: {"en": "Advised against", "ar": "موصى بتجنبه"},
    Outcome.NOT_RESTRICTED: {"en": "No measure found", "ar": "لم يُعثر على تدبير"},
}
"""Fixed by the design (§3): the same words everywhere."""

DECIDERS: Mapping[str, Mapping[str, str]] = {
    "text": {"en": "the paragraph itself", "ar": "نص الفقرة نفسها"},
    "state": {"en": "a Member State", "ar": "دولة عضو"},
    "committee": {"en": "the 1718 Committee", "ar": "لجنة 1718"},
    "council": {"en": "the Security Council", "ar": "مجلس الأمن"},
    "authority": {"en": "the licensing authority", "ar": "جهة الترخيص"},
}

OTHER_HEADLINES: Mapping[Outcome, Mapping[str, str]] = {
    **HEADLINES,
    Outcome.NEEDS_COMMITTEE_APPROVAL: {"en": "Only with approval beforehand", "ar": "لا يجوز إلا بموافقة مسبقة"},
    Outcome.NEEDS_NOTIFICATION: {"en": "Only with notice to the authority", "ar": "لا يجوز إلا بإخطار السلطة المختصة"},
}
"""Before another regime's authorities there is no Committee: its two headlines say so."""

BINDING: Mapping[str, Mapping[str, str]] = {
    "decides": {"en": "binding", "ar": "مُلزِم"},
    "directs": {"en": "binding", "ar": "مُلزِم"},
    "calls_upon": {"en": "calls upon States, not binding", "ar": "يهيب بالدول، غير مُلزِم"},
    "clarifies": {"en": "explains", "ar": "يوضّح"},
}

UNVERIFIED: Mapping[str, str] = {
    "en": "paragraph number from memory: open the resolution before relying on it",
    "ar": "رقم الفقرة من الذاكرة: راجع نص القرار قبل الاعتماد عليه",
}


def say(words: Mapping[str, str], lang: str) -> str:
    """A sentence in the language asked for, English where it has none."""
    return words.get(lang) or words.get("en") or next(iter(words.values()), "")
