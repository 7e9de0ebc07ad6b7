"""Values seen without a code, and the versions of what the authority decided that they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import models

from fanlight.exchange.mapping import CodeMapping
from fanlight.web.accounts.models import User

Values = Mapping[str, Mapping[str, Mapping[str, str]]]
Where = tuple[str, str, str]  # format, field, value


class UnmappedValue(models.Model):
    """A local value that nobody had mapped when a file was read."""

    batch = models.ForeignKey("exchange.ImportBatch", on_delete=models.CASCADE, related_name="unmapped")
    format = models.CharField(max_length=30)
    field = models.CharField(max_length=100)
    code_set = models.CharField(max_length=100)
    value = models.TextField()
    words = models.CharField(max_length=200, blank=True, help_text="What the file says beside it")
    count = models.PositiveIntegerField(help_text="Rows of the file that hold it")

    class Meta:
        ordering = ["-count", "id"]

    def __str__(self) -> str:
        return f"{self.field} {self.value}"

    @property
    def where(self) -> Where:
        """Its place in a mapping."""
        return self.format, self.field, self.value


class CodeMappingVersion(models.Model):
    """The whole mapping as it stood after somebody saved it. Never changed: a change is a new version."""

    number = models.PositiveIntegerField(unique=True)
    values = models.JSONField(help_text='Code by value by field by format; "" means that none fits')
    code_sets = models.JSONField(
        default=dict, help_text="From which set a field's codes come: name, by field, by format"
    )
    changed = models.JSONField(help_text="Format, field, value, code before (null: none), code since")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    came_from = models.CharField(max_length=200, blank=True, help_text="The file, when it was not typed here")

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"Version {self.number}"

    def as_mapping(self) -> CodeMapping:
        """The version in the shape that readers take."""
        return CodeMapping(self.values, self.number)


def lines_of(values: Values) -> Iterator[tuple[Where, str]]:
    """Every decision of a mapping: its place, and the code."""
    for file_format, by_field in values.items():
        for field, by_value in by_field.items():
            for value, code in by_value.items():
                yield (file_format, field, value), code
