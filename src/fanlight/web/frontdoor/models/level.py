"""The levels a decision can land on, dated: an old decision keeps the words of its day."""

from __future__ import annotations

from django.db import models


class LevelSet(models.Model):
    """An edition of the authority's threshold document."""

    code = models.SlugField(unique=True)
    title = models.CharField(max_length=120)
    edition = models.CharField(max_length=120)
    source = models.CharField(max_length=400)
    in_force_from = models.DateField()
    in_force_to = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Level(models.Model):
    """One level, with the absolute anchor a worker reads beside it."""

    level_set = models.ForeignKey(LevelSet, on_delete=models.PROTECT, related_name="levels")
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    anchor = models.TextField()
    ssd_flag = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    keeps_open = models.BooleanField(default=False)
    steps_up = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Coarse order for 'higher' and 'lower'; empty where it has none"
    )

    class Meta:
        ordering = ["level_set", "order"]
        constraints = [models.UniqueConstraint(fields=["level_set", "code"], name="one_level_a_code")]

    def __str__(self) -> str:
        return self.label
