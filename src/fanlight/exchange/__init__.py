"""Readers and writers of the formats authorities hold."""
