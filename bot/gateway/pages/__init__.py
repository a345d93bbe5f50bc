"""The gateway's pages for people: chat, document and lookup."""

from bot.gateway.pages.routes import register

__all__ = ["register"]
