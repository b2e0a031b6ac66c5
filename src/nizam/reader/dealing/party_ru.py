"""One party of a Russian sentence: where it ends, the cases it may stand in, the country its words tell.

«Китайской угольной компании из Шэньяна», «Управлению закупок зерна КНДР» and «заводу «Хыннам» (КНДР)» are one each.
"""

from __future__ import annotations

import re

from nizam.reader.dealing.cases_ru import whither
from nizam.reader.dealing.declension_ru import ANY, adjective_cases, guessed_cases
from nizam.reader.dealing.partywords_ru import (
    NO_NOUN,
    STOPS,
    PartyWords,
    cases_of_name,
    head_forms,
    meet,
    office_forms,
    stands_as,
)
from nizam.reader.dealing.places_ru import is_cyrillic
from nizam.reader.dealing.verbs_ru import names_deed, verb_sign
from nizam.text.gazetteer import Named
from nizam.text.normalise import fold
from nizam.text.phrases import Found

_MOST_ADJECTIVES = 4
_LONGEST_CHAIN = 7
_LONGEST_BRACKET = 6
_PLACING = frozenset(("в", "во", "из", "с", "со", "на", "под", "близ", "около", "при", "возле", "у"))
_PLACES = re.compile("^(?:город|порт|провинци|уезд|район|остров|столиц|посел|област|край|кра|пригород|окрестност|зон)")
_GENITIVE = ("и", "ы", "а", "я", "ов", "ев", "ей", "ий", "ого", "его", "ых", "их", "ой", "ств", "ок", "ек")
MISSIONS = ("посольств", "консульств", "генконсульств", "представительств", "мисси", "торгпредств", "дипмисси")


