"""A small invented regime, to test the engine apart from real law."""

# ruff: noqa: E501

from __future__ import annotations

from pathlib import Path

from nizam.model.law import Regime
from nizam.regime.load import load_pack

FILES = {
    "regime.yml": """
regime: {id: toy, title: {en: Toy, ar: لعبة}, target: kp, began: "2010-01-01", encoded_from: "2010-01-01"}
exemptions:
- id: general
  kind: committee_prior_approval
  provision: toy/200/9
  says: {en: The Committee may exempt relief work., ar: للجنة أن تعفي العمل الإغاثي.}
  when: [{purpose: [relief]}]
  decided_by: committee
  from: "2015-01-01"
  lifts: all
not_encoded:
- {en: "Everything else."}
""",
    "votes.yml": "votes: []\n",
    "goods.yml": """
coal: {labels: {en: [coal], ar: [فحم]}, hs: ["2701"], basis: reading}
machines: {labels: {en: [machines], ar: [آلات]}, hs: ["84"], basis: text}
oil: {labels: {en: [oil], ar: [نفط]}, hs: ["2710"], basis: reading}
""",
    "S-RES-100-2010.yml": """
instrument:
  id: S/RES/100(2010)
  number: "100"
  adopted: "2010-01-01"
  url: https://docs.un.org/en/S/RES/100(2010)
  did: {en: An invented resolution., ar: قرار مختلق.}
  encoded: ["1", "2", "3"]
provisions:
- id: toy/100/1
  paragraph: "1"
  title: {en: Coal, ar: فحم}
  says: {en: No coal., ar: لا فحم.}
  measure: import-ban
  binding: decides
  from: "2010-01-01"
  confidence: {rule: V, paragraph: V}
  applies_to: {activity: [supply], flow: from-target, goods: [coal]}
  exceptions:
  - id: livelihood
    kind: standing
    says: {en: Livelihood., ar: كسب الرزق.}
    when: [{purpose: livelihood}]
    decided_by: text
- id: toy/100/2
  paragraph: "2"
  title: {en: Loans, ar: قروض}
  says: {en: States are called upon not to lend., ar: يهيب بالدول ألا تقرض.}
  measure: financial-restrictions
  binding: calls_upon
  from: "2010-01-01"
  confidence: {rule: M, paragraph: M}
  applies_to: {activity: [grant-or-loan], flow: with-target}
- id: toy/100/3
  paragraph: "3"
  title: {en: Catch-all, ar: شامل}
  says: {en: Whatever a State finds., ar: كل ما تخلص إليه دولة.}
  measure: export-ban
  binding: decides
  from: "2010-01-01"
  confidence: {rule: V, paragraph: S}
  applies_to: {activity: [supply], flow: to-target}
  on_finding: contributes-wmd
""",
    "S-RES-200-2015.yml": """
instrument:
  id: S/RES/200(2015)
  number: "200"
  adopted: "2015-01-01"
  url: https://docs.un.org/en/S/RES/200(2015)
  did: {en: An invented resolution., ar: قرار مختلق.}
  encoded: ["1", "2", "3", "4", "9"]
provisions:
- id: toy/200/1
  paragraph: "1"
  title: {en: Coal again, ar: فحم}
  says: {en: No coal but by the cap., ar: لا فحم إلا ضمن السقف.}
  measure: import-ban
  binding: decides
  from: "2015-01-01"
  confidence: {rule: V, paragraph: V}
  relations: [{replaces: toy/100/1}]
  applies_to: {activity: [supply], flow: from-target, goods: [coal]}
  exceptions:
  - id: older-contracts
    kind: wind_down
    says: {en: Older contracts., ar: عقود أقدم.}
    when: [{contract.date: {before: "2015-01-01"}}, {delivery.date: {until: "2015-01-31"}}]
    decided_by: text
    procedure: {notify: committee}
- id: toy/200/2
  paragraph: "2"
  title: {en: Oil, ar: نفط}
  says: {en: Oil inside a cap., ar: نفط ضمن سقف.}
  measure: export-ban
  binding: decides
  from: "2015-01-01"
  confidence: {rule: V, paragraph: V}
  applies_to: {activity: [supply], flow: to-target, goods: [oil]}
  exceptions:
  - id: cap
    kind: quota
    says: {en: The cap., ar: السقف.}
    when: [{purpose: livelihood}, {parties.designated: "false"}]
    decided_by: text
    cap: {shared_by: all-states, amounts: {"2015-01-01": {per: year, barrel: "1000"}}}
- id: toy/200/3
  paragraph: "3"
  title: {en: Science, ar: علوم}
  says: {en: Science by field., ar: علوم بحسب الحقل.}
  measure: knowledge-restrictions
  binding: decides
  from: "2015-01-01"
  confidence: {rule: V, paragraph: V}
  exhaustive: "true"
  applies_to: {activity: [science-cooperation], flow: with-target}
  exceptions:
  - {id: medical, kind: out_of_scope, in_play: always, says: {en: Medicine., ar: الطب.}, when: [{field: medicine}], decided_by: text}
  - {id: a, kind: committee_prior_approval, as: route, in_play: always, paragraph: "3(a)", says: {en: Nuclear., ar: النووي.}, when: [{field: nuclear}], decided_by: committee}
  - {id: b, kind: state_determines_then_notifies, in_play: always, paragraph: "3(b)", says: {en: Other., ar: غير ذلك.}, when: [{field: other-science}], decided_by: state}
- id: toy/200/4
  paragraph: "4"
  title: {en: Workers, ar: عمال}
  says: {en: Workers go home., ar: يعود العمال.}
  measure: labour-ban
  binding: decides
  from: "2015-01-01"
  confidence: {rule: V, paragraph: V}
  applies_to: {activity: [employment], flow: from-target}
  duties: [{do: {en: Send them home., ar: أعيدوهم.}, by: "2016-12-31"}]
""",
}


def toy_regime(folder: Path, **changed: str) -> Regime:
    """Write the invented pack to a folder, with files changed by name, and load it."""
    for name, text in {**FILES, **changed}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load_pack(folder)
