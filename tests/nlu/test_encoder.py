from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize

from knowledge.errors import IndexError_
from knowledge.settings import ROOT
from nlu.encoder import load_encoder
from nlu.syllable_embedding import SyllableEmbedding

MODEL = ROOT / "nlu" / "model"


def small(folder: Path, seed: int = 1) -> Path:
    """Write a tiny encoder."""
    rng = np.random.default_rng(seed)
    names = ["kinh", "tế", "số", "xã", "hội"]
    module = SyllableEmbedding(
        names, np.asarray([[0, 1], [3, 4]]), rng.standard_normal((7, 8)).astype(np.float32)
    )
    folder.mkdir(parents=True, exist_ok=True)
    SentenceTransformer(modules=[module, Normalize()], device="cpu").save(
        str(folder), create_model_card=False
    )
    return folder


def test_sentence_transformers_loads_the_shipped_folder_without_trust() -> None:
    model = SentenceTransformer(str(MODEL), device="cpu")
    assert model.encode(["chuyển đổi số"]).shape == (1, load_encoder().dimension)


def test_the_shipped_model_is_small() -> None:
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) < 30e6


def test_rows_are_unit_length_and_unknown_text_is_zero() -> None:
    rows = load_encoder().encode(["kinh tế số", "qqqq wwww", "", "🙂"])
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows[0]) == pytest.approx(1.0, abs=1e-5)
    assert not rows[1:].any()


def test_no_texts_give_no_rows() -> None:
    encoder = load_encoder()
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_a_vector_does_not_depend_on_its_neighbours() -> None:
    texts = ["Sở Y tế chủ trì", "", "khám chữa bệnh từ xa", "x"]
    encoder = load_encoder()
    together = encoder.encode(texts)
    alone = np.vstack([encoder.encode([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-6)


def test_spelling_forms_are_one() -> None:
    rows = load_encoder().encode(
        ["hoà giải ở Thanh Hoá", "HÒA GIẢI Ở THANH HÓA", "hoa\u0300 giải ở Thanh Hóa"]
    )
    assert np.allclose(rows[0], rows[1], atol=1e-6)
    assert np.allclose(rows[0], rows[2], atol=1e-6)


def test_questions_without_diacritics_are_restored() -> None:
    encoder = load_encoder()
    plain = encoder.encode_queries(["kham chua benh tu xa"])[0]
    accented = encoder.encode(["khám chữa bệnh từ xa"])[0]
    assert float(plain @ accented) > 0.99


def test_related_texts_are_nearer_than_others() -> None:
    rows = load_encoder().encode(
        [
            "khám chữa bệnh từ xa được quy định thế nào?",
            "Quy định về khám bệnh, chữa bệnh từ xa",
            "Xử phạt vượt đèn đỏ",
        ]
    )
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.3


def test_saving_keeps_vectors_but_for_rounding(tmp_path: Path) -> None:
    folder = small(tmp_path / "m")
    first = load_encoder(str(folder))
    again = SentenceTransformer(str(folder), device="cpu")
    again.save(str(tmp_path / "copy"), create_model_card=False)
    second = load_encoder(str(tmp_path / "copy"))
    text = ["kinh tế số", "xã hội"]
    assert np.allclose(first.encode(text), second.encode(text), atol=0.02)


def test_unknown_tokens_add_nothing(tmp_path: Path) -> None:
    encoder = load_encoder(str(small(tmp_path / "m")))
    rows = encoder.encode(["số", "số vvv zzz"])
    assert np.allclose(rows[0], rows[1], atol=1e-6)


def test_other_weights_have_another_fingerprint(tmp_path: Path) -> None:
    one, two = small(tmp_path / "a", 1), small(tmp_path / "b", 2)
    assert load_encoder(str(one)).fingerprint != load_encoder(str(two)).fingerprint


def test_a_missing_model_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(IndexError_, match="HOISO_ENCODER"):
        load_encoder(str(tmp_path / "empty"))
