#!/usr/bin/env python3
"""JSON lines in, Presidio's suggestions out, with spaCy's small model."""
import json
import sys

from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider

engine = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration={
    "nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": "en_core_web_sm"}]}).create_engine())
for line in sys.stdin:
    doc = json.loads(line)
    spans = [{"start": r.start, "end": r.end, "type": r.entity_type} for r in engine.analyze(doc["text"], language="en")]
    print(json.dumps({"id": doc["id"], "spans": spans}))
