"""The survival kit: where every address leads, as files that other programs serve when this server is gone."""
