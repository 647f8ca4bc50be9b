"""Happy Homeland pools (幸福家园村社互助资金): a village's small named fund at the county charity, and its projects.

A village claims its pool (认领), activates it (激活), and only then raises money for a project. What is here is practice as
reported of Hubei and Shaanxi, not law. No fee is charged and nothing is matched unless it is agreed: no source gives a rate.
"""

from community_charity.homeland.five_ones import FiveOnes
from community_charity.homeland.projects import (
    PROJECTS,
    EndProject,
    HomelandProject,
    LaunchProject,
    Project,
    ProjectEnded,
    ProjectLaunched,
    raised_for,
    weigh_project_gift,
)
from community_charity.homeland.village import (
    HOMELANDS,
    USES,
    ActivateHomelandPool,
    ClaimHomelandPool,
    Homeland,
    HomelandPool,
    HomelandPoolActivated,
    HomelandPoolClaimed,
)

__all__ = [
    "HOMELANDS",
    "PROJECTS",
    "USES",
    "ActivateHomelandPool",
    "ClaimHomelandPool",
    "EndProject",
    "FiveOnes",
    "Homeland",
    "HomelandPool",
    "HomelandPoolActivated",
    "HomelandPoolClaimed",
    "HomelandProject",
    "LaunchProject",
    "Project",
    "ProjectEnded",
    "ProjectLaunched",
    "raised_for",
    "weigh_project_gift",
]
