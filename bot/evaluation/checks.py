"""Judge one reply against its case: status, facts said, clause cited, things that must not be said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.evaluation.cases import Case
from knowledge.text import fold


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one case came to: the reply's own account of itself and why it failed, if it did."""

    case: Case
    reply: str
    status: str
    understood: str
    cited: tuple[str, ...]
    faults: tuple[str, ...]
    custom: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def passed(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.faults


def judge(case: Case, messages: list[dict[str, Any]]) -> Verdict:
    """Judge the reply (a list in the shape of the chat contract) to the case's last turn."""
    reply = "\n".join(str(message.get("text") or "") for message in messages)
    custom: dict[str, Any] = next((message["custom"] for message in messages if message.get("custom")), {})
    status = str(custom.get("status", ""))
    cited = tuple(str(citation.get("clause", "")) for citation in custom.get("citations") or ())
    faults = []
    if not reply.strip():
        faults.append("câu trả lời rỗng")
    if status not in case.status:
        faults.append(f"trạng thái {status or '(không có)'}, cần {'/'.join(case.status)}")
    words = _words(reply)
    faults += [
        f"thiếu «{'/'.join(options)}»"
        for options in case.say
        if not any(_says(words, option) for option in options)
    ]
    faults += [f"không được nói «{text}»" for text in case.unsay if _says(words, text)]
    if status == "answered" and case.clauses and not any(_cites(cited, clause) for clause in case.clauses):
        faults.append(f"không dẫn {' hoặc '.join(case.clauses)}")
    understood = str((custom.get("question") or {}).get("type", ""))
    return Verdict(case, reply, status, understood, cited, tuple(faults), custom)


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", fold(text))


def _says(folded_reply: str, text: str) -> bool:
    """Whether the reply holds ``text`` as whole words or figures ("0%" does not stand in "20%")."""
    return re.search(rf"(?<![\w,.]){re.escape(_words(text))}(?![\w]|[,.]\d)", folded_reply) is not None


def _cites(cited: tuple[str, ...], wanted: str) -> bool:
    """Whether a citation is ``wanted`` or stands below it in the tree."""
    return any(clause == wanted or re.match(re.escape(wanted) + r"[.#]", clause) for clause in cited)
