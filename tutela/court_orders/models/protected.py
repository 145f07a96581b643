"""Who and what the tokens of an order stand for, and the wording as the court certified it.

Meanings and certified wording are read on one page only, by few, after they said why.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment
from tutela.court_orders.models.orders import Clause, Order
from tutela.people.models import Person


class Token(models.Model):
    """What stands in a clause for a victim, a child or a protected place: *Child A*, *zone 1*."""

    class Kind(models.TextChoices):
        CHILD = "child", _("Child")
        VICTIM = "victim", _("Victim")
        OTHER_PERSON = "other_person", _("Another person")
        PLACE = "place", _("Address or place")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="tokens")
    label = models.CharField(_("token"), max_length=30)
    kind = models.CharField(_("stands for"), max_length=12, choices=Kind)

    class Meta:
        verbose_name = _("token")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "label"], name="token_means_one_thing_within_a_record"
            )
        ]
        ordering = ("label", "id")

    def __str__(self) -> str:
        return self.label


class Meaning(models.Model):
    """The name or address for which a token stands, with the keys by which it is recognised."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    token = models.ForeignKey(Token, models.PROTECT, related_name="meanings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    stands_for = models.CharField(_("stands for"), max_length=300)
    whole_key = models.CharField(max_length=300)
    word_keys = ArrayField(models.CharField(max_length=300), default=list)

    class Meta:
        verbose_name = _("meaning of a token")
        ordering = ("id",)


class CertifiedWording(models.Model):
    """A clause word for word as the court certified it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="certified")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField(_("certified wording"))

    class Meta:
        verbose_name = _("certified wording")
        ordering = ("id",)


class Resolution(models.Model):
    """Somebody asked what an order's tokens stand for, and said why; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="resolutions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.CharField(_("why"), max_length=500)
    asked_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("look at what tokens stand for")
        ordering = ("-asked_at", "-id")
