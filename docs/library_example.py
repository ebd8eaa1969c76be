"""Which insiders bought in the open market? python docs/library_example.py PAGE..."""

import sys
from concurrent.futures import ThreadPoolExecutor

from form4.inference import Extractor, to_frames
from form4.model.errors import DocumentError
from form4.model.filing import Filing


def read_all(paths: list[str]) -> list[Filing]:
    """The filings of files, read by four threads that share one model; what fails is told."""
    extractor = Extractor()

    def read(path: str) -> Filing | None:
        try:
            return extractor.read(path)
        except DocumentError as problem:
            print(problem, file=sys.stderr)
            return None

    with ThreadPoolExecutor(max_workers=4) as threads:
        return [filing for filing in threads.map(read, paths) if filing is not None]


def main(paths: list[str]) -> None:
    """Print the purchases of all pages, the largest first."""
    frames = to_frames(read_all(paths))
    trades = frames["transactions"].merge(frames["filings"][["source", "owner_name"]], on="source")
    bought = trades[(trades["transaction_code"] == "P") & (trades["confidence"] >= 0.5)].copy()
    bought["value"] = bought["transaction_shares"] * bought["transaction_price_per_share"]
    columns = ["owner_name", "transaction_date", "transaction_shares", "value", "confidence"]
    print(bought.sort_values("value", ascending=False)[columns].to_string(index=False))


if __name__ == "__main__":
    main(sys.argv[1:])
