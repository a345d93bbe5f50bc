"""The Rasa process: loopback only, HTTP API off, telemetry off, short time-outs.

Starting Rasa from here and not by ``rasa run`` allows for what its command line can't say: the time-out of
calls to the action server (300 s there), logs without people's words, and an end with an error when the
model can't be loaded (there it serves without one and answers ``[]``).
"""

from __future__ import annotations

import argparse
import logging
import os
from pathlib import Path
from typing import Any

from bot.processes.child import prepare, skip_unused_imports

BOT = Path(__file__).resolve().parent.parent
# Keys under which Rasa logs what people wrote and what was understood of it.
_PERSONAL = ("text", "message", "slot", "entit", "event", "state", "response", "tracker", "token", "user")


def main() -> None:
    """Serve ``--model`` until stopped; exit status 1 when it can't be loaded."""
    prepare()
    skip_unused_imports()
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    model = parser.parse_args().model

    from bot.settings import load_settings

    settings = load_settings()
    os.environ["HOISO_ACTIONS_URL"] = settings.actions_url
    os.environ["HOISO_SESSIONS_FILE"] = str(settings.paths.state / "sessions.db")
    os.environ["HOISO_SESSION_MINUTES"] = str(settings.session_minutes)
    # A directory of its own: Rasa looks for files by relative names where it is told nothing else.
    settings.paths.state.mkdir(parents=True, exist_ok=True)

    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints

    configure_rasa_logs()
    endpoints = AvailableEndpoints.read_endpoints(str(BOT / "endpoints.yml"))
    # One second less than the gateway waits, so that Rasa gives up first and says so in its log.
    check_answers_with_one_validator()
    endpoints.action = impatient(endpoints.action, max(1.0, settings.answer_seconds - 1))
    serve_application(
        model_path=model,
        interface="127.0.0.1",
        port=settings.rasa_port,
        credentials=str(BOT / "credentials.yml"),
        endpoints=endpoints,
        enable_api=False,
        response_timeout=int(settings.answer_seconds) + 2,
        server_listeners=[(_require_model, "after_server_start")],
    )


def check_answers_with_one_validator() -> None:
    """Check what the action server answers with a validator that is made once.

    Rasa checks every answer against the schema of its REST format, and each time it first checks that schema
    itself, which never changes: half of what a message costs in a bare bot. The check of the answer stays.
    """
    from jsonschema.exceptions import best_match
    from jsonschema.validators import validator_for
    from rasa.core.actions.action import RemoteAction

    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        error = best_match(validator.iter_errors(result))
        if error is not None:
            raise error
        return True

    RemoteAction._validate_action_result = validate


def impatient(endpoint: Any, seconds: float) -> Any:
    """Return the action server's endpoint with a time-out; Rasa gives its calls five minutes."""
    import aiohttp
    from rasa.utils.endpoints import EndpointConfig

    class Impatient(EndpointConfig):
        async def request(self, *args: Any, **kwargs: Any) -> Any:
            return await super().request(*args, **{**kwargs, "timeout": aiohttp.ClientTimeout(total=seconds)})

    return Impatient(endpoint.url)


async def _require_model(app: Any, loop: Any) -> None:
    if not app.ctx.agent.is_ready():
        logging.getLogger("bot.processes.rasa").error("the Rasa model can't be loaded")
        os._exit(1)
    logging.getLogger("bot.processes.rasa").info("rasa is ready")


def configure_rasa_logs() -> None:
    """Send Rasa's structured log through ``logging``, warnings only, without people's words."""
    import structlog

    structlog.configure(
        processors=[
            _drop_personal,
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["event"]),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        cache_logger_on_first_use=True,
    )


def _drop_personal(logger: Any, method: str, event: Any) -> Any:
    return {
        key: value
        for key, value in event.items()
        if key == "event" or not any(part in key.lower() for part in _PERSONAL)
    }


if __name__ == "__main__":
    main()
