"""Addresses of people's pages: two lists, who the person is and who may know it."""

from django.urls import URLPattern

app_name = "people"

identity: list[URLPattern] = []

sharing: list[URLPattern] = []

urlpatterns = [*identity, *sharing]
