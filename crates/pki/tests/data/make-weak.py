#!/usr/bin/env python3
"""Makes the stored requests with weak RSA keys again, each signed by its own key: `python3 make-weak.py`.

Needs nothing but Python. The primes come from a seeded generator, so the files come out the same. The Debian key is
the one of process 100 on amd64 with a readable ~/.rnd, from `crates/pki/src/weak/debian.c`.
"""

import base64
import hashlib
import math
import random

DEBIAN = (
    "d988db4744d355f6379193e467ed75a70cff0af13893fd19e857c7503409e1b304098eb89e9a83910a272df4e31ab0079ae1"
    "279ca4cd32a89f176b6cffbabc231d9e46c91a5d91400a611cd8c9f9d5dcf5781f7ca1f1fa6b88c7c60c4da704a0b31374db"
    "bc6df7d8b3dc64d946dfb3558d3776d5e5d0b28010fdb38fd8577999",
    "e25a45ed3d30ea2ea7aad63a3acbd0c452301dafa61ac7cef32af3575d62196dc011368621b4b77128b65bbad35adfe1757e"
    "dabf75f782ceccaaf5314e7a188234aeb1f09644aa7e4d7829ae94510dc7ad0c127c6b803b23edd30b68989ec63d7c0b4163"
    "4d0b4b849f86cd611ef763bbb163cf184e4d4c20f013ecc76aeb8b69",
)

chance = random.Random("warifu")


def is_prime(n):
    if any(n % p == 0 for p in range(2, min(n, 2000))):
        return False
    return all(pow(base, n - 1, n) == 1 for base in (2, 3, 5, 7, 11))


def next_prime(n):
    n |= 1
    while not is_prime(n):
        n += 2
    return n


def prime(bits):
    return next_prime(chance.getrandbits(bits) | 3 << bits - 2)


def infineon_prime(bits):
    """k·M + 65537^a mod M, as ROCA's library makes primes (Nemec et al., CCS 2017, section 2)."""
    product = math.prod(p for p in range(2, 702) if is_prime(p) or all(p % d for d in range(2, p)))
    while True:
        top = (3 << bits - 2) // product + chance.getrandbits(bits - 3 - product.bit_length())
        candidate = top * product + pow(65537, chance.getrandbits(200), product)
        if candidate.bit_length() == bits and is_prime(candidate):
            return candidate


def tlv(tag, *bodies):
    body = b"".join(bodies)
    size = len(body)
    length = bytes([size]) if size < 0x80 else (lambda o: bytes([0x80 | len(o)]) + o)(size.to_bytes((size.bit_length() + 7) // 8, "big"))
    return bytes([tag]) + length + body


def integer(n):
    return tlv(2, n.to_bytes(n.bit_length() // 8 + 1, "big"))


RSA = bytes.fromhex("06092a864886f70d010101")
SHA256_WITH_RSA = tlv(0x30, bytes.fromhex("06092a864886f70d01010b0500"))


def request(name, n, phi, e=65537, algorithm=RSA + b"\5\0"):
    spki = tlv(0x30, tlv(0x30, algorithm), tlv(3, b"\0", tlv(0x30, integer(n), integer(e))))
    subject = tlv(0x30, tlv(0x31, tlv(0x30, bytes.fromhex("0603550403"), tlv(0x0C, b"www.example.jp"))))
    info = tlv(0x30, integer(0), subject, spki, tlv(0xA0))
    digest = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(info).digest()
    size = (n.bit_length() + 7) // 8
    padded = b"\0\1" + b"\xff" * (size - len(digest) - 3) + b"\0" + digest
    signature = pow(int.from_bytes(padded, "big"), pow(e, -1, phi), n).to_bytes(size, "big")
    der = tlv(0x30, info, SHA256_WITH_RSA, tlv(3, b"\0", signature))
    body = base64.encodebytes(der).decode().replace("\n", "")
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    with open(f"{name}.pem", "w") as file:
        file.write("\n".join(["-----BEGIN CERTIFICATE REQUEST-----", *lines, "-----END CERTIFICATE REQUEST-----", ""]))


def pair(name, p, q, **more):
    request(name, p * q, math.lcm(p - 1, q - 1), **more)


def coprime(bits, e):
    while True:
        p = prime(bits)
        if math.gcd(e, p - 1) == 1:
            return p


p = prime(1024)
pair("rsa-close-primes", p, next_prime(p + 2))
# (p - q)² / (8·sqrt(n)) rounds find the factors: just below and just above a hundred.
for name, rounds in (("rsa-99-rounds", 99), ("rsa-102-rounds", 102)):
    pair(name, p, next_prime(p + math.isqrt(8 * rounds * p)))
request("rsa-square", p * p, p * (p - 1))
cube = prime(683)
request("rsa-cube", cube**3, cube**2 * (cube - 1))
pair("rsa-factor-751", 751, next_prime((1 << 2047) // 751 + (chance.getrandbits(2030))))
pair("rsa-factor-757", 757, next_prime((1 << 2047) // 757 + (chance.getrandbits(2030))))
pair("rsa-roca", infineon_prime(1024), infineon_prime(1024))
pair("rsa-e1", p, prime(1024), e=1)
pair("rsa-e3", coprime(1024, 3), coprime(1024, 3), e=3)
pair("rsa-e-40-bits", coprime(1024, 2**40 + 15), coprime(1024, 2**40 + 15), e=2**40 + 15)
pair("rsa-no-null", p, prime(1024), algorithm=RSA)
pair("rsa-debian", int(DEBIAN[0], 16), int(DEBIAN[1], 16))
