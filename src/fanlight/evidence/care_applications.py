"""Care applications in England, as they were told at the time and later: the worked example of vintages.

Single figures of Cafcass as pages quoted them, each with the page. Most months from November to March are
missing: no page was found that held them. Where only the month of publication is known, its last day stands.
"""

from __future__ import annotations

from datetime import date

from fanlight.evidence.series import Series, series

# Each page's day of publication and its name; "table" is Cafcass's own table of March 2017.
PAGES = {
    "table": (date(2017, 3, 31), "cafcass.gov.uk, care demand statistics, February 2017"),
    "table of 2013": (date(2013, 2, 28), "operationfatherhood.org, Cafcass table, January 2013"),
    "August 2009": (date(2009, 8, 27), "communitycare.co.uk, 27 August 2009"),
    "summary of 2010": (date(2010, 12, 31), "The Baby Peter effect, research summary"),
    "October 2012": (date(2012, 10, 31), "childprotectioncompany.com, statistics for September 2012"),
    "February 2013": (date(2013, 2, 28), "familylawweek.co.uk ed111684"),
    "March 2013": (date(2013, 4, 30), "localgovernmentlawyer.co.uk 13794; familylawweek.co.uk ed112884"),
    "May 2013": (date(2013, 5, 31), "operationfatherhood.org, April 2013"),
    "October 2013": (date(2013, 10, 9), "cypnow.co.uk, 9 October 2013"),
    "February 2014": (date(2014, 2, 28), "princefamilylaw.co.uk, statistics updates"),
    "May 2014": (date(2014, 5, 31), "localgovernmentlawyer.co.uk 18469"),
    "June 2014": (date(2014, 6, 30), "familylaw.co.uk, care applications in May"),
    "September 2014": (date(2014, 9, 30), "familylawweek.co.uk ed132351"),
    "February 2015": (date(2015, 2, 28), "familylaw.co.uk, care applications in January"),
    "April 2015": (date(2015, 4, 30), "kateyoung.org, care applications rise"),
    "August 2015": (date(2015, 8, 31), "familylaw.co.uk, care applications in July"),
}
# What each page told: month and number in turn.
_TOLD = {
    "August 2009": "2009-06 774 2009-07 755",
    "summary of 2010": "2009-06 784",
    "October 2012": "2012-05 982 2012-07 982",
    "table of 2013": "2009-06 798 2009-07 793 2012-04 756 2012-05 984 2012-06 808 2012-07 991 2012-08 981",
    "February 2013": "2013-01 960",
    "March 2013": "2013-02 998 2013-03 925",
    "May 2013": "2013-04 908",
    "October 2013": "2013-08 828 2013-09 830",
    "February 2014": "2014-01 883",
    "May 2014": "2014-04 797",
    "June 2014": "2014-05 857",
    "September 2014": "2014-08 894",
    "February 2015": "2014-01 889 2015-01 887",
    "April 2015": "2015-03 1066",
    "August 2015": "2015-07 1111",
    "table": (
        "2012-04 757 2012-05 984 2012-06 809 2012-07 996 2012-08 987 2012-09 879 2012-10 957 2013-04 919 "
        "2013-05 983 2013-06 853 2013-07 877 2013-08 828 2013-09 843 2013-10 978 2014-04 806 2014-05 873 "
        "2014-06 880 2014-07 1022 2014-08 903 2014-09 913 2014-10 1010 2015-04 956 2015-05 924 2015-06 1115 "
        "2015-07 1123 2015-08 941 2015-09 985"
    ),
}
# By year from April: value, and the last day of the month in which it was told.
_YEARS = (
    *((2010, 9202, "2012-04-30"), (2010, 9204, "2013-02-28"), (2010, 9203, "2015-05-31")),
    *((2011, 10199, "2012-04-13"), (2011, 10244, "2013-02-28"), (2011, 10245, "2013-05-31")),
    *((2011, 10255, "2015-05-31"), (2012, 11055, "2013-04-30"), (2012, 11064, "2013-05-31")),
    *(
        (2012, 11110, "2014-06-30"),
        (2013, 10605, "2014-06-30"),
        (2013, 10606, "2014-12-31"),
        (2013, 10618, "2015-02-28"),
    ),
    *((2013, 10620, "2015-05-31"), (2014, 11149, "2015-08-31"), (2014, 11159, "2017-03-31")),
    (2015, 12791, "2017-03-31"),
)


def care_applications() -> Series:
    """Care applications by month, 2009 to 2015 with gaps, each figure when it was told.

    Examples
    --------
    >>> care_applications().as_known_on("2013-10-31").value[-2:].tolist()
    [828.0, 830.0]
    """
    months, values, published = [], [], []
    for page, words in _TOLD.items():
        told = words.split()
        months += told[::2]
        values += [float(number) for number in told[1::2]]
        published += [PAGES[page][0]] * (len(told) // 2)
    return series(months, values, published_on=published, title="Care applications, England")


def care_applications_by_year() -> Series:
    """Care applications by year from April 2010, each figure when it was told.

    Examples
    --------
    >>> care_applications_by_year().latest().value.astype(int).tolist()
    [9203, 10255, 11110, 10620, 11159, 12791]
    """
    years, values, published = zip(*_YEARS, strict=True)
    first = [date(year, 4, 1) for year in years]
    title = "Care applications, England, by year"
    return series(first, values, published_on=published, title=title, months=12)
