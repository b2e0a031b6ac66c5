"""Romanised DPRK names → Hangul, by a table made for measuring alone: the matcher's own table must not mark itself."""

from __future__ import annotations

import re

# syllable of the DPRK's romanisation, then the Hangul a reader would most likely take it for
# ruff: noqa: E501
_SYLLABLES = """
kim 김 ri 리 pak 박 choe 최 jong 정 kang 강 jo 조 yun 윤 jang 장 rim 림 han 한 o 오 so 서 sin 신 kwon 권 hwang 황 an 안 song 송 ryu 류
hong 홍 jon 전 ko 고 mun 문 yang 양 son 손 pae 배 paek 백 ho 허 nam 남 sim 심 ro 로 ha 하 kwak 곽 cha 차 ju 주 u 우 ku 구 min 민 na 나
jin 진 ji 지 om 엄 chae 채 won 원 chon 천 pang 방 kong 공 hyon 현 ham 함 pyon 변 yom 염 yo 여 chu 추 to 도 sok 석 sol 설 ma 마 kil 길
pyo 표 myong 명 ki 기 ok 옥 in 인 maeng 맹 mo 모 tak 탁 kuk 국 thae 태 chol 철 yong 영 il 일 un 은 chun 춘 ryong 룡 sik 식 su 수 gun 근
kwang 광 hak 학 hyok 혁 hun 훈 ung 웅 guk 국 gil 길 hui 희 gyong 경 kyong 경 gi 기 ho 호 sun 순 sung 승 tae 태 dae 대 dong 동 tong 동 chan 찬
chang 창 chil 칠 chul 출 gap 갑 hae 해 hwan 환 hwa 화 hyong 형 jae 재 jun 준 kun 근 kyu 규 gyu 규 man 만 mi 미 mu 무 myong 명 pong 봉 bong 봉
pyong 병 byong 병 pom 범 bom 범 rak 락 ryol 렬 rim 림 ryang 량 sang 상 se 세 sok 석 sop 섭 song 성 suk 숙 ui 의 uk 욱 wan 완 won 원 ye 예
yu 유 yon 연 yol 열 hyang 향 hui 희 nyon 년 nam 남 gwan 관 kwan 관 chin 진 thaek 택 taek 택 chong 청 do 도 kap 갑 gu 구 gang 강 rok 록
ryon 련 tok 덕 dok 덕 yop 엽 ik 익 bok 복 pok 복 bin 빈 bae 배 hup 흡 hung 흥 jun 준 jip 집 kol 걸 gol 걸 mok 목 nim 님 pil 필 phil 필 bo 보
"""
_WORDS = _SYLLABLES.split()
_TABLE: dict[str, str] = {}
for _roman, _hangul in zip(_WORDS[::2], _WORDS[1::2], strict=True):
    _TABLE.setdefault(_roman, _hangul)
_SURNAMES = {
    "ho": "허",
    "ryang": "량",
    "jon": "전",
    "chon": "전",
    "paek": "백",
    "choi": "최",
    "cho": "조",
    "ra": "라",
    "rho": "로",
    "lee": "리",
    "park": "박",
}


def to_hangul(name: str) -> str | None:
    """김정식 for "KIM, Jong Sik" or "Kim Jong-sik"; None where a syllable is not in the table."""
    words = re.findall(r"[a-z]+", name.replace("'", "").replace("\u2019", "").lower())
    if not 2 <= len(words) <= 3:
        return None
    out = [_SURNAMES.get(words[0]) or _TABLE.get(words[0])]
    for word in words[1:]:
        pieces = [_TABLE[word]] if word in _TABLE else _cut(word)
        out.extend(pieces or [None])
    if None in out or not 2 <= len(out) <= 4:
        return None
    return "".join(piece for piece in out if piece)


def _cut(word: str) -> list[str] | None:
    for at in range(2, len(word) - 1):
        if word[:at] in _TABLE and word[at:] in _TABLE:
            return [_TABLE[word[:at]], _TABLE[word[at:]]]
    return None


def syllables(word: str) -> list[str] | None:
    """A romanised Korean word of any length in Hangul, longest syllables first; None where it is not one."""
    if not word:
        return []
    for size in range(min(6, len(word)), 0, -1):
        rest = syllables(word[size:]) if word[:size] in _TABLE else None
        if rest is not None:
            return [_TABLE[word[:size]], *rest]
    return None
