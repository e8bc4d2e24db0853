"""The runners of the measurements: what they measure must be sound."""
