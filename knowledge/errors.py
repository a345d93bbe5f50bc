"""Errors of this project. Each carries a Vietnamese sentence that a user may read."""

from __future__ import annotations


class HoisoError(Exception):
    """Base of every error this project raises on purpose.

    The message is Vietnamese, says what is wrong and what to do next, and holds no stack trace
    and no path outside the project's own folders.
    """


class SourceError(HoisoError):
    """A file offered as a document can't be taken: empty, not a text, too large, scanned, hostile."""


class DuplicateDocumentError(SourceError):
    """A document with the same number and issuer is held already and ``--replace`` was not given."""


class UnknownDocumentError(HoisoError):
    """No document has the id asked for."""


class MetadataError(HoisoError):
    """A metadata or reviewed file beside a source is malformed or contradicts the source."""


class RegistryError(HoisoError):
    """A registry file (agencies, provinces, terms) is malformed."""


class AddressError(HoisoError):
    """A clause address can't be parsed or doesn't exist in its document."""


class IndexError_(HoisoError):  # noqa: N801, N818 - the name says what it is about
    """The search index is missing, damaged (checksum) or made by another encoder."""


class ServiceError(HoisoError):
    """A part behind the gateway is down or answered nothing."""
