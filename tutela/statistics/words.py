"""What the figures are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tutela.statistics import rules, tables

FIGURES: dict[str, Promise] = {
    rules.REGISTERED: _("People subject to the notification requirements"),
    rules.RATE: _("The same, in every 100,000 people aged 10 and over"),
    rules.BREACHES: _("People cautioned or convicted for breach of the requirements"),
    rules.REVIEWS: _("People whose indefinite requirements were ended on review"),
    rules.SHPO: _("Sexual harm prevention orders made"),
    rules.SHPO_TRAVEL: _("Of these, with a prohibition of foreign travel"),
    rules.NOTIFICATION_ORDERS: _("Notification orders made"),
    tables.UNSCREENED: _("People in a category for whom no level is decided yet"),
}
TABLES: dict[str, Promise] = {
    tables.MANAGED: _("People managed under MAPPA on the day, by category and level"),
    tables.in_year(2): _("People managed at level 2 or 3 in the year, by category"),
}
# of the year, and so in the chart: the other two are of one day
OF_THE_YEAR = (
    rules.BREACHES,
    rules.REVIEWS,
    rules.SHPO,
    rules.SHPO_TRAVEL,
    rules.NOTIFICATION_ORDERS,
)
IN_THE_CHART: dict[str, Promise] = {
    rules.BREACHES: _("Breaches"),
    rules.REVIEWS: _("Reviews granted"),
    rules.SHPO: _("SHPOs"),
    rules.SHPO_TRAVEL: _("SHPOs: travel"),
    rules.NOTIFICATION_ORDERS: _("Notification orders"),
}
