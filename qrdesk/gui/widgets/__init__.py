"""The part library: every page is put together from these."""
