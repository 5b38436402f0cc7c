"""The pure logic behind the rapporteur's desk: what a sentence claims, and who stands behind it.

Nothing here knows the database or the web: functions over small frozen dataclasses, the same
result for pages, exports and the command line. Groups are named by stable keys (`groups.KEYS`),
contributors, passages, sentences and objectives by whatever strings the caller uses.
"""
