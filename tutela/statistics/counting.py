"""One function for each published figure: its docstring is the counting rule, as pages show it.

They run as the register job, which alone sees everybody. Each takes the area and two days: the
year's first day and the day counted. Sources: Criminal Justice Act 2003 s.326(5); the columns of
the areas' reports that the Ministry of Justice publishes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connections

from tutela.statistics import rules, tables

# People whose home lies in the area on the day; where no area is known, of the owner's area.
OF_AREA = """
    SELECT p.id FROM people_person p
      JOIN agencies_team t ON t.id = p.owner_team_id JOIN agencies_agency g ON g.id = t.agency_id
      LEFT JOIN LATERAL (
          SELECT a.area_id FROM people_address a
           WHERE a.person_id = p.id AND a.kind IN ('home', 'hostel', 'no_fixed_abode')
             AND coalesce(a.starts_on, %(day)s) <= %(day)s
             AND coalesce(a.ends_on, %(day)s) >= %(day)s
           ORDER BY array_position(ARRAY['home', 'hostel', 'no_fixed_abode'], a.kind::text),
                    a.starts_on DESC NULLS LAST, a.id DESC LIMIT 1) h ON true
     WHERE coalesce(h.area_id, g.area_id) = %(area)s
"""


# Held, detained, deported or dead on the day: everybody else is in the community.
NOT_IN_THE_COMMUNITY = """
    SELECT w.person_id FROM people_whereabouts w
     WHERE NOT w.in_error AND w.starts_on <= %(day)s
       AND w.kind IN ('custody', 'hospital', 'deported', 'died')
       AND (w.ends_on IS NULL OR w.ends_on > %(day)s)
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose figures, of which year, on which day, through which connection."""

    area: UUID
    year_from: date
    day: date
    using: str


def registered(asked: Asked) -> int:
    """People subject to the notification requirements who live in the area on the day.

    Counted are people whose determination, as it stands when the count is made, has a period that
    covers the day (Sexual Offences Act 2003 ss.80 to 82, 97 and 122H to 122I), and who are in the
    community: not in custody, not detained in hospital, not deported and not dead on that day. Who
    is missing or abroad is counted. A person belongs to the area of the home address on the day;
    where no area is known, to the area of the team that owns the record. People whose requirements
    could not be worked out are not counted: their number is beside the figures.
    """
    return _number(
        asked,
        """
        SELECT count(*) FROM people_person p
         WHERE p.id IN ({of_area})
           AND EXISTS (
               SELECT FROM notification_requirements_determination d
                CROSS JOIN LATERAL jsonb_array_elements(d.answer -> 'periods') period
                WHERE d.person_id = p.id AND d.is_current AND d.trouble = ''
                  AND (period ->> 'starts')::date <= %(day)s
                  AND (coalesce((period ->> 'indefinite')::boolean, false)
                       OR coalesce((period ->> 'undetermined')::boolean, false)
                       OR (period ->> 'last_day')::date >= %(day)s))
           AND p.id NOT IN ({not_in_the_community})
        """,
    )


def breaches(asked: Asked) -> int:
    """People cautioned or convicted in the year for a breach of the notification requirements.

    Counted are people, once each, of whom a possible breach stands as cautioned or convicted, with
    the caution or conviction (Sexual Offences Act 2003 s.91) on a day from 1 April to the day
    counted. A finding that was undone is not counted. People belong to the area as for the
    registered, on the day counted. A conviction that is recorded only among the court results, and
    not as the outcome of a possible breach, is not counted.
    """
    return _number(
        asked,
        """
        SELECT count(DISTINCT b.person_id) FROM notification_requirements_breach b
         WHERE b.stage IN ('cautioned', 'convicted') AND b.person_id IN ({of_area})
           AND EXISTS (SELECT FROM notification_requirements_breachstep s
                        WHERE s.breach_id = b.id AND s.kind IN ('caution', 'convict')
                          AND s.happened_on BETWEEN %(year_from)s AND %(day)s)
        """,
    )


def reviews_granted(asked: Asked) -> int:
    """People whose indefinite requirements were ended on review in the year.

    Counted are people, once each, whose application for review (Sexual Offences Act 2003 ss.91A to
    91F) was granted by the police or, on appeal, by the court, on a day from 1 April to the day
    counted. The review belongs to the area to whose chief officer it was made; where that is not
    recorded, to the person's area on the day counted.
    """
    return _number(
        asked,
        """
        SELECT count(DISTINCT r.person_id) FROM notification_requirements_review r
         WHERE (r.stage = 'granted' AND r.determined_on BETWEEN %(year_from)s AND %(day)s
                OR r.stage = 'court_granted'
                   AND r.court_decided_on BETWEEN %(year_from)s AND %(day)s)
           AND (r.area_id = %(area)s OR r.area_id IS NULL AND r.person_id IN ({of_area}))
        """,
    )


def orders_shpo(asked: Asked) -> int:
    """Sexual harm prevention orders made in the year.

    Counted are orders, not people: full orders (Sentencing Act 2020 s.345, Sexual Offences Act 2003
    s.103A) made on a day from 1 April to the day counted, against people of the area as for the
    registered. Interim orders, variations and renewals are not counted, nor an order that was
    quashed.
    """
    return _orders(asked, "shpo")


def orders_shpo_travel(asked: Asked) -> int:
    """Sexual harm prevention orders made in the year with a prohibition of foreign travel.

    Those of the orders counted above that forbade foreign travel from the day they were made
    (Sentencing Act 2020 s.348, Sexual Offences Act 2003 s.103D).
    """
    return _orders(
        asked,
        "shpo",
        "AND EXISTS (SELECT FROM court_orders_clause c WHERE c.order_id = o.id"
        " AND c.about_travel AND c.kind = 'prohibition' AND c.starts_on <= o.made_on)",
    )


def orders_notification(asked: Asked) -> int:
    """Notification orders made in the year.

    Counted are orders, not people: full notification orders for convictions abroad (Sexual Offences
    Act 2003 s.97) made on a day from 1 April to the day counted, against people of the area as for
    the registered. Interim orders are not counted, nor an order that was quashed.
    """
    return _orders(asked, "notification_order")


def managed(asked: Asked) -> dict[str, int]:
    """People under the arrangements (MAPPA) on the day, by category and level.

    Counted are people who on the day are in one of the categories 1 to 4 and managed at level 1, 2
    or 3, by what is recorded when the count is made, once each, and who are in the community, as
    for the registered. A category or level that was decided later and holds from an earlier day
    counts from that day. People belong to the area as for the registered. People in a category for
    whom no level is decided yet are in no total: their number stands beside the table.
    """
    counts = _table(
        asked,
        """
        SELECT c.category, coalesce(l.level, 0), count(*) FROM levels_category c
          LEFT JOIN levels_level l ON l.person_id = c.person_id
               AND l.starts_on <= %(day)s AND l.ends_before > %(day)s
         WHERE c.category > 0 AND c.starts_on <= %(day)s AND c.ends_before > %(day)s
           AND c.person_id IN ({of_area}) AND c.person_id NOT IN ({not_in_the_community})
         GROUP BY 1, 2
        """,
    )
    return tables.managed_table(counts)


def in_the_year(asked: Asked) -> dict[str, int]:
    """People managed at level 2 and at level 3 in the year, by category.

    Counted are people who were managed at the level on at least one day from 1 April to the day
    counted, once for each of the two levels, whether in the community or not. The category is the
    one that they were in on the last of those days; who was in none then is not counted. People
    belong to the area as for the registered, on the day counted.
    """
    counts = _table(
        asked,
        """
        SELECT l.level, c.category, count(*) FROM (
            SELECT person_id, level, max(least(ends_before - 1, %(day)s)) AS last_day
              FROM levels_level
             WHERE level IN (2, 3) AND starts_on <= %(day)s AND ends_before > %(year_from)s
             GROUP BY person_id, level) l
          JOIN levels_category c ON c.person_id = l.person_id AND c.category > 0
               AND c.starts_on <= l.last_day AND c.ends_before > l.last_day
         WHERE l.person_id IN ({of_area})
         GROUP BY 1, 2
        """,
    )
    return tables.year_table(counts)


def registered_rate(people: int, population: int | None) -> int | None:
    """People subject to the notification requirements in every 100,000 aged 10 and over.

    The registered of the area on the day, divided by the estimate of its population aged 10 and
    over of the last edition before that day, times 100,000, to the nearest whole number.
    """
    return rules.rate(people, population)


def troubled(asked: Asked) -> int:
    """People of the area whose requirements could not be worked out from what is recorded."""
    return _number(
        asked,
        """
        SELECT count(*) FROM notification_requirements_standing s
         WHERE s.is_troubled AND s.person_id IN ({of_area})
        """,
    )


COUNTED: Mapping[str, Callable[[Asked], int]] = {
    rules.REGISTERED: registered,
    rules.BREACHES: breaches,
    rules.REVIEWS: reviews_granted,
    rules.SHPO: orders_shpo,
    rules.SHPO_TRAVEL: orders_shpo_travel,
    rules.NOTIFICATION_ORDERS: orders_notification,
}
# a table in one look
TABLES: tuple[Callable[[Asked], dict[str, int]], ...] = (managed, in_the_year)
RULES: Mapping[str, Callable[..., Any]] = {
    **COUNTED,
    rules.RATE: registered_rate,
    **dict.fromkeys(tables.MANAGED_CODES, managed),
    **dict.fromkeys(tables.YEAR_CODES, in_the_year),
}


def rule_of(code: str) -> str:
    """The counting rule in words: what stands under its function's name."""
    lines = (RULES[code].__doc__ or "").strip().splitlines()
    return " ".join(line.strip() for line in lines if line.strip())


def _orders(asked: Asked, kind: str, further: str = "") -> int:
    return _number(
        asked,
        f"""
        SELECT count(*) FROM court_orders_order o
         WHERE o.kind = '{kind}' AND NOT o.interim AND o.stage <> 'quashed'
           AND o.made_on BETWEEN %(year_from)s AND %(day)s
           AND o.person_id IN ({{of_area}}) {further}
        """,  # noqa: S608 - our own words
    )


def _number(asked: Asked, statement: str) -> int:
    return int(_rows(asked, statement)[0][0])


def _table(asked: Asked, statement: str) -> dict[tuple[int, int], int]:
    return {(first, second): number for first, second, number in _rows(asked, statement)}


def _rows(asked: Asked, statement: str) -> list[Any]:
    facts: dict[str, Any] = {"area": asked.area, "day": asked.day, "year_from": asked.year_from}
    parts = {"of_area": OF_AREA, "not_in_the_community": NOT_IN_THE_COMMUNITY}
    with connections[asked.using].cursor() as cursor:
        cursor.execute(statement.format(**parts), facts)
        return cursor.fetchall()
