"""The addresses of signing in and out. Nothing of allauth's other pages is reachable."""

from allauth.account import views
from django.urls import path
from django.views.decorators.cache import never_cache

from smederij.people.login import CodeView, WayInView

way_in = never_cache(WayInView.as_view())

urlpatterns = [
    path("", way_in, name="account_login"),
    path("", way_in, name="account_request_login_code"),
    path("", way_in, name="account_signup"),
    path("code/", CodeView.as_view(), name="account_confirm_login_code"),
    path("uit/", views.logout, name="account_logout"),
]
