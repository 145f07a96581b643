from django.urls import path

from tutela.agencies import views

app_name = "agencies"
APPOINTMENT = "agency/people/<uuid:appointment_id>/"
urlpatterns = [
    path("acting/", views.choose, name="choose"),
    path("agency/people/", views.people, name="people"),
    path("agency/people/appoint/", views.appoint, name="appoint"),
    path(APPOINTMENT, views.appointment, name="appointment"),
    path(f"{APPOINTMENT}second-factor/", views.forget_second_factor, name="forget_second_factor"),
    path("cover/", views.cover, name="cover"),
    path("cover/<uuid:cover_id>/end/", views.end_cover, name="end_cover"),
    path("areas/", views.areas, name="areas"),
    path("areas/<uuid:area_id>/", views.area, name="area"),
    path("agency/stations/", views.stations, name="stations"),
    path("agency/stations/add/", views.add_station, name="add_station"),
    path("agency/stations/<uuid:station_id>/", views.change_station, name="change_station"),
]
