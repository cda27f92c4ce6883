"""Certificates on the web: the holder's pages, the check page, and the trainer's."""

import io
import re
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from flask import Flask
from pypdf import PdfReader

from lms.accounts.user import User
from lms.base import clock
from lms.base.db import db, transaction
from lms.credentials.certificate import Tongue
from tests import cast
from tests.browser import Browser
from tests.catalogue.bundles import KEY
from tests.credentials.holders import certificate_of, finish, named, short_course

pytestmark = pytest.mark.both_engines
Browsers = Callable[[User], Browser]
FORM = {"name": "Борис Борисович", "tongue": "both"}


def own(user: User) -> str:
    return f"/me/certificates/{certificate_of(user).key}/"


def check(user: User) -> str:
    return f"/certificates/{certificate_of(user).code}/"


def desk(user: User) -> str:
    return f"/teach/{KEY}/certificates/{certificate_of(user).key}/"


def test_who_has_none_reads_how_to_get_one(app: Flask, boris: User, browsers: Browsers) -> None:
    page = browsers(boris).get("/me/certificates/").text
    assert "No certificate yet" in page
    assert "/me/progress/" in page


def test_the_way_leads_from_the_course_to_the_paper(
    app: Flask, boris: User, browsers: Browsers
) -> None:
    short_course()
    finish(boris)
    browser = browsers(boris)
    for page in ("/me/progress/", "/me/", "/more/", f"/courses/{KEY}/"):
        assert 'href="/me/certificates/"' in browser.get(page).text
    assert "say which name to print" in browser.get("/me/certificates/").text
    page = browser.get(own(boris)).text
    assert "tells who you are" in page
    assert "Download" not in page
    assert browser.get(f"{own(boris)}certificate.pdf").status_code == 409
    told = browser.post(own(boris), data=FORM, follow_redirects=True)
    assert "Download the PDF" in told.text
    answer = browser.get(f"{own(boris)}certificate.pdf")
    assert answer.mimetype == "application/pdf"
    assert "Борис Борисович" in PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
    assert "Boris" not in answer.headers["Content-Disposition"]


def test_a_name_that_cannot_be_printed_comes_back(
    app: Flask, boris: User, browsers: Browsers
) -> None:
    short_course()
    finish(boris)
    for name in ("王小明", " ", "x" * 121):
        answer = browsers(boris).post(own(boris), data={**FORM, "name": name})
        assert answer.status_code == 422
    assert certificate_of(boris).printed_name is None


def test_the_credential_is_signed_by_the_key_that_is_published(
    app: Flask, boris: User, browsers: Browsers, browser: Browser
) -> None:
    short_course()
    finish(boris)
    named(boris)
    token = browsers(boris).get(f"{own(boris)}credential.jwt").text
    assert token.count(".") == 2
    (key,) = browser.get("/certificates/keys.json").json["keys"]
    assert browser.get(f"/certificates/keys/{key['kid']}.json").json == key
    assert browser.get("/certificates/keys/none.json").status_code == 404
    assert browser.get("/certificates/issuer.json").json["type"] == ["Profile"]


def test_a_foreign_certificate_is_not_there(
    app: Flask, boris: User, dmitri: User, browsers: Browsers
) -> None:
    short_course()
    finish(boris)
    named(boris)
    browser = browsers(dmitri)
    for name in ("", "certificate.pdf", "credential.jwt"):
        assert browser.get(own(boris) + name).status_code == 404
    assert browser.post(own(boris), data=FORM).status_code == 404


def test_the_check_page_tells_no_name_unless_it_is_shown(
    app: Flask, boris: User, browser: Browser
) -> None:
    short_course()
    finish(boris)
    named(boris, "Boris Borisovich")
    page = browser.get(check(boris)).text
    assert "This certificate is valid" in page
    assert "Small course" in page
    assert "Boris" not in page
    named(boris, "Boris Borisovich", shown=True)
    assert "Boris Borisovich" in browser.get(check(boris)).text


def test_who_is_suspended_is_named_to_nobody(app: Flask, boris: User, browser: Browser) -> None:
    short_course()
    finish(boris)
    named(boris, "Boris Borisovich", shown=True, listed=True)
    with transaction():
        db.session.get_one(User, boris.id).suspended_at = clock.now()
    page = browser.get(check(boris)).text
    assert "This certificate is valid" in page
    assert "Boris" not in page


def test_a_code_may_be_typed_in_any_way(app: Flask, boris: User, browser: Browser) -> None:
    short_course()
    finish(boris)
    code = certificate_of(boris).code
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')} "):
        answer = browser.get("/certificates/", query_string={"code": typed})
        assert answer.location == f"/certificates/{code}/"
    assert "cannot be a code" in browser.get("/certificates/?code=OOOO").text


