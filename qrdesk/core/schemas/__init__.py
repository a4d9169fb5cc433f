"""Drafts, patches, queries and views: what goes in and comes out."""
