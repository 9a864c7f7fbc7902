"""A model behind the Open Inference Protocol, with messages as dicts: it needs no protobuf."""

import numpy as np

_NAME = "doubler"


class InferenceService:
    def server_live(self, request):
        return {"live": True}

    def server_ready(self, request):
        return {"ready": True}

    def model_ready(self, request):
        return {"ready": request["name"] == _NAME}

    def server_metadata(self, request):
        return {"name": "bridge", "version": "1"}

    def model_metadata(self, request, context):
        self._check(request["name"], context)
        tensor = {"datatype": "FP32", "shape": [-1]}
        return {
            "name": _NAME,
            "versions": ["1"],
            "platform": "numpy",
            "inputs": [{"name": "x", **tensor}],
            "outputs": [{"name": "y", **tensor}],
        }

    def model_infer(self, request, context):
        self._check(request["model_name"], context)
        x = np.frombuffer(request["raw_input_contents"][0], np.float32)
        y = 2 * x
        return {
            "model_name": _NAME,
            "id": request["id"],
            "outputs": [{"name": "y", "datatype": "FP32", "shape": list(y.shape)}],
            "raw_output_contents": [y.tobytes()],
        }

    def _check(self, name, context):
        if name != _NAME:
            context.abort("NOT_FOUND", f"there is no model '{name}', only '{_NAME}'")
