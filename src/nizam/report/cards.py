"""The items of an article as cards: the deed, its status, who to whom, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping

from nizam.casework import ArticleCase
from nizam.model.text import Item
from nizam.model.verdict import Verdict
from nizam.report.labels import Labels, goods_titles
from nizam.report.people import People
from nizam.report.proposed import by
from nizam.report.shape import Card
from nizam.report.verdicts import view

NOT = frozenset(("denied", "negated", "excluded"))
"""Three ways of "not": such items are said, not done."""

HAPPENED = frozenset(("done", "historical"))


class Cards:
    """Every item's card, numbered as the items stand in the text."""

    def __init__(self, case: ArticleCase, people: People, words: Labels) -> None:
        self._case, self._people, self._words = case, people, words
        self._items: Mapping[str, Item] = {item.id: item for item in case.reading.items}
        answers = {answer.item: answer for answer in case.answers}
        order = sorted((i for i in case.reading.items if i.id in answers), key=lambda i: (i.span.start, i.span.end))
        self.all = tuple(self._card(number, item, answers[item.id].verdict) for number, item in enumerate(order, 1))

    def apart(self, card: Card) -> bool:
        """Whether the article says that it is not done, or promises to comply."""
        item = self._items[card.id]
        return item.commitment or item.status in NOT

    def done(self, card: Card) -> bool:
        """Whether the article reports it as something that has happened."""
        return self._items[card.id].status in HAPPENED

    def _card(self, number: int, item: Item, verdict: Verdict) -> Card:
        words, text = self._words, self._case.reading.document.text
        statement = next((s for s in self._case.reading.statements if s.id == item.statement), None)
        return Card(
            number=number,
            id=item.id,
            quote=" ".join(item.span.of(text).split()),
            deed=words.title("activities", item.activity),
            domain=words.title("domains", item.domain),
            who=self._people.name(item.actor),
            whom=self._people.name(item.to),
            status=words.title("statuses", item.status),
            cue=" ".join(item.status_cue.of(text).split()) if item.status_cue else "",
            means=words.means(item.status),
            modal=words.ui("as_described" if item.status in HAPPENED else "if_done"),
            commitment=words.ui("commitment") if item.commitment else "",
            said_by=(self._people.name(statement.speaker) or words.ui("author")) if statement else "",
            statement=statement.id if statement else None,
            details=self._details(item),
            verdict=view(verdict, words, self._people.called),
            proposed=by(item.proposed_by, words),
        )

    def _details(self, item: Item) -> tuple[tuple[str, str], ...]:
        words = self._words
        rows = []
        if item.goods:
            titles = goods_titles(words.lang)
            rows.append((words.ui("goods"), words.ui("comma").join(titles.get(term, term) for term in item.goods)))
        if item.quantity:
            rows.append((words.ui("quantity"), words.amount(item.quantity)))
        if item.place:
            rows.append((words.ui("place"), self._people.unnamed(item.place)))
        if item.when is not None:
            rows.append((words.ui("day"), words.day(item.when)))
        return tuple(rows)
