"""The best possible fast-and-frugal tree over given cues, found exactly: none of the class is better."""
