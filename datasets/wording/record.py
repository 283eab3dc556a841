"""What sentences are made from: the JSON of a published observation, or of a total."""

from collections.abc import Mapping
from typing import Any

Record = Mapping[str, Any]
