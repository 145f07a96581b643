"""The record, as pages read it. Made and kept by SQL (`0002_record.sql`); nothing here writes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tutela.audit.fields import SnapshotField, TransactionIdField


class Entry(models.Model):
    """What was done, by whom: ids and codes, no names and no free text."""

    id = models.UUIDField(primary_key=True)
    era = models.SmallIntegerField()
    xact = TransactionIdField()
    snapshot = SnapshotField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    job = models.TextField(null=True)
    account = models.UUIDField(null=True)
    event = models.TextField()
    about = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    details = models.JSONField(null=True)
    salt = models.UUIDField()
    details_digest = models.BinaryField()
    operation_key = models.UUIDField(null=True)

    class Meta:
        managed = False
        db_table = "audit_entry"


class Opening(models.Model):
    """A file opened on a ground, with its purpose, for a working period."""

    id = models.UUIDField(primary_key=True)
    actor = models.UUIDField()
    person_id = models.UUIDField()
    owner_team = models.UUIDField()
    ground = models.TextField()
    parts_read = ArrayField(models.TextField())
    parts_change = ArrayField(models.TextField())
    purpose = models.TextField()
    at = models.DateTimeField()
    until = models.DateTimeField()
    era = models.SmallIntegerField()
    xact = TransactionIdField()

    class Meta:
        managed = False
        db_table = "audit_opening"


class Consultation(models.Model):
    """One page of one person's file, seen by one actor, with the snapshot it was seen in."""

    id = models.UUIDField(primary_key=True)
    opening_id = models.UUIDField()
    actor = models.UUIDField()
    person_id = models.UUIDField()
    page = models.TextField()
    parts_read = ArrayField(models.TextField())
    parts_change = ArrayField(models.TextField())
    known_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    era = models.SmallIntegerField()
    xact = TransactionIdField()
    snapshot = SnapshotField()

    class Meta:
        managed = False
        db_table = "audit_consultation"


class Listing(models.Model):
    """A list page, with the people it named."""

    id = models.UUIDField(primary_key=True)
    actor = models.UUIDField()
    page = models.TextField()
    people = ArrayField(models.UUIDField())
    at = models.DateTimeField()
    era = models.SmallIntegerField()
    xact = TransactionIdField()

    class Meta:
        managed = False
        db_table = "audit_listing"


class Version(models.Model):
    """One version of one row of a person, with the entry of its transaction."""

    pk = models.CompositePrimaryKey("tablename", "row_id", "version")
    tablename = models.TextField()
    row_id = models.UUIDField()
    version = models.IntegerField()
    person_id = models.UUIDField()
    other_person_id = models.UUIDField(null=True)
    part = models.TextField()
    gone = models.BooleanField()
    doc = models.JSONField(null=True)
    salt = models.UUIDField()
    digest = models.BinaryField()
    at = models.DateTimeField()
    era = models.SmallIntegerField()
    xact = TransactionIdField()
    entry = models.UUIDField()

    class Meta:
        managed = False
        db_table = "audit_history"


class Leaf(models.Model):
    """An entry's place in the sealed log (RFC 6962)."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.UUIDField()
    hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "audit_leaf"


class Head(models.Model):
    """A signed head of the sealed log."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    peaks = ArrayField(models.BinaryField())
    era = models.SmallIntegerField()
    horizon = TransactionIdField()
    looks = models.BinaryField()
    looks_count = models.BigIntegerField()
    sealed_at = models.DateTimeField()
    public_key = models.BinaryField()
    signature = models.BinaryField()

    class Meta:
        managed = False
        db_table = "audit_head"


class Verification(models.Model):
    """Everything recorded was computed anew and compared: what was found."""

    id = models.UUIDField(primary_key=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    size = models.BigIntegerField()
    root = models.BinaryField(null=True)
    counted = models.JSONField()
    faults = models.BigIntegerField()
    found = models.JSONField()
    entry = models.UUIDField()

    class Meta:
        managed = False
        db_table = "audit_verification"
