"""Many articles, night after night: what was seen before is remembered, and what has changed is told."""
