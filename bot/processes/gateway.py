"""The gateway process."""

from __future__ import annotations

from bot.processes.child import prepare


def main() -> None:
    """Serve the gateway until stopped."""
    prepare()
    from bot.gateway.app import create_app
    from bot.gateway.server import serve
    from bot.settings import load_settings
    from bot.storage.keeper import RetentionKeeper

    settings = load_settings()
    app = create_app(settings)
    RetentionKeeper(app.extensions["hoiso"].storage).start()
    serve(app, settings)


if __name__ == "__main__":
    main()
