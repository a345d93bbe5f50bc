"""The action server process: loopback only.

Rasa SDK's own server listens on every address and answers an error with the whole request; this one runs
the same executor on loopback and keeps errors to a line in the log.
"""

from __future__ import annotations

import json
import logging
import zlib
from typing import Any

from bot.processes.child import prepare

log = logging.getLogger("bot.processes.actions")
PACKAGE = "actions.actions"


def main() -> None:
    """Serve the actions until stopped."""
    prepare()
    from bot.settings import load_settings

    settings = load_settings()
    app = create_app(PACKAGE)
    app.run(host="127.0.0.1", port=settings.actions_port, workers=1, access_log=False, motd=False)


def create_app(package: str) -> Any:
    """Return the Sanic application that runs the actions of ``package``.

    The package may have ``warm_up()``: it is called before the port opens, so that the first question does
    not pay for loading.
    """
    import importlib

    from rasa_sdk.executor import ActionExecutor
    from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
    from sanic import Sanic, response

    app = Sanic("hoiso_actions", configure_logging=False)
    executor = ActionExecutor()
    module = importlib.import_module(package)
    executor.register_package(module)

    @app.before_server_start
    async def warm_up(app: Any, loop: Any) -> None:
        if hasattr(module, "warm_up"):
            module.warm_up()
        log.info("action server is ready")

    @app.get("/health")
    async def health(request: Any) -> Any:
        return response.json({"status": "ok"})

    @app.post("/webhook")
    async def webhook(request: Any) -> Any:
        body = request.body
        if request.headers.get("Content-Encoding") == "deflate":
            body = zlib.decompress(body)
        try:
            result = await executor.run(json.loads(body))
        except ActionExecutionRejection as error:
            return response.json({"error": str(error), "action_name": error.action_name}, status=400)
        except ActionNotFoundException as error:
            return response.json({"error": str(error), "action_name": error.action_name}, status=404)
        return response.json(result)

    @app.exception(Exception)
    async def failed(request: Any, exception: Exception) -> Any:
        status = getattr(exception, "status_code", 500)
        if status >= 500:
            log.error("action failed: %s", type(exception).__name__, exc_info=exception)
        return response.json({"error": type(exception).__name__}, status=status)

    return app


if __name__ == "__main__":
    main()
