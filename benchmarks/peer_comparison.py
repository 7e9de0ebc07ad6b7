"""Run in a peer's own environment: one method on Proposition 99, its average effect and what it costs.

    python peer_comparison.py METHOD california_prop99.csv

Prints {"effect", "processor", "elapsed", "note"}. It is a program of its own: it imports nothing of Fanlight.
"""

import json
import sys
import time
import warnings

import pandas as pd

warnings.filterwarnings("ignore")
AFTER, TREATED = range(1989, 2001), "California"


def mlsynth_simplex(wide, long):
    from mlsynth import VanillaSC

    names = {"outcome": "packs", "treat": "treated", "unitid": "state", "time": "Year"}
    return VanillaSC({"df": long, "display_graphs": False, "inference": False, **names}).fit().effects.att


def mlsynth_simplex_placebos(wide, long):
    from mlsynth import VanillaSC

    names = {"outcome": "packs", "treat": "treated", "unitid": "state", "time": "Year"}
    return VanillaSC({"df": long, "display_graphs": False, "inference": "placebo", **names}).fit().effects.att


def prepared(long):
    from pysyncon import Dataprep

    return Dataprep(
        foo=long,
        predictors=["packs"],
        predictors_op="mean",
        dependent="packs",
        unit_variable="state",
        time_variable="Year",
        treatment_identifier=TREATED,
        controls_identifier=[name for name in long.state.unique() if name != TREATED],
        time_predictors_prior=range(1970, 1989),
        time_optimize_ssr=range(1970, 1989),
        special_predictors=[("packs", [year], "mean") for year in (1975, 1980, 1988)],
    )


def pysyncon_synth(wide, long):
    from pysyncon import Synth

    model = Synth()
    model.fit(prepared(long))
    return model.att(AFTER)["att"]


def pysyncon_synth_placebos(wide, long):
    from pysyncon import Synth
    from pysyncon.utils import PlaceboTest

    test = PlaceboTest()
    test.fit(prepared(long), Synth(), verbose=False)
    gaps = test.treated_gap
    return float(gaps.loc[list(AFTER)].mean())


def pysyncon_augmented(wide, long):
    from pysyncon import AugSynth

    model = AugSynth()
    model.fit(prepared(long))
    return model.att(AFTER)["att"]


def diff_diff_sdid(wide, long):
    from diff_diff import SyntheticDiD

    long["ever"] = (long.state == TREATED).astype(int)
    names = {"outcome": "packs", "treatment": "ever", "unit": "state", "time": "Year"}
    fit = SyntheticDiD(variance_method="placebo", seed=1).fit(long, post_periods=list(AFTER), **names)
    return fit.att


def causalpy_weighted(wide, long):
    import causalpy

    table = wide.set_index("Year")
    donors = [name for name in table if name != TREATED]
    model = causalpy.skl_models.WeightedProportion()
    fit = causalpy.SyntheticControl(table, 1989, control_units=donors, treated_units=[TREATED], model=model)
    return float(fit.post_impact.mean())


def main():
    wide = pd.read_csv(sys.argv[2])
    long = wide.melt("Year", var_name="state", value_name="packs")
    long["treated"] = ((long.state == TREATED) & (long.Year >= AFTER[0])).astype(int)
    processor, elapsed = time.process_time(), time.perf_counter()
    effect = float(globals()[sys.argv[1]](wide, long))
    told = {
        "effect": effect,
        "processor": time.process_time() - processor,
        "elapsed": time.perf_counter() - elapsed,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
