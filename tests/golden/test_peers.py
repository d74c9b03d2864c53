"""The peers of ten provinces as worked by hand, to two decimals, with and without the region."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

# province | its peers with the region term, nearest first | the nearest when it is off
WORKED = {
    "50": (
        {"40": 1.19, "30": 1.31, "57": 1.33, "41": 1.54, "80": 1.69},
        {"40": 0.65, "30": 0.85, "41": 1.17, "57": 1.23, "80": 1.37},
    ),
    "40": (
        {"41": 0.78, "30": 0.83, "31": 1.03, "45": 1.06, "34": 1.16},
        {"41": 0.60, "50": 0.65, "30": 0.66, "80": 0.75, "57": 0.76},
    ),
    "30": (
        {"40": 0.83, "41": 1.18, "31": 1.27, "50": 1.31, "34": 1.35},
        {"40": 0.66, "50": 0.85, "41": 1.07, "80": 1.21, "34": 1.25},
    ),
    "83": (
        {"82": 0.97, "25": 1.11, "74": 1.19, "81": 1.30, "77": 1.67},
        {"25": 0.47, "74": 0.65, "82": 0.97, "81": 1.30, "77": 1.33},
    ),
    "21": (
        {"24": 1.36, "20": 1.67, "14": 1.76, "19": 2.23, "74": 2.29},
        {"24": 1.36, "14": 1.45, "20": 1.67, "19": 1.99, "74": 2.07},
    ),
    "90": (
        {"80": 0.40, "84": 0.90, "71": 1.28, "41": 1.38, "57": 1.39},
        {"80": 0.40, "71": 0.79, "84": 0.90, "41": 0.94, "57": 0.97},
    ),
    "55": (
        {"54": 0.52, "64": 0.64, "66": 0.89, "53": 0.89, "38": 1.05},
        {"38": 0.31, "64": 0.40, "27": 0.41, "35": 0.49, "54": 0.52},
    ),
    "31": (
        {"41": 0.59, "34": 0.60, "45": 0.67, "47": 0.77, "33": 0.97},
        {"41": 0.32, "34": 0.33, "45": 0.45, "57": 0.49, "47": 0.58},
    ),
    "74": (
        {"77": 0.98, "25": 1.06, "83": 1.19, "73": 1.31, "81": 1.50},
        {"25": 0.34, "83": 0.65, "77": 0.98, "81": 1.12, "73": 1.21},
    ),
    "95": (
        {"94": 0.83, "43": 1.04, "76": 1.12, "63": 1.13, "38": 1.15},
        {"43": 0.28, "76": 0.51, "63": 0.52, "38": 0.56, "92": 0.58},
    ),
}
# province | its three values and those of its nearest peer
VALUES = {
    "50": ((1_789_385, 164_479, 121), (1_790_863, 140_255, 84)),
    "21": ((751_343, 956_135, 30), (724_178, 457_059, 34)),
    "95": ((542_314, 121_437, 16), (729_581, 84_804, 17)),
}
FAR = {"20": 1.50, "58": 1.37, "21": 1.36, "23": 1.28, "86": 1.25, "85": 1.22}  # beyond 1.2


@pytest.fixture(scope="module")
def built(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


def nearest(built: duckdb.DuckDBPyConnection, code: str, term: str) -> list[tuple[str, float]]:
    rows = built.execute(
        f"""
        select peer_code, round(distance{term}, 2)
        from marts.province_peer
        where province_code = ? and nearness{term} <= 5
        order by nearness{term}
        """,
        [code],
    ).fetchall()
    return [(str(peer), float(distance)) for peer, distance in rows]


@pytest.mark.parametrize("code", WORKED)
def test_the_five_nearest_are_as_worked(built: duckdb.DuckDBPyConnection, code: str) -> None:
    with_region, any_region = WORKED[code]
    assert nearest(built, code, "") == list(with_region.items())
    assert nearest(built, code, "_any_region") == list(any_region.items())


@pytest.mark.parametrize("code", VALUES)
def test_the_three_values_stand_beside_a_peer(built: duckdb.DuckDBPyConnection, code: str) -> None:
    (row,) = built.execute(
        """
        select
            population, gpp_per_capita_thb, municipalities,
            peer_population, peer_gpp_per_capita_thb, peer_municipalities
        from marts.province_peer
        where province_code = ? and nearness = 1
        """,
        [code],
    ).fetchall()
    figures = tuple(round(value) for value in row)  # GPP per head is kept with its decimals
    assert (figures[:3], figures[3:]) == VALUES[code]


def test_six_provinces_have_no_near_peer(built: duckdb.DuckDBPyConnection) -> None:
    rows = built.sql(
        """
        select province_code, round(distance, 2)
        from marts.province_peer
        where nearness = 1 and distance > 1.2
        """
    ).fetchall()
    assert {str(code): float(distance) for code, distance in rows} == FAR


def test_all_pairs_of_the_76_are_there_and_bangkok_is_in_none(
    built: duckdb.DuckDBPyConnection,
) -> None:
    rows = built.sql("select province_code, peer_code from marts.province_peer").fetchall()
    assert len(set(rows)) == len(rows) == 76 * 75
    assert "10" not in {code for pair in rows for code in pair}
