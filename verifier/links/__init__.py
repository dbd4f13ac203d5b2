"""Links: visiting one and judging what was seen."""
