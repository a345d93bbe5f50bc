"""From a draft to the reply: wording, verdicts on what was claimed, and the last check of every figure."""
