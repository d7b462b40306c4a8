#!/usr/bin/env python3
"""One row of the bench's table from the evaluator's JSON: bench_row.py NAME."""
import json
import sys

result = json.load(sys.stdin)


def share(value):
    return "-" if value is None else f"{value:.3f}"


leaks = f"{result['direct_leak_documents']}/{result['direct_documents']}"
print(f"{sys.argv[1]:38}{share(result['entity_recall_direct']):>8}{share(result['entity_recall_quasi']):>8}{leaks:>11}"
      f"{share(result['token_precision']):>8}{share(result['typed_recall_of_masked']):>8}{result['suggestions_per_1000_words']:9.1f}")
print("    " + "  ".join(f"{kind} {share(row['mention_recall'])}" for kind, row in result["by_type"].items()))
