"""The installed OpenSSL's opinion, asked of its library (libcrypto 3), because a program for each file takes minutes."""

import calendar
import ctypes
import ctypes.util

GENERAL_NAME_DNS, GENERAL_NAME_IP = 2, 7
NID_SUBJECT_ALT_NAME = 85
FLAG_CA, FLAG_INVALID = 0x10, 0x80
PURPOSE_ABSENT, PURPOSE_TLS_SERVER = 0xFFFFFFFF, 0x1
NO_EXTENSION = -1
PEM_MARK = b"-----BEGIN "

lib = ctypes.CDLL(ctypes.util.find_library("crypto"))
POINTER, INT, LONG, TEXT = ctypes.c_void_p, ctypes.c_int, ctypes.c_long, ctypes.c_char_p


class Tm(ctypes.Structure):
    """`struct tm`, its first six fields and room for the rest."""

    _fields_ = [(name, INT) for name in ("sec", "min", "hour", "mday", "mon", "year")] + [("rest", INT * 16)]


def declare(name, result, *arguments):
    function = getattr(lib, name)
    function.restype, function.argtypes = result, arguments
    return function


mem_bio = declare("BIO_new_mem_buf", POINTER, TEXT, INT)
clear_errors = declare("ERR_clear_error", None)
free_stack = declare("OPENSSL_sk_free", None, POINTER)
stack_length = declare("OPENSSL_sk_num", INT, POINTER)
stack_at = declare("OPENSSL_sk_value", POINTER, POINTER, INT)
string_data = declare("ASN1_STRING_get0_data", POINTER, POINTER)
string_length = declare("ASN1_STRING_length", INT, POINTER)
string_utf8 = declare("ASN1_STRING_to_UTF8", INT, ctypes.POINTER(POINTER), POINTER)
integer_number = declare("ASN1_INTEGER_to_BN", POINTER, POINTER, POINTER)
number_hex = declare("BN_bn2hex", TEXT, POINTER)
time_parts = declare("ASN1_TIME_to_tm", INT, POINTER, ctypes.POINTER(Tm))
object_text = declare("OBJ_obj2txt", INT, TEXT, INT, POINTER, INT)
name_count = declare("X509_NAME_entry_count", INT, POINTER)
name_entry = declare("X509_NAME_get_entry", POINTER, POINTER, INT)
entry_object = declare("X509_NAME_ENTRY_get_object", POINTER, POINTER)
entry_data = declare("X509_NAME_ENTRY_get_data", POINTER, POINTER)
general_value = declare("GENERAL_NAME_get0_value", POINTER, POINTER, ctypes.POINTER(INT))
key_bits = declare("EVP_PKEY_get_bits", INT, POINTER)
key_type = declare("EVP_PKEY_get0_type_name", TEXT, POINTER)
key_group = declare("EVP_PKEY_get_group_name", INT, POINTER, TEXT, ctypes.c_size_t, ctypes.POINTER(ctypes.c_size_t))
spki_der = declare("i2d_X509_PUBKEY", INT, POINTER, ctypes.POINTER(POINTER))
certificate_pem = declare("PEM_read_bio_X509", POINTER, POINTER, POINTER, POINTER, POINTER)
certificate_der = declare("d2i_X509_bio", POINTER, POINTER, POINTER)
certificate_serial = declare("X509_get_serialNumber", POINTER, POINTER)
certificate_from = declare("X509_get0_notBefore", POINTER, POINTER)
certificate_to = declare("X509_get0_notAfter", POINTER, POINTER)
certificate_subject = declare("X509_get_subject_name", POINTER, POINTER)
certificate_issuer = declare("X509_get_issuer_name", POINTER, POINTER)
certificate_key = declare("X509_get0_pubkey", POINTER, POINTER)
certificate_spki = declare("X509_get_X509_PUBKEY", POINTER, POINTER)
certificate_extension = declare("X509_get_ext_d2i", POINTER, POINTER, INT, ctypes.POINTER(INT), POINTER)
certificate_flags = declare("X509_get_extension_flags", ctypes.c_uint32, POINTER)
certificate_path = declare("X509_get_pathlen", LONG, POINTER)
certificate_purposes = declare("X509_get_extended_key_usage", ctypes.c_uint32, POINTER)
certificate_ski = declare("X509_get0_subject_key_id", POINTER, POINTER)
certificate_aki = declare("X509_get0_authority_key_id", POINTER, POINTER)
certificate_verify = declare("X509_verify", INT, POINTER, POINTER)
request_pem = declare("PEM_read_bio_X509_REQ", POINTER, POINTER, POINTER, POINTER, POINTER)
request_der = declare("d2i_X509_REQ_bio", POINTER, POINTER, POINTER)
request_subject = declare("X509_REQ_get_subject_name", POINTER, POINTER)
request_key = declare("X509_REQ_get0_pubkey", POINTER, POINTER)
request_spki = declare("X509_REQ_get_X509_PUBKEY", POINTER, POINTER)
request_extensions = declare("X509_REQ_get_extensions", POINTER, POINTER)
request_verify = declare("X509_REQ_verify", INT, POINTER, POINTER)
extension_of = declare("X509V3_get_d2i", POINTER, POINTER, INT, ctypes.POINTER(INT), POINTER)


