"""The web widget: its script, its API, and the dialogue that the chat page shares."""

from bot.gateway.widget.routes import register

__all__ = ["register"]
