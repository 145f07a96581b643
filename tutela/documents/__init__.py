"""Dated photographs, and documents: sealed orders, forms and letters, as sent or as issued here.

A photograph is read, made anew without anything but its picture (no place, no camera, no
thumbnail), and kept in the database as a part of the person's file, never changed.
"""