def test_unknown_and_impossible_codes_answer_alike(app: Flask, browser: Browser) -> None:
    pages = []
    for code in ("ACDE-FGHJ-KLMN", "nonsense", "x" * 300):
        answer = browser.get(f"/certificates/{code}/")
        assert answer.status_code == 404
        text = re.sub(r'value="[^"]*"', "", answer.text)
        pages.append(text.replace(code, ""))
    assert len(set(pages)) == 1
    assert browser.get("/certificates/ACDE-FGHJ-KLMN/status.json").status_code == 404


def test_guessing_has_to_wait_and_a_right_code_with_it(
    app: Flask, boris: User, browser: Browser
) -> None:
    short_course()
    finish(boris)
    for number in range(30):
        assert browser.get(f"/certificates/ACDE-FGHJ-{number:04}/").status_code == 404
    for address in ("/certificates/ACDE-FGHJ-KLMN/", check(boris)):
        answer = browser.get(address)
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0


def test_a_trainer_revokes_with_a_reason_that_is_shown_and_takes_it_back(
    app: Flask, boris: User, anna: User, browsers: Browsers, browser: Browser
) -> None:
    short_course()
    finish(boris)
    named(boris)
    trainer = browsers(anna)
    assert "Boris Leader" in trainer.get(f"/teach/{KEY}/certificates/").text
    assert trainer.post(f"{desk(boris)}revocation", data={"reason": ""}).status_code == 422
    told = trainer.post(
        f"{desk(boris)}revocation", data={"reason": "A mix-up."}, follow_redirects=True
    )
    assert "no longer valid" in told.text
    page = browser.get(check(boris)).text
    assert "This certificate is not valid" in page
    assert "A mix-up." in page
    (entry,) = browser.get(f"{check(boris)}status.json").json["revokedCredential"]
    assert entry["revocationReason"] == "A mix-up."
    mine = browsers(boris)
    assert "A mix-up." in mine.get(own(boris)).text
    assert mine.get(f"{own(boris)}certificate.pdf").status_code == 409
    trainer.post(f"{desk(boris)}restoration")
    assert "This certificate is valid" in browser.get(check(boris)).text
    assert browser.get(f"{check(boris)}status.json").json["revokedCredential"] == []


def test_a_trainer_never_reads_the_name_on_the_paper(
    app: Flask, boris: User, anna: User, browsers: Browsers
) -> None:
    short_course()
    finish(boris)
    named(boris, "Borislav Tayny", listed=True)
    trainer = browsers(anna)
    for address in (f"/teach/{KEY}/certificates/", desk(boris)):
        assert "Tayny" not in trainer.get(address).text


def test_only_those_who_allow_it_are_in_the_parcel(
    app: Flask, boris: User, anna: User, browsers: Browsers
) -> None:
    short_course()
    people = [boris]
    for number in range(5):
        with transaction():
            people.append(cast.join(cast.Part(f"holder{number}", "Holder")))
    for user in people:
        finish(user)
    for user, listed in zip(people, (True, True, False, True, True, True), strict=True):
        named(user, "Somebody Named", Tongue.BOTH, listed=listed)
    last, course_id, by_id = people[-1], certificate_of(boris).course_id, anna.id
    with transaction():
        db.session.get_one(User, people[-2].id).suspended_at = clock.now()
    browsers(anna).post(f"{desk(last)}revocation", data={"reason": "For the test"})
    del course_id, by_id
    trainer = browsers(anna)
    assert "3 people let their trainers" in trainer.get(f"/teach/{KEY}/certificates/").text
    answer = trainer.get(f"/teach/{KEY}/certificates/certificates-1.zip")
    assert answer.mimetype == "application/zip"
    with ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert all(archive.read(name).startswith(b"%PDF") for name in names)
    wanted = [certificate_of(people[number]).number for number in (0, 1, 3)]
    assert names == [f"certificate-{number}.pdf" for number in wanted]
    assert trainer.get(f"/teach/{KEY}/certificates/certificates-2.zip").status_code == 302


def test_what_was_finished_before_is_claimed(
    app: Flask, boris: User, browsers: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    short_course()
    monkeypatch.setattr("lms.learning.operations.ledger._completed", [])
    with pytest.raises(Exception, match="No row"):
        finish(boris)
    browser = browsers(boris)
    assert "Get the certificate" in browser.get("/me/certificates/").text
    for _ in range(2):
        told = browser.post("/me/certificates/", data={"course": KEY})
        assert told.location == own(boris)