def csr(octets):
    """What a request says, or `None` when it cannot be read."""
    request = read(octets, request_pem, request_der)
    if not request:
        return None
    extensions = request_extensions(request)
    critical = INT()
    names = general_names(extension_of(extensions, NID_SUBJECT_ALT_NAME, ctypes.byref(critical), None))
    key = request_key(request)
    return {
        "subject": name(request_subject(request)),
        "names": names,
        "key": key_kind(key),
        "spki": spki(request_spki(request)),
        "signature": bool(key) and request_verify(request, key) == 1,
    }


def certificate(octets, issuers):
    """What a certificate says and whether each issuer's key signed it, or `None` when it cannot be read."""
    x509 = read(octets, certificate_pem, certificate_der)
    # The flag says that an extension that OpenSSL knows could not be read or says something impossible.
    if not x509 or certificate_flags(x509) & FLAG_INVALID:
        return None
    critical = INT()
    names = general_names(certificate_extension(x509, NID_SUBJECT_ALT_NAME, ctypes.byref(critical), None))
    if names is None and critical.value != NO_EXTENSION:
        return None
    purposes, path = certificate_purposes(x509), certificate_path(x509)
    return {
        "subject": name(certificate_subject(x509)),
        "issuer": name(certificate_issuer(x509)),
        "names": names,
        "key": key_kind(certificate_key(x509)),
        "spki": spki(certificate_spki(x509)),
        "serial": int(number_hex(integer_number(certificate_serial(x509), None)), 16),
        "not_before": seconds(certificate_from(x509)),
        "not_after": seconds(certificate_to(x509)),
        "is_ca": bool(certificate_flags(x509) & FLAG_CA),
        "path_length": None if path < 0 else path,
        "server_auth": None if purposes == PURPOSE_ABSENT else bool(purposes & PURPOSE_TLS_SERVER),
        "ski": octet_string(certificate_ski(x509)),
        "aki": octet_string(certificate_aki(x509)),
        "signature": [signed_by(x509, issuer) for issuer in issuers],
    }


def read(octets, from_pem, from_der):
    clear_errors()
    bio = mem_bio(octets, len(octets))
    return from_pem(bio, None, None, None) if PEM_MARK in octets else from_der(bio, None)


def signed_by(x509, issuer):
    issuer = read(issuer, certificate_pem, certificate_der)
    key = issuer and certificate_key(issuer)
    return certificate_verify(x509, key) == 1 if key else False


def name(x509_name):
    """Pairs of OID and text; a text that is no text in its string type is `None`."""
    entries = [name_entry(x509_name, at) for at in range(name_count(x509_name))]
    return [[oid(entry_object(entry)), utf8(entry_data(entry))] for entry in entries]


def oid(asn1_object):
    buffer = ctypes.create_string_buffer(200)
    object_text(buffer, len(buffer), asn1_object, 1)
    return buffer.value.decode()


def utf8(string):
    out = POINTER()
    length = string_utf8(ctypes.byref(out), string)
    return None if length < 0 else ctypes.string_at(out, length).decode()


def octet_string(string):
    return ctypes.string_at(string_data(string), string_length(string)).hex() if string else None


def general_names(stack):
    """Pairs of kind (`dns`, `ip`, `other`) and octets."""
    if not stack:
        return None
    found = []
    for at in range(stack_length(stack)):
        kind = INT()
        value = general_value(stack_at(stack, at), ctypes.byref(kind))
        word = {GENERAL_NAME_DNS: "dns", GENERAL_NAME_IP: "ip"}.get(kind.value, "other")
        octets = b"" if word == "other" else ctypes.string_at(string_data(value), string_length(value))
        found.append((word, octets))
    return found


def key_kind(key):
    """`(type, bits, group)`, or `None` for a key that OpenSSL does not take."""
    if not key:
        return None
    group = ctypes.create_string_buffer(80)
    length = ctypes.c_size_t()
    has_group = key_group(key, group, len(group), ctypes.byref(length)) == 1
    return key_type(key).decode(), key_bits(key), group.value.decode() if has_group else None


def spki(public_key):
    out = POINTER()
    length = spki_der(public_key, ctypes.byref(out))
    return ctypes.string_at(out, length) if length > 0 else None


def seconds(time):
    parts = Tm()
    if time_parts(time, ctypes.byref(parts)) != 1:
        return None
    return calendar.timegm((parts.year + 1900, parts.mon + 1, parts.mday, parts.hour, parts.min, parts.sec))
