"""One made-up world: workers, sessions with a break in the middle, and who is decided about when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.practice.fatigue import DecisionTable

Array = NDArray[np.float64]

PLANNER = "planner who avoids long cases before a break"
FIRST, LAST, EARLY = "urgent first", "urgent last", "long cases early"
ROTA, LEARNING, UNTRACED, FATIGUE = "rota mix", "learning", "no trace in severity", "fatigue"
CONFOUNDED = (PLANNER, FIRST, LAST, EARLY, ROTA, LEARNING)


@dataclass(frozen=True)
class World:
    """What happens in it.

    Attributes
    ----------
    name
        One of the names above.
    correlation
        Of the severity recorded with what decides the order and the outcome; 1 for the thing itself.
    dealt
        Contacts already arrive in that order (somebody deals them out); else the worker picks from a queue.
    strength
        Correlation of the order with it, from 0 to 1; None draws it anew each run, evenly.
    effect
        Log odds of progressing for one standard deviation of it.
    per_decision
        Odds ratio for one more decision: 1 is no fatigue.
    resets
        Fatigue ends with a break; else it lasts all session.
    """

    name: str
    correlation: float = 1.0
    dealt: bool = True
    strength: float | None = None
    effect: float = 1.0
    per_decision: float = 1.0
    resets: bool = False


def made_world(
    world: World, rng: np.random.Generator, *, decisions: int = 12_000, workers: int = 30, length: int = 20
) -> DecisionTable:
    """Draw a world.

    Parameters
    ----------
    decisions, workers, length
        How many decisions in all, by how many workers, and how many in a usual session.
    """
    strength = float(rng.uniform()) if world.strength is None else world.strength
    sessions = decisions // length
    worker_of = np.arange(sessions) % workers
    seen = np.arange(sessions) // workers / max(sessions // workers - 1, 1)  # experience from 0 to 1
    size = np.full(sessions, length)
    level = rng.normal(0, 0.5, workers)[worker_of] - 0.5
    if world.name == ROTA:
        long = rng.uniform(size=sessions) < 0.5
        size, level = (
            np.where(long, length + length // 2, length - length // 2),
            level - 0.8 * strength * long,
        )
    if world.name == LEARNING:
        size = np.round(length * (0.6 + 0.8 * seen)).astype(int)
        level = level - 0.8 * seen
    session = np.repeat(np.arange(sessions), size)
    place = np.arange(len(session)) - np.repeat(np.cumsum(size) - size, size)
    half = np.repeat(size // 2, size)
    since = np.where(place < half, place, place - half)
    driver = rng.normal(size=len(session))
    left = np.where(place < half, half, np.repeat(size, size) - half) - since  # until the break or the end
    wanted = _wanted(world.name, place / np.repeat(size, size), left, seen[session])
    order = _dealt(session, driver, wanted, strength, rng)
    recorded = driver if world.name != UNTRACED else rng.normal(size=len(session))
    noise = rng.normal(size=len(session))
    recorded = world.correlation * recorded + np.sqrt(1 - world.correlation**2) * noise
    effect = -world.effect if world.name == LAST else world.effect
    own = 0.5 * recorded if world.name == UNTRACED else 0.0
    odds = level[session] + (effect * driver + own)[order]
    odds = odds + np.log(world.per_decision) * (since if world.resets else place)
    progressed = (rng.uniform(size=len(session)) < 1 / (1 + np.exp(-odds))).astype(float)
    decided_at = session * 10_000.0 + place * 10
    arrived = decided_at - 5 if world.dealt else session * 10_000.0 + rng.uniform(0, 200, len(session))
    return DecisionTable(
        worker_of[session],
        session,
        arrived,
        decided_at,
        np.round(recorded[order], 3),
        progressed,
        since.astype(float),
    )


def _wanted(name: str, share: Array, left: Array, seen: Array) -> Array:
    """How much of the driver is wanted at each place; 0 throughout is chance."""
    if name == PLANNER:
        return np.where(left <= 3, -1.0, 0.3)
    if name == LAST:
        return share * 2 - 1
    if name in {FIRST, EARLY, UNTRACED}:
        return 1 - share * 2 if name != EARLY else np.where(share < 0.3, 1.0, -0.3)
    if name == ROTA:
        return np.where(share < 0.5, 1.0, -1.0)
    if name == LEARNING:
        return (1 - share * 2) * (0.5 + 0.5 * seen)
    return np.zeros(len(share))


def _dealt(
    session: NDArray[np.intp], driver: Array, wanted: Array, strength: float, rng: np.random.Generator
) -> NDArray[np.intp]:
    """Which contact stands at each place: places and contacts are matched by rank within the session."""
    chosen = np.lexsort((wanted + 1e-6 * rng.normal(size=len(wanted)), session))
    chance = rng.normal(size=len(driver))
    ranked = np.lexsort((strength * driver + np.sqrt(1 - strength**2) * chance, session))
    if not np.ptp(wanted):
        ranked = np.lexsort((rng.normal(size=len(driver)), session))
    order = np.empty(len(session), dtype=np.intp)
    order[chosen] = ranked
    return order
