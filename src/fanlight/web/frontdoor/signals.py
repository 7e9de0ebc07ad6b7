"""What the rooms above may listen to."""

from django.dispatch import Signal

child_put_right = Signal()  # line=ContactChild, inside the transaction that says it was named by mistake
decision_recorded = Signal()  # decision=Decision, inside the transaction that records it
