"""A process that ends at once with an error."""

import sys

sys.exit("hỏng vì thiếu mô hình")
