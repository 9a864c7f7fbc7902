from .labels import LABEL as LABEL
