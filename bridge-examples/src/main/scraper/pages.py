"""Reads the pages of a shop with Beautiful Soup."""

from decimal import Decimal

from bs4 import BeautifulSoup


def read(html):
    """What one page offers, and the addresses of the pages that it links to."""
    page = BeautifulSoup(html, "html.parser")
    return {
        "articles": [_article(item) for item in page.select("li.article")],
        "links": [link["href"] for link in page.select("nav a[href]")],
    }


def _article(item):
    return {
        "name": item.select_one(".name").get_text(" ", strip=True),
        "price": Decimal(item.select_one("[data-price]")["data-price"]),
        "tags": [tag.get_text(strip=True) for tag in item.select(".tag")],
    }
