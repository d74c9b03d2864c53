"""Pages as they run in the server, without a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
Opening = Callable[..., AppTest]


@pytest.fixture
def opening(warehouse: Path) -> Opening:
    """`opening("cohorts", lang="en", province="83")`: a page over the real warehouse."""
    assert warehouse.exists()

    def opened(page: str, **query: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        return app.switch_page(f"pages/{page}.py").run()

    return opened
