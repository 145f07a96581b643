from django.urls import path

from tutela.meetings.views import asking, cases, referrals, sittings

PART = "people/<uuid:person_id>/meetings/"
REFERRAL = f"{PART}referrals/<uuid:referral_id>/"
ITEM = f"{PART}<uuid:item_id>/"
INVITATION = f"{ITEM}invitations/<uuid:invitation_id>/"
REQUEST = f"{PART}requests/<uuid:request_id>/"
urlpatterns = [
    path("meetings/", sittings.sittings, name="sittings"),
    path("meetings/arrange/", sittings.arrange, name="arrange"),
    path("meetings/referrals/", referrals.referrals, name="referrals"),
    path("meetings/<uuid:sitting_id>/", sittings.sitting, name="sitting"),
    path("meetings/<uuid:sitting_id>/change/", sittings.change_sitting, name="change_sitting"),
    path(PART, referrals.meetings, name="meetings"),
    path(f"{PART}refer/", referrals.refer, name="refer"),
    path(f"{PART}form-a/", referrals.form_a, name="form_a"),
    path(REFERRAL, referrals.referral, name="referral"),
    path(f"{REFERRAL}decide/", referrals.decide_referral, name="decide_referral"),
    path(f"{REFERRAL}correct/", referrals.correct_referral, name="correct_referral"),
    path(f"{REFERRAL}withdraw/", referrals.withdraw_referral, name="withdraw_referral"),
    path(f"{REFERRAL}close/", referrals.close_referral, name="close_referral"),
    path(f"{PART}put-on/", cases.put_on, name="put_on"),
    path(ITEM, cases.item, name="item"),
    path(f"{ITEM}meeting.ics", cases.calendar, name="calendar"),
    path(f"{ITEM}change/", cases.change_item, name="change_item"),
    path(f"{ITEM}take-off/", cases.take_off, name="take_off"),
    path(f"{ITEM}chair/", cases.show_to_chair, name="show_to_chair"),
    path(f"{ITEM}attendance/", cases.attendance, name="attendance"),
    path(f"{ITEM}agree/", cases.agree, name="agree"),
    path(f"{ITEM}invite/", asking.invite, name="invite"),
    path(f"{ITEM}invite/find/", asking.find_invited, name="find_invited"),
    path(f"{ITEM}invite/<uuid:team_id>/", asking.invite_team, name="invite_team"),
    path(f"{ITEM}guests/add/", asking.invite_guest, name="invite_guest"),
    path(f"{INVITATION}answer/", asking.answer_invitation, name="answer_invitation"),
    path(f"{INVITATION}withdraw/", asking.withdraw_invitation, name="withdraw_invitation"),
    path(f"{ITEM}ask/", asking.find_asked, name="find_asked"),
    path(f"{ITEM}ask/<uuid:team_id>/", asking.ask_information, name="ask_information"),
    path(REQUEST, asking.request_page, name="request"),
    path(f"{REQUEST}answer/", asking.return_information, name="return_information"),
    path(f"{REQUEST}withdraw/", asking.withdraw_request, name="withdraw_request"),
]
