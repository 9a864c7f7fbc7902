"""What the benchmark of tables calls."""

import pandas as pd


def nothing():
    return 0


def same(table: pd.DataFrame):
    return table


def length(table: pd.DataFrame):
    return len(table)


def length_of_list(rows):
    return len(pd.DataFrame(rows))


def records(table):
    return table.to_dict("records")


def generated(table):
    for row in table.itertuples(index=False):
        yield row._asdict()
