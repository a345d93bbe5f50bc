"""Small libraries and a small encoder, so that these tests need neither plans nor shipped weights."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize

from knowledge.library import Library
from knowledge.model import Assignment, Clause, Definition, Document, Indicator, Scope, Span
from knowledge.registry import load_registry
from nlu.encoder import Encoder, load_encoder
from nlu.syllable_embedding import SyllableEmbedding
from nlu.syllables import split_syllables

TARGETS = (
    "Kinh tế số chiếm 20% GRDP",
    "80% hộ gia đình có cáp quang",
    "100% hồ sơ được xử lý trên môi trường mạng",
)


def make_document(key: str, province: str) -> Document:
    return Document(
        id=key,
        number=f"{len(key)}/KH-UBND",
        type="Kế hoạch",
        issuer=f"UBND tỉnh {province}",
        province=province,
        issued=date(2023, 1, 2),
        place=province,
        title=f"Kế hoạch chuyển đổi số tỉnh {province}",
        signer="",
        signer_role="",
        period=(2023, 2025),
        provenance="official",
        source_note="",
        source_file="source.txt",
        source_url="",
        sha256=key,
        text="\n".join(TARGETS),
    )


def make_library(provinces: Sequence[str], version: str = "1", targets: Sequence[str] = TARGETS) -> Library:
    documents, clauses = {}, {}
    indicators, assignments, definitions = [], [], []
    for number, province in enumerate(provinces):
        key = f"plan-{number}"
        documents[key] = make_document(key, province)
        listed = []
        for order, target in enumerate(targets):
            address = f"II.{order + 1}"
            span = Span(order * 100, order * 100 + len(target))
            listed.append(
                Clause(
                    key,
                    address,
                    "bullet",
                    "",
                    f"Phần II, mục {order + 1}",
                    "",
                    target,
                    span,
                    None,
                    ("Mục tiêu",),
                    (),
                    order,
                )
            )
            indicators.append(
                Indicator(
                    f"{key}#{address}@1",
                    key,
                    address,
                    target,
                    Scope(province),
                    2025 + 5 * (order % 2),
                    ">=",
                    20.0,
                    "%",
                    "20%",
                    target,
                    measured_by=("Sở Thông tin và Truyền thông",),
                )
            )
        assignments.append(
            Assignment(
                f"{key}#II.3@1",
                key,
                "II.3",
                "Triển khai khám chữa bệnh từ xa",
                ("Sở Y tế",),
                ("Sở Tài chính",),
                "chủ trì",
                "2023-2025",
                "Triển khai khám chữa bệnh từ xa",
            )
        )
        definitions.append(
            Definition(f"{key}#II.1@d", key, "II.1", "kinh tế số", "Kinh tế số là hoạt động kinh tế")
        )
        clauses[key] = tuple(listed)
    return Library(
        documents,
        clauses,
        tuple(indicators),
        tuple(assignments),
        tuple(definitions),
        load_registry(),
        version,
    )


def write_encoder(folder: Path, seed: int = 0) -> Path:
    words = sorted(
        {
            word
            for text in (*TARGETS, "khám chữa bệnh từ xa triển khai mục tiêu")
            for word in split_syllables(text)
        }
    )
    vectors = np.random.default_rng(seed).standard_normal((len(words), 16)).astype(np.float32)
    module = SyllableEmbedding(words, np.zeros((0, 2), dtype=np.int64), vectors)
    folder.mkdir(parents=True, exist_ok=True)
    SentenceTransformer(modules=[module, Normalize()], device="cpu").save(
        str(folder), create_model_card=False
    )
    return folder


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return load_encoder(str(write_encoder(tmp_path_factory.mktemp("encoder") / "small")))


@pytest.fixture(scope="session")
def other_encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return load_encoder(str(write_encoder(tmp_path_factory.mktemp("encoder") / "other", seed=5)))


@pytest.fixture
def library() -> Callable[..., Library]:
    return make_library
