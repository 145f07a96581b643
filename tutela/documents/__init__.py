"""Dated photographs; later sealed orders, forms and documents as they were issued.

A photograph is read, made anew without anything but its picture (no place, no camera, no
thumbnail), and kept in the database as a part of the person's file, never changed.
"""
