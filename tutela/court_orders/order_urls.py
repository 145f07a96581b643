from django.urls import path

from tutela.court_orders.views import breaches, clauses, orders

ORDERS = "people/<uuid:person_id>/orders/"
ORDER = f"{ORDERS}<uuid:order_id>/"
CLAUSE = f"{ORDER}clauses/<uuid:clause_id>/"
BREACH = f"{ORDER}breaches/<uuid:order_breach_id>/"
urlpatterns = [
    path(ORDERS, orders.orders, name="orders"),
    path(f"{ORDERS}add/", orders.add_order, name="add_order"),
    path(ORDER, orders.order, name="order"),
    path(f"{ORDER}change/", orders.change_order, name="change_order"),
    path(f"{ORDER}course/", orders.order_course, name="order_course"),
    path(f"{ORDER}clauses/add/", clauses.add_clause, name="add_clause"),
    path(f"{ORDER}clauses/add-later/", clauses.add_clause_later, name="add_clause_later"),
    path(f"{CLAUSE}change/", clauses.change_clause, name="change_clause"),
    path(f"{CLAUSE}vary/", clauses.vary_clause, name="vary_clause"),
    path(f"{CLAUSE}remove/", clauses.remove_clause, name="remove_clause"),
    path(f"{ORDER}passports/add/", clauses.add_passport, name="add_passport"),
    path(
        f"{ORDER}passports/<uuid:passport_id>/change/",
        clauses.change_passport,
        name="change_passport",
    ),
    path(f"{ORDER}names/ask/", clauses.ask_meanings, name="ask_meanings"),
    path(f"{ORDER}names/", clauses.meanings, name="meanings"),
    path(f"{ORDER}breaches/add/", breaches.add_breach, name="add_breach"),
    path(BREACH, breaches.breach, name="order_breach"),
    path(f"{BREACH}change/", breaches.change_breach, name="change_breach"),
    path(f"{BREACH}decision/", breaches.decide, name="decide_breach"),
    path(f"{BREACH}charge/", breaches.charge, name="charge_breach"),
    path(f"{BREACH}outcome/", breaches.outcome, name="end_breach"),
]
