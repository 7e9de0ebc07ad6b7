"""What the columns of an authority's own list hold, as somebody said it."""

from __future__ import annotations

from django.db import models

from fanlight.exchange.mapping import ColumnMapping
from fanlight.web.accounts.models import User


class OwnListVersion(models.Model):
    """One list's columns as they stood after somebody described them. A change is a new version."""

    name = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    mapping = models.TextField(help_text="The column mapping, as JSON")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["name", "-number"]
        constraints = [models.UniqueConstraint(fields=["name", "number"], name="a_list_has_each_number_once")]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"

    def as_mapping(self) -> ColumnMapping:
        """The version in the shape that readers take."""
        return ColumnMapping.from_json(self.mapping)
