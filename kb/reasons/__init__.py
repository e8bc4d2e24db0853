"""Reasons: verdicts, the steps of an argument, and their renderings."""
