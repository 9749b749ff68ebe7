"""The addresses of the composed pages."""

from django.urls import path

from smederij.front import views

urlpatterns = [
    path("", views.home, name="home"),
    path("zoeken/", views.search, name="search"),
    path("gebieden/", views.areas, name="areas"),
    path("gebieden/<slug:slug>/", views.area, name="area"),
    path("gebieden/<slug:slug>/ideeen/", views.area_ideas, name="area_ideas"),
    path("ideeen/<slug:public_id>/", views.initiative, name="initiative"),
    path("ideeen/<slug:public_id>/meenemen/", views.take_along, name="take_along"),
]
