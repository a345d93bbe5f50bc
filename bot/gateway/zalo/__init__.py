"""The Zalo Official Account channel: webhook, inbox, answers, outbox, tokens."""

from bot.gateway.zalo.channel import register

__all__ = ["register"]
