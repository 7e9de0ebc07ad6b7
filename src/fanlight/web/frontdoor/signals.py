"""What the rooms above may listen to."""

from django.dispatch import Signal

decision_recorded = Signal()  # decision=Decision, inside the transaction that records it
