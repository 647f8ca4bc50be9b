"""The rules (规则): one small module a topic, one body a rule."""