class PartyReader(PartyWords):
    """Reads the party that begins at a token."""

    def head(self, at: int) -> tuple[int, str, str] | None:
        """Where the noun or name at a token ends, its cases and its role; None where none stands there."""
        if at >= len(self.tokens) or at in self.stops:
            return None
        token, name = self.tokens[at], self.named.get(at)
        if at in self.quoted:
            if at - 1 in self.craft:
                return None
            # «железной руды «Мусан консентрейтс»»: whose the goods are.
            return self.quoted[at], "gd" if at - 1 in self.things else ANY, ""
        if token.text[:1].isascii() and token.capital and len(token.text) > 1:
            return self.run(at), ANY, ""
        if name is not None and stands_as(self.tokens, name) != 1:
            cases = ANY if name.value.kind == "org" else cases_of_name(self.tokens, name)
            return name.last, cases, ""
        if token.folded in head_forms() and not names_deed(verb_sign(token.folded)) and not self._committee(at):
            role, cases = head_forms()[token.folded]
            return at + 1, cases, role
        return None

    def _committee(self, at: int) -> bool:
        """«Комитет» with a capital and nobody's name is that of the Security Council, no party."""
        return (
            self.tokens[at].capital
            and self.tokens[at].folded.startswith("комитет")
            and self._genitives(at, at + 1) == at + 1
        )

    def party(self, at: int) -> tuple[int, str, str] | None:
        """The end, cases and role of the party that begins at a token."""
        self.country = None
        cases, here, nation = ANY, at, False
        while (
            here < len(self.tokens)
            and here - at < _MOST_ADJECTIVES
            and (here == at or not STOPS.search(self.gap(here)))
        ):
            told = self.adjective(here)
            if not told:
                break
            cases = meet(cases, told)
            nation = nation or here in self.named
            self.tell(here)
            here += 1
        if here > at and (here >= len(self.tokens) or STOPS.search(self.gap(here))):
            return None
        found = self.head(here)
        if found is None:
            told = self._unknown(at, here)
            if not told and not (nation and self.noun(here)):
                return None
            return self._tail(here, here + 1), meet(cases, told or ANY), ""
        last, told, role = found
        self.tell(here)
        cases = meet(cases, told)
        bare = here == at and here in self.named and self.named[here].value.kind not in ("org", "adjective")
        return (self._aside(last) if bare else self._tail(here, last)), cases, role

    def _unknown(self, at: int, here: int) -> str:
        """The cases of a noun nothing is known of that a name or capitals show to be a party: «пчеловодам КНДР»,
        «Красному Кресту»; "" for no party."""
        if not self.noun(here) or adjective_cases(self.tokens[here].folded):
            return ""
        name = None if here + 1 in self.quoted else self.named.get(here + 1)
        owned = name is not None and stands_as(self.tokens, name) == 3 and not STOPS.search(self.gap(here + 1))
        if owned and name is not None and "g" not in cases_of_name(self.tokens, name):
            owned = False
        if not owned and self.led(at) and here + 1 < len(self.tokens):
            # «у площадки в Нампхо», «для закупщиков «X»»: after a preposition of sides, with a place or a name.
            owned = here + 1 in self.quoted or (
                self.tokens[here + 1].folded in _PLACING and self._placed(here, here + 1) > here + 1
            )
        titled = at < here and at > 0 and self.tokens[at].capital and self.tokens[here].capital
        return guessed_cases(self.tokens[here].folded) if owned or titled else ""

    def _tail(self, head: int, last: int) -> int:
        """The end of a party with its name, its genitives and its place."""
        while last < len(self.tokens):
            step = self._step(head, last)
            if step == last:
                break
            last = step
        return last

    def _step(self, head: int, last: int) -> int:
        gap = self.gap(last)
        if last in self.stops and self.tokens[last].folded not in _PLACING:
            return last
        if re.search("[(,]", gap) or re.search("[—–;:.!?)]", gap):
            return self._aside(last)
        token, name = self.tokens[last], self.named.get(last)
        if last in self.quoted:
            return self.quoted[last]
        if token.text[:1].isascii() and token.capital and name is None and self.quoted.get(head) is None:
            return self.run(last)
        if token.folded in _PLACING:
            return self._placed(head, last)
        if token.capital and is_cyrillic(token) and name is None and not self.more(last + 1):
            return last + 1
        return self._genitives(head, last)

    def _placed(self, head: int, last: int) -> int:
        """«завод в Канге», «фирма из порта Далянь»: a place right after a party is the party's."""
        at = last + 1
        while at < len(self.tokens) and at - last < 4 and at not in self.named and not STOPS.search(self.gap(at)):
            folded = self.tokens[at].folded
            if not (_PLACES.match(folded) or adjective_cases(folded)) or at in self.stops:
                return last
            at += 1
        if self.gap(last + 1) != " " or at >= len(self.tokens):
            return last
        name = self.named.get(at)
        if name is not None and name.value.kind == "adjective" and at + 1 < len(self.tokens):
            # «в северокорейском Саривоне», «в северокорейской провинции …»
            after = self.named.get(at + 1)
            if after is None and not _PLACES.match(self.tokens[at + 1].folded):
                return last
            place = after or name
            end = place.last if after else at + 2
        elif name is not None and name.value.kind != "org":
            place, end = name, name.last
        else:
            return last
        mission = self.tokens[head].folded.startswith(MISSIONS)
        if self.country not in (None, place.value.country) and not mission:
            return last
        if self.tokens[last].folded in ("в", "во", "на") and not mission:
            told = whither(self.tokens[place.last - 1].folded, fold(place.label.split()[-1]))
            if told == "to" or (not told and self.country is not None):
                return last
        self.country = self.country or place.value.country
        return self._aside(end)

    def _aside(self, last: int) -> int:
        """The end of «(КНДР)» or «, Китай,» after a party."""
        if last >= len(self.tokens):
            return last
        gap = self.gap(last)
        if "(" in gap and not re.search("[.;:]", gap):
            end = last + 1
            while end < len(self.tokens) and ")" not in self.gap(end):
                end += 1
            inside = range(last, end)
            if len(inside) > _LONGEST_BRACKET or any(i in self.stops for i in inside):
                return last
            if not any(i in self.named for i in inside):
                return last if not all(self.tokens[i].text[:1].isascii() for i in inside) else end
            self.tell(next(i for i in inside if i in self.named))
            return end
        if (
            re.fullmatch('[»”"]*, ', gap)
            and last in self.named
            and self.country in (None, self.named[last].value.country)
        ):
            name = self.named[last]
            ends = name.last >= len(self.tokens) or STOPS.search(self.gap(name.last))
            if name.value.kind not in ("adjective", "org") and ends and "n" in cases_of_name(self.tokens, name):
                self.tell(last)
                return name.last
        return last

    def _genitives(self, head: int, last: int) -> int:
        """The end of the genitives after a noun, as far as they end in a name or belong to an office's."""
        office = self.tokens[head].folded in office_forms()
        end = last
        for at in range(last, min(last + _LONGEST_CHAIN, len(self.tokens))):
            name, folded = self.named.get(at), self.tokens[at].folded
            if STOPS.search(self.gap(at)):
                return at if "(" in self.gap(at) and self._aside(at) > at else end
            if at in self.quoted:
                return self.quoted[at]
            if name is not None and stands_as(self.tokens, name) != 1:
                return self._owner(at, name) or end
            if not self._may_go_on(head, at, office):
                # «корпорация машин (Пхеньян)»
                named = office and at == head + 1 and "(" in self.gap(at + 1) and self._aside(at + 1) > at + 1
                return at + 1 if named else end
            if name is not None and self.country not in (None, name.value.country):
                break
            self.tell(at)
            if name is not None or office or folded in head_forms():
                end = at + 1
        return end

    def _owner(self, at: int, name: Found[Named]) -> int:
        """The end of the country or place that a party is of; 0 for one that it is not."""
        before = self.tokens[at - 1].folded
        titled = before in head_forms() or _PLACES.match(before)  # «порта Раджин», «уезда Хверён»
        genitive = "g" in cases_of_name(self.tokens, name) or name.value.kind == "org" or titled
        if not genitive or self.country not in (None, name.value.country):
            return 0
        self.tell(at)
        return name.last

    def _may_go_on(self, head: int, at: int, office: bool) -> bool:
        """Whether a word may belong to the genitives after a party's noun."""
        folded, before = self.tokens[at].folded, self.tokens[at - 1].folded
        if folded in ("и", "по"):
            return office
        told = head_forms()[folded][1] if folded in head_forms() else adjective_cases(folded)
        if at in self.stops and not (office and folded.endswith(_GENITIVE)):
            return False
        sign = verb_sign(folded)
        if not is_cyrillic(self.tokens[at]) or (sign and not (office and names_deed(sign))):
            return False
        if told:
            # «заводом Федеральной комиссии»: to whom, and not whose.
            other = "d" in told and at > head + 1 and (folded in head_forms() or self.tokens[at].capital)
            return "g" in told and (office or not other)
        if folded.endswith(NO_NOUN):
            return False
        # «вооружённых сил»: a noun after its adjective, whatever its ending.
        led = office and (at == head + 1 or "g" in adjective_cases(before) or before in ("по", "и", "торговли"))
        return folded.endswith(_GENITIVE) or (led and before not in head_forms()) or (led and len(folded) > 4)
