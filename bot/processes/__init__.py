"""The processes that ``hoiso up`` starts, each run as ``python -m bot.processes.<name>``."""
