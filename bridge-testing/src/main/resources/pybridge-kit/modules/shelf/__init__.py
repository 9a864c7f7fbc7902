from .labels import LABEL
