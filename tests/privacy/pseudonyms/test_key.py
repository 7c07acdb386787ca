import datetime as dt
import hashlib

from evalcap.privacy.pseudonyms.key import Key, KeyRing

DAY = dt.date(2026, 1, 1)
OLD, NEW = Key(1, DAY, b"o" * 32), Key(2, DAY, b"n" * 32)


def hmac_by_hand(secret, message):
    """HMAC-SHA-256 as RFC 2104 defines it."""
    block = secret.ljust(64, b"\0")
    inner, outer = (bytes(b ^ pad for b in block) for pad in (0x36, 0x5C))
    return hashlib.sha256(outer + hashlib.sha256(inner + message).digest()).hexdigest()


def test_a_fingerprint_is_a_keyed_hash_of_fixed_words():
    assert OLD.fingerprint == hmac_by_hand(OLD.secret, b"evalcap key fingerprint")[:16]
    assert OLD.fingerprint != NEW.fingerprint


def test_a_key_shows_its_secret_nowhere():
    shown = repr(KeyRing((OLD, NEW))) + str(OLD)
    assert "oooo" not in shown
    assert OLD.secret.hex() not in shown


def test_the_last_version_is_the_present_one():
    ring = KeyRing((OLD, NEW))
    assert (ring.present, *ring.before) == (NEW, OLD)
    assert ring.holds(OLD.fingerprint)
    assert not KeyRing((NEW,)).holds(OLD.fingerprint)
