"""The addresses of this room."""

from django.urls import path

from smederij.agreements import views

urlpatterns = [
    path("gebieden/<slug:slug>/afspraken/", views.agreements, name="agreements"),
    path("gebieden/<slug:slug>/afspraken/nieuw/", views.adopt_agreement, name="adopt_agreement"),
    path("gebieden/<slug:slug>/afspraken/<int:number>/", views.agreement, name="agreement"),
    path("gebieden/<slug:slug>/afspraken/<int:number>/stopt/", views.end_agreement, name="end_agreement"),
]
