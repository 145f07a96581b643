"""No job asks what tokens stand for: only somebody at a page does."""

from django.db import migrations

AWAY = "REVOKE EXECUTE ON FUNCTION ask_for_meanings, token_words FROM tutela_worker;"
BACK = "GRANT EXECUTE ON FUNCTION ask_for_meanings, token_words TO tutela_worker;"


class Migration(migrations.Migration):
    dependencies = [("court_orders", "0004_orders_walls")]
    operations = [migrations.RunSQL(AWAY, reverse_sql=BACK)]
