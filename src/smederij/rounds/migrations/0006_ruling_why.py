"""A ruling keeps why its agreement concerned the idea."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rounds", "0005_ruling")]

    operations = [
        migrations.AddField(
            model_name="ruling",
            name="why",
            field=models.CharField(max_length=700, default=""),
            preserve_default=False,
        ),
    ]
