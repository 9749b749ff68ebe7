"""A grant can be declined; and how it went is told so many weeks after the first payment, not after the result."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

MOST_WEEKS = 104


def keep_weeks(apps: Any, _schema_editor: Any) -> None:
    """The term that was agreed, from the day that was reckoned with it."""
    grants = apps.get_model("pots", "Grant").objects
    for grant in grants.filter(report_due__isnull=False):
        weeks = round((grant.report_due - grant.granted_at).days / 7)
        grants.filter(pk=grant.pk).update(report_weeks=min(max(weeks, 1), MOST_WEEKS))


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_follow_notice"),
        ("pots", "0004_receipts"),
    ]

    operations = [
        migrations.AddField(
            model_name="grant",
            name="report_weeks",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.RunPython(keep_weeks, migrations.RunPython.noop),
        migrations.RemoveField(model_name="grant", name="report_due"),
        migrations.AddField(
            model_name="grant",
            name="declined_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="grant",
            name="declined_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.actor"
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("declined_at", None), ("declined_by", None)),
                    models.Q(
                        ("declined_at__isnull", False), ("declined_by__isnull", False), ("held_reason", "")
                    ),
                    _connector="OR",
                ),
                name="declined_by_someone_and_waits_for_nothing",
            ),
        ),
    ]
