"""Published figures that come with Fanlight, unaltered but for compression.

Contains public sector information licensed under the Open Government Licence v3.0
(https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/). SOURCES.csv says what each
file is, its publisher, its release and how many rows it has.
"""
