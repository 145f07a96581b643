"""What the import may write, as the named job of the whole register."""

from pathlib import Path

from django.db import migrations

BACK = """
REVOKE INSERT, UPDATE (surname, given_names, born_said, born_on, version) ON people_person FROM tutela_register;
REVOKE INSERT ON people_interest, people_card FROM tutela_register;
REVOKE INSERT, UPDATE (kind, surname, given_names, surname_key, given_key, starts_on, ends_on, source, version)
    ON people_name FROM tutela_register;
REVOKE INSERT, UPDATE (said, "on", earliest, latest, version) ON people_birthdate FROM tutela_register;
REVOKE INSERT, UPDATE (kind, said, key, is_sound, kept_because, version) ON people_identifier FROM tutela_register;
REVOKE INSERT, UPDATE (kind, lines, postcode, postcode_key, house_key, starts_on, ends_on, version)
    ON people_address FROM tutela_register;
ALTER TABLE exchange_source DROP CONSTRAINT source_was_written_under_its_entry;
DROP POLICY register ON exchange_source;
ALTER TABLE exchange_source DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("people", "0003_parts")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
