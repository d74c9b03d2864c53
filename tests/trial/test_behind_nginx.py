"""The dashboard as it is run: below a path, behind the proxy of `deploy/`, with TLS."""

import io
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from dashboard.navigation import PAGES
from dashboard.reader import boundaries
from dashboard.reader.text import LANGS, t
from tests.browser import harness
from tests.browser.conftest import Visit
from tests.browser.harness import ROOT, Server

BASE = "/sc"
DENIED = [
    "/_stcore/metrics",
    "/_stcore/upload_file/a/b",
    "/_stcore/upload%5Ffile/a/b",
    "/_stcore/agent/mcp",
    "/_stcore/bidi-components/a/b",
    "/component/a/b",
    "/auth/login",
    "/oauth2callback",
    "/readyz",
    "/index.html",
    "/nosuch",
    "/geo/x",
]
AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/smartcity.conf;
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def below_a_path(shipped: str) -> str:
    """The proxy's settings for another path than /, as the comment at their head tells."""
    moved = re.sub(r"^( +location (?:= |~ \^)?)/", rf"\1{BASE}/", shipped, flags=re.MULTILINE)
    return moved.replace("#location", "location")


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of its own making, and its key."""
    made, key = folder / "made.pem", folder / "key.pem"
    asked = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*asked, *names, "-out", made, "-keyout", key], check=True, capture_output=True)
    return made, key


@pytest.fixture(scope="module")
def plain() -> int:
    """The port without TLS."""
    return free_port()


@pytest.fixture(scope="module")
def proxied(
    warehouse: Path, plain: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The dashboard as readers reach it."""
    assert warehouse.exists()
    finder = Path(__file__).with_name("nginx.sh")
    found = subprocess.run(["sh", finder], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    folder = tmp_path_factory.mktemp("nginx")
    made, key = certificate(folder)
    port = free_port()
    with harness.serving(harness.DASHBOARD, folder / "log.txt", base=BASE) as server:
        behind = server.url.removesuffix(BASE)
        settings = below_a_path((ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8"))
        for shipped, here in {
            "listen 80;": f"listen 127.0.0.1:{plain};",
            "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
            "https://$host$request_uri": f"https://$host:{port}$request_uri",
            "/etc/ssl/smartcity/fullchain.pem": str(made),
            "/etc/ssl/smartcity/privkey.pem": str(key),
            "http://127.0.0.1:8501": behind,
        }.items():
            assert shipped in settings
            settings = settings.replace(shipped, here)
        (folder / "smartcity.conf").write_text(settings, encoding="utf-8")
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
        process = subprocess.Popen(
            [found.stdout.strip(), "-p", folder, "-c", folder / "nginx.conf"],
            stderr=subprocess.PIPE,
        )
        try:
            wait_for(port, process)
            yield replace(server, url=f"https://127.0.0.1:{port}{BASE}")
        finally:
            process.terminate()
            process.communicate(timeout=20)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        assert process.poll() is None, process.communicate()[1].decode()
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("nginx did not answer in 10 s")


def ask(
    server: Server, path: str, method: str = "GET", body: bytes | None = None
) -> tuple[int, dict[str, str], str]:
    """Status, headers in small letters and body of an answer below the base path."""
    port = int(server.url.rpartition(":")[2].partition("/")[0])
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    connection = HTTPSConnection("127.0.0.1", port, context=context, timeout=30)
    connection.request(method, BASE + path, body)
    response = connection.getresponse()
    told = {name.lower(): value for name, value in response.getheaders()}
    words = response.read().decode(errors="replace")
    connection.close()
    return response.status, told, words


@pytest.fixture
def visit(chromium: Browser, proxied: Server) -> Iterator[Visit]:
    """A reader's window, which takes the certificate as it is."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900},
        locale="th-TH",
        ignore_https_errors=True,
        reduced_motion="reduce",
    )
    visit = Visit(context.new_page(), proxied)
    yield visit
    context.close()
    assert visit.problems == []


def test_every_page_works_in_both_languages(visit: Visit) -> None:
    for name in PAGES:
        for lang in LANGS:
            page = visit.open(name, lang=lang)
            expect(page.get_by_role("heading", level=1)).to_have_text(t(f"{name}.title", lang))
            expect(page.get_by_test_id("stException")).to_have_count(0)


def test_an_office_that_opens_it_at_once_is_served(chromium: Browser, proxied: Server) -> None:
    """One address to the proxy: eight browsers that have kept nothing, a thousand requests."""
    contexts = [chromium.new_context(ignore_https_errors=True) for _ in range(8)]
    visits = [Visit(context.new_page(), proxied) for context in contexts]
    for visit in visits:
        visit.page.goto(f"{proxied.url}/?lang=th", wait_until="commit")
    for visit in visits:
        visit.settle()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text(t("overview.title", "th"))
        assert visit.problems == []
        visit.page.context.close()


def test_the_map_is_drawn(visit: Visit) -> None:
    with visit.page.expect_response("**/geo/provinces.geojson*") as borders:
        page = visit.open("provinces", lang="en")
    assert borders.value.url == f"{visit.server.url}/{boundaries.address()}"
    assert borders.value.status == 200
    picture = page.get_by_test_id("stDeckGlJsonChart").screenshot()
    with Image.open(io.BytesIO(picture)) as drawn:
        colours = drawn.convert("RGB").getcolors(1 << 24) or []
    assert sum(count > 500 for count, _ in colours) >= 4


def test_links_stay_below_the_path(visit: Visit) -> None:
    page = visit.follow(f"{visit.server.url}/overview?lang=en")
    assert page.url.startswith(f"{visit.server.url}/?lang=en")
    page.get_by_test_id("stSidebar").get_by_role("link", name=t("provinces.title", "en")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(t("provinces.title", "en"))
    visit.settle()
    assert page.url.startswith(f"{visit.server.url}/provinces?")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(t("provinces.title", "en"))


@pytest.mark.parametrize("path", ["/nosuch", "/geo/x", "/profile/foo/bar"])
def test_an_address_that_is_not_ours_says_so(visit: Visit, path: str) -> None:
    for lang in LANGS:
        page = visit.follow(f"{visit.server.url}{path}?lang={lang}")
        expect(page.get_by_role("heading", level=1)).to_have_text(t("missing.title", lang))
    page.get_by_role("link", name=t("missing.home", "en")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(t("overview.title", "en"))
    visit.problems[:] = [problem for problem in visit.problems if "404" not in problem]


def test_cookies_go_over_tls_to_this_path_alone(visit: Visit) -> None:
    visit.open(lang="en")
    cookies = visit.page.context.cookies()
    assert [cookie["name"] for cookie in cookies] == ["_streamlit_xsrf"]
    (cookie,) = cookies
    assert (cookie["secure"], cookie["httpOnly"]) == (True, True)
    assert (cookie["sameSite"], cookie["path"]) == ("Strict", BASE)


def test_headers_are_as_documented(proxied: Server) -> None:
    for path in ("/", "/provinces", "/nosuch", "/_stcore/health", "/geo/provinces.geojson"):
        _, told, _ = ask(proxied, path)
        assert told["strict-transport-security"] == "max-age=31536000"
        assert "frame-ancestors 'none'" in told["content-security-policy"]
        assert told["x-content-type-options"] == "nosniff"
        assert told["referrer-policy"] == "no-referrer"
        assert told["server"] == "nginx"


@pytest.mark.parametrize("path", DENIED)
def test_denied_paths_are_denied(proxied: Server, path: str) -> None:
    for method in ("GET", "PUT", "POST"):
        assert ask(proxied, path, method)[0] == 404, method


def test_large_bodies_and_plain_http(proxied: Server, plain: int) -> None:
    assert ask(proxied, "/", "POST", b"x" * 100_000)[0] == 413
    connection = HTTPConnection("127.0.0.1", plain, timeout=30)
    connection.request("GET", f"{BASE}/provinces?lang=en")
    response = connection.getresponse()
    assert response.status == 308
    assert response.headers["Location"] == f"{proxied.url}/provinces?lang=en"
    connection.close()
