"""Looks at what a shop sold, month by month, and at what comes next."""

import io

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
from sklearn.linear_model import LinearRegression


def by_month(sales: pd.DataFrame, products: pd.DataFrame, progress) -> pd.DataFrame:
    """What each category earned in each month."""
    progress(f"joining {len(sales)} sales with {len(products)} products")
    joined = sales.merge(products, on="product")
    progress("grouping them by category and month")
    joined["month"] = joined["day"].dt.strftime("%Y-%m")
    joined["earned"] = joined["quantity"] * joined["price"]
    return joined.groupby(["category", "month"], as_index=False)[["quantity", "earned"]].sum()


def forecast(months: pd.DataFrame) -> pd.DataFrame:
    """What each category will earn in the next month, by a line through its months."""
    rows = []
    for category, group in months.groupby("category"):
        earned = group.sort_values("month")["earned"].astype(float).to_numpy()
        numbers = [[number] for number in range(len(earned))]
        model = LinearRegression().fit(numbers, earned)
        rows.append((category, float(model.predict([[len(earned)]])[0]), float(model.coef_[0])))
    return pd.DataFrame(rows, columns=["category", "earned", "growth"])


def plot(months: pd.DataFrame) -> bytes:
    """A picture of the months, as PNG."""
    figure, axes = plt.subplots(figsize=(9, 4))
    for category, group in months.groupby("category"):
        axes.plot(group["month"].astype(str), group["earned"].astype(float), label=category)
    axes.set_ylabel("earned")
    axes.tick_params(axis="x", rotation=90, labelsize=7)
    axes.legend()
    figure.tight_layout()
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    plt.close(figure)
    return picture.getvalue()
