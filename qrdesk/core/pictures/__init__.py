"""Pictures that people bring: looked at with suspicion, and made anew. Nothing of the bytes they sent is kept."""
