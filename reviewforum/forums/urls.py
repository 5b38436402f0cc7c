"""Addresses."""

from django.urls import path

from reviewforum.forums.views import calendar, home, log, overview, people
from reviewforum.people import views as people_views

urlpatterns = [
    path("", home.home, name="home"),
    path("states/", people_views.states, name="states"),
    path("f/<slug:forum>/", overview.overview, name="forum"),
    path("f/<slug:forum>/calendar/", calendar.calendar, name="calendar"),
    path("f/<slug:forum>/calendar.ics", calendar.ics, name="calendar-ics"),
    path("f/<slug:forum>/coverage/", calendar.missing, name="coverage"),
    path("f/<slug:forum>/people/", people.people, name="people"),
    path("f/<slug:forum>/people/<int:pk>/take-back/", people.take_back, name="role-take-back"),
    path("f/<slug:forum>/log/", log.log, name="log"),
]
