"""Translates templates as CloudFormation's SAM transform does, and says how large each one becomes."""
import json
import os
import re
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class NoPolicies:
    def load(self):
        return {}


for path in sys.argv[1:]:
    with open(path) as file:
        template = yaml_parse(file)
    function = template.get("Globals", {}).get("Function", {})
    if "CodeUri" in function:
        function["CodeUri"] = "s3://bucket/key"  # As `sam deploy` has it, which uploads the jar.
    translated = transform(template, {"AWS::Region": "us-east-1"}, NoPolicies())
    references = len(re.findall(r"\{\{resolve:", json.dumps(translated)))
    print(f"{path} {len(translated['Resources'])} resources, {references} references")
