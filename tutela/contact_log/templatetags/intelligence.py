"""Grades of intelligence in words, for the log."""

from django import template

from tutela.contact_log import grades

register = template.Library()
register.filter("grades_in_words", grades.in_words)
