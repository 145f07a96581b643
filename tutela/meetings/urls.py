from tutela.meetings import arranging_urls, record_urls

app_name = "meetings"
urlpatterns = [*arranging_urls.urlpatterns, *record_urls.urlpatterns]
