from django.urls import path

from tutela.notification_requirements.views import reviews

ALL = "people/<uuid:person_id>/review/"
ONE = f"{ALL}<uuid:review_id>/"
REVIEWS = [
    path(ALL, reviews.reviews, name="reviews"),
    path(f"{ALL}receive/", reviews.receive, name="receive_review"),
    path(ONE, reviews.review, name="indefinite_review"),
    path(f"{ONE}acknowledge/", reviews.acknowledge, name="acknowledge_review"),
    path(f"{ONE}tell/", reviews.notify, name="notify_body"),
    path(f"{ONE}bodies/<uuid:notice_id>/", reviews.answer_notice, name="answer_notice"),
    path(f"{ONE}matters/<str:letter>/", reviews.matter, name="review_matter"),
    path(f"{ONE}recommend/", reviews.propose, name="propose_review"),
    path(f"{ONE}determine/", reviews.determine, name="determine_review"),
    path(f"{ONE}notice/", reviews.give, name="give_notice"),
    path(f"{ONE}appeal/", reviews.appeal, name="appeal_review"),
    path(f"{ONE}court/", reviews.court, name="court_on_review"),
    path(f"{ONE}close/", reviews.close, name="close_review"),
    path(f"{ONE}letters/<str:which>/", reviews.letter, name="review_letter"),
    path(f"{ONE}letters/<str:which>/pdf/", reviews.kept_letter, name="kept_letter"),
]
DIRECTION = "people/<uuid:person_id>/parental-direction/"
DIRECTIONS = [
    path(DIRECTION, reviews.directions, name="directions"),
    path(f"{DIRECTION}add/", reviews.add_direction, name="add_direction"),
    path(f"{DIRECTION}<uuid:direction_id>/", reviews.change_direction, name="change_direction"),
]
