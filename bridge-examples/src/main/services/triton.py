"""Calls a server of the Open Inference Protocol by Triton's own client."""

import numpy as np
from tritonclient import grpc
from tritonclient.utils import InferenceServerException


def call(port):
    client = grpc.InferenceServerClient(f"localhost:{port}")
    x = grpc.InferInput("x", [3], "FP32")
    x.set_data_from_numpy(np.array([1, 2, 3], np.float32))
    heard = [
        f"live {client.is_server_live()}, ready {client.is_server_ready()}",
        f"model ready {client.is_model_ready('doubler')}, platform {client.get_model_metadata('doubler').platform}",
        f"[1 2 3] becomes {client.infer('doubler', [x]).as_numpy('y').astype(int)}",
    ]
    try:
        client.infer("tripler", [x])
    except InferenceServerException as error:
        heard.append(error.message())
    client.close()
    return heard
