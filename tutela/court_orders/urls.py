from django.urls.resolvers import URLPattern

app_name = "court_orders"
urlpatterns: list[URLPattern] = []
