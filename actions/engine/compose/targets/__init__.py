"""Answers about targets: values, comparisons, extremes, and which targets a question means."""
