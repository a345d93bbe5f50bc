"""From the outbox to Zalo: each part sent in order, with Zalo's refusals handled one by one."""

from __future__ import annotations

import logging

from bot.gateway.zalo.answering import CHANNEL
from bot.gateway.zalo.client import AuthorizationNeededError, ZaloClient, ZaloUnreachableError
from bot.gateway.zalo.events import handling
from bot.gateway.zalo.tokens import TokenStore
from bot.storage import Storage, outbox
from bot.storage.outbox import Part

log = logging.getLogger(__name__)
_LONGEST_PAUSE = 900.0
_AUTHORIZATION_PAUSE = 300.0
_REFRESH = "refresh"


class Sender:
    """Sends the parts that wait in the outbox."""

    def __init__(self, storage: Storage, client: ZaloClient, tokens: TokenStore) -> None:
        self._storage = storage
        self._client = client
        self._tokens = tokens

    def send_next(self) -> bool:
        """Send one part that is due; False where none is."""
        part = outbox.next_part(self._storage, CHANNEL)
        if part is None:
            return False
        if self._storage.clock() > part.window_ends:
            outbox.give_up(self._storage, part, "window")
            log.warning("a zalo reply came too late and was not sent")
            return True
        try:
            self._deal_with(part, self._send(part))
        except ZaloUnreachableError:
            outbox.postpone(self._storage, part, _pause(part.attempts), "unreachable")
        except AuthorizationNeededError:
            outbox.postpone(self._storage, part, _AUTHORIZATION_PAUSE, "authorize", counts=False)
        except Exception as error:
            log.error("a zalo part could not be sent: %s", type(error).__name__, exc_info=error)
            outbox.postpone(self._storage, part, _pause(part.attempts), type(error).__name__[:64])
        return True

    def _send(self, part: Part) -> int:
        """Send the part, once more with a new token where Zalo refuses the one held."""
        user = self._storage.vault.unseal(part.recipient)
        token = self._tokens.access_token()
        code = self._client.send_text(token, user, part.body)
        if code and handling(code).action == _REFRESH:
            code = self._client.send_text(self._tokens.renew(token), user, part.body)
        return code

    def _deal_with(self, part: Part, code: int) -> None:
        if code == 0:
            outbox.mark_sent(self._storage, part)
            return
        what = handling(code)
        if what.alert:
            log.error("ALERT zalo answered %d: %s", code, what.alert)
        if what.action == "give_up":
            outbox.give_up(self._storage, part, str(code))
            log.warning("zalo refused a reply for good: %d", code)
        elif what.action == "wait":
            outbox.postpone(self._storage, part, what.seconds, str(code), counts=False)
        elif what.action == _REFRESH:
            outbox.postpone(self._storage, part, _AUTHORIZATION_PAUSE, str(code))
            log.error("ALERT zalo refuses a token that it has just given: %d", code)
        else:
            outbox.postpone(self._storage, part, _pause(part.attempts), str(code))


def _pause(attempts: int) -> float:
    return min(_LONGEST_PAUSE, 2.0 ** min(attempts, 10))
